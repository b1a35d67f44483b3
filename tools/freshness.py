"""How fresh the mirrored tables are that an answer was read from."""

from collections.abc import Collection, Iterable

from tools.deps import Deps
from tools.results import AsOf


async def as_of(deps: Deps, *tables: str) -> AsOf:
    """For each of these `servicetitan` tables, when it last equalled ServiceTitan."""
    return await as_of_tables(deps, [f"servicetitan.{table}" for table in tables])


async def as_of_mirrored(deps: Deps, relations: Iterable[str]) -> AsOf:
    """The same for those of these tables and views that mirror ServiceTitan.

    A view is as fresh as the stalest of the mirrored tables it reads.
    """
    rows = await deps.db.rows("mirrored_behind", relations=sorted(relations))
    return await as_of_tables(deps, [row["name"] for row in rows])


async def as_of_tables(deps: Deps, names: Collection[str]) -> AsOf:
    """The same by whole names, `schema.table`."""
    rows = await deps.db.rows("table_freshness", entities=list(names))
    return {row["entity"]: row["as_of"] for row in rows}
