"""After an export: the list beside it, read for the columns that it alone fills."""

from sql import Database
from sql.mirror import Stored
from sql.mirror.listed import fill
from sql.mirror.store import records
from sync import state
from sync.pages import Page
from sync.recount import passed_over
from sync.state import Mark
from sync.visit import Visit
from sync.walks import WindowWalk, earlier
from tools.servicetitan.operation import Operation

# A first load does not come here: the run after it reads the list once in full, and later ones
# from their mark on.


async def read_list(visit: Visit, mark: Mark, newest: str) -> None:
    """Read the list from its mark to its end; `newest` is the newest stamp of the export.

    The mark stays behind that stamp: a record that the export has not shown yet has no row, and
    is read again when it has one.
    """
    walk, listing = visit.entity.list_walk(), visit.entity.listing
    if walk is None or listing is None:
        return
    begun = mark.since if mark.begun is None else mark.begun
    walk.since, walk.page, walk.crowd, walk.whole = mark.since, mark.page, mark.crowd, mark.whole
    shown: set[int] = set()
    pages = 0
    while not walk.done:
        page = await visit.read(walk, listing.operation)
        walk.take(page, visit.world.horizon())
        pages += 1
        once = walk.done and pages == 1 and mark.begun is None
        await _keep(visit, page, _mark(walk, newest, None if once else begun))
        shown.update(records(visit.entity.table, page.items).shown)
    if not once:
        if not walk.whole:
            seen = len(shown) if mark.begun is None else None
            await _recount(visit, listing.operation, begun, seen)
        await _keep(visit, Page([]), _mark(walk, newest, None))


def _mark(walk: WindowWalk, newest: str, begun: str | None) -> Mark:
    behind = earlier(newest) or ""
    if behind and walk.since > behind:
        return Mark(behind, begun=begun)
    return Mark(walk.since, walk.page, begun, walk.crowd, "" if walk.done else walk.whole)


async def _recount(visit: Visit, operation: Operation, begun: str, shown: int | None) -> None:
    """Read once more what several pages did not show, or has no stamp for a window to see."""
    walk = visit.entity.list_walk()
    if walk is None:
        return
    walk.since, walk.sort = begun, ()
    if not await passed_over(visit, operation, walk, shown):
        return
    while not walk.done:
        page = await visit.read(walk, operation)
        walk.take(page, visit.world.horizon())
        await _keep(visit, page, None)


async def _keep(visit: Visit, page: Page, mark: Mark | None) -> None:
    """Store a page and its mark together."""

    async def work(tx: Database) -> Stored:
        stored = await fill(tx, visit.entity.table, page.items, visit.journal.run_id)
        if mark is not None:
            await state.listed(tx, visit.entity.name, mark)
        return stored

    await visit.commit(len(page.items), work)
