"""One PostgreSQL and one made-up company per worker; databases are copies of a template."""

import asyncio
import gc
import itertools
import os
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from sandbox.servicetitan import Server as Company
from sandbox.servicetitan import running
from sql.migrate import migrate
from tests.kit.databases import MakeDatabase, create, drop
from tests.kit.redis_server import RedisServer
from tests.kit.rewind import forget, keep, rewind
from tests.kit.truth import Truth
from tests.kit.world import (
    CUSTOMERS,
    NOW,
    SEED,
    World,
    bring_up_to_date,
    deps_over,
    world_over,
)
from tests.sql.server import server_url
from tools.deps import Deps
from tools.servicetitan.client import certificates

# The loop that our programs run on; later Pythons have no policies.
with suppress(ImportError):  # there is no uvloop for Windows
    import uvloop

    if sys.version_info < (3, 14):
        asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())

_numbers = itertools.count()

LONG = (
    "test_machine.py",
    "test_demo.py",
    "test_embedded.py",
    "test_killed.py",
    "test_bad_data.py",
    "test_operations.py",
    "test_verify.py",
    "test_faults.py",
    "test_write_through.py",
)
"""Begun last, one of these would leave a worker busy alone at the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest."""
    ranks = {name: rank for rank, name in enumerate(LONG)}
    items.sort(key=lambda item: ranks.get(item.path.name, len(LONG)))


def pytest_collection_finish() -> None:
    """Spare the collector what lives to the end, as our programs do."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(autouse=True, scope="session")
def _look_again_at_once() -> Iterator[None]:
    """ServiceTitan may show a write late; the made-up company never does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tools.changes.LAG", (0.0, 0.0))
        yield


@pytest.fixture(autouse=True, scope="session")
def _one_certificate_store() -> Iterator[None]:
    """Nobody here speaks TLS, and both libraries would read the store for every client: 35 ms."""
    with pytest.MonkeyPatch.context() as patch:
        for library in ("httpx", "httpx2"):
            made = f"{library}._transports.default.create_ssl_context"
            patch.setattr(made, lambda verify, **_: certificates() if verify is True else verify)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of the maintenance database of a server for this worker's tests."""
    with server_url() as url:
        yield url


@pytest.fixture(scope="session")
async def template(postgres: str) -> AsyncIterator[str]:
    """Name of a migrated database that nobody is connected to."""
    name = f"pc_template_{os.getpid()}"
    await migrate(await create(postgres, name))
    yield name
    await drop(postgres, name)


@pytest.fixture
async def make_database(postgres: str) -> AsyncIterator[MakeDatabase]:
    """Create databases, empty or from a template, and drop them after the test."""
    made: list[str] = []

    async def make(like: str = "template0") -> str:
        name = f"pc_{os.getpid()}_{next(_numbers)}"
        made.append(name)
        return await create(postgres, name, like)

    yield make
    await drop(postgres, *made)


@pytest.fixture
async def fresh_database(make_database: MakeDatabase, template: str) -> str:
    """Address of a migrated database without rows, of this test alone."""
    return await make_database(template)


@pytest.fixture
async def redis(tmp_path: Path) -> AsyncIterator[RedisServer]:
    """A Redis of this test alone, which it may stop and start."""
    server = RedisServer(tmp_path)
    await server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def company() -> Iterator[Company]:
    """The made-up ServiceTitan that all tests of a worker ask; who changes it, resets it."""
    with running(CUSTOMERS, SEED, now=NOW, export_delay=900) as server:
        yield server


@pytest.fixture(scope="session")
def truth(company: Company) -> Truth:
    return Truth(company)


@pytest.fixture(scope="session")
async def synced(postgres: str, template: str, company: Company) -> AsyncIterator[str]:
    """Name of a database that mirrors the whole company and that nobody is connected to."""
    name = f"pc_synced_{os.getpid()}"
    async with deps_over(company, await create(postgres, name, template)) as deps:
        await bring_up_to_date(deps, mode="full")
    yield name
    await drop(postgres, name)


@pytest.fixture(scope="session")
async def world(postgres: str, synced: str, company: Company) -> AsyncIterator[World]:
    """For tests that only read: one server over one mirror."""
    name = f"pc_world_{os.getpid()}"
    async with world_over(company, await create(postgres, name, synced)) as made:
        yield made
    await drop(postgres, name)


@pytest.fixture(scope="session")
def deps(world: World) -> Deps:
    return world.deps


@pytest.fixture(scope="session")
async def workshop(postgres: str, synced: str, company: Company) -> AsyncIterator[World]:
    """A server over a mirror of its own, for the writing tests."""
    name = f"pc_workshop_{os.getpid()}"
    async with world_over(company, await create(postgres, name, synced)) as made:
        await keep(made.deps.db)
        yield made
    await drop(postgres, name)


@pytest.fixture
async def writing(workshop: World) -> AsyncIterator[World]:
    """For tests that change something: company and mirror are as they were, before and after."""
    forget(workshop.company)
    yield workshop
    forget(workshop.company)
    await workshop.audited()
    await rewind(workshop.deps.db)


@pytest.fixture
def impatient(writing: World) -> Iterator[World]:
    """The client gives an answer half a second instead of minutes."""
    http = writing.deps.st._http
    kept, http.timeout = http.timeout, httpx.Timeout(0.4)
    yield writing
    http.timeout = kept
