"""`./dev bench calls`: a call that does nothing, a list of customers, many calls at once.

The server is the real program over HTTP and stdio on a made-up company; a bare FastMCP server with
60 typed tools runs beside it in the same minutes.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx
from fastmcp import Client
from fastmcp.client.transports import StdioTransport

CALLS = 300
PORT = 3991
CONNECTIONS = 50
SECONDS = 8.0
TARGET_NOOP = 1.5
TARGET_LIST_MS = 5.0
TARGET_LIST_BYTES = 12_000
TARGET_RATE = 350.0


def environment(state: Path) -> dict[str, str]:
    """The program's environment: a folder of its own and a company of 500 customers."""
    own = {"STATE_DIR": str(state), "SANDBOX_CUSTOMERS": "500", "LOG_LEVEL": "error"}
    return {**os.environ, **own}


async def timed(
    client: "Client[Any]", tool: str, arguments: dict[str, Any], pause: float = 0.0
) -> list[float]:
    """Milliseconds of each of many calls, one after the other, with a pause between them."""
    times = []
    for _ in range(CALLS):
        await asyncio.sleep(pause)
        began = time.perf_counter()
        await client.call_tool(tool, arguments)
        times.append((time.perf_counter() - began) * 1000)
    return times


async def noop_ratio(state: Path) -> float:
    """What a call that reads nothing costs, ours over the bare server's, in turns over stdio."""
    ours = StdioTransport(sys.executable, ["-m", "agent.cli", "mcp"], env=environment(state))
    bare = StdioTransport(sys.executable, ["-m", "bench.bare"], env=dict(os.environ))
    async with Client(ours) as one, Client(bare) as other:
        await one.call_tool("get_sync_status", {})
        rounds = []
        for _ in range(3):
            mine = median(await timed(one, "describe_tools", {"names": ["get_sync_status"]}))
            theirs = median(await timed(other, "tool_7", {"id": 7}))
            rounds.append(mine / theirs)
            print(f"no-op over stdio: ours {mine:.2f} ms, bare {theirs:.2f} ms (p50)")
    return median(rounds)


@asynccontextmanager
async def served(state: Path) -> AsyncIterator[str]:
    """The program over HTTP on a free port, with a filled mirror."""
    program = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "agent.cli", "serve", "--port", str(PORT)], env=environment(state)
    )
    sync = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "sync", "full"],
        env=environment(state),
        stderr=asyncio.subprocess.DEVNULL,
    )
    await sync.wait()
    try:
        await _ready(f"http://127.0.0.1:{PORT}/health")
        yield f"http://127.0.0.1:{PORT}"
    finally:
        program.terminate()
        await program.wait()


async def _ready(url: str) -> None:
    async with httpx.AsyncClient(trust_env=False) as client:
        for _ in range(300):
            try:
                if (await client.get(url)).is_success:
                    return
            except httpx.TransportError:
                pass
            await asyncio.sleep(0.1)
    raise TimeoutError(url)


BELOW_THE_LIMIT = 0.03
"""Seconds between live calls: ServiceTitan's 60 a second must not be what is measured."""
LIST = {"name": "crm_list_customers", "arguments": {"pageSize": 50}}


async def list_cost(url: str) -> tuple[float, int]:
    """Milliseconds (p50) and bytes of a list of 50 customers read live from ServiceTitan."""
    async with Client(f"{url}/mcp") as client:
        answer = (await client.call_tool("call_tool", LIST)).structured_content or {}
        if answer["returned"] != 50:  # noqa: PLR2004 - the list this is about
            print(f"only {answer['returned']} of 50 rows came")
        times = await timed(client, "call_tool", LIST, BELOW_THE_LIMIT)
    return median(times), len(json.dumps(answer, separators=(",", ":")).encode())


async def rate(port: int) -> tuple[float, float]:
    """Calls a second and their p95 in milliseconds: a real read tool, one worker.

    The caller is as light as it can be, since it shares two cores with the server and PostgreSQL.
    """
    times: list[float] = []
    end = time.perf_counter() + SECONDS
    await asyncio.gather(*(_calling(port, end, times) for _ in range(CONNECTIONS)))
    return len(times) / SECONDS, quantiles(times, n=20)[-1]


def _request() -> bytes:
    params = {"name": "search_customers", "arguments": {"term": "Smith", "limit": 5}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})
    head = [
        "POST /mcp HTTP/1.1",
        "Host: 127.0.0.1",
        "Accept: application/json, text/event-stream",
        "Content-Type: application/json",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(head) + "\r\n\r\n" + body).encode()


async def _calling(port: int, end: float, times: list[float]) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    request = _request()
    while (began := time.perf_counter()) < end:
        writer.write(request)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        size = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
        answer = await reader.readexactly(size)
        if b"structuredContent" not in answer:
            raise RuntimeError(answer[:300])
        times.append((time.perf_counter() - began) * 1000)
    writer.close()


async def measured(state: Path) -> int:
    """Measure, print, and say by the exit code whether every target was met."""
    ratio = await noop_ratio(state)
    async with served(state) as url:
        milliseconds, size = await list_cost(url)
        calls, p95 = await rate(PORT)
    print(f"no-op ratio {ratio:.2f} (target {TARGET_NOOP})")
    print(f"50 customers {milliseconds:.1f} ms p50 (target {TARGET_LIST_MS}), {size} bytes")
    print(f"{calls:.0f} calls/s at {CONNECTIONS} connections (target {TARGET_RATE:.0f})")
    print(f"p95 of those {p95:.0f} ms")
    met = ratio <= TARGET_NOOP and milliseconds <= TARGET_LIST_MS and size <= TARGET_LIST_BYTES
    return 0 if met and calls >= TARGET_RATE else 1


def main() -> int:
    """Measure in a folder of its own."""
    with tempfile.TemporaryDirectory() as folder:
        state = Path(folder)
        state.chmod(0o711)
        return asyncio.run(measured(state))


if __name__ == "__main__":
    sys.exit(main())
