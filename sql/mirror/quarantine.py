"""Records that could not be stored as they came: kept whole with their reason, to be replayed."""

from collections.abc import Sequence
from datetime import datetime

from sql import Database
from sql.mirror.records import Reject
from sql.mirror.repair import Oddity

REASON_LENGTH = 500  # characters; a reason is for people


async def keep(db: Database, table: str, rejects: Sequence[Reject]) -> int:
    """Put rejects into quarantine; returns how many."""
    for reject in rejects:
        await db.execute(
            "mirror_quarantine",
            entity=table,
            st_id=reject.st_id,
            raw=reject.raw,
            reason=reject.reason[:REASON_LENGTH].replace("\0", "\\0"),
        )
    return len(rejects)


async def keep_originals(db: Database, table: str, mended: Sequence[Oddity]) -> None:
    """Keep the bytes of records that are stored in another form: as resolved from the start."""
    for one in mended:
        if one.original is not None:
            st_id, raw = one.original
            await db.execute(
                "mirror_quarantine_original",
                entity=table,
                st_id=str(st_id),
                raw=raw,
                reason=f"stored with changes: {one.kind}",
            )


async def waits(db: Database, table: str) -> bool:
    """Whether any record of a table waits."""
    return bool(await db.value("mirror_quarantine_waits", entity=table))


async def resolve(db: Database, table: str, ids: Sequence[int]) -> None:
    """Close what was kept of records that are stored as ServiceTitan has them now."""
    await db.execute("mirror_quarantine_resolve", entity=table, st_ids=[str(one) for one in ids])


async def unseen(db: Database, table: str, seen: Sequence[int], before: datetime) -> Sequence[int]:
    """Ids of waiting records that a complete reading did not show."""
    rows = await db.rows("mirror_quarantine_unseen", entity=table, before=before)
    return sorted({int(row["st_id"]) for row in rows}.difference(seen)) if rows else []


async def outlived(db: Database, table: str, began: datetime, gone: Sequence[int]) -> None:
    """After a complete reading: records that ServiceTitan has no more are history.

    Those are the ones `gone`, and records without an id that it did not send again: their good
    version cannot be told apart from others; that nothing like them came is all there is to know.
    """
    ids = [str(one) for one in gone]
    await db.execute("mirror_quarantine_outlived", entity=table, began=began, gone=ids)
