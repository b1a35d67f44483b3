"""Records that the windows of a list pass by are counted, missed and fetched."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.period import Period
from sync.verify import findings
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.crowds import TABLE, campaigns
from tests.sync.faults.books import check_sound
from tests.sync.undated import Undated
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

SINCE_2026 = Period(datetime(2026, 1, 1, tzinfo=UTC))


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
