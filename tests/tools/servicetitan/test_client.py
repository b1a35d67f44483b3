import asyncio
import logging
import socket
from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from tests.tools.servicetitan.conftest import APP_KEY, SECRET, Time, Turnstile
from tests.tools.servicetitan.upstream import Answer, Upstream, Way, answer, problem
from tools.errors import (
    Conflict,
    Forbidden,
    NotFound,
    OutcomeUnknown,
    TooBusy,
    ToolProblem,
    Unauthorized,
    Unreachable,
)
from tools.errors import Upstream as UpstreamProblem
from tools.servicetitan import client as client_module
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import CustomerNoteCreateRequest, Customers
from tools.servicetitan.problems import Refused

NOTE = CustomerNoteCreateRequest(text="gate code 12")


async def read(client: Client) -> object:
    return await Customers(client).get_customer(7)


async def write(client: Client) -> object:
    return await Customers(client).create_customer_note(7, NOTE)


async def test_a_call_carries_token_app_key_and_tenant(client: Client, upstream: Upstream) -> None:
    upstream.play(answer({"id": 7, "name": "Lee"}))

    found = await Customers(client).get_customer(7)

    assert found["name"] == "Lee"
    (seen,) = upstream.requests
    assert (seen.method, seen.target) == ("GET", "/crm/v2/tenant/77/customers/7")
    assert seen.headers["authorization"] == "Bearer token-1"
    assert seen.headers["st-app-key"] == APP_KEY


async def test_the_token_is_asked_for_by_form_and_kept(
    client: Client, upstream: Upstream, time: Time
) -> None:
    await read(client)
    time.now += 839
    await read(client)

    (asked,) = upstream.token_requests
    assert asked.headers["content-type"] == "application/x-www-form-urlencoded"
    assert parse_qs(asked.body.decode()) == {
        "grant_type": ["client_credentials"],
        "client_id": ["cid.1"],
        "client_secret": [SECRET],
    }


async def test_the_token_is_replaced_a_minute_before_its_end(
    client: Client, upstream: Upstream, time: Time
) -> None:
    await read(client)
    time.now += 840
    await read(client)

    assert len(upstream.token_requests) == 2
    assert upstream.requests[-1].headers["authorization"] == "Bearer token-2"


async def test_many_callers_at_once_cause_one_token_request(
    client: Client, upstream: Upstream
) -> None:
    await asyncio.gather(*(read(client) for _ in range(20)))

    assert len(upstream.token_requests) == 1
    assert len(upstream.requests) == 20


@pytest.mark.parametrize("call", [read, write])
async def test_a_refused_token_is_replaced_once_and_the_call_sent_again(
    client: Client, upstream: Upstream, call: type
) -> None:
    upstream.play(problem(401), answer({"id": 1}))

    await call(client)

    assert [seen.headers["authorization"] for seen in upstream.requests] == [
        "Bearer token-1",
        "Bearer token-2",
    ]


async def test_a_second_refusal_is_the_end(client: Client, upstream: Upstream) -> None:
    upstream.play(problem(401))

    with pytest.raises(Unauthorized, match="SERVICE_TITAN_"):
        await read(client)

    assert len(upstream.requests) == 2


async def test_wrong_credentials_name_the_settings_and_not_the_secret(
    client: Client, upstream: Upstream
) -> None:
    upstream.token_answers = [answer({"error": "invalid_client", "secret": SECRET}, 400)]

    with pytest.raises(Unauthorized, match="SERVICE_TITAN_CLIENT_SECRET") as refused:
        await read(client)

    assert SECRET not in str(refused.value)
    assert upstream.requests == []


@pytest.mark.parametrize("call", [read, write])
@pytest.mark.parametrize(
    ("told", "wait"),
    [
        (answer({}, 429, retry_after="7"), 7.0),
        (
            answer(
                {},
                429,
                date="Mon, 23 Nov 2026 10:00:00 GMT",
                retry_after="Mon, 23 Nov 2026 10:00:12 GMT",
            ),
            12.0,
        ),
        (problem(429, "Rate limit is exceeded. Try again in 4 seconds."), 4.0),
        (Answer(429, b"<html>slow down</html>", {"content-type": "text/html"}), 0.25),
    ],
)
async def test_a_429_is_repeated_after_the_stated_wait(
    client: Client, upstream: Upstream, time: Time, turnstile: Turnstile, call: type, told: Answer,
    wait: float,
) -> None:  # fmt: skip
    upstream.play(told, answer({"id": 1}))

    await call(client)

    assert time.waits == [wait]
    assert turnstile.pauses == [(wait, "calls")]
    assert len(upstream.requests) == 2


async def test_a_429_that_never_ends_says_how_long_to_wait(
    client: Client, upstream: Upstream
) -> None:
    upstream.play(answer({}, 429, retry_after="3"))

    with pytest.raises(TooBusy, match=r"wait 3 seconds\. Nothing was changed"):
        await write(client)

    assert len(upstream.requests) == 5


async def test_a_wait_beyond_patience_is_said_at_once(
    client: Client, upstream: Upstream, time: Time
) -> None:
    upstream.play(answer({}, 429, retry_after="3600"))

    with pytest.raises(TooBusy, match="3,600 seconds"):
        await read(client)

    assert time.waits == []


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_a_read_survives_two_server_errors(
    client: Client, upstream: Upstream, time: Time, status: int
) -> None:
    upstream.play(problem(status), problem(status), answer({"id": 7}))

    assert await read(client) == {"id": 7}
    assert time.waits == [0.25, 0.5]


async def test_a_read_gives_up_after_three_server_errors(
    client: Client, upstream: Upstream
) -> None:
    upstream.play(problem(503, "down", traceId="t-1"))

    with pytest.raises(UpstreamProblem, match=r"Status 503.*traceId t-1"):
        await read(client)

    assert len(upstream.requests) == 3


@pytest.mark.parametrize("status", [500, 502, 503, 504, 408])
async def test_a_write_is_never_repeated_after_a_server_error(
    client: Client, upstream: Upstream, status: int
) -> None:
    upstream.play(problem(status, traceId="t-2"))

    with pytest.raises(OutcomeUnknown, match=r"may or may not have happened.*t-2"):
        await write(client)

    assert len(upstream.requests) == 1


BROKEN: list[Answer] = [
    Answer(way="reset"),
    Answer(body=b'{"id"', way="truncate"),
    Answer(body=b'{"id": 1, "na'),
    Answer(body=b"<html>ok</html>", headers={"content-type": "text/html"}),
    Answer(body=b"plain", headers={"content-type": "text/plain"}),
]


@pytest.mark.parametrize("broken", BROKEN)
async def test_a_read_is_repeated_after_a_broken_answer(
    client: Client, upstream: Upstream, broken: Answer
) -> None:
    upstream.play(broken, broken, answer({"id": 7}))

    assert await read(client) == {"id": 7}


@pytest.mark.parametrize("broken", BROKEN)
async def test_a_read_that_stays_broken_ends_in_a_problem(
    client: Client, upstream: Upstream, broken: Answer
) -> None:
    upstream.play(broken)

    with pytest.raises((UpstreamProblem, Unreachable)):
        await read(client)

    assert len(upstream.requests) == 3


@pytest.mark.parametrize("broken", BROKEN)
async def test_a_broken_answer_to_a_write_leaves_the_outcome_unknown(
    client: Client, upstream: Upstream, broken: Answer
) -> None:
    upstream.play(broken)

    with pytest.raises(OutcomeUnknown):
        await write(client)

    assert len(upstream.requests) == 1


@pytest.mark.parametrize("way", ["stall", "drip"])
async def test_an_answer_that_does_not_end_is_given_up(
    client: Client, upstream: Upstream, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(client_module, "ATTEMPT", 0.2)
    upstream.play(Answer(body=b'{"id": 1}', way=way))

    with pytest.raises(OutcomeUnknown):
        await write(client)
    with pytest.raises(Unreachable):
        await read(client)

    assert len(upstream.requests) == 4


async def test_nothing_was_changed_when_no_connection_came_about(
    client: Client, upstream: Upstream, time: Time
) -> None:
    await read(client)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        client._api_url = f"http://127.0.0.1:{unused.getsockname()[1]}"
        with pytest.raises(Unreachable, match="Nothing was changed"):
            await write(client)

    assert time.waits == []
    assert len(upstream.requests) == 1


async def test_the_fields_of_a_refusal_are_named(client: Client, upstream: Upstream) -> None:
    upstream.play(
        problem(400, "Validation failed", traceId="t-3", errors={"text": ["too long", "bad"]})
    )

    with pytest.raises(Refused, match=r"text: too long bad.*traceId t-3") as refused:
        await write(client)

    assert refused.value.fields == {"text": ("too long", "bad")}


@pytest.mark.parametrize(
    ("status", "kind"), [(403, Forbidden), (404, NotFound), (409, Conflict), (422, Refused)]
)
@pytest.mark.parametrize("body", [b"", b"<html>no</html>", b"[1]", b'{"errors": "odd"}'])
async def test_every_status_has_its_problem_whatever_the_body(
    client: Client, upstream: Upstream, status: int, kind: type[ToolProblem], body: bytes
) -> None:
    upstream.play(Answer(status, body))

    with pytest.raises(kind):
        await read(client)

    assert len(upstream.requests) == 1


@pytest.mark.parametrize("status", [302, 303])
async def test_a_write_that_is_sent_elsewhere_may_have_happened(
    client: Client, upstream: Upstream, status: int
) -> None:
    upstream.play(answer({}, status, location="/crm/v2/tenant/77/customers/7"))

    with pytest.raises(OutcomeUnknown, match="it may or may not have happened"):
        await write(client)

    assert len(upstream.requests) == 1


async def test_a_missing_scope_is_named(client: Client, upstream: Upstream) -> None:
    upstream.play(problem(403))

    with pytest.raises(Forbidden, match=r"tn\.crm\.customers:r"):
        await read(client)


async def test_money_is_read_exactly(client: Client, upstream: Upstream) -> None:
    upstream.play(Answer(body=b'{"id": 1, "balance": 1234567.10, "creditLimit": null}'))

    found = await Customers(client).get_customer(7)

    assert found["balance"] == Decimal("1234567.10")
    assert found["creditLimit"] is None
    assert "taxExempt" not in found


async def test_amounts_in_a_body_are_json_numbers_digit_by_digit(
    client: Client, upstream: Upstream
) -> None:
    operation = Customers.update_customer.operation

    await client.send(operation.validate({"id": 7, "body": {"creditLimit": Decimal("0.10")}}))

    assert upstream.requests[-1].body == b'{"creditLimit":0.10}'


async def test_an_empty_answer_is_fine_for_a_write_only(client: Client, upstream: Upstream) -> None:
    upstream.play(Answer(204, b""))

    await Customers(client).delete_customer_note(7, 8)
    with pytest.raises(UpstreamProblem):
        await Customers(client).list_customers()


async def test_secrets_stay_out_of_errors_and_logs(
    client: Client, upstream: Upstream, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    upstream.play(problem(400, f"bad {SECRET} and {APP_KEY} and token-1"))

    with pytest.raises(Refused) as refused:
        await read(client)

    logged = "\n".join(record.getMessage() for record in caplog.records)
    for secret in (SECRET, APP_KEY, "token-1"):
        assert secret not in str(refused.value)
        assert secret not in logged
    assert SECRET not in repr(client._credentials)
    assert "GET /crm/v2/tenant/{tenant}/customers/{id} 400" in logged


async def test_a_slower_pace_counts_every_try_and_shares_the_token(
    client: Client, upstream: Upstream, turnstile: Turnstile
) -> None:
    pace = Turnstile()
    slower = client.paced("sync", pace)
    upstream.play(problem(503, "away"), answer({"id": 7}))

    await read(slower)
    await read(client)

    assert pace.keys == ["sync", "sync"]
    assert turnstile.keys == ["calls"] * 3
    assert len(upstream.token_requests) == 1


async def test_who_is_throttled_at_a_slower_pace_makes_everybody_wait(
    client: Client, upstream: Upstream, turnstile: Turnstile
) -> None:
    upstream.play(answer({}, 429, retry_after="3"), answer({"id": 7}))

    await read(client.paced("sync", Turnstile()))

    assert turnstile.pauses == [(3.0, "calls")]
