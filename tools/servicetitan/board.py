"""Where work on the board shows: technicians on visits, their skills, shifts and summaries."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from pydantic import TypeAdapter

from tools.logic.comparing import same
from tools.servicetitan.looking import (
    Answers,
    Evidence,
    Maker,
    adding,
    asked,
    body_of,
    by_ids,
    rows_by_id,
)
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.refusals import confirmed_in

BEYOND = timedelta(days=7)
"""How far a shift may reach beyond a span that it is in."""
LARGEST = 5_000
"""Shifts of a page: years of them do not fit a smaller one."""
OF_A_SHIFT = ("shiftType", "title", "note", "timesheetCodeId")
"""What each of several new shifts is to say."""
STEPS = {"Daily": timedelta(days=1), "Weekly": timedelta(weeks=1)}


def _assigned(*, there: bool) -> Maker:
    """Technicians on an appointment, or taken off it."""

    def make(call: BoundCall, _: Any) -> Evidence | None:
        body = body_of(call)
        wanted = [int(one) for one in body["technicianIds"]]
        visit = [body["jobAppointmentId"]]

        def missing(answers: Answers) -> list[str]:
            on = _crew(answers)
            return [f"technician {one}" for one in wanted if (one in on) is not there]

        def about(answers: Answers) -> dict[str, Any]:
            crew = sorted(_crew(answers).items())
            return {"technicians on it": [f"{name or 'technician'} ({key})" for key, name in crew]}

        calls = by_ids(call, "list_appointment_assignments", visit, "appointmentIds")
        return Evidence(calls, missing, len(wanted), about=about) if wanted else None

    return make


def _crew(answers: Answers) -> dict[Any, Any]:
    """Ids and names of the technicians who are on an appointment."""
    rows = [row for row in rows_by_id(answers).values() if row.get("active") is not False]
    return {row.get("technicianId"): row.get("technicianName") for row in rows}


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


def _no_shifts(call: BoundCall, answer: Any) -> Evidence | None:
    """Shifts of a span that are still there, and those that the answer wrongly names as deleted.

    Which shifts go that reach beyond the span is not published: before the answer, all count.
    """
    first, last = _span(call)
    inside = _held(call, first, last)
    around = _held(call, first - BEYOND, last + BEYOND, pageSize=LARGEST)
    told = answer.get("deletedIds") if isinstance(answer, Mapping) else None
    gone = None if told is None else frozenset(f"shift {key}" for key in told)

    def missing(answers: Answers) -> list[str]:
        within, beside = (rows_by_id([one]) for one in answers)
        touched = {f"shift {key}" for key, row in beside.items() if _meets(row, first, last)}
        wrong = touched if gone is None else gone & {f"shift {key}" for key in beside}
        return list(dict.fromkeys([*(f"shift {key}" for key in within), *sorted(wrong)]))

    def about(answers: Answers) -> dict[str, Any]:
        held = [row for row in rows_by_id(answers[1:]).values() if _meets(row, first, last)]
        return _counted(held, first, last, more=bool(answers[1].get("hasMore")))

    return Evidence((inside, around), missing, 1, claimed=gone, about=about)


def _counted(
    shifts: Sequence[Mapping[str, Any]], first: datetime, last: datetime, *, more: bool
) -> dict[str, Any]:
    """How many shifts a span has, and of how many people."""
    least = "at least " if more else ""
    people = {row.get("technicianId") for row in shifts}
    inside = sum(_lies_in(row, first, last) for row in shifts)
    told = {
        "shifts inside the span": inside,
        "shifts that reach beyond it": len(shifts) - inside,
        "technicians": len(people),
    }
    return {name: f"{least}{number:,}" for name, number in told.items() if number}


def _lies_in(row: Mapping[str, Any], first: datetime, last: datetime) -> bool:
    starts, ends = _times(row)
    return starts >= first and ends <= last


def _span(call: BoundCall) -> tuple[datetime, datetime]:
    body = TypeAdapter(dict[str, datetime]).validate_python(call.body)
    return body["start"], body["end"]


def _held(call: BoundCall, first: datetime, last: datetime, **more: int) -> BoundCall:
    """The list of shifts between two moments that are not deleted."""
    span = {"startsOnOrAfter": first, "endsOnOrBefore": last}
    return asked(call, "list_technician_shifts", **span, active="True", **more)


def _meets(row: Mapping[str, Any], first: datetime, last: datetime) -> bool:
    starts, ends = _times(row)
    return starts < last and ends > first


def _times(row: Mapping[str, Any]) -> tuple[datetime, datetime]:
    return datetime.fromisoformat(row["start"]), datetime.fromisoformat(row["end"])


def _shifts(call: BoundCall, answer: Any) -> Evidence | None:
    """New shifts of each technician, by the ids of the answer, repeated where they are to be."""
    body = body_of(call)
    crew = list(dict.fromkeys(body["technicianIds"]))
    told = answer.get("technicianShifts") if isinstance(answer, Mapping) else None
    keys = {
        one: {str(row["id"]) for row in told or [] if row.get("technicianId") == one}
        for one in crew
    }
    least = 2 if _repeats(body) else 1
    since = {"startsOnOrAfter": body["start"], "pageSize": LARGEST}
    shown = [asked(call, "list_technician_shifts", technicianId=one, **since) for one in crew]

    def missing(answers: Answers) -> list[str]:
        there = rows_by_id(answers).keys()
        short = [one for one in crew if len(keys[one]) < least or keys[one] - there]
        return [f"technician {one}" for one in short]

    def differing(answers: Answers) -> list[str]:
        rows = rows_by_id(answers)
        made = [rows[key] for one in crew for key in keys[one] if key in rows]
        sent = {name: body[name] for name in OF_A_SHIFT if body.get(name) is not None}
        return [n for n, value in sent.items() if any(not same(value, row.get(n)) for row in made)]

    if not told:
        return None
    return Evidence(tuple(shown), missing, len(crew), sure=False, differing=differing)


def _repeats(body: Mapping[str, Any]) -> bool:
    """Whether a shift is to be there at least twice, as far as its dates alone tell."""
    step, until = STEPS.get(body["repeatType"]), body.get("repeatEndDate")
    if step is None or until is None or body.get("shiftDays"):
        return False
    second = datetime.fromisoformat(body["start"]) + step * (body.get("repeatInterval") or 1)
    return second <= datetime.fromisoformat(until)


def _summarised(call: BoundCall, _: Any) -> Evidence | None:
    """A technician's summary, among those of its appointment; not every tenant has them."""
    body = body_of(call)
    shown = asked(call, "get_appointment", id=call.path_params["id"])

    def alike(answers: Answers) -> Counter[str]:
        summaries = (answers[0] or {}).get("appointmentSummaries") or []
        return Counter("the summary" for one in summaries if same(body, one))

    return adding((shown,), Counter(["the summary"]), alike, sure=False)


BOARD: Mapping[str, Maker] = {
    "dispatch_assign_technicians": _assigned(there=True),
    "dispatch_unassign_technicians": _assigned(there=False),
    "dispatch_assign_technician_skills": _skills,
    "dispatch_create_technician_shifts": _shifts,
    "dispatch_delete_technician_shifts": _no_shifts,
    "jpm_set_appointment_summary": _summarised,
}
"""Operation → what shows it."""
