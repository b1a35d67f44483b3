"""Records without a stamp: no filter by time shows them, so they are looked at besides."""

from sql import Database
from sync.entity import Entity
from sync.steadily import steadily
from sync.visit import Visit
from sync.walks import WindowWalk

STAMPS = {"submittedOnOrAfter": "submitted_on"}
"""The column that a filter of time compares, where it is another than the next."""
MODIFIED = "st_modified_on"


async def look(visit: Visit, since: str) -> None:
    """Read a list whole that was read from a moment on, if the mirror knows of such records.

    Of new ones nobody knows before the next full run. A feed tells of changes by its own account;
    one that was read from a day on is the exception, and says what it did not compare.
    """
    walk = visit.entity.walk()
    if not since or (visit.moves and not isinstance(walk, WindowWalk)):
        return
    known = await steadily(lambda: undated(visit.world.db, visit.entity), visit.world.sleep)
    if known and isinstance(walk, WindowWalk):
        walk.sort = None
        await visit.again(walk)
    else:
        visit.report.undated = known


async def undated(db: Database, entity: Entity) -> int:
    """How many living rows have a record without a stamp."""
    schema, _, name = entity.table.rpartition(".")
    stamp = STAMPS.get(entity.window or "", MODIFIED)
    moments = await db.rows("mirror_ages", schema=schema, table=name)
    if stamp not in {row["name"] for row in moments}:
        return 0
    rows = await db.raw(
        f"select count(*) as n from {entity.table}"  # noqa: S608 - the table is one of our entities
        f" where {stamp} is null and deleted_at is null"
    )
    return int(rows[0]["n"])
