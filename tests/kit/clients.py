"""Clients of the made-up company that spend no time on waiting."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from sandbox.servicetitan import Server as Company
from tools.servicetitan.client import Client
from tools.servicetitan.limiter import CALLS


async def no_wait(_: float) -> None:
    """Sleep that does not."""


class Unlimited:
    """A limiter that lets every call start at once: the limits have tests of their own."""

    @asynccontextmanager
    async def slot(self, key: str) -> AsyncIterator[None]:
        assert key
        yield

    async def pause(self, seconds: float, key: str = CALLS) -> None:
        """Nobody has to wait."""


def client_of(company: Company, **ways: Any) -> Client:
    """A client of the company that never waits: neither to try again nor for its turn.

    The company knows no rate here, and 60 a second would hold up whoever syncs everything.
    """
    return Client(
        api_url=company.api_url,
        auth_url=company.auth_url,
        client_id=company.env["SERVICE_TITAN_CLIENT_ID"],
        client_secret=company.env["SERVICE_TITAN_CLIENT_SECRET"],
        app_key=company.env["SERVICE_TITAN_APP_KEY"],
        tenant_id=company.tenant,
        **{"sleep": no_wait, "limiter": Unlimited(), **ways},
    )
