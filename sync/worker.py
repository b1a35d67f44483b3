"""`perfect-catch worker sync`: the crons of the settings, shared by any number of workers.

Redis holds only what is queued; cursors, leases and logs are PostgreSQL's. A job that is lost or
comes twice is harmless: the lease lets one writer in, and the cursor says where to go on.
"""

import asyncio
import signal
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import chain, repeat
from typing import Any, cast

import asyncpg
from arq import cron, func
from arq.connections import ArqRedis
from arq.constants import in_progress_key_prefix, job_key_prefix
from arq.cron import CronJob
from arq.worker import Function
from redis.exceptions import RedisError

from agent.log import get_log, setup_logging
from agent.settings import Settings, SettingsError, load_settings
from agent.wiring import open_deps
from sql import DatabaseUnavailable
from sql.mirror import retention
from sql.mirror.plans import learn
from sync.cli import FASTEST, MENDABLE, served, world_of
from sync.engine import Engine, Mode
from sync.entities import Entity
from sync.heartbeat import Heart
from sync.progress import line_of
from sync.queue import QUEUE, pack, queue_like, unpack
from sync.schedule import SLACK, Standing, Tick, due, last_time, parse_cron, ticks
from sync.slots import AT_ONCE, WHOLE, Slots
from sync.steadily import RETRIED
from sync.verify import noted
from sync.visit import World
from tools.deps import Deps
from tools.servicetitan.limiter import Limiter, LocalLimiter, Rule
from tools.servicetitan.shared_limiter import RedisLimiter

log = get_log(__name__)

KINDS = ("sync", "all")
NOT_BUILT = ("workflows", "monitor")
USAGE = """usage: perfect-catch worker sync    the scheduled syncs, shared by any number of workers
       perfect-catch worker all     everything that is scheduled: the syncs"""
JOB_SECONDS = 6 * 3600
"""Longest run of one entity: a first load of a large company. A lost job waits for nobody, since
every tick asks anew and the lease, not the queue, keeps two writers apart."""
TOO_LATE: dict[Mode, timedelta] = {
    "full": timedelta(hours=12),
    "incremental": timedelta(minutes=10),
    "verify": timedelta(minutes=10),
}
"""How long an entry may wait to be begun: an incremental run comes again by itself; a full one
comes once a day, and those of a large company wait for each other."""
LEFT_BEHIND = 15 * 60
"""Seconds until an entry leaves its place that nobody began in time or whose worker was killed:
arq believes that one to run for JOB_SECONDS, and behind a hundred of them it sees no other."""
PATIENCE: dict[Mode, float] = {"full": 600.0, "incremental": 0.0, "verify": 600.0}
"""Seconds for another worker's run of the same entity: a full one comes once a day and must not be
left out because an incremental one began in the same minute; that one comes again by itself."""
PACE = {"sync": Rule(starts=2, per=0.15, longest=JOB_SECONDS)}
"""Workers together start two calls in a quarter of a second (the limiter adds a tenth): eight a
second, and below a fifth of ServiceTitan's 60 in any one even when some arrive half a second late.
The rest is for people. A page has up to 5,000 records: a first load is no slower for it."""
BACK_OFF = (0.5, 1.0, 2.0, 5.0)
"""Seconds before the worker goes back to a server that is away; the last one repeats."""
ASK_AGAIN = 0.5
"""Seconds until arq's loop is told again to stop: redis-py waits for what it sends by wait_for,
which in Python 3.11 forgets a cancellation that comes together with the result."""
ENDING = 4.0
"""Seconds for the jobs' last words; with those below and the pool's own it is less than ten."""
LAST_BEAT = 1.5
"""Seconds for the worker's own."""
AWAY = (RedisError, OSError, *RETRIED)
HUNG_UP = "the handler is closed"
"""In uvloop's RuntimeError for a write to a connection that the other side has just closed."""
NOT_YET = (
    DatabaseUnavailable,
    asyncpg.OperatorInterventionError,
    asyncpg.PostgresConnectionError,
    asyncpg.TooManyConnectionsError,
)
"""What a PostgreSQL answers that is still to start: after a power cut a worker may be first."""


@dataclass
class Shift:
    """A running worker: what its jobs share, and what its heartbeat tells."""

    deps: Deps
    settings: Settings
    mirror: str
    """Its mirror's own name: workers of other companies may share the Redis, but not the work."""
    jobs: int = 0
    current: set[str] = field(default_factory=set)
    entities: Sequence[Entity] = field(init=False)
    pace: Limiter = field(init=False)

    def __post_init__(self) -> None:
        self.entities = served(self.settings)
        redis, tenant = self.deps.redis, self.deps.tenant_id
        self.pace = (
            LocalLimiter(PACE)
            if redis is None
            else RedisLimiter(redis, app_key="sync", tenant_id=tenant, rules=PACE)
        )

    @property
    def queue(self) -> str:
        return f"{QUEUE}:{self.mirror}"

    def world(self) -> World:
        """What the engine needs, at the workers' pace."""
        slower = self.deps.st.paced("sync", self.pace)
        return replace(
            world_of(self.deps), fetch=lambda one, query: slower.request_bytes(one, {}, query)
        )

    def told(self) -> dict[str, Any]:
        return {"jobs": self.jobs, "current": sorted(self.current)}


async def sync_entity(context: dict[str, Any], name: str, mode: Mode, trigger: str) -> str:
    """Bring one entity up to date; another worker's entity is left to it."""
    shift: Shift = context["shift"]
    wanted = [one for one in shift.entities if one.name == name]
    if not wanted:
        return f"{name}: left out by SYNC_EXCLUDE"
    shift.current.add(name)
    try:
        report = await Engine(shift.world()).run(
            wanted, mode=mode, trigger=trigger, wait=PATIENCE[mode]
        )
    finally:
        shift.current.discard(name)
        shift.jobs += 1
    [part] = report.entities
    await learn(shift.deps.db, part.table, part.stored.created)
    said = line_of(part)
    found = await noted(shift.deps.db, part) if mode == "full" else []
    log.info("sync.done", entity=name, mode=mode, said=said, found=len(found))
    return said


async def ask(context: dict[str, Any], tick: Tick) -> int:
    """Put what is due into the queue; whoever is free takes it."""
    shift: Shift = context["shift"]
    redis: ArqRedis = context["redis"]
    rows = await shift.deps.db.rows("sync_due", keys=[one.name for one in shift.entities])
    known = {row["key"]: Standing(row["as_of"], row["paused_at"]) for row in rows}
    now = rows[0]["now"] if rows else shift.deps.now()
    chosen = due(tick, known, now, shift.entities)
    if tick.mode == "full":
        await forget(shift)
    came = _came(shift, tick, now + SLACK) if tick.mode == "full" else None
    for entity in chosen:
        stamp = _stamp(tick, came) or context.get("job_id", "")
        await _put(shift, redis, entity.name, tick, stamp)
    made_up = await make_up(shift, redis, now) if tick.name == "incremental" else 0
    await tidy(redis, shift.queue)
    return len(chosen) + made_up


async def tidy(redis: ArqRedis, queue: str) -> None:
    """Take what is dead out of the queue; a full run that waits goes behind what came since."""
    dead = (time.time() - LEFT_BEHIND) * 1000
    for name, at in await redis.zrange(queue, 0, -1, withscores=True):
        entry = name.decode()
        if at > dead and not entry.startswith(WHOLE):
            continue
        begun = await redis.exists(f"{in_progress_key_prefix}{entry}")
        if not begun and await redis.exists(f"{job_key_prefix}{entry}"):
            await redis.zadd(queue, {entry: time.time() * 1000}, xx=True)
        elif at <= dead:
            await redis.zrem(queue, entry)


async def make_up(shift: Shift, redis: ArqRedis, now: datetime) -> int:
    """Ask for full runs that nobody began when they were due: Redis, say, was away just then."""
    asked = 0
    for tick in (one for one in ticks_of(shift.settings) if one.mode == "full"):
        came = _came(shift, tick, now)
        if came is None or now - came.astimezone(UTC) < timedelta(seconds=LEFT_BEHIND):
            continue  # or the queue may still hold it
        names = [one.name for one in shift.entities if tick.wanted(one)]
        rows = await shift.deps.db.rows("sync_missed", keys=names, due=came)
        for row in rows:
            await _put(shift, redis, row["key"], tick, _stamp(tick, came))
        asked += len(rows)
    return asked


def _came(shift: Shift, tick: Tick, now: datetime) -> datetime | None:
    """When this tick was due last."""
    return last_time(tick.cron, now.astimezone(shift.settings.zone))


def _stamp(tick: Tick, came: datetime | None) -> str:
    """What names a full run: asked for again while it waits, it is the same entry."""
    return f"{tick.name}:{came.timestamp():.0f}" if came else ""


async def _put(shift: Shift, redis: ArqRedis, name: str, tick: Tick, stamp: str) -> None:
    """Into the queue, unless it is there already."""
    await redis.enqueue_job(
        "sync_entity",
        name,
        tick.mode,
        f"cron {tick.name}",
        _job_id=f"{stamp}:{shift.mirror}:{name}",
        _queue_name=shift.queue,
        _expires=TOO_LATE[tick.mode],
    )


async def forget(shift: Shift) -> None:
    """Remove rows that automation.retention says are too old."""
    for one in await retention.forget(shift.deps.db):
        log.info("retention.removed", table=one.table, rows=one.rows)


class EveryHour(CronJob):
    """A line that names minutes alone: it comes in the hour too that autumn repeats."""

    def calculate_next(self, prev_run: datetime) -> None:
        """By a fixed offset: on the clock of the wall the next minute may lie an hour ahead."""
        super().calculate_next(prev_run.astimezone(timezone(prev_run.utcoffset() or timedelta())))


def cron_of(tick: Tick, mirror: str) -> CronJob:
    """A tick as arq runs it: once among all workers of a mirror, however many there are."""

    async def asked(context: dict[str, Any]) -> int:
        return await ask(context, tick)

    asked.__qualname__ = f"ask_{tick.name}"
    when: dict[str, Any] = parse_cron(tick.cron)
    if tick.seconds:
        when["second"] = set(range(0, 60, tick.seconds))
    job = cron(
        cast("Any", asked), name=f"tick:{tick.name}:{mirror}", unique=True, timeout=60, **when
    )
    return job if when.keys() - {"minute", "second"} else EveryHour(**vars(job))


def ticks_of(settings: Settings) -> list[Tick]:
    return ticks(
        settings.sync_incremental_cron,
        settings.sync_full_cron,
        settings.contacts_incremental_cron,
        settings.contacts_full_cron,
        settings.sync_hot_seconds if settings.sync_profile == "hot" else None,
    )


def worker_of(shift: Shift, *, poll: float = 0.5) -> Slots:
    """An arq worker over connections of its own."""
    redis = shift.deps.redis
    if redis is None:
        raise SettingsError(["A worker needs REDIS_URL."])
    job: Function = func(cast("Any", sync_entity), timeout=JOB_SECONDS, keep_result=0, max_tries=2)
    worker = Slots(
        functions=[job],
        cron_jobs=[cron_of(tick, shift.mirror) for tick in ticks_of(shift.settings)],
        queue_name=shift.queue,
        redis_pool=queue_like(redis),
        ctx={"shift": shift},
        handle_signals=False,
        max_jobs=AT_ONCE,
        poll_delay=poll,
        job_serializer=pack,
        job_deserializer=unpack,
        timezone=shift.settings.zone,  # type: ignore[arg-type] # a zone serves where arq names one
        log_results=False,
    )
    hot = {one.name for one in shift.entities if one.hot}
    worker.is_hot = hot.__contains__
    return worker


async def end(worker: Slots, working: asyncio.Task[None]) -> None:
    """Stop a worker within ENDING seconds, though PostgreSQL or Redis should say nothing more."""
    jobs = list(worker.tasks.values())
    with suppress(TimeoutError):
        async with asyncio.timeout(ENDING):
            await _end(worker, working)
    for job in jobs:
        job.cancel()  # one that waits for its last word in the log goes without it


async def _end(worker: Slots, working: asyncio.Task[None]) -> None:
    """Stop a worker's jobs, each of which says so in its log row, and close its connections."""
    while not working.done():
        working.cancel()
        await asyncio.wait({working}, timeout=ASK_AGAIN)
    for job in worker.tasks.values():
        job.cancel()
    await asyncio.gather(*worker.tasks.values(), return_exceptions=True)
    with suppress(*AWAY, RuntimeError):
        await worker.pool.delete(worker.health_check_key)
    with suppress(*AWAY, RuntimeError):
        await worker.pool.aclose(close_connection_pool=True)


async def supervise(shift: Shift) -> None:
    """Work for ever: a Redis that goes away ends arq's loop, so the loop is begun again."""
    failures = 0
    while True:
        worker = worker_of(shift)
        working = asyncio.create_task(worker.async_run())
        try:
            await asyncio.wait({working})
            await working
        except (*AWAY, RuntimeError) as gone:
            if isinstance(gone, RuntimeError) and HUNG_UP not in str(gone):
                raise
            log.warning("worker.away", why=type(gone).__name__, says=str(gone), failures=failures)
        finally:
            await asyncio.shield(end(worker, working))
        await asyncio.sleep(BACK_OFF[min(failures, len(BACK_OFF) - 1)])
        failures += 1


async def _opened(stack: AsyncExitStack, settings: Settings) -> Deps:
    """Open what a worker needs, however long PostgreSQL takes to come up."""
    for pause in chain(BACK_OFF, repeat(BACK_OFF[-1])):
        try:
            return await stack.enter_async_context(open_deps(settings))
        except NOT_YET as away:
            log.warning("worker.waits", why=str(away))
        await asyncio.sleep(pause)
    raise AssertionError("unreachable")


async def work(settings: Settings, kind: str) -> int:
    """Run a worker until it is told to stop; pages in hand are given up, their cursors stay."""
    task = asyncio.current_task()
    if task is not None:
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with AsyncExitStack() as stack:
        deps = await _opened(stack, settings)
        shift = Shift(deps, settings, await deps.db.value("mirror_key"))
        heart = Heart(deps.db, settings.heartbeat_file, kind, deps.now, shift.told)
        beating = asyncio.create_task(heart.run())
        log.info("worker.start", kind=kind, worker=heart.worker)
        try:
            await supervise(shift)
        except asyncio.CancelledError:
            log.info("worker.stop", kind=kind)
        finally:
            beating.cancel()
            with suppress(TimeoutError):
                async with asyncio.timeout(LAST_BEAT):
                    await asyncio.shield(heart.end())
    return 0


def _refused(words: Sequence[str]) -> str:
    if words[0] in NOT_BUILT:
        return f"There is no {words[0]} worker yet, so nothing was started and nothing runs."
    return f"worker {' '.join(words)}: there is no such worker. Nothing was started."


def main(argv: Sequence[str] | None = None) -> int:
    """`python -m sync.worker sync|all`; ends with 0 when told to stop."""
    words = list(sys.argv[1:] if argv is None else argv) or ["sync"]
    if words[0] in {"-h", "--help", "help"}:
        sys.stderr.write(f"{USAGE}\n")
        return 0
    if len(words) > 1 or words[0] not in KINDS:
        sys.stderr.write(f"{_refused(words)}\n{USAGE}\n")
        return 2
    try:
        settings = load_settings()
        setup_logging(settings.log_level, settings.log_format)
        with asyncio.Runner(loop_factory=FASTEST) as runner:
            return runner.run(work(settings, words[0]))
    except SettingsError as problem:
        sys.stderr.write(f"{problem}\n")
        return 2
    except MENDABLE as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    except (KeyboardInterrupt, asyncio.CancelledError):
        return 0


if __name__ == "__main__":
    sys.exit(main())
