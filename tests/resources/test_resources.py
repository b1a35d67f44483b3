import json
from typing import Any

import pytest

from resources.database import schemas, table
from resources.registry import collect
from resources.servicetitan import business_units
from resources.sync import freshness
from tests.kit.truth import Truth
from tests.kit.world import World, world_over
from tools.database import get_sync_status
from tools.deps import Deps
from tools.errors import NotFound


async def test_every_relation_that_is_named_can_be_looked_up_and_read(deps: Deps) -> None:
    relations = json.loads(await schemas(deps))["relations"]
    names = {(one["schema"], one.get("relation") or one.get("name")) for one in relations}
    assert ("servicetitan", "st_jobs") in names

    for schema, name in sorted(names)[::9]:
        shown = json.loads(await table(schema, name, deps))
        assert (shown["schema"], shown["table"]) == (schema, name)
        assert shown["columns"]
        await deps.db.read_only(f'select * from {schema}."{name}" limit 1')


async def test_secrets_are_not_among_them(deps: Deps) -> None:
    assert "write_previews" not in await schemas(deps)
    with pytest.raises(NotFound):
        await table("automation", "write_previews", deps)


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
