import json
from typing import Any

import asyncpg
import pytest

from resources.database import schemas, table
from resources.registry import collect
from resources.servicetitan import business_units
from resources.sync import freshness
from sql.admit import SCHEMAS
from tests.kit.truth import Truth
from tests.kit.world import World, world_over
from tools.database import get_sync_status
from tools.deps import Deps
from tools.errors import NotFound

HIDDEN = {
    "automation.audit_log",
    "automation.write_previews",
    "integrations.ghl_webhook_events",
    "public.chat_sessions",
}
OURS = (
    "select n.nspname as schema, c.relname as name from pg_class c"
    " join pg_namespace n on n.oid = c.relnamespace"
    " where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'p')"
)


async def test_every_table_and_view_there_is_has_a_resource(deps: Deps) -> None:
    there = {(one["schema"], one["name"]) for one in await deps.db.raw(OURS, SCHEMAS)}

    relations = json.loads(await schemas(deps))["relations"]

    assert {(one["schema"], one["name"]) for one in relations} == there
    assert {f"{one['schema']}.{one['name']}" for one in relations if "hidden" in one} == HIDDEN
    for schema, name in there:
        shown = json.loads(await table(schema, name, deps))
        assert (shown["schema"], shown["table"]) == (schema, name)
        assert shown["columns"]
        assert all(column["meaning"] for column in shown["columns"])


async def test_what_is_not_said_to_be_hidden_can_be_read(deps: Deps) -> None:
    relations = json.loads(await schemas(deps))["relations"]
    names = sorted(f"{one['schema']}.{one['name']}" for one in relations if "hidden" not in one)
    assert {"automation.sync_leases", "automation.sync_quarantine"} < set(names)

    for name in {*names[::9], "automation.sync_leases", "automation.sync_quarantine"}:
        await deps.db.read_only(f"select * from {name} limit 1")


@pytest.mark.parametrize("name", sorted(HIDDEN))
async def test_what_is_hidden_says_why_and_is(deps: Deps, name: str) -> None:
    schema, _, relation = name.partition(".")

    shown = json.loads(await table(schema, relation, deps))

    assert shown["hidden"].startswith("Its rows cannot be read by query_database. ")
    for column in shown["columns"]:
        asked = deps.db.read_only(f"select {column['name']} from {name} limit 1")
        if column["readable"]:
            await asked
        else:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await asked
    readable = {column["name"] for column in shown["columns"] if column["readable"]}
    assert bool(readable) == (relation == "audit_log")
    assert not readable & {"arguments", "change", "confirmation"}


async def test_columns_have_a_type_and_a_meaning(deps: Deps) -> None:
    columns: list[dict[str, Any]] = json.loads(await table("servicetitan", "st_invoices", deps))[
        "columns"
    ]

    by_name = {one.get("column") or one["name"]: one for one in columns}
    assert "numeric" in str(by_name["balance"])
    assert "customer_id" in by_name


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("servicetitan", "nope"),
        ("nope", "st_jobs"),
        ("pg_catalog", "pg_authid"),
        ("information_schema", "tables"),
        ("servicetitan", "st_jobs; drop table servicetitan.st_jobs"),
        ("", ""),
    ],
)
async def test_an_unknown_table_is_one_clear_sentence(deps: Deps, schema: str, name: str) -> None:
    with pytest.raises(NotFound, match="no readable table"):
        await table(schema, name, deps)


async def test_business_units_are_those_of_servicetitan(deps: Deps, truth: Truth) -> None:
    items = json.loads(await business_units(deps))["items"]

    expected = {(row["id"], row["name"]) for row in truth.rows("settings/business-units")}
    assert {(one["id"], one["name"]) for one in items} == expected
    assert len(items) == 4


async def test_freshness_is_the_sync_status(deps: Deps) -> None:
    read = json.loads(await freshness(deps))

    assert read == json.loads((await get_sync_status(detail=True, deps=deps)).model_dump_json())
    assert [bool(one["as_of"]) for one in read["tables"] if one["table"].endswith("st_jobs")] == [
        True
    ]


async def test_a_mirror_that_was_never_filled_says_so(fresh_database: str, world: World) -> None:
    async with world_over(world.company, fresh_database) as empty:
        answer = await empty.ask("search_customers", term="Smith")

    assert (answer.items, answer.total) == ([], 0)
    assert set(answer.as_of.values()) == {None}
    assert "never been filled" in answer.notice


def test_every_resource_has_an_address_a_scope_and_a_sentence() -> None:
    found = list(collect())

    assert len({one.uri for one in found}) == len(found) >= 4
    for one in found:
        assert "://" in one.uri
        assert one.scope.endswith(":read")
        assert one.function.__doc__
