from datetime import UTC, datetime
from typing import Any

import pytest

from agent.gate import Preview
from agent.mcp_tools import _question
from tools.changes import Change


def asked(before: dict[str, Any], after: dict[str, Any], **names: str) -> list[str]:
    change = Change(
        action="Cancel a job.", target="PUT /jobs/7/cancel", before=before, after=after, names=names
    )
    preview = Preview(
        id="p",
        tool="jpm_cancel_job",
        body_hash="h",
        change=change.model_dump(mode="json"),
        principal="owner:ann",
        risk="grave",
        expires_at=datetime(2026, 3, 11, tzinfo=UTC),
    )
    return _question(preview).splitlines()


def test_the_question_names_the_record_and_each_new_value() -> None:
    assert asked({"memo": "old"}, {"memo": "new", "reasonId": 3}) == [
        "Cancel a job.",
        "PUT /jobs/7/cancel",
        "",
        "memo: old → new",
        "reasonId: — → 3",
    ]


def test_what_only_shows_the_record_is_not_said_to_change() -> None:
    assert asked({"jobStatus": "Scheduled"}, {})[3:] == ["jobStatus: Scheduled"]


def test_ids_are_told_by_name() -> None:
    named = asked({}, {"technicianIds": [5]}, **{"technician 5": "Theo Lindqvist"})

    assert named[3:] == ["technicianIds: — → 5", "technician 5 is Theo Lindqvist"]


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (True, "yes"),
        (False, "no"),
        (None, "—"),
        ("", "—"),
        ([], "—"),
        ({}, "—"),
        (0, "0"),
        (["a", None], "a, —"),
        ([{"skuId": 3, "quantity": 1.5}, {"skuId": 4}], "(skuId 3, quantity 1.5), (skuId 4)"),
        ({"patchMode": "Merge", "rows": [{"key": "k", "on": True}]},
         "patchMode Merge, rows ((key k, on yes))"),
    ],
)  # fmt: skip
def test_values_are_told_without_words_of_a_programming_language(value: Any, told: str) -> None:
    before, after = asked({"x": value, "y": value}, {"y": value})[3:]

    assert (before, after) == (f"y: {told} → {told}", f"x: {told}")
