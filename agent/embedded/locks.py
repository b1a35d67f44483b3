"""File locks, which the kernel drops when the last process that holds them dies."""

import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.embedded.errors import EmbeddedError

if sys.platform != "win32":
    import fcntl

# Longer than the longest start: PostgreSQL may replay 4 GB of WAL after a crash.
PATIENCE = 330.0
LOOK_EVERY = 0.05
BUSY = "Another process has been starting or stopping the server for too long (it holds {path})."


def opened(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)


def share(path: Path) -> int:
    """A lock that any number may have at once."""
    lock = opened(path)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def is_only_one(lock: int) -> bool:
    """Whether nobody else has this shared lock; from then on nobody else gets it."""
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def take(
    path: Path,
    *,
    patience: float = PATIENCE,
    otherwise: str = BUSY,
    given_up: threading.Event | None = None,
) -> int:
    """The lock of this file, once no other process has it. A child may be given it to hold on."""
    lock = opened(path)
    deadline = time.monotonic() + patience
    pause = (given_up or threading.Event()).wait
    while not is_only_one(lock):
        if time.monotonic() > deadline or pause(LOOK_EVERY):
            os.close(lock)
            raise EmbeddedError(otherwise.format(path=path))
    return lock


@contextmanager
def locked(path: Path, given_up: threading.Event | None = None) -> Iterator[int]:
    """Hold the lock of this file for a while."""
    lock = take(path, given_up=given_up)
    try:
        yield lock
    finally:
        os.close(lock)
