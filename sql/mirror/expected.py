"""What a record should look like: the fields it may have, and the values that enumerations know.

`values.json` holds the enumerations of the mirrored records, by table and path, as ServiceTitan
publishes them; a test compares it with the facts.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import msgspec

from sql.mirror import repair
from sql.mirror.repair import Oddity

FILE = Path(__file__).with_name("values.json")
LONGEST = 60
"""Characters of a new value that a difference repeats."""
WHOLE = frozenset(
    {"activityTypeId", "appointmentId", "assignedById", "businessUnitId", "campaignId",
     "categoryId", "createdById", "customerId", "employeeId", "invoiceId", "jobId", "jobTypeId",
     "leadId", "locationId", "membershipId", "projectId", "technicianId"}
)  # fmt: skip
"""Fields that hold another record's id: always a whole number, in every table."""
NUMBERED = frozenset({"landedCostMethod"})
"""Enumerations that may come as a name's number instead of the name, counted from 0."""

Values = Mapping[str, frozenset[str]]


@cache
def _published() -> dict[str, Values]:
    tables = json.loads(FILE.read_text("utf-8"))
    return {
        table: {path: frozenset(known) for path, known in paths.items()}
        for table, paths in tables.items()
    }


def values_of(table: str) -> Values:
    """The known values of a table's enumerations, by path: `a`, `a.b`, `a[]` or `a[].b`."""
    return _published().get(table, {})


@lru_cache(maxsize=256)
def decoder(table: str, known: frozenset[str], dates: frozenset[str]) -> Any:
    """A decoder that refuses records with anything new: cheaper than comparing keys and values."""
    wanted: dict[str, Any] = dict.fromkeys(WHOLE & known, int | None)
    wanted |= dict.fromkeys(dates & known, datetime | None)
    return msgspec.json.Decoder(_shape(known, values_of(table), wanted)).decode


def _shape(known: frozenset[str], values: Values, wanted: Mapping[str, Any]) -> Any:
    """An object with these fields and, where they are known, no others."""
    told = frozenset(one for one in values if not known or _head(one) in set(map(_head, known)))
    heads = {_head(path): path.partition(".")[0] for path in sorted(known | told)}
    members: list[Any] = [
        (f"f{number}", _kind(field, known, values, wanted), msgspec.field(default=None, name=name))
        for number, (name, field) in enumerate(heads.items())
    ]
    return msgspec.defstruct("Known", members, forbid_unknown_fields=bool(known))


def _kind(field: str, known: frozenset[str], values: Values, wanted: Mapping[str, Any]) -> Any:
    """What a field may hold: one of its known values, an object with known fields, or anything."""
    fields, parts = (
        _below(field, known),
        {one: values[f"{field}.{one}"] for one in _below(field, values)},
    )
    if field in values:
        # None stands inside: `Literal[…] | None` is kept by `typing` for all that name the same
        # values, and the next to name them, in a tool's signature, would get them in this order.
        allowed = values[field]
        kind: Any = Literal[(*sorted(allowed), *_numbers(field, allowed), None)]  # noqa: PYI061 - see above
    elif fields or parts:
        kind = _shape(fields, parts, {}) | None
    else:
        return wanted.get(field, msgspec.Raw)
    return list[kind] | None if field.endswith("[]") else kind


def _head(path: str) -> str:
    return path.partition(".")[0].removesuffix("[]")


def _below(field: str, paths: Iterable[str]) -> frozenset[str]:
    """What the paths say of the inside of a field: `a.b` says `b` of `a`."""
    inside = f"{field}."
    return frozenset(path.removeprefix(inside) for path in paths if path.startswith(inside))


def _numbers(path: str, known: frozenset[str]) -> range:
    return range(len(known) if path in NUMBERED else 0)


def surprises(
    table: str, known: frozenset[str], dates: frozenset[str], raw: bytes
) -> Iterator[Oddity]:
    """What is new in a record that the decoder refused."""
    record = json.loads(raw.decode("utf-8", "replace"))
    for path, value in _strangers(record, known):
        yield Oddity(path, "field added", json.dumps(value, ensure_ascii=False)[:100])
    for name in WHOLE & record.keys():
        if not isinstance(record[name], int | None):
            yield Oddity(name, "type changed", str(record[name])[:LONGEST])
    for name in dates & record.keys():
        if not repair.is_date(record[name]):
            yield repair.odd_date(name, record[name])
    for path, allowed in values_of(table).items():
        for value in _found(record, path):
            shown = str(value)[:LONGEST]
            if not isinstance(value, str) and (path not in NUMBERED or type(value) is not int):
                yield Oddity(path, "type changed", shown)
            elif value not in allowed and value not in _numbers(path, allowed):
                yield Oddity(f"{path} = {shown}", "new value", shown)


def _strangers(record: Mapping[str, Any], known: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Fields that nobody told us of, inside of others too."""
    for name in record.keys() - set(map(_head, known)):
        yield name, record[name]
    for field in sorted({path.partition(".")[0] for path in known if "." in path}):
        for one in _found(record, field):
            if isinstance(one, dict):
                for path, value in _strangers(one, _below(field, known)):
                    yield f"{field}.{path}", value


def _found(value: Any, path: str) -> Iterator[Any]:
    """The values at a path; null and missing ones count as nothing."""
    head, _, rest = path.partition(".")
    inner = value.get(head.removesuffix("[]")) if isinstance(value, dict) else None
    several: Iterable[Any] = inner if head.endswith("[]") and isinstance(inner, list) else [inner]
    for one in several:
        if one is not None:
            yield from _found(one, rest) if rest else [one]
