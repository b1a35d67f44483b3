"""What it means to be mirrored: a table, the feed or list it comes from, and how to read that."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from types import UnionType
from typing import Protocol, Union, get_args, get_origin, get_type_hints

import msgspec
from typing_extensions import is_typeddict

from sql.mirror import Source
from sql.mirror.listed import listed
from sync.walks import Kind, Order, SnapshotWalk, TokenWalk, Walk, WindowWalk
from tools.servicetitan.operation import Operation

INACTIVE_TOO = {
    "active": "Any",
    "activeState": "All",
    "includeInactive": "true",
    "activeOnly": "false",
}
"""ServiceTitan's ways to ask for inactive records too; without them a list hides them."""
COMPUTED = {"calculatePrices": "true"}
"""Parameters that add columns to a list; an export has none of them."""
PAGE_SIZE = 5000
WINDOWS = {"modifiedOnOrAfter": "ModifiedOn", "submittedOnOrAfter": "SubmittedOn"}
"""Filters that a list can be read on by, and the field they compare."""
EACH_TIME = timedelta()


class Declared(Protocol):
    """An operation as its module declares it."""

    @property
    def operation(self) -> Operation: ...


@dataclass(frozen=True)
class Entity:
    """One mirrored table. `listing` alone is read by its modified filter, or whole.

    Changes are fetched whenever the cron says, of what seldom changes not before `every` is over;
    `hot` ones are read more often where the profile says so. `part` names one of several lists
    that fill one table together, `stamp` adds constants to each of its records. `single` is a
    record that comes without an envelope.
    """

    table: str
    feed: Declared | None = None
    listing: Declared | None = None
    phase: int = 3
    group: str = "work"
    every: timedelta = EACH_TIME
    hot: bool = False
    whole: bool = False
    single: bool = False
    part: str = ""
    page_size: int = PAGE_SIZE
    stamp: Mapping[str, object] = field(default_factory=dict)

    @cached_property
    def name(self) -> str:
        """The table without schema and prefix, as a person types it."""
        schema, _, table = self.table.rpartition(".")
        bare = table.removeprefix("st_").removeprefix("pb_")
        name = f"pricebook_{bare}" if schema == "pricebook" else bare
        return f"{self.part}_{name}" if self.part else name

    @cached_property
    def operation(self) -> Operation:
        """What a sync calls."""
        declared = self.feed or self.listing
        if declared is None:
            raise ValueError(f"{self.table} has neither a feed nor a list")
        return declared.operation

    @property
    def module(self) -> str:
        return self.operation.module

    @cached_property
    def window(self) -> str | None:
        """The filter a list is read on by; None reads it whole."""
        names = accepted(self.operation)
        return None if self.whole else next((one for one in WINDOWS if one in names), None)

    @cached_property
    def kind(self) -> Kind:
        if self.feed is not None:
            return "token"
        return "modified" if self.window else "snapshot"

    @property
    def source(self) -> Source:
        return "export" if self.feed is not None else "list"

    @cached_property
    def known_fields(self) -> frozenset[str] | None:
        """A record's fields as the operation declares them: `a`, `a.b` and `a[].b` inside it."""
        names = frozenset(paths(self.operation.item))
        return frozenset({*names, *self.stamp}) if names else None

    def walk(self) -> Walk:
        """A walk that begins at the beginning."""
        if self.kind == "token":
            return TokenWalk()
        first = self.operation.first_page
        if self.window:
            sort, by_id = (order(self.operation, by) for by in (WINDOWS[self.window], "Id"))
            return WindowWalk(self.window, sort, by_id, self.page_size)
        paged = "page" in accepted(self.operation)
        return SnapshotWalk(first, first, self.page_size, paged, order(self.operation, "Id"))

    def list_walk(self) -> WindowWalk | None:
        """A walk over the list beside an export, where it alone fills some columns."""
        if self.feed is None or self.listing is None or not listed(self.table):
            return None
        sort, by_id = (order(self.listing.operation, by) for by in ("ModifiedOn", "Id"))
        return WindowWalk(sort=sort, by_id=by_id, page_size=self.page_size)

    def stamped(self, items: Sequence[msgspec.Raw]) -> Sequence[msgspec.Raw]:
        """The records with the entity's constants in them."""
        if not self.stamp:
            return items
        extra = json.dumps(self.stamp).encode()[1:]
        return [msgspec.Raw(bytes(raw).rstrip()[:-1] + b"," + extra) for raw in items]


def paths(kind: object, around: tuple[object, ...] = ()) -> Iterator[str]:
    """Fields of a declared object, those of the objects in it behind theirs."""
    if not is_typeddict(kind) or kind in around:
        return
    for name, inner in get_type_hints(kind).items():
        yield name
        for head, one in _inside(name, inner):
            yield from (f"{head}.{path}" for path in paths(one, (*around, kind)))


def _inside(name: str, kind: object) -> Iterator[tuple[str, object]]:
    """The types a field may hold, and how a path names what is in it."""
    if get_origin(kind) is list:
        yield from ((f"{name}[]", one) for _, one in _inside(name, *get_args(kind)))
    elif isinstance(kind, UnionType) or get_origin(kind) is Union:
        for one in get_args(kind):
            yield from _inside(name, one)
    else:
        yield name, kind


def accepted(operation: Operation) -> frozenset[str]:
    """ServiceTitan's names of an operation's parameters."""
    return frozenset(slot.api for slot in operation.slots)


def wide(operation: Operation) -> list[tuple[str, str]]:
    """Parameters that make a list show inactive records too, and all it can tell of them."""
    names = accepted(operation)
    return [(name, value) for name, value in {**INACTIVE_TOO, **COMPUTED}.items() if name in names]


def order(operation: Operation, name: str) -> Order:
    """Parameters that sort a list by a field, rising; none where it cannot be sorted so."""
    rules = {slot.api: str(slot.annotation) for slot in operation.slots}
    old = name[:1].lower() + name[1:]
    if name in rules.get("sort", ""):
        return (("sort", f"+{name}"),)
    if f"'{old}'" in rules.get("orderBy", ""):
        return (("orderBy", old), ("orderByDirection", "asc"))
    return ()
