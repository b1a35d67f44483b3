"""Mends of what the MCP library costs a server with many tools; tests tell when one can go."""

import gc
from functools import cache, wraps
from importlib import import_module
from typing import Any

import fastmcp
from fastmcp import FastMCP
from mcp_types import JSONRPCResponse
from starlette.responses import Response
from starlette.types import Receive, Scope, Send


class NoState:
    """What the library finds where it keeps what a session switched on and off: nothing."""

    async def get(self, *, key: str) -> None:
        """Nothing was ever kept under any key."""


class StatelessServer(FastMCP[Any]):
    """A server whose sessions keep nothing.

    FastMCP 4.1 looks into a session's state before each list, reading and prompt, and imports a
    key-value store and beartype for it: a third of a second of the first list.
    """

    @property
    def _state_store(self) -> NoState:  # type: ignore[override]  # there is nothing to write
        return NoState()


def ask_for_no_headers(mcp: "FastMCP[Any]") -> None:
    """Spare every HTTP call a whole `tools/list`.

    The SDK checks `Mcp-Param-*` headers against the tool's schema and, without this hook, lists
    all tools for it before each call (python-sdk issue 3565; FastMCP 4.1 sets no hook). No tool of
    ours takes such a header, so there is no schema to go through either. A library without the
    hook has no use for it.
    """
    low_level = mcp._mcp_server  # noqa: SLF001 - the hook has no public door in FastMCP 4.1
    if getattr(low_level, "get_tool_input_schema", _no_schema) is None:
        low_level.get_tool_input_schema = _no_schema


def _no_schema(_: str) -> None:
    """What the hook says of a tool without parameter headers."""


@cache
def write_results_at_once() -> None:
    """Spare every HTTP result a copy in plain values, and the standard library's JSON of it.

    The SDK makes both before it sends: a twentieth of what a list of 50 customers takes. The
    answer is the same; its characters beyond ASCII are no longer escaped.
    """
    modern: Any = import_module("mcp.server._streamable_http_modern")
    as_before = modern._write  # noqa: SLF001 - mcp 2.3 has no public door to it

    @wraps(as_before)
    async def write(message: Any, scope: Scope, receive: Receive, send: Send) -> None:
        if not isinstance(message, JSONRPCResponse):
            await as_before(message, scope, receive, send)
            return
        text = message.model_dump_json(by_alias=True, exclude_none=True)
        await Response(text, media_type="application/json")(scope, receive, send)

    modern._write = write  # noqa: SLF001 - the same


def keep_spans_to_their_readers() -> None:
    """Spare every call the spans that FastMCP makes of it even where nobody collects them.

    The caller's own trace is still passed on; FASTMCP_TELEMETRY_MODE=native brings them back.
    """
    if "telemetry_mode" not in fastmcp.settings.model_fields_set:
        fastmcp.settings.telemetry_mode = "propagation_only"


def settle_memory() -> None:
    """Take what start-up made out of the collector's sight: it stays until the end anyway.

    The thresholds are those that gave the best tail latency with 600 tools.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
