"""How fast changes arrive, and how little of ServiceTitan's rate that takes."""

import asyncio
import time
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import cast

import pytest
from redis.asyncio import Redis

from agent.settings import Settings, load_settings
from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.entity import Entity
from sync.schedule import Tick, parse_cron
from sync.slots import AT_ONCE
from sync.worker import Shift, supervise, sync_entity, ticks_of
from tests.kit.redis_server import RedisServer
from tests.sync.conftest import world_of
from tests.sync.oracle import differences
from tools.deps import Deps
from tools.servicetitan.client import Client

LIMIT, SHARE = 60, 0.2
"""ServiceTitan's requests per second, and the part of them that syncs may take."""
HOT = [one for one in ENTITIES if one.hot]
CHANGED = (
    "crm/customers", "crm/customers/contacts", "crm/locations", "jpm/jobs", "jpm/jobs/notes",
    "jpm/appointments", "dispatch/appointment-assignments", "salestech/estimates",
    "accounting/invoices", "accounting/payments",
)  # fmt: skip


def shift_of(database: Database, client: Client, redis: Redis | None, **said: str) -> Shift:
    outside = SimpleNamespace(
        db=database,
        st=client,
        tenant_id=client.tenant_id,
        redis=redis,
        now=lambda: datetime.now(UTC),
    )
    return Shift(cast("Deps", outside), load_settings(said), "test")


def runs_per_hour(tick: Tick, entity: Entity) -> float:
    """How often a tick asks for an entity in its busiest hour."""
    if not tick.wanted(entity):
        return 0.0
    if tick.seconds:
        return 60.0 * len(range(0, 60, tick.seconds))
    per_hour = float(len(parse_cron(tick.cron).get("minute", range(60))))
    seconds = 0.0 if tick.always else entity.every.total_seconds()
    return min(per_hour, 3600 / seconds) if seconds else per_hour


def requests_per_second(settings: Settings, cost: Counter[str]) -> float:
    """What the incremental ticks of these settings ask for on average, in the busiest hour."""
    ticks = [one for one in ticks_of(settings) if one.mode == "incremental"]
    runs = sum(runs_per_hour(tick, one) * cost[one.name] for tick in ticks for one in ENTITIES)
    return runs / 3600


async def test_every_schedule_stays_within_a_fifth_of_the_rate(engine: Engine, box: Server) -> None:
    """One real round of all entities, counted in the sandbox's journal, times the schedule."""
    await engine.run(ENTITIES, mode="full")
    cost: Counter[str] = Counter()
    for entity in ENTITIES:
        before = len(box.requests())
        assert (await engine.run([entity], mode="incremental")).exit_code == 0
        cost[entity.name] = len(box.requests()) - before

    standard = requests_per_second(load_settings({}), cost)
    hot = requests_per_second(load_settings({"SYNC_PROFILE": "hot"}), cost)

    assert min(cost.values()) >= 1
    assert 0.1 < standard < hot <= SHARE * LIMIT
    assert sum(cost.values()) <= 2 * len(ENTITIES)


async def test_workers_never_take_more_than_a_fifth_even_within_one_second(
    database: Database, client: Client, box: Server
) -> None:
    some = find(["reference"])
    shift = shift_of(database, client, None)

    async def some_of_them(mine: list[Entity]) -> None:
        for one in mine:
            await sync_entity({"shift": shift}, one.name, "incremental", "test")

    await asyncio.gather(*(some_of_them(some[at::AT_ONCE]) for at in range(AT_ONCE)))

    starts = sorted(one["at"] for one in box.requests("/tenant/"))
    busiest = max(sum(at <= one < at + 1 for one in starts) for at in starts)
    assert len(starts) > SHARE * LIMIT
    assert busiest <= SHARE * LIMIT
    assert await differences(database, box, some) == []


@pytest.mark.slow
async def test_a_change_of_a_hot_entity_arrives_within_a_minute(
    database: Database, client: Client, box: Server, redis: RedisServer
) -> None:
    """Measured with ticks every second; at the profile's default they come every 30 seconds."""
    await Engine(world_of(database, client)).run(HOT, mode="full")
    default = load_settings({"SYNC_PROFILE": "hot"}).sync_hot_seconds
    connection = Redis.from_url(redis.url)
    pace = {"SYNC_PROFILE": "hot", "SYNC_HOT_SECONDS": "1", "SYNC_INCREMENTAL_CRON": "0 0 1 1 *"}
    working = asyncio.create_task(supervise(shift_of(database, client, connection, **pace)))
    await asyncio.sleep(0.5)
    for table in CHANGED:
        rows = box.rows(*table.split("/", 1))
        box.mutate(table, change=[{"id": rows[len(rows) // 2]["id"]}])
    began = time.monotonic()

    async with asyncio.timeout(90):
        while await differences(database, box, HOT):  # noqa: ASYNC110 - the worker mends it
            await asyncio.sleep(0.1)
    took = time.monotonic() - began
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    await connection.aclose()

    assert {one.table.rpartition("_")[2] for one in HOT} >= {"customers", "jobs", "payments"}
    assert len(CHANGED) == len(HOT)
    assert default + took < 60
