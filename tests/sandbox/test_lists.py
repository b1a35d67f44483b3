import re
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import Client
from tests.sandbox.shapes import faults

CUSTOMERS, JOBS = "crm/v2/customers", "jpm/v2/jobs"


def test_page_has_fifty_rows_and_no_total(reader: Client) -> None:
    page = reader.get(CUSTOMERS).json()

    assert (page["page"], page["pageSize"], page["hasMore"], page["totalCount"]) == (
        1,
        50,
        True,
        None,
    )
    assert len(page["data"]) == 50


def test_total_counts_when_asked(reader: Client) -> None:
    page = reader.get(CUSTOMERS, includeTotal="true", active="Any").json()

    assert page["totalCount"] == 200


def test_pages_give_every_row_once(reader: Client) -> None:
    ids: list[int] = []
    for number in range(1, 20):
        page = reader.get(CUSTOMERS, page=number, pageSize=33, active="Any").json()
        ids += [row["id"] for row in page["data"]]
        if not page["hasMore"]:
            break

    assert len(ids) == len(set(ids)) == 200
    assert reader.rows(CUSTOMERS, page=99) == []


@pytest.mark.parametrize(
    ("path", "query", "name"),
    [
        (CUSTOMERS, {"pageSize": 0}, "pageSize"),
        (CUSTOMERS, {"pageSize": 5001}, "pageSize"),
        (CUSTOMERS, {"page": -1}, "page"),
        (CUSTOMERS, {"page": "x"}, "page"),
        (CUSTOMERS, {"active": "Maybe"}, "active"),
        (CUSTOMERS, {"modifiedOnOrAfter": "yesterday"}, "modifiedOnOrAfter"),
        (CUSTOMERS, {"ids": ",".join(["1"] * 51)}, "ids"),
        (CUSTOMERS, {"externalDataValues": ",".join(["1"] * 51)}, "externalDataValues"),
        (JOBS, {"externalDataValues": ",".join(["1"] * 51)}, "externalDataValues"),
        (JOBS, {"customerId": "abc"}, "customerId"),
        (JOBS, {"sort": "+Summary"}, "sort"),
        (JOBS, {"sort": "%2BId"}, "sort"),
        ("accounting/v2/journal-entries", {"pageSize": 501}, "pageSize"),
        ("crm/v2/customers/contacts", {}, "customerIds"),
        ("pricebook/v2/services", {"searchText": "x"}, "searchText"),
        (
            "forms/v2/submissions",
            {"submittedBefore": "2026-01-01T00:00:00+00:00"},
            "submittedBefore",
        ),
        ("settings/v2/business-units/intacct", {}, "page"),
    ],
)
def test_bad_values_are_refused_by_name(reader: Client, path: str, query: Any, name: str) -> None:
    answer = reader.get(path, **query)

    assert answer.status_code == 400
    assert name in answer.json()["errors"]


def test_unknown_parameters_are_ignored(reader: Client) -> None:
    assert reader.get(JOBS, status="Canceled").json() == reader.get(JOBS).json()


def test_paging_of_one_list_starts_at_zero(reader: Client) -> None:
    query = {"page": 0, "pageSize": 1, "includeTotal": "true"}
    page = reader.get("settings/v2/business-units/intacct", **query).json()

    assert page["page"] == 0
    assert page["hasMore"] == (page["totalCount"] > 1)


def test_page_zero_is_the_first_page_elsewhere(reader: Client) -> None:
    assert reader.get(CUSTOMERS, page=0).json()["data"] == reader.get(CUSTOMERS).json()["data"]
    assert reader.get("jpm/v2/jobs/custom-fields", page=0).status_code == 400


def test_inactive_rows_need_asking(reader: Client) -> None:
    active, inactive = reader.rows(CUSTOMERS), reader.rows(CUSTOMERS, active="False")

    assert all(row["active"] for row in active)
    assert inactive
    assert not any(row["active"] for row in inactive)
    assert len(active) + len(inactive) == len(reader.rows(CUSTOMERS, active="Any"))


def test_sort_goes_both_ways(reader: Client) -> None:
    up = [row["modifiedOn"] for row in reader.rows(JOBS, sort="+ModifiedOn")]
    down = [row["modifiedOn"] for row in reader.rows(JOBS, sort="-ModifiedOn")]

    assert [text.rstrip("Z") for text in up] == sorted(text.rstrip("Z") for text in up)
    assert down == up[::-1]


def test_a_plus_that_is_not_encoded_is_refused(reader: Client) -> None:
    answer = reader.http.get(f"{reader.path(JOBS)}?sort=+Id", headers=reader.headers)

    assert answer.status_code == 400
    assert "sort" in answer.json()["errors"]


def test_windows_include_their_start_and_exclude_their_end(reader: Client) -> None:
    rows = sorted(reader.rows(JOBS), key=lambda row: row["modifiedOn"].rstrip("Z"))
    low, high = rows[10]["modifiedOn"], rows[20]["modifiedOn"]
    # Query times have microseconds; the rows' last digit is below that.
    found = reader.rows(JOBS, modifiedOnOrAfter=f"{low[:23]}Z", modifiedBefore=f"{high[:23]}Z")

    assert {row["id"] for row in found} == {row["id"] for row in rows[10:20]}


@pytest.mark.parametrize(
    ("path", "query", "check"),
    [
        (JOBS, {"jobStatus": "Canceled"}, lambda row: row["jobStatus"] == "Canceled"),
        (JOBS, {"priority": "Urgent"}, lambda row: row["priority"] == "Urgent"),
        (JOBS, {"number": "100010"}, lambda row: row["jobNumber"] == "100010"),
        (
            JOBS,
            {"completedOnOrAfter": "2026-01-01T00:00:00Z"},
            lambda row: (row["completedOn"] or "") >= "2026",
        ),
        (JOBS, {"tagTypeIds": "10600007"}, lambda row: 10600007 in row["tagTypeIds"]),
        (CUSTOMERS, {"name": "smith"}, lambda row: "smith" in row["name"].lower()),
        (CUSTOMERS, {"city": "Tampa"}, lambda row: row["address"]["city"] == "Tampa"),
        ("jpm/v2/appointments", {"status": "Scheduled"}, lambda row: row["status"] == "Scheduled"),
        (
            "jpm/v2/appointments",
            {"startsBefore": "2026-01-01T00:00:00Z"},
            lambda row: row["start"] < "2026",
        ),
        ("sales/v2/estimates", {"status": "Sold"}, lambda row: row["status"]["name"] == "Sold"),
        ("sales/v2/estimates", {"totalGreater": 500}, lambda row: row["subtotal"] > 500),
        (
            "accounting/v2/invoices",
            {"statuses": "Pending"},
            lambda row: row["syncStatus"] == "Pending",
        ),
        ("accounting/v2/invoices", {"totalGreater": 100}, lambda row: float(row["total"]) > 100),
        (
            "accounting/v2/payments",
            {"paidOnAfter": "2026-01-01T00:00:00Z"},
            lambda row: row["date"] >= "2026",
        ),
        (
            "dispatch/v2/technician-shifts",
            {"shiftType": "TimeOff"},
            lambda row: row["shiftType"] == "TimeOff",
        ),
        (
            "pricebook/v2/services",
            {"searchText": "panel"},
            lambda row: "panel" in row["displayName"].lower(),
        ),
        (
            "inventory/v2/purchase-orders",
            {"status": "Received"},
            lambda row: row["status"] == "Received",
        ),
    ],
)
def test_filters_keep_what_they_say(reader: Client, path: str, query: Any, check: Any) -> None:
    found, everything = reader.rows(path, **query), reader.rows(path)

    assert found
    assert all(check(row) for row in found)
    assert len(found) == sum(bool(check(row)) for row in everything)


def test_filters_reach_into_other_tables(reader: Client) -> None:
    contact = next(
        row for row in reader.box.rows("crm", "customers/contacts") if row["type"] != "Email"
    )
    assignment = reader.box.rows("dispatch", "appointment-assignments")[0]

    by_phone = reader.rows(CUSTOMERS, phone=contact["value"], active="Any")
    by_technician = reader.rows(JOBS, technicianId=assignment["technicianId"])

    assert contact["customerId"] in {row["id"] for row in by_phone}
    assert assignment["jobId"] in {row["id"] for row in by_technician}
    assert len(by_technician) < len(reader.rows(JOBS))


def test_rows_can_be_picked_by_parent_and_by_ids(reader: Client) -> None:
    job = reader.rows(JOBS)[5]
    ids = [row["id"] for row in reader.rows(JOBS)[:3]]

    of_customer = reader.rows(JOBS, customerId=job["customerId"])
    visits = reader.rows("jpm/v2/appointments", jobId=job["id"])
    invoices = reader.rows("accounting/v2/invoices", jobId=job["id"])

    assert {row["customerId"] for row in of_customer} == {job["customerId"]}
    assert visits[0]["id"] == job["firstAppointmentId"]
    assert [row["id"] for row in invoices] == [job["invoiceId"]]
    assert [row["id"] for row in reader.rows(JOBS, ids=",".join(map(str, ids)))] == ids


def test_balance_filter_compares(reader: Client) -> None:
    query = {"balanceFilter.Balance": 0, "balanceFilter.Comparer": "Greater"}
    found = reader.rows("accounting/v2/invoices", **query)

    assert found
    assert all(float(row["balance"]) > 0 for row in found)


def test_a_list_below_a_row_wants_the_row(reader: Client) -> None:
    note = next(row for row in reader.box.rows("jpm", "jobs/notes") if row["active"])

    notes = reader.get(f"jpm/v2/jobs/{note['jobId']}/notes").json()["data"]
    missing = reader.get("jpm/v2/jobs/5/notes")

    assert note["text"] in {row["text"] for row in notes}
    assert missing.status_code == 404


def test_bare_lists_have_no_envelope(reader: Client) -> None:
    assert isinstance(reader.get("accounting/v2/inventory-bills").json(), list)
    assert isinstance(reader.get("fleetpro/v2/vehicles").json(), list)


def test_every_get_answers_exactly_the_documented_fields(reader: Client) -> None:
    facts, wrong = load(), []
    operations = {f"{op.module}/{op.op}": op for op in facts.operations if op.verb == "GET"}
    for call in reader.http.get("/_sandbox/examples").json():
        operation = operations.get(call["op"])
        if operation is None or operation.answer is None or operation.module == "reporting":
            continue
        answer = reader.http.get(call["path"], params=call["query"], headers=reader.headers)
        if not answer.headers.get("content-type", "").startswith("application/json"):
            continue
        lines = faults(facts, operation.module, operation.answer, answer.json())
        wrong += [f"{call['op']} {re.sub(r'[0-9]+', '', line)}" for line in lines]

    assert sorted(set(wrong)) == []


def test_custom_fields_and_external_data_are_filters(client: Client) -> None:
    keys = [row["id"] for row in client.rows(CUSTOMERS)]
    data = {"applicationGuid": "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111"}
    for key, value in zip(keys[:3], "xyz", strict=True):
        pair = [{"key": "erp", "value": value}]
        body = {"externalData": data | {"externalData": pair}}
        assert client.send("PATCH", f"{CUSTOMERS}/{key}", body).status_code == 200

    found = client.rows(CUSTOMERS, externalDataKey="erp", externalDataValues="x,z")
    field = client.rows("crm/v2/customers/custom-fields")[0]
    held = {row["id"]: row["customFields"] for row in client.rows(CUSTOMERS)}

    assert [row["id"] for row in found] == [keys[0], keys[2]]
    assert {pair["typeId"] for pairs in held.values() for pair in pairs} == {field["id"]}


def test_object_parameters_pick_rows_by_custom_field(client: Client) -> None:
    path = "accounting/v2/invoices"
    chosen = client.rows(path)[4]
    row = chosen | {"customFields": [{"name": "PO Box", "value": "7"}]}
    client.box.mutate("accounting/invoices", change=[row])

    found = client.rows(path, **{"customField.Fields[PO Box]": "7"})
    other = client.rows(path, **{"customField.Fields[PO Box]": "8"})

    assert ([row["id"] for row in found], other) == ([chosen["id"]], [])


@pytest.mark.parametrize(
    ("path", "name", "field"),
    [
        ("equipmentsystems/v2/equipment-types", "ID", "id"),
        ("findings/v2/location-findings", "ID", "id"),
        ("forms/v2/submissions", "CreatedBy", "createdById"),
        ("payroll/v2/locations/rates", "Location", "locationId"),
        ("task-management/v2/tasks", "DescriptionModifiedOn", "descriptionModifiedOn"),
    ],
)
def test_sort_names_mean_a_field_however_spelled(
    reader: Client, path: str, name: str, field: str
) -> None:
    up, down = (reader.rows(path, sort=f"{sign}{name}") for sign in "+-")

    values = [row[field] for row in down if row[field] is not None]
    assert values == sorted(values, reverse=True)
    assert [row[field] for row in up] == [row[field] for row in down][::-1]


def test_an_old_list_takes_the_sort_field_and_the_direction_apart(reader: Client) -> None:
    path = "equipmentsystems/v2/installed-equipment/custom-field-types"
    sent = {"page": 1, "pageSize": 500, "sortBy": "Name"}

    up, down = (
        [row["name"] for row in reader.get(path, descending=turned, **sent).json()["data"]]
        for turned in (False, True)
    )

    assert up == sorted(up, key=str.lower)
    assert down == up[::-1] != up
    assert reader.get(path, descending=False, **{**sent, "sortBy": "Nope"}).status_code == 400


def test_return_types_come_five_hundred_at_a_time_whatever_is_asked(
    box: Server, client: Client
) -> None:
    path = "inventory/v2/return-types"
    before = len(client.rows(path, activeOnly=False))
    box.mutate("inventory/return-types", insert=[{"name": f"Type {n}"} for n in range(700)])

    page = client.get(path, activeOnly=False, pageSize=5000, page=1).json()

    assert (len(page["data"]), page["pageSize"], page["hasMore"]) == (500, 500, True)
    every = [row["id"] for row in client.rows(path, activeOnly=False)]
    assert len(set(every)) == len(every) == before + 700


def test_follow_ups_of_an_opportunity_are_those_of_the_whole_list(reader: Client) -> None:
    whole = reader.rows("sales/v2/opportunities/followups")
    owner = whole[0]["opportunityId"]

    own = reader.rows(f"sales/v2/opportunities/{owner}/followups")

    assert own == [row for row in whole if row["opportunityId"] == owner]
    assert 0 < len(own) < len(whole)
    assert reader.get("sales/v2/opportunities/5/followups").status_code == 404
