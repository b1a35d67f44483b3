"""Signs of life of a worker: a row in the database, and a file for whoever looks from outside."""

import asyncio
import os
import socket
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sql import Database
from sync.steadily import RETRIED

EVERY = 30.0
"""Seconds between two beats."""


class Heart:
    """Beats until it is stopped; a database that is away does not stop the file."""

    def __init__(
        self,
        db: Database,
        file: Path,
        kind: str,
        now: Callable[[], datetime],
        state: Callable[[], dict[str, Any]],
    ) -> None:
        self.worker = f"{kind}:{socket.gethostname()}:{os.getpid()}"
        self._db = db
        self._file = file
        self._kind = kind
        self._now = now
        self._state = state

    async def beat(self) -> None:
        """One sign of life in both places."""
        await asyncio.to_thread(self._write)
        with suppress(*RETRIED):
            await self._db.execute(
                "sync_beat",
                worker=self.worker,
                kind=self._kind,
                host=socket.gethostname(),
                pid=os.getpid(),
                state=self._state(),
            )

    def _write(self) -> None:
        """The whole line or nothing: a reader never sees half of it."""
        part = self._file.with_name(f"{self._file.name}.{os.getpid()}")
        part.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(f"{self._now().isoformat()}\n")
        part.replace(self._file)

    async def run(self, every: float = EVERY) -> None:
        with suppress(*RETRIED):
            await self._db.execute("sync_beats_old")
        while True:
            await self.beat()
            await asyncio.sleep(every)

    async def end(self) -> None:
        with suppress(*RETRIED):
            await self._db.execute("sync_beat_end", worker=self.worker)
