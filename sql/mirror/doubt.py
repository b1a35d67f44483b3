"""A verify trusts no hash: rows, lines and derived columns that were changed are mended."""

from collections.abc import Sequence
from uuid import UUID

from sql import Database
from sql.mirror import children, merges, repair
from sql.mirror.mapping import Mapping, fit
from sql.mirror.pointers import CUSTOMERS, LOCATIONS
from sql.mirror.records import Batch, RawItem
from sql.mirror.statements import EXPORTED, HASH, IDS, SOFT, value
from sql.mirror.store import AT_ONCE, UNMAPPABLE, Source, derive, records

SOURCES = {
    CUSTOMERS: "servicetitan.st_customer_contacts",
    LOCATIONS: "servicetitan.st_location_contacts",
    "servicetitan.st_jobs": "servicetitan.st_appointment_assignments",
}
"""Tables with derived columns, and the table that those are derived from."""

# Table and column names below come from our own queries and the catalogue, never from data.


async def doubt(tx: Database, table: str, items: Sequence[RawItem], source: Source) -> None:
    """Take the hash from rows that are not what their record says: `store` writes them again."""
    batch = records(table, items)
    for at, raw in enumerate(batch.raws):
        if repair.has_odd_escapes(bytes(raw)):
            batch.replace(at, repair.escape(bytes(raw)))
    name = table.rpartition(".")[2]
    mapping = await fit(tx.connection, table, f"mirror_{name}")
    soft = SOFT.get(name, frozenset()) if source == "export" else EXPORTED
    for portion in batch.portions(AT_ONCE) if batch.ids else ():
        await _look(tx, _doubting(mapping, soft), portion)


async def mend(tx: Database, table: str, ids: Sequence[int], run_id: UUID | None) -> int:
    """Bring lines and derived columns of these records' rows in line, and tell what differed.

    Comes back: how many rows differed in nothing else.
    """
    if lines := children.LINES.get(table):
        await tx.connection.execute(
            await children.compose_told(tx.connection, table, lines), ids, run_id
        )
    if table in SOURCES:
        await derive(tx, SOURCES[table], (), run_id, owners=ids)
    for moved, some in (await merges.follow(tx, table, ids, run_id)).items():
        await derive(tx, moved, some, run_id)
    rows = await tx.raw(
        f"""
select count(distinct e.st_id) as n
  from automation.events e
  join {table} t on t.st_id = e.st_id
 where e.at = now() and e.entity = '{table}' and e.run_id = $2
   and e.st_id = any($1) and t.local_synced_at < now()""",  # noqa: S608 - see above
        ids,
        run_id,
    )
    return int(rows[0]["n"])


async def outrun(tx: Database, table: str, batch: Batch) -> set[int]:
    """Which of these records were left out for being older than their rows.

    A row that is not what came, though nothing waits in quarantine, held a newer stamp.
    """
    rows = await tx.raw(
        f"""
select raw.st_id
  from unnest(string_to_array($1, ',')::bigint[]) with ordinality as raw(st_id, at)
  join {table} t on t.st_id = raw.st_id
 where t.row_hash is distinct from substring($2::bytea from (raw.at * 16 - 15)::integer for 16)
   and not exists (select
                     from automation.sync_quarantine q
                    where q.entity = '{table}' and q.st_id = raw.st_id::text
                      and q.resolved_at is null)""",  # noqa: S608 - see above
        batch.id_text,
        batch.hash_run,
    )
    return {row["st_id"] for row in rows}


async def _look(tx: Database, statement: str, batch: Batch) -> None:
    """A record that only fits after mending is left to its hash."""
    try:
        async with tx.connection.transaction():
            await tx.connection.execute(statement, batch.payload, batch.id_text, batch.hash_run)
    except UNMAPPABLE:
        if len(batch.ids) > 1:
            for half in batch.halves():
                await _look(tx, statement, half)


def _doubting(mapping: Mapping, soft: frozenset[str]) -> str:
    """A wrong stamp goes too, or a row that only seems newer would keep what it has."""
    casts = "".join(f",\n         {cast} as {column}" for column, cast in mapping.casts.items())
    wanted = ", ".join(value(one, soft) for one in mapping.columns)
    stored = ", ".join(f"t.{one}" for one in mapping.columns)
    gone = "coalesce(m.gone, false)"
    known = "t.st_modified_on is not distinct from m.st_modified_on then t.st_modified_on"
    stamp = f", st_modified_on = case when {known} end" if mapping.stamped else ""
    return f"""with given as (
  select raw.st_id, {HASH} as row_hash, raw.d as full_data,
         {"m0.deleted" if mapping.deleted else "false"} as gone{casts}
    from rows from (jsonb_array_elements($1::jsonb), unnest({IDS}))
         with ordinality as raw(d, st_id, at)
    {mapping.lateral}
)
update {mapping.table} t
   set row_hash = null{stamp}
  from given m
 where t.st_id = m.st_id and t.row_hash = m.row_hash
   and (t.full_data is distinct from m.full_data
        or (t.deleted_at is not null) is distinct from {gone}
        or ({stored}) is distinct from ({wanted}))"""  # noqa: S608 - see above
