import json
import subprocess
import sys
from typing import Any

import fastmcp
import pytest
from fastmcp import Client, FastMCP
from fastmcp.server.transforms import visibility
from fastmcp.settings import Settings
from fastmcp.tools.base import ToolResult
from mcp.server import _streamable_http_modern as modern
from mcp_types import CallToolRequestParams, ErrorData, JSONRPCError, JSONRPCResponse, TextContent
from pydantic import BaseModel

from agent.catalogue import FILE
from agent.mcp_tools import Sent, failure, result
from agent.tuning import (
    StatelessServer,
    ask_for_no_headers,
    keep_spans_to_their_readers,
    write_results_at_once,
)
from tools.errors import NotFound

MODES = ("auto", "legacy")
COUNT_OBJECTS = "import gc, fastmcp.server.server; print(len(gc.get_objects()))"


class Small(BaseModel):
    """An answer."""

    size: int | None


async def looks_at_state(mcp: "FastMCP[Any]", monkeypatch: pytest.MonkeyPatch) -> int:
    """How often listing and calling a tool look for what the session switched on and off."""
    looks: list[None] = []

    async def looked(_: object) -> list[Any]:
        looks.append(None)
        return []

    monkeypatch.setattr(visibility, "get_visibility_rules", looked)
    mcp.tool(lambda: "done", name="plain")
    async with Client(mcp) as client:
        await client.list_tools()
        listing = len(looks)
        await client.call_tool("plain")
    assert len(looks) > listing
    return listing


def test_the_library_still_lacks_the_hook() -> None:
    """When this fails, FastMCP sets the hook itself: remove `ask_for_no_headers`."""
    assert FastMCP("fresh")._mcp_server.get_tool_input_schema is None


def test_the_hook_is_set_and_an_own_one_is_left_alone() -> None:
    mended: FastMCP[None] = FastMCP("mended")
    own: FastMCP[None] = FastMCP("own")
    own._mcp_server.get_tool_input_schema = lambda name: {"title": name}

    ask_for_no_headers(mended)
    ask_for_no_headers(own)

    hook, kept = mended._mcp_server.get_tool_input_schema, own._mcp_server.get_tool_input_schema
    assert hook is not None
    assert hook("x") is None
    assert kept is not None
    assert kept("x") == {"title": "x"}


def test_a_library_without_the_hook_is_left_alone() -> None:
    newer: FastMCP[None] = FastMCP("newer")
    del newer._mcp_server.get_tool_input_schema

    ask_for_no_headers(newer)

    assert not hasattr(newer._mcp_server, "get_tool_input_schema")


def test_no_tool_takes_a_header_for_a_parameter() -> None:
    """When this fails, the hook has to give the schemas of the tools that do."""
    assert b"x-mcp-header" not in FILE.read_bytes()


async def test_the_library_still_looks_into_a_sessions_state(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When this fails, FastMCP lists and finds a tool at once: measure `StraightCalls` again."""
    assert await looks_at_state(FastMCP("fresh"), monkeypatch)


def test_the_librarys_state_still_comes_with_imports() -> None:
    """When this fails, looking into a session's state is cheap: remove `StatelessServer`."""
    told = subprocess.run(
        [sys.executable, "-c", _LIST_AND_TELL], check=True, capture_output=True, text=True
    )

    assert told.stdout.split() == ["beartype", "key_value"]


_LIST_AND_TELL = """
import asyncio, sys
from fastmcp import Client, FastMCP
async def ask():
    async with Client(FastMCP("fresh")) as client:
        await client.list_tools()
asyncio.run(ask())
print(*[name for name in ("beartype", "key_value") if name in sys.modules])
"""


async def test_a_server_without_state_still_lists_and_calls() -> None:
    mcp = StatelessServer("mended")
    mcp.tool(lambda: "done", name="plain")

    async with Client(mcp) as client:
        listed = [tool.name for tool in await client.list_tools()]
        answer = await client.call_tool("plain")

    assert listed == ["plain"]
    assert answer.content == [TextContent(type="text", text="done")]


ANSWER = JSONRPCResponse(
    jsonrpc="2.0",
    id="7",
    result={"text": "Zoë 🔧 ~1.50", "none": None, "list": [1, 2.0, None, {"a": None}]},
)
REFUSAL = JSONRPCError(jsonrpc="2.0", id=7, error=ErrorData(code=-32602, message="No"))
UNREADABLE = JSONRPCError(jsonrpc="2.0", id=None, error=ErrorData(code=-32700, message="Parse"))


@pytest.fixture
def librarys(monkeypatch: pytest.MonkeyPatch) -> Any:
    """How the library writes by itself, whichever test came before."""
    kept = modern._write
    write_results_at_once.cache_clear()
    fresh = getattr(kept, "__wrapped__", kept)
    monkeypatch.setattr(modern, "_write", fresh)
    yield fresh
    write_results_at_once.cache_clear()


async def written(write: Any, message: object) -> tuple[int, dict[str, str], Any]:
    """Status, headers but for the length, and what the body says."""
    parts: list[Any] = []

    async def send(part: Any) -> None:
        parts.append(part)

    await write(message, {"type": "http"}, None, send)
    headers = {name.decode(): value.decode() for name, value in parts[0]["headers"]}
    assert int(headers.pop("content-length")) == len(parts[1]["body"])
    return parts[0]["status"], headers, json.loads(parts[1]["body"])


async def test_the_library_still_takes_a_result_apart_to_write_it(
    librarys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When this fails, the SDK writes a result in one go: remove `write_results_at_once`."""
    monkeypatch.setattr(json, "dumps", lambda _, **__: '"taken apart"')

    *_, body = await written(librarys, ANSWER)

    assert body == "taken apart"


@pytest.mark.parametrize("message", [ANSWER, REFUSAL, UNREADABLE])
async def test_what_is_written_at_once_says_what_the_library_would(
    message: object, librarys: Any
) -> None:
    as_before = await written(librarys, message)

    write_results_at_once()

    assert modern._write is not librarys
    assert await written(modern._write, message) == as_before


def test_the_library_still_makes_spans_that_nobody_reads() -> None:
    """When this fails, FastMCP waits to be asked: remove `keep_spans_to_their_readers`."""
    assert Settings().telemetry_mode == "native"


@pytest.mark.parametrize(
    ("wished", "used"), [({}, "propagation_only"), ({"telemetry_mode": "native"}, "native")]
)
def test_spans_are_made_where_they_are_wished_for(
    wished: dict[str, Any], used: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fastmcp, "settings", Settings(**wished))

    keep_spans_to_their_readers()

    assert fastmcp.settings.telemetry_mode == used


def test_the_library_still_leaves_much_to_the_collector() -> None:
    """When this fails, there is little to hide from it: measure `settle_memory` again."""
    told = subprocess.run(
        [sys.executable, "-c", COUNT_OBJECTS], check=True, capture_output=True, text=True
    )

    assert int(told.stdout) > 50_000


@pytest.mark.parametrize("mode", MODES)
async def test_a_straight_answer_is_what_the_library_would_send(mode: Any) -> None:
    answer = result(Small(size=None))
    text = TextContent(type="text", text='{"size":null}')
    librarys = ToolResult(content=[text], structured_content={"size": None})

    assert await sent(answer, mode) == await sent_by_library(librarys, mode)


@pytest.mark.parametrize("mode", MODES)
async def test_a_straight_refusal_is_what_the_library_would_send(mode: Any) -> None:
    problem = NotFound("There is no such job.")
    librarys = ToolResult(content=str(problem), meta={"problem": problem.kind}, is_error=True)

    assert await sent(failure(problem), mode) == await sent_by_library(librarys, mode)


async def sent(answer: Sent, mode: Any) -> dict[str, Any]:
    """What a client gets when this server's own handler answers."""
    mcp: FastMCP[None] = FastMCP("same")

    async def handle(_context: object, _params: CallToolRequestParams) -> Sent:
        return answer

    mcp._mcp_server.add_request_handler("tools/call", CallToolRequestParams, handle)
    return await asked(mcp, mode)


async def sent_by_library(answer: ToolResult, mode: Any) -> dict[str, Any]:
    """What a client gets when the library takes the answer through its models."""
    mcp: FastMCP[None] = FastMCP("same")
    mcp.tool(lambda: answer, name="plain", output_schema=None)
    return await asked(mcp, mode)


async def asked(mcp: "FastMCP[None]", mode: Any) -> dict[str, Any]:
    async with Client(mcp, mode=mode) as client:
        answer = await client.call_tool_mcp("plain", {})
    dumped: dict[str, Any] = answer.model_dump(mode="json", by_alias=True)
    return dumped
