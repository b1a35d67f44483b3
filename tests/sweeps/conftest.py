"""A company of its own for the sweeps, the server over it, and real MCP clients of that."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fastmcp import Client as McpClient

from agent.identity import set_principal
from sandbox.servicetitan import running
from tests.kit.databases import create, drop
from tests.kit.world import NOW, OWNER, deps_over, server_over, settings_of
from tests.sweeps.calls import Examples, Sweep, yes


@asynccontextmanager
async def sweeping(postgres: str, template: str, name: str, folder: Path) -> AsyncIterator[Sweep]:
    """A small company and a database that nobody else asks, and the server over both."""
    url = await create(postgres, name, template)
    with running(60, 11, now=NOW, export_delay=900) as company:
        async with deps_over(company, url) as deps:
            server = server_over(replace(deps, files=folder), settings_of(company, url))
            set_principal(OWNER)
            async with (
                server.running(),
                McpClient(server.mcp) as silent,
                McpClient(server.mcp, elicitation_handler=yes) as asking,
            ):
                yield Sweep(company, url, Examples(company), silent, asking, folder)
    await drop(postgres, name)


@pytest.fixture(scope="session")
async def sweep(
    postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Sweep]:
    """Every tool over one company."""
    folder = tmp_path_factory.mktemp("files")
    async with sweeping(postgres, template, f"pc_sweep_{os.getpid()}", folder) as made:
        yield made
