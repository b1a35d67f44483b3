"""Records that only a long list shows: read back, or said not to have been."""

import pytest

from tests.kit.truth import Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed


async def test_a_record_far_down_its_list_is_seen_to_come_to_change_and_to_go(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No pay line can be picked by its id, and a company has thousands."""
    monkeypatch.setattr("tools.servicetitan.siblings.MOST", 100)
    far = truth.rows("payroll/gross-pay-items")[-7]
    body = {name: far[name] for name in ("payrollId", "activityCodeId", "date")}

    made = await confirmed(writing, "payroll_create_gross_pay_item", body=body | {"amount": "7.5"})
    for key, amount in ((made.result["id"], "7.5"), (far["id"], f"{far['amount']}")):
        changed = await confirmed(
            writing, "payroll_update_gross_pay_item", id=key, body=body | {"amount": "8.25"}
        )
        gone = await confirmed(writing, "payroll_delete_gross_pay_item", id=key)

        assert (changed.status, changed.change.before["amount"]) == ("done", amount)
        assert (gone.status, gone.change.before["id"]) == ("done", key)
    assert made.status == "done"


async def test_what_no_list_showed_is_not_called_gone(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.servicetitan.siblings.MOST", 100)
    monkeypatch.setattr("tools.servicetitan.siblings.FURTHEST", 1)
    far = truth.rows("payroll/gross-pay-items")[-1]

    gone = await confirmed(writing, "payroll_delete_gross_pay_item", id=far["id"])

    assert gone.status == "unknown"
    assert "cannot be read back" in gone.summary
