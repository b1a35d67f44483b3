"""One server shared by several processes: the first starts it, the last stops it, any may crash."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from agent.embedded import locks
from agent.embedded.errors import EmbeddedError
from agent.log import get_log

T = TypeVar("T")

log = get_log(__name__)

WATCH_EVERY = 1.0


class Server(Protocol):
    """What a share needs of a server; all of it may block."""

    name: str
    folder: Path
    password: str

    def alive(self) -> bool:
        """Whether it answers its own protocol; a process id proves nothing."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


class Share:
    """One user's share in a server.

    A shared lock per user on one file counts the users, and survives kill -9 of any of them. The
    lock of a second file is round every start and stop. A thread restarts the server when it stops
    answering.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._turn = server.folder / "start.lock"
        self._users: int | None = None
        self._left = threading.Event()
        self._watch = threading.Thread(target=self._keep_alive, name=server.name, daemon=True)

    def join(self) -> None:
        with locks.locked(self._turn):
            self._users = locks.share(self._server.folder / "users.lock")
            try:
                self._revive("server.start")
            except BaseException:
                self._close()
                raise
        self._watch.start()

    def leave(self) -> None:
        self._left.set()
        self._watch.join()
        with locks.locked(self._turn):
            if self._users is not None and locks.is_only_one(self._users):
                self._stop()
            self._close()

    def _stop(self) -> None:
        """A server that will not stop must not hide why its user left."""
        try:
            self._server.stop()
        except EmbeddedError as error:
            log.warning("server.stop", server=self._server.name, failed=str(error))
        else:
            log.info("server.stop", server=self._server.name)

    def _close(self) -> None:
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _revive(self, event: str) -> None:
        if not self._server.alive():
            began = time.monotonic()
            self._server.start()
            seconds = round(time.monotonic() - began, 2)
            log.info(event, server=self._server.name, seconds=seconds)

    def _keep_alive(self) -> None:
        while not self._left.wait(WATCH_EVERY):
            try:
                if not self._server.alive():
                    with locks.locked(self._turn, given_up=self._left):
                        self._revive("server.restart")
            except (EmbeddedError, OSError) as error:
                if not self._left.is_set():
                    log.warning("server.down", server=self._server.name, why=str(error))


async def apart(work: Callable[[], T]) -> T:
    """Run blocking work on a thread and see it through: half a start cannot be undone."""
    task = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
