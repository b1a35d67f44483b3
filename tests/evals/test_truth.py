"""What the cases expect, computed a second time from the made-up company's own records."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from evals.case import Case, load_cases
from evals.world import CUSTOMERS, NOW, SEED
from sandbox.servicetitan import Server, running

ZONE = ZoneInfo("America/New_York")
TODAY = NOW.astimezone(ZONE).date()
CASES = {case.name: case for case in load_cases()}

Row = dict[str, Any]


@pytest.fixture(scope="module")
def box() -> Iterator[Server]:
    with running(CUSTOMERS, SEED, now=NOW) as server:
        yield server


def expected(name: str) -> Row:
    case: Case = CASES[name]
    assert case.expect is not None
    assert case.expect.result is not None
    return case.expect.result


def day_of(moment: str) -> date:
    return datetime.fromisoformat(moment).astimezone(ZONE).date()


def written_day(moment: str) -> date:
    """The day of a date that ServiceTitan writes as a moment at its start."""
    return datetime.fromisoformat(moment).date()


def open_invoices(box: Server) -> list[Row]:
    rows = box.rows("accounting", "invoices")
    return [row for row in rows if row["active"] and Decimal(row["balance"]) > 0]


def age_of(row: Row) -> str:
    days = (TODAY - written_day(row["dueDate"])).days
    if days <= 0:
        return "not due"
    for last in (30, 60, 90):
        if days <= last:
            return f"{last - 29}-{last} days"
    return "over 90 days"


def test_open_balance_is_the_sum_of_all_open_invoices(box: Server) -> None:
    answer, rows = expected("longest-overdue-invoices"), open_invoices(box)

    assert Decimal(answer["balance_of_all"]) == sum(Decimal(row["balance"]) for row in rows)
    assert answer["invoices"]["total"] == len(rows)


def test_open_balance_by_age_is_counted_in_company_days(box: Server) -> None:
    by_age: dict[str, tuple[int, Decimal]] = {}
    for row in open_invoices(box):
        count, total = by_age.get(age_of(row), (0, Decimal(0)))
        by_age[age_of(row)] = (count + 1, total + Decimal(row["balance"]))

    answer = expected("longest-overdue-invoices")["by_age"]

    assert {a["age"]: (a["invoices"], Decimal(a["balance"])) for a in answer} == by_age


def test_longest_overdue_invoices_are_those_due_first(box: Server) -> None:
    rows = sorted(open_invoices(box), key=lambda r: (r["dueDate"], -Decimal(r["balance"])))

    items = expected("longest-overdue-invoices")["invoices"]["items"]

    assert [item["id"] for item in items] == [row["id"] for row in rows[: len(items)]]
    assert items[0]["days_overdue"] == (TODAY - written_day(rows[0]["dueDate"])).days


def test_large_open_invoices_are_those_of_4000_dollars_and_more(box: Server) -> None:
    large = [row for row in open_invoices(box) if Decimal(row["balance"]) >= 4000]

    answer = expected("large-open-invoices")

    assert Decimal(answer["balance_of_all"]) == sum(Decimal(row["balance"]) for row in large)
    assert answer["invoices"]["total"] == len(large)


def test_totals_of_a_customer_are_those_of_their_records(box: Server) -> None:
    answer = expected("history-of-a-customer")
    customer = answer["customer"]["id"]
    jobs = [row for row in box.rows("jpm", "jobs") if row["customerId"] == customer]
    invoices = [
        row for row in box.rows("accounting", "invoices") if row["customer"]["id"] == customer
    ]

    totals = answer["totals"]

    assert totals["jobs"] == len(jobs)
    assert totals["completed_jobs"] == sum(row["jobStatus"] == "Completed" for row in jobs)
    assert Decimal(totals["invoiced"]) == sum(Decimal(row["total"]) for row in invoices)
    assert Decimal(totals["outstanding"]) == sum(Decimal(row["balance"]) for row in invoices)


def test_history_holds_every_job_estimate_invoice_and_payment(box: Server) -> None:
    answer = expected("history-of-a-customer")
    customer = answer["customer"]["id"]
    counts = [
        sum(row["customerId"] == customer for row in box.rows("jpm", "jobs")),
        sum(row["customerId"] == customer for row in box.rows("salestech", "estimates")),
        sum(row["customer"]["id"] == customer for row in box.rows("accounting", "invoices")),
        sum(row["customer"]["id"] == customer for row in box.rows("accounting", "payments")),
    ]

    assert answer["history"]["total"] == sum(counts)


def test_jobs_on_hold_are_counted_right(box: Server) -> None:
    held = [row for row in box.rows("jpm", "jobs") if row["jobStatus"] == "Hold"]
    newest = sorted(held, key=lambda row: row["createdOn"], reverse=True)

    answer = expected("jobs-on-hold")

    assert answer["total"] == len(held)
    assert [item["id"] for item in answer["items"]] == [r["id"] for r in newest[:2]]


def test_jobs_of_a_day_are_those_created_on_it_in_company_time(box: Server) -> None:
    wanted = date.fromisoformat(CASES["jobs-created-on-a-company-day"].arguments["created_from"])
    ids = {row["id"] for row in box.rows("jpm", "jobs") if day_of(row["createdOn"]) == wanted}

    items = expected("jobs-created-on-a-company-day")["items"]

    assert {item["id"] for item in items} == ids


def test_board_shows_every_visit_of_the_day_with_who_goes(box: Server) -> None:
    answer = expected("board-of-a-saturday")
    wanted = date.fromisoformat(answer["day"])
    visits = {
        row["id"]
        for row in box.rows("jpm", "appointments")
        if day_of(row["start"]) <= wanted <= day_of(row["end"]) and row["status"] != "Canceled"
    }
    pairs = {
        (row["technicianId"], row["appointmentId"])
        for row in box.rows("dispatch", "appointment-assignments")
        if row["active"] and row["appointmentId"] in visits
    }

    shown = {(one["id"], v["id"]) for one in answer["technicians"] for v in one["visits"]}

    assert answer["visits"] == len(visits)
    assert shown == pairs
    assert {v["id"] for v in answer["unassigned"]} == visits - {visit for _, visit in pairs}


def test_free_technicians_are_the_active_ones_without_a_visit(box: Server) -> None:
    answer = expected("board-of-a-saturday")
    active = {row["id"] for row in box.rows("settings", "technicians") if row["active"]}

    free = {one["id"] for one in answer["free"]}

    assert free == active - {one["id"] for one in answer["technicians"]}


def test_revenue_of_a_month_is_the_sum_of_its_invoices(box: Server) -> None:
    sums: dict[str, tuple[int, Decimal]] = {}
    for row in box.rows("accounting", "invoices"):
        if row["active"] and written_day(row["invoiceDate"]).replace(day=1) == date(2026, 2, 1):
            unit = row["businessUnit"]["name"]
            count, total = sums.get(unit, (0, Decimal(0)))
            sums[unit] = (count + 1, total + Decimal(row["subTotal"]))

    rows = expected("revenue-by-business-unit")["rows"]

    assert {unit: (count, Decimal(revenue)) for unit, count, revenue in rows} == sums


def test_lines_of_an_estimate_add_up(box: Server) -> None:
    answer = expected("sold-estimate-with-its-lines")
    row = next(r for r in box.rows("salestech", "estimates") if r["id"] == answer["id"])

    lines = {item["id"]: Decimal(item["total"]) for item in answer["items"]}

    assert lines == {item["id"]: Decimal(str(item["total"])) for item in row["items"]}
    assert Decimal(answer["subtotal"]) == sum(lines.values())


def test_mirror_holds_as_many_rows_as_the_company(box: Server) -> None:
    rows = {t["table"]: t["rows"] for t in expected("freshness-of-the-mirror")["tables"]}

    for table, source in {
        "st_customers": ("crm", "customers"),
        "st_locations": ("crm", "locations"),
        "st_jobs": ("jpm", "jobs"),
        "st_appointments": ("jpm", "appointments"),
        "st_invoices": ("accounting", "invoices"),
        "st_payments": ("accounting", "payments"),
        "st_estimates": ("salestech", "estimates"),
    }.items():
        assert rows[f"servicetitan.{table}"] == len(box.rows(*source)), table
