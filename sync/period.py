"""The time that a verify may be limited to: days of the company, compared with modified stamps."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Self
from zoneinfo import ZoneInfo

import msgspec

Stamps = Callable[[msgspec.Raw], str]


@dataclass(frozen=True, slots=True)
class Period:
    """From a moment up to another, which is no part of it; None leaves that side open."""

    start: datetime | None = None
    end: datetime | None = None

    @classmethod
    def of_days(cls, first: date | None, last: date | None, zone: ZoneInfo) -> Self:
        """Whole days, the last one included."""
        after = last and last + timedelta(days=1)
        return cls(_midnight(first, zone), _midnight(after, zone))

    def __bool__(self) -> bool:
        return bool(self.start or self.end)

    @property
    def since(self) -> str:
        """Its start as a filter wants it, "" when open."""
        return _text(self.start)

    @property
    def before(self) -> str:
        """Its end, likewise."""
        return _text(self.end)

    def told(self, zone: ZoneInfo) -> str:
        """Its days, in words."""
        days = []
        if self.start:
            days.append(f"from {self.start.astimezone(zone):%Y-%m-%d}")
        if self.end:
            days.append(f"until {self.end.astimezone(zone) - timedelta(days=1):%Y-%m-%d}")
        return f"{' '.join(days)} ({zone.key})"

    def pick(self, items: Sequence[msgspec.Raw], stamp: Stamps) -> Sequence[msgspec.Raw]:
        """The records whose stamp it holds, and those that have none."""
        if not self:
            return items
        stamps = ((raw, stamp(raw)) for raw in items)
        return [raw for raw, of in stamps if not of or not (self._early(of) or self.is_over(of))]

    def is_over(self, stamp: str) -> bool:
        """Whether a moment, as sortable text, comes after it."""
        return bool(self.end) and stamp >= self.before.rstrip("Z")

    def _early(self, stamp: str) -> bool:
        return bool(self.start) and stamp < self.since.rstrip("Z")


ALWAYS = Period()


def _midnight(day: date | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(day, time(), zone).astimezone(UTC) if day else None


def _text(moment: datetime | None) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z") if moment else ""
