"""PostgreSQL crashes and comes back in the middle of a full sync."""

import asyncio
from pathlib import Path

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.migrate import migrate
from sync.engine import Engine
from sync.entities import find
from sync.visit import World
from sync.walks import Query
from tests.sql.server import binaries, cluster
from tests.sync.conftest import world_of
from tests.sync.oracle import differences
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
        assert await differences(db, box, some) == []
        await db.close()
