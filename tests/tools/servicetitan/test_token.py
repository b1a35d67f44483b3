import base64
import json

import pytest

from tests.tools.servicetitan.conftest import Time
from tests.tools.servicetitan.upstream import Answer, Upstream, Way, answer
from tools.errors import Unreachable
from tools.servicetitan import token as token_module
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.token import granted_scopes

TOKEN = answer({"access_token": "fresh", "expires_in": 900})


def token_with(claims: object) -> str:
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return f"head.{body}.sign"


@pytest.mark.parametrize(
    "broken",
    [
        Answer(500),
        Answer(way="reset"),
        answer({}, 429, retry_after="9"),
    ],
)
async def test_a_token_is_asked_for_again(
    client: Client, upstream: Upstream, time: Time, broken: Answer
) -> None:
    upstream.token_answers = [broken, TOKEN]

    await Customers(client).get_customer(7)

    assert upstream.requests[0].headers["authorization"] == "Bearer fresh"
    assert time.waits in ([0.25], [9.0])


@pytest.mark.parametrize("way", ["stall", "drip"])
async def test_a_token_that_does_not_come_is_given_up(
    client: Client, upstream: Upstream, monkeypatch: pytest.MonkeyPatch, way: Way
) -> None:
    monkeypatch.setattr(token_module, "WHOLE", 0.2)
    upstream.token_answers = [Answer(body=b'{"access_token": "t"}', way=way)]

    with pytest.raises(Unreachable, match="token service does not answer"):
        await Customers(client).get_customer(7)

    assert (len(upstream.token_requests), upstream.requests) == (3, [])


async def test_a_token_service_that_stays_down_is_unreachable(
    client: Client, upstream: Upstream
) -> None:
    upstream.token_answers = [Answer(503)]

    with pytest.raises(Unreachable, match=r"token service does not answer\. Nothing was changed"):
        await Customers(client).delete_customer_note(7, 8)

    assert len(upstream.token_requests) == 3
    assert upstream.requests == []


@pytest.mark.parametrize("body", [b"<html>hello</html>", b"{}", b'{"access_token": 5}', b""])
async def test_an_address_that_is_no_token_service_is_named(
    client: Client, upstream: Upstream, body: bytes
) -> None:
    upstream.token_answers = [Answer(200, body)]

    with pytest.raises(Unreachable, match="SERVICE_TITAN_AUTH_URL"):
        await Customers(client).get_customer(7)


async def test_granted_scopes_are_read_from_the_token(client: Client, upstream: Upstream) -> None:
    token = token_with({"scope": ["tn.crm.customers:r", "tn.jpm.jobs:r"]})
    upstream.token_answers = [answer({"access_token": token, "expires_in": 900})]

    assert await client.scopes() == {"tn.crm.customers:r", "tn.jpm.jobs:r"}


@pytest.mark.parametrize(
    ("token", "scopes"),
    [
        (token_with({"scope": "a:r b:w"}), {"a:r", "b:w"}),
        (token_with({"tenant": 5}), set()),
        (token_with([1]), set()),
        ("opaque", set()),
        ("a.%%%.c", set()),
        ("", set()),
    ],
)
def test_scopes_are_read_from_any_token(token: str, scopes: set[str]) -> None:
    assert granted_scopes(token) == scopes
