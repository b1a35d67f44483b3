"""Many pricebook items in one call: each is read back and compared."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.changes import deafen, losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.applications import KINDS as WITH_DATA
from tests.tools.operations.applications import (
    OURS,
    THEIRS,
    Kind,
    data,
    held,
    news,
    pairs,
    row,
)
from tests.tools.operations.test_writing import confirmed
from tools.servicetitan.looking import MOST_IDS

TOOL, OPERATION = "pricebook_update_many_items", "PATCH pricebook/pricebook"
GUID = {"applicationGuid": "5f0c2b1e-0000-4000-8000-000000000001"}


def fee(truth: Truth) -> Row:
    return truth.rows("pricebook/discounts-and-fees")[0]


def fee_as_sent(row: Row) -> Row:
    """A discount or fee with every field that a change of many has to send, as it is."""
    return {
        **{name: row[name] for name in ("id", "code", "displayName", "description", "type")},
        **{name: row[name] for name in ("amountType", "taxable", "active")},
        **{name: row.get(name) or 0 for name in ("limit", "hours", "bonus", "commissionBonus")},
        **{name: row.get(name) or "" for name in ("account", "crossSaleGroup")},
        **{name: row.get(name) or [] for name in ("categories", "assets")},
        "paysCommission": False, "excludeFromPayroll": False,
        "intacctGlGroupAccount": "", "budgetCostCode": "", "budgetCostType": "",
        "amount": float(row["amount"]),
    }  # fmt: skip


def dearer(truth: Truth) -> dict[str, Any]:
    """A call that changes an amount; every other field of the item is as it was."""
    item = fee_as_sent(fee(truth))
    data = {**GUID, "patchMode": "Merge", "externalData": []}
    raised = {**item, "amount": item["amount"] + 5, "externalData": data}
    return {"body": {"discountAndFees": [raised]}}


def material_as_sent(row: Row) -> Row:
    amounts = ("cost", "price", "memberPrice", "addOnPrice", "addOnMemberPrice", "hours", "bonus")
    texts = ("unitOfMeasure", "account", "costOfSaleAccount", "assetAccount", "budgetCostCode")
    flags = ("paysCommission", "deductAsJobCost", "isInventory", "taxable", "chargeableByDefault")
    further = ("isConfigurableMaterial", "isCostLocked", "isPriceLocked", "isChemical", "active")
    lists = ("otherVendors", "assets", "categories", "variationMaterials")
    return {
        **{name: row[name] for name in ("id", "code", "displayName", "description")},
        **{name: float(row.get(name) or 0) for name in (*amounts, "commissionBonus")},
        **{name: row.get(name) or "" for name in texts},
        "budgetCostType": "", "intacctGlGroupAccount": "", "epaNumber": "", "activeIngredients": "",
        **{name: bool(row.get(name)) for name in (*flags, *further)},
        **{name: row.get(name) or [] for name in lists},
        "primaryVendor": {"vendorId": row["primaryVendor"]["vendorId"], "cost": 1, "active": True},
    }  # fmt: skip


async def test_a_changed_price_is_read_back(writing: World, truth: Truth) -> None:
    sent = dearer(truth)

    first = await confirmed(writing, TOOL, **sent)
    again = await confirmed(writing, TOOL, **sent)

    assert (first.status, again.status) == ("done", "done")
    assert first.summary.startswith("Done and read back")
    assert again.summary.startswith("What ServiceTitan shows of it was so already")
    assert "not checked: intacctGlGroupAccount." in again.summary


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


MATERIALS, EQUIPMENT, SERVICES, DISCOUNTS = (
    next(one for one in WITH_DATA if one.entity == f"pb_{name}")
    for name in ("materials", "equipment", "services", "discounts")
)


def new_items(truth: Truth) -> dict[str, Any]:
    """One of each kind, with external data of two applications."""
    category = truth.rows("pricebook/categories")[0]["id"]
    sku = {"description": "Fuse", "cost": 3, "price": 9, "categories": [category]}
    fee_of = {"type": "Fee", "amountType": "Fixed", "description": "Fee", "amount": 3}
    return {
        "materials": [
            {**sku, "code": "M-1", "customId": "m1", **with_data(OURS, erp="M1")},
            {**sku, "code": "M-2", "customId": "m2", **with_data(THEIRS, erp="M2")},
            {**sku, "code": "M-3", "customId": "m3"},
        ],
        "equipment": [{**sku, "code": "E-1", "customId": "e1", **with_data(OURS, erp="E1")}],
        "services": [
            {
                "code": "S-1", "displayName": "Tune-up", "description": "All of it",
                "categories": [category], "customId": "s1", **with_data(OURS, erp="S1"),
            }
        ],
        "discountAndFees": [
            {**fee_of, "code": "F-1", "customId": "f1", **with_data(THEIRS, erp="F1")}
        ],
    }  # fmt: skip


def with_data(application: str, **one: str) -> dict[str, Any]:
    sent = data(application, **one)["externalData"]
    return {"externalData": {name: sent[name] for name in ("applicationGuid", "externalData")}}


async def test_new_items_have_their_external_data_at_once(writing: World, truth: Truth) -> None:
    done = await confirmed(writing, "pricebook_create_many_items", body=new_items(truth))

    assert (done.status, done.notice) == ("done", None)
    made = {one["customId"]: one["id"] for rows in done.result.values() for one in rows}
    kinds = {"m": MATERIALS, "e": EQUIPMENT, "s": SERVICES, "f": DISCOUNTS}
    kept = {name: await pairs(writing, kinds[name[0]], key) for name, key in made.items()}
    assert kept == {
        name: [] if name == "m3" else [("erp", name.upper())]
        for name in ("m1", "m2", "m3", "e1", "s1", "f1")
    }


@pytest.mark.parametrize(
    ("kind", "name", "as_sent"),
    [
        (MATERIALS, "materials", material_as_sent),
        (DISCOUNTS, "discountAndFees", fee_as_sent),
    ],
    ids=["materials", "fees"],
)
async def test_changed_items_keep_what_other_applications_have(
    writing: World, truth: Truth, kind: Kind, name: str, as_sent: Callable[[Row], Row]
) -> None:
    items = truth.rows(kind.source, lambda one: one["active"] and one.get("primaryVendor", "none"))[
        :2
    ]
    for one in items:
        await held(writing, kind, one["id"], erp="B1")

    async def change(**pairs: str) -> Any:
        changed = [{**as_sent(one), **data(OURS, **pairs)} for one in items]
        return await confirmed(writing, TOOL, body={name: changed})

    added = await change(erp="A1", old="A2")
    both = [await pairs(writing, kind, one["id"]) for one in items]
    replaced = await change(erp="A3")
    written = [(await row(writing, kind, one["id"]))["external_data"] for one in items]
    await news(writing, kind)

    assert (added.status, added.notice, replaced.status) == ("done", None, "done")
    assert both == [[("erp", "A1"), ("erp", "B1"), ("old", "A2")]] * 2
    for one, kept in zip(items, written, strict=True):
        assert await pairs(writing, kind, one["id"]) == [("erp", "A3"), ("erp", "B1")]
        assert (await row(writing, kind, one["id"]))["external_data"] == kept


async def test_external_data_that_an_item_did_not_take_is_told(
    writing: World, truth: Truth
) -> None:
    item = {**fee_as_sent(fee(truth)), **data(OURS, erp="A1")}
    losing(writing.company, OPERATION, lambda _: {"discountAndFees": [fee_as_sent(fee(truth))]})

    done = await confirmed(writing, TOOL, body={"discountAndFees": [item]})

    assert done.status == "not_done"
    assert "(externalData)" in done.summary
    assert await pairs(writing, DISCOUNTS, item["id"]) == []


async def test_more_items_than_a_list_takes_ids_are_all_looked_at(
    writing: World, truth: Truth
) -> None:
    category = truth.rows("pricebook/categories")[0]["id"]
    items = [
        {
            "code": f"M-{at}", "customId": f"{at}", "description": "Fuse", "cost": 3, "price": 9,
            "categories": [category], **with_data(OURS, erp=f"A{at}"),
        }
        for at in range(MOST_IDS + 1)
    ]  # fmt: skip

    done = await confirmed(writing, "pricebook_create_many_items", body={"materials": items})

    assert (done.status, done.notice) == ("done", None)
    assert f"{MOST_IDS + 1} in all" in done.summary
    for one in done.result["materials"][-2:]:
        assert await pairs(writing, MATERIALS, one["id"]) == [("erp", f"A{one['customId']}")]


CREATE = "pricebook_create_many_items"
POST = "POST pricebook/pricebook"
PICTURE = {"type": "Image", "alias": "Front", "url": "Images/fee.png", "isDefault": True}


def pictured(truth: Truth, **fields: Any) -> dict[str, Any]:
    """A call that changes the pictures of an item alone."""
    sent = dearer(truth)
    [item] = sent["body"]["discountAndFees"]
    item |= {"amount": float(fee(truth)["amount"]), "assets": [PICTURE | fields]}
    return sent


def _with(kind: str, field: str, change: Row) -> Any:
    """Does of a body another thing in the first row of a field of its only item."""

    def lose(body: Row) -> Row:
        [item] = body[kind]
        return {kind: [{**item, field: [{**item[field][0], **change}, *item[field][1:]]}]}

    return lose


async def test_the_picture_of_a_changed_item_is_compared(writing: World, truth: Truth) -> None:
    done = await confirmed(writing, TOOL, **pictured(truth))

    losing(
        writing.company, OPERATION, _with("discountAndFees", "assets", {"url": "Images/other.png"})
    )
    other = await confirmed(writing, TOOL, **pictured(truth, alias="Back"))

    assert (done.status, other.status) == ("done", "partly")
    assert f"shows otherwise: {fee(truth)['id']} (assets)." in other.summary


async def test_a_picture_that_stayed_is_not_called_changed(writing: World, truth: Truth) -> None:
    await confirmed(writing, TOOL, **pictured(truth))
    deafen(writing.company, OPERATION, lambda _: {})

    done = await confirmed(writing, TOOL, **pictured(truth, alias="Back"))

    assert done.status == "not_done"
    assert "(assets)" in done.summary


def repair(truth: Truth) -> Row:
    """A new service with all that hangs on one, some of it new too."""
    parts = truth.rows("pricebook/materials")
    return {
        "code": "FIX-1", "description": "Repair", "price": 90, "isLabor": False,
        "categories": [truth.rows("pricebook/categories")[0]["id"]],
        "warranty": {"duration": 12, "description": "All of it"}, "assets": [PICTURE],
        "serviceMaterials": [
            {"skuId": parts[0]["id"], "quantity": 2}, {"customId": "fuse", "quantity": 1},
        ],
        "recommendations": [{"customId": "fuse"}],
        "upgrades": [{"skuId": truth.rows("pricebook/services")[0]["id"]}],
    }  # fmt: skip


def fuse(truth: Truth) -> Row:
    vendor = truth.rows("inventory/vendors")[0]["id"]
    return {
        "code": "FUSE-1", "description": "Fuse", "cost": 3, "customId": "fuse",
        "primaryVendor": {"vendorId": vendor, "cost": 3, "active": True, "vendorPart": "F-1"},
    }  # fmt: skip


async def test_all_that_hangs_on_new_items_is_compared(writing: World, truth: Truth) -> None:
    body = {"services": [repair(truth)], "materials": [fuse(truth)]}

    done = await confirmed(writing, CREATE, body=body)

    assert done.status == "done", done.summary
    assert "not checked" not in done.summary


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("serviceMaterials", {"quantity": 3}),
        ("assets", {"url": "Images/other.png"}),
        ("recommendations", {"customId": None, "skuId": 1}),
    ],
)
async def test_what_hangs_otherwise_on_a_new_item_is_told(
    writing: World, truth: Truth, field: str, change: Row
) -> None:
    body = {"services": [repair(truth)], "materials": [fuse(truth)]}
    lose = _with("services", field, change)
    losing(writing.company, POST, lambda sent: {**sent, **lose({"services": sent["services"]})})

    done = await confirmed(writing, CREATE, body=body)

    assert done.status == "partly"
    assert f"({field})" in done.summary


async def test_another_vendor_than_was_sent_is_told(writing: World, truth: Truth) -> None:
    other = truth.rows("inventory/vendors")[1]["id"]
    losing(
        writing.company,
        POST,
        lambda sent: {
            "materials": [
                one | {"primaryVendor": one["primaryVendor"] | {"vendorId": other}}
                for one in sent["materials"]
            ]
        },
    )

    done = await confirmed(writing, CREATE, body={"materials": [fuse(truth)]})

    assert done.status == "partly"
    assert "(primaryVendor)" in done.summary
