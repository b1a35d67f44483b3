"""How fresh the mirror is."""

import json

from pydantic_core import to_jsonable_python

from resources.registry import resource
from tools.database import get_sync_status
from tools.deps import Deps


@resource("sync://freshness", scope="database:read")
async def freshness(deps: Deps) -> str:
    """For each mirrored table: when it last equalled ServiceTitan, and its newest run."""
    status = await get_sync_status(detail=True, deps=deps)
    return json.dumps(to_jsonable_python(status), ensure_ascii=False)
