"""Lines inside a record (estimate and invoice items, shares of a payment) as rows of their own."""

from dataclasses import dataclass
from typing import Any

import asyncpg

from sql.mirror.mapping import fit


@dataclass(frozen=True, slots=True)
class Lines:
    """A list inside a record: its table, the column that names the record, path and id.

    `shared` says that two records may hold lines of the same id.
    """

    table: str
    owner: str
    path: str
    key: str = "id"
    shared: bool = False

    @property
    def conflict(self) -> str:
        return f"{self.owner}, st_id" if self.shared else "st_id"


LINES = {
    "servicetitan.st_estimates": Lines("servicetitan.st_estimate_items", "estimate_id", "items"),
    "servicetitan.st_invoices": Lines("servicetitan.st_invoice_items", "invoice_id", "items"),
    "servicetitan.st_purchase_orders": Lines(
        "servicetitan.st_purchase_order_items", "purchase_order_id", "items"
    ),
    "servicetitan.st_payments": Lines(
        "servicetitan.st_payment_applications", "payment_id", "appliedTo", "appliedId", shared=True
    ),
}


async def compose(connection: "asyncpg.Connection[Any]", parent: str, lines: Lines) -> str:
    """One statement that makes the lines of the records $1 equal to what the records say."""
    return "\n".join(await _steps(connection, parent, lines))


async def compose_told(connection: "asyncpg.Connection[Any]", parent: str, lines: Lines) -> str:
    """The same, with an event of run $2 for each record whose lines were others."""
    first, last = await _steps(connection, parent, lines)
    return f"""{first}, put as (
{last}
  returning t.{lines.owner} as owner
), changed as (
  select owner from gone union select owner from put
)
insert into automation.events (entity, st_id, kind, changed, run_id)
select '{parent}', c.owner, 'updated', jsonb_build_object('{lines.path}', jsonb_build_object(
         'before', (select count(*) from {lines.table} t where t.{lines.owner} = c.owner),
         'after', (select count(*) from mapped m where m.owner = c.owner))), $2
  from changed c"""  # noqa: S608 - our own names


async def _steps(
    connection: "asyncpg.Connection[Any]", parent: str, lines: Lines
) -> tuple[str, str]:
    """What goes before the insert, and the insert."""
    mapping = await fit(connection, lines.table, f"mirror_{lines.table.rpartition('.')[2]}")
    casts = "".join(f",\n         {cast} as {name}" for name, cast in mapping.casts.items())
    columns = ", ".join(mapping.columns)
    values = ", ".join(f"m.{column}" for column in mapping.columns)
    assigned = ", ".join(f"{column} = excluded.{column}" for column in mapping.columns)
    once = f"p.st_id, i.d ->> '{lines.key}'" if lines.shared else f"i.d ->> '{lines.key}'"
    ours, theirs = (", ".join(f"{at}.{one}" for one in mapping.columns) for at in ("t", "excluded"))
    before = f"""with raw as materialized (
  select distinct on ({once})
         i.d, (i.d ->> '{lines.key}')::bigint as st_id, p.st_id as owner, p.tenant_id
    from {parent} p
    cross join lateral jsonb_array_elements(
         case jsonb_typeof(p.full_data -> '{lines.path}')
              when 'array' then p.full_data -> '{lines.path}' else '[]' end) as i(d)
   where p.st_id = any($1) and i.d ->> '{lines.key}' is not null
   order by {once}, p.st_modified_on desc nulls last
), mapped as (
  select raw.st_id, raw.owner, raw.tenant_id, raw.d as full_data{casts}
    from raw
    {mapping.lateral}
), gone as (
  delete from {lines.table} t
   where t.{lines.owner} = any($1)
     and not exists (
         select from raw where raw.st_id = t.st_id and raw.owner = t.{lines.owner})
  returning t.{lines.owner} as owner
)"""  # noqa: S608 - our own names
    insert = f"""insert into {lines.table} as t
       (st_id, tenant_id, {lines.owner}, full_data, local_synced_at, {columns})
select m.st_id, m.tenant_id, m.owner, m.full_data, now(), {values}
  from mapped m
 order by m.st_id
on conflict ({lines.conflict}) do update
   set {lines.owner} = excluded.{lines.owner}, full_data = excluded.full_data,
       tenant_id = excluded.tenant_id, local_synced_at = excluded.local_synced_at, {assigned}
 where t.full_data is distinct from excluded.full_data
    or t.{lines.owner} is distinct from excluded.{lines.owner}
    or ({ours}) is distinct from ({theirs})"""  # noqa: S608 - our own names
    return before, insert
