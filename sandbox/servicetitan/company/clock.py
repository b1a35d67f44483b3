"""Times of the made-up company: UTC seconds inside, ServiceTitan's text outside."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("America/New_York")
DAY: Final = 86_400
HOUR: Final = 3_600
EPOCH: Final = date(1970, 1, 1)
# Stamps are made by the million: every minute of a day is spelled once.
MINUTES: Final = tuple(f"{n // 60:02d}:{n % 60:02d}:" for n in range(1_440))


def parse(text: str) -> datetime:
    """An aware instant from ISO text; text without an offset is taken as UTC."""
    found = datetime.fromisoformat(text)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def in_utc(text: str) -> str:
    """The same instant as rows tell it."""
    if text.endswith("Z"):
        return text
    return parse(text).astimezone(UTC).isoformat().replace("+00:00", "Z")


def stamp(seconds: float, ticks: int = 0) -> str:
    """ISO text ending in Z, with up to seven fractional digits (ticks of 100 ns)."""
    days, rest = divmod(int(seconds), DAY)
    minute, second = divmod(rest, 60)
    text = f"{_date(days)}{MINUTES[minute]}{second:02d}"
    return f"{text}.{ticks:07d}".rstrip("0") + "Z" if ticks else f"{text}Z"


@lru_cache(maxsize=4096)
def _date(days: int) -> str:
    return f"{(EPOCH + timedelta(days=days)).isoformat()}T"


def key(text: str) -> str:
    """What makes stamps compare in time order whatever their number of fractional digits."""
    return text.removesuffix("Z")


@lru_cache(maxsize=4096)
def _offset_at_noon(day: date) -> int:
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=ZONE)
    return int((noon.utcoffset() or timedelta()).total_seconds())


def at(day: date, hour: float) -> int:
    """UTC seconds of a local hour in the working part of a company day."""
    start = (day.toordinal() - EPOCH.toordinal()) * DAY
    return start + int(hour * HOUR) - _offset_at_noon(day)


def local_day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, ZONE).date()
