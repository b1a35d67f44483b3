"""What a caller over HTTP is told when ServiceTitan refuses, throttles or fails."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from fastmcp import Client
from fastmcp.client.transports import StreamableHttpTransport

from tests.kit.changes import NOTE, writes
from tests.kit.truth import Row, Truth
from tests.kit.web import listening
from tests.kit.world import World
from tools.servicetitan.breaker import Breaker
from tools.servicetitan.limiter import LocalLimiter

GET_CUSTOMER = "crm_get_customer"
SLOWEST = 40
"""Seconds that two calls may take on a busy machine."""


@dataclass(frozen=True)
class Callers:
    """A REST client and an MCP client of one server."""

    rest: httpx.AsyncClient
    mcp: Client[Any]

    async def mcp_problem(self, tool: str, arguments: Row) -> tuple[str, Row]:
        """The words of the refusal, and what a program can read beside them."""
        answer = await self.mcp.call_tool(
            "call_tool", {"name": tool, "arguments": arguments}, raise_on_error=False
        )
        assert answer.is_error
        return str(getattr(answer.content[0], "text", "")), answer.meta or {}


@pytest.fixture(scope="module")
async def base(workshop: World) -> AsyncIterator[str]:
    async with listening(workshop.variant()) as address:
        yield address


@pytest.fixture
async def callers(
    base: str, writing: World, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Callers]:
    """The rests and pauses that a test brings about end with it."""
    monkeypatch.setattr(writing.deps.st, "limiter", LocalLimiter())
    monkeypatch.setattr(writing.deps.st, "breaker", Breaker(time.time))
    async with (
        httpx.AsyncClient(base_url=f"{base}/api/tools/", trust_env=False) as rest,
        Client(StreamableHttpTransport(f"{base}/mcp")) as mcp,
    ):
        yield Callers(rest, mcp)


def somebody(truth: Truth) -> Row:
    return {"id": truth.customers()[5]["id"]}


FAILURES = [
    pytest.param(
        "403", 403, "Forbidden", "Scope: tn.crm.customers:r.", "Grant the scope", id="403"
    ),
    pytest.param("409", 409, "Conflict", "in use by another", "Look at the record", id="409"),
    pytest.param("500", 502, "Upstream", "Status 500.", "Try again in a minute", id="500"),
    pytest.param("502", 502, "Upstream", "Status 502.", "Try again in a minute", id="502"),
    pytest.param("503html", 502, "Upstream", "Status 503.", "Try again in a minute", id="503"),
    pytest.param("200html", 502, "Upstream", "where JSON was due", "Try again in a", id="html"),
    pytest.param("reset", 502, "Unreachable", "not be reached", "Try again in a minute", id="gone"),
]


@pytest.mark.parametrize(("fault", "status", "kind", "happened", "advice"), FAILURES)
async def test_a_failed_reading_says_what_happened_and_what_to_do(
    callers: Callers,
    writing: World,
    truth: Truth,
    fault: str,
    status: int,
    kind: str,
    happened: str,
    advice: str,
) -> None:
    writing.company.set_faults({"match": "/crm/", "fault": fault})

    answer = await callers.rest.post(GET_CUSTOMER, json=somebody(truth))
    words, meta = await callers.mcp_problem(GET_CUSTOMER, somebody(truth))

    told = answer.json()
    assert (answer.status_code, told["status"], told["type"]) == (status, status, kind)
    assert meta["problem"] == kind
    for text in (told["title"], words):
        assert all(part in text for part in (happened, "Nothing was changed.", advice)), text
        assert "\n" not in text
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize("style", ["seconds", "title"])
async def test_a_throttle_beyond_patience_says_when_to_come_again(
    callers: Callers, writing: World, truth: Truth, style: str
) -> None:
    writing.company.set_faults(
        {"match": "/crm/", "fault": "429", "retry_after": 3600, "style": style, "times": 1}
    )

    answer = await callers.rest.post(GET_CUSTOMER, json=somebody(truth))
    words, meta = await callers.mcp_problem(GET_CUSTOMER, somebody(truth))

    told = answer.json()
    assert (answer.status_code, told["type"], told["retryAfter"]) == (429, "TooBusy", 3600)
    assert answer.headers["retry-after"] == "3600"
    assert "asks to wait 3,600 seconds. Nothing was changed. Try again then." in told["title"]
    assert "next turn is in" in words  # the second call is held here and asks nobody
    assert meta["problem"] == "TooBusy"
    assert 900 - SLOWEST < meta["retryAfter"] <= 900


async def test_a_resting_circuit_is_503_until_its_rest_is_over(
    callers: Callers, writing: World, truth: Truth
) -> None:
    breaker = writing.deps.st.breaker
    breaker.opened, breaker.failures, breaker.until = 1, 10, time.time() + 300

    answer = await callers.rest.post(GET_CUSTOMER, json=somebody(truth))
    words, meta = await callers.mcp_problem(GET_CUSTOMER, somebody(truth))

    assert answer.status_code == 503
    assert 300 - SLOWEST < answer.json()["retryAfter"] <= 300
    assert answer.headers["retry-after"] == str(answer.json()["retryAfter"])
    assert "no call is sent before" in words
    assert 300 - SLOWEST < meta["retryAfter"] <= answer.json()["retryAfter"]


UNANSWERED = "Not done: ServiceTitan gave no usable answer and shows no such change."
"""A late one may still come, so that nobody says that nothing was changed."""


@pytest.mark.parametrize(
    ("fault", "status", "words"),
    [
        (
            {"fault": "403"},
            403,
            "the scope is missing, or the tenant is not ours. Nothing was changed.",
        ),
        ({"fault": "429", "retry_after": 3600}, 429, "wait 3,600 seconds. Nothing was changed."),
        ({"fault": "502"}, 409, f"{UNANSWERED} Look at it once more before you call again."),
        ({"fault": "503html"}, 409, f"{UNANSWERED} Look at it once more before you call again."),
    ],
)
async def test_a_failed_write_says_what_is_known_of_it(
    callers: Callers, writing: World, truth: Truth, fault: Row, status: int, words: str
) -> None:
    arguments = NOTE.arguments(truth)
    preview = (await callers.rest.post(NOTE.tool, json=arguments)).json()
    writing.company.set_faults({"match": "/notes", "method": "POST", **fault})

    answer = await callers.rest.post(
        NOTE.tool, json={**arguments, "confirmation": preview["confirmation"]}
    )

    told = answer.json()
    assert answer.status_code == status
    assert words in told.get("title", "") + told.get("summary", "")
    assert NOTE.done(truth, arguments) == 0
    assert len(writes(writing.company)) == 1


async def test_a_write_that_took_effect_behind_a_502_is_told_as_done(
    callers: Callers, writing: World, truth: Truth
) -> None:
    arguments = NOTE.arguments(truth)
    preview = (await callers.rest.post(NOTE.tool, json=arguments)).json()
    writing.company.set_faults({"match": "/notes", "method": "POST", "fault": "502", "after": True})

    answer = await callers.rest.post(
        NOTE.tool, json={**arguments, "confirmation": preview["confirmation"]}
    )

    assert (answer.status_code, answer.json()["status"]) == (200, "done")
    assert NOTE.done(truth, arguments) == 1
