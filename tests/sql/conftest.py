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


@pytest.fixture(scope="session")
async def shared_database(postgres: str, template: str) -> AsyncIterator[str]:
    name = f"pc_shared_{os.getpid()}"
    await _admin(postgres, f"create database {name} template {template}")
    yield address(postgres, name)
    await _admin(postgres, f"drop database {name} with (force)")


@pytest.fixture
async def database(shared_database: str) -> AsyncIterator[Database]:
    """A migrated database without rows; emptied afterwards, which is quicker than a new copy."""
    opened = await Database.connect(shared_database, max_size=4)
    yield opened
    await opened.raw(EMPTY)
    await opened.close()


EMPTY = """
do $$
declare
  item regclass;
  used boolean;
begin
  for item in
    select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r'
       and n.nspname in
           ('servicetitan', 'integrations', 'pricebook', 'salesforce', 'automation', 'public')
       and c.relname not in ('schema_migrations', 'settings')
  loop
    execute format('select exists (select from %s)', item) into used;
    if used then
      execute format('truncate %s restart identity cascade', item);
    end if;
  end loop;
  update automation.settings set value = 'America/New_York' where key = 'timezone';
  delete from automation.settings where key <> 'timezone';
end
$$;
"""
