"""The sync against the sandbox: first load, nothing changed, 1 % changed, beside a raw COPY.

`./dev bench sync [CUSTOMERS …]` (default 50000). PostgreSQL is the embedded one unless
DATABASE_URL names another; the sandbox runs as a process of its own on the same cores. A target is
a rate of the machine it was set on: plain work (`bench.kit.yardstick`), done before and after, says
what that is here.
"""

import itertools
import os
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import msgspec
import uvloop

from bench.kit import yardstick
from sql import Database
from sql.migrate import migrate
from sql.mirror import store
from sync.engine import Engine
from sync.entities import find
from sync.entity import Entity
from sync.pages import split
from sync.report import RunReport
from sync.visit import World
from sync.walks import TokenWalk
from tools.servicetitan.client import Client

NAMES = ("customers", "jobs")
TARGET_FIRST, TARGET_AGAIN, TARGET_ALONE = 18_000, 50_000, 150_000
TARGET_MB = 150


@dataclass
class Line:
    """One measured stretch."""

    what: str
    records: int
    seconds: float
    cpu: float
    rewritten: int | None = None

    @property
    def rate(self) -> float:
        return self.records / self.seconds

    def __str__(self) -> str:
        per = self.cpu / self.records * 1e6
        rows = "" if self.rewritten is None else f"{self.rewritten:,}"
        return f"{self.what:<44}{self.records:>10,}{self.rate:>12,.0f}{per:>14.1f}{rows:>11}"


@contextmanager
def sandbox(customers: int) -> Iterator[dict[str, str]]:
    """A sandbox process with these feeds encoded, and the variables that point at it."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready"
        process = subprocess.Popen(
            [sys.executable, "-m", "sandbox", "--customers", str(customers), "--rate", "0",
             "--warm", "crm/customers,jpm/jobs", "--ready-file", str(ready), "--exit-with-parent"],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            while not ready.exists():
                if process.poll() is not None:
                    raise SystemExit("the sandbox did not start")
                time.sleep(0.1)
            yield dict(line.split("=", 1) for line in ready.read_text().splitlines())
        finally:
            process.terminate()
            process.wait()


@contextmanager
def server() -> Iterator[str]:
    """The database server to use."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        process = subprocess.Popen(
            [sys.executable, "-m", "agent.embedded", "--state", folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            lines = itertools.takewhile(bool, iter(process.stdout.readline, ""))  # type: ignore[union-attr]
            yield next(x.strip().partition("=")[2] for x in lines if x.startswith("DATABASE_URL"))
        finally:
            process.communicate()


@asynccontextmanager
async def scratch(url: str) -> AsyncIterator[Database]:
    """A migrated database of this run, gone afterwards."""
    admin = await asyncpg.connect(url)
    name = f"bench_{os.getpid()}"
    await admin.execute(f"create database {name}")
    target = f"{url.rpartition('/')[0]}/{name}"
    try:
        await migrate(target)
        db = await Database.connect(target, max_size=8)
        yield db
        await db.close()
    finally:
        await admin.execute(f"drop database {name} with (force)")
        await admin.close()


def client_of(env: dict[str, str]) -> Client:
    return Client(
        api_url=env["SERVICE_TITAN_API_URL"],
        auth_url=env["SERVICE_TITAN_AUTH_URL"],
        client_id=env["SERVICE_TITAN_CLIENT_ID"],
        client_secret=env["SERVICE_TITAN_CLIENT_SECRET"],
        app_key=env["SERVICE_TITAN_APP_KEY"],
        tenant_id=int(env["SERVICE_TITAN_TENANT_ID"]),
        limiter=NoLimit(),
    )


class NoLimit:
    """The limiter of a machine that asks itself."""

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:  # noqa: ARG002 - the port's name
        yield

    async def pause(self, seconds: float, key: str = "") -> None:
        """Nobody pauses us."""


async def pages_of(world: World, entity: Entity) -> list[list[msgspec.Raw]]:
    """Every page of a feed, kept in memory."""
    walk, pages = TokenWalk(), []
    while not walk.done:
        page = split(await world.fetch(entity.operation, walk.query()))
        walk.take(page)
        pages.append(list(page.items))
    return pages


async def next_transaction(db: Database) -> int:
    """The id of a transaction begun now; rows written later carry this or a greater one."""
    (row,) = await db.raw("select pg_current_xact_id()::text::bigint as id")
    return int(row["id"])


async def written_since(db: Database, entities: Sequence[Entity], transaction: int) -> int:
    """Rows whose version is of this transaction or a later one; a scratch server never wraps."""
    total = 0
    for entity in entities:
        (row,) = await db.raw(
            f"select count(*) as n from {entity.table} where xmin::text::bigint >= $1",  # noqa: S608
            transaction,
        )
        total += int(row["n"])
    return total


async def measured(what: str, db: Database, world: World, mode: str) -> Line:
    entities = find(NAMES)
    transaction = await next_transaction(db)
    started, cpu = time.perf_counter(), time.process_time()
    report: RunReport = await Engine(world).run(
        entities, mode="full" if mode == "full" else "incremental"
    )
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    if report.exit_code:
        raise SystemExit(f"{what}: {report}")
    fetched = sum(one.fetched for one in report.entities)
    return Line(what, fetched, seconds, used, await written_since(db, entities, transaction))


async def copied(db: Database, pages: list[list[msgspec.Raw]]) -> Line:
    """The same bytes by COPY into one jsonb column with a key: the server's own limit."""
    await db.raw("create table public.bench_copy (st_id bigint primary key, d jsonb)")
    head = msgspec.json.Decoder(dict[str, object]).decode
    rows = [[(head(raw)["id"], bytes(raw)) for raw in page] for page in pages]
    started, cpu = time.perf_counter(), time.process_time()
    for page in rows:
        await db.copy("public.bench_copy", ["st_id", "d"], page)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    return Line("raw COPY of customers, one jsonb column", sum(map(len, rows)), seconds, used)


async def alone(db: Database, entity: Entity, pages: list[list[msgspec.Raw]]) -> Line:
    """The engine without HTTP: unchanged page bytes from memory, each page in its transaction."""
    started, cpu = time.perf_counter(), time.process_time()
    for page in pages:
        await store(db, entity.table, page, source="export", known_fields=entity.known_fields)
    seconds, used = time.perf_counter() - started, time.process_time() - cpu
    return Line("customers again, from memory", sum(map(len, pages)), seconds, used, 0)


def change(env: dict[str, str], ids: Sequence[int]) -> None:
    """Give every hundredth customer another name."""
    body = {"table": "crm/customers", "change": [{"id": one, "name": f"N {one}"} for one in ids]}
    urllib.request.urlopen(  # noqa: S310 - the sandbox on this machine
        urllib.request.Request(  # noqa: S310 - the same
            env["SERVICE_TITAN_API_URL"] + "/_sandbox/mutate", msgspec.json.encode(body)
        )
    ).close()


async def bench(customers: int, url: str) -> bool:
    """Measure and print; whether every target was met, as far as this machine goes."""
    with sandbox(customers) as env:
        async with scratch(url) as db, client_of(env) as client:
            world = World(
                db=db,
                fetch=lambda operation, query: client.request_bytes(operation, {}, query),
                tenant=client.tenant_id,
                now=lambda: datetime.now(UTC),
            )
            print(f"\n{customers:,} customers and their jobs")
            print(
                f"{'':<44}{'records':>10}{'records/s':>12}{'our CPU µs/rec':>15}{'rewritten':>10}"
            )
            speed = [await yardstick.inserting(url)]
            first = await measured("first load over HTTP", db, world, "full")
            print(first)
            speed.append(await yardstick.inserting(url))
            again = await measured("the same again over HTTP", db, world, "full")
            print(again)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            (entity,) = find(["customers"])
            ids = [
                row["st_id"] for row in await db.raw("select st_id from servicetitan.st_customers")
            ]
            change(env, ids[::100])
            print(await measured("1 % of customers changed, over HTTP", db, world, "full"))
            pages = await pages_of(world, entity)
            memory = await alone(db, entity, pages)
            print(memory)
            limit = await copied(db, pages)
            print(limit)
            print(
                f"raw COPY is {limit.rate / first.rate:.1f} times as fast as the first load; "
                f"peak RSS {peak:.0f} MB (target {TARGET_MB})"
            )
    here = min(sum(speed) / len(speed), 1.0)
    print(f"this machine does {here:.2f} of the plain work of the one the targets were set on")
    targets = ((first, TARGET_FIRST), (again, TARGET_AGAIN), (memory, TARGET_ALONE))
    met = [_met(line, target, here) for line, target in targets]
    return all(met) and not again.rewritten and peak <= TARGET_MB


def _met(line: Line, target: int, here: float) -> bool:
    """Whether a rate reaches its target, or on a slower machine the same part of it."""
    print(f"{line.what}: {line.rate:,.0f} records/s, target {target:,}, here {target * here:,.0f}")
    return line.rate >= target * here


def main() -> int:
    sizes = [int(word) for word in sys.argv[1:]] or [50_000]
    with server() as url:
        met = [uvloop.run(bench(customers, url)) for customers in sizes]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
