"""Who works on a day, and who is away from it."""

from datetime import UTC, datetime

import pytest

from tools.logic.hours import Hours, Kind, Why, why_off


def hours(kind: Kind, first: int, last: int) -> Hours:
    return Hours(
        kind, datetime(2026, 3, 9, first, tzinfo=UTC), datetime(2026, 3, 9, last, tzinfo=UTC)
    )


SHIFT = hours("Normal", 8, 17)


@pytest.mark.parametrize(
    ("day", "keeps", "why"),
    [
        ([SHIFT], True, None),
        ([hours("OnCall", 8, 17)], True, None),
        ([], True, "no shift"),
        ([], False, None),
        ([hours("TimeOff", 8, 17)], False, "time off"),
        ([hours("Event", 8, 17)], False, None),
        ([SHIFT, hours("TimeOff", 8, 17)], True, "time off"),
        ([SHIFT, hours("TimeOff", 8, 12)], True, None),
        ([SHIFT, hours("TimeOff", 12, 17)], True, None),
        ([SHIFT, hours("Event", 7, 12), hours("TimeOff", 12, 20)], True, "time off"),
        ([SHIFT, hours("TimeOff", 13, 17), hours("Event", 8, 12)], True, None),
        ([hours("TimeOff", 8, 17), hours("Normal", 20, 23)], True, None),
    ],
)
def test_who_is_off(day: list[Hours], *, keeps: bool, why: Why | None) -> None:
    assert why_off(day, keeps_shifts=keeps) == why


def test_hours_are_told_as_people_say_them() -> None:
    assert [SHIFT.told, hours("OnCall", 6, 18).told] == ["08:00-17:00", "06:00-18:00 on call"]
