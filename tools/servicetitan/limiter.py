"""Keep within ServiceTitan's rate limits: who may start a call now, and who waits how long."""

import asyncio
import math
import time
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from tools.errors import TooBusy
from tools.wording import counted

CALLS = "calls"
"""The key of every call; `report:…` and `telecom-v3` come on top of it."""


MARGIN = 0.1
"""Seconds added to a window: two starts a second apart here may arrive closer there."""
UNEVEN = 0.25
"""The same where the count of a second decides: the first calls of a process arrive a fifth of a
second after their start, since its connections are made meanwhile, the others in hundredths."""


@dataclass(frozen=True)
class Rule:
    """At most `starts` calls start within any `per` seconds, at most `parallel` run at once."""

    starts: int
    per: float = 1.0
    parallel: int | None = None
    longest: float = 30.0
    margin: float = MARGIN

    @property
    def window(self) -> float:
        return self.per + self.margin


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        CALLS: Rule(starts=60, margin=UNEVEN),
        "report": Rule(starts=1, per=60.0, longest=15.0),
        "telecom-v3": Rule(starts=60, parallel=1),
    }
)
"""60 per second is the portal's; one run of a report per minute the most cautious of three.

Who comes too early for a report is told when to come again: clients give up on a silent minute.
"""


class Limiter(Protocol):
    """Lets calls start in their turn."""

    def slot(self, key: str) -> AbstractAsyncContextManager[None]:
        """Wait for a turn under this key and hold it for the length of the block."""
        ...

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        """Let nobody start under this key for so long: ServiceTitan said so."""
        ...


def rule_of(key: str, rules: Mapping[str, Rule]) -> Rule:
    return rules[key.partition(":")[0]]


def too_busy(key: str, wait: float, rule: Rule, queued: float = 0.0) -> TooBusy:
    """That one would wait too long; beyond a window only a pause makes the next turn late."""
    why = "Too many calls are waiting for ServiceTitan's rate limit."
    if wait - queued > rule.window:
        why = "ServiceTitan asked for a pause, which holds for all calls that it may mean."
    elif key.startswith("report:"):
        why = "ServiceTitan runs the same report once a minute, and it was asked for just now."
    return TooBusy(
        f"{why} Nothing was changed. "
        f"The next turn is in {counted(math.ceil(wait), 'second')}: try again then.",
        retry_after=wait,
    )


@dataclass
class _Lane:
    rule: Rule
    starts: deque[float]
    paused_until: float = 0.0
    waiting: int = 0
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    gate: asyncio.Semaphore | None = None

    def wait(self, now: float) -> float:
        """Seconds until one more call may start."""
        full = len(self.starts) == self.rule.starts
        free = self.starts[0] + self.rule.window if full else now
        return max(free, self.paused_until) - now

    def queued(self) -> float:
        """Seconds that those take who wait already."""
        return self.waiting // self.rule.starts * self.rule.window


class LocalLimiter:
    """The limits within one process: a sliding window per key, first come first served."""

    def __init__(
        self,
        rules: Mapping[str, Rule] = RULES,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._rules = rules
        self._clock = clock
        self._sleep = sleep
        self._lanes: dict[str, _Lane] = {}

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        lane = self._lane(key)
        async with lane.gate or _open():
            await self._queue(key, lane)
            yield

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        lane = self._lane(key)
        lane.paused_until = max(lane.paused_until, self._clock() + seconds)

    async def _queue(self, key: str, lane: _Lane) -> None:
        queued = lane.queued()
        expected = lane.wait(self._clock()) + queued
        if expected > lane.rule.longest:
            raise too_busy(key, expected, lane.rule, queued)
        lane.waiting += 1
        try:
            async with lane.turn:
                await self._turn(key, lane)
        finally:
            lane.waiting -= 1

    async def _turn(self, key: str, lane: _Lane) -> None:
        """Note the real start: a stalled event loop must not let a backlog start at once."""
        while (wait := lane.wait(self._clock())) > 0:
            if wait > lane.rule.longest:
                raise too_busy(key, wait, lane.rule)
            await self._sleep(wait)
        lane.starts.append(self._clock())

    def _lane(self, key: str) -> _Lane:
        if key not in self._lanes:
            rule = rule_of(key, self._rules)
            gate = asyncio.Semaphore(rule.parallel) if rule.parallel else None
            self._lanes[key] = _Lane(rule, deque(maxlen=rule.starts), gate=gate)
        return self._lanes[key]


class PacedLimiter:
    """One kind of caller's slower pace before the limits of all: its tries count towards both."""

    def __init__(self, key: str, pace: Limiter, limits: Limiter) -> None:
        self._key = key
        self._pace = pace
        self._limits = limits

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        pace = self._pace.slot(self._key) if key == CALLS else _open()
        async with pace, self._limits.slot(key):
            yield

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        await self._limits.pause(seconds, key)


@asynccontextmanager
async def _open() -> AsyncIterator[None]:
    yield
