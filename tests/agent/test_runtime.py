"""The clients of a program: opened once for all its surfaces, never waited for in vain."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastmcp import Client

from agent.identity import set_principal
from agent.runtime import Runtime
from tests.kit.world import OWNER, World
from tools.deps import Deps


async def test_a_client_that_comes_and_goes_leaves_the_program_running(world: World) -> None:
    set_principal(OWNER)
    async with Client(world.server.mcp) as client:
        await client.list_tools()

    found = await world.ask("get_sync_status")

    assert found.tables


async def test_who_waits_for_clients_of_a_program_that_ends_is_told() -> None:
    @asynccontextmanager
    async def never() -> AsyncIterator[Deps]:
        await asyncio.Event().wait()
        yield  # type: ignore[misc]  # not reached

    runtime = Runtime(never)
    async with runtime.running():
        waiting = asyncio.create_task(runtime.deps())
        await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="ended"):
        await asyncio.wait_for(waiting, 10)
