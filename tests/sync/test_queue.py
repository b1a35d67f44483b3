"""The queue's connection: what stops in the middle of a command leaves nothing open."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

import pytest
from redis.asyncio import Redis

from sync.queue import Queue, queue_like
from tests.kit.redis_server import RedisServer


@pytest.fixture
async def queue(redis: RedisServer) -> AsyncIterator[Queue]:
    like = Redis.from_url(redis.url)
    made = queue_like(like)
    yield made
    await made.aclose(close_connection_pool=True)
    await like.aclose()


@pytest.fixture
async def heard() -> AsyncIterator[list[dict[str, Any]]]:
    """What the event loop complains about."""
    complaints: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: complaints.append(context))
    yield complaints
    loop.set_exception_handler(None)


async def look(queue: Queue, watching: asyncio.Event, seen: asyncio.Event) -> None:
    """Look at an entry and leave it, as arq does with one that runs elsewhere."""
    async with queue.pipeline(transaction=True) as pipe:
        await pipe.watch("arq:in-progress:one")
        watching.set()
        await seen.wait()


async def test_a_worker_that_stops_while_it_looks_leaves_no_connection_open(
    queue: Queue, redis: RedisServer, heard: list[dict[str, Any]]
) -> None:
    other = Redis.from_url(redis.url)
    watching, seen = asyncio.Event(), asyncio.Event()
    looking = asyncio.create_task(look(queue, watching, seen))
    await watching.wait()
    await other.client_pause(3_000)  # the answer to UNWATCH does not come
    seen.set()
    await asyncio.sleep(0.05)

    looking.cancel()
    with suppress(asyncio.CancelledError):
        await looking
    gc.collect()
    await other.client_unpause()

    assert looking.cancelled()
    assert heard == []
    assert await queue.ping()
    await other.aclose()
