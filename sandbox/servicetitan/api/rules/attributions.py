"""Web visits behind calls, jobs, bookings and web forms: each becomes an attributed lead."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.meanings import LEAD_TYPES
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.writes import add, answer

LEADS: Final = "marketing-ads/attributed-leads"
Parts = Callable[[Row], Row]


def _call(body: Row) -> Row:
    told = body["externalCallData"]
    numbers = {
        "callerNumber": told["customerPhoneNumber"],
        "trackingNumber": told["trackingPhoneNumber"],
    }
    return {"call": {"id": None, "duration": "00:00:00", **numbers}}


def _job(body: Row) -> Row:
    return {"job": {"id": body["jobId"], "name": str(body["jobId"])}}


def _booking(body: Row) -> Row:
    return {"booking": {"id": body["bookingId"]}}


def _form(body: Row) -> Row:
    return {"leadForm": {"leadNumber": body["leadId"], "leadStatus": "Open", "notes": ""}}


def attributed(kind: str, parts: Parts) -> Callable[[Call], Response]:
    def handler(call: Call) -> Response:
        visit: dict[str, Any] = call.body["webSessionData"]
        told = parts(call.body)
        add(
            call.box, LEADS, dateTime=call.box.stamp(), leadType=LEAD_TYPES.index(kind) + 1,
            attribution=dict(visit), **{"job": {"id": None, "name": ""}, **told},
        )  # fmt: skip
        return answer(call, {})

    return handler


RULES = {
    "POST marketing-ads/external-call-attributions": attributed("Call", _call),
    "POST marketing-ads/job-attributions": attributed("ManualJob", _job),
    "POST marketing-ads/web-booking-attributions": attributed("WebBooking", _booking),
    "POST marketing-ads/web-lead-form-attributions": attributed("WebLeadForm", _form),
}
