"""Lists for a person: a line for each row, and how many more there are."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from sync.entity import Entity

SHOWN = 50
"""Rows that a list of them names."""


def tables_of(entities: Iterable[Entity]) -> list[str]:
    """Their tables, each once."""
    return list(dict.fromkeys(one.table for one in entities))


def told(
    rows: Sequence[Mapping[str, Any]], line: Callable[[Mapping[str, Any]], str], nothing: str
) -> list[str]:
    """The lines of these rows, each of which knows the `total` there is; `nothing` without any."""
    if not rows:
        return [nothing]
    more = rows[0]["total"] - len(rows)
    return [*map(line, rows), *([f"and {more:,} more"] if more else [])]
