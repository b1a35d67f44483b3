from decimal import Decimal
from typing import Any

import pytest

from tests.sandbox.conftest import Client

ADDRESS = {
    "street": "1 Bay St",
    "unit": None,
    "city": "Tampa",
    "state": "FL",
    "zip": "33602",
    "country": "USA",
}
DAY = {"start": "2026-06-20T12:00:00Z", "end": "2026-06-20T14:00:00Z"}


def customer(**changed: Any) -> dict[str, Any]:
    phone = {"type": "MobilePhone", "value": "8135551234"}
    place = {"name": "Home", "address": ADDRESS, "contacts": [phone]}
    made = {"name": "Nora New", "address": ADDRESS, "locations": [place], "contacts": [phone]}
    return {**made, **changed}


def job_body(client: Client) -> dict[str, Any]:
    place = next(row for row in client.rows("crm/v2/locations") if row["active"])
    kind = client.rows("jpm/v2/job-types")[0]
    return {
        "customerId": place["customerId"],
        "locationId": place["id"],
        "businessUnitId": kind["businessUnitIds"][0],
        "jobTypeId": kind["id"],
        "priority": "Normal",
        "campaignId": client.rows("marketing/v2/campaigns")[0]["id"],
        "summary": "Pump noise",
        "appointments": [
            DAY | {"technicianIds": [client.rows("settings/v2/technicians")[0]["id"]]}
        ],
    }


def new_job(client: Client) -> dict[str, Any]:
    answer = client.send("POST", "jpm/v2/jobs", job_body(client))
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


def errors(answer: Any) -> set[str]:
    assert answer.status_code == 400, answer.text
    return set(answer.json()["errors"])


def test_a_customer_comes_with_locations_and_contacts(client: Client) -> None:
    made = client.send("POST", "crm/v2/customers", customer()).json()

    found = client.get(f"crm/v2/customers/{made['id']}").json()
    places = client.rows("crm/v2/locations", customerId=made["id"])
    contacts = client.get(f"crm/v2/customers/{made['id']}/contacts").json()["data"]
    assert (found["name"], found["active"], found["balance"]) == ("Nora New", True, 0)
    assert [place["name"] for place in places] == ["Home"]
    assert [contact["value"] for contact in contacts] == ["8135551234"]
    assert "8135551234" not in str(found)


def test_missing_and_mistyped_fields_are_named(client: Client) -> None:
    assert errors(client.send("POST", "crm/v2/customers", {"name": "x"})) == {
        "address",
        "locations",
    }
    assert errors(client.send("POST", "crm/v2/customers", customer(name=7))) == {"name"}
    assert errors(client.send("POST", "crm/v2/customers", customer(type="Alien"))) == {"type"}
    assert errors(client.send("POST", "crm/v2/customers", customer(locations=[]))) == {"locations"}
    assert client.ask("POST", "crm/v2/customers", content=b"{").status_code == 400


def test_unknown_body_fields_are_ignored(client: Client) -> None:
    key = client.rows("crm/v2/customers")[0]["id"]

    answer = client.send("PATCH", f"crm/v2/customers/{key}", {"nmae": "typo", "mergedToId": 5})

    assert answer.status_code == 200
    assert answer.json()["mergedToId"] is None


def test_a_patch_changes_what_was_sent_and_moves_the_stamp(client: Client) -> None:
    before = client.rows("crm/v2/customers")[0]

    client.send("PATCH", f"crm/v2/customers/{before['id']}", {"doNotMail": True})

    after = client.get(f"crm/v2/customers/{before['id']}").json()
    moved = {name for name in after if after[name] != before[name]} - {"doNotMail"}
    assert moved == {"modifiedOn"}
    assert after["modifiedOn"].rstrip("Z") > before["modifiedOn"].rstrip("Z")


def test_custom_fields_are_written_by_type_and_read_by_name(client: Client) -> None:
    kind = client.rows("jpm/v2/jobs/custom-fields")[0]
    path = f"jpm/v2/jobs/{new_job(client)['id']}"

    body = {"customFields": [{"typeId": kind["id"], "value": "P-7"}], "summary": None}
    row = client.send("PATCH", path, body).json()

    assert row["customFields"] == [{"typeId": kind["id"], "name": kind["name"], "value": "P-7"}]
    assert row["summary"] == "Pump noise"


def test_external_data_is_replaced_or_merged(client: Client) -> None:
    path = f"crm/v2/customers/{client.rows('crm/v2/customers')[0]['id']}"

    def put(key: str, mode: str) -> list[str]:
        data = {"applicationGuid": "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111", "patchMode": mode}
        body = {"externalData": data | {"externalData": [{"key": key, "value": "1"}]}}
        return [pair["key"] for pair in client.send("PATCH", path, body).json()["externalData"]]

    assert put("a", "Replace") == ["a"]
    assert put("b", "Merge") == ["a", "b"]
    assert put("c", "Replace") == ["c"]


def test_contacts_of_an_inactive_customer_conflict(client: Client) -> None:
    key = client.rows("crm/v2/customers", active="False")[0]["id"]

    assert client.get(f"crm/v2/customers/{key}/contacts").status_code == 409


def test_notes_and_tags_show_on_their_customer(client: Client) -> None:
    key, tag = (
        client.rows("crm/v2/customers")[0]["id"],
        client.rows("settings/v2/tag-types")[0]["id"],
    )

    note = client.send(
        "POST", f"crm/v2/customers/{key}/notes", {"text": "Hi", "pinToTop": True}
    ).json()
    bulk = {"customerIds": [key], "tagTypeIds": [tag]}
    assert client.send("PUT", "crm/v2/tags", bulk).status_code == 200
    tagged = client.get(f"crm/v2/customers/{key}").json()["tagTypeIds"]
    assert client.send("DELETE", "crm/v2/tags", bulk).status_code == 200

    assert note["isPinned"] is True
    assert note["text"] in str(client.get(f"crm/v2/customers/{key}/notes").json())
    assert tag in tagged
    assert tag not in client.get(f"crm/v2/customers/{key}").json()["tagTypeIds"]


def test_a_job_is_booked_with_its_appointment_and_technician(client: Client) -> None:
    job = new_job(client)

    visits = client.rows("jpm/v2/appointments", jobId=job["id"])
    crew = client.rows("dispatch/v2/appointment-assignments", jobId=job["id"])
    assert job["jobStatus"] == "Scheduled"
    assert [visit["id"] for visit in visits] == [job["firstAppointmentId"]]
    assert [row["appointmentId"] for row in crew] == [job["firstAppointmentId"]]
    assert [row["id"] for row in client.rows("accounting/v2/invoices", jobId=job["id"])] == [
        job["invoiceId"]
    ]


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("customerId", 5, 409),
        ("campaignId", 5, 409),
        ("priority", "Whenever", 400),
        ("appointments", [], 400),
        ("appointments", [{"start": DAY["end"], "end": DAY["start"]}], 400),
        ("appointments", [DAY | {"technicianIds": [5]}], 409),
        ("campaignId", None, 400),
    ],
)
def test_a_wrong_job_is_not_booked(client: Client, field: str, value: Any, status: int) -> None:
    body = job_body(client) | {field: value}

    assert client.send("POST", "jpm/v2/jobs", body).status_code == status


def test_a_location_must_belong_to_the_customer(client: Client) -> None:
    body = job_body(client)
    other = next(r for r in client.rows("crm/v2/customers") if r["id"] != body["customerId"])

    assert client.send("POST", "jpm/v2/jobs", body | {"customerId": other["id"]}).status_code == 409


def test_a_job_is_cancelled_once_and_restored(client: Client) -> None:
    path = f"jpm/v2/jobs/{new_job(client)['id']}"
    reason = client.rows("jpm/v2/job-cancel-reasons")[0]["id"]

    assert client.send("PUT", f"{path}/cancel", {"reasonId": 5, "memo": ""}).status_code == 409
    assert (
        client.send("PUT", f"{path}/cancel", {"reasonId": reason, "memo": "x"}).status_code == 200
    )
    assert (
        client.send("PUT", f"{path}/cancel", {"reasonId": reason, "memo": "x"}).status_code == 409
    )
    assert client.get(path).json()["jobStatus"] == "Canceled"
    assert client.get(f"{path}/canceled-log").json()["data"][0]["memo"] == "x"
    assert client.send("PUT", f"{path}/remove-cancellation").status_code == 200
    assert client.get(path).json()["jobStatus"] == "Scheduled"


def test_completing_a_job_finishes_its_appointments(client: Client) -> None:
    job = new_job(client)

    client.send("PUT", f"jpm/v2/jobs/{job['id']}/complete", {"completedOn": "2026-06-20T15:00:00Z"})

    visit = client.get(f"jpm/v2/appointments/{job['firstAppointmentId']}").json()
    assert visit["status"] == "Done"
    moved = client.send("PATCH", f"jpm/v2/appointments/{visit['id']}/reschedule", DAY)
    assert moved.status_code == 409


def test_an_appointment_is_rescheduled_held_and_confirmed(client: Client) -> None:
    path = f"jpm/v2/appointments/{new_job(client)['firstAppointmentId']}"
    reason = client.rows("jpm/v2/job-hold-reasons")[0]["id"]
    later = {"start": "2026-06-21T12:00:00Z", "end": "2026-06-21T14:00:00Z"}

    assert client.send("PATCH", f"{path}/reschedule", later).json()["start"] == later["start"]
    assert client.send("PATCH", f"{path}/reschedule", {"start": later["end"]}).status_code == 400
    assert client.send("PUT", f"{path}/confirmation").status_code == 200
    assert client.get(path).json()["isConfirmed"] is True
    assert (
        client.send("PUT", f"{path}/hold", {"reasonId": reason, "memo": "parts"}).status_code == 200
    )
    assert client.get(path).json()["status"] == "Hold"
    assert client.send("DELETE", f"{path}/hold").status_code == 200
    assert client.send("DELETE", f"{path}/hold").status_code == 409


def test_the_only_appointment_stays(client: Client) -> None:
    job = new_job(client)
    second = client.send("POST", "jpm/v2/appointments", {"jobId": job["id"], **DAY}).json()

    assert client.send("DELETE", f"jpm/v2/appointments/{second['id']}").status_code == 200
    assert (
        client.send("DELETE", f"jpm/v2/appointments/{job['firstAppointmentId']}").status_code == 409
    )
    assert client.get(f"jpm/v2/jobs/{job['id']}").json()["appointmentCount"] == 1


def test_assigning_adds_and_unassigning_ends(client: Client) -> None:
    job = new_job(client)
    crew = [row["id"] for row in client.rows("settings/v2/technicians")[:2]]
    body = {"jobAppointmentId": job["firstAppointmentId"], "technicianIds": crew}

    def assigned() -> list[int]:
        rows = client.rows("dispatch/v2/appointment-assignments", jobId=job["id"])
        return [row["technicianId"] for row in rows]

    path = "dispatch/v2/appointment-assignments"
    assert client.send("POST", f"{path}/assign-technicians", body).status_code == 200
    assert assigned() == crew
    ended = body | {"technicianIds": crew[:1]}
    assert client.send("POST", f"{path}/unassign-technicians", ended).status_code == 200
    assert assigned() == crew[1:]
    unknown = body | {"technicianIds": [5]}
    assert client.send("POST", f"{path}/assign-technicians", unknown).status_code == 409


def test_estimates_are_written_sold_and_dismissed(client: Client) -> None:
    sku, seller = (
        client.rows("pricebook/v2/services")[0],
        client.rows("settings/v2/technicians")[0]["id"],
    )
    item = {"skuId": sku["id"], "quantity": 2, "unitPrice": 10.35, "unitCost": 1}
    made = client.send(
        "POST", "sales/v2/estimates", {"jobId": new_job(client)["id"], "items": [item]}
    ).json()
    path = f"sales/v2/estimates/{made['id']}"

    assert (made["subtotal"], made["status"]) == (20.7, {"value": 0, "name": "Open"})
    assert client.send("PUT", f"{path}/sell", {"soldBy": 5}).status_code == 409
    assert client.send("PUT", f"{path}/sell", {"soldBy": seller}).json()["status"]["name"] == "Sold"
    assert client.send("PUT", f"{path}/dismiss").status_code == 409
    assert client.send("PUT", f"{path}/unsell").status_code == 200
    assert client.send("PUT", f"{path}/dismiss").status_code == 200
    items = client.rows("sales/v2/estimates/items", estimateId=made["id"])
    assert [line["total"] for line in items] == [20.7]


def test_an_invoice_line_without_the_right_price_field_is_free(client: Client) -> None:
    invoice = client.rows("accounting/v2/invoices", jobId=new_job(client)["id"])[0]
    path = f"accounting/v2/invoices/{invoice['id']}/items"

    client.send("PATCH", path, {"description": "Labour", "quantity": 1, "price": 99})
    client.send("PATCH", path, {"description": "Part", "quantity": 3, "unitPrice": 0.1})

    after = client.rows("accounting/v2/invoices", ids=invoice["id"])[0]
    assert [line["total"] for line in after["items"]] == ["0.00", "0.30"]
    assert (after["subTotal"], after["total"], after["balance"]) == ("0.30", "0.30", "0.30")


def test_a_payment_lowers_invoice_and_customer_balance(client: Client) -> None:
    invoice = next(r for r in client.rows("accounting/v2/invoices") if Decimal(r["balance"]) > 1)
    owner = f"crm/v2/customers/{invoice['customer']['id']}"
    before = Decimal(str(client.get(owner).json()["balance"]))
    body = {
        "typeId": client.rows("accounting/v2/payment-types")[0]["id"],
        "splits": [{"invoiceId": invoice["id"], "amount": part} for part in (1, 0.01)],
    }

    answer = client.send("POST", "accounting/v2/payments", body)

    assert answer.status_code == 200
    after = client.rows("accounting/v2/invoices", ids=invoice["id"])[0]
    assert Decimal(after["balance"]) == Decimal(invoice["balance"]) - Decimal("1.01")
    assert Decimal(str(client.get(owner).json()["balance"])) == before - Decimal("1.01")
    more = {"splits": [{"invoiceId": invoice["id"], "amount": 1.02}]}
    path = f"accounting/v2/payments/{answer.json()['id']}"
    assert client.send("PATCH", path, more).status_code == 400
    unknown = body | {"splits": [{"invoiceId": 5, "amount": 1}]}
    assert client.send("POST", "accounting/v2/payments", unknown).status_code == 409


def test_a_rating_is_kept_once_per_job_and_technician(client: Client) -> None:
    crew = client.rows("settings/v2/technicians")[0]["id"]
    body = {"technicianId": crew, "jobId": new_job(client)["id"]}
    path = "customer-interactions/v2/technician-ratings"

    client.send("POST", path, body | {"rating": 3})
    client.send("POST", path, body | {"rating": 9})

    assert [row["rating"] for row in client.rows(path, jobId=body["jobId"])] == [9]


@pytest.mark.parametrize(
    ("op", "path", "status"),
    [
        ("settings/TagTypes_Create", "settings/v2/tag-types", 200),
        ("marketing/CampaignCategories_Create", "marketing/v2/categories", 200),
        ("pricebook/Categories_Create", "pricebook/v2/categories", 201),
    ],
)
def test_other_resources_are_created_listed_changed(
    client: Client, op: str, path: str, status: int
) -> None:
    body = client.http.get("/_sandbox/examples", params={"op": op}).json()[0]["body"]

    answer = client.send("POST", path, body | {"name": "New one"})

    assert answer.status_code == status, answer.text
    assert "New one" in {row["name"] for row in client.rows(path)}
    changed = client.send("PATCH", f"{path}/{answer.json()['id']}", body | {"name": "Changed"})
    assert changed.status_code == 200
    assert "Changed" in {row["name"] for row in client.rows(path)}


def test_capacity_counts_free_technicians(client: Client) -> None:
    body = {
        "startsOnOrAfter": "2026-06-16T04:00:00Z",
        "endsOnOrBefore": "2026-06-17T04:00:00Z",
        "skillBasedAvailability": False,
    }
    windows = client.send("POST", "dispatch/v2/capacity", body).json()["availabilities"]

    assert len(windows) == 4
    assert windows[0]["start"] == "2026-06-16T08:00:00"
    assert windows[0]["startUtc"] == "2026-06-16T12:00:00Z"
    taken = sum(t["status"] == "Unavailable" for w in windows for t in w["technicians"])
    free = sum(w["openAvailability"] for w in windows)
    assert free == 2 * (sum(len(w["technicians"]) for w in windows) - taken)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("pricebook/v2/materialsmarkup", {"from": 1, "to": 2, "percent": 3}),
        ("settings/v2/tag-types", {"name": "Renamed"}),
    ],
)
def test_the_path_says_which_row_is_changed(client: Client, path: str, body: Any) -> None:
    verb = "PUT" if "markup" in path else "PATCH"
    mine, other = (row["id"] for row in client.rows(path)[:2])

    answer = client.send(verb, f"{path}/{mine}", {**body, "id": other})

    rows = {row["id"]: row for row in client.rows(path)}
    assert answer.status_code == 200, answer.text
    assert {name: rows[mine][name] for name in body} == body
    assert {name: rows[other][name] for name in body} != body


def test_an_item_is_named_by_its_code_whatever_else_was_created(client: Client) -> None:
    """A service made with no more than it needs has no display name."""
    sent = {"code": "BARE-1", "description": "Bare"}
    assert client.send("POST", "pricebook/v2/services", sent).is_success
    offer = next(
        row for row in client.rows("sales/v2/estimates") if row["status"]["name"] == "Open"
    )
    path = f"sales/v2/estimates/{offer['id']}/items"

    named, unnamed, unknown = (
        client.send("PUT", path, {"description": "x", "quantity": 1, **more})
        for more in ({"skuName": "BARE-1"}, {}, {"skuName": "no such"})
    )

    assert named.status_code == 200, named.text
    assert (unnamed.status_code, unknown.status_code) == (409, 409)
