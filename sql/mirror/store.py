"""Write raw records of one table: skip what is unchanged, merge the rest, tell what happened."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Literal
from uuid import UUID

import asyncpg

from sql import Database
from sql.mirror import applications, children, drift, merges, repair
from sql.mirror.applications import Own
from sql.mirror.quarantine import keep, resolve, waits
from sql.mirror.records import Batch, RawItem, Reject, read
from sql.mirror.statements import Statements, Writing
from sql.mirror.statements import compose as compose_statements

Source = Literal["list", "export", "write"]

KEYS = {"servicetitan.st_job_history": "jobId"}
"""Tables whose records are known by another field than `id`."""

AFTER = {
    "servicetitan.st_customer_contacts": ("mirror_customers_of_contacts",),
    "servicetitan.st_location_contacts": ("mirror_locations_of_contacts",),
    "servicetitan.st_appointment_assignments": ("mirror_jobs_of_assignments",),
}
"""Queries that keep derived columns of other tables in line, given the ids just written."""

TOGETHER = {
    "servicetitan.st_customers": "customers",
    "servicetitan.st_customer_contacts": "customers",
    "servicetitan.st_locations": "locations",
    "servicetitan.st_location_contacts": "locations",
    "servicetitan.st_jobs": "jobs",
    "servicetitan.st_appointment_assignments": "jobs",
}
"""Tables of which one derives columns from the other: their writers take turns, or each would
miss what the other has not committed yet."""

UNMAPPABLE = (
    asyncpg.DataError,
    asyncpg.IntegrityConstraintViolationError,
    asyncpg.ProgramLimitExceededError,
)
"""What PostgreSQL raises for a record that does not fit; other errors are not its fault."""

AT_ONCE = 2**20
"""Bytes of JSON in one statement: copied some times on its way, and best while it fits a cache."""

ROOM = "set local work_mem = '64MB'"
"""A page of 5,000 records is sorted and joined in memory, not on disk."""


@dataclass(slots=True)
class Stored:
    """What became of the records of one call, by count."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    merged: int = 0
    deleted: int = 0
    quarantined: int = 0

    def add(self, other: "Stored") -> None:
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))

    @property
    def written(self) -> int:
        return self.created + self.updated + self.merged + self.deleted


@dataclass(frozen=True, slots=True)
class _Target:
    """Where one call writes: the connection's own transaction, the table, and its statements."""

    db: Database
    table: str
    statements: Statements
    lines: str | None
    tenant: int | None
    run_id: UUID | None
    known_fields: frozenset[str] | None
    source: Source
    decided: Mapping[str, Any] | None = None
    """External data by id, where a write brings it."""

    @property
    def tells_removed(self) -> bool:
        """A write is read back in the list's form: what only exports have is not gone."""
        return self.source != "write"

    @property
    def connection(self) -> "asyncpg.Connection[Any]":
        return self.db.connection

    def missed(self, names: Sequence[str]) -> list[str]:
        """Of fields that a record has no more, those that this source should have sent."""
        return [one for one in names if not self.known_fields or one in self.known_fields]


_composed: dict[str, tuple[Statements, str | None]] = {}


def records(table: str, items: Sequence[RawItem]) -> Batch:
    """A page's records with the ids by which the table knows them."""
    return read(items, KEYS.get(table, "id"))


async def store(
    db: Database,
    table: str,
    items: Sequence[RawItem] | Batch,
    *,
    source: Source,
    tenant: int | None = None,
    run_id: UUID | None = None,
    known_fields: frozenset[str] | None = None,
    all_new: bool = False,
    own: Mapping[int, Own] | None = None,
) -> Stored:
    """Store raw JSON records of `schema.table` in one transaction (the caller's, if one is open).

    Only new and changed records are decoded. `known_fields` are the field names we expect;
    others are kept in `full_data` and reported once. `all_new` is a guess that spares looking the
    records up; those of which it is wrong are looked up after all. `own` is the external data that
    a write was about, by id.
    """
    batch = items if isinstance(items, Batch) else records(table, items)
    stored = Stored()
    async with db.transaction() as tx:
        target = await _target(tx, table, tenant, run_id, known_fields, source)
        if batch.text_ids:
            odd = drift.Oddity(KEYS.get(table, "id"), "type changed", batch.text_ids[0])
            await drift.report(tx, table, [odd])
        if batch.rejects:
            stored.quarantined += await keep(tx, table, batch.rejects)
        if not batch.ids:
            return stored
        if source == "write" and target.statements.has_data:
            target, batch = await _joined(target, batch, own or {})
        guess = all_new and await _may_guess(target)
        fresh, known = (batch.whole(), Batch()) if guess else await _changed(target, batch)
        if fresh.ids or known.ids:
            await tx.connection.execute(ROOM)
            await _take_turn(tx, table)
        stored.unchanged = batch.repeated + len(batch.ids) - len(fresh.ids) - len(known.ids)
        written: list[int] = []
        if fresh.ids:
            written += await _write(target, fresh, await _insert(target), stored)
        if known.ids:
            written += await _write(target, known, target.statements.update(source), stored)
        if written:
            await _follow(target, written)
        if await waits(tx, table):
            same = set(batch.ids).difference(fresh.ids, known.ids)
            await resolve(tx, table, [*written, *same])
    return stored


async def _joined(target: _Target, batch: Batch, own: Mapping[int, Own]) -> tuple[_Target, Batch]:
    """The records with what else is known of their external data."""
    await _take_turn(target.db, target.table)
    kept = await applications.keep(target.connection, target.table, batch, own)
    return replace(target, decided=kept.columns), kept.batch


async def _take_turn(tx: Database, table: str) -> None:
    if table in TOGETHER:
        await tx.value("mirror_turn", name=TOGETHER[table])


async def _target(
    tx: Database,
    table: str,
    tenant: int | None,
    run_id: UUID | None,
    known_fields: frozenset[str] | None,
    source: Source,
) -> _Target:
    if table not in _composed:
        lines = children.LINES.get(table)
        _composed[table] = (
            await compose_statements(tx.connection, table),
            await children.compose(tx.connection, table, lines) if lines else None,
        )
    statements, line_statement = _composed[table]
    return _Target(tx, table, statements, line_statement, tenant, run_id, known_fields, source)


async def _insert(target: _Target) -> Writing:
    """How new rows are put in; too old ones stay out where the table has a retention."""
    kept = await target.db.rows("mirror_retention", entity=target.table)
    if not kept:
        return target.statements.insert(target.source)
    rule = kept[0]["time_column"], kept[0]["keep_days"]
    return target.statements.insert_since(target.source, *rule)


async def _may_guess(target: _Target) -> bool:
    """Not where a known record may settle one that waits, nor where retention keeps old ones out.

    An insert that leaves them out would not notice that one of them is known.
    """
    settled = not await waits(target.db, target.table)
    return settled and not await target.db.rows("mirror_retention", entity=target.table)


async def _changed(target: _Target, batch: Batch) -> tuple[Batch, Batch]:
    """The records whose bytes differ from what is stored: new ids, and known ones."""
    rows = await _differing(target, batch)
    fresh = [row["at"] for row in rows if not row["known"]]
    known = [row["at"] for row in rows if row["known"]]
    return batch.pick(fresh), batch.pick(known)


async def _differing(target: _Target, part: Batch) -> list[asyncpg.Record]:
    return await target.connection.fetch(target.statements.changed, part.id_text, part.hash_run)


async def _write(target: _Target, batch: Batch, statement: Writing, stored: Stored) -> list[int]:
    written: list[int] = []
    waiting = stored.quarantined
    async for portion, oddities in _inspected(target, batch):
        rejects: list[Reject] = []
        written += await _merge(target, portion, statement, stored, rejects)
        told = drift.as_they_came(rejects, oddities)
        await drift.report(target.db, target.table, told)
        stored.quarantined += await keep(target.db, target.table, rejects)
    stored.unchanged += len(batch.ids) - len(written) - (stored.quarantined - waiting)
    return written


async def _inspected(
    target: _Target, batch: Batch
) -> AsyncIterator[tuple[Batch, list[drift.Oddity]]]:
    """Portions with what is unusual in them; while one is written, a thread looks at the next."""
    ready: tuple[Batch, list[drift.Oddity]] | None = None
    for portion in batch.portions(AT_ONCE):
        seen = target.known_fields, target.statements.dates
        look = asyncio.to_thread(drift.inspect, target.table, portion, *seen)
        ahead = asyncio.ensure_future(look)
        if ready:
            yield ready
        ready = portion, await ahead
    if ready:
        yield ready


async def _follow(target: _Target, ids: list[int]) -> None:
    """Everything that has to stay in step with the rows just written."""
    moved = await merges.follow(target.db, target.table, ids, target.run_id)
    for table, some in {target.table: ids, **moved}.items():
        await derive(target.db, table, some, target.run_id)
    if target.run_id is None:
        await target.db.execute("mirror_rows_told", entity=target.table, ids=ids)


async def derive(
    tx: Database,
    table: str,
    ids: Sequence[int],
    run_id: UUID | None,
    owners: Sequence[int] = (),
) -> None:
    """Bring columns that others, and these `owners`, derive from rows in line with them."""
    for query in AFTER.get(table, ()):
        await tx.execute(query, ids=ids, owners=owners, run_id=run_id)


async def _merge(
    target: _Target, batch: Batch, statement: Writing, stored: Stored, rejects: list[Reject]
) -> list[int]:
    """Merge the batch; when a record does not fit, halve until it stands alone."""
    if not batch.ids:
        return []
    try:
        async with target.connection.transaction():
            row = await target.connection.fetchrow(
                statement.sql,
                batch.payload,
                batch.id_text,
                batch.hash_run,
                target.tenant,
                target.run_id,
                *([target.decided or {}] if statement.decides else []),
            )
            if row and target.lines:  # a line that does not fit makes its whole record one
                await target.connection.execute(target.lines, row["ids"])
    except UNMAPPABLE as problem:
        parts = await _contested(target, batch, statement, problem)
        if not parts and len(batch.ids) == 1:
            return await _repaired(target, batch, statement, stored, rejects, problem)
        parts = parts or [(half, statement) for half in batch.halves()]
        done = [await _merge(target, part, how, stored, rejects) for part, how in parts]
        return done[0] + done[1]
    if row is None:
        return []
    for name in ("created", "updated", "deleted", "merged"):
        setattr(stored, name, getattr(stored, name) + row[name])
    if row["removed"] and target.tells_removed:
        lost = [drift.Oddity(name, "field removed", "") for name in target.missed(row["removed"])]
        await drift.report(target.db, target.table, lost)
    return list(row["ids"])


async def _contested(
    target: _Target, batch: Batch, statement: Writing, problem: Exception
) -> list[tuple[Batch, Writing]]:
    """What to insert and what to update, where another writer was first with some of the ids."""
    if not statement.inserts or not isinstance(problem, asyncpg.UniqueViolationError):
        return []
    rows = await _differing(target, batch)
    fresh = [row["at"] for row in rows if not row["known"]]
    if len(fresh) == len(batch.ids):
        return []
    known = [row["at"] for row in rows if row["known"]]
    update = target.statements.update(target.source)
    return [(batch.pick(fresh), statement), (batch.pick(known), update)]


async def _repaired(
    target: _Target,
    batch: Batch,
    statement: Writing,
    stored: Stored,
    rejects: list[Reject],
    problem: Exception,
) -> list[int]:
    """Try the record once more with its odd text made harmless; else it is a reject."""
    raw = bytes(batch.raws[0])
    mended = repair.rewritten(raw)
    if mended is not None:
        again = Batch(batch.ids, batch.hashes, [mended])
        ids = await _merge(target, again, statement, stored, rejects)
        told = f"{batch.ids[0]}: {problem}"[:200]
        oddity = drift.Oddity("", "repaired", told, (batch.ids[0], raw))
        odd = drift.as_they_came(rejects, [oddity])
        await drift.report(target.db, target.table, odd)
        return ids
    rejects.append(Reject(raw, str(problem), str(batch.ids[0])))
    return []
