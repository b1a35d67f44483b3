"""Settings of the company that callers look up by name."""

import json

from pydantic_core import to_jsonable_python

from resources.registry import resource
from tools.deps import Deps


@resource("st://business-units", scope="jobs:read")
async def business_units(deps: Deps) -> str:
    """The company's business units: id, name, whether active, and when that was read."""
    rows = await deps.db.rows("business_units")
    return json.dumps(to_jsonable_python({"items": rows}), ensure_ascii=False)
