"""Records that could not be stored: kept whole with their reason, and played again later."""

from collections.abc import Sequence
from hashlib import blake2b

from sql import Database
from sql.mirror.records import HASH_BYTES, Reject

REASON_LENGTH = 500  # characters; a reason is for people


async def keep(db: Database, table: str, rejects: Sequence[Reject]) -> int:
    """Put rejects into quarantine; returns how many."""
    for reject in rejects:
        await db.execute(
            "mirror_quarantine",
            entity=table,
            st_id=reject.st_id,
            raw=reject.raw,
            raw_hash=blake2b(reject.raw, digest_size=HASH_BYTES).digest(),
            reason=reject.reason[:REASON_LENGTH].replace("\0", "\\0"),
        )
    return len(rejects)


async def resolve(db: Database, table: str, ids: Sequence[int]) -> None:
    """Close what was kept of records that are stored now."""
    if not await db.value("mirror_quarantine_waits", entity=table):
        return
    await db.execute("mirror_quarantine_resolve", entity=table, st_ids=[str(one) for one in ids])
