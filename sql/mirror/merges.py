"""Merges followed: who went into whom, and the rows that move to the survivor with that."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import asyncpg

from sql import Database
from sql.mirror.mapping import fit
from sql.mirror.pointers import CUSTOMERS, MERGED, OWN_POINTERS, children

Moved = dict[str, list[int]]
"""Ids of the rows that changed their owner, by table."""

LONGEST_CHAIN = 32
"""Merges in a row that are followed; what is longer runs in a circle and is left alone."""

# Names in these statements are our own tables', never data.


async def follow(tx: Database, table: str, ids: Sequence[int], run_id: UUID | None) -> Moved:
    """Note what the rows just written say of merges, and move what the losers owned."""
    if table not in MERGED:
        return {}
    changed = await tx.raw(_note(table), list(ids))
    if not changed:
        return {}
    touched = {row["st_id"] for row in changed} | {row["was"] for row in changed} - {None}
    return await move(tx, table, sorted(touched), run_id)


async def move(tx: Database, entity: str, ids: Sequence[int], run_id: UUID | None) -> Moved:
    """Give every row that names one of these records the owner that its own words lead to."""
    moved: Moved = {}
    for hit in await tx.raw(_named_in(entity), ids):
        rows = await tx.raw(
            await _repoint(tx.connection, hit["child"], hit["pointer"]), ids, run_id
        )
        moved.setdefault(hit["child"], []).extend(row["st_id"] for row in rows)
    if entity == CUSTOMERS:
        for table, column in OWN_POINTERS.items():
            await tx.raw(_own(table, column), ids)
        await tx.execute("mirror_merge_preferences", ids=ids)
    return {table: ids for table, ids in moved.items() if ids}


def _note(entity: str) -> str:
    """Bring automation.merged_records in line with `merged_to_id` of the records $1.

    Chains are kept flat, so a record that merges on takes along all that had merged into it.
    Comes back: what changed, with the survivor it had before.
    """
    return f"""
with recursive {_freed(entity)},
{_family(entity)},
{_ended(entity)},
{_brought_in_line(entity)}
select o.st_id, o.survivor_id as was from gone o
union all
select n.st_id, (select g.survivor_id {_known(entity)} and g.st_id = n.st_id) from noted n"""  # noqa: S608 - see above


def _known(entity: str) -> str:
    return f"from automation.merged_records g where g.entity = '{entity}'"


def _freed(entity: str) -> str:
    """Records that left their merge, and all that say they merged into one of those.

    Such a record may have been in a circle, of which nothing was noted.
    """
    return f"""freed as (
  select e.st_id from automation.events e
   where e.entity = '{entity}' and e.st_id = any($1::bigint[]) and e.at = now()
     and e.kind <> 'created' and e.changed -> 'merged_to_id' ->> 'before' is not null
   union
  select c.st_id
    from freed f
   cross join lateral (
         select x.st_id from {entity} x where x.merged_to_id = f.st_id offset 0) as c
)"""  # noqa: S608 - see above


def _family(entity: str) -> str:
    """Whose survivor may be another now: those written, and what was noted of or into them."""
    known = _known(entity)
    return f"""written as materialized (
  select i.st_id from unnest($1::bigint[]) as i(st_id)
), survivors as materialized (
  select w.st_id from written w
   union
  select g.survivor_id from automation.merged_records g
    join written w on w.st_id = g.st_id
   where g.entity = '{entity}'
), family as materialized (
  select c.st_id from written w {_one(entity, "w.st_id")}
   union
  select f.st_id from freed f
   union
  select g.st_id {known} and g.st_id in (select w.st_id from written w)
   union
  select g.st_id {known} and g.survivor_id in (select s.st_id from survivors s)
)"""  # noqa: S608 - see above


def _ended(entity: str) -> str:
    """Where the chain of each of them ends; one that does not runs in a circle."""
    return f"""walked as (
  select c.st_id, c.merged_to_id as survivor_id, 1 as step
    from family f {_link(entity, "f.st_id")}
   union all
  select w.st_id, c.merged_to_id, w.step + 1
    from walked w {_link(entity, "w.survivor_id")}
   where w.step < {LONGEST_CHAIN}
), ended as materialized (
  select e.st_id, e.survivor_id
    from (select distinct on (w.st_id) w.* from walked w order by w.st_id, w.step desc) as e
   where e.step < {LONGEST_CHAIN}
)"""  # noqa: S608 - see above


def _brought_in_line(entity: str) -> str:
    """What is noted: no more of those without an end, the end of the others."""
    return f"""gone as (
  delete {_known(entity)}
     and g.st_id in (select f.st_id from family f)
     and not exists (select from ended e where e.st_id = g.st_id)
  returning g.st_id, g.survivor_id
), noted as (
  insert into automation.merged_records as g (entity, st_id, survivor_id)
  select '{entity}', e.st_id, e.survivor_id from ended e
  on conflict (entity, st_id) do update
     set survivor_id = excluded.survivor_id, noted_at = now()
   where g.survivor_id is distinct from excluded.survivor_id
  returning g.st_id
)"""  # noqa: S608 - see above


def _one(entity: str, st_id: str) -> str:
    """The merged record of an id: looked up, whatever statistics a first load has not made yet."""
    return f"""cross join lateral (
         select x.st_id, x.merged_to_id from {entity} x
          where x.st_id = {st_id} and x.merged_to_id is not null offset 0) as c"""  # noqa: S608 - see above


def _link(entity: str, st_id: str) -> str:
    """The same, or what is known of one whose row was removed for its age."""
    return f"""cross join lateral (
         select x.st_id, x.merged_to_id from {entity} x
          where x.st_id = {st_id} and x.merged_to_id is not null
          union all
         select g.st_id, g.survivor_id from automation.merged_records g
          where g.entity = '{entity}' and g.st_id = {st_id}
            and not exists (select from {entity} x where x.st_id = g.st_id) offset 0) as c"""  # noqa: S608 - see above


def _named_in(entity: str) -> str:
    """Where any of the records $1 is named: nearly always nowhere, found out in one question."""
    return " union all ".join(
        f"select '{table}' as child, '{column}' as pointer"  # noqa: S608 - see above
        f" where exists (select from {table} t where t.{column} = any($1::bigint[]))"
        for table, column in children(entity)
    )


async def _repoint(connection: "asyncpg.Connection[Any]", table: str, column: str) -> str:
    """Give the rows that name one of $1 what their record says, read past all merges."""
    mapping = await fit(connection, table, f"mirror_{table.rpartition('.')[2]}")
    return f"""
with before as materialized (
  select t.st_id, t.{column} as old, {mapping.casts[column]} as new
    from {table} t
   cross join lateral (select t.full_data) as raw(d)
    {mapping.lateral}
   where t.{column} = any($1::bigint[])
   order by t.st_id
     for no key update of t
), moved as (
  update {table} t
     set {column} = b.new
    from before b
   where t.st_id = b.st_id and b.new <> b.old
  returning t.st_id, b.old, b.new
), noted as (
  insert into automation.events (entity, st_id, kind, changed, run_id)
  select '{table}', m.st_id, 'updated',
         jsonb_build_object('{column}', jsonb_build_object('before', m.old, 'after', m.new)), $2
    from moved m
)
select m.st_id from moved m"""  # noqa: S608 - see above


def _own(table: str, column: str) -> str:
    return f"""
update {table} t
   set {column} = g.survivor_id
  from automation.merged_records g
 where g.entity = '{CUSTOMERS}' and g.st_id = t.{column} and g.st_id = any($1::bigint[])"""  # noqa: S608 - see above
