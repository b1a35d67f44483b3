"""A verify says what differed, by month, and repairs it; the cursor stays where it was."""

from dataclasses import asdict

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.report import EntityReport
from sync.verify import OLDER, findings, noted, told
from tests.sync.oracle import differences, versions

JOBS = find(["jobs"])
RESOURCES = {"jobs": "jpm/jobs", "campaigns": "marketing/campaigns"}
ONE = "where st_id = (select min(st_id) from servicetitan.{})"


async def test_what_is_equal_is_said_to_be(engine: Engine, database: Database) -> None:
    await engine.run(JOBS, mode="full")

    report = await engine.run(JOBS, mode="verify")

    (part,) = report.entities
    found = await findings(database, part)
    assert found == []
    assert told(part, found) == [f"jobs: equal, {part.fetched:,} records compared"]


async def test_what_was_lost_is_found_and_fetched(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(JOBS, mode="full")
    cursor = await database.raw("select key, value, as_of from servicetitan.sync_state")
    await database.raw(
        "delete from servicetitan.st_jobs where st_id in"
        " (select st_id from servicetitan.st_jobs order by st_id limit 3)"
    )
    await database.raw(
        "update servicetitan.st_jobs set row_hash = null, summary = 'not what it is',"
        " st_modified_on = '2020-01-01' where st_id = (select max(st_id) from servicetitan.st_jobs)"
    )

    report = await engine.run(JOBS, mode="verify")

    found = await noted(database, report.entities[0])
    [log] = await database.raw(
        "select parameters -> 'found' as found from servicetitan.st_sync_log"
        " where sync_type = 'verify'"
    )
    assert log["found"] == [asdict(one) for one in found]
    assert sum(one.records for one in found if one.what == "missing") == 3
    assert sum(one.records for one in found if one.what == "outdated") == 1
    assert await differences(database, box, JOBS) == []
    assert await database.raw("select key, value, as_of from servicetitan.sync_state") == cursor


@pytest.mark.parametrize("name", ["jobs", "campaigns"])
async def test_a_record_whose_stamp_went_back_is_told_and_taken_a_day_later(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    """Within a day it could be a feed's late page of what a tool has changed since."""
    entities, resource = find([name]), RESOURCES[name]
    await engine.run(entities, mode="full")
    [row] = await database.raw(f"select max(st_id) as st_id from servicetitan.st_{name}")
    back = {"id": row["st_id"], "modifiedOn": "2025-03-04T05:06:07Z", "number": "Other"}
    box.mutate(resource, change=[{**back, "name": "Other", "summary": "Other"}], keep_stamp=True)

    (part,) = (await engine.run(entities, mode="verify")).entities
    said = told(part, await noted(database, part))
    await database.raw(
        f"update servicetitan.st_{name} set local_synced_at = now() - interval '25 hours'"
    )
    (later,) = (await engine.run(entities, mode="verify")).entities

    assert [line.rpartition(": ")[2] for line in said[:1]] == [f"1 {OLDER}"]
    assert said[1].startswith(f"{name}: 1 record left as the mirror has them")
    assert (part.stored.updated, later.stored.updated, later.older) == (0, 1, set())
    assert [one.what for one in await findings(database, later)] == ["outdated"]
    assert await differences(database, box, entities) == []


async def test_what_servicetitan_no_longer_has_is_buried(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(JOBS, mode="full")
    await database.raw(
        "insert into servicetitan.st_jobs (st_id, job_number, local_synced_at)"
        " values (1, 'ghost', now() - interval '1 day')"
    )

    report = await engine.run(JOBS, mode="verify")

    found = await findings(database, report.entities[0])
    assert [(one.what, one.records) for one in found] == [("gone", 1)]
    assert await differences(database, box, JOBS) == []


@pytest.mark.parametrize(
    ("name", "table", "damage"),
    [
        ("jobs", "st_jobs", "update servicetitan.st_jobs set summary = 'damaged'"),
        ("jobs", "st_jobs", "update servicetitan.st_jobs set deleted_at = now()"),
        ("jobs", "st_jobs", "update servicetitan.st_jobs set st_modified_on = now()"),
        ("jobs", "st_jobs", "update servicetitan.st_jobs set lead_technician_id = 1"),
        ("customers", "st_customers", "update servicetitan.st_customers set phone = '1'"),
        ("customers", "st_customers", "update servicetitan.st_customers set email = 'x'"),
        ("locations", "st_locations", "update servicetitan.st_locations set phone = '1'"),
        ("invoices", "st_invoice_items", "update servicetitan.st_invoice_items set total = 1.23"),
        ("invoices", "st_invoice_items", "delete from servicetitan.st_invoice_items"),
    ],
)
async def test_what_somebody_changed_by_hand_is_found_and_put_right(
    engine: Engine, database: Database, name: str, table: str, damage: str
) -> None:
    """The hash of such a row still says that it is what ServiceTitan sent."""
    await engine.run(find(["contacts", "scheduling"]), mode="full")
    entities = find([name])
    await engine.run(entities, mode="full")
    before = await contents(database, table)
    await database.raw(f"{damage} {ONE.format(table)}")
    damaged = await contents(database, table)

    report = await engine.run(entities, mode="verify")
    again = await engine.run(entities, mode="verify")

    found = await findings(database, report.entities[0])
    assert before != damaged
    assert await contents(database, table) == before
    assert [(one.what, one.records) for one in found] == [("outdated", 1)]
    assert await findings(database, again.entities[0]) == []
    assert await counts(database, report.entities[0]) == (1, report.entities[0].fetched - 1)


@pytest.mark.parametrize(
    ("name", "origin", "damage"),
    [
        ("customers", "st_customer_contacts", "phone = '1', email_addresses = '[]'"),
        ("locations", "st_location_contacts", "email = 'x'"),
        ("jobs", "st_appointment_assignments", "lead_technician_id = 7"),
    ],
)
async def test_what_was_made_up_for_a_row_without_contacts_is_found(
    engine: Engine, database: Database, name: str, origin: str, damage: str
) -> None:
    """Nothing of the table that such a column is derived from leads to that row."""
    table = f"st_{name}"
    await engine.run(find([name]), mode="full")
    before = await contents(database, table)
    await database.raw(f"update servicetitan.{table} set {damage} {ONE.format(table)}")

    report = await engine.run(find([name]), mode="verify")

    found = await findings(database, report.entities[0])
    assert await database.raw(f"select from servicetitan.{origin}") == []
    assert await contents(database, table) == before
    assert [(one.what, one.records) for one in found] == [("outdated", 1)]


async def counts(db: Database, part: EntityReport) -> tuple[int, int]:
    """How many records the log calls updated, and how many unchanged."""
    [row] = await db.raw(
        "select records_updated, records_unchanged from servicetitan.st_sync_log where id = $1",
        part.run_id,
    )
    assert (part.stored.updated, part.stored.unchanged) == tuple(row)
    return row["records_updated"], row["records_unchanged"]


async def contents(db: Database, table: str) -> list[str]:
    rows = await db.raw(
        "select (to_jsonb(x) - '{id,local_synced_at,row_hash}'::text[])::text as line"
        f" from servicetitan.{table} x order by st_id"
    )
    return [row["line"] for row in rows]


async def test_a_verify_of_what_is_equal_writes_no_row(engine: Engine, database: Database) -> None:
    await engine.run(ENTITIES, mode="full")
    await engine.run(ENTITIES, mode="incremental")
    before = await versions(database)
    told_of = await database.raw("select max(id) as id from automation.events")

    report = await engine.run(ENTITIES, mode="verify")

    assert report.total().written == 0
    assert await versions(database) == before
    assert await database.raw("select max(id) as id from automation.events") == told_of


async def test_a_row_that_differs_in_no_column_is_said_to_be_written_again(
    engine: Engine, database: Database
) -> None:
    await engine.run(JOBS, mode="full")
    await database.raw(
        f"update servicetitan.st_jobs set full_data = '{{}}' {ONE.format('st_jobs')}"
    )

    report = await engine.run(JOBS, mode="verify")

    (part,) = report.entities
    told_of = told(part, await findings(database, part))
    assert "jobs: 1 written again, though no column differed" in told_of
