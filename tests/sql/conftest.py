"""Databases for the tests of this folder, copied from a migrated template."""

import itertools
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from sql import Database
from sql.migrate import migrate
from tests.sql.server import server_url

MakeDatabase = Callable[..., Awaitable[str]]

_numbers = itertools.count()


def address(server: str, database: str) -> str:
    return urlunsplit(urlsplit(server)._replace(path=f"/{database}"))


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    with server_url() as url:
        yield url


async def _admin(server: str, *statements: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        for statement in statements:
            await connection.execute(statement)
    finally:
        await connection.close()


@pytest.fixture(scope="session")
async def template(postgres: str) -> AsyncIterator[str]:
    """Name of a migrated database that nobody is connected to."""
    name = f"pc_template_{os.getpid()}"
    await _admin(postgres, f"create database {name}")
    await migrate(address(postgres, name))
    yield name
    await _admin(postgres, f"drop database {name} with (force)")


@pytest.fixture
async def make_database(postgres: str) -> AsyncIterator[MakeDatabase]:
    """Create databases, empty or from a template, and drop them after the test."""
    made: list[str] = []

    async def make(like: str = "template0") -> str:
        name = f"pc_{os.getpid()}_{next(_numbers)}"
        await _admin(postgres, f"create database {name} template {like}")
        made.append(name)
        return address(postgres, name)

    yield make
    await _admin(postgres, *(f"drop database {name} with (force)" for name in made))


@pytest.fixture
async def empty_database(make_database: MakeDatabase) -> str:
    return await make_database()


@pytest.fixture
async def fresh_database(make_database: MakeDatabase, template: str) -> str:
    return await make_database(template)


@pytest.fixture
async def database(fresh_database: str) -> AsyncIterator[Database]:
    opened = await Database.connect(fresh_database, max_size=4)
    yield opened
    await opened.close()
