"""`perfect-catch sync quarantine|replay`: records that do not fit, and another try at them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sql import Database
from sql.mirror import replay
from sync.entity import Entity
from sync.told import SHOWN, tables_of, told
from tools.wording import counted

NOTHING = "Nothing waits in quarantine."


async def waiting(db: Database, entities: Sequence[Entity]) -> list[str]:
    """One line per record that waits, oldest first, with its reason."""
    rows = await db.rows("mirror_quarantine_told", entities=tables_of(entities), most=SHOWN)
    return told(rows, _line, NOTHING)


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['entity']} {row['st_id'] or 'without an id'}: {row['reason']} (since "
        f"{row['first_seen']:%Y-%m-%d %H:%M} UTC, {counted(row['attempts'], 'try', 'tries')})"
    )


async def tried_again(
    db: Database, entities: Sequence[Entity], tenant: int
) -> tuple[list[str], int]:
    """What became of each table's records, and how many of them still wait."""
    lines: list[str] = []
    left = 0
    for entity in _one_per_table(entities):
        for stored in (await replay(db, entity.table, entity.source, tenant=tenant)).values():
            left += stored.quarantined
            lines.append(
                f"{entity.name}: {stored.written + stored.unchanged} stored, "
                f"{stored.quarantined} still waiting"
            )
    if left:
        lines += await waiting(db, entities)
    return lines or [NOTHING], left


def _one_per_table(entities: Sequence[Entity]) -> Iterator[Entity]:
    known: set[str] = set()
    for one in entities:
        if one.table not in known:
            known.add(one.table)
            yield one
