"""Many pricebook items in one call: each is read back and compared."""

from typing import Any

from tests.kit.changes import deafen, losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

TOOL, OPERATION = "pricebook_update_many_items", "PATCH pricebook/pricebook"
GUID = {"applicationGuid": "5f0c2b1e-0000-4000-8000-000000000001"}


def fee(truth: Truth) -> Row:
    return truth.rows("pricebook/discounts-and-fees")[0]


def dearer(truth: Truth) -> dict[str, Any]:
    """A call that changes an amount; every other field of the item is as it was."""
    row = fee(truth)
    item = {
        **{name: row[name] for name in ("id", "code", "displayName", "description", "type")},
        **{name: row[name] for name in ("amountType", "taxable", "active")},
        **{name: row.get(name) or 0 for name in ("limit", "hours", "bonus", "commissionBonus")},
        **{name: row.get(name) or "" for name in ("account", "crossSaleGroup")},
        **{name: row.get(name) or [] for name in ("categories", "assets")},
        "paysCommission": False, "excludeFromPayroll": False,
        "intacctGlGroupAccount": "", "budgetCostCode": "", "budgetCostType": "",
        "externalData": {**GUID, "patchMode": "Merge", "externalData": []},
        "amount": float(row["amount"]) + 5,
    }  # fmt: skip
    return {"body": {"discountAndFees": [item]}}


async def test_a_changed_price_is_read_back(writing: World, truth: Truth) -> None:
    sent = dearer(truth)

    first = await confirmed(writing, TOOL, **sent)
    again = await confirmed(writing, TOOL, **sent)

    assert (first.status, again.status) == ("done", "done")
    assert first.summary.startswith("Done and read back")
    assert again.summary.startswith("Nothing was changed")


async def test_a_price_that_stayed_is_not_called_changed(writing: World, truth: Truth) -> None:
    deafen(writing.company, OPERATION, lambda _: {})

    done = await confirmed(writing, TOOL, **dearer(truth))

    assert done.status == "not_done"
    assert f"does not show it for {fee(truth)['id']} (" in done.summary
    assert "amount" in done.summary


async def test_a_new_item_with_another_price_is_not_called_done(
    writing: World, truth: Truth
) -> None:
    category = truth.rows("pricebook/categories")[0]["id"]
    item = {"code": "NEW-1", "description": "Fuse", "cost": 3, "price": 9, "categories": [category]}
    losing(
        writing.company,
        "POST pricebook/pricebook",
        lambda body: {"materials": [{**body["materials"][0], "price": 1}]},
    )

    done = await confirmed(writing, "pricebook_create_many_items", body={"materials": [item]})

    assert done.status == "partly"
    assert "(price)" in done.summary


async def test_a_list_that_an_item_kept_as_it_was_is_told(writing: World, truth: Truth) -> None:
    sent = dearer(truth)
    sent["body"]["discountAndFees"][0]["categories"] = [
        row["id"] for row in truth.rows("pricebook/categories")[1:3]
    ]
    losing(
        writing.company,
        OPERATION,
        lambda body: {"discountAndFees": [{**body["discountAndFees"][0], "categories": []}]},
    )

    done = await confirmed(writing, TOOL, **sent)

    assert done.status != "done"
    assert "(categories)" in done.summary
