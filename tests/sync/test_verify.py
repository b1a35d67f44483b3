"""A verify says what differed, by month, and repairs it; the cursor stays where it was."""

from dataclasses import asdict

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.verify import findings, noted, told
from tests.sync.oracle import differences

JOBS = find(["jobs"])


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


async def test_a_verify_of_some_months_reads_only_those(engine: Engine, box: Server) -> None:
    await engine.run(JOBS, mode="full")
    stamps = sorted(row["modifiedOn"] for row in box.rows("jpm", "jobs"))
    day = stamps[len(stamps) // 2][:10]

    report = await engine.run(JOBS, mode="verify", since=day)

    assert 0 < report.entities[0].fetched < len(stamps)
    assert report.total().written == 0
