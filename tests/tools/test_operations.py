from typing import Any

import pytest

from tests.kit.changes import deafen, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tools.errors import BadArguments, NotFound


async def test_one_record_is_read_live(world: World, truth: Truth) -> None:
    row = truth.customers()[4]

    answer = await world.ask("crm_get_customer", id=row["id"])

    assert answer.result["name"] == row["name"]
    assert answer.as_of["servicetitan"] == world.deps.now()


async def test_an_unknown_record_is_one_clear_sentence(world: World) -> None:
    with pytest.raises(NotFound) as missing:
        await world.ask("crm_get_customer", id=4242)

    assert "\n" not in str(missing.value)


@pytest.mark.parametrize(
    "arguments", [{}, {"id": "x"}, {"id": 1, "odd": 2}, {"id": 1, "cursor": "x"}]
)
async def test_bad_arguments_reach_nobody(writing: World, arguments: Row) -> None:
    with pytest.raises(BadArguments, match="nothing was changed"):
        await writing.ask("crm_get_customer", **arguments)

    assert writing.company.requests("/crm/") == []


async def confirmed(world: World, tool: str, **arguments: Any) -> Any:
    preview = await world.ask(tool, **arguments)
    assert preview.status == "needs_confirmation"
    return await world.ask(tool, **arguments, confirmation=preview.confirmation)


async def test_a_patch_is_previewed_made_and_read_back(writing: World, truth: Truth) -> None:
    row = truth.customers()[0]
    arguments = {"id": row["id"], "body": {"name": "Renamed Person"}}

    preview = await writing.ask("crm_update_customer", **arguments)
    answer = await confirmed(writing, "crm_update_customer", **arguments)

    assert preview.change.before["name"] == row["name"]
    assert preview.change.after["name"] == "Renamed Person"
    assert answer.status == "done"
    assert truth.by_id("crm/customers")[row["id"]]["name"] == "Renamed Person"
    assert len(writes(writing.company)) == 1


async def test_a_patch_that_is_half_ignored_is_partly_done(writing: World, truth: Truth) -> None:
    row = next(one for one in truth.customers() if not one["doNotService"])

    def half(call: Any) -> Row:
        call.box.table("crm/customers").put(row | {"name": call.body["name"]})
        return row

    deafen(writing.company, "PATCH crm/customers/{id}", half)
    body = {"name": "Renamed Person", "doNotService": True}

    answer = await confirmed(writing, "crm_update_customer", id=row["id"], body=body)

    assert answer.status == "partly"
    assert "doNotService" in answer.summary
    assert "name," not in answer.summary
