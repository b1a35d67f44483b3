"""The address that an order is shipped to is compared, though its record shows it in other form."""

import pytest

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

TAKEN = ("vendorId", "typeId", "businessUnitId", "inventoryLocationId", "jobId", "technicianId")
UNSHOWN = "Not shown there, so not checked: impactsTechnicianPayroll, shipTo.description."
CREATED = "POST inventory/purchase-orders"
CHANGED = "PATCH inventory/purchase-orders/{id}"


def ordered(truth: Truth) -> Row:
    """The body of an order like the first one."""
    model = first(truth)
    dates = dict.fromkeys(("date", "requiredOn"), model["date"])
    part = {"skuId": model["items"][0]["skuId"], "description": "Part", "vendorPartNumber": "V-1"}
    rest = {"tax": 1.5, "shipping": 2, "impactsTechnicianPayroll": False, **shipped(truth)}
    items = [{**part, "quantity": 3, "cost": 7.25}]
    return {name: model[name] for name in TAKEN} | dates | rest | {"items": items}


def shipped(truth: Truth) -> Row:
    return {"shipTo": {"description": "Shop", "address": {**first(truth)["shipTo"], "unit": "7"}}}


def first(truth: Truth) -> Row:
    return truth.rows("inventory/purchase-orders", lambda row: row["items"])[0]


def elsewhere(sent: Row) -> Row:
    place = {**sent["shipTo"]["address"], "city": "Elsewhere"}
    return {**sent, "shipTo": {**sent["shipTo"], "address": place}}


async def test_an_order_is_shipped_where_it_was_to_go(writing: World, truth: Truth) -> None:
    done = await confirmed(writing, "inventory_create_purchase_order", body=ordered(truth))

    assert done.status == "done"
    assert done.summary.endswith(UNSHOWN)


async def test_an_order_that_is_shipped_elsewhere_is_told(writing: World, truth: Truth) -> None:
    losing(writing.company, CREATED, elsewhere)

    done = await confirmed(writing, "inventory_create_purchase_order", body=ordered(truth))

    assert done.status == "partly"
    assert "other values for shipTo." in done.summary


@pytest.mark.parametrize(("lost", "status"), [(False, "done"), (True, "unknown")])
async def test_a_new_address_of_an_order_is_compared(
    writing: World, truth: Truth, *, lost: bool, status: str
) -> None:
    order, body = first(truth), shipped(truth)
    if lost:
        losing(writing.company, CHANGED, lambda _: {})

    done = await confirmed(writing, "inventory_update_purchase_order", id=order["id"], body=body)

    assert done.status == status
    assert done.change.before == {"shipTo": {"address": order["shipTo"]}}
    assert ("other values for shipTo." in done.summary) is lost
