"""Invoice lines keep what was sent of them, in the words that they are shown in."""

from tests.sandbox.conftest import Client
from tests.sandbox.test_writes import new_job

CODES = "jpm/v2/work-breakdown-structure/budget-codes"


def test_an_invoice_line_shows_what_was_sent_of_it(client: Client) -> None:
    invoice = client.rows("accounting/v2/invoices", jobId=new_job(client)["id"])[0]
    path = f"accounting/v2/invoices/{invoice['id']}/items"
    sku = client.rows("pricebook/v2/materials")[0]
    place = client.rows("inventory/v2/trucks")[0]
    named = {
        "technicianId": client.rows("settings/v2/technicians")[0]["id"],
        "budgetCodeId": client.rows(CODES)[0]["id"],
        "inventoryLocationId": place["id"],
    }
    body = {"description": "Part", "quantity": 3, "unitPrice": 5, "cost": 2, "isAddOn": True}

    client.send(
        "PATCH", path, body | named | {"skuName": sku["displayName"], "itemGroupName": "Heater"}
    )

    (line,) = client.rows("accounting/v2/invoices", ids=invoice["id"])[0]["items"]
    assert {name: line[name] for name in named} == named
    assert (line["skuName"], line["displayName"]) == (sku["code"], sku["displayName"])
    assert (line["inventoryLocation"], line["itemGroup"]["name"]) == (place["name"], "Heater")
    assert (line["addOn"], line["totalCost"], line["total"]) == (True, "6.00", "15.00")


def test_a_line_keeps_what_a_change_does_not_name(client: Client) -> None:
    invoice = client.rows("accounting/v2/invoices", jobId=new_job(client)["id"])[0]
    path = f"accounting/v2/invoices/{invoice['id']}/items"
    one, other = client.rows("pricebook/v2/services")[:2]
    who = client.rows("settings/v2/technicians")[0]["id"]
    body = {"description": "Labour", "quantity": 1}
    client.send("PATCH", path, body | {"skuId": one["id"], "technicianId": who, "cost": 3})
    (line,) = client.rows("accounting/v2/invoices", ids=invoice["id"])[0]["items"]

    client.send("PATCH", path, body | {"id": line["id"], "skuName": other["code"], "cost": 0})

    (after,) = client.rows("accounting/v2/invoices", ids=invoice["id"])[0]["items"]
    assert (after["id"], after["technicianId"]) == (line["id"], who)
    assert (after["skuId"], after["cost"]) == (other["id"], "0.00")
