"""Journal entries: their lines show in a list of their own, and are looked at there."""

from typing import Any

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

TABLE = "accounting/journal-entries"


def entry(truth: Truth) -> Row:
    return truth.rows(TABLE, lambda row: row["source"] == "External")[0]


def replacement(truth: Truth, *amounts: float) -> dict[str, Any]:
    """A call that replaces the lines of an entry by one for each of these amounts."""
    unit = truth.rows("settings/business-units")[0]["id"]
    lines = [{"businessUnitId": unit, "debit": one, "credit": 0, "memo": "Fix"} for one in amounts]
    body = {"status": "Open", "versionId": 1, "customFields": {"Batch": "7"}, "lines": lines}
    return {"id": entry(truth)["id"], "body": body}


async def test_replaced_lines_are_read_back(writing: World, truth: Truth) -> None:
    done = await confirmed(
        writing, "accounting_replace_journal_entry", **replacement(truth, 5, 7.5)
    )

    assert done.status == "done"
    assert "not checked" not in done.summary


async def test_the_preview_shows_the_lines_that_would_go(writing: World, truth: Truth) -> None:
    await confirmed(writing, "accounting_replace_journal_entry", **replacement(truth, 5, 7.5))

    shown = await writing.call("accounting_replace_journal_entry", **replacement(truth, 9))

    change = shown.preview.change if shown.preview else {}
    assert sorted(float(line["debit"]) for line in change["before"]["lines"]) == [5, 7.5]
    assert change["before"]["customFields"] == {"Batch": "7"}


async def test_lines_that_stayed_are_not_called_replaced(writing: World, truth: Truth) -> None:
    losing(
        writing.company,
        f"PUT {TABLE}/{{id}}",
        lambda body: {name: one for name, one in body.items() if name != "lines"},
    )

    done = await confirmed(writing, "accounting_replace_journal_entry", **replacement(truth, 5))

    assert done.status == "partly"
    assert "other values for lines" in done.summary


async def test_taking_every_line_away_is_looked_at(writing: World, truth: Truth) -> None:
    await confirmed(writing, "accounting_replace_journal_entry", **replacement(truth, 5))
    losing(
        writing.company,
        f"PUT {TABLE}/{{id}}",
        lambda body: {name: one for name, one in body.items() if name != "lines"},
    )

    done = await confirmed(writing, "accounting_replace_journal_entry", **replacement(truth))

    assert done.status == "not_done"


async def test_a_new_entry_is_found_with_its_lines(writing: World, truth: Truth) -> None:
    body = replacement(truth, 5)["body"] | {"name": "October accrual"}

    done = await confirmed(writing, "accounting_create_journal_entry", body=body)

    assert done.status == "done"
    assert "not checked" not in done.summary
