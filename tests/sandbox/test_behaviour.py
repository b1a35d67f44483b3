"""What is known of the real API beyond its document, one behaviour each."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import httpx
import pytest

from sandbox.servicetitan import running
from tests.sandbox.conftest import NOW, Client

GUID, OTHER = "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111", "1c9cbb3c-4a57-4b6e-8a43-3ab4a5f0a222"
REPORTS = "reporting/v2/report-category/operations/reports"
PERIOD = {
    "parameters": [{"name": "From", "value": "2026-01-01"}, {"name": "To", "value": "2026-06-14"}]
}


def test_external_data_is_shown_to_whoever_names_its_application(client: Client) -> None:
    key = client.rows("jpm/v2/jobs")[0]["id"]
    pairs = [{"key": "erp", "value": "J-7"}]
    sent = {"applicationGuid": GUID, "patchMode": "Replace", "externalData": pairs}
    client.send("PATCH", f"jpm/v2/jobs/{key}", {"externalData": sent})

    def seen(short: str, **query: str) -> Any:
        answer = client.get(short, **query).json()
        row = next(r for r in answer["data"] if r["id"] == key) if "data" in answer else answer
        return row["externalData"]

    for short in ("jpm/v2/jobs", f"jpm/v2/jobs/{key}"):
        assert not seen(short)
        assert seen(short, externalDataApplicationGuid=GUID) == pairs
        assert not seen(short, externalDataApplicationGuid=OTHER)


def test_external_data_filters_by_application_key_and_values(client: Client) -> None:
    keys = [row["id"] for row in client.rows("jpm/v2/jobs")[:3]]
    for key, guid in zip(keys, (GUID, GUID, OTHER), strict=True):
        pairs = [{"key": "erp", "value": f"J-{key}"}]
        sent = {"applicationGuid": guid, "patchMode": "Merge", "externalData": pairs}
        client.send("PATCH", f"jpm/v2/jobs/{key}", {"externalData": sent})

    values = ",".join(f"J-{key}" for key in keys)
    query = {"externalDataApplicationGuid": GUID, "externalDataKey": "erp"}

    assert [
        row["id"] for row in client.rows("jpm/v2/jobs", externalDataValues=values, **query)
    ] == (keys[:2])


def test_inactive_services_come_first_when_any_is_asked_for(client: Client) -> None:
    gone = client.rows("pricebook/v2/services")[-1]["id"]
    client.send("PATCH", f"pricebook/v2/services/{gone}", {"active": False})

    active = [row["active"] for row in client.rows("pricebook/v2/services", active="Any")]

    assert active == sorted(active)
    assert active[0] is False


def test_page_zero_is_refused_by_the_lists_of_job_and_project_fields_alone(reader: Client) -> None:
    states = {
        path: reader.get(f"{path}/custom-fields", page=0).status_code
        for path in ("jpm/v2/jobs", "jpm/v2/projects", "crm/v2/customers", "crm/v2/locations")
    }

    assert list(states.values()) == [400, 400, 200, 200]


def test_sort_is_text_even_where_objects_are_declared(reader: Client) -> None:
    path = "memberships/v2/recurring-service-events"

    up, down = (reader.rows(path, sort=text) for text in ("+Id", "-Id"))

    assert [row["id"] for row in up] == sorted(row["id"] for row in up)
    assert down == up[::-1]


def test_submissions_are_found_by_their_owner(reader: Client) -> None:
    rows = reader.rows("forms/v2/submissions")
    owner = next(row["owners"][0] for row in rows if row["owners"])

    query = {"owners[0].type": owner["type"], "owners[0].id": owner["id"]}
    found = reader.rows("forms/v2/submissions", **query)

    assert found == [row for row in rows if owner in row["owners"]]
    assert len(found) < len(rows)
    assert reader.rows("forms/v2/submissions", **{**query, "owners[0].id": 5}) == []


def test_journal_entries_are_found_by_custom_field(client: Client) -> None:
    table = client.box.rows("accounting", "journal-entries")
    fields = [{"name": "Batch", "value": "7"}]
    client.box.mutate(
        "accounting/journal-entries", change=[{"id": table[0]["id"], "customFields": fields}]
    )

    found = client.rows("accounting/v2/journal-entries", pageSize=500, **{"customField.Batch": "7"})

    assert [row["id"] for row in found] == [table[0]["id"]]
    many = {f"customField.F{n}": "x" for n in range(6)}
    assert client.get("accounting/v2/journal-entries", **many).status_code == 400


def test_more_than_fifty_custom_field_pairs_are_refused(reader: Client) -> None:
    many = {f"customField.Fields[F{n}]": "x" for n in range(51)}

    answer = reader.get("accounting/v2/invoices", **many)

    assert answer.status_code == 400
    assert "customField.Fields" in answer.json()["errors"]


@pytest.mark.parametrize("feature", ["appointment-summaries", "job-timesheets"])
def test_what_the_tenant_lacks_is_a_bad_request(feature: str) -> None:
    ops = {
        "appointment-summaries": "jpm/Appointments_SetSummary",
        "job-timesheets": "payroll/Timesheets_CreateJobTimesheet",
    }
    states = []
    for off in ((), (feature,)):
        with running(customers=20, now=NOW, off=off) as box, Client(box) as client:
            shown = client.http.get("/_sandbox/examples", params={"op": ops[feature]}).json()[0]
            answer = client.http.post(shown["path"], json=shown["body"], headers=client.headers)
            states.append(answer.status_code)

    assert states == [200, 400]


def test_estimates_are_sold_by_managed_technicians(client: Client) -> None:
    seller = client.rows("settings/v2/technicians")[0]["id"]
    client.box.mutate("settings/technicians", change=[{"id": seller, "isManagedTech": False}])
    offer = next(
        row for row in client.rows("sales/v2/estimates") if row["status"]["name"] == "Open"
    )

    answer = client.send("PUT", f"sales/v2/estimates/{offer['id']}/sell", {"soldBy": seller})

    assert answer.status_code == 409


def test_fleet_data_is_a_week_old_or_not_there(reader: Client) -> None:
    def ask(days: float) -> int:
        end = NOW - timedelta(days=days)
        times = {"startTime": end - timedelta(hours=2), "endTime": end}
        body = {name: f"{at:%Y-%m-%dT%H:%M:%SZ}" for name, at in times.items()}
        paging = {"pagination": {"pageNumber": 1, "pageSize": 10}}
        vins = {"vins": ["1FTBW2CM5HKA00000"]}
        return reader.send("POST", "fleetpro/v2/gps", {**body, **paging, **vins}).status_code

    assert (ask(8), ask(6)) == (200, 400)


@pytest.mark.parametrize(
    ("op", "body"),
    [
        ("ap-bills", {"billIds": ["{id}", 5]}),
        ("inventory-bills", {"inventoryBillIds": ["{id}", 5]}),
        ("ap-credits", [{"apCreditId": "{id}"}, {"apCreditId": 5}]),
        ("ap-payments", [{"apPaymentId": "{id}"}, {"apPaymentId": 5}]),
        ("credit-memos", [{"creditMemoId": "{id}"}, {"creditMemoId": 5}]),
        ("invoices", [{"invoiceId": "{id}"}, {"invoiceId": 5}]),
        ("bank-deposits", {"ids": ["{id}"]}),
    ],
)
def test_what_is_marked_as_exported_says_so(client: Client, op: str, body: Any) -> None:
    key = client.box.rows("accounting", op)[0]["id"]

    def filled(node: Any) -> Any:
        if isinstance(node, dict):
            return {name: filled(value) for name, value in node.items()}
        if isinstance(node, list):
            return [filled(value) for value in node]
        return key if node == "{id}" else node

    answer = client.send("POST", f"accounting/v2/{op}/markasexported", filled(body))

    assert answer.status_code == 200, answer.text
    told = [row["success"] for row in answer.json()] if answer.content else [True, False]
    assert told == [True, False]
    assert client.box.rows("accounting", op)[0]["syncStatus"] == "Exported"


def test_a_template_whose_items_alone_change_keeps_its_stamp(client: Client) -> None:
    row = client.rows("sales/v2/estimate-templates")[0]
    path = f"sales/v2/estimate-templates/{row['id']}"

    client.send("PATCH", path, {"items": []})
    quiet = client.get(path).json()
    client.send("PATCH", path, {"name": "Renamed"})
    loud = client.get(path).json()

    assert (quiet["items"], quiet["modifiedOn"]) == ([], row["modifiedOn"])
    assert loud["modifiedOn"] > row["modifiedOn"]


def test_a_report_is_limited_by_its_id_and_others_are_not() -> None:
    with running(customers=10, now=NOW, rate=60) as box, Client(box) as client:
        mine = client.get(REPORTS).json()["data"][0]["id"]
        theirs = "reporting/v2/report-category/accounting/reports"
        other = f"{theirs}/{client.get(theirs).json()['data'][0]['id']}"
        ends = ["data", "data/query"] * 3
        states = [
            client.send("POST", f"{REPORTS}/{mine}/{end}", PERIOD).status_code for end in ends
        ]
        again = client.send("POST", f"{other}/data", PERIOD).status_code

    assert states == [200, 202, 200, 202, 200, 429]
    assert again == 200


def test_large_pages_are_for_reports(reader: Client) -> None:
    key = reader.get(REPORTS).json()["data"][0]["id"]

    def state(end: str, size: int) -> int:
        path, query = f"{REPORTS}/{key}/{end}", {"pageSize": size}
        return reader.ask("POST", path, json=PERIOD, params=query).status_code

    assert [state(end, 25_000) for end in ("data", "data/query")] == [200, 202]
    assert [state(end, 25_001) for end in ("data", "data/query")] == [400, 400]


async def test_calls_of_the_new_telephony_go_one_at_a_time() -> None:
    with running(customers=10, now=NOW, rate=60) as box, Client(box) as client:
        path = client.path("telecom/v3/calls")
        async with httpx.AsyncClient(base_url=box.api_url, headers=client.headers) as http:
            together = await asyncio.gather(*(http.get(path) for _ in range(2)))
            alone = [(await http.get(path)).status_code for _ in range(2)]

    assert sorted(answer.status_code for answer in together) == [200, 429]
    assert alone == [200, 200]


def test_a_customer_stamp_stays_when_a_contact_changes(client: Client) -> None:
    before = client.rows("crm/v2/customers")[0]
    path = f"crm/v2/customers/{before['id']}"

    made = client.send("POST", f"{path}/contacts", {"type": "Email", "value": "a@b.example"})

    assert made.status_code == 200
    assert client.get(path).json()["modifiedOn"] == before["modifiedOn"]


@pytest.mark.parametrize("op", ["Bookings_GetList2", "Contacts_GetByRelationshipId"])
def test_a_shown_list_below_a_row_has_rows(reader: Client, op: str) -> None:
    shown = reader.http.get("/_sandbox/examples", params={"op": f"crm/{op}"}).json()[0]

    assert reader.http.get(shown["path"], headers=reader.headers).json()["data"]


def test_a_change_of_an_invoice_is_read_after_a_while() -> None:
    with running(customers=20, now=NOW, invoice_lag=4) as box, Client(box) as client:
        rows = client.rows("accounting/v2/invoices", statuses="Pending")
        row = next(one for one in rows if one["items"])
        path, line = f"accounting/v2/invoices/{row['id']}", row["items"][0]["id"]

        def seen() -> tuple[Any, ...]:
            shown = client.rows("accounting/v2/invoices", ids=row["id"])[0]
            lines = client.rows("accounting/v2/export/invoice-items", **{"from": "2020-01-01"})
            return shown["summary"], len(shown["items"]), line in {one["id"] for one in lines}

        before = seen()
        client.send("PATCH", path, {"summary": "Twice"})
        box.box.move_clock(2)
        client.send("DELETE", f"{path}/items/{line}")
        stages = [seen()]
        for _ in range(2):
            box.box.move_clock(2.1)
            stages.append(seen())

    assert stages == [before, ("Twice", *before[1:]), ("Twice", before[1] - 1, False)]


def test_what_somebody_wants_to_be_told_is_one_thing_wherever_it_is_read(client: Client) -> None:
    method = client.box.rows("crm", "contacts/contact-methods")[0]
    path = f"crm/v2/contacts/{method['contactId']}/contact-methods/{method['id']}/preferences"
    name = client.get(path).json()[2]["name"]

    told = client.send("PATCH", f"{path}/{name}", {"value": "false"}).json()

    assert told == client.get(f"{path}/{name}").json() == client.get(path).json()[2]
    assert told["value"] == "false"
    assert client.get(f"{path}/loudness").status_code == 404


def test_a_visit_of_a_plan_puts_its_template_on_the_invoice(client: Client) -> None:
    visits, job = "memberships/v2/recurring-service-events", client.rows("jpm/v2/jobs")[0]
    event = client.rows(visits, status="NotAttempted")[0]
    sku = client.rows("pricebook/v2/services")[0]["id"]
    line = {"skuId": sku, "quantity": 2, "unitPrice": 30, "isAddOn": False}
    made = client.send("POST", "memberships/v2/invoice-templates", {"items": [line]}).json()
    plan = f"memberships/v2/recurring-services/{event['locationRecurringServiceId']}"
    client.send("PATCH", plan, {"invoiceTemplateId": made["id"]})

    def total() -> Decimal:
        shown = client.rows("accounting/v2/invoices", ids=job["invoiceId"])
        return Decimal(shown[0]["subTotal"])

    before = total()
    done = client.send("POST", f"{visits}/{event['id']}/mark-complete", {"jobId": job["id"]})
    assert (done.status_code, total()) == (200, before + 60)
    back = client.send("POST", f"{visits}/{event['id']}/mark-incomplete", {"jobId": job["id"]})
    assert (back.status_code, total()) == (200, before)


def test_journal_entries_are_replaced_when_they_came_from_outside(client: Client) -> None:
    path = "accounting/v2/journal-entries"
    own = next(row for row in client.rows(path, pageSize=500) if row["source"] == "ServiceTitan")
    body = {"status": own["status"], "versionId": own["versionId"]}
    many = {f"F{n}": "x" for n in range(6)}

    assert client.send("PUT", f"{path}/{own['id']}", body).status_code == 409
    assert client.send("PATCH", f"{path}/{own['id']}", {"customFields": many}).status_code == 400
    example = client.http.get(
        "/_sandbox/examples", params={"op": "accounting/JournalEntries_CreateJournalEntry"}
    ).json()[0]["body"]
    assert client.send("POST", path, example).status_code == 200
    made = client.box.rows("accounting", "journal-entries")[-1]["id"]
    assert client.send("PUT", f"{path}/{made}", body).status_code == 200
    assert client.send("POST", path, example | {"customFields": many}).status_code == 400
