"""`perfect-catch sync drift`: what ServiceTitan sends otherwise than we know it, each once."""

from collections.abc import Mapping, Sequence
from typing import Any

from sql import Database
from sync.entity import Entity
from sync.told import SHOWN, tables_of, told


async def known(db: Database, entities: Sequence[Entity]) -> list[str]:
    """One line per difference, newest first, with an example where one was kept."""
    rows = await db.rows("mirror_drift_told", entities=tables_of(entities), most=SHOWN)
    return told(rows, _line, "Everything came as we know it.")


def _line(row: Mapping[str, Any]) -> str:
    return (
        f"{row['entity']} {row['kind']}: {row['path'] or 'the record'}"
        f"{_example(row['path'], row['sample'])} (since {row['first_seen']:%Y-%m-%d %H:%M} UTC)"
    )


def _example(path: str, sample: str | None) -> str:
    """A path may name the value already: `type = Odd`."""
    return f", for example {sample}" if sample and sample not in path else ""
