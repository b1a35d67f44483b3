from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from tools.logic.board import overlapping


@dataclass(frozen=True)
class Visit:
    name: str
    start: datetime
    end: datetime | None


def at(hour: int) -> datetime:
    return datetime(2026, 5, 4, hour, tzinfo=UTC)


def test_visits_that_share_time_are_paired_earliest_first() -> None:
    late, early, apart = (
        Visit("late", at(10), at(12)),
        Visit("early", at(9), at(11)),
        Visit("apart", at(15), at(16)),
    )

    pairs = overlapping([late, apart, early])

    assert [(a.name, b.name) for a, b in pairs] == [("early", "late")]


def test_touching_and_open_ended_visits_do_not_overlap() -> None:
    visits = [Visit("a", at(9), at(10)), Visit("b", at(10), None), Visit("c", at(11), at(12))]

    assert overlapping(visits) == []


def test_the_hour_that_comes_twice_is_two_hours() -> None:
    zone = ZoneInfo("America/New_York")
    early = Visit(
        "early",
        datetime(2026, 11, 1, 1, 0, tzinfo=zone),
        datetime(2026, 11, 1, 1, 45, tzinfo=zone),
    )
    late = Visit("late", datetime(2026, 11, 1, 1, 15, tzinfo=zone, fold=1), None)

    assert overlapping([late, early]) == []
