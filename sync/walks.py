"""How one entity is read to its end: by token, by modified window, or whole each time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, Protocol

import msgspec

from sql.mirror.records import modified_on, submitted_on
from sync.pages import Page
from sync.period import ALWAYS, Period

Kind = Literal["token", "modified", "snapshot"]
Query = list[tuple[str, str]]
Order = tuple[tuple[str, str], ...]
Crowd = Literal["", "end", "up", "back"]
"""Forward; the last page is looked for, where the total says or further on; back from there."""
STILL = ("created", "submitted")
"""Filters that no change moves a record into, so that a window of theirs only loses some."""

EMPTY_PAGES = 3
"""So many empty answers in a row that promise more, and we stop asking."""
OVERLAP = timedelta(minutes=5)
"""A window begins this much before the newest stamp seen: stamps may appear out of order."""
EARLIEST = "2000"
DATED = f"{EARLIEST}-01-01T00:00:00Z"
"""A window from here on shows all records that have a stamp."""
AHEAD = timedelta(days=2)
"""A stamp further beyond our own clock, which may be wrong by a day, is an error of the source's;
the tables' own rule is the same."""
TAIL = 50
"""A feed comes oldest change first: its last records hold the newest stamp."""
REMEMBERED = 1000
"""Tokens kept to notice a walk in circles."""


class StuckError(Exception):
    """The source sends the walk in circles or promises more without giving it."""


class Walk(Protocol):
    """The state of one walk. `value` and `memory` are all a later process needs to go on."""

    kind: Kind
    done: bool

    def query(self) -> Query:
        """Parameters of the next request."""

    def begin(self, period: Period) -> None:
        """Read no more than this period asks for, as far as the source can."""

    def take(self, page: Page, before: datetime | None = None) -> None:
        """Go on behind a page that is about to be stored; may raise StuckError.

        Stamps that are not `before` the horizon move nothing.
        """

    @property
    def value(self) -> str | None: ...

    @property
    def memory(self) -> dict[str, Any]: ...


@dataclass(slots=True)
class TokenWalk:
    """An export feed: the token is opaque, belongs to the feed and may be kept for long."""

    token: str | None = None
    latest: str = ""
    empty: int = 0
    done: bool = False
    seen: set[str] = field(default_factory=set)
    period: Period = ALWAYS
    kind: Kind = "token"

    def begin(self, period: Period) -> None:
        """A feed takes a start alone: behind the end we stop, since it comes in that order."""
        self.token, self.period = period.since or None, period

    def query(self) -> Query:
        start = [("from", self.token)] if self.token else []
        return [*start, ("includeRecentChanges", "true")]

    def take(self, page: Page, before: datetime | None = None) -> None:
        tail = plausible(page.items[-TAIL:], _text(before), "modifiedOnOrAfter")
        self.latest = max([self.latest, *tail])
        self.done = not page.has_more or self._beyond(page)
        self.empty = empties(self.empty, page)
        if page.has_more and not page.items and page.token in {None, "", self.token}:
            return  # nothing came and nothing moved: ask the same once more
        if page.token:
            self._follow(page.token, more=page.has_more)
        elif page.has_more:
            raise StuckError("ServiceTitan's feed promises more but gives no token")

    def _beyond(self, page: Page) -> bool:
        """Whether all of a page was changed after the period."""
        if self.period.end is None or not page.items:
            return False
        return all(map(self.period.is_over, map(modified_on, page.items)))

    def _follow(self, token: str, *, more: bool) -> None:
        if more and (token == self.token or token in self.seen):
            raise StuckError("ServiceTitan's feed gives a token it gave before")
        if self.token and len(self.seen) < REMEMBERED:
            self.seen.add(self.token)
        self.token = token

    def rewind(self) -> bool:
        """Forget an expired token; go on from the newest stamp seen, less the overlap."""
        start = earlier(self.latest)
        if self.token is None or self.token == start:
            return False
        self.token = start
        self.seen.clear()
        return True

    @property
    def value(self) -> str | None:
        return self.token

    @property
    def memory(self) -> dict[str, Any]:
        return {"latest": self.latest}


@dataclass(slots=True)
class WindowWalk:
    """A list with a time filter, oldest change first: each page begins the next window.

    A second with more records than a page is read by itself, from its last page back to its first.
    So is the list as a whole, by id, where a page is not in the order of time and not the only
    one: then what has changed since that reading began follows, which is no more than a window.
    """

    filter: str = "modifiedOnOrAfter"
    sort: Order = ()
    by_id: Order = ()
    page_size: int = 5000
    since: str = ""
    before: str = ""
    page: int = 1
    latest: str = ""
    empty: int = 0
    total: int | None = None
    crowd: Crowd = ""
    calm: bool = False
    whole: str = ""
    done: bool = False
    kind: Kind = "modified"

    def begin(self, period: Period) -> None:
        self.since, self.before = period.since, period.before

    @property
    def window(self) -> Query:
        """The filters of its time."""
        if self.whole and self.crowd and not self.filter.startswith(STILL):
            return []
        until = self.filter.replace("OnOrAfter", "Before")
        before = next_second(self.since) if self.crowd and not self.whole else self.before
        return [pair for pair in ((self.filter, self.since), (until, before)) if pair[1]]

    def query(self) -> Query:
        order = self.by_id if self.whole and self.crowd else self.sort
        size = ("pageSize", str(self.page_size))
        return [*self.window, *order, ("page", str(self.page)), size, ("includeTotal", "true")]

    def take(self, page: Page, before: datetime | None = None) -> None:
        edge = _text(before)
        stamps = plausible(page.items, edge, self.filter)
        self.latest = max([self.latest, *stamps])
        self.done = not page.has_more and not self.crowd
        self.empty = empties(self.empty, page)
        if self.empty and page.has_more and (self.empty == 1 or self.crowd):
            return  # its records may only have been late: ask for the same page once more
        if self.crowd:
            self._step_back(page)
        elif self.whole:
            self.page = 1 if self.done else self.page + 1
        else:
            self._step(page, stamps, edge)

    def _step(self, page: Page, stamps: Sequence[str], edge: str) -> None:
        """Go on behind a page of all that has changed from a moment on."""
        if self.done:
            self.since, self.page = earlier(self.latest) or self.since, 1
            return
        in_order = self.sort and stamps == sorted(stamps)
        ahead = whole_second(max(stamps, default="")) if in_order else ""
        if ahead and len(stamps) == len(page.items) and whole_second(stamps[0]) == ahead:
            over = next_second(ahead) < (earlier(edge) or "")
            self.calm, self.total = over and self.page == 1, page.total
            self.since = ahead
        elif ahead > self.since:
            self.since, self.page = ahead, 1
            return
        else:
            self.whole = edge
        self.crowd, self.page = "end", last_page(page, self.page_size)

    def _step_back(self, page: Page) -> None:
        """Go on before a page read on the way back, and behind all of them at last.

        Of a second, its first page made us come here: if none has left since, it was read. None
        comes either, once the second is over.
        """
        self.calm &= page.total is not None and page.total == self.total
        self.empty = 0
        self.crowd, self.page = page_before(self.crowd, self.page, page, self.page_size)
        if self.page >= (2 if self.calm else 1):
            return
        self.crowd, self.calm, self.page = "", False, 1
        if self.whole:
            self.since = earlier(min(self.latest, self.whole)) or self.since
            self.done = bool(self.before) or not self.since
        else:
            self.since = next_second(self.since)

    @property
    def value(self) -> str | None:
        return self.since or None

    @property
    def memory(self) -> dict[str, Any]:
        passed_over = max(self.empty - 1, 0)  # empty pages: a later run asks for them again
        back = {"crowd": self.crowd, "whole": "" if self.done else self.whole}
        told = {name: value for name, value in back.items() if value}
        return {"latest": self.latest, "page": max(self.page - passed_over, 1), **told}


@dataclass(slots=True)
class SnapshotWalk:
    """A list without a time filter: read whole each time, what is missing is gone.

    One of several pages is read from its last page back to its first.
    """

    page: int = 1
    first: int = 1
    page_size: int = 5000
    paged: bool = True
    sort: Order = ()
    empty: int = 0
    crowd: Crowd = ""
    done: bool = False
    kind: Kind = "snapshot"

    def begin(self, period: Period) -> None:
        """A list without a time filter is always read whole."""

    def query(self) -> Query:
        if not self.paged:
            return []
        size = ("pageSize", str(self.page_size))
        return [*self.sort, ("page", str(self.page)), size, ("includeTotal", "true")]

    def take(self, page: Page, before: datetime | None = None) -> None:  # noqa: ARG002 - has no stamps
        self.empty = empties(self.empty, page)
        if self.empty and page.has_more and (self.empty == 1 or self.crowd):
            return
        number = self.page - self.first + 1
        if self.crowd:
            self.crowd, number = page_before(self.crowd, number, page, self.page_size)
        elif page.has_more:
            self.crowd, number = "end", last_page(page, self.page_size)
        else:
            number = 0
        self.done = number < 1
        self.page = self.first + max(number - 1, 0)

    @property
    def value(self) -> str | None:
        return None if self.done else str(self.page)

    @property
    def memory(self) -> dict[str, Any]:
        return {}


# On the way back nothing is passed over: records that leave a list, or a second of it, move those
# behind them to pages still to be read, and new ones come at its end, or not at all.


def last_page(page: Page, size: int) -> int:
    """Where a list ends that has more than its first page, as far as it says."""
    return max(_pages(page.total, size), 2)


def page_before(at: Crowd, number: int, page: Page, size: int) -> tuple[Crowd, int]:
    """The page to read behind this one on the way back, below 1 when that is at its end."""
    told = _pages(page.total, size)
    if at == "end" and not page.items and number > 1:
        return at, told if 0 < told < number else number // 2
    if at in {"end", "up"} and page.items and page.has_more:
        return "up", number + 1  # more than the total had said
    return "back", number - 1


def _pages(total: int | None, size: int) -> int:
    return -(-(total or 0) // size)


def empties(before: int, page: Page) -> int:
    """Empty pages in a row; too many that promise more would never end."""
    if page.items:
        return 0
    if page.has_more and before + 1 >= EMPTY_PAGES:
        raise StuckError(f"ServiceTitan sent {EMPTY_PAGES} empty pages in a row that promise more")
    return before + 1


def plausible(items: Sequence[msgspec.Raw], before: str, filter: str) -> list[str]:
    """The plausible stamps of these records, as sortable text.

    A stamp far outside our time would drag a cursor along: it never moves one.
    """
    return [one for one in map(stamp_of(filter), items) if EARLIEST <= one < before]


def stamp_of(filter: str | None) -> Callable[[msgspec.Raw], str]:
    """What reads the stamp that such a filter compares; a feed's is that of the last change."""
    return submitted_on if filter and filter.startswith("submitted") else modified_on


def horizon(now: datetime, told: datetime | None) -> datetime:
    """What no stamp that moves a cursor may reach, by our clock and by what ServiceTitan `told`.

    Cursors stay an overlap behind their stamp: one that is no further than that beyond the time
    at ServiceTitan hides no change to come. Where it tells no time, days are allowed for our
    clock's error: one that is behind holds cursors back, so more is read again.
    """
    ours = now + AHEAD
    return ours if told is None else min(ours, told + OVERLAP)


def _text(moment: datetime | None) -> str:
    """As sortable text; without one, our own clock is all there is."""
    return (moment or horizon(datetime.now(UTC), None)).strftime("%Y-%m-%dT%H:%M:%S")


def whole_second(stamp: str) -> str:
    """The stamp without its fraction, as a filter wants it."""
    return f"{stamp[:19]}Z" if stamp else ""


def next_second(second: str) -> str:
    """The second after one, as a filter wants it."""
    moment = datetime.fromisoformat(second) + timedelta(seconds=1)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def earlier(stamp: str) -> str | None:
    """A moment OVERLAP before a stamp; only stamps of the source are ever used."""
    try:
        moment = datetime.fromisoformat(stamp[:19]).replace(tzinfo=UTC)
    except ValueError:
        return None
    return (moment - OVERLAP).strftime("%Y-%m-%dT%H:%M:%SZ")


def restore(memory: Mapping[str, Any], value: str | None, walk: Walk) -> None:
    """Put a walk where an earlier process left it."""
    if isinstance(walk, TokenWalk):
        walk.token, walk.latest = value, str(memory.get("latest", ""))
    elif isinstance(walk, WindowWalk):
        walk.since, walk.latest = value or "", str(memory.get("latest", ""))
        walk.page, walk.crowd = int(memory.get("page", 1)), memory.get("crowd", "")
        walk.whole = memory.get("whole", "")
