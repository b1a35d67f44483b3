"""MCP calls over HTTP as bytes: a client so light that what is measured is the server."""

import asyncio
import json
import time
from typing import Any

VERSION = "2026-07-28"
_KEY = "io.modelcontextprotocol"
_META = {
    f"{_KEY}/protocolVersion": VERSION,
    f"{_KEY}/clientInfo": {"name": "bench", "version": "1"},
    f"{_KEY}/clientCapabilities": {},
}
LARGEST = 1 << 20
"""Bytes that one answer may have."""


def request(tool: str, arguments: dict[str, Any], *, modern: bool = True) -> bytes:
    """A `tools/call`: of the sessionless protocol, or of the one before it."""
    params: dict[str, Any] = {"name": tool, "arguments": arguments}
    head = ["POST /mcp HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
    head += ["Accept: application/json, text/event-stream"]
    if modern:
        params["_meta"] = _META
        head += [f"MCP-Protocol-Version: {VERSION}", "Mcp-Method: tools/call", f"Mcp-Name: {tool}"]
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    return ("\r\n".join([*head, f"Content-Length: {len(body)}"]) + "\r\n\r\n" + body).encode()


class Wire:
    """One kept-alive connection to the server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def open(cls, port: int) -> "Wire":
        return cls(*await asyncio.open_connection("127.0.0.1", port, limit=LARGEST))

    async def call(self, asked: bytes) -> bytes:
        """The body of the answer; one without structured content ends the measurement."""
        self._writer.write(asked)
        head = (await self._reader.readuntil(b"\r\n\r\n")).lower()
        size = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        answer = await self._reader.readexactly(size)
        if b"structuredContent" not in answer:
            raise RuntimeError(answer[:300])
        return answer

    async def timed(self, asked: bytes) -> float:
        """Milliseconds of one call."""
        began = time.perf_counter()
        await self.call(asked)
        return (time.perf_counter() - began) * 1000

    def close(self) -> None:
        self._writer.close()
