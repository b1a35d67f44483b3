"""Records without a stamp: no filter by time shows them, so they are looked at besides."""

from datetime import UTC, datetime

from sql import Database
from sync.entity import Entity, accepted
from sync.steadily import steadily
from sync.visit import Visit
from sync.walks import AHEAD, WindowWalk

STAMPS = {"submittedOnOrAfter": "submitted_on"}
"""The column that a filter of time compares, where it is another than the next."""
MODIFIED = "st_modified_on"
CREATED = "createdOnOrAfter"


async def look(visit: Visit, since: str, as_of: datetime | None) -> None:
    """Read a list whole that was read from a moment on, if the mirror knows of such records.

    New ones show by when they were created. A feed tells of changes by its own account; one that
    was read for a period is the exception, and says what it did not compare.
    """
    walk = visit.entity.walk()
    if not (since or visit.period) or (visit.moves and not isinstance(walk, WindowWalk)):
        return
    hidden = await steadily(lambda: undated(visit), visit.world.sleep)
    if not isinstance(walk, WindowWalk):
        visit.report.undated = hidden
        return
    if not hidden:
        if not visit.moves or CREATED not in accepted(visit.entity.operation):
            return
        walk.filter, walk.since = CREATED, unseen(since, as_of)
    walk.sort = ()
    await visit.again(walk)


def unseen(since: str, as_of: datetime | None) -> str:
    """From when on records may be new: a run that never came here has moved the cursor, too."""
    if as_of is None:
        return since
    return min(since, (as_of.astimezone(UTC) - AHEAD).strftime("%Y-%m-%dT%H:%M:%SZ"))


async def undated(visit: Visit) -> int:
    """How many living rows have a record without a stamp, and were not shown."""
    db, table = visit.world.db, visit.entity.table
    stamp = await stamp_column(db, visit.entity)
    if stamp is None:
        return 0
    rows = await db.raw(
        f"select count(*) as n from {table} t"  # noqa: S608 - the table is one of our entities
        f" where t.{stamp} is null and t.deleted_at is null"
        " and not exists (select from unnest($1::bigint[]) as s(st_id) where s.st_id = t.st_id)",
        visit.seen,
    )
    return int(rows[0]["n"])


async def stamp_column(db: Database, entity: Entity) -> str | None:
    """The column of the moment that a filter of time compares, where the table has one."""
    schema, _, name = entity.table.rpartition(".")
    stamp = STAMPS.get(entity.window or "", MODIFIED)
    moments = await db.rows("mirror_ages", schema=schema, table=name)
    return stamp if stamp in {row["name"] for row in moments} else None
