"""What changes in the source is in the mirror after the next incremental sync, and told once."""

from datetime import UTC, datetime

from sandbox.servicetitan import Server
from sql import Database, dump_json
from sql.mirror import store
from sql.mirror.tombstones import bury
from sync.engine import Engine, Mode
from sync.entities import ENTITIES, find
from tests.sync.oracle import differences, truth

CUSTOMERS = "servicetitan.st_customers"


async def test_changes_inserts_and_merges_arrive(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(ENTITIES, mode="full")
    first, second, third, *_ = truth(box, "customers")
    box.mutate("crm/customers", change=[{"id": first, "name": "Changed Name"}])
    box.mutate("crm/customers", insert=[{"name": "New One", "type": "Residential"}])
    box.mutate("crm/customers", merge=[{"from": second, "into": third}])

    report = await engine.run(ENTITIES, mode="incremental")

    assert report.exit_code == 0
    assert await differences(database, box) == []
    told = await database.raw(
        "select st_id, kind from automation.events where entity = $1 and kind <> 'created'",
        CUSTOMERS,
    )
    kinds = {(one["st_id"], one["kind"]) for one in told}
    assert {(first, "updated"), (second, "merged")} <= kinds


async def test_an_incremental_first_run_reads_everything(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(ENTITIES, mode="incremental")

    assert await differences(database, box) == []


async def test_an_incremental_run_reads_little(engine: Engine, box: Server) -> None:
    await engine.run(ENTITIES, mode="full")
    await engine.run(ENTITIES, mode="incremental")  # reads two lists for what exports lack
    asked = len(box.requests())

    report = await engine.run(ENTITIES, mode="incremental")

    assert len(box.requests()) - asked <= 2 * len(ENTITIES)
    assert report.total().written == 0


async def test_a_removed_record_becomes_a_tombstone_after_a_complete_reading(
    engine: Engine, database: Database, box: Server
) -> None:
    notes = find(["job_notes"])
    await engine.run(notes, mode="full")
    gone = next(iter(truth(box, "job_notes")))
    box.mutate("jpm/jobs/notes", delete=[gone], hard=True)

    report = await engine.run(notes, mode="full")

    (row,) = await database.raw(
        "select deleted_at, full_data from servicetitan.st_job_notes where st_id = $1", gone
    )
    assert row["deleted_at"] is not None
    assert row["full_data"]["id"] == gone
    assert report.total().deleted == 1
    assert await differences(database, box, notes) == []


async def test_a_record_that_comes_back_is_alive_again(
    engine: Engine, database: Database, box: Server
) -> None:
    reasons = find(["call_reasons"])
    await engine.run(reasons, mode="full")
    kept = box.rows("jbce", "call-reasons")[0]
    box.mutate("jbce/call-reasons", delete=[kept["id"]], hard=True)
    await engine.run(reasons, mode="full")
    box.mutate("jbce/call-reasons", insert=[kept], keep_stamp=True)

    await engine.run(reasons, mode="full")

    assert await differences(database, box, reasons) == []
    (row,) = await database.raw(
        "select deleted_at from servicetitan.st_call_reasons where st_id = $1", kept["id"]
    )
    assert row["deleted_at"] is None


async def test_the_state_counts_what_came_and_went_outside_of_runs(
    engine: Engine, database: Database, box: Server
) -> None:
    """As a tool writes and removes: once, whatever a feed says of the same record later."""
    reasons = find(["call_reasons"])
    table = reasons[0].table
    await engine.run(reasons, mode="full")
    old, *_ = (row["id"] for row in box.rows("jbce", "call-reasons"))

    async def told() -> int:
        (row,) = await database.raw("select rows from servicetitan.sync_state")
        return int(row["rows"])

    counted = [await told()]
    box.mutate("jbce/call-reasons", insert=[{"name": "New"}], delete=[old], hard=True)
    new = dump_json(box.rows("jbce", "call-reasons")[-1])
    for _ in range(2):
        await store(database, table, [new], source="write")
        counted.append(await told())
    await bury(database, table, [old], datetime.max.replace(tzinfo=UTC), None)
    counted.append(await told())
    modes: tuple[Mode, Mode] = ("incremental", "full")
    for mode in modes:
        await engine.run(reasons, mode=mode)
        counted.append(await told())

    before = counted[0]
    assert counted == [before, before + 1, before + 1, before, before, before]


async def test_the_state_counts_the_rows_that_live(
    engine: Engine, database: Database, box: Server
) -> None:
    """A contact that is new and removed at once, one that goes, and one that comes back."""
    contacts = find(["customer_contacts"])
    await engine.run(contacts, mode="full")
    first, second, *_ = (row["id"] for row in box.rows("crm", "customers/contacts"))
    new = [{"customerId": 1, "type": "Phone", "value": one, "active": False} for one in "ab"]

    counted = []
    for change in (
        {"insert": new},
        {"change": [{"id": one, "active": False} for one in (first, second)]},
        {"change": [{"id": first, "active": True}]},
    ):
        box.mutate("crm/customers/contacts", **change)
        await engine.run(contacts, mode="incremental")
        counted += await database.raw(
            "select s.rows = (select count(*) from servicetitan.st_customer_contacts"
            " where deleted_at is null) as right, s.rows from servicetitan.sync_state s"
        )

    assert [one["right"] for one in counted] == [True, True, True], counted
