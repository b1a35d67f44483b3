"""Where work on the board shows: technicians on visits, their skills, shifts and summaries."""

from collections.abc import Mapping
from typing import Any

from tools.logic.comparing import same
from tools.servicetitan.looking import (
    MOST_IDS,
    Answers,
    Evidence,
    Maker,
    asked,
    body_of,
    by_ids,
    rows_by_id,
)
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.refusals import confirmed_in


def _assigned(*, there: bool) -> Maker:
    """Technicians on an appointment, or taken off it."""

    def make(call: BoundCall, _: Any) -> Evidence | None:
        body = body_of(call)
        wanted = [int(one) for one in body["technicianIds"]]
        visit = [body["jobAppointmentId"]]

        def missing(answers: Answers) -> list[str]:
            on = {
                row.get("technicianId")
                for row in rows_by_id(answers).values()
                if row.get("active", True) is not False
            }
            return [f"technician {one}" for one in wanted if (one in on) is not there]

        calls = (by_ids(call, "list_appointment_assignments", visit, "appointmentIds"),)
        return Evidence(calls, missing, len(wanted)) if wanted else None

    return make


def _skills(call: BoundCall, answer: Any) -> Evidence | None:
    """A technician's skills; published as numbers where they are sent, as texts where listed.

    Skills that were to be replaced are gone.
    """
    body = body_of(call)
    wanted = [str(one) for one in body["skillIds"]]
    only = bool(body["replaceExistingSkills"])
    shown = (asked(call, "list_technician_skills", technicianId=body["technicianId"]),)

    def missing(answers: Answers) -> list[str]:
        held = rows_by_id(answers)
        more = [f"only these: {key} too" for key in held if only and key not in wanted]
        return [one for one in wanted if one not in held] + more

    return Evidence(shown, missing, len(wanted), sure=False, confirmed=confirmed_in(answer))


def _no_shifts(call: BoundCall, _: Any) -> Evidence | None:
    body = body_of(call)
    span = {"startsOnOrAfter": body["start"], "endsOnOrBefore": body["end"]}
    shown = asked(call, "list_technician_shifts", **span, active="True")
    return Evidence((shown,), lambda found: [f"shift {key}" for key in rows_by_id(found)], 1)


def _shifts(call: BoundCall, answer: Any) -> Evidence | None:
    """New shifts of each technician, by the ids of the answer."""
    body = body_of(call)
    crew = list(dict.fromkeys(body["technicianIds"]))[:MOST_IDS]
    told = answer.get("technicianShifts") if isinstance(answer, Mapping) else None
    keys = {
        one: {str(row["id"]) for row in told or [] if row.get("technicianId") == one}
        for one in crew
    }
    since = {"startsOnOrAfter": body["start"]}  # years of shifts do not fit a page
    shown = [asked(call, "list_technician_shifts", technicianId=one, **since) for one in crew]

    def missing(answers: Answers) -> list[str]:
        there = rows_by_id(answers).keys()
        return [f"technician {one}" for one in crew if not keys[one] or keys[one] - there]

    return Evidence(tuple(shown), missing, len(crew), sure=False) if told else None


def _summarised(call: BoundCall, _: Any) -> Evidence | None:
    """A technician's summary, among those of its appointment; not every tenant has them."""
    body = body_of(call)
    shown = asked(call, "get_appointment", id=call.path_params["id"])

    def missing(answers: Answers) -> list[str]:
        summaries = (answers[0] or {}).get("appointmentSummaries") or []
        return [] if any(same(body, one) for one in summaries) else ["the summary"]

    return Evidence((shown,), missing, 1, sure=False, adds=True)


BOARD: Mapping[str, Maker] = {
    "dispatch_assign_technicians": _assigned(there=True),
    "dispatch_unassign_technicians": _assigned(there=False),
    "dispatch_assign_technician_skills": _skills,
    "dispatch_create_technician_shifts": _shifts,
    "dispatch_delete_technician_shifts": _no_shifts,
    "jpm_set_appointment_summary": _summarised,
}
"""Operation → what shows it."""
