"""The clients of a program: opened once for all its surfaces, never waited for in vain."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastmcp import Client

from agent.calls import NotReady
from agent.identity import set_principal
from agent.runtime import Runtime
from agent.server import build_server
from agent.wiring import open_deps
from tests.kit.world import OWNER, World, settings_of
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


async def test_a_call_over_a_database_that_lets_nobody_in_says_what_to_correct(
    world: World,
) -> None:
    absent = world.url.rpartition("/")[0] + "/pc_absent"
    settings = settings_of(world.company, absent)
    server = build_server(settings, lambda: open_deps(settings))

    async with server.running():
        with pytest.raises(NotReady) as told:
            await server.call_tool("search_customers", {"term": "lee"}, OWNER)

    assert "not ready, and nothing was changed: PostgreSQL at " in str(told.value)
    assert "Correct DATABASE_URL" in str(told.value)
