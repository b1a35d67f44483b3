"""Rows 16 to 20 of the fault matrix: lists that move, stamps that stand still, tokens that err."""

import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.entity import Entity
from sync.report import EntityReport
from sync.visit import World
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_not_ahead, check_sound
from tests.sync.oracle import differences
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

CUSTOMERS = find(["customers"])
STAMP = "2026-01-02T03:04:05.6789Z"
FEED = r"/export/customers\?"
Fetch = Callable[[Operation, Query], Awaitable[bytes]]


def altered(world: World, fetch: Fetch, days: int = 0) -> Engine:
    """An engine over another way to fetch, by a clock that may be wrong."""
    now = lambda: datetime.now(UTC) + timedelta(days=days)  # noqa: E731 - a clock
    return Engine(replace(world, fetch=fetch, now=now))


def ending(fetch: Fetch, most: int = 12) -> Fetch:
    """The same way to fetch, which ends a run that would go on asking for ever."""
    asked = 0

    async def fetched(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        if asked > most:
            raise RuntimeError(f"a run that should have ended asked {asked} times")
        return await fetch(operation, query)

    return fetched


def small_pages(name: str, size: int) -> list[Entity]:
    """An entity read by its list, few records at a time."""
    (entity,) = find([name])
    assert entity.listing is not None
    return [Entity(entity.table, listing=entity.listing, page_size=size)]


async def only(engine: Engine, entities: list[Entity], mode: Any = "incremental") -> EntityReport:
    (report,) = (await engine.run(entities, mode=mode)).entities
    return report


@pytest.mark.parametrize("way", ["feed", "window", "snapshot"])
async def test_row_16_a_list_that_moves_between_pages_converges(
    database: Database, client: Client, box: Server, way: str
) -> None:
    """Row 16: inserts, changes and removals between any two pages."""
    table, entities = {
        "feed": ("crm/customers", CUSTOMERS),
        "window": ("jpm/job-types", small_pages("job_types", 4)),
        "snapshot": ("jbce/call-reasons", small_pages("call_reasons", 2)),
    }[way]
    if way == "feed":
        box.mutate(table, insert=[{"name": f"More {one}"} for one in range(60)])
    world = world_of(database, client)
    asked = 0

    async def moving(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        body = await world.fetch(operation, query)
        rows = box.rows(*table.split("/", 1))
        asked += 1
        if asked < 12:
            box.mutate(table, change=[{"id": rows[asked % len(rows)]["id"], "name": f"N{asked}"}])
            box.mutate(table, insert=[{"name": f"New {asked}"}])
            box.mutate(table, delete=[rows[-asked % len(rows)]["id"]], hard=way == "snapshot")
        return body

    first = await only(altered(world, moving), entities, "full")
    await check_not_ahead(database, box, entities)
    await only(Engine(world), entities)
    last = await only(Engine(world), entities, "full")

    assert first.pages >= 3
    assert {first.status, last.status} == {"completed"}
    await check_sound(database, box, entities)


@pytest.mark.parametrize("crash_at", [2, 3, 4])
@pytest.mark.parametrize("way", ["feed", "window"])
async def test_row_17_one_stamp_on_three_pages_survives_a_crash(
    database: Database, client: Client, box: Server, way: str, crash_at: int
) -> None:
    """Row 17: a bulk change gives 60 records one modifiedOn; the run dies inside them."""
    entities = CUSTOMERS if way == "feed" else small_pages("customers", 20)
    ids = [row["id"] for row in box.rows("crm", "customers")]
    fresh = [
        {"name": f"Bulk {one}", "modifiedOn": "2026-01-02T03:04:05.6789Z"} for one in range(60)
    ]
    same = [{"id": one, "modifiedOn": "2026-01-02T03:04:05.6789Z"} for one in ids[:5]]
    box.mutate("crm/customers", insert=fresh, change=same, keep_stamp=True)
    world = world_of(database, client)
    asked = 0

    async def dying(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        if asked == crash_at:
            raise RuntimeError("the process is gone")
        return await world.fetch(operation, query)

    broken = await only(altered(world, dying), entities, "full")
    await check_not_ahead(database, box, entities)
    again = await only(Engine(world), entities)

    assert (broken.status, again.status) == ("failed", "completed")
    assert len(box.rows("crm", "customers")) == 100
    await check_sound(database, box, entities)


def tokens(world: World, given: Callable[[list[str]], str]) -> Fetch:
    """The feed with another token in every answer that promises more."""
    seen: list[str] = []

    async def fetch(operation: Operation, query: Query) -> bytes:
        body = json.loads(await world.fetch(operation, query))
        if body["hasMore"]:
            seen.append(body["continueFrom"])
            body["continueFrom"] = given(seen)
        return json.dumps(body).encode()

    return fetch


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(lambda seen: seen[0], id="repeats"),
        pytest.param(lambda seen: seen[1 - len(seen) % 2], id="loops"),
        pytest.param(lambda seen: seen[-1] if len(seen) < 3 else seen[0], id="goes back"),
        pytest.param(lambda seen: seen[-1] if len(seen) < 3 else "", id="vanishes"),
    ],
)
async def test_row_18_a_token_that_leads_nowhere_ends_the_run_and_says_so(
    database: Database, client: Client, box: Server, given: Callable[[list[str]], str]
) -> None:
    """Row 18: detected within one turn, said in the log, and mended by the next run."""
    box.mutate("crm/customers", insert=[{"name": f"More {one}"} for one in range(60)])
    world = world_of(database, client)
    padded = tokens(world, lambda seen: given([*seen, *seen[:1]] if len(seen) < 2 else seen))

    bad = await only(altered(world, ending(padded)), CUSTOMERS, "full")
    asked = len(box.requests("/export/customers"))
    await check_not_ahead(database, box, CUSTOMERS)
    again = await only(altered(world, ending(world.fetch)), CUSTOMERS)

    assert bad.status == "partial", bad.reason
    assert "token" in (bad.reason or "")
    assert asked <= 3
    assert again.status == "completed"
    await check_sound(database, box, CUSTOMERS)


@pytest.mark.parametrize("moment", ["first", "middle"])
async def test_row_18_an_expired_token_costs_no_change(
    engine: Engine, database: Database, box: Server, moment: str
) -> None:
    """Row 18: the feed is read again from the newest stamp less an overlap.

    A transaction of the source that took two minutes shows its older stamp after newer ones.
    """
    if moment == "first":
        await only(engine, CUSTOMERS, "full")
    first, *_, last = sorted(box.rows("crm", "customers"), key=lambda row: row["modifiedOn"])
    late = datetime.fromisoformat(last["modifiedOn"][:19]) - timedelta(minutes=2)
    slow = {"id": first["id"], "name": "After Expiry", "modifiedOn": f"{late.isoformat()}Z"}
    box.mutate("crm/customers", change=[slow], keep_stamp=True)
    nth = 1 if moment == "first" else 2
    box.set_faults({"match": FEED, "fault": "expired-continuation", "nth": nth})

    report = await only(engine, CUSTOMERS, "incremental" if moment == "first" else "full")

    assert report.status == "completed"
    fired = [one for one in box.requests("/export/customers") if one["status"] == 400]
    assert len(fired) == 1
    await check_sound(database, box, CUSTOMERS)


@pytest.mark.parametrize("way", ["feed", "window", "snapshot"])
async def test_row_19_pages_that_promise_more_than_they_hold_end(
    database: Database, client: Client, box: Server, way: str
) -> None:
    """Row 19: at most three empty pages that promise more, then the run ends and says why."""
    entities = {
        "feed": CUSTOMERS,
        "window": small_pages("job_types", 4),
        "snapshot": small_pages("call_reasons", 2),
    }[way]
    path = entities[0].operation.path.rpartition("}")[2]
    world = world_of(database, client)
    box.set_faults({"match": path, "fault": "empty-page", "from": 2})

    bad = await only(altered(world, ending(world.fetch)), entities, "full")
    asked = len(box.requests(path))
    box.set_faults({"match": path, "fault": "empty-page", "nth": 2})
    again = await only(altered(world, ending(world.fetch, 40)), entities)

    assert (bad.status, asked) == ("partial", 4), bad.reason
    assert "empty pages" in (bad.reason or "")
    assert again.status == "completed"
    await check_sound(database, box, entities)


async def test_row_19_data_under_a_false_has_more_is_kept(
    engine: Engine, database: Database, box: Server
) -> None:
    """Row 19: an end that comes too early is believed, its records stay, the next run goes on."""
    box.set_faults({"match": FEED, "fault": "end-early", "nth": 2})

    report = await only(engine, CUSTOMERS, "full")
    box.mutate("crm/customers", insert=[{"name": f"More {one}"} for one in range(60)])
    box.set_faults({"match": FEED, "fault": "end-early", "nth": 2})
    short = await only(engine, CUSTOMERS)
    await only(engine, CUSTOMERS)

    assert (report.fetched, short.pages) == (40, 2)
    await check_sound(database, box, CUSTOMERS)


async def test_row_20_cursors_are_the_sources_whatever_our_clock_says(
    database: Database, client: Client, box: Server
) -> None:
    """Row 20: a day ahead, right, a day behind: cursors are equal, changes arrive."""
    entities = [*CUSTOMERS, *find(["job_types", "call_reasons"])]
    world = world_of(database, client)
    customer = box.rows("crm", "customers")[0]["id"]
    cursors = []
    for number, days in enumerate((1, 0, -1)):
        box.mutate("crm/customers", change=[{"id": customer, "name": f"Changed {number}"}])
        skewed = altered(world, world.fetch, days)
        assert (await skewed.run(entities, mode="incremental")).exit_code == 0
        assert await differences(database, box, entities) == []
        await altered(world, world.fetch, -days).run(entities, mode="full")
        rows = await database.raw(
            "select key, value, metadata from servicetitan.sync_state"
            " where key <> 'customers' order by key"
        )
        cursors.append([(row["key"], row["value"], row["metadata"]) for row in rows])

    assert cursors[0] == cursors[1] == cursors[2]
    await check_sound(database, box, entities)


@pytest.mark.parametrize("hours", [1, 24, 40_000])
@pytest.mark.parametrize("days", [-4000, -1, 0, 1])
async def test_row_20_a_stamp_of_the_future_hides_no_change_whatever_our_clock_says(
    database: Database, client: Client, box: Server, days: int, hours: int
) -> None:
    """Rows 14 and 20: one record of the future, a list by windows, changes before and after it."""
    types = small_pages("job_types", 3)
    stamp = f"{datetime.now(UTC) + timedelta(hours=hours):%Y-%m-%dT%H:%M:%SZ}"
    box.mutate("jpm/job-types", change=[{"id": box.rows("jpm", "job-types")[1]["id"],
               "modifiedOn": stamp}], keep_stamp=True)  # fmt: skip
    world = world_of(database, client)
    skewed = altered(world, world.fetch, days)
    await only(skewed, types, "full")
    cursor = await database.raw("select value from servicetitan.sync_state")
    box.mutate("jpm/job-types", change=[{"id": box.rows("jpm", "job-types")[0]["id"],
               "name": "Changed later"}])  # fmt: skip

    report = await only(skewed, types)

    assert report.status == "completed"
    assert await differences(database, box, types) == []
    assert (cursor[0]["value"] or "") < stamp


@pytest.mark.parametrize("stamp", ["2026-01-99T99:99:99Z", "2026-02-30T00:00:00Z"])
async def test_row_14_a_stamp_that_no_calendar_has_is_never_asked_for(
    database: Database, client: Client, box: Server, stamp: str
) -> None:
    """Row 14: at the end of a page such a stamp would begin the next window."""
    entities = small_pages("campaigns", 4)
    world = world_of(database, client)
    asked: list[str] = []

    async def odd(operation: Operation, query: Query) -> bytes:
        asked.append(dict(query).get("modifiedOnOrAfter", ""))
        page = json.loads(await world.fetch(operation, query))
        if len(asked) == 1:
            page["data"][-1]["modifiedOn"] = stamp
        return json.dumps(page).encode()

    report = await only(altered(world, odd), entities, "full")

    assert report.status == "completed"
    assert [one for one in asked if stamp.removesuffix("Z") in one] == []
    await only(Engine(world), entities, "full")
    await check_sound(database, box, entities)


async def test_row_16_a_list_that_ignores_the_order_asked_for_is_read_whole(
    database: Database, client: Client, box: Server
) -> None:
    """Row 16: the newest record on the first page must not hide older ones behind it."""
    entities = small_pages("campaigns", 3)
    world = world_of(database, client)

    async def unsorted(operation: Operation, query: Query) -> bytes:
        asked = [(name, "-Id" if name == "sort" else value) for name, value in query]
        return await world.fetch(operation, asked)

    rows = sorted(box.rows("marketing", "campaigns"), key=lambda one: int(one["id"]))
    box.mutate("marketing/campaigns", change=[{"id": rows[-2]["id"], "name": "The newest"}])
    report = await only(altered(world, unsorted), entities, "full")

    assert (report.status, report.stored.created) == ("completed", len(rows))
    await check_sound(database, box, entities)
