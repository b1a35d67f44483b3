from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tools.logic.days import end_of, in_zone, start_of

NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 6, 1), 24),
        (date(2026, 3, 8), 23),
        (date(2026, 11, 1), 25),
    ],
)
def test_a_company_day_is_as_long_as_its_clocks_say(day: date, hours: int) -> None:
    begin = start_of(day, NEW_YORK).astimezone(UTC)
    end = end_of(day, NEW_YORK).astimezone(UTC)

    assert end - begin == timedelta(hours=hours)


def test_a_time_without_a_zone_is_company_time() -> None:
    assert in_zone(datetime(2026, 1, 5, 9, 0), NEW_YORK).isoformat() == "2026-01-05T09:00:00-05:00"  # noqa: DTZ001 - what a caller may send


def test_a_time_with_a_zone_is_moved_into_the_companys() -> None:
    moment = datetime(2026, 1, 5, 14, 0, tzinfo=UTC)

    assert in_zone(moment, NEW_YORK).hour == 9
