"""A sandbox, a database and an engine between them."""

import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest

from sandbox.servicetitan import Server, running
from sql import Database
from sync.engine import Engine
from sync.visit import World
from tests.kit.clients import client_of, no_wait
from tests.kit.databases import create, drop
from tools.servicetitan.client import Client


@pytest.fixture
def box() -> Iterator[Server]:
    with running(customers=40, seed=3, export_page=25, export_delay=900) as server:
        yield server


@pytest.fixture
async def database(fresh_database: str) -> AsyncIterator[Database]:
    """A database of this test alone, which other processes may use by its address."""
    opened = await Database.connect(fresh_database, max_size=8)
    yield opened
    await opened.close()


@pytest.fixture(scope="session")
async def untouched(postgres: str, template: str) -> AsyncIterator[Database]:
    """A migrated database that nobody writes to."""
    name = f"pc_untouched_{os.getpid()}"
    opened = await Database.connect(await create(postgres, name, template), max_size=2)
    yield opened
    await opened.close()
    await drop(postgres, name)


@pytest.fixture
async def client(box: Server) -> AsyncIterator[Client]:
    async with client_of(box) as opened:
        yield opened


def world_of(db: Database, client: Client) -> World:
    return World(
        db=db,
        fetch=lambda operation, query: client.request_bytes(operation, {}, query),
        tenant=client.tenant_id,
        now=lambda: datetime.now(UTC),
        sleep=no_wait,
        source_time=client.source_time.now,
    )


@pytest.fixture
def engine(database: Database, client: Client) -> Engine:
    return Engine(world_of(database, client))
