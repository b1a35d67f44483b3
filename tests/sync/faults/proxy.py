"""A TCP proxy before a server, which a test makes slow, mute or dead."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Proxy:
    """Forwards what it gets after `delay` seconds, or keeps it while `mute`."""

    target: int
    port: int = 0
    delay: float = 0.0
    mute: bool = False
    passed: int = 0
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        with suppress(OSError):
            back, forth = await asyncio.open_connection("127.0.0.1", self.target)
            self._writers.add(forth)
            await asyncio.gather(self._pump(reader, forth), self._pump(back, writer))
        writer.close()

    async def _pump(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await asyncio.sleep(self.delay)
                while self.mute:  # noqa: ASYNC110 - the test ends it
                    await asyncio.sleep(0.05)
                self.passed += 1
                writer.write(data)
                await writer.drain()
        writer.close()

    def cut(self) -> None:
        for writer in self._writers:
            writer.close()
        self._writers.clear()


@asynccontextmanager
async def proxy(target: int) -> AsyncIterator[Proxy]:
    between = Proxy(target)
    server = await asyncio.start_server(between.serve, "127.0.0.1", 0)
    between.port = server.sockets[0].getsockname()[1]
    try:
        yield between
    finally:
        between.mute = False
        server.close()
        between.cut()
        await asyncio.sleep(0.1)
