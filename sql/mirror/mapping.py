"""From a mapping query (JSON path to column) and a table's own types: the writing statements."""

from dataclasses import dataclass

import asyncpg

from sql.mirror.repair import FIRST_YEAR, LAST_YEAR
from sql.queries import QUERIES, QueryProblem

SOURCE = "from jsonb_array_elements($1) as raw(d)"
"""Every mapping query ends so; what stands before it is the select list."""

DELETED = "deleted"
"""A mapping column of this name says that the source calls the record deleted."""

SOFT = {"st_jobs": frozenset({"recall_for_id", "warranty_id"})}
"""Columns that a job's export leaves empty although its list has them: a null never wins."""

_CATALOGUE = """
select attname as name, format_type(atttypid, atttypmod) as type
  from pg_catalog.pg_attribute
 where attrelid = $1::text::regclass and attnum > 0 and not attisdropped
"""

_RAW = """raw as materialized (
  select r.d, r.st_id, r.row_hash
    from rows from (jsonb_array_elements($1::jsonb), unnest($2::bigint[]), unnest($3::bytea[]))
         as r(d, st_id, row_hash)
)"""


@dataclass(frozen=True, slots=True)
class Statements:
    """What writes one table: `changed` filters, `insert` takes new ids, `update` known ones."""

    table: str
    columns: tuple[str, ...]
    changed: str
    insert: str
    update: str


@dataclass(frozen=True, slots=True)
class _Shape:
    table: str
    select: str
    casts: dict[str, str]
    deleted: bool

    @property
    def stamp(self) -> bool:
        return "st_modified_on" in self.casts

    def gone(self, row: str) -> str:
        """When the source called it deleted, else null."""
        if not self.deleted:
            return "null::timestamptz"
        known = f"{row}.st_modified_on" if self.stamp else "null::timestamptz"
        return f"case when {row}.{DELETED} then coalesce({known}, now()) end"


async def statements(
    connection: "asyncpg.Connection[asyncpg.Record]", table: str
) -> Statements:
    """Compose the statements of `schema.table` from its mapping query and the catalogue."""
    name = table.rpartition(".")[2]
    query = QUERIES.get(f"mirror_{name}").sql
    select, found, rest = query.rpartition(SOURCE)
    if not found or rest.strip():
        raise QueryProblem(f"mirror_{name} must end with: {SOURCE}")
    mapped = {
        attribute.name: attribute.type.name
        for attribute in (await connection.prepare(query)).get_attributes()
    }
    rows = await connection.fetch(_CATALOGUE, table)
    types: dict[str, str] = {row["name"]: row["type"] for row in rows}
    if unknown := mapped.keys() - types.keys() - {DELETED}:
        raise QueryProblem(f"mirror_{name} maps columns that {table} lacks: {sorted(unknown)}")
    casts = {
        column: _cast(f"m.{column}", given, types[column])
        for column, given in mapped.items()
        if column != DELETED
    }
    shape = _Shape(table, select.strip(), casts, DELETED in mapped)
    return Statements(table, tuple(casts), _changed(table), _insert(shape), _update(shape, name))


def _cast(value: str, given: str, wanted: str) -> str:
    """The value in the column's own type; text that is too long is cut, `full_data` keeps all."""
    if given != "text":
        return f"{value}::{wanted}"
    if wanted.startswith("timestamp") or wanted == "date":
        years = f"{value} collate \"C\" >= '{FIRST_YEAR}' and {value} collate \"C\" < '{LAST_YEAR + 1}'"
        return f"case when {years} then {value}::{wanted} end"
    if wanted == "bigint[]":
        return f"translate({value}, '[]', '{{}}')::bigint[]"
    if wanted.startswith(("character", "text")):
        return f"{value}::{wanted}"
    return f"nullif({value}, '')::{wanted}"


def _changed(table: str) -> str:
    return f"""
select i.at - 1 as at, t.st_id is not null as known
  from unnest($1::bigint[], $2::bytea[]) with ordinality as i(st_id, row_hash, at)
  left join lateral (select x.st_id, x.row_hash from {table} x
                      where x.st_id = i.st_id offset 0) t on true
 where t.row_hash is distinct from i.row_hash"""  # noqa: S608 - table and columns are our own


def _mapped(shape: _Shape) -> str:
    casts = ",\n         ".join(f"{cast} as {column}" for column, cast in shape.casts.items())
    gone = f",\n         m.{DELETED}" if shape.deleted else ""
    return f"""mapped as materialized (
  select raw.st_id, raw.row_hash, raw.d as full_data,
         {casts}{gone}
    from raw cross join lateral (
{shape.select}
    ) as m
)"""  # noqa: S608 - the same


def _insert(shape: _Shape) -> str:
    columns = ", ".join(shape.casts)
    values = ", ".join(f"m.{column}" for column in shape.casts)
    assigned = ", ".join(f"{column} = excluded.{column}" for column in shape.casts)
    newer = (
        "where excluded.st_modified_on is null or t.st_modified_on is null"
        " or excluded.st_modified_on >= t.st_modified_on"
        if shape.stamp
        else ""
    )
    return f"""with {_RAW}, {_mapped(shape)}, written as (
  insert into {shape.table} as t
         (st_id, tenant_id, row_hash, full_data, local_synced_at, deleted_at, {columns})
  select m.st_id, $4, m.row_hash, m.full_data, now(), {shape.gone("m")}, {values}
    from mapped m
  on conflict (st_id) do update
     set row_hash = excluded.row_hash, full_data = excluded.full_data,
         local_synced_at = excluded.local_synced_at, deleted_at = excluded.deleted_at, {assigned}
   {newer}
  returning t.st_id, t.xmax = 0 as created, t.deleted_at is not null as gone
), noted as (
  insert into automation.events (entity, st_id, kind, run_id)
  select '{shape.table}', w.st_id,
         case when w.gone then 'deleted' when w.created then 'created' else 'updated' end, $5
    from written w
)
select coalesce(array_agg(w.st_id), '{{}}') as ids,
       count(*) filter (where w.created and not w.gone) as created,
       count(*) filter (where not w.created and not w.gone) as updated,
       count(*) filter (where w.gone) as deleted,
       0::bigint as merged
  from written w"""  # noqa: S608 - the same


def _update(shape: _Shape, name: str) -> str:
    soft = SOFT.get(name, frozenset())
    assigned = ",\n         ".join(
        f"{column} = coalesce(m.{column}, t.{column})" if column in soft else f"{column} = m.{column}"
        for column in shape.casts
    )
    tracked = ", ".join(f"t.{column}" for column in (*shape.casts, "deleted_at"))
    newer = (
        "and (m.st_modified_on is null or b.st_modified_on is null"
        " or m.st_modified_on >= b.st_modified_on)"
        if shape.stamp
        else ""
    )
    was = "a.before ->> 'merged_to_id' is null and a.after ->> 'merged_to_id' is not null"
    merged = was if "merged_to_id" in shape.casts else "false"
    stamp = ", t.st_modified_on" if shape.stamp else ""
    return f"""with {_RAW}, {_mapped(shape)}, before as materialized (
  select t.st_id, t.deleted_at{stamp},
         (select to_jsonb(x) from (select {tracked}) as x) as before
    from {shape.table} t
   where t.st_id = any($2)
   order by t.st_id
     for no key update of t
), written as (
  update {shape.table} as t
     set row_hash = m.row_hash, full_data = m.full_data, local_synced_at = now(),
         deleted_at = case when {shape.gone("m")} is not null
                           then coalesce(b.deleted_at, {shape.gone("m")}) end,
         {assigned}
    from mapped m
    join before b on b.st_id = m.st_id
   where t.st_id = m.st_id and t.st_id = any($2) {newer}
  returning t.st_id, b.before, (select to_jsonb(x) from (select {tracked}) as x) as after
), told as (
  select a.st_id, c.changed,
         case when {merged} then 'merged'
              when a.before ->> 'deleted_at' is null and a.after ->> 'deleted_at' is not null
              then 'deleted' else 'updated' end as kind
    from written a
    cross join lateral (
         select jsonb_object_agg(n.key, jsonb_build_object('before', o.value, 'after', n.value))
                as changed
           from jsonb_each(a.after) n
           join jsonb_each(a.before) o on o.key = n.key
          where n.value is distinct from o.value) as c
), noted as (
  insert into automation.events (entity, st_id, kind, changed, run_id)
  select '{shape.table}', s.st_id, s.kind, s.changed, $5
    from told s
   where s.changed is not null
)
select coalesce(array_agg(s.st_id), '{{}}') as ids,
       0::bigint as created,
       count(*) filter (where s.kind = 'updated') as updated,
       count(*) filter (where s.kind = 'deleted') as deleted,
       count(*) filter (where s.kind = 'merged') as merged
  from told s"""  # noqa: S608 - the same
