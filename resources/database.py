"""What the database holds: schemas, tables, columns and what each means."""

import json

from pydantic_core import to_jsonable_python

from resources.registry import resource
from sql.admit import HIDDEN
from tools.deps import Deps
from tools.errors import NotFound


@resource("db://schemas", scope="database:read")
async def schemas(deps: Deps) -> str:
    """Every schema with its tables and views, and one sentence on each.

    Where questions may not read the rows, `hidden` says why.
    """
    rows = await deps.db.rows("readable_relations", hidden=list(HIDDEN))
    told = [{**row, **_hidden(row["schema"], row["name"])} for row in rows]
    return json.dumps(to_jsonable_python({"relations": told}), ensure_ascii=False)


@resource("db://{schema}/{table}", scope="database:read")
async def table(schema: str, table: str, deps: Deps) -> str:
    """One table or view: its columns with types and meanings."""
    rows = await deps.db.rows(
        "readable_columns", schema=schema, relation=table, hidden=list(HIDDEN)
    )
    if not rows:
        message = f"There is no readable table {schema}.{table}. db://schemas lists them."
        raise NotFound(message)
    why = _hidden(schema, table)
    columns = [{name: row[name] for name in row if why or name != "readable"} for row in rows]
    answer = {"schema": schema, "table": table, **why, "columns": columns}
    return json.dumps(to_jsonable_python(answer), ensure_ascii=False)


def _hidden(schema: str, table: str) -> dict[str, str]:
    """Why its rows are kept from questions, if they are."""
    why = HIDDEN.get(f"{schema}.{table}")
    return {"hidden": f"Its rows cannot be read by query_database. {why}"} if why else {}
