"""Records that the mirror does not know, looked for in ServiceTitan itself."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tools.deps import Deps
from tools.errors import NotFound, ToolProblem
from tools.freshness import as_of
from tools.operations.kinds import KINDS, Kind
from tools.operations.mentions import Named
from tools.operations.mirroring import operation_named
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import rows_of, widest

AT_ONCE = 5
"""Records looked for side by side; up to fifty of a kind that has a list count as one."""
MOST_LOOKS = 50
"""Records looked for in all: so long as all exist, since one that does not is reason enough."""
_MOST_IDS = 50
_IDS, _PAGE, _SINCE = "ids", "pageSize", "modifiedOnOrAfter"
_LATELY = timedelta(days=1)
"""What changed so long before the mirror was equal is in it, whatever its feed's delay."""
_WHOLE = 5_000
"""Records of a list that cannot pick by id and that the sync reads in pages of this size."""

Known = dict[tuple[str, int], int | None]
"""Kind and id of records that exist → the customer they belong to, where that is known."""
Names = dict[str, str]
"""Kind and id of a record → what people call it."""
_Seen = Mapping[int, Mapping[str, Any]]


@dataclass(frozen=True)
class _Look:
    """Records of one kind that the same requests can tell of."""

    kind: Kind
    keys: frozenset[int]


async def not_absent(named: Iterable[Named], call: BoundCall, deps: Deps) -> tuple[Known, Names]:
    """All of these but those that ServiceTitan certainly does not have, and names it shows.

    What may not be looked at, what could not be looked at, and what is more than we look for
    passes: ServiceTitan itself will judge it.
    """
    asked = [(one.kind, one.key) for one in named]
    owners: Known = {}
    names: Names = {}
    absent: set[tuple[str, int]] = set()
    for looks in _rounds(asked):
        found = await asyncio.gather(*(_looked(look, call, deps) for look in looks))
        told = [(look, seen) for look, seen in zip(looks, found, strict=True) if seen is not None]
        shown = [(look.kind.word, key, row) for look, seen in told for key, row in seen.items()]
        owners |= {(word, key): row.get("customerId") for word, key, row in shown}
        called = [(f"{word} {key}", row.get("name")) for word, key, row in shown]
        names |= {one: name for one, name in called if isinstance(name, str) and name}
        absent |= {(look.kind.word, key) for look, seen in told for key in look.keys - seen.keys()}
        if absent:
            break
    return {one: owners.get(one) for one in asked if one not in absent}, names


def _rounds(asked: Iterable[tuple[str, int]]) -> Iterator[list[_Look]]:
    looks = list(_looks(asked))[:MOST_LOOKS]
    return (looks[at : at + AT_ONCE] for at in range(0, len(looks), AT_ONCE))


def _looks(asked: Iterable[tuple[str, int]]) -> Iterator[_Look]:
    """Kinds with a mirror first: what is not there is more likely to be nowhere."""
    by_kind: defaultdict[str, list[int]] = defaultdict(list)
    for word, key in asked:
        by_kind[word].append(key)
    for word in sorted(by_kind, key=lambda one: not KINDS[one].tables):
        kind, keys = KINDS[word], by_kind[word]
        if _shows_one(operation_named(kind.readers[0])):
            yield from (_Look(kind, frozenset([key])) for key in keys)
        else:
            parts = (keys[at : at + _MOST_IDS] for at in range(0, len(keys), _MOST_IDS))
            yield from (_Look(kind, frozenset(part)) for part in parts)


async def _looked(look: _Look, call: BoundCall, deps: Deps) -> _Seen | None:
    """Those that ServiceTitan shows; None where it does not tell."""
    seen: dict[int, Mapping[str, Any]] = {}
    for name in look.kind.readers:
        rows = await _rows(operation_named(name), look, call, deps)
        if rows is None:
            return None
        seen |= {row["id"]: row for row in rows if row.get("id") in look.keys}
        if len(seen) == len(look.keys):
            break
    return seen


async def _rows(
    reader: Operation, look: _Look, call: BoundCall, deps: Deps
) -> list[dict[str, Any]] | None:
    """What one operation shows of these ids; None where the rest may still be somewhere."""
    if _shows_one(reader):
        [key] = look.keys
        return await _by_id(reader, key, deps)
    lately = await _lately(look.kind, deps) if look.kind.vast else {}
    if lately is None:
        return None
    try:
        answer = await deps.st.send(reader.validate(_listed(reader, look, call) | lately))
    except ToolProblem:
        return None
    if look.kind.part is not None:
        listed = answer.get(look.kind.part)
        return None if listed is None else rows_of(listed)
    more = isinstance(answer, Mapping) and answer.get("hasMore")
    return None if more else rows_of(answer)


def _shows_one(reader: Operation) -> bool:
    """Whether it has to be asked for each id by itself."""
    return reader.kind == "record" and any(slot.place == "path" for slot in reader.slots)


async def _by_id(reader: Operation, key: int, deps: Deps) -> list[dict[str, Any]] | None:
    [place] = (slot.api for slot in reader.slots if slot.place == "path")
    try:
        record = await deps.st.send(reader.validate({place: key}))
    except NotFound:
        return []
    except ToolProblem:
        return None
    return [{**record, "id": key}]


async def _lately(kind: Kind, deps: Deps) -> dict[str, object] | None:
    """Arguments for what the mirror may lack; None where it was never filled, so may lack all."""
    equal = [at for at in (await as_of(deps, *kind.tables)).values() if at is not None]
    return {_SINCE: min(equal) - _LATELY} if equal else None


def _listed(reader: Operation, look: _Look, call: BoundCall) -> dict[str, object]:
    """Arguments that make a list show these; one below a record goes by the write's own path."""
    slots = {slot.api: slot.place for slot in reader.slots}
    above = {name: call.path_params[name] for name, place in slots.items() if place == "path"}
    if _IDS in slots:
        return {**widest(reader), **above, _IDS: sorted(look.keys)}
    page = {_PAGE: _WHOLE} if look.kind.tables and _PAGE in slots else {}
    return {**widest(reader), **above, **page}
