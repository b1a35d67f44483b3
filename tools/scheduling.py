"""Scheduling: the dispatch board of a day, and moving a visit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from tools.changes import Change, Written, accepted, written
from tools.deps import DEPS, Deps
from tools.errors import ArgumentFault, BadArguments, Conflict, NotShown
from tools.freshness import as_of
from tools.hints import no_such_unit
from tools.logic.board import overlapping
from tools.logic.days import end_of, in_zone, start_of
from tools.logic.hours import Hours, Kind, Why, why_off
from tools.logic.terms import containing
from tools.mirror import store_written
from tools.registry import reads, writes
from tools.results import Answer, plain
from tools.servicetitan.jpm.appointments import (
    AppointmentRescheduleRequest,
    AppointmentResponse,
    Appointments,
)
from tools.types import AppointmentId, BusinessUnit, Day, Untrusted

Times = dict[str, datetime | None]

_TABLES = (
    *("st_appointments", "st_appointment_assignments", "st_jobs", "st_technicians"),
    *("st_technician_shifts", "st_non_job_appointments"),
)


class BoardVisit(BaseModel):
    """One visit on the board."""

    id: int = Field(description="Appointment id.")
    number: str | None
    status: str | None
    start: datetime
    end: datetime | None
    job_id: int
    job_number: str | None
    priority: str | None
    customer: Untrusted | None
    city: Untrusted | None
    business_unit: str | None
    job_type: str | None


class _VisitRow(BoardVisit):
    technician_id: int | None
    technician: str | None


class Technician(BaseModel):
    """A technician by id and name."""

    id: int
    name: Untrusted | None


class WorkingTechnician(Technician):
    """A technician with the hours of the day, in company time."""

    shifts: list[str] = Field(description="Working hours; none where no shifts are kept.")
    away: list[str] = Field(description="Time off and events outside jobs, such as meetings.")


class OffTechnician(Technician):
    """A technician who does not work on the day."""

    why: Why


class _IdleRow(Technician):
    keeps_shifts: bool


class _HoursRow(BaseModel):
    technician_id: int
    kind: Kind
    start: datetime
    end: datetime


Calendar = Mapping[int, Sequence[Hours]]


class TechnicianDay(WorkingTechnician):
    """A technician's visits of the day, in order."""

    visits: list[BoardVisit]
    overlaps: list[str] = Field(description="Pairs of visits at the same time.")


class DispatchBoard(Answer):
    """A company day: who goes where, what nobody goes to, who is free."""

    day: Day
    zone: str
    visits: int = Field(description="Number of visits on this day.")
    technicians: list[TechnicianDay]
    unassigned: list[BoardVisit]
    free: list[WorkingTechnician] = Field(description="Who works that day and has no visit.")
    not_working: list[OffTechnician] = Field(
        description="Active, but off that day, and without a visit."
    )


@reads
async def get_dispatch_board(
    day: Annotated[Day | None, Field(description="The day; today if left out.")] = None,
    business_unit: BusinessUnit = None,
    deps: Deps = DEPS,
) -> DispatchBoard:
    """A day's visits by technician in company time, with unassigned ones, overlaps and free people.

    Canceled visits are left out; a visit over midnight shows on both days. Who is free for a part
    of the day shows by the shifts, visits and other events of each.
    """
    wanted = day or deps.today()
    span = {"since": start_of(wanted, deps.zone), "until": end_of(wanted, deps.zone)}
    rows = await deps.db.many(
        _VisitRow,
        "board_visits",
        business_unit=business_unit,
        business_unit_pattern=containing(business_unit or ""),
        **span,
    )
    calendar = await _calendar(deps, **span)
    idle = await deps.db.many(_IdleRow, "idle_technicians", **span)
    return DispatchBoard(
        day=wanted,
        zone=deps.zone.key,
        visits=len({row.id for row in rows}),
        technicians=_by_technician(deps, rows, calendar),
        unassigned=[_shown(deps, row) for row in rows if row.technician_id is None],
        free=[_working(one, calendar) for one in idle if not _why_off(one, calendar)],
        not_working=[
            OffTechnician(id=one.id, name=one.name, why=why)
            for one in idle
            if (why := _why_off(one, calendar))
        ],
        as_of=await as_of(deps, *_TABLES),
        notice=None if rows else await no_such_unit(deps, business_unit),
    )


async def _calendar(deps: Deps, since: datetime, until: datetime) -> Calendar:
    """The hours of a day by technician, in company time."""
    hours: defaultdict[int, list[Hours]] = defaultdict(list)
    for row in await deps.db.many(_HoursRow, "technician_hours", since=since, until=until):
        start, end = in_zone(row.start, deps.zone), in_zone(row.end, deps.zone)
        hours[row.technician_id].append(Hours(row.kind, start, end))
    return hours


def _why_off(one: _IdleRow, calendar: Calendar) -> Why | None:
    return why_off(calendar.get(one.id, ()), keeps_shifts=one.keeps_shifts)


def _working(one: Technician, calendar: Calendar) -> WorkingTechnician:
    return WorkingTechnician(id=one.id, name=one.name, **_told(one.id, calendar))


def _told(technician: int, calendar: Calendar) -> dict[str, list[str]]:
    hours = calendar.get(technician, ())
    return {
        "shifts": [one.told for one in hours if one.works],
        "away": [one.told for one in hours if not one.works],
    }


def _by_technician(
    deps: Deps, rows: Sequence[_VisitRow], calendar: Calendar
) -> list[TechnicianDay]:
    days: defaultdict[tuple[int, str | None], list[BoardVisit]] = defaultdict(list)
    for row in rows:
        if row.technician_id is not None:
            days[row.technician_id, row.technician].append(_shown(deps, row))
    return [
        TechnicianDay(
            id=key, name=name, visits=visits, overlaps=_overlaps(visits), **_told(key, calendar)
        )
        for (key, name), visits in days.items()
    ]


def _shown(deps: Deps, row: _VisitRow) -> BoardVisit:
    """The visit with its times in the company's zone."""
    visit = plain(BoardVisit, row)
    end = in_zone(visit.end, deps.zone) if visit.end else None
    return visit.model_copy(update={"start": in_zone(visit.start, deps.zone), "end": end})


def _overlaps(visits: Sequence[BoardVisit]) -> list[str]:
    return [
        f"{first.id} ({first.start:%H:%M}) and {second.id} ({second.start:%H:%M})"
        for first, second in overlapping(visits)
    ]


class MovedVisit(BaseModel):
    """An appointment's times as ServiceTitan has them now."""

    id: int
    job_id: int
    status: str | None
    start: datetime
    end: datetime
    arrival_window_start: datetime | None
    arrival_window_end: datetime | None


@writes(idempotent=True)
async def reschedule_appointment(
    appointment_id: AppointmentId,
    start: Annotated[
        datetime, Field(description="New start; without an offset it is company time.")
    ],
    end: Annotated[
        datetime | None, Field(description="New end; the same length as before if left out.")
    ] = None,
    arrival_window_start: Annotated[
        datetime | None, Field(description="Earliest arrival promised to the customer.")
    ] = None,
    arrival_window_end: Annotated[
        datetime | None, Field(description="Latest arrival promised to the customer.")
    ] = None,
    deps: Deps = DEPS,
) -> Written[MovedVisit]:
    """Move an appointment to another time in ServiceTitan; its technicians stay assigned.

    An arrival window that is not given moves along with the start.
    """
    visit = await Appointments(deps.st).get_appointment(appointment_id)
    _refuse_canceled(visit)
    before = _times(visit, deps)
    given: Times = {
        "start": start,
        "end": end,
        "arrival_window_start": arrival_window_start,
        "arrival_window_end": arrival_window_end,
    }
    wanted = _wanted(before, given, deps.zone)
    _refuse_odd(wanted)
    change = Change(
        action=f"Move appointment {visit.get('appointmentNumber')} (id {appointment_id}) to "
        f"{wanted['start']:%a %d %b %Y %H:%M %Z}{_odd(visit, before, wanted, deps)}",
        target=f"jpm/appointments/{appointment_id}",
        before={key: value and value.isoformat() for key, value in before.items()},
        after={key: value and value.isoformat() for key, value in wanted.items()},
        already=wanted == before,
    )
    await deps.gate.confirm(change)
    return await written(
        change,
        lambda: _move(deps, appointment_id, before, wanted),
        lambda: _moved(deps, appointment_id, before, wanted),
        lambda visit: _elsewhere(visit, wanted),
    )


def _times(visit: AppointmentResponse, deps: Deps) -> Times:
    """The four times of an appointment, in the company's zone."""
    return {
        "start": _parsed(visit.get("start"), deps),
        "end": _parsed(visit.get("end"), deps),
        "arrival_window_start": _parsed(visit.get("arrivalWindowStart"), deps),
        "arrival_window_end": _parsed(visit.get("arrivalWindowEnd"), deps),
    }


def _parsed(text: str | None, deps: Deps) -> datetime | None:
    return in_zone(datetime.fromisoformat(text), deps.zone) if text else None


def _wanted(before: Times, given: Times, zone: ZoneInfo) -> Times:
    """The new times: what is not given keeps its distance to the start."""
    chosen = {key: in_zone(value, zone) for key, value in given.items() if value}
    old, new = before["start"], chosen.get("start")
    # In UTC: between two times of one zone Python subtracts what the clocks show.
    shift = new.astimezone(UTC) - old.astimezone(UTC) if new and old else timedelta(0)
    moved = {
        key: (value.astimezone(UTC) + shift).astimezone(zone) if value else None
        for key, value in before.items()
    }
    return {**moved, **chosen}


def _odd(visit: AppointmentResponse, before: Times, wanted: Times, deps: Deps) -> str:
    """What a person should notice before agreeing."""
    start = wanted["start"]
    if wanted == before:
        return ", which are its times already"
    past = ", which is in the past" if start and start < deps.now() else ""
    over = visit.get("status") == "Done"
    return f"{past}{'; it is Done now, so ServiceTitan may refuse this' if over else ''}"


def _refuse_canceled(visit: AppointmentResponse) -> None:
    """A canceled visit is refused before a person is asked about it."""
    if visit.get("status") == "Canceled":
        raise Conflict(
            f"Appointment {visit.get('appointmentNumber')} (id {visit['id']}) is canceled and "
            "cannot be moved. Nothing was changed. "
            f"get_job_details of job {visit.get('jobId')} shows its other visits."
        )


def _refuse_odd(times: Times) -> None:
    """Ends before starts are refused before anything is sent."""
    for first, last in (("start", "end"), ("arrival_window_start", "arrival_window_end")):
        begin, finish = times[first], times[last]
        if begin and finish and finish.astimezone(UTC) <= begin.astimezone(UTC):
            fault = ArgumentFault(last, finish.isoformat(), f"allowed: after {begin.isoformat()}")
            raise BadArguments("reschedule_appointment", [fault])


def _elsewhere(visit: MovedVisit, wanted: Times) -> list[str]:
    """The times that are not as wanted."""
    return [key for key, value in wanted.items() if value and getattr(visit, key) != value]


async def _move(deps: Deps, appointment_id: int, before: Times, wanted: Times) -> MovedVisit:
    body = AppointmentRescheduleRequest.model_validate(
        {key: value for key, value in wanted.items() if value}
    )
    await Appointments(deps.st).reschedule_appointment(appointment_id, body)
    with accepted():
        moved = await _moved(deps, appointment_id, before, wanted)
    if moved is None:
        raise NotShown("ServiceTitan accepted the new times, but shows other ones.")
    return moved


async def _moved(
    deps: Deps, appointment_id: int, before: Times, wanted: Times
) -> MovedVisit | None:
    """The appointment as ServiceTitan has it, kept in the mirror; None if it was not moved."""
    found = await Appointments(deps.st).get_appointment(appointment_id)
    await store_written(deps, "st_appointments", [found])
    times = _times(found, deps)
    if times == before != wanted:
        return None
    return MovedVisit.model_validate(
        {"id": found["id"], "job_id": found["jobId"], "status": found.get("status"), **times}
    )
