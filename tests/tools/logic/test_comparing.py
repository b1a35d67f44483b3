from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from tools.logic.comparing import same

GUID = "5f0c2b1e-8d3a-4c6b-9e7f-1a2b3c4d5e6f"


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("Ann", "Ann"),
        (Decimal("10.50"), "10.5"),
        (Decimal("10.50"), 10.5),
        ("10.50", "10.5"),
        (7, "7"),
        (datetime(2026, 3, 11, 14, 30, tzinfo=UTC), "2026-03-11T14:30:00.0000000Z"),
        ("2026-03-11T14:30:00Z", "2026-03-11T10:30:00-04:00"),
        ("2026-03-11T14:30:00.1234567Z", "2026-03-11T10:30:00.1234567-04:00"),
        ("2026-03-11T14:30:00.123456Z", "2026-03-11T14:30:00.1234560Z"),
        (date(2026, 3, 11), "2026-03-11T00:00:00"),
        (None, None),
        (None, ""),
        ([], None),
        ([1, 2], [2, 1]),
        ([{"name": "a"}], [{"name": "a", "typeId": 3}]),
        ({"street": "1 Way", "unit": None}, {"street": "1 Way", "zip": "33601"}),
        ("Open", {"value": 0, "name": "Open"}),
        (5, {"id": 5, "name": "Plumbing"}),
        (True, True),
        (UUID(GUID), GUID),
        (UUID(GUID), GUID.upper()),
    ],
)
def test_one_value_written_in_two_ways_is_the_same(sent: Any, there: Any) -> None:
    assert same(sent, there)


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("Ann", "ann"),
        (Decimal("10.50"), "10.51"),
        ("007", "7"),
        (True, 1),
        (0, False),
        (0, None),
        (False, None),
        ("x", None),
        ([1, 1], [1, 2]),
        ([1], [1, 2]),
        ({"street": "1 Way"}, {"street": "2 Way"}),
        ({"unit": "5"}, {"street": "1 Way"}),
        ("2026-03-11T14:30:00Z", "2026-03-11T14:30:01Z"),
        ("2026-03-11T14:30:00.1234567Z", "2026-03-11T14:30:00.1234568Z"),
        (datetime(2026, 3, 11, 14, 30, 0, 123456, UTC), "2026-03-11T14:30:00.1234567Z"),
        (date(2026, 3, 11), "2026-03-12T00:00:00"),
        ("Open", {"value": 1, "name": "Sold"}),
        (UUID(GUID), GUID.replace("5", "6")),
    ],
)
def test_another_value_is_not_the_same(sent: Any, there: Any) -> None:
    assert not same(sent, there)
