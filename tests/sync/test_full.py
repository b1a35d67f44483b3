"""A full sync makes the mirror equal to the source, and a second one touches nothing."""

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.entity import Entity
from tests.sync.oracle import differences, versions


async def test_full_makes_the_mirror_equal_the_source(
    engine: Engine, database: Database, box: Server
) -> None:
    report = await engine.run(ENTITIES, mode="full")

    assert [(one.name, one.reason) for one in report.entities if one.status != "completed"] == []
    assert report.exit_code == 0
    assert await differences(database, box) == []
    assert await database.raw("select * from automation.sync_drift") == []


async def test_a_second_full_rewrites_no_row(engine: Engine, database: Database) -> None:
    await engine.run(ENTITIES, mode="full")
    before = await versions(database)
    told = await database.raw("select max(id) as id from automation.events")

    report = await engine.run(ENTITIES, mode="full")

    assert report.total().written == 0
    assert await versions(database) == before
    assert await database.raw("select max(id) as id from automation.events") == told


async def test_the_log_counts_what_happened(engine: Engine, database: Database) -> None:
    report = await engine.run(find(["customers"]), mode="full", trigger="test")

    (log,) = await database.raw("select * from servicetitan.st_sync_log")
    (part,) = report.entities
    assert (log["status"], log["sync_type"], log["triggered_by"]) == ("completed", "full", "test")
    assert log["entity_type"] == "customers"
    assert log["records_fetched"] == log["records_processed"] == part.fetched
    assert log["records_created"] == part.stored.created > 0
    assert log["completed_at"] >= log["started_at"]
    (state,) = await database.raw("select * from servicetitan.sync_state")
    assert state["rows"] == log["records_created"]
    assert state["as_of"] is not None
    assert state["last_full_at"] is not None


async def test_what_a_list_shows_no_more_is_marked_as_gone_in_its_own_part_of_a_table(
    engine: Engine, database: Database, box: Server
) -> None:
    """Four lists fill the table of custom fields: each knows of the rows of its own alone."""
    lists = [one for one in ENTITIES if not one.feed and not one.single]
    await engine.run(lists, mode="full")
    for entity in lists:
        table = table_of(box, entity)
        box.mutate(table, delete=[box.rows(*table.split("/", 1))[0]["id"]], hard=True)

    report = await engine.run(lists, mode="full")
    again = await engine.run(lists, mode="full")

    assert {one.name: one.stored.deleted for one in report.entities} == {
        entity.name: 1 for entity in lists
    }
    assert again.total().written == 0
    assert await differences(database, box, lists) == []


def table_of(box: Server, entity: Entity) -> str:
    """The company's table behind an entity's list."""
    path = entity.operation.path
    return next(one.table for one in box.box.router.routes if one.operation.path == path)


async def test_phone_and_email_of_customers_come_from_their_contacts(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(ENTITIES, mode="full")

    contacts = [one for one in box.rows("crm", "customers/contacts") if one["active"]]
    emails = {one["customerId"] for one in contacts if one["type"] == "Email"}
    phones = {one["customerId"] for one in contacts if one["type"] in {"Phone", "MobilePhone"}}
    rows = await database.raw("select st_id, phone, email from servicetitan.st_customers")
    assert emails
    assert phones
    assert {one["st_id"] for one in rows if one["email"]} == emails
    assert {one["st_id"] for one in rows if one["phone"]} == phones


async def test_events_tell_each_new_row_once(engine: Engine, database: Database) -> None:
    await engine.run(find(["jobs", "customers"]), mode="full")

    twice = await database.raw(
        "select entity, st_id from automation.events group by 1, 2 having count(*) > 1"
    )
    (counts,) = await database.raw(
        "select (select count(*) from automation.events) as told,"
        " (select count(*) from servicetitan.st_jobs) as jobs,"
        " (select count(*) from servicetitan.st_customers) as customers"
    )
    assert twice == []
    assert counts["told"] == counts["jobs"] + counts["customers"] > 0
