"""After a load the planner knows the new rows at once, not when autovacuum comes around."""

from contextlib import suppress

import asyncpg

from sql import AWAY, Database
from sql.mirror.children import LINES

LARGE = 5_000
"""New rows from which statistics of before mislead, and indexes of words have a backlog."""

BACKLOG = """
select gin_clean_pending_list(i.indexrelid)
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_am m on m.oid = c.relam
 where i.indrelid = $1::text::regclass and m.amname = 'gin'
"""
"""A GIN index keeps new entries aside, unsorted: until they are merged a search reads the table."""


async def learn(db: Database, table: str, created: int) -> bool:
    """Count a table's rows anew when so many have come; what fails is left to autovacuum."""
    if created < LARGE:
        return False
    lines = LINES.get(table)
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, *AWAY):
        for name in (table, *([lines.table] if lines else [])):
            await db.raw(BACKLOG, name)
            await db.raw(f"analyze {name}")
    return True
