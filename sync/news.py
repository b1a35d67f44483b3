"""While a hot entity is read from its beginning: what changes meanwhile, and shall not wait."""

import time

from sync.state import Front
from sync.visit import Visit
from sync.walks import TokenWalk, earlier

EVERY = 20.0
"""Seconds between two looks; hot changes are to be in the mirror within a minute."""


class News:
    """The feed from where runs before had left it, read between the pages of a longer reading.

    A first load has none before it: what changes after its first page is news.
    """

    def __init__(self, visit: Visit, front: Front | None) -> None:
        self._visit = visit
        self._front = front
        self._next = time.monotonic() + EVERY

    def front(self) -> Front | None:
        """How far changes are read; by ServiceTitan's clock, since ours may hide some."""
        began = None if self._front else self._visit.world.source_time()
        if began:
            stamp = began.strftime("%Y-%m-%dT%H:%M:%S")
            self._front = Front(earlier(stamp) or stamp, stamp)
        return self._front

    async def look(self) -> None:
        """Store what is new, if it is time; the cursor stays that of the longer reading."""
        front = self.front()
        if front is None or time.monotonic() < self._next:
            return
        walk = TokenWalk(front.token, front.latest)
        await self._visit.again(walk)
        self._front = Front(walk.token or front.token, walk.latest)
        self._next = time.monotonic() + EVERY
