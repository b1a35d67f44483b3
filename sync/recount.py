"""After a list was read in several pages: what ServiceTitan counts and did not show is fetched."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from sync.entity import wide
from sync.pages import Page, split
from sync.visit import Visit
from sync.walks import Walk, WindowWalk
from tools.servicetitan.operation import Operation

# A record that changes goes to the end of the list, one that is removed leaves it, and those behind
# it move up: of many with one second a page's edge may pass one by. And no window shows a record
# that has no stamp.

TRIES = 3
"""Times a list is read that loses records while it is read."""


async def recount(visit: Visit, walked: Walk, since: str, *, resumed: bool) -> None:
    """Read the list from a moment on once more, in an order that changes leave alone, if need be.

    A single page has no edges; of a walk that another run began, we saw only the end.
    """
    walk = visit.entity.walk()
    several = visit.report.pages > 1 or resumed
    if not isinstance(walk, WindowWalk) or not isinstance(walked, WindowWalk) or not several:
        return
    walk.since, walk.before, walk.sort = since, visit.period.before, None
    missed = await counted(visit, visit.entity.operation, walk) > len(set(visit.seen))
    if missed or walked.shrunk:
        await read_again(walk, visit.again)


async def read_again(walk: WindowWalk, read: Callable[[Walk], Awaitable[set[int]]]) -> set[int]:
    """Read in an order that changes leave alone, until no removal disturbs it; the ids shown."""
    shown: set[int] = set()
    for _ in range(TRIES):
        way = replace(walk, sort=None)
        shown |= await read(way)
        if not way.shrunk:
            break
    return shown


async def counted(visit: Visit, operation: Operation, walk: WindowWalk) -> int:
    """How many records ServiceTitan has of a moment on; 0 when it does not say."""
    query = [*wide(operation), *walk.window, ("pageSize", "1"), ("includeTotal", "true")]

    async def once() -> Page:
        return split(await visit.world.fetch(operation, query))

    return (await visit.patiently(once)).total or 0
