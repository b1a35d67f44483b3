"""Records that the windows of a list pass by are counted, missed and fetched."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine, Mode
from sync.entities import find
from sync.entity import Entity
from sync.period import Period
from sync.verify import findings
from sync.visit import World
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound
from tests.sync.oracle import differences
from tests.sync.undated import Undated
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

TABLE = "marketing/campaigns"
SINCE_2026 = Period(datetime(2026, 1, 1, tzinfo=UTC))
# Later than any change of a campaign that the company begins with.
BEFORE, STAMP = (f"{datetime.now(UTC) - timedelta(days=n):%Y-%m-%dT03:04:05.6789Z}" for n in (3, 2))


def campaigns(size: int) -> list[Entity]:
    """Campaigns, few to a page."""
    (entity,) = find(["campaigns"])
    return [replace(entity, page_size=size)]


def of_one_second(box: Server) -> list[int]:
    """Give all campaigns one stamp, as a bulk change does; comes back: their ids."""
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    same = [{"id": one, "modifiedOn": STAMP} for one in ids]
    box.mutate(TABLE, change=same, keep_stamp=True)
    return ids


def after(world: World, request: int, change: Callable[[], object]) -> Engine:
    """An engine whose source changes right after it answered one request."""
    asked = 0

    async def moving(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        body = await world.fetch(operation, query)
        asked += 1
        if asked == request:
            change()
        return body

    return Engine(replace(world, fetch=moving))


async def crowded(world: World, box: Server, mode: Mode) -> list[int]:
    """Ids of records that all changed in one second, none of which this run has read."""
    if mode == "full":
        return of_one_second(box)
    await Engine(world).run(campaigns(3), mode="full")
    box.mutate(TABLE, insert=[{"name": f"New {one}"} for one in range(5)])
    ids = of_one_second(box)
    await world.db.raw("update servicetitan.sync_state set value = $1", BEFORE)
    return ids


@pytest.mark.parametrize("request_number", [1, 2, 3])
@pytest.mark.parametrize("mode", ["full", "incremental"])
async def test_no_record_of_a_crowded_second_slips_between_two_pages(
    database: Database, client: Client, box: Server, mode: Mode, request_number: int
) -> None:
    """One that changes goes to the end, and the one behind a page's edge moves up a page."""
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, mode)
    rename: dict[str, Any] = {"id": ids[0], "name": "Changed meanwhile"}
    moving = after(world, request_number, lambda: box.mutate(TABLE, change=[rename]))

    first = await moving.run(entities, mode=mode)
    await Engine(world).run(entities, mode="incremental")

    assert first.entities[0].pages >= 3
    await check_sound(database, box, entities)


@pytest.mark.parametrize("request_number", [1, 2])
@pytest.mark.parametrize("mode", ["full", "incremental"])
async def test_nor_does_one_slip_where_another_is_removed(
    database: Database, client: Client, box: Server, mode: Mode, request_number: int
) -> None:
    """As many are left as were shown, but they are not the same."""
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, mode)
    remove = lambda: box.mutate(TABLE, delete=[ids[0]], hard=True)  # noqa: E731 - said once

    first = await after(world, request_number, remove).run(entities, mode=mode)

    assert first.entities[0].pages >= 3
    found = await differences(database, box, entities)
    assert [one for one in found if one.lost or one.other] == []
    await Engine(world).run(entities, mode="full")
    await check_sound(database, box, entities)


async def test_records_without_a_stamp_come_with_a_full_run_and_are_not_buried(
    database: Database, client: Client, box: Server
) -> None:
    """No window shows them, and a sort by stamp may put them last."""
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    lost = [{"id": one, "modifiedOn": None} for one in ids[-2:]]
    box.mutate(TABLE, change=lost, keep_stamp=True)
    world = world_of(database, client)
    engine = Engine(replace(world, fetch=Undated(world, set(ids[-2:])).fetch))
    entities = campaigns(4)

    first = await engine.run(entities, mode="full")
    second = await engine.run(entities, mode="full")

    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.total().created == len(ids)
    assert second.total().deleted == 0
    await check_sound(database, box, entities)


async def test_a_full_run_finished_by_another_counts_from_the_beginning(
    database: Database, client: Client, box: Server
) -> None:
    """The run that ends it saw the end of the list only."""
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    box.mutate(TABLE, change=[{"id": ids[-1], "modifiedOn": None}], keep_stamp=True)
    world, entities = world_of(database, client), campaigns(4)
    undated = Undated(world, {ids[-1]})
    asked = 0

    async def dying(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        if asked == 2:
            raise RuntimeError("the process is gone")
        return await undated.fetch(operation, query)

    broken = await Engine(replace(world, fetch=dying)).run(entities, mode="full")
    await Engine(replace(world, fetch=undated.fetch)).run(entities, mode="incremental")

    assert broken.entities[0].pages == 1
    await check_sound(database, box, entities)


async def test_a_list_of_one_second_is_read_once(
    database: Database, client: Client, box: Server
) -> None:
    """Its first page is the first page of the window that begins at that second, too."""
    ids = of_one_second(box)

    report = await Engine(world_of(database, client)).run(campaigns(4), mode="full")

    assert len(ids) > 4
    assert report.total().created == report.entities[0].fetched == len(ids)
    await check_sound(database, box, campaigns(4))


@pytest.mark.parametrize("size", [3, 5000])
async def test_a_change_of_a_record_without_a_stamp_comes_with_the_next_run(
    database: Database, client: Client, box: Server, size: int
) -> None:
    """Once the mirror knows of such a record; no window would ever show it."""
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    box.mutate(TABLE, change=[{"id": ids[-1], "modifiedOn": None}], keep_stamp=True)
    world, entities = world_of(database, client), campaigns(size)
    engine = Engine(replace(world, fetch=Undated(world, {ids[-1]}).fetch))
    await engine.run(entities, mode="full")
    change = {"id": ids[-1], "name": "Changed", "modifiedOn": None}
    box.mutate(TABLE, change=[change], keep_stamp=True)

    report = await engine.run(entities, mode="incremental")
    again = await engine.run(entities, mode="incremental")

    assert (report.exit_code, report.total().updated, again.total().written) == (0, 1, 0)
    await check_sound(database, box, entities)


@pytest.mark.parametrize("ahead", [False, True])
async def test_a_new_record_without_a_stamp_comes_with_the_next_run(
    database: Database, client: Client, box: Server, ahead: bool
) -> None:
    """Its date of creation shows it; `ahead`, the cursor has gone on in a run that ended early."""
    world, entities = world_of(database, client), campaigns(5000)
    undated: set[int] = set()
    engine = Engine(replace(world, fetch=Undated(world, undated).fetch))
    await engine.run(entities, mode="full")
    now = datetime.now(UTC)
    born = (now - timedelta(minutes=20)).strftime("%Y-%m-%dT%H:%M:%SZ")
    new = {"name": "New", "createdOn": born, "modifiedOn": None}
    box.mutate(TABLE, insert=[new], keep_stamp=True)
    undated.add(int(box.rows(*TABLE.split("/"))[-1]["id"]))
    if ahead:
        stamp = now.strftime("%Y-%m-%dT%H:%M:%SZ")
        await database.raw("update servicetitan.sync_state set value = $1", stamp)

    report = await engine.run(entities, mode="incremental")
    again = await engine.run(entities, mode="incremental")

    assert (report.exit_code, report.total().created, again.total().written) == (0, 1, 0)
    await check_sound(database, box, entities)


async def test_no_run_asks_for_new_records_where_a_list_cannot_be_asked_for_them(
    database: Database, client: Client
) -> None:
    submissions = find(["form_submissions"])
    engine = Engine(world_of(database, client))
    await engine.run(submissions, mode="full")

    report = await engine.run(submissions, mode="incremental")

    assert (report.exit_code, report.entities[0].pages) == (0, 1)


async def test_a_verify_from_a_day_on_finds_a_changed_record_without_a_stamp(
    database: Database, client: Client, box: Server
) -> None:
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    box.mutate(TABLE, change=[{"id": ids[-1], "modifiedOn": None}], keep_stamp=True)
    world, entities = world_of(database, client), campaigns(5000)
    engine = Engine(replace(world, fetch=Undated(world, {ids[-1]}).fetch))
    await engine.run(entities, mode="full")
    change = {"id": ids[-1], "name": "Changed", "modifiedOn": None}
    box.mutate(TABLE, change=[change], keep_stamp=True)

    report = await engine.run(entities, mode="verify", period=SINCE_2026)

    found = await findings(database, report.entities[0])
    assert [(one.month, one.what, one.records) for one in found] == [("undated", "outdated", 1)]
    await check_sound(database, box, entities)
