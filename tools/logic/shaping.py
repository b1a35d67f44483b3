"""Makes records of ServiceTitan small enough for a model to read, and says what was left out."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import chain
from typing import Any

from pydantic_core import to_json

Record = Mapping[str, Any]
WHOLE = 50
"""Records that a list answer shows without losing one, where leaving out fields suffices."""
_DULL = ("modifiedOn", "createdById", "modifiedById", "createdOn", "mergedToId")
"""Bookkeeping of ServiceTitan, the least missed first."""
_STATES = frozenset({"status"})
"""Nested by habit of ServiceTitan, but what a reader asks for first."""
_NUMBERS = frozenset({bool, int, float, Decimal})
"""What says something even when it is nothing; an empty text, list or object does not."""
_BRACES = 2
"""Bytes of a record beside its fields: two braces, and a comma where its last field has none."""
_NESTED = frozenset({dict, list})
_LONG = 200
"""Bytes of a nested value, on average, that make it go before bookkeeping does."""
_LEAST = 1_000
"""Bytes that a long value keeps at least, so that its kind and beginning can be seen."""


@dataclass(frozen=True)
class Shaped:
    """Records as shown, and the fields that were left out of any of them."""

    items: list[dict[str, Any]]
    omitted: list[str] = field(default_factory=list)


def shaped(records: Sequence[Record], *, fields: Sequence[str] | None, max_bytes: int) -> Shaped:
    """As many of the records as fit.

    With `fields`, exactly those. Otherwise empty values go first, then what is long and nested,
    then bookkeeping, then what is short and nested, then whole records from the end; fields come
    back where there is room in the end, and every lost one is named.
    """
    if fields is not None:
        chosen = ({name: record.get(name) for name in fields} for record in records)
        return Shaped(_fitting(chosen, max_bytes))
    lost, left = _lost(records[:WHOLE], max_bytes)
    shown = (_telling(record, lost) for record in records)
    if len(records) <= WHOLE and left <= max_bytes:
        return Shaped(list(shown), sorted(lost))
    return Shaped(_fitting(shown, max_bytes), sorted(lost))


def _telling(record: Record, lost: Collection[str]) -> dict[str, Any]:
    """Without what had to go and without empty values; zero and False say something."""
    return {
        name: value
        for name, value in record.items()
        if (value or type(value) in _NUMBERS) and name not in lost
    }


def _lost(records: Sequence[Record], max_bytes: int) -> tuple[set[str], int]:
    """The fields that have to go so that these records fit, the most telling ones last.

    And the bytes of what then is left.
    """
    columns = _columns(records)
    sizes = {name: _freed(name, values) for name, values in columns.items()}
    left = sum(sizes.values()) + _BRACES * len(records)
    lost: list[str] = []
    for name in _expendable(columns, sizes, len(records)):
        if left <= max_bytes:
            break
        lost.append(name)
        left -= sizes[name]
    kept_after_all = set[str]()
    for name in reversed(lost):
        if left + sizes[name] <= max_bytes:
            kept_after_all.add(name)
            left += sizes[name]
    return set(lost) - kept_after_all, left


def trimmed(value: Any, max_bytes: int) -> tuple[Any, list[str]]:
    """One answer within a size, and the paths of what was shortened, with how much is left."""
    if _size(value) <= max_bytes:
        return value, []
    if isinstance(value, str):
        return f"{value[: max_bytes // 4]}…", [f" ({max_bytes // 4} of {len(value)} characters)"]
    if isinstance(value, list):
        kept = _within(value, max_bytes)
        return kept, [f" ({len(kept)} of {len(value)})"]
    return _trimmed_object(value, max_bytes) if isinstance(value, Mapping) else (value, [])


def _trimmed_object(value: Mapping[str, Any], max_bytes: int) -> tuple[dict[str, Any], list[str]]:
    """Shorten the longest field first, and others only while it is still too much."""
    kept, lost = dict(value), list[str]()
    for name in sorted(kept, key=lambda one: _size(kept[one]), reverse=True):
        over = _size(kept) - max_bytes
        if over <= 0:
            break
        kept[name], inside = trimmed(kept[name], max(_size(kept[name]) - over, _LEAST))
        lost += [f"{name}{one if one.startswith(' ') else f'.{one}'}" for one in inside]
    return kept, lost


def _within(values: list[Any], max_bytes: int) -> list[Any]:
    size = 0
    for count, value in enumerate(values):
        size += _size(value)
        if size > max_bytes:
            return values[:count]
    return values


def _columns(records: Sequence[Record]) -> dict[str, list[Any]]:
    """What each field tells: to measure a field at once is ten times faster than one by one."""
    columns = {
        name: [one for record in records if (one := record.get(name)) or type(one) in _NUMBERS]
        for name in dict.fromkeys(chain.from_iterable(records))
    }
    return {name: values for name, values in columns.items() if values}


def _freed(name: str, values: list[Any]) -> int:
    """Bytes of a field in all records: its values with a comma, its name, two quotes, a colon."""
    return _size(values) - 2 + len(values) * (len(name.encode()) + 3)


def _expendable(
    columns: Mapping[str, list[Any]], sizes: Mapping[str, int], records: int
) -> Iterator[str]:
    """Fields in the order in which they may go."""
    nested = [name for name, values in columns.items() if _is_nested(name, values)]
    by_size = sorted(nested, key=lambda name: sizes[name], reverse=True)
    long = [name for name in by_size if sizes[name] >= _LONG * records]
    yield from long
    yield from (name for name in _DULL if name in sizes)
    yield from (name for name in by_size if name not in long)


def _is_nested(name: str, values: list[Any]) -> bool:
    return name not in _STATES and not _NESTED.isdisjoint(map(type, values))


def _fitting(records: Iterable[dict[str, Any]], max_bytes: int) -> list[dict[str, Any]]:
    """The first records that fit; always one, or nothing could ever be read."""
    shown: list[dict[str, Any]] = []
    size = 0
    for record in records:
        size += _size(record)
        if size > max_bytes and shown:
            break
        shown.append(record)
    return shown


def _size(value: object) -> int:
    """Bytes of a value as JSON, and a comma behind it."""
    return len(to_json(value, fallback=repr)) + 1
