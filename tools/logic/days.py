"""The company's days as spans of absolute time."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def start_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at which the day begins in this zone."""
    return datetime.combine(day, time(), zone)


def end_of(day: date, zone: ZoneInfo) -> datetime:
    """Midnight at which the day ends: 23 or 25 hours later when clocks change."""
    return start_of(day + timedelta(days=1), zone)


def in_zone(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment in this zone; one without a zone is taken as already being there."""
    return moment.replace(tzinfo=zone) if moment.tzinfo is None else moment.astimezone(zone)
