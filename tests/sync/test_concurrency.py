"""The sync beside crashes and a PostgreSQL that goes away."""

from typing import Any

import asyncpg
import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine, Mode
from sync.entities import find
from sync.visit import World
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.faults.sound import SOME, check_midway, check_recovered
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation


async def cut(url: str, *first: str) -> None:
    """Run statements and end every other connection of the database, as a restart does."""
    connection = await asyncpg.connect(url)
    for statement in first:
        await connection.execute(statement)
    await connection.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
        " where datname = current_database() and pid <> pg_backend_pid()"
    )
    await connection.close()


async def test_connections_cut_in_mid_run_cost_nothing(
    database: Database, client: Client, box: Server, fresh_database: str
) -> None:
    world = world_of(database, client)
    cuts = 0

    async def cutting(operation: Operation, query: Query) -> bytes:
        nonlocal cuts
        body = await world.fetch(operation, query)
        cuts += 1
        if cuts % 3 == 0:
            await cut(fresh_database)
        return body

    engine = Engine(World(world.db, cutting, world.tenant, world.now))
    report = await engine.run(SOME, mode="full")

    assert cuts >= 3
    assert report.exit_code == 0
    await check_recovered(database, box)


FAILS_ONCE = """
create sequence public.tries;
create function public.fail_once() returns trigger language plpgsql as
  'begin if nextval(''public.tries'') = 1 then raise exception using errcode = ''40001''; end if;
   return new; end';
create trigger fail_once before update on servicetitan.sync_state
  for each row execute function public.fail_once();
"""


async def test_a_page_that_was_lost_is_not_taken_for_the_same_page_of_an_earlier_run(
    engine: Engine, database: Database, box: Server
) -> None:
    """A full run's first page may end at the very cursor that the last run left."""
    reasons = find(["call_reasons"])
    await engine.run(reasons, mode="full")
    await database.raw("update servicetitan.st_call_reasons set name = 'damaged', row_hash = null")
    async with database.transaction() as tx:
        await tx.connection.execute(FAILS_ONCE)

    report = await engine.run(reasons, mode="full")

    names = await database.raw("select distinct name from servicetitan.st_call_reasons")
    assert {"name": "damaged"} not in [dict(one) for one in names]
    assert report.total().updated == report.entities[0].fetched > 0
    await check_midway(database, box, report, entities=reasons)


@pytest.mark.parametrize("mode", ["full", "incremental", "verify"])
async def test_a_commit_whose_answer_was_lost_is_told_as_it_was(
    engine: Engine,
    database: Database,
    box: Server,
    monkeypatch: pytest.MonkeyPatch,
    mode: Mode,
) -> None:
    """Every page is tried again after it was committed: its counts are those of the first time."""

    async def answer_lost(work: Any, *_: Any) -> Any:
        await work()
        return await work()

    if mode == "verify":
        await engine.run(SOME, mode="full")
        await database.raw("update servicetitan.st_jobs set summary = 'x', row_hash = null")
    monkeypatch.setattr("sync.visit.steadily", answer_lost)

    first = await engine.run(SOME, mode=mode)
    again = await engine.run(SOME, mode=mode)

    assert first.total().written > 0
    await check_recovered(database, box, first, again)


async def test_a_read_only_database_is_waited_for(
    database: Database, client: Client, box: Server, fresh_database: str
) -> None:
    world = world_of(database, client)
    name = fresh_database.rpartition("/")[2]
    naps = 0

    async def patient(_: float) -> None:
        nonlocal naps
        naps += 1
        if naps == 2:
            again = f"alter database {name} reset default_transaction_read_only"
            await cut(fresh_database, "set default_transaction_read_only = off", again)

    async def switching(operation: Operation, query: Query) -> bytes:
        body = await world.fetch(operation, query)
        if naps == 0:
            await cut(
                fresh_database, f"alter database {name} set default_transaction_read_only = on"
            )
        return body

    engine = Engine(World(world.db, switching, world.tenant, world.now, patient))
    report = await engine.run(find(["customers"]), mode="full")

    assert naps >= 2
    assert report.exit_code == 0
    await check_recovered(database, box, entities=find(["customers"]))


@pytest.mark.parametrize("moment", ["before it is stored", "before it is asked for"])
async def test_a_crash_costs_one_page_at_most(
    database: Database, client: Client, box: Server, moment: str
) -> None:
    world = world_of(database, client)
    asked = 0

    async def dying(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        asked += 1
        if asked == 2 and moment == "before it is asked for":
            raise RuntimeError("the process is gone")
        body = await world.fetch(operation, query)
        if asked == 2:
            raise RuntimeError("the process is gone")
        return body

    customers = find(["customers"])
    await Engine(World(world.db, dying, world.tenant, world.now)).run(customers, mode="full")
    await Engine(world).run(customers, mode="incremental")

    pages = -(-len(box.rows("crm", "customers")) // 25)
    assert len(box.requests("/export/customers")) <= pages + 1
    await check_recovered(database, box, entities=customers)


async def test_a_database_that_stays_away_ends_each_table_in_a_sentence(
    database: Database, client: Client, monkeypatch: pytest.MonkeyPatch, fresh_database: str
) -> None:
    """It goes after the first phase has begun; the tables of the next never get a lease."""
    gone = await Database.connect(fresh_database, max_size=8)
    world = world_of(gone, client)

    async def impatient(work: Any, *_: Any) -> Any:
        return await work()

    async def closing(operation: Operation, query: Query) -> bytes:
        body = await world.fetch(operation, query)
        await gone.close()
        return body

    for module in ("sync.engine", "sync.visit"):
        monkeypatch.setattr(f"{module}.steadily", impatient)
    engine = Engine(World(gone, closing, world.tenant, world.now), side_by_side=1)

    report = await engine.run(find(["tag_types", "customers", "jobs"]), mode="full")

    assert {one.status for one in report.entities} == {"failed"}
    assert all("PostgreSQL" in (one.reason or "") for one in report.entities)
    assert await database.raw("select st_id from servicetitan.st_tag_types") == []
