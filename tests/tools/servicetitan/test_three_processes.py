"""The rate of three processes together, counted where it is given and where it arrives."""

import asyncio
import json
import math
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.request import urlopen

import pytest
from redis.asyncio import Redis

from tests.kit.program import ROOT, clean_environment
from tests.kit.redis_server import RedisServer
from tests.tools.servicetitan.conftest import most_within
from tools.servicetitan.limiter import CALLS, RULES

PROCESSES, EACH = 3, 45
ALL = PROCESSES * EACH
MOST = 60
"""Requests a second that ServiceTitan allows an app and tenant."""
ENVIRONMENT = 6
"""Lines by which the sandbox says where it is."""


@pytest.fixture
def company() -> Iterator[dict[str, str]]:
    """A sandbox of its own process, which lets everything through and notes when it came."""
    words = [sys.executable, "-m", "sandbox", "--customers", "20", "--rate", "0"]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=ROOT, text=True)
    assert process.stdout
    yield dict(process.stdout.readline().strip().split("=", 1) for _ in range(ENVIRONMENT))
    process.kill()
    process.communicate()


def arrived(company: dict[str, str], part: str) -> list[dict[str, Any]]:
    url = f"{company['SERVICE_TITAN_API_URL']}/_sandbox/requests?path={part}"
    with urlopen(url, timeout=60) as answer:  # noqa: S310 - the sandbox of this test
        return list(json.load(answer)["requests"])


@asynccontextmanager
async def asking(env: dict[str, str]) -> AsyncIterator[list[Process]]:
    """The processes, all ready to begin."""
    words = [sys.executable, "-m", "tests.tools.servicetitan.asking", str(EACH)]
    processes = [
        await asyncio.create_subprocess_exec(*words, cwd=ROOT, env=env, stdin=PIPE, stdout=PIPE)
        for _ in range(PROCESSES)
    ]
    try:
        for process in processes:
            assert process.stdout
            assert await process.stdout.readline() == b"ready\n"
        yield processes
    finally:
        for process in processes:
            if process.returncode is None:
                process.kill()
            await process.wait()


async def granted(redis: RedisServer, watching: asyncio.Event) -> list[float]:
    """Every start as Redis noted it, by its own clock: Redis itself keeps the last ones only.

    Up to a last command that says so: who leaves late starts twice, so nobody knows their number.
    """
    client: Redis = Redis.from_url(redis.url)
    starts: list[float] = []
    async with client.monitor() as monitor:
        watching.set()
        while (words := (await monitor.next_command())["command"].split())[0].upper() != "ECHO":
            if words[0].upper() == "RPUSH" and words[1].endswith(f":{CALLS}:starts"):
                starts.append(int(words[2]) / 1_000_000)
    await client.aclose()
    return starts


async def say_that_all_ended(redis: RedisServer) -> None:
    client: Redis = Redis.from_url(redis.url)
    await client.echo("ended")
    await client.aclose()


async def test_three_processes_never_ask_more_than_sixty_times_in_any_second(
    company: dict[str, str], redis: RedisServer
) -> None:
    """Starts are counted exactly; arrivals as exactly as a busy machine allows.

    By Redis's clock never more than sixty start in any second, and each request arrives after a
    start of its own: nothing is sent without a turn, and what leaves late takes another one. How
    late it arrives after it left is the machine's to say, so what may arrive in one second is what
    may start in a second and the greatest lateness: sixty again, as long as no request is later
    than the limiter's margin.
    """
    watching = asyncio.Event()
    async with asking(clean_environment(**company, REDIS_URL=redis.url)) as processes:
        noted = asyncio.create_task(granted(redis, watching))
        await watching.wait()
        await asyncio.gather(*(process.communicate(b"\n") for process in processes))
        await say_that_all_ended(redis)
        starts = sorted(await noted)
    came = arrived(company, "/customers")
    arrivals = sorted(one["at"] for one in came)

    assert most_within(starts, 1.0) <= MOST
    assert len(starts) >= len(arrivals) == ALL
    assert {one["status"] for one in came} == {200}
    assert len(arrived(company, "/connect/token")) == PROCESSES
    late = [arrival - start for start, arrival in zip(starts, arrivals, strict=False)]
    assert min(late) > 0
    windows = math.ceil((1.0 + max(late)) / RULES[CALLS].window)
    assert most_within(arrivals, 1.0) <= MOST * windows
