"""Row 24 of the fault matrix: full, read-only, deadlocked, restarted; crashed elsewhere."""

import asyncio
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import asyncpg
import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.migrate import migrate
from sync.engine import Engine
from sync.entities import find
from sync.visit import World
from sync.walks import Query
from tests.kit.databases import admin
from tests.sql.server import binaries, cluster
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound, fetches, statuses
from tests.sync.faults.sound import stored_customers
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

CUSTOMERS = find(["customers"])

FULL = """
create function public.no_room() returns trigger language plpgsql as
  'begin raise exception using errcode = ''53100'', message = ''No space left on device''; end';
create trigger no_room before insert on servicetitan.st_customers
  for each row when (new.st_id = {record}) execute function public.no_room();
"""


async def test_row_24_a_full_disk_is_waited_out_and_the_same_page_stored(
    database: Database, client: Client, box: Server, fresh_database: str
) -> None:
    """Row 24: SQLSTATE 53100 in mid-page rolls it back; once there is room it goes in whole."""
    rows = sorted(box.rows("crm", "customers"), key=lambda row: (row["modifiedOn"], row["id"]))
    session = await asyncpg.connect(fresh_database)
    await session.execute(FULL.format(record=sorted(one["id"] for one in rows[25:])[7]))
    world = world_of(database, client)
    counts = []

    async def patient(_: float) -> None:
        counts.append(await session.fetchval("select count(*) from servicetitan.st_customers"))
        if len(counts) == 3:
            await session.execute("drop trigger no_room on servicetitan.st_customers")

    engine = Engine(World(world.db, world.fetch, world.tenant, world.now, patient))
    report = await engine.run(CUSTOMERS, mode="full")
    await session.close()

    assert report.exit_code == 0
    assert counts == [25, 25, 25]
    assert fetches(box) == 2
    await check_sound(database, box, CUSTOMERS)


async def test_row_24_a_server_that_only_reads_is_waited_out(
    postgres: str, fresh_database: str, database: Database, client: Client, box: Server
) -> None:
    """Row 24: as after a fail-over; nothing is stored meanwhile, and the same page goes in then."""
    world = world_of(database, client)
    counts = []

    async def only_reads(state: str) -> None:
        name = fresh_database.rpartition("/")[2].partition("?")[0]
        await admin(
            postgres,
            f"alter database {name} set default_transaction_read_only = {state}",
            f"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'",
        )

    async def fetched(operation: Operation, query: Query) -> bytes:
        body = await world.fetch(operation, query)
        if fetches(box) == 2:
            await only_reads("on")
        return body

    async def patient(_: float) -> None:
        with suppress(asyncpg.PostgresConnectionError, asyncpg.InterfaceError):
            counts.append(await stored_customers(database))
        if len(counts) == 3:
            await only_reads("off")

    report = await Engine(replace(world, fetch=fetched, sleep=patient)).run(CUSTOMERS, mode="full")

    assert report.exit_code == 0, report
    assert set(counts) == {25}
    assert len(counts) >= 3
    assert fetches(box) == 2
    await check_sound(database, box, CUSTOMERS)


@contextmanager
def small_disk(size: str) -> Iterator[Path]:
    """A file system of its own with little room; only root may make one."""
    with tempfile.TemporaryDirectory(prefix="pc-disk-") as folder:
        words = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=0777", "none", folder]
        if subprocess.run(words, check=False, capture_output=True).returncode:
            pytest.skip("this user may not mount a small disk")
        try:
            yield Path(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)  # noqa: S607 - wherever it is


@pytest.mark.slow
async def test_row_24_a_disk_that_is_really_full(client: Client, box: Server) -> None:
    """Row 24: PostgreSQL's own data directory has no room; a file is removed, the sync goes on."""
    fat = [{"name": f"Fat {one}", "note": f"{one:06d}" * 2000} for one in range(60)]
    box.mutate("crm/customers", insert=fat)
    with small_disk("160m") as disk, cluster(binaries(), disk) as server:
        await migrate(server.url)
        db = await Database.connect(server.url, max_size=8)
        ballast = disk / "ballast"
        world = world_of(db, client)
        waits = 0

        async def patient(_: float) -> None:
            nonlocal waits
            waits += 1
            if waits == 2:
                ballast.unlink()

        async def filling(operation: Operation, query: Query) -> bytes:
            body = await world.fetch(operation, query)
            if waits == 0:
                await asyncio.to_thread(fill, ballast)
            return body

        engine = Engine(World(db, filling, world.tenant, world.now, patient))
        report = await engine.run(CUSTOMERS, mode="full")

        assert waits >= 2
        assert report.exit_code == 0
        await check_sound(db, box, CUSTOMERS)
        await db.close()


def fill(file: Path) -> None:
    """Take all the room that is left."""
    with file.open("ab", buffering=0) as rest:
        try:
            while rest.write(bytes(2**16)):
                pass
        except OSError:
            return


async def test_row_24_the_loser_of_a_deadlock_stores_its_page_again(
    database: Database, client: Client, box: Server, fresh_database: str
) -> None:
    """Row 24: another session locks in the opposite order; we are the victim (40P01)."""
    rows = sorted(box.rows("crm", "customers"), key=lambda row: (row["modifiedOn"], row["id"]))
    late = sorted(one["id"] for one in rows[25:])[3]
    session = await asyncpg.connect(fresh_database)
    await session.execute("set deadlock_timeout = '1h'")  # so that the other one notices it
    world = world_of(database, client)
    other: asyncio.Task[Any] | None = None
    asked = naps = 0

    async def crossing(operation: Operation, query: Query) -> bytes:
        nonlocal asked, other
        body = await world.fetch(operation, query)
        asked += 1
        if asked == 2:
            await session.execute("begin")
            await session.execute(
                "insert into servicetitan.st_customers (st_id, tenant_id, name)"
                f" values ({late}, 1, 'theirs')"
            )
            other = asyncio.create_task(opposite(session))
        return body

    async def counted(seconds: float) -> None:
        nonlocal naps
        naps += 1
        await asyncio.sleep(seconds)

    engine = Engine(World(world.db, crossing, world.tenant, world.now, counted))
    report = await engine.run(CUSTOMERS, mode="full")
    assert other is not None
    await other
    await session.close()

    deadlocks = await database.raw(
        "select deadlocks from pg_stat_database where datname = current_database()"
    )
    assert report.exit_code == 0
    assert naps >= 1
    assert deadlocks[0]["deadlocks"] <= 1
    assert fetches(box) == 2
    await check_sound(database, box, CUSTOMERS)


async def opposite(session: "asyncpg.Connection[Any]") -> None:
    """Wait for the lease that our page has locked, while the page waits for our row."""
    while not await session.fetchval(  # noqa: ASYNC110 - the run gets there
        "select count(*) from pg_locks where locktype = 'transactionid' and not granted"
    ):
        await asyncio.sleep(0.01)
    await session.execute("update automation.sync_leases set fence = fence where true")
    await session.execute("rollback")


@pytest.mark.slow
async def test_row_24_an_orderly_restart_in_mid_page_costs_nothing(
    client: Client, box: Server
) -> None:
    """Row 24: the server goes down while a page is being written, and comes back."""
    with cluster(binaries()) as server:
        await migrate(server.url)
        db = await Database.connect(server.url, max_size=8)
        await db.raw(
            "create function public.down() returns trigger language plpgsql as"
            " 'begin perform pg_sleep(0.4); return new; end'"
        )
        await db.raw(
            "create trigger down before update on servicetitan.st_sync_log"
            " for each row when (new.records_fetched = 25) execute function public.down()"
        )
        running = asyncio.create_task(Engine(world_of(db, client)).run(CUSTOMERS, mode="full"))
        async with asyncio.timeout(90):
            while not await db.raw(  # noqa: ASYNC110 - the run gets there
                "select 1 from pg_stat_activity where wait_event = 'PgSleep'"
            ):
                await asyncio.sleep(0.01)
        await asyncio.to_thread(server.stop)
        await asyncio.to_thread(server.start)
        report = await running

        assert report.exit_code == 0
        assert fetches(box) == 2
        assert await statuses(db, "customers") == ["completed"]
        await check_sound(db, box, CUSTOMERS)
        await db.close()
