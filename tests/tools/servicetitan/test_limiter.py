import asyncio
import itertools
import time as real_time
from collections.abc import Mapping

import pytest

from tests.tools.servicetitan.conftest import Time, most_within
from tools.errors import TooBusy
from tools.servicetitan.limiter import CALLS, RULES, LocalLimiter, Rule


def limited(time: Time, rules: Mapping[str, Rule] = RULES) -> LocalLimiter:
    return LocalLimiter(rules, time.clock, time.sleep)


async def start_many(limiter: LocalLimiter, count: int, time: Time) -> list[float]:
    starts: list[float] = []

    async def one() -> None:
        async with limiter.slot(CALLS):
            starts.append(time.clock())

    await asyncio.gather(*(one() for _ in range(count)))
    return starts


async def test_never_more_than_sixty_start_within_a_second(time: Time) -> None:
    starts = await start_many(limited(time), 500, time)

    assert len(starts) == 500
    assert most_within(starts, 1.2) == 60  # some arrive a fifth of a second late
    assert 9.6 < time.now - starts[0] < 10.2


async def test_the_window_slides_in_real_time() -> None:
    limiter = LocalLimiter({CALLS: Rule(starts=5, per=0.1)})
    starts: list[float] = []
    for _ in range(23):
        async with limiter.slot(CALLS):
            starts.append(real_time.monotonic())

    assert most_within(starts, 0.1) == 5


async def test_a_pause_holds_everybody_and_lets_no_burst_out(time: Time) -> None:
    limiter = limited(time)
    await limiter.pause(5.0)
    began = time.now

    starts = await start_many(limiter, 130, time)

    assert min(starts) >= began + 5.0
    assert most_within(starts, 1.0) == 60


async def test_a_full_queue_says_how_long(time: Time) -> None:
    limiter = limited(time, {CALLS: Rule(starts=10, longest=2.0)})

    results = await asyncio.gather(
        *(start_many(limiter, 1, time) for _ in range(60)), return_exceptions=True
    )

    refused = [one for one in results if isinstance(one, TooBusy)]
    assert refused
    assert len(refused) < 40
    assert "Nothing was changed" in str(refused[0])
    assert "3 seconds" in str(refused[0])


async def test_a_report_runs_once_a_minute_and_others_do_not_wait_for_it(time: Time) -> None:
    limiter = limited(time)
    for key in ("report:1/2", "report:1/3"):
        async with limiter.slot(key):
            pass

    with pytest.raises(TooBusy, match=r"once a minute.*next turn is in 61 seconds"):
        async with limiter.slot("report:1/2"):
            pytest.fail("it ran a second time")

    time.now += 50.0
    began = time.now
    async with limiter.slot("report:1/2"):
        assert time.now - began == pytest.approx(10.1, abs=0.1)


async def test_telecom_v3_goes_one_at_a_time(time: Time) -> None:
    limiter = limited(time)
    running = itertools.count()
    most = 0
    inside = 0

    async def one() -> None:
        nonlocal most, inside
        async with limiter.slot("telecom-v3"):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0)
            inside -= 1
            next(running)

    await asyncio.gather(*(one() for _ in range(5)))

    assert most == 1
    assert next(running) == 5
