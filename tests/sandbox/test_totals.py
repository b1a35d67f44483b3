"""What a job comes to follows its invoices."""

from decimal import Decimal

from tests.sandbox.conftest import Client
from tests.sandbox.test_writes import new_job


def test_a_job_comes_to_what_its_invoice_and_its_adjustments_come_to(client: Client) -> None:
    def totals() -> list[Decimal]:
        bills = client.rows("accounting/v2/invoices", jobId=job["id"])
        known = client.rows("jpm/v2/jobs", ids=job["id"])[0]
        owner = client.get(f"crm/v2/customers/{job['customerId']}").json()
        due = sum((Decimal(bill["total"]) for bill in bills), Decimal())
        return [Decimal(str(known["total"])), due, Decimal(str(owner["balance"])) - owed]

    job = new_job(client)
    owed = Decimal(str(client.get(f"crm/v2/customers/{job['customerId']}").json()["balance"]))
    path, line = "accounting/v2/invoices", {"description": "Trip", "quantity": 2, "unitPrice": 10}
    client.send("PATCH", f"{path}/{job['invoiceId']}/items", line)
    client.send("PATCH", f"{path}/{job['invoiceId']}/items", line | {"quantity": 1})
    charged = totals()
    item = client.rows(path, jobId=job["id"])[0]["items"][0]["id"]
    client.send("DELETE", f"{path}/{job['invoiceId']}/items/{item}")
    taken = totals()
    client.send("POST", path, {"adjustmentToId": job["invoiceId"], "items": [line]})

    assert charged == [Decimal(30)] * 3
    assert taken == [Decimal(10)] * 3
    assert totals() == [Decimal(30)] * 3
