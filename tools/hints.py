"""What a caller probably meant: whose an id is, and which business units there are."""

from tools.deps import Deps
from tools.logic.terms import containing

_MOST_UNITS = 12


async def whose_id(deps: Deps, number: int) -> str:
    """A sentence on what else bears this number, with a space before it; empty if nothing does."""
    rows = await deps.db.rows("kinds_of_id", number=number)
    if not rows:
        return ""
    said = " and ".join(f"the {row['form']} of {row['kind']} {row['id']}" for row in rows)
    return f" {number} is {said}."


async def no_such_unit(deps: Deps, wanted: str | None) -> str | None:
    """Why nothing was found, when no business unit is called so; None if one is."""
    if not wanted:
        return None
    pattern = containing(wanted)
    if await deps.db.rows("units_like", business_unit=wanted, business_unit_pattern=pattern):
        return None
    names = [row["name"] for row in await deps.db.rows("business_units") if row["active"]]
    more = f" and {len(names) - _MOST_UNITS} more" if len(names) > _MOST_UNITS else ""
    known = ", ".join(names[:_MOST_UNITS])
    return f"No business unit is called {wanted!r}, so nothing fits. There are: {known}{more}."
