"""`perfect-catch sync drift`: what ServiceTitan sends otherwise than we know it, each once."""

from collections.abc import Sequence

from sql import Database
from sync.entity import Entity

SHOWN = 50
"""Differences that a list of them names."""


async def known(db: Database, entities: Sequence[Entity]) -> list[str]:
    """One line per difference, newest first, with an example where one was kept."""
    tables = list(dict.fromkeys(one.table for one in entities))
    rows = await db.rows("mirror_drift_told", entities=tables, most=SHOWN)
    if not rows:
        return ["Everything came as we know it."]
    lines = [
        f"{row['entity']} {row['kind']}: {row['path'] or 'the record'}"
        f"{_example(row['path'], row['sample'])} (since {row['first_seen']:%Y-%m-%d %H:%M} UTC)"
        for row in rows
    ]
    more = rows[0]["total"] - len(rows)
    return [*lines, *([f"and {more:,} more"] if more else [])]


def _example(path: str, sample: str | None) -> str:
    """A path may name the value already: `type = Odd`."""
    return f", for example {sample}" if sample and sample not in path else ""
