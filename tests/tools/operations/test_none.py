"""Ids that a record shows inside of an object, or as nothing at all, are compared all the same."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.changes import deafen
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_invoice_lines import pending
from tests.tools.operations.test_writing import confirmed

Made = Callable[[Truth], dict[str, Any]]


def typed(kind: int) -> Made:
    """An invoice that gets a type and nothing else."""
    return lambda truth: {"id": pending(truth)["id"], "body": {"typeId": kind}}


def unit_of_a_memo(truth: Truth) -> dict[str, Any]:
    """A credit memo without a business unit, that is to have none."""
    memo = truth.rows("accounting/credit-memos", lambda row: row["businessUnit"] is None)[0]
    return {"id": memo["id"], "body": {"businessUnitId": 0}}


def promoted(truth: Truth) -> dict[str, Any]:
    """Somebody of the office who gets another role."""
    who = truth.rows("settings/employees")[0]
    roles = truth.rows("settings/user-roles", lambda row: row["id"] not in who["roleIds"])
    return {"id": who["id"], "body": {"roleId": roles[0]["id"]}}


CHANGES: list[tuple[str, Made]] = [
    ("accounting_update_invoice", typed(5)),
    ("accounting_update_invoice", typed(0)),
    ("settings_update_employee", promoted),
]


@pytest.mark.parametrize(("tool", "made"), CHANGES)
async def test_an_id_that_is_shown_inside_of_an_object_is_known(
    writing: World, truth: Truth, tool: str, made: Made
) -> None:
    done = await confirmed(writing, tool, **made(truth))

    assert done.status == "done", done.summary
    assert done.summary.startswith("Done and read back")
    assert "not checked" not in done.summary


async def test_an_ignored_type_of_an_invoice_is_not_done(writing: World, truth: Truth) -> None:
    bill: Row = pending(truth)
    deafen(writing.company, "PATCH accounting/invoices/{id}", lambda _: None)

    done = await confirmed(writing, "accounting_update_invoice", **typed(5)(truth))

    assert (done.status, bill) == ("not_done", pending(truth))
    assert "shows other values for typeId" in done.summary


async def test_a_memo_without_a_unit_has_none_already(writing: World, truth: Truth) -> None:
    done = await confirmed(writing, "accounting_update_credit_memo", **unit_of_a_memo(truth))

    assert (done.status, "so already" in done.summary) == ("done", True), done.summary
