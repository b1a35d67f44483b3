"""Who is free on a day: who works, has no visit and is not away."""

from datetime import date, timedelta

import pytest

from tests.kit.truth import Truth, span_of, when
from tests.kit.world import TODAY, World, bring_up_to_date
from tests.tools.test_scheduling import expected
from tools.deps import Deps
from tools.scheduling import get_dispatch_board


def at_work(truth: Truth, day: date) -> tuple[set[int], set[int]]:
    """Who has a working shift on a day, and who has time off, by the source's own rows."""
    begin, end = span_of(day)
    shifts = [
        row
        for row in truth.rows("dispatch/technician-shifts", lambda row: row["active"])
        if when(row["start"]) < end and when(row["end"]) > begin
    ]
    off = {row["technicianId"] for row in shifts if row["shiftType"] == "TimeOff"}
    return {row["technicianId"] for row in shifts} - off, off


@pytest.mark.parametrize("away", [-3, 0, 1, 4, 5])
async def test_free_is_who_works_and_has_no_visit(deps: Deps, truth: Truth, away: int) -> None:
    day = TODAY + timedelta(days=away)
    busy = set().union(*expected(truth, day).values())
    idle = {row["id"] for row in truth.rows("settings/technicians", lambda row: row["active"])}
    idle -= busy
    works, away_whole_day = at_work(truth, day)

    board = await get_dispatch_board(day=day, deps=deps)

    assert {person.id for person in board.free} == idle & works
    assert {person.id for person in board.not_working} == idle - works
    assert {one.id for one in board.not_working if one.why == "time off"} == idle & away_whole_day


async def test_on_a_day_without_shifts_nobody_is_free(deps: Deps) -> None:
    board = await get_dispatch_board(day=date(2026, 3, 15), deps=deps)

    assert board.free == []
    assert {one.why for one in board.not_working} <= {"no shift", "time off"}


async def test_everybody_shows_with_shifts_and_events_in_company_time(
    writing: World,
) -> None:
    board = await get_dispatch_board(deps=writing.deps)
    free, busy = board.free[0], board.technicians[0]
    start = f"{TODAY}T18:00:00Z"
    event = {"start": start, "duration": "02:30:00", "name": "Training", "active": True}
    writing.company.mutate(
        "dispatch/non-job-appointments",
        insert=[{**event, "technicianId": one.id} for one in (free, busy)],
    )
    await bring_up_to_date(writing.deps, "non_job_appointments", mode="full")

    after = await get_dispatch_board(deps=writing.deps)

    told = {one.id: one for one in [*after.free, *after.technicians]}
    for one in (free, busy):
        assert told[one.id].away == [*one.away, "14:00-16:30"]
        assert told[one.id].shifts == one.shifts
    assert free.shifts


async def test_where_no_shifts_are_kept_everybody_without_a_visit_is_free(writing: World) -> None:
    board = await get_dispatch_board(day=date(2026, 3, 15), deps=writing.deps)
    await writing.deps.db.raw("update servicetitan.st_technician_shifts set active = false")

    after = await get_dispatch_board(day=date(2026, 3, 15), deps=writing.deps)

    assert {one.id for one in after.free} == {one.id for one in [*board.not_working, *board.free]}
