"""One server shared by several processes: the first starts it, the last stops it, any may crash."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from agent.embedded.errors import EmbeddedError
from agent.log import get_log

if sys.platform != "win32":
    import fcntl

log = get_log(__name__)

# Longer than the longest start: PostgreSQL may replay 4 GB of WAL after a crash.
START_PATIENCE = 330.0
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

    The kernel drops a lock when its holder dies, however it dies: a shared lock per user on one
    file is a count of users that survives kill -9. A second file's lock is round every start and
    stop. A thread restarts the server when it stops answering.
    """

    def __init__(self, server: Server) -> None:
        self._folder = server.folder
        self._server = server
        self._users: int | None = None
        self._left = threading.Event()
        self._watch = threading.Thread(target=self._keep_alive, name=server.name, daemon=True)

    def join(self) -> None:
        with locked(self._folder / "start.lock"):
            self._users = _open(self._folder / "users.lock")
            fcntl.flock(self._users, fcntl.LOCK_SH)
            try:
                self._revive("server.start")
            except BaseException:
                self._close()
                raise
        self._watch.start()

    def leave(self) -> None:
        self._left.set()
        self._watch.join()
        with locked(self._folder / "start.lock"):
            if self._is_last():
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

    def _is_last(self) -> bool:
        if self._users is None:
            return False
        try:
            fcntl.flock(self._users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

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
            if self._server.alive():
                continue
            try:
                with locked(self._folder / "start.lock", given_up=self._left):
                    self._revive("server.restart")
            except EmbeddedError as error:
                if not self._left.is_set():
                    log.warning("server.down", server=self._server.name, why=str(error))


@contextmanager
def locked(path: Path, given_up: threading.Event | None = None) -> Iterator[None]:
    """Hold the lock of this file; another process's start or stop is waited for."""
    lock = _open(path)
    try:
        _wait_for(lock, path, given_up or threading.Event())
        yield
    finally:
        os.close(lock)


def _wait_for(lock: int, path: Path, given_up: threading.Event) -> None:
    deadline = time.monotonic() + START_PATIENCE
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > deadline or given_up.wait(0.05):
                raise EmbeddedError(
                    f"Another process has been starting or stopping the server for "
                    f"{START_PATIENCE:.0f} s (it holds {path}). End it, or wait."
                ) from None
        else:
            return


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
