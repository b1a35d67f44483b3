"""What is too late: signed or booked estimates, invoices that accounting has taken."""

from typing import Any

from sandbox.servicetitan import Server
from tests.sandbox.conftest import Client

INVOICES = "accounting/v2/invoices"
LINE = {"description": "Labour", "quantity": 1, "unitPrice": 5}


def sold(client: Client) -> str:
    """The path of an estimate that was just sold over the API."""
    estimate = next(r for r in client.rows("sales/v2/estimates") if r["status"]["name"] == "Open")
    seller = client.rows("settings/v2/technicians")[0]["id"]
    path = f"sales/v2/estimates/{estimate['id']}"
    assert client.send("PUT", f"{path}/sell", {"soldBy": seller}).status_code == 200
    return path


def state(client: Client, path: str) -> str:
    return str(client.get(path).json()["status"]["name"])


def test_a_signed_estimate_stays_sold(box: Server, client: Client) -> None:
    path = sold(client)
    box.mutate("salestech/estimates", change=[{"id": int(path.rsplit("/")[-1]), "signed": True}])

    refused = client.send("PUT", f"{path}/unsell")

    assert refused.status_code == 409
    assert "signed" in refused.json()["title"]
    assert state(client, path) == "Sold"


def test_an_estimate_whose_work_is_booked_stays_sold(box: Server, client: Client) -> None:
    path = sold(client)
    job = client.rows("jpm/v2/jobs")[0]["id"]
    booked = {"id": job, "createdFromEstimateId": int(path.rsplit("/")[-1])}
    box.mutate("jpm/jobs", change=[booked])

    refused = client.send("PUT", f"{path}/unsell")

    assert refused.status_code == 409
    assert "booked" in refused.json()["title"]
    assert state(client, path) == "Sold"


def test_of_the_companys_own_sales_some_are_signed(client: Client) -> None:
    estimates = [r["id"] for r in client.rows("sales/v2/estimates") if r["soldOn"]]

    answers = {
        client.send("PUT", f"sales/v2/estimates/{key}/unsell").status_code for key in estimates
    }

    assert answers == {200, 409}


def exported(client: Client) -> dict[str, Any]:
    rows = client.rows(INVOICES, statuses="Exported")
    return next(row for row in rows if row["items"])


def test_lines_of_an_exported_invoice_cannot_be_changed(client: Client) -> None:
    before = exported(client)
    path, line = f"{INVOICES}/{before['id']}/items", before["items"][0]["id"]

    answers = [
        client.send("PATCH", path, LINE),
        client.send("PATCH", path, LINE | {"id": line}),
        client.send("DELETE", f"{path}/{line}"),
    ]

    assert [answer.status_code for answer in answers] == [409, 409, 409]
    assert all("exported" in answer.json()["title"] for answer in answers)
    assert client.rows(INVOICES, ids=before["id"]) == [before]


def test_lines_can_be_changed_until_the_invoice_is_marked_as_exported(client: Client) -> None:
    invoice = client.rows(INVOICES, statuses="Pending")[0]["id"]
    path = f"{INVOICES}/{invoice}/items"

    assert client.send("PATCH", path, LINE).status_code == 200
    taken = client.send("POST", f"{INVOICES}/markasexported", [{"invoiceId": invoice}])
    assert taken.json()[0]["success"]
    assert client.send("PATCH", path, LINE).status_code == 409
