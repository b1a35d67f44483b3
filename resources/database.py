"""What the database holds: schemas, tables, columns and what each means."""

import json

from pydantic_core import to_jsonable_python

from resources.registry import resource
from tools.deps import Deps
from tools.errors import NotFound


@resource("db://schemas", scope="database:read")
async def schemas(deps: Deps) -> str:
    """Every schema with its tables and views, and one sentence on each."""
    rows = await deps.db.rows("readable_relations")
    return json.dumps(to_jsonable_python({"relations": rows}), ensure_ascii=False)


@resource("db://{schema}/{table}", scope="database:read")
async def table(schema: str, table: str, deps: Deps) -> str:
    """One table or view: its columns with types and meanings."""
    columns = await deps.db.rows("readable_columns", schema=schema, relation=table)
    if not columns:
        message = f"There is no readable table {schema}.{table}. db://schemas lists them."
        raise NotFound(message)
    answer = {"schema": schema, "table": table, "columns": columns}
    return json.dumps(to_jsonable_python(answer), ensure_ascii=False)
