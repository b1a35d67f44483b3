"""Where the web visits behind calls, jobs, bookings and forms show: as attributed leads."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from tools.logic.comparing import same
from tools.servicetitan.looking import Answers, Evidence, adding, asked, body_of
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

LATELY = timedelta(days=30)
"""How old a lead may be that is attributed: the list is asked by the lead's own time."""
AHEAD = timedelta(days=1)

Timed = Callable[[BoundCall, datetime], Evidence]
Names = Callable[[Any], Mapping[str, Any]]


def _lead(kind: str, names: Names) -> Timed:
    """A lead of this kind that names the same thing and the same first page."""

    def make(call: BoundCall, now: datetime) -> Evidence:
        body = body_of(call)
        page = {"landingPageUrl": body["webSessionData"]["landingPageUrl"]}
        wanted = {**names(body), "attribution": page}
        span = {"fromUtc": now - LATELY, "toUtc": now + AHEAD}
        shown = asked(call, "list_attributed_leads", **span, leadType=kind)

        def alike(answers: Answers) -> Counter[str]:
            return Counter("the lead" for row in rows_of(answers[0]) if same(wanted, row))

        return adding((shown,), Counter(["the lead"]), alike, sure=False)

    return make


def _phones(body: Any) -> Mapping[str, Any]:
    told = body["externalCallData"]
    numbers = {
        "callerNumber": told["customerPhoneNumber"],
        "trackingNumber": told["trackingPhoneNumber"],
    }
    return {"call": numbers}


TIMED: Mapping[str, Timed] = {
    "marketing_ads_attribute_external_call": _lead("Call", _phones),
    "marketing_ads_attribute_job": _lead("ManualJob", lambda body: {"job": {"id": body["jobId"]}}),
    "marketing_ads_attribute_web_booking": _lead(
        "WebBooking", lambda body: {"booking": {"id": body["bookingId"]}}
    ),
    "marketing_ads_attribute_web_lead_form": _lead(
        "WebLeadForm", lambda body: {"leadForm": {"leadNumber": body["leadId"]}}
    ),
}
"""Operation → what shows it, for those whose list asks for a span of time."""
