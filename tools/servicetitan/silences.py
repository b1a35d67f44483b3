"""Where it shows who wants no messages: e-mail addresses and phone numbers."""

from collections.abc import Mapping
from typing import Any

from tools.servicetitan.looking import (
    Answers,
    Evidence,
    Maker,
    asked,
    body_of,
    rows_by_id,
)
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of


def _suppressed(*, there: bool) -> Maker:
    """E-mail addresses that get no marketing mail, for the reason sent, or get it again.

    In which words a reason is shown is not published: another one may be the same.
    """

    def make(call: BoundCall, _: Any) -> Evidence | None:
        emails = [str(one) for one in body_of(call)["emails"]]
        reason = body_of(call).get("reason")
        calls = tuple(asked(call, "list_suppressions", email=one) for one in emails)

        def missing(answers: Answers) -> list[str]:
            held = {
                str(row.get("email")).casefold(): row.get("reason")
                for row in rows_by_id(answers).values()
                if row.get("active", True) is not False
            }
            wrong = [one for one in emails if (one.casefold() in held) is not there]
            told = [one for one in emails if there and one not in wrong and reason]
            odd = [one for one in told if held[one.casefold()] not in {None, reason}]
            return [*wrong, *(f"the reason of {one}" for one in odd)]

        return Evidence(calls, missing, len(emails), sure=not there) if emails else None

    return make


def _opted_out(call: BoundCall, _: Any) -> Evidence | None:
    """Phone numbers that want no messages; which spelling of a number is kept is not published."""
    numbers = [str(one) for one in body_of(call)["contactNumbers"]]
    kind = body_of(call)["optOutType"]
    shown = asked(call, "look_up_opt_outs", body={"contactNumbers": numbers})

    def missing(answers: Answers) -> list[str]:
        told = {str(one.get("contactNumber")): one.get("optOutType") for one in rows_of(answers[0])}
        odd = [one for one in numbers if told.get(one) not in {None, kind}]
        return [*(one for one in numbers if one not in told), *(f"{kind} of {one}" for one in odd)]

    return Evidence((shown,), missing, len(numbers), sure=False) if numbers else None


SILENCED: Mapping[str, Maker] = {
    "marketing_suppress_emails": _suppressed(there=True),
    "marketing_unsuppress_emails": _suppressed(there=False),
    "telecom_create_opt_outs": _opted_out,
}
"""Operation → what shows it."""
