"""Rows 9, 10 and 19 of the fault matrix: what a complete reading does not show any more."""

import json
from dataclasses import replace

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.faults.sound import FEED, SOME, check_recovered
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation


async def waiting(database: Database) -> list[str | None]:
    rows = await database.raw(
        "select st_id from automation.sync_quarantine where resolved_at is null order by st_id"
    )
    return [row["st_id"] for row in rows]


@pytest.mark.parametrize("value", [None, "what"])
async def test_row_10_a_record_without_an_id_waits_until_a_complete_reading_lacks_it(
    engine: Engine, database: Database, box: Server, value: str | None
) -> None:
    bad = {"match": FEED, "fault": "odd-date", "field": "id", "value": value, "row": 2}
    box.set_faults({**bad, "nth": 1})
    await engine.run(SOME, mode="full")
    first = await waiting(database)
    await engine.run(SOME, mode="incremental")
    after_little = await waiting(database)
    box.set_faults({**bad, "nth": 1})
    await engine.run(SOME, mode="full")
    sent_again = await waiting(database)
    box.set_faults()

    await engine.run(SOME, mode="full")

    assert first == after_little == sent_again == [value]
    assert await waiting(database) == []
    (row,) = await database.raw("select reason, resolved_at from automation.sync_quarantine")
    assert row["reason"].startswith("no longer sent: ")


@pytest.mark.parametrize("name", ["customers", "call_reasons"])
async def test_row_9_a_record_that_waits_is_history_when_its_source_removed_it(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    """By a list that takes ids, and by one that is read a second time."""
    entities = find([name])
    path = entities[0].operation.path.partition("{tenant}/")[2]
    table = f"{entities[0].module}/{path.removeprefix('export/')}"
    await database.raw(
        f"alter table {entities[0].table} add constraint no_luck check (name <> '?')"
    )
    first, second = (row["id"] for row in box.rows(*table.split("/", 1))[:2])
    box.mutate(table, change=[{"id": first, "name": "?"}, {"id": second, "name": "?"}])
    await engine.run(entities, mode="full")
    before = await waiting(database)
    box.mutate(table, delete=[first], hard=True)

    report = await engine.run(entities, mode="full")

    assert before == sorted([str(first), str(second)])
    assert await waiting(database) == [str(second)]
    (log,) = await database.raw(
        "select * from servicetitan.st_sync_log where id = $1", report.entities[0].run_id
    )
    done = ("created", "updated", "unchanged", "failed")
    assert log["records_fetched"] == sum(log[f"records_{one}"] for one in done)


async def test_row_9_a_record_nested_without_end_stops_nobody_and_is_not_buried(
    database: Database, client: Client, box: Server
) -> None:
    """Row 9: not even the page can be decoded; its record is known, waits, and is still there."""
    world = world_of(database, client)
    customers = find(["customers"])
    bottom = b"[" * 9999 + b"]" * 9999
    (deep, *_) = (str(row["id"]) for row in box.rows("crm", "customers"))

    async def nested(operation: Operation, query: Query) -> bytes:
        body = await world.fetch(operation, query)
        for mark in (b'"id":%s,' % deep.encode(), b'"id": %s,' % deep.encode()):
            body = body.replace(mark, mark + b'"x":' + bottom + b",")
        return body

    await Engine(world).run(customers, mode="full")
    box.mutate("crm/customers", change=[{"id": int(deep), "name": "Changed"}])
    engine = Engine(replace(world, fetch=nested))
    changed = await engine.run(customers, mode="incremental")
    report = await engine.run(customers, mode="full")

    assert (changed.exit_code, report.exit_code) == (0, 0)
    assert report.total().deleted == 0
    assert await waiting(database) == [deep]
    await Engine(world).run(customers, mode="full")
    assert await waiting(database) == []
    await check_recovered(database, box, changed, report, entities=customers)


async def test_row_19_an_empty_answer_about_a_missing_record_buries_nobody(
    engine: Engine, database: Database, client: Client, box: Server
) -> None:
    """A record slips between two pages, and the question for it finds nothing at first."""
    world = world_of(database, client)

    async def slipping(operation: Operation, query: Query) -> bytes:
        page = json.loads(await world.fetch(operation, query))
        if "ids" not in dict(query):
            page["data"] = page["data"][:-1]
        return json.dumps(page).encode()

    customers = find(["customers"])
    await engine.run(customers, mode="full")
    box.set_faults({"match": "[?&]ids=", "fault": "empty-page", "nth": 1})

    report = await Engine(replace(world, fetch=slipping)).run(customers, mode="full")

    assert (report.entities[0].status, report.total().deleted) == ("completed", 0)
    await check_recovered(database, box, report, entities=customers)


@pytest.mark.parametrize("name", ["customers", "call_reasons"])
async def test_what_went_after_a_first_run_that_had_no_last_word_is_gone_after_the_next(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    entities = find([name])
    path = entities[0].operation.path.partition("{tenant}/")[2].removeprefix("export/")
    table = f"{entities[0].module}/{path}"
    await engine.run(entities, mode="full")
    await database.raw(  # as a run leaves it that is killed when its last page is stored
        "update servicetitan.sync_state set last_full_at = null, as_of = null"
    )
    lost = box.rows(*table.split("/", 1))[0]["id"]
    box.mutate(table, delete=[lost], hard=True)

    await engine.run(entities, mode="full")

    gone = await database.raw(f"select st_id from {entities[0].table} where deleted_at is not null")
    assert [row["st_id"] for row in gone] == [lost]
