"""Row 25 of the fault matrix: Redis down at start, killed, flushed, slow, and mute."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from arq.connections import ArqRedis
from redis.asyncio import Redis

from agent.auth import principal
from agent.server import Server as AgentServer
from agent.settings import load_settings
from agent.wiring import ClosedGate
from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.queue import pack, unpack
from sync.schedule import Tick
from sync.worker import Shift, ask, supervise
from tests.kit.redis_server import RedisServer
from tests.kit.world import OWNER, server_over, settings_of
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound
from tests.sync.faults.proxy import Proxy, proxy
from tools.deps import Deps
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.shared_limiter import RedisLimiter
from tools.toolbox import NoTools

pytestmark = [
    pytest.mark.slow,
    # A pipeline of arq's cannot give back the connection of a server that was killed.
    pytest.mark.filterwarnings("ignore:Unclosed client session <redis:ResourceWarning"),
]

FEW = find(["customers", "customer_contacts", "jobs"])
TICK = Tick("test", "* * * * *", "incremental", lambda one: one in FEW, always=True)


@dataclass
class Scene:
    """A worker and a server over one Redis that is reached through a proxy."""

    redis: RedisServer
    between: Proxy
    shift: Shift
    server: AgentServer

    async def ask(self) -> None:
        """A tick, as the crons of any worker give it."""
        pool = ArqRedis.from_url(self.between.url)
        pool.job_serializer, pool.job_deserializer = pack, unpack
        stamp = datetime.now(UTC).isoformat()
        await ask({"shift": self.shift, "redis": pool, "job_id": stamp}, TICK)
        await pool.aclose()

    async def reads_work(self) -> None:
        """A tool over the mirror and a call to ServiceTitan, limiter included, both answer."""
        async with asyncio.timeout(8):
            found = await self.server.call_tool("search_customers", {"term": "an"}, OWNER)
            page = await Customers(self.shift.deps.st).list_customers(page_size=1)
        assert found is not None
        assert page["data"]


@pytest.fixture
async def scene(
    database: Database, client: Client, box: Server, fresh_database: str, redis: RedisServer
) -> AsyncIterator[Scene]:
    async with proxy(redis.port) as between:
        connection = Redis.from_url(between.url)
        limiter = RedisLimiter(connection, app_key="ak", tenant_id=client.tenant_id)
        client.limiter = limiter
        deps = Deps(
            st=client,
            db=database,
            redis=connection,
            zone=ZoneInfo("America/New_York"),
            now=lambda: datetime.now(UTC),
            tenant_id=client.tenant_id,
            principal=principal("tests", "worker", "worker"),
            gate=ClosedGate(),
            tools=NoTools(),
        )
        server = server_over(deps, settings_of(box, fresh_database))
        async with server.running():
            yield Scene(redis, between, Shift(deps, load_settings({}), "test"), server)
        await connection.aclose()


async def killed(scene: Scene) -> None:
    scene.redis.kill()
    scene.between.cut()
    await asyncio.sleep(0.5)


async def started(scene: Scene) -> None:
    await scene.redis.start()


async def flushed(scene: Scene) -> None:
    await scene.ask()
    connection = Redis.from_url(scene.redis.url)
    assert await connection.exists(scene.shift.queue)
    await connection.flushall()
    await connection.aclose()


async def slow(scene: Scene) -> None:
    scene.between.delay = 0.03


async def mute(scene: Scene) -> None:
    scene.between.mute = True
    await asyncio.sleep(1.2)


async def speaking(scene: Scene) -> None:
    scene.between.mute = False


async def nothing(_: Scene) -> None:
    """The fault goes on, or was over at once."""


FAULTS: dict[str, tuple[Callable[[Scene], Any], Callable[[Scene], Any]]] = {
    "down at start": (killed, started),
    "killed in mid-run": (killed, started),
    "flushed": (flushed, nothing),
    "slow": (slow, nothing),
    "mute": (mute, speaking),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_row_25_syncs_pause_reads_go_on_and_work_resumes_by_itself(
    scene: Scene,
    database: Database,
    box: Server,
    fault: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Row 25: state is PostgreSQL's; without Redis nothing is claimed and nothing is lost."""
    monkeypatch.setattr("sync.queue.MORTAL", {"socket_timeout": 0.8})
    await Engine(world_of(database, scene.shift.deps.st)).run(FEW, mode="full")
    begin, end = FAULTS[fault]
    if fault == "down at start":
        await begin(scene)
    working = asyncio.create_task(supervise(scene.shift))
    if fault != "down at start":
        box.set_faults({"match": "/export/", "fault": "slow", "seconds": 0.3})
        await scene.ask()
        await asyncio.sleep(0.3)
        await begin(scene)
    await scene.reads_work()
    assert not working.done()

    await end(scene)
    box.set_faults()
    first = box.rows("crm", "customers")[0]["id"]
    box.mutate("crm/customers", change=[{"id": first, "name": "After The Fault"}])
    since = datetime.now(UTC)
    await tick_until_complete(scene, database, since)
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working

    await check_sound(database, box, FEW)


async def tick_until_complete(scene: Scene, db: Database, since: datetime) -> None:
    """Ticks come again and again; each entity ends one run well after the fault."""
    ended = (
        "select distinct entity_type from servicetitan.st_sync_log"
        " where status = 'completed' and started_at > $1"
    )
    async with asyncio.timeout(90):
        while len(await db.raw(ended, since)) < len(FEW):
            await scene.ask()
            await asyncio.sleep(0.7)
