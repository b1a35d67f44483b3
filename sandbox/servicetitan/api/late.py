"""A table whose readers see a change only some seconds after it was made."""

from collections import deque
from collections.abc import Callable
from typing import Any

from sandbox.servicetitan.api.store import Row, Table


class Late(Table):
    """Rows as they are; `seen` is the table as it was a while ago."""

    def __init__(self, name: str, lag: Callable[[], float], now: Callable[[], float]) -> None:
        super().__init__(name)
        self.lag, self.now = lag, now
        self.waiting: deque[tuple[float, Any, Row | None]] = deque()
        self.before: Table | None = None

    def put(self, row: Row, key: Any = None, *, moment: float = 0.0) -> None:
        self._hide(row[self.key] if key is None else key, dict(row))
        super().put(row, key, moment=moment)

    def remove(self, key: Any) -> bool:
        if key in self.at:
            self._hide(key, None)
        return super().remove(key)

    def _hide(self, key: Any, row: Row | None) -> None:
        lag = self.lag()
        if not lag and not self.waiting:
            return
        if self.seen() is self:
            self.before = self._copy()
        self.waiting.append((self.now() + lag, key, row))

    def _copy(self) -> Table:
        made = Table(self.name, self.key)
        made.raw, made.ids, made.at = list(self.raw), list(self.ids), dict(self.at)
        made.touched = dict(self.touched)
        return made

    def seen(self) -> Table:
        while self.before and self.waiting and self.waiting[0][0] <= self.now():
            since, key, row = self.waiting.popleft()
            if row is None:
                self.before.remove(key)
            else:
                self.before.put(row, key, moment=since)
        if not self.waiting:
            self.before = None
        return self.before or self
