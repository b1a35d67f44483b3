"""The same limits for all processes of an app and tenant, kept in Redis by Redis's own clock."""

import asyncio
import hashlib
import logging
import secrets
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from redis.asyncio import Redis
from redis.commands.core import AsyncScript
from redis.exceptions import RedisError

from tools.servicetitan.limiter import CALLS, RULES, LocalLimiter, Rule, rule_of, too_busy

log = logging.getLogger(__name__)

TURN = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
local starts, window = tonumber(ARGV[1]), tonumber(ARGV[2])
local free = tonumber(redis.call('GET', KEYS[2]) or 0)
local oldest = redis.call('LINDEX', KEYS[1], -starts)
if oldest and tonumber(oldest) + window > free then free = tonumber(oldest) + window end
if free > now then return free - now end
redis.call('RPUSH', KEYS[1], string.format('%.0f', now))
redis.call('LTRIM', KEYS[1], -starts, -1)
redis.call('PEXPIRE', KEYS[1], math.ceil(window / 1000) + 1000)
return 0
"""
"""Start now and note it, or say how many microseconds are to wait; nothing is promised ahead,
so that a process that sleeps too long cannot pile its starts upon another's."""

PAUSE = """
local now = redis.call('TIME')
local til = now[1] * 1000000 + now[2] + tonumber(ARGV[1])
if til > tonumber(redis.call('GET', KEYS[1]) or 0) then
  redis.call('SET', KEYS[1], string.format('%.0f', til), 'PX', math.ceil(ARGV[1] / 1000) + 1)
end
return 0
"""

SEAT = """
local now = redis.call('TIME')
now = now[1] * 1000000 + now[2]
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[1]) then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[3])
redis.call('PEXPIRE', KEYS[1], math.ceil(ARGV[2] / 1000))
return 1
"""
"""Take one of the seats of a rule with `parallel`; a seat of a killed process frees itself."""

SEATED = 200.0
"""Seconds a seat is held at most: longer than any one attempt of the client may take."""
LOOK_AGAIN = 0.05
"""Seconds between looks for a free seat."""
WITHOUT = 5.0
"""Seconds that the limits of this process alone hold after Redis failed to answer."""
ANSWER = 2.0
"""Seconds Redis may take for one answer; a script of ours takes microseconds."""
MICRO = 1_000_000
GONE = (RedisError, OSError, TimeoutError)


@dataclass
class _Queue:
    """Who waits in this process: one at a time asks Redis, the others stand behind it."""

    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    waiting: int = 0


class RedisLimiter:
    """A sliding window per key across processes; without Redis, the same within this one."""

    def __init__(
        self,
        redis: Redis,
        *,
        app_key: str,
        tenant_id: int,
        rules: Mapping[str, Rule] = RULES,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        app = hashlib.sha256(app_key.encode()).hexdigest()[:16]
        self._prefix = f"{{servicetitan:{app}:{tenant_id}}}"
        self._redis = redis
        self._turn = redis.register_script(TURN)
        self._pause = redis.register_script(PAUSE)
        self._seat = redis.register_script(SEAT)
        self._rules = rules
        self._sleep = sleep
        self._alone = LocalLimiter(rules, sleep=sleep)
        self._alone_until = 0.0
        self._queues: dict[str, _Queue] = {}

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        """A turn among all processes, then one of this process: its own limits hold in any case.

        So what started before Redis went away, or came back, still counts after it.
        """
        seat = secrets.token_hex(8)
        try:
            await self._enter(key, seat)
            async with self._alone.slot(key):
                yield
        finally:
            await self._leave(key, seat)

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        await self._alone.pause(seconds, key)
        try:
            await self._ask(self._pause, [self._name(key, "pause")], [int(seconds * MICRO)])
        except GONE as gone:
            self._note(gone)

    async def _enter(self, key: str, seat: str) -> None:
        """Wait for a turn by Redis, unless Redis does not answer."""
        if time.monotonic() < self._alone_until:
            return
        try:
            await self._in_turn(key, rule_of(key, self._rules), seat)
        except GONE as gone:
            self._note(gone)

    async def _in_turn(self, key: str, rule: Rule, seat: str) -> None:
        queue = self._queues.setdefault(key, _Queue())
        expected = queue.waiting // rule.starts * rule.window
        if expected > rule.longest:
            raise too_busy(key, expected, rule, expected)
        until = time.monotonic() + rule.longest
        queue.waiting += 1
        try:
            async with queue.turn:
                if rule.parallel:
                    await self._sit(key, rule.parallel, seat, until)
                await self._start(key, rule, until)
        finally:
            queue.waiting -= 1

    async def _start(self, key: str, rule: Rule, until: float) -> None:
        names = [self._name(key, "starts"), self._name(key, "pause")]
        window = int(rule.window * MICRO)
        while wait := await self._ask(self._turn, names, [rule.starts, window]) / MICRO:
            if time.monotonic() + wait > until:
                raise too_busy(key, wait, rule)
            await self._sleep(wait)

    async def _sit(self, key: str, seats: int, seat: str, until: float) -> None:
        args: list[str | int] = [seats, int(SEATED * MICRO), seat]
        while not await self._ask(self._seat, [self._name(key, "seats")], args):
            if time.monotonic() > until:
                raise too_busy(key, LOOK_AGAIN, rule_of(key, self._rules))
            await self._sleep(LOOK_AGAIN)

    async def _leave(self, key: str, seat: str) -> None:
        if rule_of(key, self._rules).parallel is None:
            return
        try:
            async with asyncio.timeout(ANSWER):
                await self._redis.zrem(self._name(key, "seats"), seat)
        except GONE as gone:
            self._note(gone)

    async def _ask(self, script: AsyncScript, names: list[str], args: list[str | int]) -> int:
        async with asyncio.timeout(ANSWER):
            return int(await script(keys=names, args=args))

    def _note(self, gone: Exception) -> None:
        """Go on alone for a while; a 429 then says when several processes are too many."""
        self._alone_until = time.monotonic() + WITHOUT
        log.warning(
            "limits are kept by this process alone for %.0f s, so that several processes together "
            "may ask ServiceTitan too often: %r",
            WITHOUT,
            gone,
        )

    def _name(self, key: str, part: str) -> str:
        return f"{self._prefix}:{key}:{part}"
