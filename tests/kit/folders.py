"""Folders for the servers that tests start: in memory where there is room, as disks are slow."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 - folders with random names are made in it
ROOM = 4 * 2**30
"""Bytes that what a worker keeps there never needs at once."""


def place() -> Path | None:
    """Where databases that are made and dropped by the hundred may live; None: where all does."""
    roomy = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    # Programs that the servers' account cannot reach are copied beside the data.
    return MEMORY if roomy and not os.statvfs(MEMORY).f_flag & os.ST_NOEXEC else None


@contextmanager
def folder_for_all(prefix: str = "perfect-catch-") -> Iterator[Path]:
    """A folder that a server without root's rights may enter too."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=place()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
