"""Lines of invoices: what is sent of one is stored, shown, and told as done."""

from typing import Any

import pytest

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

PLAIN = {"description": "Anode rod", "quantity": 2, "unitPrice": 41.5}
CODES = "jpm/work-breakdown-structure/budget-codes"


def pending(truth: Truth) -> Row:
    """An invoice with lines that can still be changed."""
    return truth.rows(
        "accounting/invoices", lambda row: row["syncStatus"] == "Pending" and row["items"]
    )[0]


def another(truth: Truth, table: str, taken: Any = None) -> Row:
    """An active record that the line does not name yet."""
    return truth.rows(table, lambda row: row.get("active", True) and row["id"] != taken)[0]


def fields(truth: Truth, line: Row) -> list[Row]:
    """What may be sent of a line besides its text, number and price."""
    sku = another(truth, "pricebook/services", line["skuId"])
    return [
        {"technicianId": another(truth, "settings/technicians", line["technicianId"])["id"]},
        {"inventoryLocationId": another(truth, "inventory/warehouses")["id"]},
        {"budgetCodeId": another(truth, CODES)["id"]},
        {"skuId": sku["id"]},
        {"skuName": sku["code"]},
        {"skuName": sku["displayName"]},
        {"isAddOn": True},
        {"cost": 12.25},
        {"itemGroupName": "Heater", "itemGroupRootId": 4},
    ]


@pytest.mark.parametrize("at", range(9))
async def test_what_is_sent_of_a_changed_line_is_done(
    writing: World, truth: Truth, at: int
) -> None:
    bill = pending(truth)
    [line, *_] = bill["items"]
    body = {"id": line["id"], **PLAIN, **fields(truth, line)[at]}

    done = await confirmed(writing, "accounting_save_invoice_item", invoiceId=bill["id"], body=body)

    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary


@pytest.mark.parametrize("at", range(9))
async def test_what_is_sent_of_a_new_line_is_done(writing: World, truth: Truth, at: int) -> None:
    bill = pending(truth)
    sent = fields(truth, bill["items"][0])[at]
    named = {} if "skuName" in sent else {"skuId": another(truth, "pricebook/materials")["id"]}
    body = {**PLAIN, **named, **sent}

    done = await confirmed(writing, "accounting_save_invoice_item", invoiceId=bill["id"], body=body)

    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary


@pytest.mark.parametrize("name", ["code", "displayName"])
async def test_lines_of_an_invoice_may_name_their_goods_in_either_way(
    writing: World, truth: Truth, name: str
) -> None:
    bill = pending(truth)
    goods = truth.rows("pricebook/services")[1:3]
    items = [{**PLAIN, "skuName": row[name]} for row in goods]

    done = await confirmed(
        writing, "accounting_update_invoice", id=bill["id"], body={"items": items}
    )

    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary


async def test_other_goods_than_were_named_are_told(writing: World, truth: Truth) -> None:
    bill = pending(truth)
    named, other = (row["displayName"] for row in truth.rows("pricebook/services")[1:3])
    losing(
        writing.company,
        "PATCH accounting/invoices/{id}",
        lambda sent: {"items": [{**sent["items"][0], "skuName": other}]},
    )

    done = await confirmed(
        writing,
        "accounting_update_invoice",
        id=bill["id"],
        body={"items": [{**PLAIN, "skuName": named}]},
    )

    assert done.status == "partly"
    assert "other values for items." in done.summary
