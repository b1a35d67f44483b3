"""Filters whose name is not the field's: each keeps exactly the rows that it is about."""

import operator
from collections.abc import Callable
from typing import Any

import pytest

from tests.sandbox.conftest import Client

Row = dict[str, Any]
Told = Callable[[Row], Any]


def deep(*names: str) -> Told:
    """What stands in a row under these names; every one of them, below a list."""

    def told(row: Any) -> Any:
        for name in names:
            several = isinstance(row, list)
            row = [one[name] for one in row if one] if several else row and row[name]
        return row

    return told


def amount(name: str) -> Told:
    return lambda row: row[name] and float(row[name])


def values(row: Row, told: Told) -> list[Any]:
    found = told(row)
    return [one for one in (found if isinstance(found, list) else [found]) if one is not None]


BILLS = ("accounting/v2/ap-bills", "accounting/v2/inventory-bills/paginated")
CALLS, REVIEWS = "telecom/v3/calls", "marketingreputation/v2/reviews"
MEMOS, PAID = "accounting/v2/credit-memos", "accounting/v2/payments"
JOURNAL, CODES = "accounting/v2/journal-entries", "jpm/v2/work-breakdown-structure/budget-codes"
PLANS = "memberships/v2/membership-types"
NAMED: list[tuple[str, str, Told]] = [
    *((path, "billNumber", deep("referenceNumber")) for path in BILLS),
    *((path, "batchNumber", deep("batch", "number")) for path in (*BILLS, MEMOS, PAID)),
    ("accounting/v2/invoices", "batchNumber", deep("batch", "number")),
    (MEMOS, "appliedToInvoiceIds", deep("appliedTo", "appliedTo")),
    (PAID, "appliedToReferenceNumber", deep("appliedTo", "appliedToReferenceNumber")),
    ("crm/v2/booking-provider-tags", "name", deep("tagName")),
    ("forms/v2/submissions", "ownerType", deep("owners", "type")),
    ("inventory/v2/adjustments", "adjustmentTypes", deep("type")),
    (CODES, "budgetCodeIds", deep("id")),
    (CODES, "segmentIds", deep("segments", "segmentId")),
    (CALLS, "agentId", deep("leadCall", "agent", "id")),
    (CALLS, "agentName", deep("leadCall", "agent", "name")),
    (PLANS, "duration", deep("durationBilling", "duration")),
    (PLANS, "billingFrequency", deep("durationBilling", "billingFrequency")),
    (REVIEWS, "search", deep("review")),
    (REVIEWS, "sources", deep("platform")),
]
# Without any such row.
NOBODY = {"billingFrequency": "Quarterly", "ownerType": "Truck"}


@pytest.mark.parametrize(("path", "name", "told"), NAMED)
def test_a_value_keeps_the_rows_that_have_it(
    reader: Client, path: str, name: str, told: Told
) -> None:
    rows = reader.rows(path, active="Any", includeDurationBilling=True)
    wanted = next(value for row in rows for value in values(row, told))

    more = {"active": "Any", "includeDurationBilling": True}
    found = reader.rows(path, **more, **{name: wanted})
    words = isinstance(wanted, str) and not wanted.isdigit()
    nobody = NOBODY.get(name, "no such thing" if words else 999_999_999)

    assert found
    assert all(any(str(wanted) in str(v) for v in values(row, told)) for row in found)
    missed = [row for row in rows if row not in found and wanted in values(row, told)]
    assert missed == []
    assert reader.rows(path, active="Any", **{name: nobody}) == []


RANGES: list[tuple[str, str, str, Told]] = [
    *((path, "dateFrom", "dateTo", deep("billDate")) for path in BILLS),
    *((path, "minCost", "maxCost", amount("billAmount")) for path in BILLS),
    (JOURNAL, "exportedFrom", "exportedTo", deep("exportedOn")),
    (JOURNAL, "numberFrom", "numberTo", deep("number")),
    (REVIEWS, "fromDate", "toDate", deep("publishDate")),
    (REVIEWS, "fromRating", "toRating", deep("rating")),
]


@pytest.mark.parametrize(("path", "low", "high", "told"), RANGES)
def test_two_ends_meet_in_the_middle(
    reader: Client, path: str, low: str, high: str, told: Told
) -> None:
    size = 500 if path == JOURNAL else 5_000
    known = [row for row in reader.rows(path, pageSize=size) if values(row, told)]
    middle = sorted(told(row) for row in known)[len(known) // 2]
    middle = middle[:19] if isinstance(middle, str) else middle

    def key(row: Row) -> Any:
        return told(row).rstrip("Z") if isinstance(middle, str) else told(row)

    above = reader.rows(path, pageSize=size, **{low: middle})
    below = reader.rows(path, pageSize=size, **{high: middle})

    assert [row for row in known if key(row) >= middle] == above
    assert [row for row in known if key(row) <= middle] == below
    assert 0 < len(above) < len(known)


@pytest.mark.parametrize(
    ("path", "sent", "holds"),
    [
        ("accounting/v2/bank-deposits", {"grossAmountGreater": 100}, deep("grossAmount")),
        (MEMOS, {"totalFilter.Amount": 100, "totalFilter.Comparer": "GreaterThan"}, deep("total")),
        (
            "accounting/v2/invoices",
            {"balanceFilter.Balance": 100, "balanceFilter.Comparer": "Greater"},
            amount("balance"),
        ),
    ],
)
def test_rows_can_be_picked_by_an_amount_above_a_bound(
    reader: Client, path: str, sent: Row, holds: Told
) -> None:
    rows = reader.rows(path)

    assert reader.rows(path, **sent) == [row for row in rows if holds(row) > 100]


@pytest.mark.parametrize(
    ("sign", "meets"),
    [
        ("Equal", operator.eq),
        ("NotEqual", operator.ne),
        ("GreaterThanOrEqual", operator.ge),
        ("LessThanOrEqual", operator.le),
    ],
)
def test_every_comparison_of_credit_memos_is_known(
    reader: Client, sign: str, meets: Callable[[Any, int], bool]
) -> None:
    sent = {"balanceFilter.Amount": 5, "balanceFilter.Comparer": sign}
    balances = [row["balance"] for row in reader.rows(MEMOS)]

    held = [row["balance"] for row in reader.rows(MEMOS, **sent)]

    assert held == [one for one in balances if meets(one, 5)]
    assert held


def test_projects_are_found_by_what_belongs_to_their_jobs(reader: Client) -> None:
    project = next(row for row in reader.rows("jpm/v2/projects") if row["jobIds"])
    job = reader.get(f"jpm/v2/jobs/{project['jobIds'][0]}").json()
    sent = {
        row["technicianId"]
        for row in reader.box.rows("dispatch", "appointment-assignments")
        if row["jobId"] == job["id"]
    }

    asked = {
        "jobId": job["id"],
        "invoiceId": job["invoiceId"],
        "appointmentId": job["firstAppointmentId"],
        "technicianId": next(iter(sent)),
    }  # fmt: skip

    for name, value in asked.items():
        assert project in reader.rows("jpm/v2/projects", **{name: value}), name
        assert reader.rows("jpm/v2/projects", **{name: 5}) == [], name


def test_jobs_are_found_by_their_first_visit_or_by_any(reader: Client) -> None:
    visits: dict[int, list[str]] = {}
    for row in reader.rows("jpm/v2/appointments"):
        visits.setdefault(row["jobId"], []).append(row["start"])
    job, starts = next((key, sorted(one)) for key, one in visits.items() if len(set(one)) > 1)

    def found(name: str, moment: str) -> bool:
        return job in [row["id"] for row in reader.rows("jpm/v2/jobs", **{name: moment})]

    assert found("appointmentStartsOnOrAfter", starts[-1])
    assert not found("firstAppointmentStartsOnOrAfter", starts[-1])
    assert found("firstAppointmentStartsOnOrAfter", starts[0])
    assert found("firstAppointmentStartsBefore", starts[-1])
    assert not found("firstAppointmentStartsBefore", starts[0])


def test_visits_are_found_by_their_project(reader: Client) -> None:
    project = next(row for row in reader.rows("jpm/v2/projects") if row["jobIds"])

    found = reader.rows("jpm/v2/appointments", projectId=project["id"])

    assert {row["jobId"] for row in found} == set(project["jobIds"])
    assert reader.rows("jpm/v2/appointments", projectId=5) == []


def test_leads_are_found_by_their_customer(reader: Client) -> None:
    leads = [row for row in reader.rows("crm/v2/leads") if row["customerId"]]
    where = {row["id"]: row["address"]["city"] for row in reader.rows("crm/v2/customers")}
    city = where[leads[0]["customerId"]]

    found = reader.rows("crm/v2/leads", customerCity=city)

    assert {where[row["customerId"]] for row in found} == {city}
    assert reader.rows("crm/v2/leads", customerCity="Nowhere") == []
    assert reader.rows("crm/v2/leads", customerCreatedBefore="1990-01-01") == []
    assert all(not row["customerId"] for row in reader.rows("crm/v2/leads", isProspect=True))


def test_bills_are_found_by_their_order(reader: Client) -> None:
    orders = {row["id"]: row for row in reader.box.rows("inventory", "purchase-orders")}
    for path in BILLS:
        bill = next(row for row in reader.rows(path) if row["purchaseOrderId"])
        order = orders[bill["purchaseOrderId"]]

        assert bill in reader.rows(path, purchaseOrderNumber=order["number"])
        assert bill in reader.rows(path, purchaseOrderTypes=f"5,{order['typeId']}")
        assert reader.rows(path, purchaseOrderNumber="none") == []


def test_journal_entries_are_found_by_what_their_lines_say(reader: Client) -> None:
    for name, told in (
        ("customerName", deep("customer", "name")),
        ("vendorName", deep("vendor", "name")),
        ("businessUnitIds", deep("businessUnit", "id")),
        ("refNumber", deep("transaction", "refNumber")),
    ):
        line = next(row for row in reader.box.rows("accounting", "journal-entries/details")
                    if told(row))  # fmt: skip

        found = reader.rows(JOURNAL, pageSize=500, **{name: told(line)})

        assert line["journalEntryId"] in {row["id"] for row in found}, name
        assert len(found) < len(reader.rows(JOURNAL, pageSize=500)), name


def test_forms_are_published_or_not(client: Client) -> None:
    key = client.rows("forms/v2/forms")[0]["id"]
    client.box.mutate("forms/forms", change=[{"id": key, "published": False}])

    kept = {
        state: {row["id"] for row in client.rows("forms/v2/forms", status=state)}
        for state in ("Any", "Published", "Unpublished")
    }

    assert kept["Unpublished"] == {key}
    assert kept["Published"] == kept["Any"] - {key}


def test_long_calls_are_found_by_seconds(reader: Client) -> None:
    def seconds(row: Row) -> int:
        hours, minutes, rest = map(int, row["leadCall"]["duration"].split(":"))
        return hours * 3600 + minutes * 60 + rest

    rows = reader.rows(CALLS)

    found = reader.rows(CALLS, minDuration=120)

    assert found
    assert found == [row for row in rows if seconds(row) >= 120]


def test_hours_on_jobs_are_found_by_when_they_began_and_ended(reader: Client) -> None:
    path = "payroll/v2/jobs/timesheets"
    rows = [row for row in reader.rows(path) if row["dispatchedOn"] and row["doneOn"]]
    began = sorted(row["dispatchedOn"] for row in rows)[len(rows) // 2]

    assert all(row["dispatchedOn"] >= began for row in reader.rows(path, startedOn=began))
    assert all(row["doneOn"] <= began for row in reader.rows(path, endedOn=began))


def test_a_name_is_no_phone_number(reader: Client) -> None:
    """Without a digit in it, nothing can match."""
    assert reader.rows("crm/v2/customers", phone="Smith") == []


@pytest.mark.parametrize(
    "path", ["dispatch/v2/arrival-windows", "jpm/v2/project-substatuses", "jpm/v2/project-statuses"]
)
def test_rows_that_show_no_time_are_filtered_by_it(reader: Client, path: str) -> None:
    assert reader.rows(path, createdOnOrAfter="2020-01-01T00:00:00Z") == reader.rows(path) != []
    assert reader.rows(path, createdOnOrAfter="2090-01-01T00:00:00Z") == []
    assert reader.rows(path, createdBefore="2020-01-01T00:00:00Z") == []
