"""Databases for the tests of this folder, on the server that all tests share."""

import os
from collections.abc import AsyncIterator

import pytest

from sql import Database
from tests.kit.databases import MakeDatabase, create, drop


@pytest.fixture
async def empty_database(make_database: MakeDatabase) -> str:
    return await make_database()


@pytest.fixture(scope="session")
async def shared_database(postgres: str, template: str) -> AsyncIterator[str]:
    name = f"pc_shared_{os.getpid()}"
    yield await create(postgres, name, template)
    await drop(postgres, name)


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
