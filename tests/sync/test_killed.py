"""kill -9 in the middle of a full sync loses nothing and doubles nothing."""

import asyncio
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.servicetitan import Server, running
from sql import Database
from tests.sync.oracle import differences
from tests.sync.program import environment, finish, start

pytestmark = pytest.mark.slow


@pytest.fixture
def slow_box() -> Iterator[Server]:
    """Small pages and slow answers: a full sync takes some seconds."""
    with running(customers=12, seed=5, export_page=10, latency=0.03) as server:
        yield server


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_killed_full_is_finished_by_an_incremental(
    slow_box: Server, fresh_database: str, database: Database, tmp_path: Path, seed: int
) -> None:
    moments = random.Random(seed)  # noqa: S311 - the same moments in every run
    env = environment(slow_box, fresh_database, tmp_path)
    process = await start(env, "full")
    await asked(slow_box, moments.randint(3, 60))
    process.kill()
    await finish(process)
    slow_box.box.settings.latency = 0.0

    code, said = await finish(await start(env, "incremental"))

    assert code == 0, said
    assert await differences(database, slow_box) == []
    await no_event_twice(database)
    statuses = await database.raw(
        "select status, count(*) as n from servicetitan.st_sync_log group by 1"
    )
    assert {one["status"] for one in statuses} == {"completed", "interrupted"}


async def test_sigterm_ends_soon_and_says_so(
    slow_box: Server, fresh_database: str, database: Database, tmp_path: Path
) -> None:
    env = environment(slow_box, fresh_database, tmp_path)
    process = await start(env, "full")
    await asked(slow_box, 20)
    process.terminate()
    async with asyncio.timeout(10):
        code, said = await finish(process)

    assert code == 130
    assert "next sync goes on from here" in said
    running_rows = await database.raw(
        "select * from servicetitan.st_sync_log where status = 'running'"
    )
    assert running_rows == []


async def asked(box: Server, requests: int) -> None:
    """Wait until the program has asked so often."""
    while len(box.requests()) < requests:  # noqa: ASYNC110 - another process counts
        await asyncio.sleep(0.005)


async def no_event_twice(db: Database) -> None:
    twice = await db.raw(
        "select entity, st_id from automation.events where kind = 'created'"
        " group by 1, 2 having count(*) > 1"
    )
    assert twice == []
