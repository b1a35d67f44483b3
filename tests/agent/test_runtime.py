"""The clients of a program: opened once for all its surfaces, never waited for in vain."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from fastmcp import Client

import sql
from agent import runtime
from agent.calls import NotReady
from agent.identity import set_principal
from agent.runtime import Runtime
from agent.server import Server, build_server
from agent.wiring import open_deps
from tests.kit.world import OWNER, World, settings_of
from tests.sql.server import binaries, cluster
from tools.catalogue import DescribedTools, FoundTools
from tools.database import SyncStatus
from tools.deps import Deps
from tools.errors import DatabaseDown


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
    server = _server_over(world, absent)

    async with server.running():
        with pytest.raises(NotReady) as told:
            await server.call_tool("search_customers", {"term": "lee"}, OWNER)

    assert "not ready, and nothing was changed: PostgreSQL at " in str(told.value)
    assert "Correct DATABASE_URL" in str(told.value)


async def test_tools_are_found_and_described_where_no_database_could_be_opened(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    server = _server_over(world, "postgresql://nobody:x@127.0.0.1:1/none")
    envelope = {"name": "describe_tools", "arguments": {"names": ["jpm_cancel_job"]}}

    async with server.running():
        found = await server.call_tool("search_tools", {"query": "cancel a job"}, OWNER)
        told = await server.call_tool("call_tool", envelope, OWNER)
        with pytest.raises(NotReady, match=r"does not answer at 127\.0\.0\.1:1 .* Start it"):
            await server.call_tool("get_sync_status", {}, OWNER)

    assert isinstance(found, FoundTools)
    assert found.hits[0].resource == "jpm.jobs"
    assert isinstance(told, DescribedTools)
    assert [tool.name for tool in told.tools] == ["jpm_cancel_job"]
    assert caplog.text.count("audit.lost") == 2


async def test_a_database_that_comes_up_late_is_used_without_a_new_start(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runtime, "PAUSE", 0.0)
    with cluster(binaries()) as postgres:
        await asyncio.to_thread(postgres.stop)
        server = _server_over(world, postgres.url)
        async with server.running():
            with pytest.raises(NotReady):
                await server.call_tool("get_sync_status", {}, OWNER)
            await asyncio.to_thread(postgres.start)
            status = await server.call_tool("get_sync_status", {}, OWNER)

    assert isinstance(status, SyncStatus)


async def test_calls_right_after_a_failed_opening_do_not_open_again() -> None:
    tries = 0

    @asynccontextmanager
    async def broken() -> AsyncIterator[Deps]:
        nonlocal tries
        tries += 1
        message = "no database"
        raise OSError(message)
        yield

    clients = Runtime(broken)
    async with clients.running():
        for _ in range(3):
            with pytest.raises(OSError, match="no database"):
                await clients.deps()

    assert tries == 1


async def test_tools_are_found_after_postgresql_went_away(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 0.2)
    with cluster(binaries()) as postgres:
        server = _server_over(world, postgres.url)
        async with server.running():
            await server.call_tool("get_sync_status", {}, OWNER)
            await asyncio.to_thread(postgres.stop)
            found = await server.call_tool("search_tools", {"query": "cancel a job"}, OWNER)
            with pytest.raises(DatabaseDown):
                await server.call_tool("get_sync_status", {}, OWNER)
        await asyncio.to_thread(postgres.start)

    assert isinstance(found, FoundTools)
    assert found.hits[0].resource == "jpm.jobs"


def _server_over(world: World, url: str) -> Server:
    """A server that opens its own clients: this company's, and the database at this address."""
    settings = settings_of(world.company, url)
    return build_server(settings, lambda: open_deps(settings))
