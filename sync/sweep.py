"""After a complete reading: rows it did not show are asked for once more, then marked as gone.

One of a period is complete for the rows whose stamps are of that period.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sql.mirror import Stored, tombstones
from sql.mirror.quarantine import outlived, unseen
from sql.mirror.records import modified_on
from sql.mirror.store import records
from sql.mirror.tombstones import Within
from sync.entity import accepted, wide
from sync.pages import Page, UnreadablePageError, split
from sync.period import Period
from sync.undated import stamp_column
from sync.visit import Visit
from sync.walks import WindowWalk, whole_second

IDS_AT_ONCE = 50
"""ServiceTitan's limit for the `ids` filter."""


async def sweep(visit: Visit, began: datetime) -> None:
    """Mark rows that ServiceTitan no longer has; `began` is the database's time of the start."""
    db, entity, table = visit.world.db, visit.entity, visit.entity.table
    ours = entity.stamp if entity.part else None
    within = await _period_of(visit)
    if visit.period and within is None:
        return
    lost = await tombstones.missing(db, table, visit.seen, began, ours, within)
    # A record that waits may be of another list of the table, or of another time.
    apart = bool(entity.part or within)
    waiting = [] if apart else await unseen(db, table, visit.seen, began)
    doubtful = sorted({*lost, *waiting})
    found = await _second_look(visit, doubtful) if doubtful else set()
    gone = [one for one in lost if one not in found]
    if within:
        there = found.intersection(lost)
        visit.report.moved = len(there & visit.picked)
        visit.report.unmet = len(there - visit.picked)
    if not apart:
        await outlived(db, table, began, [one for one in waiting if one not in found])
    if gone:
        async with db.transaction() as tx:
            await visit.lease.keep(tx)
            buried = await tombstones.bury(tx, table, gone, began, visit.journal.run_id)
            stored = Stored(deleted=buried)
            await visit.journal.count(tx, 0, stored)
        visit.report.stored.add(stored)


async def _period_of(visit: Visit) -> Within | None:
    """The rows of a table that a reading of a period should have shown."""
    period = visit.period
    stamp = await stamp_column(visit.world.db, visit.entity) if period else None
    return Within(stamp, period.start, period.end) if stamp else None


async def _second_look(visit: Visit, lost: Sequence[int]) -> set[int]:
    """Records may slip between two pages of a moving list: only a second miss counts.

    What a reading of a time missed, since it is of another time, is stored on this occasion.
    """
    listing = visit.entity.listing
    if listing is not None and "ids" in accepted(listing.operation):
        return await _by_ids(visit, lost)
    walk = visit.entity.walk()
    if isinstance(walk, WindowWalk):
        walk.sort = ()  # in one window, which shows records without a stamp
    return await (visit.pick(walk, set(lost)) if visit.period else visit.again(walk))


async def _by_ids(visit: Visit, lost: Sequence[int]) -> set[int]:
    found: set[int] = set()
    stamps: list[str] = []
    for some in _chunks(lost):
        page = await fetch_ids(visit, some)
        found.update(records(visit.entity.table, page.items).shown)
        if visit.period and visit.entity.source == "list":
            await visit.pick_of(page, some)
        stamps += filter(None, map(modified_on, page.items))
    if visit.period and visit.entity.source == "export" and stamps:
        await _pick_of_feed(visit, found, stamps)
    return found


async def _pick_of_feed(visit: Visit, wanted: set[int], stamps: Sequence[str]) -> None:
    """Store these records in the feed's own form, from the time that their list's stamps tell."""
    walk = visit.entity.walk()
    first, last = (datetime.fromisoformat(whole_second(of(stamps))) for of in (min, max))
    walk.begin(Period(first, last + timedelta(seconds=1)))
    await visit.pick(walk, wanted)


async def fetch_ids(visit: Visit, ids: Sequence[int]) -> Page:
    """Records by id, inactive ones too."""
    listing = visit.entity.listing
    if listing is None:
        raise ValueError(f"{visit.entity.name} has no list to ask by id")
    operation = listing.operation
    query = [*wide(operation), ("ids", ",".join(map(str, ids))), ("pageSize", str(len(ids)))]

    async def once() -> Page:
        page = split(await visit.world.fetch(operation, query))
        if page.has_more and len(page.items) < len(ids):  # what is not there may be still to come
            raise UnreadablePageError("ServiceTitan's answer promises more than it holds")
        return page

    return await visit.patiently(once)


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]
