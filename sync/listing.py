"""After an export: the list beside it, read for the columns that it alone fills."""

from sql import Database
from sql.mirror import Stored
from sql.mirror.listed import fill
from sync import state
from sync.pages import Page
from sync.state import Mark
from sync.visit import Visit
from sync.walks import WindowWalk, earlier

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
    walk.since, walk.page = mark.since, mark.page
    while not walk.done:
        page = await visit.read(walk, listing.operation)
        walk.take(page, visit.world.horizon())
        await _keep(visit, page, _mark(walk, newest))


def _mark(walk: WindowWalk, newest: str) -> Mark:
    behind = earlier(newest) or ""
    return Mark(behind) if behind and walk.since > behind else Mark(walk.since, walk.page)


async def _keep(visit: Visit, page: Page, mark: Mark) -> None:
    """Store a page and its mark together."""

    async def work(tx: Database) -> Stored:
        stored = await fill(tx, visit.entity.table, page.items, visit.journal.run_id)
        await state.listed(tx, visit.entity.name, mark)
        return stored

    await visit.commit(len(page.items), work)
