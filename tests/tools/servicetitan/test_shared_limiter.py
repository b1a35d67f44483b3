import asyncio
import os
import secrets
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis.asyncio import Redis

from agent.embedded import local_servers
from tests.kit.redis_server import RedisServer
from tests.tools.servicetitan.conftest import most_within
from tools.errors import TooBusy
from tools.servicetitan.limiter import CALLS, Rule
from tools.servicetitan.shared_limiter import RedisLimiter


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    if url := os.environ.get("REDIS_URL"):
        yield url
        return
    with TemporaryDirectory(prefix="limits-") as folder:
        Path(folder).chmod(0o755)
        with local_servers(Path(folder), postgres=False) as servers:
            yield servers.redis_url


@pytest.fixture
def app_key() -> str:
    """A tenant of its own for each test: nothing that is in Redis already is touched."""
    return f"ak1.{secrets.token_hex(8)}"


@pytest.fixture
async def redis(redis_url: str) -> AsyncIterator[Redis]:
    client: Redis = Redis.from_url(redis_url)
    yield client
    await client.aclose()


Make = Callable[..., RedisLimiter]


@pytest.fixture
def limiter_on(app_key: str) -> Make:
    def make(redis: Redis, **rules: Rule) -> RedisLimiter:
        return RedisLimiter(redis, app_key=app_key, tenant_id=7, rules=rules)

    return make


async def test_a_pause_of_one_process_holds_the_others(redis: Redis, limiter_on: Make) -> None:
    rules = {CALLS: Rule(starts=60)}
    one, other = limiter_on(redis, **rules), limiter_on(redis, **rules)
    await one.pause(0.4)
    began = time.monotonic()

    async with other.slot(CALLS):
        waited = time.monotonic() - began

    assert waited > 0.35


async def test_a_long_pause_is_said_at_once(redis: Redis, limiter_on: Make) -> None:
    limiter = limiter_on(redis, calls=Rule(starts=60, longest=2.0))
    await limiter.pause(50.0)

    with pytest.raises(TooBusy, match=r"asked for a pause.* in (4\d|50) seconds"):
        async with limiter.slot(CALLS):
            pass


async def test_a_long_queue_is_refused_with_its_length(redis: Redis, limiter_on: Make) -> None:
    limiter = limiter_on(redis, calls=Rule(starts=2, per=0.5, longest=1.0))

    async def one() -> None:
        async with limiter.slot(CALLS):
            pass

    results = await asyncio.gather(*(one() for _ in range(20)), return_exceptions=True)

    refused = [result for result in results if result is not None]
    assert all(isinstance(result, TooBusy) for result in refused)
    assert 10 <= len(refused) < 18


async def test_each_report_has_its_own_minute(redis: Redis, limiter_on: Make) -> None:
    limiter = limiter_on(redis, report=Rule(starts=1, per=60.0, longest=5.0))
    for key in ("report:1/2", "report:1/3"):
        async with limiter.slot(key):
            pass

    with pytest.raises(TooBusy, match="once a minute"):
        async with limiter.slot("report:1/2"):
            pass


async def test_one_at_a_time_holds_across_processes(redis: Redis, limiter_on: Make) -> None:
    rule = Rule(starts=60, parallel=1)
    limiters = [limiter_on(redis, **{"telecom-v3": rule}) for _ in range(3)]
    inside = most = 0

    async def one(limiter: RedisLimiter) -> None:
        nonlocal inside, most
        async with limiter.slot("telecom-v3"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.02)
            inside -= 1

    await asyncio.gather(*(one(limiter) for limiter in limiters for _ in range(3)))

    assert most == 1


async def test_a_seat_is_free_again_after_a_failure(redis: Redis, limiter_on: Make) -> None:
    limiter = limiter_on(redis, **{"telecom-v3": Rule(starts=60, parallel=1, longest=1.0)})
    with pytest.raises(ValueError, match="inside"):
        async with limiter.slot("telecom-v3"):
            raise ValueError("inside")

    async with limiter.slot("telecom-v3"):
        pass


async def test_without_redis_this_process_keeps_the_limit_alone(
    caplog: pytest.LogCaptureFixture, limiter_on: Make
) -> None:
    nowhere: Redis = Redis(host="127.0.0.1", port=1)
    limiter = limiter_on(nowhere, calls=Rule(starts=3, per=0.2))
    starts: list[float] = []
    for _ in range(7):
        async with limiter.slot(CALLS):
            starts.append(time.monotonic())
    await nowhere.aclose()

    assert most_within(starts, 0.2) == 3
    assert len([one for one in caplog.messages if "by this process alone" in one]) == 1


@pytest.fixture
async def mortal(tmp_path: Path) -> AsyncIterator[tuple[RedisServer, Redis]]:
    """A Redis that the test may kill, and a client of it."""
    server = RedisServer(tmp_path)
    await server.start()
    client: Redis = Redis.from_url(server.url)
    yield server, client
    await client.aclose()
    server.kill()


async def test_what_started_before_redis_died_still_counts(
    mortal: tuple[RedisServer, Redis], limiter_on: Make
) -> None:
    server, client = mortal
    limiter = limiter_on(client, calls=Rule(starts=5, per=1.0))
    starts: list[float] = []
    for number in range(12):
        if number == 4:
            server.kill()
        async with limiter.slot(CALLS):
            starts.append(time.monotonic())

    assert len(starts) == 12
    assert most_within(starts, 1.0) == 5


async def test_one_at_a_time_holds_while_redis_dies(
    mortal: tuple[RedisServer, Redis], limiter_on: Make
) -> None:
    server, client = mortal
    limiter = limiter_on(client, **{"telecom-v3": Rule(starts=60, parallel=1)})
    order: list[str] = []

    async def second() -> None:
        async with limiter.slot("telecom-v3"):
            order.append("second in")

    async with limiter.slot("telecom-v3"):
        server.kill()
        waiting = asyncio.create_task(second())
        await asyncio.sleep(0.3)
        order.append("first out")
    await waiting

    assert order == ["first out", "second in"]


async def test_a_seat_is_left_though_redis_falls_silent(
    mortal: tuple[RedisServer, Redis], limiter_on: Make
) -> None:
    """It keeps the connection open and answers nothing any more."""
    server, client = mortal
    limiter = limiter_on(client, **{"telecom-v3": Rule(starts=60, parallel=1)})

    async with asyncio.timeout(60), limiter.slot("telecom-v3"):
        server.freeze()

    assert limiter._alone_until > 0


async def test_the_app_key_is_not_written_to_redis(
    redis: Redis, app_key: str, limiter_on: Make
) -> None:
    async with limiter_on(redis, calls=Rule(starts=60)).slot(CALLS):
        pass

    assert [key async for key in redis.scan_iter("{servicetitan:*:7}:calls:starts")]
    assert not [key async for key in redis.scan_iter(f"*{app_key}*")]
