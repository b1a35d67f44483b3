"""Columns that only a list fills: taken from its records, in rows that exports keep otherwise."""

from collections.abc import Sequence
from functools import cache
from typing import Any
from uuid import UUID

import msgspec

from sql import Database
from sql.mirror import drift
from sql.mirror.mapping import Mapping, fit
from sql.mirror.records import UNREADABLE, RawItem
from sql.mirror.statements import IDS, SOFT, newer, told
from sql.mirror.store import TOGETHER, UNMAPPABLE, Stored

# `row_hash` and `full_data` stay as the export gave them: a list's record has other bytes, and a
# row that took both would change its form at every run.

STAMP = "st_modified_on"


def listed(table: str) -> frozenset[str]:
    """The columns of `schema.table` that its export leaves empty although its list has them."""
    return SOFT.get(table.rpartition(".")[2], frozenset())


async def fill(
    db: Database, table: str, items: Sequence[RawItem], run_id: UUID | None = None
) -> Stored:
    """Bring these columns in line with records of the list.

    Records without a row are passed over: rows come from the export alone.
    """
    ids, slim = _slimmed(table, items)
    stored = Stored(unchanged=len(items))
    if not ids:
        return stored
    async with db.transaction() as tx:
        mapping = await _mapping(tx, table)
        updated = await _fill(tx, mapping, ids, slim, run_id)
    stored.updated += updated
    stored.unchanged -= updated
    return stored


def _slimmed(table: str, items: Sequence[RawItem]) -> tuple[list[int], list[bytes]]:
    """Ids, and records cut down to the columns in question: so nothing else in them can hurt."""
    decode = _decoder(listed(table))
    found: dict[int, bytes] = {}
    for raw in items:
        try:
            one: Any = decode(raw)
        except UNREADABLE:
            continue  # without an id it has no row, and the export told what it thinks of it
        found[one.id] = msgspec.json.encode(one)
    return sorted(found), [found[one] for one in sorted(found)]


@cache
def _decoder(columns: frozenset[str]) -> Any:
    null = msgspec.Raw(b"null")
    wanted = [(name, msgspec.Raw, null) for name in (*sorted(columns), "modified_on")]
    shape = msgspec.defstruct("Slim", [("id", int), *wanted], rename="camel")
    return msgspec.json.Decoder(shape).decode


_fitted: dict[str, Mapping] = {}


async def _mapping(tx: Database, table: str) -> Mapping:
    if table not in _fitted:
        whole = await fit(tx.connection, table, f"mirror_{table.rpartition('.')[2]}")
        wanted = listed(table) | {STAMP}
        casts = {name: cast for name, cast in whole.casts.items() if name in wanted}
        _fitted[table] = Mapping(table, whole.lateral, casts)
    return _fitted[table]


async def _fill(
    tx: Database, mapping: Mapping, ids: list[int], slim: list[bytes], run_id: UUID | None
) -> int:
    """Look first: a list that says nothing new takes no lock and no turn."""
    said = (b"[" + b",".join(slim) + b"]", ",".join(map(str, ids)))
    try:
        async with tx.connection.transaction():
            if not await tx.connection.fetchval(_differs(mapping), *said):
                return 0
            if mapping.table in TOGETHER:
                await tx.value("mirror_turn", name=TOGETHER[mapping.table])
            return int(await tx.connection.fetchval(_filling(mapping), *said, run_id))
    except UNMAPPABLE as problem:
        if len(ids) == 1:
            await _refused(tx, mapping.table, ids[0], problem)
            return 0
    middle = len(ids) // 2
    first = await _fill(tx, mapping, ids[:middle], slim[:middle], run_id)
    return first + await _fill(tx, mapping, ids[middle:], slim[middle:], run_id)


async def _refused(tx: Database, table: str, st_id: int, problem: Exception) -> None:
    """The row keeps what it had; its record is in the table, so there is nothing to quarantine."""
    told_of = f"{st_id}: {problem}".replace("\0", "\\0")[:200]
    odd = drift.Oddity(", ".join(sorted(listed(table))), "unfit in list", told_of)
    await drift.report(tx, table, [odd])


# Table and column names below come from our own queries and the catalogue, never from data.


def _given(mapping: Mapping) -> str:
    casts = "".join(f",\n         {cast} as {column}" for column, cast in mapping.casts.items())
    return f"""given as materialized (
  select raw.st_id{casts}
    from rows from (jsonb_array_elements($1::jsonb), unnest({IDS})) as raw(d, st_id)
    {mapping.lateral}
)"""  # noqa: S608 - see above


def _columns(mapping: Mapping) -> list[str]:
    return [one for one in mapping.columns if one != STAMP]


def _wanting(mapping: Mapping) -> str:
    """Which rows take their record's values: those that differ, unless they are newer."""
    ours, theirs = (", ".join(f"{at}.{one}" for one in _columns(mapping)) for at in "tm")
    return f"({ours}) is distinct from ({theirs}) and {newer(mapping, 'm', 't')}"


def _differs(mapping: Mapping) -> str:
    return f"""with {_given(mapping)}
select exists (
  select
    from given m
    join {mapping.table} t on t.st_id = m.st_id
   where {_wanting(mapping)})"""  # noqa: S608 - see above


def _filling(mapping: Mapping) -> str:
    tracked = ", ".join(f"t.{one}" for one in _columns(mapping))
    row = f"(select to_jsonb(x) from (select {tracked}) as x)"  # noqa: S608 - see above
    assigned = ", ".join(f"{one} = m.{one}" for one in _columns(mapping))
    return f"""with {_given(mapping)}, before as materialized (
  select t.st_id, {row} as before
    from {mapping.table} t
    join given m on m.st_id = t.st_id
   where {_wanting(mapping)}
   order by t.st_id
     for no key update of t
), written as (
  update {mapping.table} as t
     set {assigned}, local_synced_at = now()
    from given m
    join before b on b.st_id = m.st_id
   where t.st_id = m.st_id
  returning t.st_id, b.before, {row} as after
), told as (
{told(mapping)}
), noted as (
  insert into automation.events (entity, st_id, kind, changed, run_id)
  select '{mapping.table}', s.st_id, s.kind, s.changed, $3
    from told s
)
select count(*) from written"""  # noqa: S608 - see above
