from fastmcp import FastMCP

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
