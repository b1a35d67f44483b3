"""Rows that ServiceTitan no longer has: found by a complete reading, marked, never removed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sql import Database
from sql.mirror.statements import TOLD_INACTIVE
from sql.mirror.store import derive

# Table names and columns of time come from our own entities, never from data.


@dataclass(frozen=True, slots=True)
class Within:
    """Rows by a moment in them: from the start on, up to the end, which is left out."""

    column: str
    start: datetime | None
    end: datetime | None


async def missing(
    db: Database,
    table: str,
    seen: Sequence[int],
    before: datetime,
    part: Mapping[str, object] | None = None,
    within: Within | None = None,
) -> list[int]:
    """Living rows that a complete reading did not show; rows written since it began are left.

    Where several lists fill a table, `part` is what all records of the list read say; `within`
    leaves out what a reading of a time alone had not to show.
    """
    moment = f"t.{within.column}" if within else "null::timestamptz"
    rows = await db.raw(
        f"""
select t.st_id
  from {table} t
 where t.deleted_at is null and t.local_synced_at < $2
   and ($3::jsonb is null or t.full_data @> $3)
   and ($4::boolean or ({moment} >= coalesce($5::timestamptz, '-infinity')
                        and {moment} < coalesce($6::timestamptz, 'infinity')))
   and not exists (select from unnest($1::bigint[]) as s(st_id) where s.st_id = t.st_id)
 order by t.st_id""",  # noqa: S608 - see above
        seen,
        before,
        None if part is None else dict(part),
        within is None,
        within and within.start,
        within and within.end,
    )
    return [row["st_id"] for row in rows]


async def bury(
    db: Database,
    table: str,
    ids: Sequence[int],
    before: datetime,
    run_id: UUID | None,
    at: datetime | None = None,
) -> int:
    """Mark rows as gone and tell it; a row that comes back is alive again by its next version.

    What a tool removed is inactive from then on, where its export will tell it so. `at` is when
    that was by ServiceTitan's clock, which its stamps are of and ours may not agree with: what a
    tool removed comes back by later versions alone.
    """
    told_inactive = run_id is None and table.rpartition(".")[2] in TOLD_INACTIVE
    inactive = ", active = false" if told_inactive else ""
    async with db.transaction() as tx:
        rows = await tx.raw(
            f"""
with buried as (
  update {table} t
     set deleted_at = coalesce($4, now()), row_hash = null, local_synced_at = now(){inactive}
   where t.st_id = any($1) and t.deleted_at is null and t.local_synced_at < $2
  returning t.st_id, t.deleted_at
), noted as (
  insert into automation.events (entity, st_id, kind, changed, run_id)
  select '{table}', b.st_id, 'deleted',
         jsonb_build_object('deleted_at',
                            jsonb_build_object('before', null, 'after', b.deleted_at)),
         $3
    from buried b
)
select st_id from buried""",  # noqa: S608 - see above
            ids,
            before,
            run_id,
            at,
        )
        buried = [row["st_id"] for row in rows]
        await derive(tx, table, buried, run_id)
        if run_id is None:
            await tx.execute("mirror_rows_told", entity=table, ids=buried)
    return len(buried)


async def living(db: Database, table: str) -> int:
    rows = await db.raw(f"select count(*) as n from {table} where deleted_at is null")  # noqa: S608 - see above
    return int(rows[0]["n"])


async def added(db: Database, table: str, run_id: UUID | None, since: datetime) -> int:
    """How many living rows a run that began at a moment has added, less those it took away."""
    return int(await db.value("mirror_rows_added", entity=table, run_id=run_id, since=since))
