"""Makes records of ServiceTitan small enough for a model to read, and says what was left out."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Record = Mapping[str, Any]
_EMPTY: tuple[object, ...] = (None, "", [], {})


@dataclass(frozen=True)
class Shaped:
    """Records as shown, how many of those given, and the fields that were left out."""

    items: list[dict[str, Any]]
    omitted: list[str] = field(default_factory=list)


def shaped(records: Sequence[Record], *, fields: Sequence[str] | None, max_bytes: int) -> Shaped:
    """As many of the records as fit.

    With `fields`, exactly those. Otherwise empty values go first, then nested values, then whole
    records from the end; every field that any record lost is named.
    """
    if fields is not None:
        chosen = [{name: record.get(name) for name in fields} for record in records]
        return Shaped(_fitting(chosen, max_bytes))
    filled = [{k: v for k, v in record.items() if v not in _EMPTY} for record in records]
    if _size(filled) <= max_bytes:
        return Shaped(filled)
    flat = [{k: v for k, v in record.items() if not _nested(v)} for record in filled]
    kept = _fitting(flat, max_bytes)
    lost = {name for record in filled[: len(kept)] for name, v in record.items() if _nested(v)}
    return Shaped(kept, sorted(lost))


def _nested(value: object) -> bool:
    return isinstance(value, Mapping | list)


def _fitting(records: list[dict[str, Any]], max_bytes: int) -> list[dict[str, Any]]:
    size = 0
    for count, record in enumerate(records):
        size += _size(record)
        if size > max_bytes and count:
            return records[:count]
    return records


def _size(value: object) -> int:
    return len(json.dumps(value, default=_plain, ensure_ascii=False).encode()) + 1


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Decimal) else repr(value)
