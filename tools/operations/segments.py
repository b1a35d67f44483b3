"""Segments and their items that a new budget code is made of: the company's."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.deps import Deps
from tools.errors import ArgumentFault, ToolProblem
from tools.operations.mirroring import operation_named
from tools.operations.strangers import MOST_LOOKS
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

SEGMENT_FINDERS = "jpm_list_segments, jpm_list_segment_items"
MADE_OF_SEGMENTS = frozenset({"jpm_create_budget_code", "jpm_create_partial_budget_code"})
_SEGMENTS = "jpm.budget_segments:BudgetSegments"
_WHOLE = 5_000


@dataclass(frozen=True)
class _Chosen:
    """A segment or an item of one, where the body names it; `of` is the item's segment."""

    place: str
    key: int
    word: str
    of: int | None = None


async def unknown_segments(call: BoundCall, body: Any, deps: Deps) -> list[ArgumentFault]:
    """Those that the company does not have; in doubt, none."""
    if call.operation.key not in MADE_OF_SEGMENTS or not isinstance(body, Mapping):
        return []
    chosen = list(_chosen(body))
    try:
        items = await _items(deps)
    except (ToolProblem, _Unseen):
        return []  # what cannot be looked at, ServiceTitan itself will judge
    every = {key for keys in items.values() for key in keys}
    return [_fault(one, items) for one in chosen if not _there(one, items, every)]


def _chosen(body: Mapping[str, Any]) -> Iterator[_Chosen]:
    for key in body.get("segmentItemIds") or []:
        yield _Chosen("body.segmentItemIds", key, "segment item")
    for at, one in enumerate(body.get("segments") or []):
        place, of = f"body.segments[{at}]", one["segmentId"]
        yield _Chosen(f"{place}.segmentId", of, "segment")
        if one.get("segmentItemId"):
            yield _Chosen(f"{place}.segmentItemId", one["segmentItemId"], "segment item", of)


class _Unseen(Exception):
    """A list that could not be read to its end."""


async def _items(deps: Deps) -> dict[int, set[int]]:
    """The items of every segment, with all beneath them."""
    segments = await _rows(deps, "list_segments")
    if len(segments) >= MOST_LOOKS:
        raise _Unseen
    return {
        one["id"]: {
            row["id"]
            for row in await _rows(
                deps, "list_segment_items", segmentId=one["id"], includeChildren=True
            )
        }
        for one in segments
    }


async def _rows(deps: Deps, reader: str, **of: object) -> Sequence[Mapping[str, Any]]:
    operation = operation_named(f"{_SEGMENTS}.{reader}")
    answer = await deps.st.send(operation.validate({**of, "pageSize": _WHOLE}))
    if answer.get("hasMore") or len(rows_of(answer)) >= _WHOLE:
        raise _Unseen
    return rows_of(answer)


def _there(one: _Chosen, items: Mapping[int, set[int]], every: set[int]) -> bool:
    if one.word == "segment":
        return one.key in items
    return one.key in (every if one.of is None else items.get(one.of, every))


def _fault(one: _Chosen, items: Mapping[int, set[int]]) -> ArgumentFault:
    whose = f"segment {one.of}" if one.of in items else "the company"
    return ArgumentFault(one.place, str(one.key), f"{whose} has no {one.word} with this id")
