"""How fresh the mirrored tables are that an answer was read from."""

from tools.deps import Deps
from tools.results import AsOf


async def as_of(deps: Deps, *tables: str) -> AsOf:
    """For each of these `servicetitan` tables, when it last equalled ServiceTitan."""
    names = [f"servicetitan.{table}" for table in tables]
    rows = await deps.db.rows("table_freshness", entities=names)
    return {row["entity"]: row["as_of"] for row in rows}
