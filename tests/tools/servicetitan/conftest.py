"""A scripted ServiceTitan, a clock that only moves when somebody waits, and a client of both."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field

import pytest

from tests.tools.servicetitan.upstream import Upstream, serving
from tools.servicetitan.client import Client
from tools.servicetitan.limiter import CALLS
from tools.servicetitan.waits import Patience

SECRET = "cs1.very-secret"
APP_KEY = "ak1.also-secret"


@dataclass
class Time:
    """Seconds that pass by waiting only."""

    now: float = 1_790_000_000.0
    waits: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def most_within(starts: list[float], seconds: float) -> int:
    """The most of these moments in any stretch of so many seconds."""
    return max(sum(one <= other < one + seconds for other in starts) for one in starts)


@dataclass
class Turnstile:
    """A limiter that lets everybody through and remembers what it was told."""

    keys: list[str] = field(default_factory=list)
    pauses: list[tuple[float, str]] = field(default_factory=list)

    def slot(self, key: str) -> AbstractAsyncContextManager[None]:
        return self._slot(key)

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        self.pauses.append((seconds, key))

    @asynccontextmanager
    async def _slot(self, key: str) -> AsyncIterator[None]:
        self.keys.append(key)
        yield


@pytest.fixture
async def upstream() -> AsyncIterator[Upstream]:
    async with serving() as server:
        yield server


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def turnstile() -> Turnstile:
    return Turnstile()


@pytest.fixture
async def client(upstream: Upstream, time: Time, turnstile: Turnstile) -> AsyncIterator[Client]:
    async with Client(
        api_url=upstream.url,
        auth_url=upstream.url,
        client_id="cid.1",
        client_secret=SECRET,
        app_key=APP_KEY,
        tenant_id=77,
        limiter=turnstile,
        patience=Patience(jitter=lambda: 1.0),
        clock=time.clock,
        sleep=time.sleep,
    ) as made:
        yield made
