import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from fastmcp import Client
from fastmcp.client.elicitation import ElicitResult
from fastmcp.client.transports import StdioTransport

from tests.kit.changes import NOTE, writes
from tests.kit.program import PROGRAM, ROOT, Peer, clean_environment, peer
from tests.kit.truth import Row, Truth
from tests.kit.world import World, environment_of

HANDSHAKE = "2025-06-18"
MODERN = "2026-07-28"
META = "io.modelcontextprotocol"
WHO = {"name": "bare", "version": "1"}


def env_of(world: World, **more: str) -> dict[str, str]:
    return clean_environment(**environment_of(world.company, world.url), **more)


class Speaker:
    """A bare client that speaks one era of the protocol."""

    def __init__(self, line: Peer, era: str) -> None:
        self.line = line
        self.era = era

    async def open(self) -> Any:
        if self.era == MODERN:
            return await self.ask("server/discover", {})
        params = {"protocolVersion": self.era, "capabilities": {}, "clientInfo": WHO}
        opened = await self.line.result("initialize", params)
        await self.line.send("notifications/initialized")
        return opened

    async def ask(self, method: str, params: Row) -> Any:
        return await self.line.result(method, self._with_era(params))

    async def fail(self, method: str, params: Row) -> Any:
        answer = await self.line.ask(method, self._with_era(params))
        assert "result" not in answer
        return answer["error"]

    def _with_era(self, params: Row) -> Row:
        if self.era != MODERN:
            return params
        meta = {
            f"{META}/protocolVersion": MODERN,
            f"{META}/clientInfo": WHO,
            f"{META}/clientCapabilities": {},
        }
        return {**params, "_meta": meta}

    async def call(self, tool: str, /, **arguments: Any) -> Any:
        return await self.ask("tools/call", {"name": tool, "arguments": arguments})


@pytest.fixture(scope="module", params=[HANDSHAKE, MODERN])
async def bare(request: pytest.FixtureRequest, world: World) -> AsyncIterator[Speaker]:
    """A bare client of a running program; stdout held protocol and nothing else."""
    async with peer(env_of(world)) as line:
        speaker = Speaker(line, request.param)
        await speaker.open()
        yield speaker
        ended = await line.leave()
    assert (ended.code, ended.out) == (0, "")


async def test_the_server_says_who_it_is_and_how_to_use_it(bare: Speaker) -> None:
    opened = (
        await bare.ask("server/discover", {})
        if bare.era == MODERN
        else json.loads(bare.line.lines[0])["result"]
    )

    assert "ServiceTitan" in opened["instructions"]
    assert "needs" in opened["instructions"] or "preview" in opened["instructions"]
    assert {"tools", "resources", "prompts"} <= set(opened["capabilities"])
    if bare.era != MODERN:
        assert opened["protocolVersion"] == HANDSHAKE
        assert opened["serverInfo"]["name"] == "perfect-catch"


async def test_tools_are_listed_with_schemas_and_hints(bare: Speaker) -> None:
    listed = await bare.ask("tools/list", {})

    tools = {tool["name"]: tool for tool in listed["tools"]}
    assert {"search_customers", "create_customer", "query_database", "search_tools"} <= set(tools)
    assert "jpm_cancel_job" not in tools
    for tool in tools.values():
        assert tool["inputSchema"]["type"] == "object"
        assert tool["outputSchema"]["type"] == "object"
        assert "$ref" not in json.dumps(tool)
        hints = tool["annotations"]
        assert {"readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"} <= set(hints)
    assert tools["search_customers"]["annotations"]["readOnlyHint"] is True
    assert tools["create_customer"]["annotations"]["readOnlyHint"] is False


async def test_a_tool_answers_in_text_and_in_structure(bare: Speaker, truth: Truth) -> None:
    customer = truth.customers()[3]

    answer = await bare.call("search_customers", term=str(customer["id"]))

    structured = answer["structuredContent"]
    assert structured["items"][0]["name"] == customer["name"]
    assert json.loads(answer["content"][0]["text"]) == structured
    assert not answer.get("isError")
    assert "Made-up data" in structured["notice"]


@pytest.mark.parametrize(
    ("name", "arguments", "words"),
    [
        ("search_customers", {}, "term"),
        ("search_customers", {"term": "Smith", "limit": "many"}, "limit"),
        ("get_customer_history", {"customer_id": 4242}, "no customer 4242"),
        ("query_database", {"query": "drop table servicetitan.st_jobs"}, "only SELECT"),
        ("call_tool", {"name": "no_such_tool"}, "no tool named"),
    ],
)
async def test_a_problem_is_an_answer_the_model_can_act_on(
    bare: Speaker, name: str, arguments: Row, words: str
) -> None:
    answer = await bare.call(name, **arguments)

    assert answer["isError"] is True
    assert words in answer["content"][0]["text"]
    assert "Traceback" not in answer["content"][0]["text"]


async def test_an_unknown_tool_or_method_is_an_error(bare: Speaker) -> None:
    answer = await bare.line.ask(
        "tools/call", bare._with_era({"name": "no_such_tool", "arguments": {}})
    )
    missing = await bare.fail("no/such/method", {})

    assert "no_such_tool" in json.dumps(answer)
    assert answer.get("error") or answer["result"]["isError"]
    assert missing["code"] == -32601


async def test_a_write_without_a_person_at_hand_waits_for_its_confirmation(
    bare: Speaker, truth: Truth
) -> None:
    answer = await bare.call(NOTE.tool, **NOTE.arguments(truth))

    assert answer["structuredContent"]["status"] == "needs_confirmation"
    assert answer["structuredContent"]["confirmation"]


async def test_resources_are_listed_and_read(bare: Speaker) -> None:
    listed = await bare.ask("resources/list", {})
    templates = await bare.ask("resources/templates/list", {})
    units = await bare.ask("resources/read", {"uri": "st://business-units"})
    table = await bare.ask("resources/read", {"uri": "db://servicetitan/st_jobs"})

    assert {"db://schemas", "sync://freshness", "st://business-units"} <= {
        one["uri"] for one in listed["resources"]
    }
    assert "db://{schema}/{table}" in [one["uriTemplate"] for one in templates["resourceTemplates"]]
    assert len(json.loads(units["contents"][0]["text"])["items"]) == 4
    assert json.loads(table["contents"][0]["text"])["table"] == "st_jobs"


async def test_an_unknown_resource_is_one_sentence(bare: Speaker) -> None:
    for uri in ("db://servicetitan/no_such", "nothing://here"):
        error = await bare.fail("resources/read", {"uri": uri})
        assert "\n" not in error["message"]
        assert "Traceback" not in error["message"]


async def test_a_prompt_is_listed_and_given(bare: Speaker) -> None:
    listed = await bare.ask("prompts/list", {})
    given = await bare.ask(
        "prompts/get", {"name": "morning_briefing", "arguments": {"day": "2026-03-09"}}
    )

    assert [one["name"] for one in listed["prompts"]] == ["morning_briefing"]
    text = given["messages"][0]["content"]["text"]
    assert "2026-03-09 (America/New_York)" in text
    assert "get_dispatch_board" in text


async def test_broken_lines_do_not_stop_the_server(bare: Speaker) -> None:
    for line in ("", "{", "[]", '"text"', '{"jsonrpc": "2.0"}', "\x00", '{"id": 1}'):
        await bare.line.raw(line)

    answer = await bare.call("get_sync_status")

    assert not answer.get("isError")


def human(answers: list[Row | str], asked: list[str]) -> Any:
    """A person who gives these answers, one per question."""

    async def say(message: str, *_: Any) -> Any:
        asked.append(message)
        answer = answers.pop(0)
        if isinstance(answer, str):
            return ElicitResult(action=answer)
        return ElicitResult(action="accept", content=answer)

    return say


@pytest.mark.parametrize("mode", ["auto", "legacy"])
async def test_the_user_is_asked_and_their_answer_counts(
    writing: World, truth: Truth, mode: Any
) -> None:
    asked: list[str] = []
    answers: list[Row | str] = ["decline", {"go_ahead": False}, "cancel", {"go_ahead": True}]
    transport = StdioTransport(
        PROGRAM[0], [*PROGRAM[1:], "mcp"], env=env_of(writing), cwd=str(ROOT)
    )
    handler = human(answers, asked)
    before = truth.snapshot()

    async with Client(transport, mode=mode, elicitation_handler=handler) as client:
        for _ in range(3):
            told = await client.call_tool(NOTE.tool, NOTE.arguments(truth))
            assert told.structured_content
            assert told.structured_content["status"] == "not_done"
            assert "declined" in told.structured_content["summary"]
        assert truth.snapshot() == before
        told = await client.call_tool(NOTE.tool, NOTE.arguments(truth))
        assert told.structured_content
        assert told.structured_content["status"] == "done"

    assert len(asked) == 4
    assert "Add a note to job" in asked[0]
    assert NOTE.arguments(truth)["text"] in asked[0]
    assert len(writes(writing.company)) == 1
