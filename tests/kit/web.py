"""The HTTP program of a world, and the keys that open it."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import uvicorn

from agent.web import build_app
from tests.kit.world import World

OWNER_KEY = "owner-key-0123456789"
TECHNICIAN_KEY = "technician-key-0123456789"
KEYS = f"ann:owner:{OWNER_KEY},tom:technician:{TECHNICIAN_KEY}"


def bearer(key: str) -> dict[str, str]:
    return {"authorization": f"Bearer {key}"}


@contextlib.asynccontextmanager
async def listening(world: World) -> AsyncIterator[str]:
    """The whole HTTP program of this world on a free port."""
    config = uvicorn.Config(build_app(world.server), port=0, log_config=None, lifespan="on")
    program = uvicorn.Server(config)
    program.capture_signals = contextlib.nullcontext  # type: ignore[assignment,method-assign]
    task = asyncio.create_task(program.serve())
    while not program.started:
        await asyncio.sleep(0.01)
        assert not task.done()
    port = program.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        program.should_exit = True
        await task
