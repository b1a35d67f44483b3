"""While a hot entity is read from its beginning: what changes meanwhile, and shall not wait."""

import time

from sync.visit import Visit
from sync.walks import TokenWalk

EVERY = 20.0
"""Seconds between two looks; hot changes are to be in the mirror within a minute."""


class News:
    """The feed from where the last run left it, read between the pages of a longer reading."""

    def __init__(self, visit: Visit, token: str, latest: str) -> None:
        self._visit = visit
        self._token = token
        self._latest = latest
        self._next = time.monotonic() + EVERY

    async def look(self) -> None:
        """Store what is new, if it is time; the cursor stays that of the longer reading."""
        if time.monotonic() < self._next:
            return
        walk = TokenWalk(self._token, self._latest)
        await self._visit.again(walk)
        self._token, self._latest = walk.token or self._token, walk.latest
        self._next = time.monotonic() + EVERY
