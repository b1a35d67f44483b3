"""The audit log: who called what with which outcome; reads are written down in batches."""

import asyncio
import contextlib
from typing import TYPE_CHECKING, Any

from agent.log import get_log

if TYPE_CHECKING:
    from sql import Database

log = get_log(__name__)

PAUSE = 0.2
"""Seconds that the row of a read may wait for others; rows of writes do not wait."""
MOST = 500
"""Rows that wait at most: then a call waits for them to be written."""

Row = dict[str, Any]


class AuditLog:
    """Rows on their way into automation.audit_log."""

    def __init__(self) -> None:
        self._rows: list[Row] = []
        self._timer: asyncio.Task[None] | None = None

    async def add(self, db: "Database", row: Row) -> None:
        """Keep a row: a write's at once, a read's with the next batch."""
        self._rows.append(row)
        if row["effect"] != "reads" or len(self._rows) >= MOST:
            await self.flush(db)
        elif self._timer is None or self._timer.done():
            self._timer = asyncio.create_task(self._later(db))

    async def flush(self, db: "Database") -> None:
        """Write down what waits; what cannot be written is told in the log, row by row."""
        rows, self._rows = self._rows, []
        if not rows:
            return
        try:
            await db.execute("write_audit_rows", rows=rows)
        except Exception:
            tell_lost(rows)
            raise

    async def close(self, db: "Database") -> None:
        """The last batch, before the database is closed."""
        if self._timer is not None:
            self._timer.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._timer
        await self.flush(db)

    async def _later(self, db: "Database") -> None:
        await asyncio.sleep(PAUSE)
        with contextlib.suppress(Exception):  # told in the log; a read's answer is out already
            await self.flush(db)


def tell_lost(rows: list[Row]) -> None:
    """Put rows that no database took into the log, where they can still be read."""
    for row in rows:
        log.error("audit.lost", **row)
