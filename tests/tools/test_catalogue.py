import json
import re
from typing import Any

import pytest

from tests.kit.tokens import tokens_of
from tests.kit.world import OWNER, READER, World
from tools.catalogue import MOST_TOKENS
from tools.errors import BadArguments, ToolProblem


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


async def test_any_ten_tools_are_described_within_the_budget(world: World) -> None:
    """Every tool there is, ten at a time; what does not fit is named and comes when asked again."""
    waiting = [row["name"] for row in world.server.tool_rows(OWNER)]
    sizes, seen = [], 0

    while waiting:
        described = await world.ask("describe_tools", names=waiting[:10])
        shown = [tool.name for tool in described.tools]
        assert shown
        assert shown + described.left_out == waiting[:10]
        assert described.unknown == []
        sizes.append(tokens_of(described.model_dump_json()))
        seen += len(shown)
        waiting = waiting[len(shown) :]

    assert seen > 600
    assert max(sizes) <= MOST_TOKENS


async def test_a_tool_beyond_the_budget_names_its_parts(world: World) -> None:
    name = "pricebook_create_many_items"
    (tool,) = (await world.ask("describe_tools", names=[name])).tools

    told = json.dumps(tool.parameters)
    parts = re.findall(rf"describe ({name}[.\w]+) for it", told)
    services = tool.parameters["properties"]["body"]["properties"]["services"]["items"]
    assert parts
    assert {"code", "price", "categories"} <= services["properties"].keys()
    for start in range(0, len(parts), 10):
        answer = await world.ask("describe_tools", names=parts[start : start + 10])
        assert (answer.unknown, answer.left_out) == ([], [])
        assert all("properties" in json.dumps(one.parameters) for one in answer.tools)


async def test_a_name_that_no_tool_has_is_told_what_was_meant(world: World) -> None:
    described = await world.ask("describe_tools", names=["jpm_get_jobb", "search_jobs"])
    lost = await world.ask("describe_tools", names=["zzqx"])

    assert described.unknown == ["jpm_get_jobb"]
    assert described.note.startswith("Nearest to jpm_get_jobb: jpm_get_job, ")
    assert lost.note == "Find tools by words with search_tools."


async def test_an_excluded_search_is_advised_to_nobody(world: World) -> None:
    fewer = world.variant(TOOLS_EXCLUDE="search_tools")

    async with fewer.server.running():
        lost = await fewer.ask("describe_tools", names=["zzqx"])

    assert lost.unknown == ["zzqx"]
    assert lost.note is None


async def test_a_near_name_that_is_left_out_is_not_told(world: World) -> None:
    fewer = world.variant(TOOLS_EXCLUDE="jpm_get_job")

    async with fewer.server.running():
        described = await fewer.ask("describe_tools", names=["jpm_get_job"])

    assert "jpm_get_job" not in re.split(
        r"[ ,.:]+", described.note.removeprefix("Nearest to jpm_get_job")
    )


async def test_a_part_that_no_tool_has_is_unknown(world: World) -> None:
    names = ["no_such_tool", "no_such_tool.body", "search_customers.nothing", "search_customers."]

    described = await world.ask("describe_tools", names=names)

    assert described.unknown == names[:3]


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
        ("call_tool", {"name": "get_sync_status", "arguments": "{"}),
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
