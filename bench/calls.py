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


async def timed(client: "Client[Any]", tool: str, arguments: dict[str, Any]) -> list[float]:
    """Milliseconds of each of many calls, one after the other."""
    times = []
    for _ in range(CALLS):
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
    port = 3991
    program = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "agent.cli", "serve", "--port", str(port)], env=environment(state)
    )
    sync = await asyncio.create_subprocess_exec(
        *[sys.executable, "-m", "sync", "full"],
        env=environment(state),
        stderr=asyncio.subprocess.DEVNULL,
    )
    await sync.wait()
    try:
        await _ready(f"http://127.0.0.1:{port}/health")
        yield f"http://127.0.0.1:{port}"
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


LIST = {"name": "crm_list_customers", "arguments": {"pageSize": 50}}


async def list_cost(url: str) -> tuple[float, int]:
    """Milliseconds (p50) and bytes of a list of 50 customers read live from ServiceTitan."""
    async with Client(f"{url}/mcp") as client:
        answer = (await client.call_tool("call_tool", LIST)).structured_content or {}
        if answer["returned"] != 50:  # noqa: PLR2004 - the list this is about
            print(f"only {answer['returned']} of 50 rows came")
        times = await timed(client, "call_tool", LIST)
    return median(times), len(json.dumps(answer, separators=(",", ":")).encode())


async def rate(url: str) -> tuple[float, float]:
    """Calls a second and their p95 in milliseconds: a real read tool, one worker."""
    times: list[float] = []
    end = time.perf_counter() + SECONDS
    limits = httpx.Limits(max_connections=CONNECTIONS, max_keepalive_connections=CONNECTIONS)
    async with httpx.AsyncClient(limits=limits, trust_env=False, timeout=30) as client:
        await asyncio.gather(*(_calling(client, url, end, times) for _ in range(CONNECTIONS)))
    return len(times) / SECONDS, quantiles(times, n=20)[-1]


async def _calling(client: httpx.AsyncClient, url: str, end: float, times: list[float]) -> None:
    headers = {"Accept": "application/json, text/event-stream"}
    params = {"name": "search_customers", "arguments": {"term": "Smith", "limit": 5}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    while (began := time.perf_counter()) < end:
        answer = await client.post(f"{url}/mcp", json=body, headers=headers)
        if "structuredContent" not in answer.text:
            raise RuntimeError(answer.text[:300])
        times.append((time.perf_counter() - began) * 1000)


async def measured(state: Path) -> int:
    """Measure, print, and say by the exit code whether every target was met."""
    ratio = await noop_ratio(state)
    async with served(state) as url:
        milliseconds, size = await list_cost(url)
        calls, p95 = await rate(url)
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
