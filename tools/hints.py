"""What a caller probably meant: whose an id is, and which business units there are."""

from collections.abc import Mapping

from tools.deps import Deps
from tools.logic.terms import containing

_MOST_NAMED = 12


async def whose_id(deps: Deps, number: int) -> str:
    """A sentence on what else bears this number, with a space before it; empty if nothing does."""
    rows = await deps.db.rows("kinds_of_id", number=number)
    if not rows:
        return ""
    said = " and ".join(f"the {row['form']} of {row['kind']} {row['id']}" for row in rows)
    return f" {number} is {said}."


async def nobody_like(deps: Deps, wanted: Mapping[str, int | None]) -> str | None:
    """Why nothing was found, when somebody asked for is not there: a kind and the id given."""
    for kind, number in wanted.items():
        if number is None:
            continue
        rows = await deps.db.rows("kinds_of_id", number=number)
        if (kind, "id") not in {(row["kind"], row["form"]) for row in rows}:
            hint = await whose_id(deps, number)
            return f"There is no {kind} {number} in the mirror, so nothing fits.{hint}"
    return None


async def no_such_unit(deps: Deps, wanted: str | None) -> str | None:
    """Why nothing was found, when no business unit is called so; None if one is."""
    return await _no_such(deps, "business unit", wanted, "units_like", "business_units")


async def no_such_type(deps: Deps, wanted: str | None) -> str | None:
    """The same of a job type."""
    return await _no_such(deps, "job type", wanted, "job_types_like", "job_types")


async def _no_such(deps: Deps, kind: str, wanted: str | None, like: str, every: str) -> str | None:
    if not wanted or await deps.db.rows(like, wanted=wanted, pattern=containing(wanted)):
        return None
    names = [row["name"] for row in await deps.db.rows(every) if row["active"]]
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    known = ", ".join(names[:_MOST_NAMED])
    return f"No {kind} is called {wanted!r}, so nothing fits. There are: {known}{more}."
