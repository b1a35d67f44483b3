"""Indexes of words take many new rows at once: kept aside while they come, sorted in when done."""

from contextlib import suppress

import asyncpg

from sql import AWAY, Database

MANY = 1_000
"""New rows in one page from which sorting each page's words in alone is the dearest part of it."""
SET_ASIDE = "set local gin_pending_list_limit = '64MB'"
"""So much may wait: one merge per 60,000 customers instead of one per page."""
MERGE = """
select gin_clean_pending_list(i.indexrelid)
  from pg_index i
  join pg_class c on c.oid = i.indexrelid
  join pg_am m on m.oid = c.relam
 where i.indrelid = $1::text::regclass and m.amname = 'gin'
"""


async def merge(db: Database, table: str) -> None:
    """Sort in what waits: until then a search reads it through. What fails waits for autovacuum."""
    with suppress(asyncpg.PostgresError, asyncpg.InterfaceError, *AWAY):
        await db.raw(MERGE, table)
