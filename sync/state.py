"""Where each entity stands, in servicetitan.sync_state: cursor, run in progress, pauses."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from sql import Database
from sync.walks import Crowd, Walk


@dataclass(frozen=True, slots=True)
class Mark:
    """How far the list was read whose columns an export leaves empty.

    `begun` is where a reading began that has not reached its end; `page`, `crowd` and `whole` are
    its walk's.
    """

    since: str = ""
    page: int = 1
    begun: str | None = None
    crowd: Crowd = ""
    whole: str = ""


@dataclass(frozen=True, slots=True)
class Front:
    """How far a feed's changes were read while a reading from its beginning goes on."""

    token: str
    latest: str = ""


@dataclass(slots=True)
class State:
    """One row of sync_state. `metadata`: latest, page, crowd, whole, full, front, list, paused."""

    key: str
    value: str | None = None
    metadata: dict[str, Any] = field(default_factory=dict)
    as_of: datetime | None = None

    @property
    def full_unfinished(self) -> bool:
        """A read from the beginning was begun and has not reached its end."""
        return bool(self.metadata.get("full"))

    @property
    def mark(self) -> Mark:
        return Mark(**self.metadata.get("list", {}))

    @property
    def front(self) -> Front | None:
        """From where changes are news; a reading that has not reached its end kept it."""
        if not self.full_unfinished:
            return Front(self.value, str(self.metadata.get("latest", ""))) if self.value else None
        kept = self.metadata.get("front")
        return Front(**kept) if kept else None

    @property
    def untouched(self) -> bool:
        """No page was ever stored: the table holds nothing that could be gone."""
        return "full" not in self.metadata


async def read(db: Database, key: str) -> State:
    rows = await db.rows("sync_state_read", key=key)
    if not rows:
        return State(key)
    row = rows[0]
    return State(key, row["value"], row["metadata"], row["as_of"])


async def write(
    tx: Database, key: str, table: str, walk: Walk, *, full: bool, front: Front | None = None
) -> None:
    """Move the cursor, inside the transaction that stores the page."""
    unfinished = full and not walk.done
    kept = {"front": asdict(front)} if front and unfinished else {}
    await tx.execute(
        "sync_state_write",
        key=key,
        value=walk.value,
        entity=table,
        cursor_kind=walk.kind,
        metadata={**walk.memory, **kept, "full": unfinished},
        full=full,
    )


async def listed(tx: Database, key: str, mark: Mark) -> None:
    """Note how far the list was read, inside the transaction that stores what it says."""
    await tx.execute("sync_state_listed", key=key, mark=asdict(mark))


async def complete(tx: Database, key: str, *, as_of: datetime, full: bool, added: int) -> None:
    """Say that the table held everything at `as_of`, and how many rows came to those it had."""
    await tx.execute("sync_state_complete", key=key, as_of=as_of, full=full, added=added)


async def counted(tx: Database, key: str, rows: int) -> None:
    """Say how many rows the table has; whoever adds one meanwhile waits to say so."""
    await tx.execute("sync_state_counted", key=key, rows=rows)


async def pause(db: Database, key: str, table: str, kind: str, reason: str) -> None:
    await db.execute("sync_state_pause", key=key, entity=table, cursor_kind=kind, reason=reason)
