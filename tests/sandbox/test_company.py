import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from sandbox.servicetitan import Company
from sandbox.servicetitan.company.calendar import TECHNICIANS
from sandbox.servicetitan.company.ids import fixed
from tests.sandbox.conftest import NOW

Row = dict[str, Any]
DIGEST = (
    "from datetime import datetime, UTC; from sandbox.servicetitan import Company;"
    "print(Company({seed}, 60, datetime(2026, 6, 15, 12, tzinfo=UTC)).digest())"
)
PLANNED = ("dispatch/technician-shifts", "dispatch/non-job-appointments")
# Field → tables one of which must know the id.
POINTS: dict[str, tuple[str, ...]] = {
    "customerId": ("crm/customers",),
    "locationId": ("crm/locations",),
    "jobId": ("jpm/jobs",),
    "projectId": ("jpm/projects",),
    "invoiceId": ("accounting/invoices",),
    "estimateId": ("salestech/estimates",),
    "appointmentId": ("jpm/appointments",),
    "firstAppointmentId": ("jpm/appointments",),
    "lastAppointmentId": ("jpm/appointments",),
    "technicianId": ("settings/technicians",),
    "businessUnitId": ("settings/business-units",),
    "jobTypeId": ("jpm/job-types",),
    "campaignId": ("marketing/campaigns",),
    "membershipId": ("memberships/memberships",),
    "membershipTypeId": ("memberships/membership-types",),
    "locationRecurringServiceId": ("memberships/recurring-services",),
    "recurringServiceTypeId": ("memberships/recurring-service-types",),
    "mergedToId": ("crm/customers", "crm/locations"),
    "zoneId": ("dispatch/zones",),
    "payrollId": ("payroll/payrolls",),
    "vendorId": ("inventory/vendors",),
    "formId": ("forms/forms",),
    "leadCallId": ("telecom/calls",),
    "recallForId": ("jpm/jobs",),
    "paymentTermId": ("accounting/payment-terms",),
    "taxZoneId": ("accounting/tax-zones",),
    "skuId": ("pricebook/services", "pricebook/materials", "pricebook/equipment"),
    "createdById": ("settings/employees", "settings/technicians"),
    "soldById": ("settings/technicians",),
    "contactId": ("crm/contacts",),
    "activityTypeId": ("timesheets/activity-types",),
}


@pytest.fixture(scope="module")
def company() -> Company:
    return Company(seed=5, customers=400, now=NOW)


@pytest.fixture(scope="module")
def tables(company: Company) -> dict[str, list[Row]]:
    made = dict(company.fixed)
    made |= {name: [] for name in company.writer_of}
    for name, row in company.everything():
        made[name].append(row)
    return made


def digest(seed: int, hash_seed: str) -> str:
    command = [sys.executable, "-c", DIGEST.format(seed=seed)]
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, check=True
    ).stdout


def test_same_seed_gives_the_same_company_in_every_process() -> None:
    assert digest(7, "1") == digest(7, "2")
    assert digest(7, "1") != digest(8, "1")


def test_every_table_has_rows(tables: dict[str, list[Row]]) -> None:
    assert [name for name, rows in tables.items() if not rows] == []


def test_ids_are_unique_across_the_tenant(tables: dict[str, list[Row]]) -> None:
    # Rows that describe a job, or somebody's pay, as a whole carry its id; items of an estimate are
    # rows of two tables.
    shared = {"jpm/jobs/history", "jpm/jobs/cancel-reasons", "jpm/jobs/hold-reasons"}
    shared |= {"customer-interactions/technician-ratings", "payroll/payroll-settings"}
    ids = [row["id"] for name, rows in tables.items() if name not in shared for row in rows]

    assert [key for key, count in Counter(ids).items() if count > 1] == []
    assert all(isinstance(key, str) or 10_000_000 <= key < 2**63 for key in ids)


def test_every_id_in_a_row_names_a_row(tables: dict[str, list[Row]]) -> None:
    known = {name: {row["id"] for row in rows} for name, rows in tables.items()}
    lost = [
        (name, field, row[field])
        for name, rows in tables.items()
        for row in rows
        for field, targets in POINTS.items()
        if row.get(field) and not any(row[field] in known[target] for target in targets)
    ]

    assert lost == []


def test_children_agree_with_their_parents(tables: dict[str, list[Row]]) -> None:
    places = {row["id"]: row for row in tables["crm/locations"]}
    jobs = {row["id"]: row for row in tables["jpm/jobs"]}

    assert all(
        places[job["locationId"]]["customerId"] == job["customerId"] for job in jobs.values()
    )
    assert all(
        jobs[v["jobId"]]["customerId"] == v["customerId"] for v in tables["jpm/appointments"]
    )
    for job in jobs.values():
        visits = [v for v in tables["jpm/appointments"] if v["jobId"] == job["id"]]
        assert job["appointmentCount"] == len(visits)
        assert job["lastAppointmentId"] == visits[-1]["id"]


def test_invoices_add_up_to_the_cent(tables: dict[str, list[Row]]) -> None:
    paid = Counter[int]()
    for payment in tables["accounting/payments"]:
        parts = [Decimal(part["appliedAmount"]) for part in payment["appliedTo"]]
        assert sum(parts) + Decimal(payment["unappliedAmount"]) == Decimal(payment["total"])
        for part in payment["appliedTo"]:
            paid[part["appliedTo"]] += int(Decimal(part["appliedAmount"]) * 100)
    for invoice in tables["accounting/invoices"]:
        lines = sum((Decimal(item["total"]) for item in invoice["items"]), Decimal())
        each = [Decimal(i["quantity"]) * Decimal(i["price"]) for i in invoice["items"]]
        assert each == [Decimal(item["total"]) for item in invoice["items"]]
        assert lines == Decimal(invoice["subTotal"])
        assert lines + Decimal(invoice["salesTax"]) == Decimal(invoice["total"])
        due = Decimal(invoice["total"]) - Decimal(paid[invoice["id"]]) / 100
        assert due == Decimal(invoice["balance"])


def test_customer_balance_is_what_the_invoices_leave(tables: dict[str, list[Row]]) -> None:
    due = Counter[int]()
    for invoice in tables["accounting/invoices"]:
        due[invoice["customer"]["id"]] += int(Decimal(invoice["balance"]) * 100)

    assert any(due.values())
    for customer in tables["crm/customers"]:
        assert Decimal(str(customer["balance"])) * 100 == due[customer["id"]]


def test_job_total_is_its_invoice_total(tables: dict[str, list[Row]]) -> None:
    totals = {row["id"]: Decimal(row["total"]) for row in tables["accounting/invoices"]}

    assert all(Decimal(str(j["total"])) == totals[j["invoiceId"]] for j in tables["jpm/jobs"])
    assert any(j["total"] == 0 for j in tables["jpm/jobs"] if j["jobStatus"] == "Completed")


def test_estimates_add_up_and_have_every_status(tables: dict[str, list[Row]]) -> None:
    for row in tables["salestech/estimates"]:
        lines = sum((Decimal(str(item["total"])) for item in row["items"]), Decimal())
        assert lines == Decimal(str(row["subtotal"]))
        assert (row["soldOn"] is not None) == (row["status"]["name"] == "Sold")
    found = {row["status"]["name"] for row in tables["salestech/estimates"]}
    assert found == {"Open", "Sold", "Dismissed"}


def test_nothing_happened_after_now(tables: dict[str, list[Row]]) -> None:
    now = NOW.strftime("%Y-%m-%dT%H:%M:%S")
    stamps = [
        (name, row[field])
        for name, rows in tables.items()
        for row in rows
        for field in ("createdOn", "modifiedOn", "completedOn", "soldOn")
        if row.get(field) and row[field][:19] > now
    ]

    assert stamps == []


def test_history_spans_two_years_with_a_full_board_ahead(tables: dict[str, list[Row]]) -> None:
    starts = [row["start"][:10] for row in tables["jpm/appointments"]]

    assert min(starts) < (NOW - timedelta(days=650)).date().isoformat()
    ahead = (NOW + timedelta(days=1)).date().isoformat()
    assert sum(start > ahead for start in starts) > 3
    summer = sum(start[5:7] in {"06", "07", "08"} for start in starts)
    winter = sum(start[5:7] in {"12", "01", "02"} for start in starts)
    assert summer > 1.5 * winter


def test_nobody_is_in_two_places_at_once(tables: dict[str, list[Row]]) -> None:
    visits = {row["id"]: row for row in tables["jpm/appointments"]}
    taken = Counter(
        (row["technicianId"], visits[row["appointmentId"]]["start"])
        for row in tables["dispatch/appointment-assignments"]
        if row["active"] and not visits[row["appointmentId"]]["appointmentNumber"].endswith("-2")
    )

    assert max(taken.values()) == 1


def test_jobs_fall_into_shifts_of_the_right_trade(tables: dict[str, list[Row]]) -> None:
    shifts = {
        (row["technicianId"], row["start"][:10])
        for row in tables["dispatch/technician-shifts"]
        if row["shiftType"] == "Normal"
    }
    visits = {row["id"]: row for row in tables["jpm/appointments"]}
    jobs = {row["id"]: row for row in tables["jpm/jobs"]}
    trade = {fixed("business-unit", n): n // 2 for n in range(4)}
    crew = {row["id"]: n // 6 for n, row in enumerate(tables["settings/technicians"])}
    for row in tables["dispatch/appointment-assignments"]:
        visit = visits[row["appointmentId"]]
        assert trade[jobs[row["jobId"]]["businessUnitId"]] == crew[row["technicianId"]]
        if visit["appointmentNumber"].endswith("-1"):
            assert (row["technicianId"], visit["start"][:10]) in shifts


def test_work_is_done_during_a_shift(tables: dict[str, list[Row]]) -> None:
    shifts = {
        (row["technicianId"], row["start"][:10]): (row["start"], row["end"])
        for row in tables["dispatch/technician-shifts"]
        if row["shiftType"] != "TimeOff"
    }
    sheets = tables["payroll/jobs/timesheets"]

    assert sheets
    for row in sheets:
        start, end = shifts[row["technicianId"], row["dispatchedOn"][:10]]
        assert start <= row["dispatchedOn"] < row["arrivedOn"] < row["doneOn"] <= end, row["id"]


def test_some_customers_are_merged_inactive_misspelt_or_foreign(
    tables: dict[str, list[Row]],
) -> None:
    customers = {row["id"]: row for row in tables["crm/customers"]}
    merged = [row for row in customers.values() if row["mergedToId"]]
    names = Counter(row["name"] for row in customers.values())

    assert any(customers[row["mergedToId"]]["mergedToId"] for row in merged)
    assert all(not row["active"] for row in merged)
    assert not any(
        place["customerId"] in {m["id"] for m in merged} for place in tables["crm/locations"]
    )
    assert any(not row["active"] and not row["mergedToId"] for row in customers.values())
    assert any(name[:-1] in names and name[-1] == name[-2] for name in names if len(name) > 2)
    assert any(not name.isascii() for name in names)
    assert any(row["address"]["zip"] == "" for row in customers.values())
    states = {row["jobStatus"] for row in tables["jpm/jobs"]}
    assert states >= {"Completed", "Canceled", "Hold", "Scheduled"}


def test_four_units_and_twelve_technicians_share_the_zones(tables: dict[str, list[Row]]) -> None:
    assert len(tables["settings/business-units"]) == 4
    assert len(tables["settings/technicians"]) == 12
    assert {row["mainZoneId"] for row in tables["settings/technicians"]} == {
        row["id"] for row in tables["dispatch/zones"]
    }


def test_a_large_company_costs_nothing_until_asked() -> None:
    company = Company(seed=1, customers=50_000, now=NOW)

    last = company.family(49_999)

    assert company.first_jobs[-1] > 80_000
    assert last.id == 40_000_000 + 49_999_000


def test_an_extractor_with_a_usual_first_date_gets_settings_people_and_prices() -> None:
    """Two years back brings all of them, the last days none; what changed is no older than made."""
    company = Company(seed=1, customers=20, now=NOW)
    first, lately = ((NOW - timedelta(days=n)).isoformat()[:10] for n in (701, 59))

    stamps = {
        table: [(row["createdOn"], row["modifiedOn"]) for row in rows if row.get("modifiedOn")]
        for table, rows in company.fixed.items()
        if table not in {"payroll/payrolls", *PLANNED}
    }

    assert len(stamps["settings/technicians"]) == TECHNICIANS
    assert all(
        made < first < changed < lately for rows in stamps.values() for made, changed in rows
    )
    assert len({changed for rows in stamps.values() for _, changed in rows}) > TECHNICIANS


@pytest.mark.parametrize("table", PLANNED)
def test_what_is_planned_was_entered_weeks_before_it_starts(table: str) -> None:
    rows = Company(seed=1, customers=20, now=NOW).rows(table)

    assert all(row["createdOn"] == row["modifiedOn"] < row["start"] for row in rows)
    assert max(row["createdOn"] for row in rows) < NOW.isoformat()
    assert len({row["createdOn"] for row in rows}) > len(rows) / TECHNICIANS / 2
