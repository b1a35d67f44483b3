"""Shifts made and deleted by the span, as somebody sees it who is asked by a real MCP client."""

from typing import Any

import pytest
from fastmcp import Client as McpClient

from agent.identity import set_principal
from tests.kit.changes import deafen, losing, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import OWNER, World
from tests.sweeps.calls import called

SHIFTS = "dispatch/technician-shifts"
MAKE, DELETE = "dispatch_create_technician_shifts", "dispatch_delete_technician_shifts"
BULK = f"POST {SHIFTS}/bulk-delete"
SO_ALREADY = "It is so already: nothing would change."
NIGHT, DAY_OF_IT, BOTH_DAYS, YEARS, NEVER = (
    {"start": start, "end": end}
    for start, end in (
        ("2026-06-02T20:00:00Z", "2026-06-03T02:00:00Z"),
        ("2026-06-02T00:00:00Z", "2026-06-03T00:00:00Z"),
        ("2026-06-02T00:00:00Z", "2026-06-04T00:00:00Z"),
        ("2020-01-01T00:00:00Z", "2030-01-01T00:00:00Z"),
        ("2031-01-01T00:00:00Z", "2031-02-01T00:00:00Z"),
    )
)


async def agreed(world: World, tool: str, body: Row) -> tuple[str, Row]:
    """What the person was asked who said yes, and the answer."""
    asked: list[str] = []

    async def person(question: str, *_: Any) -> dict[str, bool]:
        asked.append(question)
        return {"go_ahead": True}

    set_principal(OWNER)
    async with McpClient(world.server.mcp, elicitation_handler=person) as client:
        answer = await called(client, tool, {"body": body})
    [question] = asked
    return question, answer.structured_content


def nights(truth: Truth, people: int = 3, **repeated: Any) -> Row:
    crew = [one["id"] for one in truth.rows("settings/technicians")[:people]]
    return {
        "technicianIds": crew,
        "shiftType": "OnCall",
        "title": "Night",
        **NIGHT,
        "repeatType": "Never",
        **repeated,
    }


def there(truth: Truth) -> set[int]:
    return {row["id"] for row in truth.rows(SHIFTS, lambda row: row["active"])}


async def mirrored(world: World) -> set[int]:
    rows = await world.deps.db.raw(
        "select st_id from servicetitan.st_technician_shifts where active and deleted_at is null"
    )
    return {row["st_id"] for row in rows}


@pytest.mark.parametrize("span", [DAY_OF_IT, BOTH_DAYS])
async def test_shifts_that_go_are_not_called_gone_before(
    writing: World, truth: Truth, span: Row
) -> None:
    """The night begins inside the first span and ends beyond it."""
    before = there(truth)
    await agreed(writing, MAKE, nights(truth))

    question, answer = await agreed(writing, DELETE, span)

    assert SO_ALREADY not in question
    assert answer["status"] == "done"
    assert answer["summary"].endswith("Delete all shifts in a span of time. 3 in all.")
    assert len(answer["result"]["deletedIds"]) == 3
    assert before == there(truth) == await mirrored(writing)


async def test_the_person_is_told_how_many_shifts_would_go(writing: World, truth: Truth) -> None:
    await agreed(writing, MAKE, nights(truth))
    await agreed(writing, MAKE, {**nights(truth, 2), "end": "2026-06-02T23:00:00Z"})

    question, answer = await agreed(writing, DELETE, DAY_OF_IT)

    assert "shifts inside the span: 2\nshifts that reach beyond it: 3\ntechnicians: 3" in question
    assert answer["change"]["before"]["shifts inside the span"] == "2"


async def test_a_second_time_nothing_is_changed(writing: World, truth: Truth) -> None:
    await agreed(writing, MAKE, nights(truth))
    await agreed(writing, DELETE, DAY_OF_IT)

    question, answer = await agreed(writing, DELETE, DAY_OF_IT)

    assert SO_ALREADY in question
    assert answer["summary"].startswith("Nothing was changed, it was so already")


async def test_a_span_without_shifts_changes_nothing(writing: World, truth: Truth) -> None:
    before = there(truth)

    question, answer = await agreed(writing, DELETE, NEVER)

    assert SO_ALREADY in question
    assert answer["summary"].startswith("Nothing was changed, it was so already")
    assert answer["result"]["deletedIds"] == []
    assert there(truth) == before


async def test_a_shift_that_only_reaches_into_the_span_may_stay(
    writing: World, truth: Truth
) -> None:
    await agreed(writing, MAKE, nights(truth))
    held = there(truth)

    question, answer = await agreed(
        writing, DELETE, {"start": "2026-06-03T00:00:00Z", "end": "2026-06-04T00:00:00Z"}
    )

    assert SO_ALREADY not in question
    assert answer["summary"].startswith("Nothing was changed, ServiceTitan named nothing")
    assert there(truth) == held


async def test_all_of_years_are_gone_from_the_mirror_too(writing: World, truth: Truth) -> None:
    all_of_them = len(there(truth))
    assert all_of_them > 500

    _, answer = await agreed(writing, DELETE, YEARS)
    question, again = await agreed(writing, DELETE, YEARS)

    assert f"{all_of_them} in all." in answer["summary"]
    assert answer["notice"] is None
    assert there(truth) == set() == await mirrored(writing)
    assert SO_ALREADY in question
    assert again["summary"].startswith("Nothing was changed")


async def test_what_is_left_of_a_span_is_named(writing: World, truth: Truth) -> None:
    _, made = await agreed(
        writing, MAKE, nights(truth, 2, repeatType="Daily", repeatEndDate="2026-06-03T20:00:00Z")
    )
    late = [one["id"] for one in made["result"]["technicianShifts"] if "06-03" in one["start"]]
    losing(writing.company, BULK, lambda sent: {**sent, "end": NIGHT["end"]})

    _, answer = await agreed(writing, DELETE, {**DAY_OF_IT, "end": "2026-06-05T00:00:00Z"})

    assert answer["status"] == "partly"
    assert all(f"shift {one}" in answer["summary"] for one in late)
    assert set(late) <= there(truth) == await mirrored(writing)


async def test_shifts_called_deleted_that_are_there_are_not_done(
    writing: World, truth: Truth
) -> None:
    _, made = await agreed(writing, MAKE, nights(truth))
    keys = [one["id"] for one in made["result"]["technicianShifts"]]
    deafen(writing.company, BULK, lambda _: {"message": "3 deleted", "deletedIds": keys})

    _, answer = await agreed(writing, DELETE, DAY_OF_IT)

    assert answer["status"] == "not_done"
    assert all(f"shift {one}" in answer["summary"] for one in keys)


@pytest.mark.parametrize(("after", "status"), [(True, "done"), (False, "not_done")])
async def test_a_lost_answer_is_looked_up(
    writing: World, truth: Truth, *, after: bool, status: str
) -> None:
    await agreed(writing, MAKE, nights(truth))
    writing.company.set_faults({"match": "/bulk-delete", "fault": "reset", "after": after})

    _, answer = await agreed(writing, DELETE, BOTH_DAYS)

    assert answer["status"] == status
    assert len(writes(writing.company)) == 2
    assert there(truth) == await mirrored(writing)


@pytest.mark.parametrize(
    ("repeated", "each"),
    [
        ({"repeatType": "Daily", "repeatEndDate": "2026-06-04T20:00:00Z"}, 3),
        ({"repeatType": "Daily", "repeatInterval": 2, "repeatEndDate": "2026-06-04T20:00:00Z"}, 2),
        ({"repeatType": "Weekly", "repeatEndDate": "2026-06-16T20:00:00Z"}, 3),
    ],
)
async def test_a_repeated_shift_is_made_as_often(
    writing: World, truth: Truth, repeated: Row, each: int
) -> None:
    _, answer = await agreed(writing, MAKE, nights(truth, 2, **repeated))

    assert answer["status"] == "done"
    assert len(answer["result"]["technicianShifts"]) == 2 * each
    assert there(truth) == await mirrored(writing)


async def test_a_shift_that_is_not_repeated_is_not_called_done(
    writing: World, truth: Truth
) -> None:
    losing(writing.company, f"POST {SHIFTS}", lambda sent: {**sent, "repeatType": "Never"})
    body = nights(truth, 1, repeatType="Daily", repeatEndDate="2026-06-04T20:00:00Z")

    _, answer = await agreed(writing, MAKE, body)

    assert answer["status"] == "unknown"
    assert f"technician {body['technicianIds'][0]}" in answer["summary"]


@pytest.mark.parametrize("ignored", ["title", "note"])
async def test_a_shift_that_says_something_else_is_not_called_done(
    writing: World, truth: Truth, ignored: str
) -> None:
    losing(writing.company, f"POST {SHIFTS}", lambda sent: {**sent, ignored: "Other"})

    _, answer = await agreed(writing, MAKE, {**nights(truth), "note": "Ring twice"})

    assert answer["status"] == "partly"
    assert f"shows other values for {ignored}" in answer["summary"]
