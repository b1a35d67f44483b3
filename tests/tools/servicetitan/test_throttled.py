"""A 429 holds everybody, but for one that only a report's own limit can have caused."""

from collections.abc import Awaitable, Callable

import pytest

from tests.tools.servicetitan.conftest import Time
from tests.tools.servicetitan.upstream import Upstream, answer, problem
from tools.errors import TooBusy
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.limiter import LocalLimiter
from tools.servicetitan.reporting import ReportDataRequest, Reports
from tools.servicetitan.telecom.calls import Calls
from tools.servicetitan.telecom.opt_outs import OptOuts

Call = Callable[[Client], Awaitable[object]]


@pytest.fixture
def limited(client: Client, time: Time) -> Client:
    """The client under the real limits, by a clock that only waiting moves."""
    client.limiter = LocalLimiter(clock=time.clock, sleep=time.sleep)
    return client


async def run(client: Client, report: int = 5) -> object:
    return await Reports(client).run_report("ops", report, ReportDataRequest(parameters=[]))


async def start(client: Client) -> object:
    return await Reports(client).start_report("ops", 5, ReportDataRequest(parameters=[]))


async def calls(client: Client) -> object:
    return await Calls(client).list_calls()


async def opt_outs(client: Client) -> object:
    return await OptOuts(client).list_opt_outs()


async def waited_for_a_customer(client: Client, time: Time) -> float:
    """Seconds until another call went out."""
    before = time.now
    await Customers(client).get_customer(7)
    return time.now - before


@pytest.mark.parametrize("report", [run, start])
async def test_a_reports_own_limit_holds_that_report_only(
    limited: Client, upstream: Upstream, time: Time, report: Call
) -> None:
    upstream.play(problem(429, "Rate limit is exceeded. Try again in 70 seconds."), answer({}))
    with pytest.raises(TooBusy, match=r"rate limit refused this run.*next turn is in 70 seconds"):
        await report(limited)

    assert await waited_for_a_customer(limited, time) == 0
    await run(limited, report=6)
    with pytest.raises(TooBusy, match=r"asked for a pause.*next turn is in 70 seconds"):
        await report(limited)
    assert len(upstream.requests) == 3


async def test_a_short_429_of_a_report_may_be_everybodys(
    limited: Client, upstream: Upstream, time: Time
) -> None:
    upstream.play(answer({}, 429, retry_after="2"), answer({}))
    with pytest.raises(TooBusy, match="next turn is in 61 seconds"):
        await run(limited)

    assert await waited_for_a_customer(limited, time) == pytest.approx(2)


@pytest.mark.parametrize(("asked", "held"), [(300, 300), (86_400, 900)])
async def test_a_long_429_holds_everybody_who_is_told_at_once_for_how_long(
    limited: Client, upstream: Upstream, time: Time, asked: int, held: int
) -> None:
    upstream.play(answer({}, 429, retry_after=str(asked)), answer({}))
    customers = Customers(limited)
    with pytest.raises(TooBusy, match=f"asks to wait {asked:,} seconds") as first:
        await customers.get_customer(7)

    told = []
    for passed in (0, held - 40):
        time.now += passed
        with pytest.raises(TooBusy, match=r"asked for a pause.*Nothing was changed") as refused:
            await customers.get_customer(7)
        told.append(refused.value.retry_after)
    time.now += 20

    assert first.value.retry_after == asked
    assert told == [pytest.approx(held), pytest.approx(40)]
    assert time.waits == []
    assert await waited_for_a_customer(limited, time) == pytest.approx(20)
    assert len(upstream.requests) == 2


@pytest.mark.parametrize("call", [calls, opt_outs])
async def test_a_429_of_telecom_holds_everybody(
    limited: Client, upstream: Upstream, time: Time, call: Call
) -> None:
    upstream.play(*[answer({}, 429, retry_after="20")] * 5, answer({}))
    with pytest.raises(TooBusy, match="asks to wait 20 seconds"):
        await call(limited)

    assert await waited_for_a_customer(limited, time) == pytest.approx(20)
