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

# Longer than the longest start: PostgreSQL may replay 8 GB of WAL after a crash.
PATIENCE = 330.0
LOOK_EVERY = 0.05


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


def attempt(path: Path) -> int | None:
    """The lock of this file, unless another process has it. A child may be given it to hold on."""
    lock = opened(path)
    if is_only_one(lock):
        return lock
    os.close(lock)
    return None


def take(path: Path, given_up: threading.Event | None = None) -> int:
    """The lock of this file, once no other process has it."""
    deadline = time.monotonic() + PATIENCE
    pause = (given_up or threading.Event()).wait
    while (lock := attempt(path)) is None:
        if time.monotonic() > deadline or pause(LOOK_EVERY):
            raise EmbeddedError(
                "Another process has been starting or stopping the server for "
                f"{PATIENCE:.0f} s (it holds {path}). End it, or wait."
            )
    return lock


@contextmanager
def locked(path: Path, given_up: threading.Event | None = None) -> Iterator[int]:
    """Hold the lock of this file for a while."""
    lock = take(path, given_up)
    try:
        yield lock
    finally:
        os.close(lock)
