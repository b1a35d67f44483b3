"""Purchase orders and what arrives for them are whole records."""

from typing import Any

import pytest

from tests.sandbox.conftest import Client

ORDERS, RECEIPTS = "inventory/v2/purchase-orders", "inventory/v2/receipts"
TAKEN = ("vendorId", "typeId", "businessUnitId", "inventoryLocationId", "jobId", "technicianId")


def wanted(client: Client, *lines: dict[str, Any]) -> dict[str, Any]:
    """The body of an order like the first one, of these lines."""
    model = client.rows(ORDERS)[0]
    sku = {"skuId": model["items"][0]["skuId"], "description": "Part", "vendorPartNumber": "V-1"}
    where = {"description": "Shop", "address": {**model["shipTo"], "unit": "7"}}
    dates = dict.fromkeys(("date", "requiredOn"), model["date"])
    rest = {"tax": 1.5, "shipping": 2, "impactsTechnicianPayroll": False, "shipTo": where}
    items = [sku | line for line in lines]
    return {name: model[name] for name in TAKEN} | dates | rest | {"items": items}


def made(client: Client, *lines: dict[str, Any]) -> dict[str, Any]:
    told = client.send("POST", ORDERS, wanted(client, *lines)).json()
    order: dict[str, Any] = client.get(f"{ORDERS}/{told['id']}").json()
    return order


def test_a_new_order_has_a_number_and_the_total_of_its_lines(client: Client) -> None:
    first = client.rows(ORDERS)[0]

    order = made(client, {"quantity": 3, "cost": 7.25}, {"quantity": 1, "cost": 0.5})

    base, _, count = first["number"].rpartition("-")
    assert order["number"] == f"{base}-{int(count) + 1:03}"
    assert (order["total"], order["status"]) == (22.25, "Pending")
    assert [line["total"] for line in order["items"]] == [21.75, 0.5]
    assert {line["skuType"] for line in order["items"]} == {first["items"][0]["skuType"]}
    assert {line["createdOn"] > first["createdOn"] for line in order["items"]} == {True}
    assert order["shipTo"] == first["shipTo"] | {"unit": "7"}


def test_a_changed_order_has_the_total_of_the_lines_it_has_then(client: Client) -> None:
    order = made(client, {"quantity": 3, "cost": 7}, {"quantity": 1, "cost": 1})
    kept = order["items"][0]
    names = ("id", "skuId", "description", "vendorPartNumber", "quantity", "cost")
    body = {"items": [{name: kept[name] for name in names} | {"quantity": 5}]}

    client.send("PATCH", f"{ORDERS}/{order['id']}", body)

    after = client.get(f"{ORDERS}/{order['id']}").json()
    assert (after["total"], after["number"]) == (35, order["number"])
    assert after["items"] == [
        kept | {"quantity": 5, "total": 35, "modifiedOn": after["items"][0]["modifiedOn"]}
    ]


@pytest.mark.parametrize("name", ["vendorId", "jobId", "businessUnitId", "inventoryLocationId"])
def test_what_arrives_is_of_its_order(client: Client, name: str) -> None:
    order = made(client, {"quantity": 3, "cost": 7})
    line = {"purchaseOrderItemId": order["items"][0]["id"], "skuId": order["items"][0]["skuId"]}
    goods = {
        "purchaseOrderId": order["id"], "dateReceived": order["date"], "tax": 0, "shipping": 0,
        "vendorDocumentNumber": "D-9", "items": [line | {"quantity": 2, "cost": 7}],
    }  # fmt: skip

    told = client.send("POST", RECEIPTS, goods).json()

    came = next(row for row in client.rows(RECEIPTS) if row["id"] == told["id"])
    assert came[name] == order[name]
    assert came["number"].startswith(order["number"])
    assert (came["receiptAmount"], came["vendorInvoiceNumber"]) == (14, "D-9")
