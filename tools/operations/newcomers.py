"""The record that a POST adds to a list: there now, not there before."""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tools.deps import Deps
from tools.operations import proving
from tools.operations.ending import Before
from tools.operations.matching import matched
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import children_call, rows_of

CLOCK_SKEW = timedelta(minutes=5)
"""How far ServiceTitan's clock may be from ours."""


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
    for wait in (*proving.LAG, None):
        rows = rows_of(await deps.st.send(listing))
        fresh = [row for row in rows if row not in before.children]
        found = [row for row in fresh if _says_so(call, row)]
        if found or wait is None:
            return found[0] if found else None
        await asyncio.sleep(wait)
    return None


def _says_so(call: BoundCall, row: Mapping[str, Any]) -> bool:
    if isinstance(call.body, Mapping):
        return matched(call.operation, call.body, row).agrees
    return bool(call.files)
