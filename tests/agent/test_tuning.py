from typing import Any

import pytest
from fastmcp import Client, FastMCP
from fastmcp.server.transforms import visibility

from agent.tuning import find_schemas_by_name


def test_the_library_still_lacks_the_hook() -> None:
    """When this fails, FastMCP sets the hook itself: remove `find_schemas_by_name`."""
    assert FastMCP("fresh")._mcp_server.get_tool_input_schema is None


def test_the_hook_is_set_and_an_own_one_is_left_alone() -> None:
    mcp: FastMCP[None] = FastMCP("mended")

    find_schemas_by_name(mcp, lambda name: {"title": name})
    find_schemas_by_name(mcp, lambda _: None)

    hook = mcp._mcp_server.get_tool_input_schema
    assert hook is not None
    assert hook("x") == {"title": "x"}


async def test_the_library_still_reads_a_sessions_state_before_each_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """When this fails, FastMCP finds a tool at once: measure whether `StraightCalls` still pays."""
    looks: list[None] = []

    async def looked(_: object) -> list[Any]:
        looks.append(None)
        return []

    monkeypatch.setattr(visibility, "get_visibility_rules", looked)
    mcp: FastMCP[None] = FastMCP("fresh")
    mcp.tool(lambda: "done", name="plain")

    async with Client(mcp) as client:
        await client.call_tool("plain")

    assert looks
