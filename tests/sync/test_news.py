"""A long reading of a hot entity does not keep its changes waiting, nor do many long readings."""

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from arq.connections import ArqRedis

from agent.settings import load_settings
from sandbox.servicetitan import Server, running
from sql import Database
from sync import news
from sync.engine import Engine, Mode
from sync.entities import ENTITIES, find
from sync.queue import pack, unpack
from sync.slots import AT_ONCE, WHOLE_AT_ONCE
from sync.visit import World
from sync.walks import Query
from sync.worker import Shift, ask, ticks_of
from tests.kit.redis_server import RedisServer
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_sound
from tests.sync.oracle import differences
from tests.sync.program import environment, working
from tools.deps import Deps
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

CUSTOMERS = find(["customers"])


@pytest.fixture
def box() -> Iterator[Server]:
    with running(customers=40, seed=3, export_page=8, export_delay=900) as server:
        yield server


class Watched:
    """A source that changes after its second page, and when the mirror first has the change."""

    def __init__(self, world: World, box: Server) -> None:
        self.world = world
        self.box = box
        self.st_id = box.rows("crm", "customers")[0]["id"]
        self.asked = 0
        self.there: list[bool] = []

    async def fetch(self, operation: Operation, query: Query) -> bytes:
        rows = await self.world.db.raw(
            "select 1 from servicetitan.st_customers where name = 'Changed meanwhile'"
        )
        self.there.append(rows != [])
        body = await self.world.fetch(operation, query)
        self.asked += 1
        if self.asked == 1:
            change = {"id": self.st_id, "name": "Changed meanwhile"}
            self.box.mutate("crm/customers", change=[change])
        return body


@pytest.mark.parametrize("mode", ["full", "verify"])
async def test_a_change_does_not_wait_for_the_end_of_a_long_reading(
    database: Database, client: Client, box: Server, mode: Mode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A feed shows it behind all other records, and nobody else may write the table meanwhile."""
    monkeypatch.setattr(news, "EVERY", 0.0)
    world = world_of(database, client)
    await Engine(world).run(CUSTOMERS, mode="full")
    watched = Watched(world, box)

    report = await Engine(replace(world, fetch=watched.fetch)).run(CUSTOMERS, mode=mode)

    assert report.exit_code == 0
    assert watched.there[2:] == [True] * (watched.asked - 2)
    assert watched.asked > 6
    await Engine(world).run(CUSTOMERS, mode="incremental")
    await check_sound(database, box, CUSTOMERS)


@pytest.mark.parametrize("mode", ["full", "incremental", "verify"])
@pytest.mark.parametrize("loaded", [True, False])
async def test_nor_does_it_wait_where_a_reading_goes_on_that_was_cut_off(
    database: Database,
    client: Client,
    box: Server,
    mode: Mode,
    loaded: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the feed was read up to before is no longer the cursor; a first load has no such."""
    monkeypatch.setattr(news, "EVERY", 0.0)
    world = world_of(database, client)
    if loaded:
        await Engine(world).run(CUSTOMERS, mode="full")
    asked = 0

    async def dying(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        if asked == 4:
            raise RuntimeError("the process is gone")
        return await world.fetch(operation, query)

    broken = await Engine(replace(world, fetch=dying)).run(CUSTOMERS, mode="full")
    watched = Watched(world, box)
    report = await Engine(replace(world, fetch=watched.fetch)).run(CUSTOMERS, mode=mode)

    assert (broken.entities[0].status, report.exit_code) == ("failed", 0)
    assert watched.there[2:] == [True] * (watched.asked - 2)
    assert watched.asked > 4
    await Engine(world).run(CUSTOMERS, mode="full")
    await check_sound(database, box, CUSTOMERS)


async def test_a_first_load_reads_what_changes_behind_it_and_ends_where_the_feed_does(
    database: Database, client: Client, box: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(news, "EVERY", 0.0)
    world = world_of(database, client)
    watched = Watched(world, box)

    report = await Engine(replace(world, fetch=watched.fetch)).run(CUSTOMERS, mode="incremental")
    after = await Engine(world).run(CUSTOMERS, mode="incremental")

    assert watched.there[2:] == [True] * (watched.asked - 2)
    assert watched.asked > 6
    assert report.total().created == len(box.rows("crm", "customers"))
    assert after.total().written == 0
    (state,) = await database.raw("select metadata from servicetitan.sync_state")
    assert "front" not in state["metadata"]
    await check_sound(database, box, CUSTOMERS)


async def fulls(db: Database) -> list[str]:
    """How the full runs stand that workers have begun."""
    rows = await db.raw(
        "select status from servicetitan.st_sync_log"
        " where sync_type = 'full' and triggered_by like 'cron%'"
    )
    return [row["status"] for row in rows]


@pytest.mark.slow
async def test_changes_of_hot_entities_come_while_long_full_runs_go_on(
    database: Database,
    client: Client,
    box: Server,
    redis: RedisServer,
    fresh_database: str,
    tmp_path: Path,
) -> None:
    """As many of them are in the queue as a worker has slots, and more; each one hangs here."""
    cold = [one for one in ENTITIES if not one.hot and one.feed and one.group != "contacts"]
    await Engine(world_of(database, client)).run(CUSTOMERS, mode="full")
    pool = ArqRedis.from_url(redis.url)
    pool.job_serializer, pool.job_deserializer = pack, unpack
    outside = SimpleNamespace(db=database, tenant_id=client.tenant_id, redis=pool)
    outside.now = lambda: datetime.now(UTC)
    key = str(await database.value("mirror_key"))
    shift = Shift(cast("Deps", outside), load_settings({}), key)
    shift.entities = cold
    [tick] = [one for one in ticks_of(shift.settings) if one.name == "full"]
    assert await ask({"shift": shift, "redis": pool, "job_id": ""}, tick) > AT_ONCE
    paths = "|".join(one.operation.path.rpartition("/")[2] for one in cold)
    box.set_faults({"match": rf"/export/({paths})\?", "fault": "slow", "seconds": 300})
    env = environment(box, fresh_database, tmp_path) | {"REDIS_URL": redis.url}
    env |= {"SYNC_PROFILE": "hot", "SYNC_HOT_SECONDS": "1", "SYNC_INCREMENTAL_CRON": "0 0 1 1 *"}
    st_id = box.rows("crm", "customers")[0]["id"]
    named = "select 1 from servicetitan.st_customers where name = 'Changed meanwhile'"

    async with working(env), asyncio.timeout(120):
        while len(await fulls(database)) < WHOLE_AT_ONCE:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.05)
        box.mutate("crm/customers", change=[{"id": st_id, "name": "Changed meanwhile"}])
        while not await database.raw(named):  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.05)
        going_on = await fulls(database)
    await pool.aclose()

    assert going_on == ["running"] * WHOLE_AT_ONCE
    assert await differences(database, box, CUSTOMERS) == []
