"""One PostgreSQL per worker, and databases on it copied from a migrated template."""

import itertools
import os
from collections.abc import AsyncIterator, Iterator

import pytest

from sql.migrate import migrate
from tests.kit.databases import MakeDatabase, address, admin
from tests.sql.server import server_url

_numbers = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Address of the maintenance database of a server for this worker's tests."""
    with server_url() as url:
        yield url


@pytest.fixture(scope="session")
async def template(postgres: str) -> AsyncIterator[str]:
    """Name of a migrated database that nobody is connected to."""
    name = f"pc_template_{os.getpid()}"
    await admin(postgres, f"create database {name}")
    await migrate(address(postgres, name))
    yield name
    await admin(postgres, f"drop database {name} with (force)")


@pytest.fixture
async def make_database(postgres: str) -> AsyncIterator[MakeDatabase]:
    """Create databases, empty or from a template, and drop them after the test."""
    made: list[str] = []

    async def make(like: str = "template0") -> str:
        name = f"pc_{os.getpid()}_{next(_numbers)}"
        await admin(postgres, f"create database {name} template {like}")
        made.append(name)
        return address(postgres, name)

    yield make
    await admin(postgres, *(f"drop database {name} with (force)" for name in made))


@pytest.fixture
async def fresh_database(make_database: MakeDatabase, template: str) -> str:
    """Address of a migrated database without rows, of this test alone."""
    return await make_database(template)
