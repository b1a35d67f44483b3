"""The real program as a process: its environment, its commands, a bare MCP client of it."""

import asyncio
import contextlib
import io
import json
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

from agent.cli import main

ROOT = Path(__file__).parents[2]
PROGRAM = [sys.executable, "-m", "agent.cli"]
PATIENCE = 120.0
"""Seconds until a program that says nothing counts as hanging."""


def clean_environment(**variables: str) -> dict[str, str]:
    """This process's environment without settings of ours, and with these."""
    ours = ("SERVICE_TITAN", "DATABASE_", "REDIS_", "TEST_", "STATE_DIR", "PYTHONDONTWRITE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONPATH": str(ROOT), **variables}


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str


async def command(*words: str, env: Mapping[str, str], given: str = "") -> Ended:
    """Run `perfect-catch` with these words to its end."""
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, *words, cwd=ROOT, env=dict(env), stdin=PIPE, stdout=PIPE, stderr=PIPE
    )
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate(given.encode())
    return Ended(process.returncode or 0, out.decode(), err.decode())


@dataclass
class Peer:
    """A bare MCP client: JSON-RPC lines over a process's stdin and stdout, nothing else."""

    process: Process
    lines: list[str] = field(default_factory=list)
    _ids: int = 0

    async def send(self, method: str, params: Any = None, **more: Any) -> None:
        message = {"jsonrpc": "2.0", "method": method, **more}
        if params is not None:
            message["params"] = params
        await self.raw(json.dumps(message))

    async def raw(self, line: str) -> None:
        assert self.process.stdin
        self.process.stdin.write(f"{line}\n".encode())
        await self.process.stdin.drain()

    async def receive(self) -> Any:
        """The next message; every line of stdout has to be one."""
        assert self.process.stdout
        async with asyncio.timeout(PATIENCE):
            line = (await self.process.stdout.readline()).decode()
        self.lines.append(line)
        message = json.loads(line)
        assert message["jsonrpc"] == "2.0"
        return message

    async def ask(self, method: str, params: Any = None) -> Any:
        """The whole answer to a request."""
        self._ids += 1
        await self.send(method, params, id=self._ids)
        while (answer := await self.receive()).get("id") != self._ids or "method" in answer:
            pass
        return answer

    async def result(self, method: str, params: Any = None) -> Any:
        answer = await self.ask(method, params)
        assert "error" not in answer, answer
        return answer["result"]

    async def leave(self) -> Ended:
        """Close stdin, as a host does, and see how the program ends."""
        async with asyncio.timeout(PATIENCE):
            out, err = await self.process.communicate(b"")
        return Ended(self.process.returncode or 0, out.decode(), err.decode())


@asynccontextmanager
async def peer(env: Mapping[str, str]) -> AsyncIterator[Peer]:
    """A bare client of `perfect-catch mcp`."""
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, "mcp", cwd=ROOT, env=dict(env), stdin=PIPE, stdout=PIPE, stderr=PIPE,
        limit=4_000_000,
    )  # fmt: skip
    try:
        yield Peer(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


@asynccontextmanager
async def served(env: Mapping[str, str]) -> AsyncIterator[tuple[Process, int]]:
    """`perfect-catch serve` on a free port; gives the process and its port."""
    process = await asyncio.create_subprocess_exec(
        *PROGRAM, "serve", "--port", "0", cwd=ROOT, env=dict(env),
        stdin=DEVNULL, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip
    try:
        yield process, await _port_of(process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def _port_of(process: Process) -> int:
    """The port that the program says it listens on."""
    assert process.stderr
    async with asyncio.timeout(PATIENCE):
        async for line in process.stderr:
            words = line.decode()
            if "http://127.0.0.1:" in words:
                return int(words.split("http://127.0.0.1:")[1].split()[0].strip('"/.'))
    raise AssertionError("the server ended without listening")


def invoke(*words: str, env: Mapping[str, str]) -> Ended:
    """The same as `command`, in this process: a second quicker. Not inside an event loop."""
    out, err = io.StringIO(), io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    with (
        patch.dict(os.environ, dict(env), clear=True),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
    ):
        try:
            code = main(words)
        finally:
            root.handlers, root.level = handlers, level
    return Ended(code, out.getvalue(), err.getvalue())
