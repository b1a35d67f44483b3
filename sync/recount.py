"""After a list was read in several pages: what ServiceTitan counts and did not show is fetched."""

from dataclasses import replace

from sync.entity import wide
from sync.pages import Page, split
from sync.visit import Visit
from sync.walks import DATED, Walk, WindowWalk
from tools.servicetitan.operation import Operation

# No window shows a record that has no stamp. A list of one page shows it, and one read whole.


async def recount(visit: Visit, walked: Walk, since: str, *, resumed: bool) -> None:
    """Read the list from a moment on once more, in an order that changes leave alone, if need be.

    A single page has no edges; of a walk that another run began, we saw only the end.
    """
    walk = visit.entity.walk()
    several = visit.report.pages > 1 or resumed
    if not isinstance(walk, WindowWalk) or not isinstance(walked, WindowWalk) or not several:
        return
    if walked.whole:
        return
    walk.since, walk.before, walk.sort = since, visit.period.before, ()
    shown = None if resumed else len(set(visit.seen))
    if await passed_over(visit, visit.entity.operation, walk, shown):
        await visit.again(walk)


async def passed_over(
    visit: Visit, operation: Operation, walk: WindowWalk, shown: int | None
) -> bool:
    """Whether ServiceTitan has records that a reading of several pages has not shown.

    Without knowing how many were shown, those without a stamp are what can be missed.
    """
    most = await _counted(visit, operation, walk)
    if shown is not None and most > shown:
        return True
    if walk.since or walk.before:
        return False
    return most > await _counted(visit, operation, replace(walk, since=DATED))


async def _counted(visit: Visit, operation: Operation, walk: WindowWalk) -> int:
    """How many records ServiceTitan has of a moment on; 0 when it does not say."""
    query = [*wide(operation), *walk.window, ("pageSize", "1"), ("includeTotal", "true")]

    async def once() -> Page:
        return split(await visit.world.fetch(operation, query))

    return (await visit.patiently(once)).total or 0
