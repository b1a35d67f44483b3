"""Write-through: what ServiceTitan answered to a write is in the mirror before the tool returns."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from sql.mirror import store
from tools.deps import Deps

_ENCODER = msgspec.json.Encoder(decimal_format="number")
"""Decimals go on as the digits ServiceTitan sent."""


async def store_written(deps: Deps, table: str, records: Sequence[Mapping[str, Any]]) -> None:
    """Put records as ServiceTitan answered them into a `servicetitan` table of the mirror."""
    raw = [_ENCODER.encode(record) for record in records]
    await store(deps.db, f"servicetitan.{table}", raw, source="write")
