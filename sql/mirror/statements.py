"""The statements that write one mirrored table, composed from its mapping."""

from dataclasses import dataclass, replace
from typing import Any

import asyncpg

from sql.mirror.applications import COLUMN, DATA, OWNER
from sql.mirror.mapping import Mapping, fit
from sql.queries import QUERIES

SOFT = {
    "st_jobs": frozenset({"recall_for_id", "warranty_id"}),
    "pb_services": frozenset({"use_static_prices", "calculated_price"}),
}
"""Columns that an export leaves empty although its list has them: a null never wins."""
EXPORTED = frozenset({"active", COLUMN})
"""Columns that many a list leaves out although its export has them: likewise. External data comes
in lists as an empty array to whoever names no application."""
LABELLED = f"""t.{COLUMN} @? '$[*].{OWNER}'"""
"""Whether a row has pairs that a tool wrote: a page may show others, and not these."""
SHOWN_AND_KNOWN = f"""automation.shown_and_known(
           m.{COLUMN}, t.{COLUMN}, t.full_data -> '{DATA}', t.st_modified_on = m.st_modified_on)"""
DECIDED = "nullif($6::jsonb -> m.st_id::text, 'null')"
"""What external data a row gets by a write, where that is decided beforehand."""
TOLD_INACTIVE = frozenset({"pb_categories", "pb_services", "pb_materials", "pb_equipment"})
"""Tables whose export goes on showing a deleted record, as inactive: that brings none back."""

# Table and column names below come from our own queries and the catalogue, never from data.


IDS = "string_to_array($2, ',')::bigint[]"
HASH = "substring($3::bytea from (raw.at * 16 - 15)::integer for 16)"
"""Ids travel as one text and hashes as one run of bytes: encoding arrays costs more than both."""

ORDERED_ID = """((select lpad(to_hex((extract(epoch from now()) * 1000)::bigint), 12, '0'))
          || '7' || left(encode(m.row_hash, 'hex'), 3)
          || '8' || right(encode(m.row_hash, 'hex'), 15))::uuid"""
"""A UUID of version 7 (RFC 9562), its random bits from the hash: keys in the order of their writing
go to the end of their index, where random ones would touch every page of it."""

TALLY = """select coalesce(array_agg(s.st_id), '{}') as ids,
       0::bigint as created,
       count(*) filter (where s.kind = 'updated') as updated,
       count(*) filter (where s.kind = 'deleted') as deleted,
       count(*) filter (where s.kind = 'merged') as merged,
       (select array_agg(distinct k.name)
          from written a
         cross join lateral jsonb_object_keys(a.old_data) as k(name)
         where not a.new_data ? k.name) as removed
  from told s"""
"""What an update did, by count; `removed` are fields that a record has no more."""

SETTLED = "($5::uuid is not null and t.local_synced_at < now() - interval '1 day')"
"""What a run reads of a row that was written long ago is no late page: the source's stamp went
back, say from a day to come."""

STALE = "coalesce(b.removed and m.st_modified_on < b.deleted_at, false)"
"""A version from before a tool removed its record: an export may go on showing it for a while."""

NEW = "    from mapped m"
"""Where an insert takes its rows from."""


@dataclass(frozen=True, slots=True)
class Writing:
    """A statement; where it inserts, another writer may put in a row of the same id first.

    One that `decides` takes the external data of its rows as one more argument.
    """

    sql: str
    inserts: bool = False
    decides: bool = False


@dataclass(frozen=True, slots=True)
class Statements:
    """`changed` filters by hash, `inserts` take ids never seen, `updates` the known ones.

    `dates` are the fields of a record that columns of dates come from.
    """

    table: str
    columns: tuple[str, ...]
    changed: str
    inserts: dict[str, Writing]
    updates: dict[str, Writing]
    dates: frozenset[str]

    @property
    def has_data(self) -> bool:
        """Whether applications keep external data beside these records."""
        return COLUMN in self.columns

    def insert(self, source: str) -> Writing:
        return self.inserts.get(source, self.inserts["list"])

    def insert_since(self, source: str, time_column: str, days: int) -> Writing:
        """The insert without records that retention would remove again."""
        insert = self.insert(source)
        if time_column not in self.columns:
            return insert
        young = f"m.{time_column} >= now() - make_interval(days => {int(days)})"
        kept = f"{NEW}\n   where coalesce({young}, true)"
        return replace(insert, sql=insert.sql.replace(NEW, kept))

    def update(self, source: str) -> Writing:
        """An export's empty columns never win over what a list said."""
        return self.updates.get(source, self.updates["list"])


async def compose(connection: "asyncpg.Connection[Any]", table: str) -> Statements:
    """The statements of `schema.table`, from its mapping queries and the catalogue."""
    name = table.rpartition(".")[2]
    mapping = f"mirror_{name}"
    derived = f"mirror_first_{name}"
    first = [mapping, derived] if derived in QUERIES.names() else [mapping]
    known = await fit(connection, table, mapping)
    fresh = await fit(connection, table, *first)
    inserts = {"list": Writing(_insert(fresh), inserts=True)}
    updates = {
        "list": Writing(_update(known, EXPORTED)),
        "export": Writing(_update(known, SOFT.get(name, frozenset()), exported=True)),
    }
    if COLUMN in known.columns:
        inserts["write"] = Writing(_insert(fresh, decides=True), inserts=True, decides=True)
        updates["write"] = Writing(_update(known, EXPORTED, decides=True), decides=True)
    return Statements(table, known.columns, _changed(table), inserts, updates, known.dates)


def _changed(table: str) -> str:
    """Positions whose hash is new; the lateral keeps the plan at one index probe per record."""
    return f"""
select raw.at - 1 as at, t.st_id is not null as known
  from unnest(string_to_array($1, ',')::bigint[]) with ordinality as raw(st_id, at)
  left join lateral (
       select x.st_id, x.row_hash from {table} x where x.st_id = raw.st_id offset 0) as t on true
 where t.row_hash is distinct from substring($2::bytea from (raw.at * 16 - 15)::integer for 16)"""  # noqa: S608 - see above


def _mapped(mapping: Mapping, kept: str = "") -> str:
    """The records as typed rows; `kept` materializes what a statement reads twice."""
    casts = "".join(f",\n         {cast} as {column}" for column, cast in mapping.casts.items())
    gone = ", m0.deleted" if mapping.deleted else ""
    return f"""mapped as {kept}(
  select raw.st_id, {HASH} as row_hash, raw.d as full_data{gone}{casts}
    from rows from (jsonb_array_elements($1::jsonb), unnest({IDS}))
         with ordinality as raw(d, st_id, at)
    {mapping.lateral}
)"""  # noqa: S608 - see above


def _gone(mapping: Mapping) -> str:
    """When the source called the record deleted, else null."""
    if not mapping.deleted:
        return "null::timestamptz"
    known = "m.st_modified_on" if mapping.stamped else "null::timestamptz"
    return f"case when m.deleted then coalesce({known}, now()) end"


def newer(mapping: Mapping, incoming: str, stored: str) -> str:
    """An older version never undoes a newer row; without stamps the last one wins.

    A stamp of the days to come is an error of the source's: it must not freeze its row.
    """
    if not mapping.stamped:
        return "true"
    new, old = f"{incoming}.st_modified_on", f"{stored}.st_modified_on"
    wrong = f"{old} > now() + interval '2 days'"
    return f"({new} is null or {old} is null or {new} >= {old} or {wrong})"


def _insert(mapping: Mapping, *, decides: bool = False) -> str:
    """Plain: on conflict costs a fifth of a first load and finds nothing in it."""
    columns = ", ".join(mapping.columns)
    given = {COLUMN: f"coalesce({DECIDED}, m.{COLUMN})"} if decides else {}
    values = ", ".join(given.get(column, f"m.{column}") for column in mapping.columns)
    return f"""with {_mapped(mapping)}, written as (
  insert into {mapping.table} as t
         (id, st_id, tenant_id, row_hash, full_data, local_synced_at, deleted_at, {columns})
  select {ORDERED_ID}, m.st_id, $4, m.row_hash, m.full_data, now(), {_gone(mapping)}, {values}
{NEW}
  returning t.st_id, t.deleted_at is not null as gone
), noted as (
  insert into automation.events (entity, st_id, kind, run_id)
  select '{mapping.table}', w.st_id, case when w.gone then 'deleted' else 'created' end, $5
    from written w
)
select coalesce(array_agg(w.st_id), '{{}}') as ids,
       count(*) filter (where not w.gone) as created,
       0::bigint as updated,
       count(*) filter (where w.gone) as deleted,
       0::bigint as merged,
       null::text[] as removed
  from written w"""  # noqa: S608 - see above


def _dead(mapping: Mapping) -> str:
    """Whether an export's record says that it is deleted."""
    if mapping.deleted:
        return "coalesce(m.deleted, false)"
    return "m.active is false" if mapping.table.rpartition(".")[2] in TOLD_INACTIVE else "false"


def _removed(mapping: Mapping) -> str:
    """Whether a tool removed the row: a reading that found it missing was a run."""
    return f"""case when t.deleted_at is not null then exists (
           select
             from automation.events e
            where e.entity = '{mapping.table}' and e.st_id = t.st_id
              and e.kind = 'deleted' and e.run_id is null
              and (e.changed -> 'deleted_at' ->> 'after')::timestamptz = t.deleted_at) end"""  # noqa: S608 - see above


def value(column: str, soft: frozenset[str]) -> str:
    """What a column gets; where its source leaves it empty, it keeps what it has."""
    if column == COLUMN:
        silent = f"when coalesce(m.{column}, '[]') = '[]' then t.{column} "
        silent = silent if column in soft else ""
        return f"case {silent}when {LABELLED} then {SHOWN_AND_KNOWN} else m.{column} end"
    return f"coalesce(m.{column}, t.{column})" if column in soft else f"m.{column}"


def _update(
    mapping: Mapping, soft: frozenset[str], *, exported: bool = False, decides: bool = False
) -> str:
    given = {column: value(column, soft) for column in mapping.columns}
    if decides:
        told_of = "$6::jsonb ? m.st_id::text"
        given[COLUMN] = f"case when {told_of} then {DECIDED} else {given[COLUMN]} end"
    assigned = ", ".join(f"{column} = {one}" for column, one in given.items())
    tracked = ", ".join(f"t.{column}" for column in (*mapping.columns, "deleted_at"))
    stamp = ", t.st_modified_on" if mapping.stamped else ""
    inactive = f"when {_dead(mapping)} then b.deleted_at" if exported else ""
    guarded = exported and mapping.stamped
    removed = f", {_removed(mapping)} as removed" if guarded else ""
    fresh = f" and ({_dead(mapping)} or not {STALE})" if guarded else ""
    return f"""with {_mapped(mapping, "materialized ")}, before as materialized (
  select t.st_id, t.deleted_at{stamp}, t.full_data as old_data,
         (select to_jsonb(x) from (select {tracked}) as x) as before{removed}
    from {mapping.table} t
   where t.st_id = any({IDS})
   order by t.st_id
     for no key update of t
), written as (
  update {mapping.table} as t
     set row_hash = m.row_hash, full_data = m.full_data, local_synced_at = now(),
         tenant_id = $4,
         deleted_at = case when {_gone(mapping)} is not null
                           then coalesce(b.deleted_at, {_gone(mapping)}) {inactive} end,
         {assigned}
    from mapped m
    join before b on b.st_id = m.st_id
   where t.st_id = m.st_id and t.st_id = any({IDS})
     and ({newer(mapping, "m", "b")}{fresh} or {SETTLED})
  returning t.st_id, b.before, (select to_jsonb(x) from (select {tracked}) as x) as after,
            b.old_data, t.full_data as new_data
), told as (
{told(mapping)}
), noted as (
  insert into automation.events (entity, st_id, kind, changed, run_id)
  select '{mapping.table}', s.st_id, s.kind, s.changed, $5
    from told s
   where s.changed is not null
)
{TALLY}"""  # noqa: S608 - see above


def told(mapping: Mapping) -> str:
    """What changed in each written row, column by column, and what kind of change that is."""
    merged = "a.before ->> 'merged_to_id' is null and a.after ->> 'merged_to_id' is not null"
    case = f"when {merged} then 'merged' " if "merged_to_id" in mapping.casts else ""
    return f"""  select a.st_id, c.changed,
         case {case}when a.before ->> 'deleted_at' is null
                     and a.after ->> 'deleted_at' is not null
              then 'deleted' else 'updated' end as kind
    from written a
    cross join lateral (
         select jsonb_object_agg(n.key, jsonb_build_object('before', o.value, 'after', n.value))
                as changed
           from jsonb_each(a.after) n
           join jsonb_each(a.before) o on o.key = n.key
          where n.value is distinct from o.value) as c"""  # noqa: S608 - see above
