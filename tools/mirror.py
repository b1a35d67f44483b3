"""Write-through: what ServiceTitan answered to a write is in the mirror before the tool returns."""

from collections.abc import Mapping, Sequence
from typing import Any

from sql import dump_json
from sql.mirror import store
from tools.deps import Deps


async def store_written(deps: Deps, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Put records as ServiceTitan answered them into a `servicetitan` table of the mirror."""
    raw = [dump_json(record) for record in records]
    await store(deps.db, f"servicetitan.{table}", raw, source="write", tenant=deps.tenant_id)
