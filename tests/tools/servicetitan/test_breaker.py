import asyncio

import pytest

from tests.tools.servicetitan.conftest import Time
from tests.tools.servicetitan.upstream import Answer, Upstream, answer, problem
from tools.errors import NotFound, OutcomeUnknown, ToolProblem, Unauthorized
from tools.servicetitan.breaker import FAILURES, Breaker, Resting
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import CustomerNoteCreateRequest, Customers

NOTE = CustomerNoteCreateRequest(text="gate code 12")
PER_READ = 3


async def read(client: Client) -> object:
    return await Customers(client).get_customer(7)


async def outage(client: Client, upstream: Upstream, broken: Answer | None = None) -> None:
    """Read until the circuit opens."""
    upstream.play(broken or problem(503))
    while client.breaker.state == "closed":
        with pytest.raises(ToolProblem):
            await read(client)


@pytest.mark.parametrize("broken", [problem(500), Answer(way="reset"), Answer(body=b"{")])
async def test_failures_in_a_row_open_the_circuit_and_calls_fail_at_once(
    client: Client, upstream: Upstream, time: Time, broken: Answer
) -> None:
    await outage(client, upstream, broken)
    asked = len(upstream.requests)
    with pytest.raises(Resting, match=r"failed 10 times in a row.*before \d\d:\d\d:\d\d UTC"):
        await read(client)
    with pytest.raises(Resting, match="Nothing was changed"):
        await Customers(client).create_customer_note(7, NOTE)

    assert asked == len(upstream.requests) == FAILURES
    assert client.breaker.until > time.now


async def test_attempts_that_fall_into_a_rest_are_not_made(
    client: Client, upstream: Upstream
) -> None:
    upstream.play(problem(500))
    for _ in range(FAILURES // PER_READ):
        with pytest.raises(ToolProblem):
            await read(client)

    with pytest.raises(Resting):
        await read(client)

    assert len(upstream.requests) == FAILURES


async def test_one_probe_alone_decides_and_an_answer_closes(
    client: Client, upstream: Upstream, time: Time
) -> None:
    await outage(client, upstream)
    time.now = client.breaker.until
    upstream.play(answer({"id": 7}))
    asked = len(upstream.requests)

    assert client.breaker.state == "half-open"
    tried = await asyncio.gather(*(read(client) for _ in range(5)), return_exceptions=True)

    assert [isinstance(one, Resting) for one in tried].count(False) == 1
    assert len(upstream.requests) == asked + 1
    assert client.breaker.state == "closed"
    assert await read(client) == {"id": 7}


async def test_a_failed_probe_opens_it_for_longer(
    client: Client, upstream: Upstream, time: Time
) -> None:
    await outage(client, upstream)
    asked = len(upstream.requests)
    rests = []
    for _ in range(6):
        time.now = client.breaker.until
        with pytest.raises(Resting):
            await read(client)
        rests.append(client.breaker.until - time.now)

    assert len(upstream.requests) == asked + 6
    assert rests[0] >= 19
    assert rests[-1] <= 160
    assert min(rests[3:]) >= 79  # a call waits a moment before it is told


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 422, 429])
async def test_a_refusal_never_opens_the_circuit(
    client: Client, upstream: Upstream, status: int
) -> None:
    upstream.play(problem(status))
    for _ in range(2 * FAILURES):
        with pytest.raises(ToolProblem):
            await read(client)

    assert client.breaker.state == "closed"


async def test_any_answer_between_begins_the_count_anew(client: Client, upstream: Upstream) -> None:
    for _ in range(5):
        upstream.play(*[problem(500)] * PER_READ, problem(404))
        with pytest.raises(ToolProblem, match="500"):
            await read(client)
        with pytest.raises(NotFound):
            await read(client)

    assert client.breaker.state == "closed"


async def test_writes_count_and_are_not_repeated(client: Client, upstream: Upstream) -> None:
    upstream.play(problem(502))
    for _ in range(FAILURES):
        with pytest.raises(OutcomeUnknown):
            await Customers(client).create_customer_note(7, NOTE)

    with pytest.raises(Resting):
        await Customers(client).create_customer_note(7, NOTE)

    assert len(upstream.requests) == FAILURES


async def test_a_token_service_that_is_down_counts_and_one_that_refuses_does_not(
    client: Client, upstream: Upstream
) -> None:
    upstream.token_answers = [answer({"error": "invalid_client"}, 400)]
    for _ in range(FAILURES):
        with pytest.raises(Unauthorized):
            await read(client)
    refused = client.breaker.state
    upstream.token_answers = [Answer(503)]
    await outage(client, upstream)

    assert refused == "closed"
    assert client.breaker.state.startswith("open until 20")


async def test_a_probe_that_is_given_up_leaves_the_place_to_the_next(time: Time) -> None:
    breaker = Breaker(time.clock, most=1)
    down = lambda ending: True if isinstance(ending, OSError) else None  # noqa: E731 - one rule
    with pytest.raises(OSError, match="gone"), breaker.attempt(down):
        raise OSError("gone")
    time.now = breaker.until

    with pytest.raises(asyncio.CancelledError), breaker.attempt(down):
        raise asyncio.CancelledError
    with breaker.attempt(down):
        pass

    assert breaker.state == "closed"


async def test_a_late_failure_of_an_earlier_call_does_not_prolong_the_rest(time: Time) -> None:
    breaker = Breaker(time.clock, most=1)
    late = breaker.attempt(lambda _: True)
    late.__enter__()
    with pytest.raises(OSError, match="gone"), breaker.attempt(lambda _: True):
        raise OSError("gone")
    until = breaker.until

    late.__exit__(OSError, OSError("late"), None)

    assert breaker.until == until
