from dataclasses import dataclass
from datetime import UTC, datetime

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
