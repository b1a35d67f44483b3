"""The record that a POST adds to a list: there now, not there before."""

from collections.abc import Mapping
from typing import Any

from tools.changes import CLOCK_SKEW, patiently
from tools.deps import Deps
from tools.operations.ending import Before
from tools.operations.matching import matched
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import children_call, rows_of


def listing_of(call: BoundCall, deps: Deps) -> BoundCall | None:
    """The list that shows what this call adds; None where it adds nothing, or nothing shows it."""
    if call.body is None and not call.files:
        return None
    return children_call(call, deps.now() - CLOCK_SKEW)


async def newcomer(call: BoundCall, before: Before, deps: Deps) -> Any:
    """The one new row that says what was sent; None when there is none, or it may be another's."""
    listing = listing_of(call, deps)
    if listing is None or before.children is None:
        return None
    known = before.children

    async def look() -> Any:
        fresh = [row for row in rows_of(await deps.st.send(listing)) if row not in known]
        return next((row for row in fresh if _says_so(call, row)), None)

    return await patiently(look, lambda row: row is not None)


def _says_so(call: BoundCall, row: Mapping[str, Any]) -> bool:
    if isinstance(call.body, Mapping):
        return matched(call.operation, call.body, row).agrees
    return bool(call.files)
