"""The sync as a real process, for tests that kill it."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sandbox.servicetitan import Server

ROOT = Path(__file__).parents[2]
QUIET = {"PYTHONDONTWRITEBYTECODE", "COVERAGE_PROCESS_START"}


def environment(box: Server, database_url: str, state: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    return {
        **kept,
        **box.env,
        "DATABASE_URL": database_url,
        "REDIS_URL": "redis://127.0.0.1:1",
        "STATE_DIR": str(state),
        "HEARTBEAT_FILE": str(state / "worker-heartbeat"),
        "PYTHONPATH": str(ROOT),
    }


async def start(env: dict[str, str], *words: str) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "sync", *words,
        cwd=ROOT, env=env, stdin=DEVNULL, stdout=PIPE, stderr=PIPE,
    )  # fmt: skip


async def finish(process: Process) -> tuple[int, str]:
    """Exit code and everything the process said on stderr."""
    out, err = await process.communicate()
    assert out == b""
    return process.returncode or 0, err.decode()


@asynccontextmanager
async def working(env: dict[str, str], number: int = 0) -> AsyncIterator[Process]:
    """A worker for the length of a block."""
    own = {**env, "STATE_DIR": f"{env['STATE_DIR']}/{number}"}
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "sync.worker", "sync"), cwd=ROOT, env=own, stderr=DEVNULL,
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
            await process.wait()
