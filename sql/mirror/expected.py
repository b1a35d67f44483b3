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
    wanted |= {name: kind for name, kind in _enumerations(values_of(table)) if name in known}
    members: list[Any] = [
        (f"f{number}", wanted.get(name, msgspec.Raw), msgspec.field(default=None, name=name))
        for number, name in enumerate(sorted(known))
    ]
    shape = msgspec.defstruct("Known", members, forbid_unknown_fields=True)
    return msgspec.json.Decoder(shape).decode


def _enumerations(values: Values) -> Iterator[tuple[str, Any]]:
    """The type of each top-level field that is an enumeration or holds one."""
    inside: dict[str, dict[str, Any]] = {}
    for path, known in values.items():
        # None stands inside: `Literal[…] | None` is kept by `typing` for all that name the same
        # values, and the next to name them, in a tool's signature, would get them in this order.
        kind: Any = Literal[(*sorted(known), *_numbers(path, known), None)]  # noqa: PYI061 - see above
        head, _, rest = path.partition(".")
        if rest:
            inside.setdefault(head, {})[rest] = kind
        else:
            yield head.removesuffix("[]"), list[kind] | None if head.endswith("[]") else kind
    for head, parts in inside.items():
        members = [(name, kind, msgspec.field(default=None)) for name, kind in parts.items()]
        shape: Any = msgspec.defstruct("Part", members)
        yield head.removesuffix("[]"), list[shape] | None if head.endswith("[]") else shape | None


def _numbers(path: str, known: frozenset[str]) -> range:
    return range(len(known) if path in NUMBERED else 0)


def surprises(
    table: str, known: frozenset[str], dates: frozenset[str], raw: bytes
) -> Iterator[Oddity]:
    """What is new in a record that the decoder refused."""
    record = json.loads(raw.decode("utf-8", "replace"))
    for name in record.keys() - known:
        yield Oddity(name, "field added", json.dumps(record[name], ensure_ascii=False)[:100])
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


def _found(value: Any, path: str) -> Iterator[Any]:
    """The values at a path; null and missing ones count as nothing."""
    head, _, rest = path.partition(".")
    inner = value.get(head.removesuffix("[]")) if isinstance(value, dict) else None
    several: Iterable[Any] = inner if head.endswith("[]") and isinstance(inner, list) else [inner]
    for one in several:
        if one is not None:
            yield from _found(one, rest) if rest else [one]
