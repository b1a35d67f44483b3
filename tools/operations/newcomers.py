"""The record that a POST adds to a list: there now, not there before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.changes import patiently
from tools.deps import Deps
from tools.operations.ending import Before
from tools.operations.matching import matched
from tools.operations.plans import is_sold, plans_of_customer, sells_plan
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import children_call, in_short_list, rows_of

Rows = tuple[dict[str, Any], ...]
_MOST = 5
"""New records that a sentence names."""


@dataclass(frozen=True)
class Newcomers:
    """What is new in a list: the one that says what was sent, or others, which may be it."""

    found: Any = None
    others: tuple[Any, ...] = ()
    why: str = "and in part otherwise than sent"

    @property
    def told(self) -> str:
        if not self.others:
            return "So far it is not among the newest there."
        named = ", ".join(map(str, self.others[:_MOST]))
        more = f" and {len(self.others) - _MOST} more" if len(self.others) > _MOST else ""
        return f"New there since, {self.why}: id {named}{more}."


def listing_of(call: BoundCall, deps: Deps) -> BoundCall | None:
    """The list that shows what this call adds; None where it adds nothing, or nothing shows it."""
    if call.body is None and not call.files:
        return None
    if sells_plan(call):
        return plans_of_customer(call)
    return children_call(call, deps.lately())


async def held_before(call: BoundCall, deps: Deps) -> Rows | None:
    """What the list that the call adds to has lately got; None where it is not shown whole."""
    told, listing = deps.st.source_time.now(), listing_of(call, deps)
    if listing is None:
        return ()
    rows = await listed(call, listing, deps)
    learnt = told is None and deps.st.source_time.now() is not None
    return await held_before(call, deps) if learnt else rows


async def listed(call: BoundCall, listing: BoundCall, deps: Deps) -> Rows | None:
    """What a list holds; None where it should be whole and is not."""
    answer = await deps.st.send(listing)
    cut = in_short_list(call) and isinstance(answer, Mapping) and answer.get("hasMore")
    return None if cut else tuple(rows_of(answer))


async def newcomers(call: BoundCall, before: Before, deps: Deps) -> Newcomers | None:
    """What is new in the list that the call adds to; None where that cannot be told."""
    listing = listing_of(call, deps)
    if listing is None or before.children is None:
        return None
    known = before.children

    async def look() -> Newcomers:
        rows = await listed(call, listing, deps) or ()
        fresh = [row for row in rows if _is_new(row, known)]
        alike = await _alike(call, fresh, deps)
        others = tuple(row["id"] for row in fresh if "id" in row)
        if sells_plan(call) and len(alike) > 1:  # a membership shows too little to choose by
            return Newcomers(None, others, "of which several may be it")
        return Newcomers(next(iter(alike), None), others)

    return await patiently(look, lambda news: news.found is not None)


def _is_new(row: Mapping[str, Any], known: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a row was not there before; one that only changed since was, by its id."""
    if "id" in row:
        return all(row["id"] != one.get("id") for one in known)
    return row not in known


async def _alike(
    call: BoundCall, fresh: Sequence[Mapping[str, Any]], deps: Deps
) -> list[Mapping[str, Any]]:
    """Those of new records that say what was sent."""
    alike = [row for row in fresh if _says_so(call, row)]
    if not sells_plan(call):
        return alike
    return [row for row in alike if await is_sold(call, row, deps)]


def _says_so(call: BoundCall, row: Mapping[str, Any]) -> bool:
    if isinstance(call.body, Mapping):
        return matched(call.operation, call.body, row).agrees
    return bool(call.files)
