"""The log row of one entity's run in servicetitan.st_sync_log: opened, counted, closed."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sql import Database
from sql.mirror import Stored


@dataclass(frozen=True, slots=True)
class Journal:
    """One open log row; its id is the run id of the events."""

    run_id: UUID

    async def count(self, tx: Database, fetched: int, stored: Stored) -> None:
        """Add a page, inside the transaction that stores it."""
        await tx.execute(
            "sync_log_count",
            id=self.run_id,
            fetched=fetched,
            failed=stored.quarantined,
            created=stored.created,
            updated=stored.updated + stored.merged,
            deleted=stored.deleted,
            unchanged=stored.unchanged,
        )

    async def fetched(self, db: Database) -> int:
        """The records of all pages that were committed."""
        return int(await db.value("sync_log_fetched", id=self.run_id))

    async def close(
        self, db: Database, status: str, reason: str | None, details: dict[str, Any] | None = None
    ) -> None:
        await db.execute(
            "sync_log_close",
            id=self.run_id,
            status=status,
            error_message=reason,
            error_details=details,
        )


async def begin(
    db: Database, entity: str, module: str, mode: str, trigger: str, parameters: dict[str, Any]
) -> Journal:
    """Mark a predecessor that ended without a word, then open our own row."""
    await db.execute("sync_log_interrupted", entity_type=entity)
    run_id = await db.value(
        "sync_log_open",
        sync_type=mode,
        entity_type=entity,
        module=module,
        triggered_by=trigger,
        parameters=parameters,
    )
    return Journal(run_id)
