import json
from typing import Any

import pytest

from tests.kit.world import OWNER, READER, World
from tools.errors import BadArguments, ToolProblem
from tools.results import MAX_BYTES


async def test_a_tool_is_found_described_and_called(world: World) -> None:
    found = await world.ask("search_tools", query="list the business units of the company")
    names = [tool.name for hit in found.hits for tool in hit.tools]
    assert "settings_list_business_units" in names

    described = await world.ask("describe_tools", names=["settings_list_business_units"])
    (tool,) = described.tools
    assert tool.effect == "reads"
    assert "fields" in tool.parameters["properties"]

    answer = await world.ask("call_tool", name=tool.name, arguments={"fields": ["id", "name"]})
    assert len(answer.items) == 4
    assert set(answer.items[0]) == {"id", "name"}


async def test_every_tool_that_is_found_can_be_described(world: World) -> None:
    for query in ("cancel a job", "purchase orders", "record a payment", "call recordings"):
        found = await world.ask("search_tools", query=query, limit=3)
        assert 1 <= len(found.hits) <= 3
        names = [tool.name for hit in found.hits for tool in hit.tools][:10]
        described = await world.ask("describe_tools", names=names)
        assert described.unknown == []
        assert [tool.name for tool in described.tools] + described.left_out == names


async def test_nothing_found_says_what_to_try(world: World) -> None:
    found = await world.ask("search_tools", query="zzqx vvkw")

    assert found.hits == []
    assert found.note


async def test_descriptions_that_do_not_fit_are_named(world: World) -> None:
    names = [row["name"] for row in world.server.tool_rows(OWNER) if "create" in row["name"]][:10]

    described = await world.ask("describe_tools", names=[*names[:9], "no_such_tool"])

    shown = json.dumps([tool.model_dump(mode="json") for tool in described.tools])
    assert len(described.tools) == 1 or len(shown) <= 2 * MAX_BYTES + 1_000
    assert [tool.name for tool in described.tools] + described.left_out == names[:9]
    assert described.unknown == ["no_such_tool"]


async def test_a_reader_finds_no_writing_tools(world: World) -> None:
    found = await world.ask("search_tools", READER, query="cancel a job", limit=20)

    effects = {tool.effect for hit in found.hits for tool in hit.tools}
    assert effects <= {"reads"}


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search_tools", {"query": "x"}),
        ("search_tools", {"query": "jobs", "limit": 21}),
        ("describe_tools", {"names": []}),
        ("describe_tools", {"names": ["x"] * 11}),
        ("call_tool", {}),
        ("call_tool", {"name": "get_sync_status", "arguments": "{}"}),
    ],
)
async def test_bad_arguments_are_named(world: World, tool: str, arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArguments):
        await world.ask(tool, **arguments)


async def test_an_envelope_in_an_envelope_is_opened(world: World) -> None:
    inside: dict[str, Any] = {"name": "call_tool", "arguments": {"name": "get_sync_status"}}

    answer = await world.ask("call_tool", **inside)

    assert answer.tables


async def test_an_unknown_tool_in_an_envelope_is_named(world: World) -> None:
    with pytest.raises(ToolProblem, match="no tool named 'no_such_tool'"):
        await world.ask("call_tool", name="no_such_tool")
