"""What a merge and a page could not see of each other, put right when a run ends."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from sql import Database
from sql.mirror.merges import move
from sql.mirror.pointers import MERGED, POINTERS, children
from sql.mirror.store import TOGETHER, derive

# Two transactions at once, one with a merge and one with a row that still names the loser, each
# miss the other; so do one that takes a merge back and one that names the survivor for it.
# Whichever run ends last looks again; no page ever waits for another's merge.


async def settle(
    db: Database, table: str, run_id: UUID | None = None, since: datetime | None = None
) -> int:
    """Move rows that still name a merged record, of merges noted `since`; returns how many.

    For a table whose records merge: rows of every table that points at it.
    """
    moved = 0
    for child, column, parent in _pairs(table):
        found = await db.raw(_left(child, column, parent), since)
        if not found:
            continue
        async with db.transaction() as tx:
            await _turn(tx, child)
            losers = [one["st_id"] for one in found]
            for name, ids in (await move(tx, parent, losers, run_id)).items():
                await derive(tx, name, ids, run_id)
                moved += len(ids)
    return moved


def _pairs(table: str) -> Iterator[tuple[str, str, str]]:
    for column, parent in POINTERS.get(table, {}).items():
        yield table, column, parent
    if table in MERGED:
        for child, column in children(table):
            yield child, column, table


async def _turn(tx: Database, table: str) -> None:
    if table in TOGETHER:
        await tx.value("mirror_turn", name=TOGETHER[table])


def _left(table: str, column: str, parent: str) -> str:
    """Merged records, and survivors that lost one again, that rows name. The names are our own.

    The survivor of a row was the end of a chain: either of the link that broke or of the rest.
    """
    return f"""
with left_again as (
  select (e.changed -> 'merged_to_id' ->> 'before')::bigint as st_id
    from automation.events e
   where e.entity = '{parent}' and e.kind <> 'created'
     and e.changed -> 'merged_to_id' ->> 'before' is not null
     and e.at >= coalesce($1::timestamptz, now() - interval '1 day')
), looked_at as (
  select g.st_id
    from automation.merged_records g
   where g.entity = '{parent}' and ($1::timestamptz is null or g.noted_at >= $1)
   union
  select l.st_id from left_again l
   union
  select g.survivor_id
    from automation.merged_records g
    join left_again l on l.st_id = g.st_id
   where g.entity = '{parent}'
)
select l.st_id
  from looked_at l
 where exists (select from {table} t where t.{column} = l.st_id)"""  # noqa: S608 - see above
