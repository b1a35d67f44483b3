"""External data: pairs that applications keep beside a record, shown to who names one of them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import asyncpg
import msgspec

from sql import Database
from sql.codecs import dump_json, load_json
from sql.mirror.records import UNREADABLE, Batch, fingerprint

DATA, OWNER = "externalData", "applicationGuid"
"""Where a record shows pairs; whose a pair is, where a tool's write told that. No page does."""
COLUMN = "external_data"
UNSHOWN = frozenset({
    "pricebook.pb_discounts",
    "servicetitan.st_job_types",
    "servicetitan.st_trucks",
    "servicetitan.st_vendors",
    "servicetitan.st_warehouses",
})  # fmt: skip
"""Tables without a feed: a list shows no pairs to a sync, which names no application."""
_TICK = timedelta(microseconds=1)
"""ServiceTitan's stamps are finer than PostgreSQL's, which rounds them."""

Pair = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Own:
    """What one application had on a record before a write, and has now."""

    application: str
    before: Sequence[Pair] = ()
    now: Sequence[Pair] = ()


@dataclass(frozen=True, slots=True)
class Kept:
    """Records as the next page should show them, and the pairs that their rows get."""

    batch: Batch
    columns: dict[str, Any] = field(default_factory=dict)


async def keep(
    connection: "asyncpg.Connection[Any]", table: str, batch: Batch, named: Mapping[int, Own]
) -> Kept:
    """Join what a write shows of external data with what the rows have of other applications.

    A record read for no application, or for one, says nothing about the rest.
    """
    rows = await _rows(connection, table, batch.ids)
    kept = Kept(Batch(list(batch.ids), list(batch.hashes), list(batch.raws)))
    wrong: list[int] = []
    for at, key in enumerate(batch.ids):
        row, own = rows.get(key), named.get(key)
        record = _record(batch.raws[at])
        if record is None or (own is None and (row is None or _pairs(record.get(DATA)))):
            continue
        page, column = _joined(table, record, row, own)
        raw = dump_json({**record, DATA: page} if page or DATA in record else record)
        kept.batch.raws[at], kept.batch.hashes[at] = raw, fingerprint(raw)
        kept.columns[str(key)] = column
        if row is not None and row[COLUMN] != column:
            wrong.append(key)
    if wrong:  # or a record that looks the same to who names nobody would be passed over
        await connection.execute(_doubt(table), wrong)
    return kept


async def unsure(db: Database, table: str, named: Mapping[int, Own]) -> list[int]:
    """The records of which the mirror has other pairs of an application than it had.

    Older ones of its own cannot be told there from what nobody is known to own.
    """
    before = {key: own for key, own in named.items() if own.before}
    rows = await db.raw(_COLUMNS.format(table=table), list(before)) if before else []
    return [row["st_id"] for row in rows if _mixed(_pairs(row[COLUMN]), before[row["st_id"]])]


def _mixed(known: Sequence[Pair], own: Own) -> bool:
    lacking = Counter(map(_key, own.before)) - Counter(map(_key, known))
    return bool(lacking) and any(OWNER not in one for one in known)


def _joined(
    table: str, record: Mapping[str, Any], row: asyncpg.Record | None, own: Own | None
) -> tuple[Any, Any]:
    """What the next page shows of a record, as far as can be told, and what its row gets."""
    if own is None:
        return (row["shown"] or record.get(DATA), row[COLUMN]) if row else (None, None)
    if row is None:
        fresh = rejoined(_pairs(record.get(DATA)), own, overtaken=True)
        return [] if table in UNSHOWN else bare(fresh), fresh
    overtaken = _is_past(row["st_modified_on"], record.get("modifiedOn"))
    column = rejoined(_pairs(row[COLUMN]), own, overtaken=overtaken)
    if table in UNSHOWN:
        return row["shown"], column
    return bare(rejoined(_pairs(row["shown"]), own, overtaken=overtaken)), column


def rejoined(known: Sequence[Pair], own: Own, *, overtaken: bool) -> list[dict[str, Any]]:
    """The pairs of all others as they are known, then this application's as they are now.

    `overtaken` is a row that has the write from a page already. A pair that nobody is known to
    own is this application's where the application had it.
    """
    mine = Counter(_key(one) for one in known if one.get(OWNER) == own.application)
    had = Counter(map(_key, own.before))
    if overtaken:
        had |= Counter(map(_key, own.now))
    had -= mine
    others = []
    for one in known:
        if OWNER not in one and had[_key(one)] > 0:
            had[_key(one)] -= 1
        elif one.get(OWNER) != own.application:
            others.append(dict(one))
    return others + [{**_bare(one), OWNER: own.application} for one in own.now]


def bare(pairs: Sequence[Pair]) -> list[dict[str, Any]]:
    """Pairs as a page shows them."""
    return [_bare(one) for one in pairs]


def _bare(pair: Pair) -> dict[str, Any]:
    return {name: value for name, value in pair.items() if name != OWNER}


def _key(pair: Pair) -> bytes:
    return msgspec.json.encode(_bare(pair), order="sorted")


def _pairs(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _record(raw: bytes | msgspec.Raw) -> dict[str, Any] | None:
    try:
        record = load_json(bytes(raw))
    except UNREADABLE:
        return None
    return record if isinstance(record, dict) else None


def _is_past(stamp: datetime | None, shown: Any) -> bool:
    """Whether a row is as new as the record that was read."""
    try:
        return stamp is not None and stamp + _TICK >= datetime.fromisoformat(shown)
    except (TypeError, ValueError):
        return False


# Table names below come from our own queries and the catalogue, never from data.


_COLUMNS = f"select st_id, {COLUMN} from {{table}} where st_id = any($1)"  # noqa: S608 - see above


async def _rows(
    connection: "asyncpg.Connection[Any]", table: str, ids: Sequence[int]
) -> dict[int, asyncpg.Record]:
    rows = await connection.fetch(
        f"""
select t.st_id, t.{COLUMN}, t.full_data -> '{DATA}' as shown, t.st_modified_on
  from {table} t
 where t.st_id = any($1)
 order by t.st_id
   for no key update of t""",  # noqa: S608 - see above
        ids,
    )
    return {row["st_id"]: row for row in rows}


def _doubt(table: str) -> str:
    return f"update {table} set row_hash = null where st_id = any($1)"  # noqa: S608 - see above
