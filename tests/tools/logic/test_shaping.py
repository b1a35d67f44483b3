from decimal import Decimal
from typing import Any

import pytest
from pydantic_core import to_json

from tools.logic.shaping import shaped, trimmed

SMALL = 12_000


def customers(count: int) -> list[dict[str, Any]]:
    return [
        {
            "id": n,
            "name": f"Customer {n} of some length",
            "balance": Decimal("0.00"),
            "active": True,
            "doNotMail": False,
            "memo": "",
            "customFields": [],
            "mergedToId": None,
            "address": {"street": f"{n} Heron Way", "city": "Tampa", "state": "FL"},
            "externalData": [{"key": "a", "value": "b" * 60}],
            "modifiedOn": "2026-03-11T14:30:00.1234567Z",
        }
        for n in range(count)
    ]


def test_empty_values_go_but_zero_and_false_stay() -> None:
    (row,) = shaped(customers(1), fields=None, max_bytes=SMALL).items

    assert not {"memo", "customFields", "mergedToId"} & row.keys()
    assert row["balance"] == 0
    assert row["doNotMail"] is False


def test_fields_go_before_any_row_does_and_are_named() -> None:
    answer = shaped(customers(50), fields=None, max_bytes=SMALL)

    assert len(answer.items) == 50
    assert answer.omitted == ["externalData"]
    assert all("address" in row for row in answer.items)


def test_only_as_many_fields_go_as_must() -> None:
    tight = shaped(customers(50), fields=None, max_bytes=4_000)

    assert len(tight.items) < 50
    assert {"address", "externalData", "modifiedOn"} <= set(tight.omitted)
    assert "name" in tight.items[0]


@pytest.mark.parametrize("room", range(4_000, 16_000, 500))
def test_no_row_goes_while_leaving_out_fields_is_enough(room: int) -> None:
    rows = [{"id": n, "ü": "x" * 80, "parts": [n], "createdOn": None} for n in range(40)]
    telling = len(to_json([{"id": n, "ü": "x" * 80} for n in range(40)])) + 1

    answer = shaped(rows, fields=None, max_bytes=room)

    assert (len(answer.items) == 40) == (room >= telling - 2)
    assert sum(len(to_json(row)) + 1 for row in answer.items) <= room


def test_fields_asked_for_are_kept_whatever_their_size() -> None:
    answer = shaped(customers(2), fields=["externalData", "memo"], max_bytes=SMALL)

    assert answer.omitted == []
    assert [row.keys() for row in answer.items] == [{"externalData", "memo"}] * 2


def test_one_row_is_shown_even_when_it_is_too_large() -> None:
    answer = shaped([{"id": 1, "text": "x" * 100}], fields=None, max_bytes=10)

    assert len(answer.items) == 1


def test_a_small_answer_is_left_as_it_is() -> None:
    value = {"a": [1, 2], "b": None}

    assert trimmed(value, SMALL) == (value, [])


def test_the_longest_list_is_shortened_first_and_told() -> None:
    value = {"id": 7, "items": [{"n": n} for n in range(1_000)], "notes": ["short"]}

    kept, lost = trimmed(value, 5_000)

    assert kept["id"] == 7
    assert kept["notes"] == ["short"]
    assert 0 < len(kept["items"]) < 1_000
    assert lost == [f"items ({len(kept['items'])} of 1000)"]


def test_a_list_inside_an_object_is_named_by_its_path() -> None:
    value = {"report": {"rows": ["x" * 50] * 1_000}}

    kept, lost = trimmed(value, 5_000)

    assert lost == [f"report.rows ({len(kept['report']['rows'])} of 1000)"]


def test_a_long_text_is_cut_and_told() -> None:
    kept, lost = trimmed({"text": "x" * 100_000}, 8_000)

    assert kept["text"].endswith("…")
    assert lost[0].startswith("text (")
