"""Rows 1 and 2 of the fault matrix: a throttle holds all workers, an outage opens the circuit."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from redis.asyncio import Redis

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import client_of
from tests.kit.redis_server import RedisServer
from tests.sync.conftest import world_of
from tests.sync.faults.sound import FEED, SOME, check_midway, check_recovered, part
from tools.servicetitan.breaker import FAILURES, Probing, Resting
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.operation import Operation
from tools.servicetitan.shared_limiter import RedisLimiter
from tools.servicetitan.waits import Patience

ON_ITS_WAY = 0.3
"""Seconds in which calls that had started before a 429 was read may still arrive."""


@pytest.mark.parametrize("style", ["seconds", "date"])
async def test_row_1_one_429_holds_the_workers_of_every_process(
    database: Database, box: Server, redis: RedisServer, style: str
) -> None:
    """Two clients, as of two processes, know of each other by one Redis only."""
    box.box.settings.latency, box.box.settings.export_page = 0.1, 5  # both are busy all the while
    box.set_faults({"match": "/export/", "nth": 4, "fault": "429", "retry_after": 2,
                    "style": style})  # fmt: skip
    halves = (find(["customers"]), find(["jobs"]))
    async with asyncio.TaskGroup() as group:
        for half in halves:
            group.create_task(worker(database, box, redis.url, half))

    asked = [one for one in box.requests("/tenant/") if one["status"] is not None]
    (told,) = [one["at"] for one in asked if one["status"] == 429]
    stated = 2.0 if style == "seconds" else 1.0  # a date has no fraction of a second
    early = [one for one in asked if told + ON_ITS_WAY < one["at"] < told + stated - 0.05]
    late = {one["path"] for one in asked if one["at"] >= told + stated - 0.05}
    assert early == []
    assert len(late) > 1
    box.box.settings.latency, box.box.settings.export_page = 0.0, 50
    await check_recovered(database, box, entities=[*halves[0], *halves[1]])


async def worker(database: Database, box: Server, url: str, entities: Any) -> None:
    redis: Redis = Redis.from_url(url)
    limiter = RedisLimiter(redis, app_key="ak1.one", tenant_id=box.tenant)
    async with client_of(box, limiter=limiter, sleep=asyncio.sleep) as client:
        report = await Engine(world_of(database, client)).run(entities, mode="full")
    await redis.aclose()
    assert report.exit_code == 0


@dataclass
class Time:
    """Seconds that pass when the test says so; waits are noted, not waited for."""

    now: float = 1_790_000_000.0
    waits: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def patient(box: Server, time: Time) -> AsyncIterator[Client]:
    async with client_of(box, clock=time.clock, sleep=time.sleep) as client:
        yield client


async def test_row_2_an_outage_opens_the_circuit_and_one_probe_closes_it(
    database: Database, box: Server, time: Time, patient: Client
) -> None:
    engine = Engine(world_of(database, patient))
    box.set_faults({"match": "/tenant/", "from": 3, "fault": "500"})
    report = await engine.run(SOME, mode="full")
    down = len(box.requests("/tenant/"))
    with pytest.raises(Resting, match="no call is sent before") as said:
        await Customers(patient).list_customers()
    still = len(box.requests("/tenant/"))

    time.now = patient.breaker.until
    first = await asyncio.gather(
        *(Customers(patient).list_customers() for _ in range(4)), return_exceptions=True
    )
    probed = len(box.requests("/tenant/")) - still
    await check_midway(database, box, report)
    time.now = patient.breaker.until
    again = await engine.run(SOME, mode="incremental")

    assert {part(report, name).ended_well for name in ("customers", "jobs")} == {False}
    assert "no call is sent before" in str(part(report, "jobs").reason)
    assert down == still <= 2 + FAILURES + len(SOME)  # what was on its way, came to its end
    assert probed == 1
    assert all(isinstance(one, Resting) for one in [said.value, *first])
    assert patient.breaker.state == "closed"
    await check_recovered(database, box, report, again)


async def test_row_2_the_run_after_an_outage_waits_for_the_probe_and_gives_nothing_up(
    database: Database, box: Server, time: Time, patient: Client
) -> None:
    await Customers(patient).list_customers()
    rest_is_over(patient, time)
    box.box.settings.latency = 2.0
    before = len(box.requests("/tenant/"))

    running = asyncio.create_task(Engine(world_of(database, patient)).run(SOME, mode="full"))
    while len(box.requests("/tenant/")) == before:  # noqa: ASYNC110 - the probe is on its way
        await asyncio.sleep(0.01)
    with pytest.raises(Probing, match="Try again in a few seconds"):
        await Customers(patient).list_customers()  # whoever looks at a screen does not wait
    probes = len(box.requests("/tenant/")) - before
    box.box.settings.latency = 0.0  # the probe has begun and takes its time all the same
    report = await running

    assert probes == 1
    assert [one.status for one in report.entities] == ["completed"] * len(SOME)
    await check_recovered(database, box, report)


async def test_row_2_a_probe_that_fails_ends_the_visits_that_waited_for_it(
    database: Database, box: Server, time: Time, patient: Client
) -> None:
    await Customers(patient).list_customers()
    rest_is_over(patient, time)
    box.box.settings.latency = 0.3
    box.set_faults({"match": "/tenant/", "fault": "503html"})
    before = len(box.requests("/tenant/"))

    report = await Engine(world_of(database, patient)).run(SOME, mode="full")

    assert len(box.requests("/tenant/")) == before + 1
    assert {one.status for one in report.entities} == {"failed"}
    assert all("no call is sent before" in str(one.reason) for one in report.entities)


async def test_row_2_a_visit_waits_for_a_slow_probe_only_so_long(
    database: Database,
    box: Server,
    time: Time,
    patient: Client,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    await Customers(patient).list_customers()
    rest_is_over(patient, time)
    box.set_faults({"match": "/tenant/", "nth": 1, "fault": "slow", "seconds": 1.5})
    monkeypatch.setattr("sync.visit.PROBED", 0.3)

    report = await Engine(world_of(database, patient)).run(find(["customers", "jobs"]), mode="full")

    assert sorted(one.status for one in report.entities) == ["completed", "failed"]
    (reason,) = [one.reason for one in report.entities if one.reason]
    assert "one call is finding out whether it answers again. Try again" in reason


def rest_is_over(client: Client, time: Time) -> None:
    """The circuit has been open and lets the next call through as its probe."""
    client.breaker.failures, client.breaker.opened = FAILURES, 1
    client.breaker.until = time.now


async def test_row_2_a_page_is_not_asked_for_again_while_the_circuit_rests(
    database: Database, box: Server, time: Time, patient: Client
) -> None:
    await Customers(patient).list_customers()
    patient.breaker.failures, patient.breaker.opened = FAILURES, 1
    patient.breaker.until = time.now + 20
    world = world_of(database, patient)
    asked = 0

    async def counted(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        return await world.fetch(operation, query)

    engine = Engine(World(database, counted, world.tenant, world.now, time.sleep))
    report = await engine.run(find(["customers"]), mode="incremental")

    assert (asked, time.waits) == (1, [])
    assert len(box.requests("/tenant/")) == 1  # the one before the rest
    assert part(report).status == "failed"
    logged = await database.raw("select status, error_message from servicetitan.st_sync_log")
    assert [row["status"] for row in logged] == ["failed"]
    assert "no call is sent before" in logged[0]["error_message"]


async def test_row_2_the_waits_between_attempts_are_jittered_and_few(
    database: Database, box: Server, time: Time, patient: Client
) -> None:
    box.set_faults({"match": FEED, "fault": "500"})

    report = await Engine(world_of(database, patient)).run(SOME, mode="full")

    step = Patience().first
    assert part(report).status == "failed"
    assert len(time.waits) == 6  # two before each of three rounds gives up
    assert all(step / 2 <= wait <= 2 * step for wait in time.waits)
    assert len(set(time.waits)) == 6
    assert patient.breaker.state == "closed"  # one feed that fails is no outage
    box.set_faults()
    again = await Engine(world_of(database, patient)).run(SOME, mode="incremental")
    await check_recovered(database, box, report, again)
