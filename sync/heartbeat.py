"""Signs of life of a worker: a row in the database, and a file for whoever looks from outside."""

import asyncio
import os
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from agent.log import get_log
from sql import Database
from sync.steadily import RETRIED

log = get_log(__name__)

EVERY = 30.0
"""Seconds between two beats."""
READABLE = 0o644
"""A probe of the container or of the service manager may run as somebody else."""


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
        self._begun = False

    async def beat(self) -> None:
        """One sign of life in both places; where one cannot be given, the other is."""
        try:
            await asyncio.to_thread(self._write)
        except OSError as full:
            log.warning("heartbeat.file", path=str(self._file), why=str(full))
        with suppress(*RETRIED):
            await self._db.execute(
                "sync_beat",
                worker=self.worker,
                kind=self._kind,
                host=socket.gethostname(),
                pid=os.getpid(),
                state=self._state(),
                first=not self._begun,
            )
            self._begun = True

    def _write(self) -> None:
        """The whole line or nothing, and never through a link that somebody else put there."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        made, name = tempfile.mkstemp(prefix=f"{self._file.name}.", dir=self._file.parent)
        part = Path(name)
        try:
            with os.fdopen(made, "w") as file:
                file.write(f"{self._now().isoformat()}\n")
            part.chmod(READABLE)
            part.replace(self._file)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    async def run(self, every: float = EVERY) -> None:
        with suppress(*RETRIED):
            await self._db.execute("sync_beats_old")
        while True:
            await self.beat()
            await asyncio.sleep(every)

    async def end(self) -> None:
        with suppress(*RETRIED):
            await self._db.execute("sync_beat_end", worker=self.worker, state=self._state())
