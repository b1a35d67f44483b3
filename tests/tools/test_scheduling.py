from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.kit.truth import Row, Truth, span_of, when
from tests.kit.world import TODAY, ZONE, World, bring_up_to_date
from tools.deps import Deps
from tools.errors import BadArguments, Conflict, NotFound
from tools.scheduling import DispatchBoard, get_dispatch_board

FORWARD = date(2026, 3, 8)
"""23 hours long in New York."""
BACK = date(2025, 11, 2)
"""25 hours long in New York."""


def touching(truth: Truth, day: date) -> list[Row]:
    """Visits that share time with a company day."""
    begin, end = span_of(day)
    return [row for row in truth.visits() if when(row["start"]) < end and when(row["end"]) > begin]


def shown(board: DispatchBoard) -> dict[int, set[int]]:
    """Technicians by visit, as the board has them."""
    crews: dict[int, set[int]] = {visit.id: set() for visit in board.unassigned}
    for person in board.technicians:
        for visit in person.visits:
            crews.setdefault(visit.id, set()).add(person.id)
    return crews


def expected(truth: Truth, day: date) -> dict[int, set[int]]:
    crews = truth.crews()
    return {row["id"]: crews.get(row["id"], set()) for row in touching(truth, day)}


@pytest.mark.parametrize("away", [-400, -30, -3, -2, -1, 0, 1, 2, 5, 14])
async def test_the_board_of_a_day_is_who_goes_where(deps: Deps, truth: Truth, away: int) -> None:
    day = TODAY + timedelta(days=away)

    board = await get_dispatch_board(day=day, deps=deps)

    assert shown(board) == expected(truth, day)
    assert board.visits == len(expected(truth, day))
    assert (board.day, board.zone) == (day, "America/New_York")


async def test_without_a_day_it_is_the_companys_today(deps: Deps) -> None:
    board = await get_dispatch_board(deps=deps)

    assert board == await get_dispatch_board(day=TODAY, deps=deps)
    assert board.visits > 0


async def test_visits_come_in_order_in_company_time(deps: Deps, truth: Truth) -> None:
    rows = truth.by_id("jpm/appointments")
    board = await get_dispatch_board(deps=deps)

    for person in board.technicians:
        starts = [visit.start for visit in person.visits]
        assert starts == sorted(starts)
        for visit in person.visits:
            assert visit.start == when(rows[visit.id]["start"])
            assert visit.end == when(rows[visit.id]["end"])
            assert visit.start.utcoffset() == visit.start.astimezone(ZONE).utcoffset()
            assert visit.number == rows[visit.id]["appointmentNumber"]


async def test_a_visit_of_ninety_days_is_on_the_board_of_each(writing: World, truth: Truth) -> None:
    row = open_visit(truth)
    crew = truth.crews()[row["id"]]
    start, end = "2026-01-05T14:00:00Z", "2026-04-05T22:00:00Z"
    long = {"id": row["id"], "start": start, "end": end}
    writing.company.mutate("jpm/appointments", change=[long])
    await bring_up_to_date(writing.deps, mode="incremental")

    for day in (date(2026, 1, 5), date(2026, 2, 17), date(2026, 4, 5)):
        board = await get_dispatch_board(day=day, deps=writing.deps)
        assert shown(board)[row["id"]] == crew
        assert crew & {person.id for person in [*board.free, *board.not_working]} == set()
    for day in (date(2026, 1, 4), date(2026, 4, 6)):
        assert row["id"] not in shown(await get_dispatch_board(day=day, deps=writing.deps))


async def test_a_visit_says_what_it_is_about(deps: Deps, truth: Truth) -> None:
    jobs, visits = truth.by_id("jpm/jobs"), truth.by_id("jpm/appointments")
    customers, places = truth.by_id("crm/customers"), truth.by_id("crm/locations")
    units, types = truth.by_id("settings/business-units"), truth.by_id("jpm/job-types")
    board = await get_dispatch_board(deps=deps)

    for visit in [visit for person in board.technicians for visit in person.visits]:
        job = jobs[visits[visit.id]["jobId"]]
        assert (visit.job_id, visit.job_number) == (job["id"], job["jobNumber"])
        assert visit.customer == customers[job["customerId"]]["name"]
        assert visit.city == places[job["locationId"]]["address"]["city"]
        assert visit.business_unit == units[job["businessUnitId"]]["name"]
        assert visit.job_type == types[job["jobTypeId"]]["name"]
        assert visit.priority == job["priority"]


async def test_a_business_unit_narrows_the_visits_but_frees_nobody(
    deps: Deps, truth: Truth
) -> None:
    jobs = truth.by_id("jpm/jobs")
    whole = await get_dispatch_board(deps=deps)
    seen = 0
    for unit in truth.rows("settings/business-units"):
        board = await get_dispatch_board(business_unit=str(unit["id"]), deps=deps)
        own = {
            row["id"]
            for row in touching(truth, TODAY)
            if jobs[row["jobId"]]["businessUnitId"] == unit["id"]
        }
        assert set(shown(board)) == own
        assert board.free == whole.free
        seen += len(own)

    assert seen == whole.visits


@pytest.mark.parametrize("unit", ["%%", "no such unit"])
async def test_an_unknown_business_unit_has_no_visits(deps: Deps, unit: str) -> None:
    board = await get_dispatch_board(business_unit=unit, deps=deps)

    assert board.visits == 0
    assert board.notice is not None
    assert f"No business unit is called {unit!r}" in board.notice
    assert "Pool Service" in board.notice


async def test_an_empty_day_of_a_known_business_unit_needs_no_notice(deps: Deps) -> None:
    board = await get_dispatch_board(
        day=TODAY + timedelta(days=900), business_unit="Pool", deps=deps
    )

    assert (board.visits, board.notice) == (0, None)


@pytest.mark.parametrize(
    ("start", "said"),
    [("2020-01-06T09:00:00", "which is in the past"), (None, "which are its times already")],
)
async def test_a_preview_says_what_is_odd_about_the_new_time(
    writing: World, truth: Truth, start: str | None, said: str
) -> None:
    visit = next(row for row in truth.visits() if row["status"] == "Scheduled")

    preview = await writing.ask(
        "reschedule_appointment", appointment_id=visit["id"], start=start or visit["start"]
    )

    assert preview.status == "needs_confirmation"
    assert said in preview.summary


async def test_a_preview_says_that_the_visit_is_over(writing: World, truth: Truth) -> None:
    visit = next(row for row in truth.visits() if row["status"] == "Done")

    preview = await writing.ask(
        "reschedule_appointment", appointment_id=visit["id"], start="2026-04-06T09:00:00"
    )

    assert preview.status == "needs_confirmation"
    assert "it is Done now, so ServiceTitan may refuse this" in preview.summary


async def test_times_that_stay_are_not_told_as_a_move(writing: World, truth: Truth) -> None:
    visit = next(row for row in truth.visits() if row["status"] == "Scheduled")
    sent = {"appointment_id": visit["id"], "start": visit["start"]}

    preview = await writing.ask("reschedule_appointment", **sent)
    done = await writing.ask("reschedule_appointment", **sent, confirmation=preview.confirmation)

    assert preview.summary.startswith("Nothing changed yet, and nothing would: it is so already.")
    assert done.status == "done"
    assert done.summary.startswith("Nothing was changed, it was so already: ")


async def moved(world: World, truth: Truth, *spans: tuple[str, str]) -> list[Row]:
    """Visits of the company with these times instead of their own, in the mirror too."""
    crews = truth.crews()
    chosen = [row for row in truth.visits() if crews.get(row["id"])][: len(spans)]
    changes = [
        {"id": row["id"], "start": start, "end": end}
        for row, (start, end) in zip(chosen, spans, strict=True)
    ]
    world.company.mutate("jpm/appointments", change=changes)
    await world.sync("st_appointments")
    return chosen


SPRING = {
    "the last minute of Saturday": ("2026-03-08T04:00:00Z", "2026-03-08T04:59:59Z"),
    "over midnight into Sunday": ("2026-03-08T04:30:00Z", "2026-03-08T06:00:00Z"),
    "exactly at midnight": ("2026-03-08T05:00:00Z", "2026-03-08T05:30:00Z"),
    "over the missing hour": ("2026-03-08T06:30:00Z", "2026-03-08T07:30:00Z"),
    "the last hour, already in summer time": ("2026-03-09T03:00:00Z", "2026-03-09T04:00:00Z"),
    "Monday at midnight": ("2026-03-09T04:00:00Z", "2026-03-09T05:00:00Z"),
}
AUTUMN = {
    "the first hour, still in summer time": ("2025-11-02T04:00:00Z", "2025-11-02T05:00:00Z"),
    "one o'clock for the first time": ("2025-11-02T05:00:00Z", "2025-11-02T05:30:00Z"),
    "one o'clock for the second time": ("2025-11-02T06:00:00Z", "2025-11-02T06:30:00Z"),
    "the twenty-fifth hour": ("2025-11-03T04:00:00Z", "2025-11-03T05:00:00Z"),
    "Monday at midnight": ("2025-11-03T05:00:00Z", "2025-11-03T06:00:00Z"),
}


@pytest.mark.parametrize(("sunday", "cases"), [(FORWARD, SPRING), (BACK, AUTUMN)])
async def test_the_board_is_whole_on_days_on_which_clocks_change(
    writing: World, truth: Truth, sunday: date, cases: dict[str, tuple[str, str]]
) -> None:
    await moved(writing, truth, *cases.values())

    for day in (sunday - timedelta(days=1), sunday, sunday + timedelta(days=1)):
        board = await get_dispatch_board(day=day, deps=writing.deps)
        assert shown(board) == expected(truth, day), day
    begin, end = span_of(sunday)
    assert end - begin == timedelta(hours=23 if sunday == FORWARD else 25)
    assert expected(truth, sunday)


async def test_a_visit_over_midnight_shows_on_both_days(writing: World, truth: Truth) -> None:
    (row,) = await moved(writing, truth, ("2026-03-05T04:30:00Z", "2026-03-05T06:00:00Z"))

    first = await get_dispatch_board(day=date(2026, 3, 4), deps=writing.deps)
    second = await get_dispatch_board(day=date(2026, 3, 5), deps=writing.deps)

    assert row["id"] in shown(first)
    assert row["id"] in shown(second)


async def test_overlaps_are_named_and_touching_visits_are_none(
    writing: World, truth: Truth
) -> None:
    days = ("2026-03-22T13:00:00Z", "2026-03-22T14:00:00Z"), (
        "2026-03-22T13:30:00Z", "2026-03-22T15:00:00Z"), (
        "2026-03-22T15:00:00Z", "2026-03-22T16:00:00Z")  # fmt: skip
    crews = truth.crews()
    technician = next(iter(crews.values())).copy().pop()
    own = [row for row in truth.visits() if crews.get(row["id"]) == {technician}][:3]
    changes = [
        {"id": row["id"], "start": start, "end": end}
        for row, (start, end) in zip(own, days, strict=True)
    ]
    writing.company.mutate("jpm/appointments", change=changes)
    await writing.sync("st_appointments")

    board = await get_dispatch_board(day=date(2026, 3, 22), deps=writing.deps)

    (person,) = [one for one in board.technicians if one.id == technician]
    assert person.overlaps == [f"{own[0]['id']} (09:00) and {own[1]['id']} (09:30)"]


async def test_a_visit_with_two_technicians_counts_once(writing: World, truth: Truth) -> None:
    crews = truth.crews()
    row = next(one for one in touching(truth, TODAY) if len(crews.get(one["id"], ())) == 1)
    second = next(
        one["id"]
        for one in truth.rows("settings/technicians", lambda one: one["active"])
        if one["id"] not in crews[row["id"]]
    )
    fresh = {
        "technicianId": second, "technicianName": "Second", "jobId": row["jobId"],
        "appointmentId": row["id"], "status": "Scheduled", "assignedOn": "2026-03-11T12:00:00Z",
    }  # fmt: skip
    writing.company.mutate("dispatch/appointment-assignments", insert=[fresh])
    await writing.sync("st_appointment_assignments")

    board = await get_dispatch_board(deps=writing.deps)

    assert shown(board)[row["id"]] == {second, *crews[row["id"]]}
    assert board.visits == len(touching(truth, TODAY))


async def test_a_visit_that_lost_its_technician_is_unassigned(writing: World, truth: Truth) -> None:
    row = next(one for one in touching(truth, TODAY) if truth.crews().get(one["id"]))
    gone = truth.rows(
        "dispatch/appointment-assignments", lambda one: one["appointmentId"] == row["id"]
    )
    writing.company.mutate("dispatch/appointment-assignments", delete=[one["id"] for one in gone])
    await writing.sync("st_appointment_assignments")

    board = await get_dispatch_board(deps=writing.deps)

    assert row["id"] in {visit.id for visit in board.unassigned}
    assert shown(board) == expected(truth, TODAY)


def open_visit(truth: Truth) -> Row:
    return next(row for row in truth.visits() if row["status"] == "Scheduled")


async def confirmed(world: World, tool: str, **arguments: Any) -> Any:
    preview = await world.ask(tool, **arguments)
    assert preview.status == "needs_confirmation"
    return await world.ask(tool, **arguments, confirmation=preview.confirmation)


async def test_a_moved_visit_keeps_its_length_and_its_window(writing: World, truth: Truth) -> None:
    row = open_visit(truth)
    shift = datetime(2026, 3, 25, 17, 0, tzinfo=UTC) - when(row["start"])

    answer = await confirmed(
        writing, "reschedule_appointment", appointment_id=row["id"], start="2026-03-25T13:00:00"
    )

    now = truth.by_id("jpm/appointments")[row["id"]]
    assert answer.status == "done"
    for name in ("start", "end", "arrivalWindowStart", "arrivalWindowEnd"):
        assert when(now[name]) == when(row[name]) + shift
    assert answer.result.start == when(now["start"])
    assert truth.crews()[row["id"]] == Truth(writing.company).crews()[row["id"]]


async def test_a_visit_is_moved_over_the_change_of_clocks_by_wall_clock(
    writing: World, truth: Truth
) -> None:
    """Nine o'clock stays nine o'clock: 13:00 UTC in summer, 14:00 UTC in winter."""
    row = open_visit(truth)

    answer = await confirmed(
        writing, "reschedule_appointment", appointment_id=row["id"], start="2026-11-02T09:00:00"
    )

    assert answer.status == "done"
    now = truth.by_id("jpm/appointments")[row["id"]]
    assert when(now["start"]) == datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    assert when(now["end"]) - when(now["start"]) == when(row["end"]) - when(row["start"])


async def test_a_moved_visit_is_on_the_board_of_its_new_day(writing: World, truth: Truth) -> None:
    row = open_visit(truth)
    day = date(2026, 3, 28)

    await confirmed(
        writing, "reschedule_appointment", appointment_id=row["id"], start="2026-03-28T08:00:00"
    )

    assert row["id"] in shown(await get_dispatch_board(day=day, deps=writing.deps))


@pytest.mark.parametrize(
    "times",
    [
        {"start": "2026-03-25T10:00:00", "end": "2026-03-25T10:00:00"},
        {"start": "2026-03-25T10:00:00", "end": "2026-03-25T08:00:00-05:00"},
        {
            "start": "2026-03-25T10:00:00",
            "arrival_window_start": "2026-03-25T12:00:00",
            "arrival_window_end": "2026-03-25T11:00:00",
        },
        {"start": "tomorrow"},
        {"start": None},
        {},
    ],
)
async def test_odd_times_are_refused_before_anything_is_sent(
    writing: World, truth: Truth, times: Row
) -> None:
    row = open_visit(truth)

    with pytest.raises(BadArguments):
        await writing.ask("reschedule_appointment", appointment_id=row["id"], **times)

    assert not [one for one in writing.company.requests("/jpm/") if one["method"] != "GET"]


async def test_a_canceled_visit_is_refused_before_anybody_is_asked(
    writing: World, truth: Truth
) -> None:
    visit = truth.visits()[0]
    writing.company.mutate("jpm/appointments", change=[{"id": visit["id"], "status": "Canceled"}])

    with pytest.raises(Conflict, match=rf"is canceled.*of job {visit['jobId']} shows"):
        await writing.ask(
            "reschedule_appointment", appointment_id=visit["id"], start="2026-03-20T09:00:00"
        )


async def test_an_unknown_appointment_is_one_clear_sentence(writing: World) -> None:
    with pytest.raises(NotFound) as missing:
        await writing.ask(
            "reschedule_appointment", appointment_id=4242, start="2026-03-25T10:00:00"
        )

    assert "\n" not in str(missing.value)
