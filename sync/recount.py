"""After a list was read in several pages: what ServiceTitan counts and did not show is fetched."""

from sync.entity import wide
from sync.pages import Page, split
from sync.visit import Visit
from sync.walks import WindowWalk
from tools.servicetitan.operation import Operation

# A record that changes goes to the end of the list, and those behind it move up: of many with one
# second a page's edge may pass one by. And no window shows a record that has no stamp.


async def recount(visit: Visit, since: str, *, resumed: bool) -> None:
    """Read the list from a moment on once more, in an order that changes leave alone, if need be.

    A single page has no edges; of a walk that another run began, we saw only the end.
    """
    walk = visit.entity.walk()
    if not isinstance(walk, WindowWalk) or (visit.report.pages <= 1 and not resumed):
        return
    walk.since, walk.before, walk.sort = since, visit.period.before, None
    if await counted(visit, visit.entity.operation, walk) > len(set(visit.seen)):
        await visit.again(walk)


async def counted(visit: Visit, operation: Operation, walk: WindowWalk) -> int:
    """How many records ServiceTitan has of a moment on; 0 when it does not say."""
    query = [*wide(operation), *walk.window, ("pageSize", "1"), ("includeTotal", "true")]

    async def once() -> Page:
        return split(await visit.world.fetch(operation, query))

    return (await visit.patiently(once)).total or 0
