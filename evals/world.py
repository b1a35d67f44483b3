"""The world of the cases: one made-up company at one fixed moment, synced into a new database."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import asyncpg

from agent.server import Server, build_server
from agent.settings import Settings, load_settings
from agent.wiring import addresses_of, open_deps
from sandbox.servicetitan import running

SEED = 7
CUSTOMERS = 300
NOW = datetime(2026, 3, 11, 14, 30, tzinfo=UTC)
"""A Wednesday morning in the company's time zone: visits done, under way and to come."""
FOLDER = "evals"
"""Where under STATE_DIR the built-in servers of the cases live, apart from anyone's data."""


class WorldError(Exception):
    """The company of the cases could not be set up."""


@asynccontextmanager
async def seeded_server() -> AsyncIterator[Server]:
    """The server over the synced company; what the cases write is gone afterwards."""
    async with AsyncExitStack() as stack:
        box = stack.enter_context(running(CUSTOMERS, SEED, now=NOW))
        database, redis = await addresses_of(stack, _apart(load_settings()))
        fresh = await stack.enter_async_context(new_database(database))
        environment = {
            **box.env,
            "SERVICE_TITAN_ENVIRONMENT": "sandbox",
            "DATABASE_URL": fresh,
            "REDIS_URL": redis,
            "LOG_LEVEL": "error",
        }
        await fill(environment)
        settings = load_settings(environment)
        server = build_server(settings, lambda: open_deps(settings, now=lambda: NOW))
        await stack.enter_async_context(server.running())
        yield server


def _apart(settings: Settings) -> Settings:
    """The same settings with a folder of our own for built-in servers."""
    return settings.updated({"STATE_DIR": str(settings.state_dir / FOLDER)})


@asynccontextmanager
async def new_database(url: str) -> AsyncIterator[str]:
    """The address of an empty database on this server; it is dropped after the block."""
    name = f"evals_{secrets.token_hex(6)}"
    await _run(url, f'create database "{name}"')
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        await _run(url, f'drop database "{name}" with (force)')


async def _run(url: str, statement: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


async def fill(environment: Mapping[str, str]) -> None:
    """Run a full sync as the command line does."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sync", "full"),
        env={**os.environ, **environment},
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        message = f"the sync of the made-up company failed:\n{said.decode(errors='replace')}"
        raise WorldError(message)
