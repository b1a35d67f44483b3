"""PostgreSQL crashes and comes back in the middle of a full sync, alone or with the queue."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.migrate import migrate
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import client_of
from tests.kit.redis_server import RedisServer
from tests.sql.server import binaries, cluster
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound
from tests.sync.faults.proxy import proxy
from tests.sync.oracle import differences
from tests.sync.program import environment, working
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

pytestmark = pytest.mark.slow


async def test_a_crashed_server_costs_one_page_at_most(client: Client, box: Server) -> None:
    some = find(["customers", "customer_contacts", "jobs"])
    programs: Path = binaries()
    asked = 0
    with cluster(programs) as server:
        await migrate(server.url)
        db = await Database.connect(server.url, max_size=8)
        world = world_of(db, client)

        async def crashing(operation: Operation, query: Query) -> bytes:
            nonlocal asked
            asked += 1
            if asked in {3, 7}:
                await asyncio.to_thread(server.stop)
                asyncio.get_running_loop().call_later(
                    0.5, lambda: asyncio.ensure_future(asyncio.to_thread(server.start))
                )
            return await world.fetch(operation, query)

        engine = Engine(World(db, crashing, world.tenant, world.now))
        report = await engine.run(some, mode="full")

        fetched = sum(one.fetched for one in report.entities)
        (rows,) = await db.raw("select sum(records_fetched) as n from servicetitan.st_sync_log")
        assert [one.reason for one in report.entities if not one.ended_well] == []
        assert rows["n"] == fetched
        assert asked == sum(one.pages for one in report.entities)
        assert await differences(db, box, some) == []
        await db.close()


async def test_workers_outlive_a_crash_of_both_servers_at_once(
    box: Server, redis: RedisServer, tmp_path: Path
) -> None:
    """Two processes, each with every cron, while PostgreSQL and Valkey are killed in mid-run."""
    hot = [one for one in ENTITIES if one.hot]
    box.set_faults({"match": "/export/", "fault": "slow", "seconds": 0.2})
    with cluster(binaries()) as server:
        await migrate(server.url)
        env = environment(box, server.url, tmp_path) | {"REDIS_URL": redis.url}
        env |= {"SYNC_PROFILE": "hot", "SYNC_HOT_SECONDS": "1"}
        async with AsyncExitStack() as stack:
            workers = [await stack.enter_async_context(working(env, one)) for one in (1, 2)]
            await begun(box, 3)
            redis.kill()
            await asyncio.to_thread(server.stop)
            await asyncio.to_thread(server.start)
            await redis.start()
            box.set_faults()
            first = box.rows("crm", "customers")[0]["id"]
            box.mutate("crm/customers", change=[{"id": first, "name": "After The Crash"}])
            db = await Database.connect(server.url, max_size=4)
            stack.push_async_callback(db.close)
            async with asyncio.timeout(180):
                while await differences(db, box, hot):  # noqa: ASYNC110 - other processes write
                    await asyncio.sleep(0.3)
            assert [one.returncode for one in workers] == [None, None]
            for one in workers:
                one.terminate()
                assert await one.wait() == 0
            await check_sound(db, box, hot)


@pytest.mark.parametrize("silent", ["PostgreSQL", "Redis"])
async def test_a_worker_stops_though_a_server_says_nothing_more(
    box: Server,
    fresh_database: str,
    database: Database,
    redis: RedisServer,
    tmp_path: Path,
    silent: str,
) -> None:
    """Its connections stay open, as behind a network that drops all packets."""
    port = urlsplit(fresh_database).port or 5432
    box.set_faults({"match": "/export/", "fault": "slow", "seconds": 0.2})
    async with proxy(port) as store, proxy(redis.port) as queue:
        env = environment(box, fresh_database.replace(f":{port}", f":{store.port}"), tmp_path)
        async with working(env | {"REDIS_URL": queue.url, "SYNC_PROFILE": "hot"}) as worker:
            await begun(box, 4)
            (store if silent == "PostgreSQL" else queue).mute = True
            await asyncio.sleep(1)
            worker.terminate()
            async with asyncio.timeout(60):
                assert await worker.wait() == 0
    box.set_faults()
    some = find(["customers"])

    async with client_of(box) as client:
        await Engine(world_of(database, client)).run(some, mode="incremental", wait=60)

    assert await differences(database, box, some) == []


async def begun(box: Server, requests: int) -> None:
    """Until the workers are in the middle of their first readings."""
    async with asyncio.timeout(90):
        while len(box.requests("/export/")) < requests:  # noqa: ASYNC110 - other processes ask
            await asyncio.sleep(0.01)
