"""Rows 23 and 27 of the fault matrix: processes that end at a moment chosen by a lock."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from sandbox.servicetitan import Server, running
from sql import Database
from sync.engine import Engine
from sync.entities import find
from tests.sync.conftest import world_of
from tests.sync.faults.books import check_not_ahead, check_sound, fetches, statuses
from tests.sync.faults.held import Moment, held, stopped
from tests.sync.program import environment, finish, start
from tools.servicetitan.client import Client

pytestmark = pytest.mark.slow

CUSTOMERS = find(["customers"])
SIZE, PAGES = 10, 4


@pytest.fixture
def box() -> Iterator[Server]:
    with running(customers=SIZE * PAGES, seed=3, export_page=SIZE) as server:
        yield server


async def stored(db: Database) -> int:
    (row,) = await db.raw("select count(*) as n from servicetitan.st_customers")
    return int(row["n"])


@pytest.mark.parametrize("moment", get_args(Moment))
async def test_row_23_kill_9_costs_one_page_at_most(
    fresh_database: str,
    database: Database,
    client: Client,
    box: Server,
    tmp_path: Path,
    moment: Moment,
) -> None:
    """Row 23: killed in mid-write, before COMMIT, and after COMMIT was sent but not answered.

    The successor begins while the server does not know yet that the killed one is gone.
    """
    env = environment(box, fresh_database, tmp_path)
    async with held(fresh_database, box, moment, page=3, size=SIZE):
        process = await start(env, "customers")
        await stopped(database)
        process.kill()
        _, said = await finish(process)
        left = await stored(database)
        engine = Engine(world_of(database, client))
        successor = asyncio.create_task(engine.run(CUSTOMERS, mode="incremental"))
        await asyncio.sleep(0.3)
        assert not successor.done()

    report = await successor

    assert (report.exit_code, left) == (0, 2 * SIZE)
    again = 0 if moment == "at commit" else 1
    assert fetches(box) == PAGES + again
    assert await statuses(database, "customers") == ["interrupted", "completed"]
    await check_sound(database, box, CUSTOMERS, said)


@pytest.mark.parametrize("moment", ["in the bulk write", "at commit"])
async def test_row_27_sigterm_during_a_page_ends_soon_at_the_last_commit(
    fresh_database: str,
    database: Database,
    client: Client,
    box: Server,
    tmp_path: Path,
    moment: Moment,
) -> None:
    """Row 27: even a statement that hangs in the server holds nobody up for ten seconds."""
    env = environment(box, fresh_database, tmp_path)
    async with held(fresh_database, box, moment, page=3, size=SIZE):
        process = await start(env, "customers")
        await stopped(database)
        process.terminate()
        async with asyncio.timeout(10):
            code, said = await finish(process)
        left = await stored(database)
        await check_not_ahead(database, box, CUSTOMERS)
        before = await statuses(database, "customers")

    report = await Engine(world_of(database, client)).run(CUSTOMERS, mode="incremental")

    assert (code, left, before) == (130, 2 * SIZE, ["interrupted"])
    assert report.exit_code == 0
    assert fetches(box) == PAGES + 1
    await check_sound(database, box, CUSTOMERS, said)
