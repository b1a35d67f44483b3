"""Workers: they share what is queued, survive their servers, stop soon, and show they live."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from arq.connections import ArqRedis
from arq.constants import in_progress_key_prefix, job_key_prefix
from arq.worker import Worker
from redis.asyncio import Redis

from agent.settings import load_settings
from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.leases import Leases
from sync.queue import QUEUE, pack, unpack
from sync.schedule import Tick
from sync.worker import (
    Shift,
    ask,
    cron_of,
    end,
    main,
    supervise,
    sync_entity,
    ticks_of,
    worker_of,
)
from tests.kit.redis_server import RedisServer
from tests.sql.server import binaries, cluster
from tests.sync.conftest import world_of
from tests.sync.oracle import differences
from tests.sync.program import ROOT, environment
from tools.deps import Deps
from tools.servicetitan.client import Client

pytestmark = pytest.mark.slow

MIRROR = "test"
PLACE = f"{QUEUE}:{MIRROR}"
FEW = {"customers", "customer_contacts", "jobs", "invoices"}
WANTED = find(sorted(FEW))
TICK = Tick("test", "* * * * *", "incremental", lambda one: one.name in FEW, always=True)


@pytest.fixture
async def shift(database: Database, client: Client, redis: RedisServer) -> AsyncIterator[Shift]:
    connection = Redis.from_url(redis.url)
    outside = SimpleNamespace(
        db=database,
        st=client,
        tenant_id=client.tenant_id,
        redis=connection,
        now=lambda: datetime.now(UTC),
    )
    yield Shift(cast("Deps", outside), load_settings({}), MIRROR)
    await connection.aclose()


def context(shift: Shift, redis: RedisServer) -> dict[str, Any]:
    pool = ArqRedis.from_url(redis.url)
    pool.job_serializer, pool.job_deserializer = pack, unpack
    return {"shift": shift, "redis": pool, "job_id": f"tick-{datetime.now(UTC).timestamp()}"}


async def until(holds: Callable[[], bool], seconds: float = 90) -> None:
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - workers of another task count
            await asyncio.sleep(0.02)


async def test_two_workers_share_what_a_tick_asks_for(
    shift: Shift, redis: RedisServer, database: Database, box: Server
) -> None:
    inside = context(shift, redis)
    workers = [worker_of(shift, poll=0.05) for _ in range(2)]
    running = [asyncio.create_task(worker.async_run()) for worker in workers]

    asked = await ask(inside, TICK)
    await until(lambda: shift.jobs >= asked)

    assert asked == len(FEW)
    assert [worker.jobs_failed for worker in workers] == [0, 0]
    assert await differences(database, box, WANTED) == []
    logs = await database.raw("select entity_type, status from servicetitan.st_sync_log")
    assert {one["entity_type"] for one in logs} == FEW
    assert {one["status"] for one in logs} == {"completed"}
    for worker, task in zip(workers, running, strict=True):
        await end(worker, task)
    await inside["redis"].aclose()


async def test_work_goes_on_after_redis_was_killed(
    shift: Shift,
    redis: RedisServer,
    database: Database,
    box: Server,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[str] = []
    monkeypatch.setattr("sync.worker.log.warning", lambda _, **data: told.append(data["says"]))
    working = asyncio.create_task(supervise(shift))
    await asyncio.sleep(0.3)
    redis.kill()
    await asyncio.sleep(0.7)
    await redis.start()

    inside = context(shift, redis)
    asked = await ask(inside, TICK)
    await until(lambda: shift.jobs >= asked)

    assert any(str(redis.port) in one or "onnection" in one for one in told)
    assert await differences(database, box, WANTED) == []
    working.cancel()
    with suppress(asyncio.CancelledError):
        await working
    await inside["redis"].aclose()


async def test_what_killed_workers_left_in_the_queue_holds_nobody_up(
    shift: Shift, redis: RedisServer, database: Database, box: Server
) -> None:
    """Arq looks at the hundred oldest entries and passes over what it believes to be running."""
    inside = context(shift, redis)
    pool = inside["redis"]
    ago = (datetime.now(UTC).timestamp() - 20 * 60) * 1000
    for number in range(120):
        await pool.zadd(PLACE, {f"left:{number}": ago})
        await pool.psetex(f"{in_progress_key_prefix}left:{number}", 3_600_000, b"1")
    worker = worker_of(shift, poll=0.05)
    running = asyncio.create_task(worker.async_run())

    asked = await ask(inside, TICK)
    await until(lambda: shift.jobs >= asked)

    assert await differences(database, box, WANTED) == []
    await end(worker, running)
    await pool.aclose()


async def test_a_full_run_waits_for_an_incremental_one_of_the_same_minute(
    shift: Shift, database: Database, box: Server
) -> None:
    """Both crons name two o'clock; left out, the full run would be missing for a day."""
    async with Leases(database) as other:
        lease = await other.take("customers")
        assert lease is not None
        small = await sync_entity({"shift": shift}, "customers", "incremental", "test")
        full = asyncio.create_task(sync_entity({"shift": shift}, "customers", "full", "test"))
        await asyncio.sleep(0.5)
        waited = not full.done()
        await other.give_back(lease)
        said = await full

    assert "skipped" in small
    assert waited
    assert "customers: completed" in said
    assert await differences(database, box, find(["customers"])) == []


async def test_a_full_run_that_nobody_began_is_made_up_for_once(
    shift: Shift, redis: RedisServer, database: Database, client: Client
) -> None:
    """Redis or every worker may be away at the one minute of the day in which it is due."""
    shift.entities = find(["customers", "jobs"])
    await Engine(world_of(database, client)).run(shift.entities, mode="full")
    await database.raw("update servicetitan.st_sync_log set started_at = now() - interval '2 days'")
    await database.raw(
        "update servicetitan.sync_state set last_full_at = now() - interval '2 days'"
    )
    due = (datetime.now(UTC) - timedelta(hours=2)).astimezone(shift.settings.zone)
    shift.settings = load_settings({"SYNC_FULL_CRON": f"{due:%M %H} * * *"})
    [tick] = [one for one in ticks_of(shift.settings) if one.name == "incremental"]
    inside = context(shift, redis)
    worker = worker_of(shift, poll=0.05)
    running = asyncio.create_task(worker.async_run())

    first = await ask(inside, tick)
    await until(lambda: shift.jobs >= first)
    second = await ask({**inside, "job_id": "later"}, tick)

    assert (first, second) == (4, 2)
    fulls = await database.raw(
        "select entity_type, status from servicetitan.st_sync_log"
        " where sync_type = 'full' and started_at > now() - interval '1 hour' order by 1"
    )
    assert [tuple(row.values()) for row in fulls] == [
        ("customers", "completed"),
        ("jobs", "completed"),
    ]
    await end(worker, running)
    await inside["redis"].aclose()


@pytest.mark.parametrize("minutes", [12, 20])
async def test_full_runs_that_wait_long_for_a_worker_come_once(
    shift: Shift, redis: RedisServer, database: Database, minutes: int
) -> None:
    """Those of a large company take longer than the ten minutes an incremental run may wait."""
    shift.entities = find(["customers", "jobs"])
    long_ago = datetime.now(shift.settings.zone) - timedelta(minutes=minutes)
    shift.settings = load_settings({"SYNC_FULL_CRON": f"{long_ago:%M %H} * * *"})
    ticks = {one.name: one for one in ticks_of(shift.settings)}
    inside = context(shift, redis)
    pool = inside["redis"]
    await ask({**inside, "job_id": "before"}, ticks["incremental"])
    await ask(inside, ticks["full"])
    await age(pool, timedelta(minutes=minutes))

    await ask(inside, ticks["incremental"])
    worker = worker_of(shift, poll=0.05)
    running = asyncio.create_task(worker.async_run())
    await until(lambda: shift.jobs >= 4, seconds=30)

    fulls = await database.raw(
        "select entity_type, count(*) as n from servicetitan.st_sync_log"
        " where sync_type = 'full' and status = 'completed' group by 1 order by 1"
    )
    assert [tuple(row.values()) for row in fulls] == [("customers", 1), ("jobs", 1)]
    await end(worker, running)
    await pool.aclose()


async def test_changes_do_not_wait_behind_full_runs(shift: Shift, redis: RedisServer) -> None:
    """A large company's full runs wait for each other, for hours perhaps; changes come first."""
    shift.entities = find(["tag_types", "customers", "jobs"])
    ticks = {one.name: one for one in ticks_of(shift.settings)}
    inside = context(shift, redis)

    await ask(inside, ticks["full"])
    before = await inside["redis"].zrange(PLACE, 0, -1)
    await inside["redis"].psetex(f"{in_progress_key_prefix}{before[0].decode()}", 60_000, b"1")
    await ask({**inside, "job_id": "tick"}, ticks["incremental"])

    queue = await inside["redis"].zrange(PLACE, 0, -1)
    assert [one.decode().split(":")[0] for one in queue] == [
        "full",  # it is running
        *["tick"] * 3,
        *["full"] * 2,
    ]
    assert [one for one in queue if one in before] == before
    await inside["redis"].aclose()


async def test_mirrors_that_share_a_redis_take_no_work_from_each_other(
    shift: Shift, redis: RedisServer
) -> None:
    other = replace(shift, mirror="other")
    inside = [context(one, redis) for one in (shift, other)]

    asked = [await ask(one, TICK) for one in inside]

    queued = [await inside[0]["redis"].zrange(one.queue, 0, -1) for one in (shift, other)]
    assert asked == [len(one) for one in queued] == [len(FEW)] * 2
    assert not set(queued[0]) & set(queued[1])
    assert cron_of(TICK, shift.mirror).name != cron_of(TICK, other.mirror).name
    for one in inside:
        await one["redis"].aclose()


async def test_a_mirror_keeps_its_name(database: Database) -> None:
    first, second = [await database.value("mirror_key") for _ in range(2)]

    assert first == second
    assert len(first) == 36


async def age(pool: ArqRedis, by: timedelta) -> None:
    """Let everything in the queue be so much older."""
    milliseconds = int(by.total_seconds() * 1000)
    for entry, score in await pool.zrange(PLACE, 0, -1, withscores=True):
        key = f"{job_key_prefix}{entry.decode()}"
        await pool.zadd(PLACE, {entry: score - milliseconds})
        await pool.pexpire(key, max(await pool.pttl(key) - milliseconds, 0))


async def test_a_worker_process_beats_and_stops_within_ten_seconds(
    box: Server, fresh_database: str, database: Database, redis: RedisServer, tmp_path: Path
) -> None:
    env = environment(box, fresh_database, tmp_path) | {"REDIS_URL": redis.url}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sync.worker", "sync"), cwd=ROOT, env=env,
        stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip
    file = tmp_path / "worker-heartbeat"
    await until(file.exists)
    await asyncio.sleep(0.5)

    process.terminate()
    async with asyncio.timeout(10):
        _, said = await process.communicate()

    assert process.returncode == 0, said
    assert datetime.fromisoformat(file.read_text().strip()).tzinfo is not None
    (beat,) = await database.raw("select * from automation.worker_heartbeats")
    assert (beat["kind"], beat["pid"]) == ("sync", process.pid)
    assert beat["state"]["stopped"] is True


async def test_a_worker_that_starts_before_postgresql_waits_for_it(
    box: Server, redis: RedisServer, tmp_path: Path
) -> None:
    """As after a power cut: nobody is there to start it a second time."""
    with cluster(binaries()) as server:
        server.stop()
        env = environment(box, server.url, tmp_path) | {"REDIS_URL": redis.url}
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "sync.worker", "sync"), cwd=ROOT, env=env,
            stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        assert process.stderr is not None
        first = await process.stderr.readline()
        await asyncio.to_thread(server.start)
        said = await process.stderr.readuntil(b"worker.start")
        process.terminate()
        await process.wait()

    assert b"worker.waits" in first
    assert b"does not answer" in first
    assert b"Traceback" not in said
    assert process.returncode == 0


async def test_a_loop_that_misses_its_first_cancellation_is_stopped_all_the_same(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `asyncio.wait_for` of Python 3.11 does when its result comes in the same moment."""
    missed = 0
    busy = asyncio.Event()

    async def deaf(_: Worker) -> None:
        nonlocal missed
        busy.set()
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            missed += 1
            if missed > 1:
                raise

    monkeypatch.setattr(Worker, "_poll_iteration", deaf)
    monkeypatch.setattr("sync.worker.ASK_AGAIN", 0.8)  # arq polls again every half second
    working = asyncio.create_task(supervise(shift))
    await busy.wait()

    working.cancel()
    await asyncio.wait({working}, timeout=8)

    assert (working.cancelled(), missed) == (True, 2)


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (["workflows"], 2, "no workflows worker yet, so nothing was started"),
        (["monitor"], 2, "no monitor worker yet, so nothing was started"),
        (["snyc"], 2, "worker snyc: there is no such worker. Nothing was started."),
        (["sync", "customers"], 2, "worker sync customers: there is no such worker."),
        (["--help"], 0, "usage: perfect-catch worker sync"),
    ],
)
def test_a_worker_that_does_not_exist_says_so(
    words: list[str], code: int, told: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == code
    out, err = capfd.readouterr()
    assert out == ""
    assert told in err
    assert "usage: perfect-catch worker sync" in err


def test_what_goes_to_redis_is_no_pickle() -> None:
    packed = pack({"t": 1, "f": "sync_entity", "a": ["jobs", "full"], "k": {}, "et": 5})

    assert unpack(packed)["a"] == ["jobs", "full"]
    assert not packed.startswith(b"\x80\x04")


async def test_an_error_of_our_own_ends_the_worker(
    shift: Shift, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only a Redis that is away is waited for: faults that hide would go on for ever."""

    async def faulty(_: Worker) -> None:
        raise RuntimeError("dictionary changed size during iteration")

    monkeypatch.setattr(Worker, "_poll_iteration", faulty)

    with pytest.raises(RuntimeError, match="dictionary changed"):
        await asyncio.wait_for(supervise(shift), 30)
