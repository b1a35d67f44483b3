"""Objects that models write as JSON text are taken as objects, on every surface."""

import json
from typing import Any

import httpx
import pytest
from fastmcp import Client

from agent.identity import set_principal
from agent.web import build_app
from tests.agent.test_command_line import one_sentence, run
from tests.kit.truth import Truth
from tests.kit.world import OWNER, World
from tests.sweeps.calls import text_of
from tests.tools.operations.test_writing import customer

TOOL = "crm_update_customer"


async def over_mcp(world: World, arguments: object) -> Any:
    set_principal(OWNER)
    async with Client(world.server.mcp) as client:
        return await client.call_tool_mcp("call_tool", {"name": TOOL, "arguments": arguments})


async def over_rest(world: World, arguments: dict[str, Any], tool: str = TOOL) -> httpx.Response:
    set_principal(OWNER)
    seam = httpx.ASGITransport(build_app(world.server))
    async with httpx.AsyncClient(transport=seam, base_url="http://127.0.0.1") as web:
        return await web.post(f"/api/tools/{tool}", json=arguments)


async def test_mcp_takes_arguments_and_body_as_text(writing: World, truth: Truth) -> None:
    row = customer(truth)
    body = json.dumps({"name": "New Name"})

    told = await over_mcp(writing, json.dumps({"id": row["id"], "body": body}))

    change = told.structured_content["change"]
    assert (change["before"], change["after"]) == ({"name": row["name"]}, {"name": "New Name"})


async def test_rest_takes_arguments_and_body_as_text(writing: World, truth: Truth) -> None:
    asked = {"id": customer(truth)["id"], "body": json.dumps({"name": "New Name"})}

    straight = await over_rest(writing, asked)
    enveloped = await over_rest(
        writing, {"name": TOOL, "arguments": json.dumps(asked)}, "call_tool"
    )

    assert straight.json()["change"]["after"] == {"name": "New Name"}
    assert enveloped.json()["change"]["after"] == {"name": "New Name"}


def test_the_command_line_takes_a_body_as_text(writing: World, truth: Truth) -> None:
    asked = {"id": customer(truth)["id"], "body": json.dumps({"name": "New Name"})}

    ended = run(writing, "tools", "call", TOOL, "--json", json.dumps(asked))

    assert json.loads(ended.out)["change"]["after"] == {"name": "New Name"}


async def test_a_confirmation_holds_for_text_and_object_alike(writing: World, truth: Truth) -> None:
    asked = {"id": customer(truth)["id"], "body": {"name": "New Name"}}
    preview = await writing.ask(TOOL, **asked)

    text = asked | {"body": json.dumps(asked["body"])}
    done = await writing.ask(TOOL, **text, confirmation=preview.confirmation)

    assert done.status == "done"


BROKEN = [
    ('{"name": "New', "this text is no JSON"),
    ('{"creditLimit": NaN}', "this text is no JSON"),
    ("[" * 5_000, "this text is no JSON"),
    ('"New Name"', "this text holds none"),
    ('{"nme": "New Name"}', "there is no such field; did you mean name?"),
]


@pytest.mark.parametrize(("text", "told"), BROKEN, ids=[one[0][:12] for one in BROKEN])
async def test_text_that_is_no_fitting_object_is_refused(
    writing: World, truth: Truth, text: str, told: str
) -> None:
    asked = {"id": customer(truth)["id"], "body": text}
    before = sum(writing.company.desk.counts.values())

    mcp = await over_mcp(writing, asked)
    rest = await over_rest(writing, asked)

    assert mcp.is_error
    assert f"{TOOL} was not called, nothing was changed. body" in text_of(mcp)
    assert told in text_of(mcp)
    assert (rest.status_code, rest.json()["title"]) == (422, text_of(mcp))
    assert sum(writing.company.desk.counts.values()) == before


async def test_broken_arguments_are_refused_by_their_name(writing: World) -> None:
    told = await over_mcp(writing, '{"id": 7')

    assert "call_tool was not called, nothing was changed. arguments: received" in text_of(told)


def test_the_command_line_refuses_broken_text(writing: World) -> None:
    asked = {"id": 7, "body": "{"}

    ended = run(writing, "tools", "call", TOOL, "--json", json.dumps(asked))

    assert "body: received '{'; allowed: a JSON object" in one_sentence(ended, code=1)
