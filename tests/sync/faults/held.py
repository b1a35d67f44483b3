"""Moments inside a page at which a test can stop the program: triggers that wait for a lock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Literal

import asyncpg

from sandbox.servicetitan import Server
from sql import Database

Moment = Literal["in the bulk write", "before commit", "at commit"]

HOLD = """
create function public.hold() returns trigger language plpgsql as
  'begin perform pg_advisory_xact_lock(4711); return new; end';
"""
TRIGGERS: dict[Moment, str] = {
    "in the bulk write": "create trigger hold before insert on servicetitan.st_customers"
    " for each row when (new.st_id = {record}) execute function public.hold()",
    "before commit": "create trigger hold after update on servicetitan.st_sync_log"
    " for each row when (new.records_fetched = {fetched}) execute function public.hold()",
    # A deferred check runs inside COMMIT, which the program has sent and waits for.
    "at commit": "create constraint trigger hold after update on servicetitan.st_sync_log"
    " deferrable initially deferred"
    " for each row when (new.records_fetched = {fetched}) execute function public.hold()",
}


@asynccontextmanager
async def held(url: str, box: Server, moment: Moment, page: int, size: int) -> AsyncIterator[None]:
    """For the length of the block, whoever stores this page of customers stops at the moment."""
    rows = sorted(box.rows("crm", "customers"), key=lambda row: (row["modifiedOn"], row["id"]))
    ids = sorted(row["id"] for row in rows[(page - 1) * size : page * size])
    connection: asyncpg.Connection[Any] = await asyncpg.connect(url)
    try:
        trigger = TRIGGERS[moment].format(record=ids[size // 2], fetched=page * size)
        await connection.execute(HOLD + trigger)
        await connection.execute("select pg_advisory_lock(4711)")
        yield
    finally:
        await connection.close()


async def stopped(db: Database) -> None:
    """Until the program waits there."""
    async with asyncio.timeout(90):
        while not await db.raw(  # noqa: ASYNC110 - another process gets there
            "select 1 from pg_locks l join pg_stat_activity a using (pid)"
            " where l.locktype = 'advisory' and l.objid = 4711 and not l.granted"
            " and a.datname = current_database()"
        ):
            await asyncio.sleep(0.01)
