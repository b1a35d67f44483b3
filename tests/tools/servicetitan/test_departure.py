"""Turns are counted where requests leave, though a connection may be long in coming."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import httpx
import pytest

from tests.tools.servicetitan.conftest import Turnstile
from tests.tools.servicetitan.upstream import Answer, Upstream, answer
from tools.errors import TooBusy
from tools.servicetitan.client import Client
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.limiter import CALLS, RULES, too_busy

SLOW = Answer(200, b"{}", {"connection": "close"}, way="drip", pause=0.01)
"""Some 80 bytes: three times as long as a call may take from its turn to its leaving."""


@pytest.fixture
async def narrow(client: Client) -> AsyncIterator[Client]:
    """The client with one connection: a second call waits for the first one's answer."""
    kept = client._http
    client._http = httpx.AsyncClient(limits=httpx.Limits(max_connections=1))
    yield client
    await client._http.aclose()
    client._http = kept


async def both(client: Client, upstream: Upstream) -> tuple[object, object]:
    """A slow call, and one that got its turn at the same time and leaves after it."""
    upstream.play(SLOW, answer({"id": 8}))
    first, second = (asyncio.create_task(Customers(client).get_customer(n)) for n in (7, 8))
    done = await asyncio.gather(first, second, return_exceptions=True)
    return done[0], done[1]


async def test_a_call_that_leaves_late_takes_another_turn(
    narrow: Client, upstream: Upstream, turnstile: Turnstile
) -> None:
    first, second = await both(narrow, upstream)
    prompt = list(turnstile.keys)
    await Customers(narrow).get_customer(9)

    assert (first, second) == ({}, {"id": 8})
    assert prompt == [CALLS] * 3
    assert turnstile.keys == [CALLS] * 4
    assert [one.path[-1] for one in upstream.requests] == ["7", "8", "9"]


class Full(Turnstile):
    """A limiter whose third turn is too far away."""

    def slot(self, key: str) -> AbstractAsyncContextManager[None]:
        return self._third(key) if len(self.keys) == 2 else super().slot(key)

    @asynccontextmanager
    async def _third(self, key: str) -> AsyncIterator[None]:
        self.keys.append(key)
        raise too_busy(key, 40.0, RULES[CALLS])
        yield


async def test_a_call_that_would_leave_too_late_is_not_sent(
    narrow: Client, upstream: Upstream
) -> None:
    narrow.limiter = Full()

    first, second = await both(narrow, upstream)
    again = await Customers(narrow).get_customer(9)

    assert first == {}
    assert isinstance(second, TooBusy)
    assert "Nothing was changed" in str(second)
    assert again == {"id": 8}
    assert [one.path[-1] for one in upstream.requests] == ["7", "9"]
