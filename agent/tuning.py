"""Mends of what the MCP library costs a server with many tools; tests tell when one can go."""

import gc
from collections.abc import Callable
from typing import Any

from fastmcp import FastMCP

SchemaByName = Callable[[str], dict[str, Any] | None]


def find_schemas_by_name(mcp: "FastMCP[Any]", schema_of: SchemaByName) -> None:
    """Spare every HTTP call a whole `tools/list`.

    The SDK checks `Mcp-Param-*` headers against the tool's schema and, without this hook, lists
    all tools for it before each call (python-sdk issue 3565; FastMCP 4.1 sets no hook).
    """
    low_level = mcp._mcp_server  # noqa: SLF001 - the hook has no public door in FastMCP 4.1
    if low_level.get_tool_input_schema is None:
        low_level.get_tool_input_schema = schema_of


def settle_memory() -> None:
    """Take what start-up made out of the collector's sight: it stays until the end anyway.

    The thresholds are those that gave the best tail latency with 600 tools.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
