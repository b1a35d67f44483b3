"""Quarantined records, tried again: after a mapping was corrected or the cause went away."""

from sql import Database
from sql.mirror.store import Source, Stored, store


async def replay(
    db: Database,
    table: str | None = None,
    source: Source = "list",
    *,
    tenant: int | None = None,
    most: int = 10_000,
) -> dict[str, Stored]:
    """Store waiting records again, by table; what fails again stays with its new reason.

    `source` is where they came from: an export's record does not empty what a list filled.
    """
    waiting = await db.rows("mirror_quarantine_entities")
    tables = [row["entity"] for row in waiting if table in (None, row["entity"])]
    return {name: await _replay_one(db, name, source, tenant, most) for name in tables}


async def _replay_one(
    db: Database, table: str, source: Source, tenant: int | None, most: int
) -> Stored:
    total = Stored()
    for row in await db.rows("mirror_quarantine_open", entity=table, most=most):
        async with db.transaction() as tx:
            stored = await store(tx, table, [row["raw"]], source=source, tenant=tenant)
            if not stored.quarantined:
                await tx.execute("mirror_quarantine_close", id=row["id"])
        total.add(stored)
    return total
