"""Rows 26 and 28 of the fault matrix: several writers, stale ones, and entities left out."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES, find, without
from sync.schedule import Tick, due
from tests.kit.clients import client_of
from tests.kit.redis_server import RedisServer
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound, fetches, statuses
from tests.sync.faults.sound import SOME
from tests.sync.oracle import truth
from tests.sync.program import ROOT, environment, finish, start
from tools.servicetitan.client import Client

pytestmark = pytest.mark.slow

CUSTOMERS = find(["customers"])
LOADED = "select 1 from servicetitan.sync_state where key = 'customers' and as_of is not null"
HOT = find(["customers", "jobs", "invoices", "customer_contacts"])


async def worker(env: dict[str, str], number: int) -> Process:
    own = {**env, "STATE_DIR": f"{env['STATE_DIR']}/{number}"}
    return await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sync.worker", "sync"), cwd=ROOT, env=own, stderr=PIPE,
    )  # fmt: skip


async def test_row_26_two_workers_that_both_schedule_write_everything_once(
    fresh_database: str, database: Database, box: Server, redis: RedisServer, tmp_path: Path
) -> None:
    """Row 26: two processes, each with every cron, over the same entities; one dies in mid-run."""
    env = environment(box, fresh_database, tmp_path) | {
        "REDIS_URL": redis.url,
        "SYNC_PROFILE": "hot",
        "SYNC_HOT_SECONDS": "1",
        "SYNC_INCREMENTAL_CRON": "0 0 1 1 *",
    }
    workers = [await worker(env, number) for number in (1, 2)]
    first = box.rows("crm", "customers")[0]["id"]
    try:
        await arrived(database, LOADED)
        box.mutate("crm/customers", change=[{"id": first, "name": "Twice Asked"}])
        query = "select 1 from servicetitan.st_customers where name = 'Twice Asked'"
        await arrived(database, query)
        workers[0].kill()
        box.mutate("crm/customers", change=[{"id": first, "name": "After The Kill"}])
        await arrived(database, query.replace("Twice Asked", "After The Kill"))
    finally:
        workers[1].terminate()
        said = [await finish_worker(one) for one in workers]

    box.set_faults()
    async with client_of(box) as client:
        await Engine(world_of(database, client)).run(ENTITIES, mode="incremental")
    changes = await database.raw(
        "select changed -> 'name' ->> 'after' as name from automation.events"
        " where entity = 'servicetitan.st_customers' and st_id = $1 and kind = 'updated'"
        " and changed ? 'name'",
        first,
    )
    assert Counter(row["name"] for row in changes) == {"Twice Asked": 1, "After The Kill": 1}
    assert workers[1].returncode == 0
    await check_sound(database, box, HOT, *said)


async def arrived(db: Database, query: str) -> None:
    async with asyncio.timeout(90):
        while not await db.raw(query):  # noqa: ASYNC110 - other processes write it
            await asyncio.sleep(0.05)


async def finish_worker(process: Process) -> str:
    _, said = await process.communicate()
    return said.decode()


async def test_row_26_a_stale_holder_that_wakes_up_stores_nothing(
    fresh_database: str, database: Database, client: Client, box: Server, tmp_path: Path
) -> None:
    """Row 26: a process frozen in mid-page is overtaken; its page is refused when it thaws."""
    box.set_faults({"match": "/export/customers?", "fault": "slow", "nth": 2, "seconds": 0.7})
    process = await start(environment(box, fresh_database, tmp_path), "customers")
    async with asyncio.timeout(90):
        while fetches(box) < 2:  # noqa: ASYNC110 - it asks
            await asyncio.sleep(0.01)
    os.kill(process.pid, signal.SIGSTOP)
    await database.raw("update automation.sync_leases set expires_at = now() - interval '9 s'")
    first = box.rows("crm", "customers")[0]["id"]
    box.mutate("crm/customers", change=[{"id": first, "name": "Newer"}])

    report = await Engine(world_of(database, client)).run(CUSTOMERS, mode="full", wait=5)
    cursor = await database.raw("select value, metadata from servicetitan.sync_state")
    os.kill(process.pid, signal.SIGCONT)
    code, said = await finish(process)

    assert (report.exit_code, code) == (0, 1)
    assert "written by another worker now" in said
    assert await database.raw("select value, metadata from servicetitan.sync_state") == cursor
    assert sorted(await statuses(database, "customers")) == ["completed", "interrupted"]
    await check_sound(database, box, CUSTOMERS, said)


async def test_row_28_a_full_beside_an_incremental_loses_no_update(
    database: Database, box: Server
) -> None:
    """Row 28: changes and removals made while both run are there, tombstones too."""
    notes = find(["job_notes"])
    both = [*SOME, *notes]
    async with client_of(box) as first, client_of(box) as second:
        await Engine(world_of(database, first)).run(both, mode="full")
        customer = box.rows("crm", "customers")[3]["id"]
        gone = next(iter(truth(box, "job_notes")))

        async def meanwhile() -> None:
            await asyncio.sleep(0.05)
            box.mutate("crm/customers", change=[{"id": customer, "name": "Meanwhile"}])
            box.mutate("jpm/jobs/notes", delete=[gone], hard=True)

        full, small, _ = await asyncio.gather(
            Engine(world_of(database, first)).run(both, mode="full", wait=20),
            Engine(world_of(database, second)).run(both, mode="incremental", wait=20),
            meanwhile(),
        )
        last = await Engine(world_of(database, first)).run(both, mode="full")

    assert [one.exit_code for one in (full, small, last)] == [0, 0, 0]
    (note,) = await database.raw(
        "select deleted_at from servicetitan.st_job_notes where st_id = $1", gone
    )
    assert note["deleted_at"] is not None
    await check_sound(database, box, both)


async def test_row_28_an_entity_left_out_keeps_its_rows_and_catches_up(
    fresh_database: str, database: Database, client: Client, box: Server, tmp_path: Path
) -> None:
    """Row 28: SYNC_EXCLUDE stops the asking; nothing is buried, and later nothing is missing."""
    engine = Engine(world_of(database, client))
    await engine.run(SOME, mode="full")
    first = box.rows("crm", "customers")[0]["id"]
    box.mutate("crm/customers", change=[{"id": first, "name": "Unseen"}])
    asked = fetches(box)
    env = environment(box, fresh_database, tmp_path) | {"SYNC_EXCLUDE": "customers,pay"}

    code, said = await finish(await start(env, "crm"))
    refused, why = await finish(await start(env, "customers"))
    assert "Left out by SYNC_EXCLUDE: customers." in said
    kept = await database.raw("select count(*) as n from servicetitan.st_customers"
                              " where deleted_at is null and name <> 'Unseen'")  # fmt: skip
    await engine.run(SOME, mode="incremental")

    assert (code, refused) == (0, 2), said
    assert "customers:" not in said
    assert "SYNC_EXCLUDE" in why
    assert kept[0]["n"] == 40
    assert fetches(box) == asked + 1
    assert not {"customers", "payrolls"} & {one.name for one in without(["customers", "pay"])}
    tick = Tick("test", "* * * * *", "incremental", lambda _: True)
    assert CUSTOMERS[0] not in due(tick, {}, datetime.now(UTC), without(["customers"]))
    await check_sound(database, box, SOME, said, why)
