"""The views that answer people's questions say what the company's own rows add up to."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sql import Database
from tests.kit.truth import Row, Truth, day_of, money, span_of, total, when
from tests.kit.world import ZONE
from tools.deps import Deps


async def shown(db: Database, view: str, key: str) -> dict[Any, dict[str, Any]]:
    """A view's rows by their key, which no two of them share."""
    rows = [dict(row) for row in await db.raw(f"select * from public.{view}")]
    found = {row[key]: row for row in rows}
    assert len(found) == len(rows) > 0
    return found


def billed(truth: Truth) -> list[Row]:
    return truth.rows("accounting/invoices", lambda row: row["active"])


def by(rows: Iterable[Row], *path: str) -> dict[Any, list[Row]]:
    """Rows by the value at a path; without one they belong to nobody."""
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        value: Any = row
        for name in path:
            value = (value or {}).get(name)
        groups[value].append(row)
    return groups


async def test_open_estimates_are_those_of_servicetitan(deps: Deps, truth: Truth) -> None:
    waiting = {
        row["id"]: (row["customerId"], money(row["subtotal"]) + money(row["tax"]))
        for row in truth.rows("salestech/estimates")
        if row["active"] and row["status"]["name"] == "Open"
    }

    found = await shown(deps.db, "open_estimates", "estimate_id")

    assert {key: (row["customer_id"], row["total"]) for key, row in found.items()} == waiting


def bucket(late: int) -> str:
    steps = [(-1, "not due"), (30, "0-30"), (60, "31-60"), (90, "61-90")]
    return next((name for most, name in steps if late <= most), "90+")


async def test_outstanding_invoices_and_their_age_are_as_in_servicetitan(
    deps: Deps, truth: Truth
) -> None:
    [day] = await deps.db.raw("select automation.company_today() as today")
    owed: dict[int, tuple[Decimal, str]] = {}
    for row in billed(truth):
        due = day_of(row["dueDate"] or row["invoiceDate"])
        if money(row["balance"]) > 0:
            owed[row["id"]] = (money(row["balance"]), bucket((day["today"] - due).days))

    found = await shown(deps.db, "outstanding_invoices", "invoice_id")
    ages = await shown(deps.db, "receivables_ageing", "ageing")

    assert {key: (row["balance"], row["ageing"]) for key, row in found.items()} == owed
    assert {key: row["invoices"] for key, row in ages.items()} == Counter(
        age for _, age in owed.values()
    )
    assert sum(row["balance"] for row in ages.values()) == total(one for one, _ in owed.values())


def by_days(start: datetime, end: datetime) -> Iterable[tuple[date, int]]:
    """The company days that a span touches, with the minutes it takes of each."""
    day = start.astimezone(ZONE).date()
    while (begin := span_of(day)[0]) < end or begin <= start:
        last = min(end, span_of(day)[1])
        yield day, round((last - max(start, begin)).total_seconds() / 60)
        day += timedelta(days=1)


async def test_a_technicians_day_has_its_visits_and_minutes(deps: Deps, truth: Truth) -> None:
    visits: dict[tuple[int, date], set[int]] = defaultdict(set)
    minutes: Counter[tuple[int, date]] = Counter()
    crews = truth.crews()
    for row in truth.visits():
        start, end = when(row["start"]), when(row["end"])
        for technician in crews.get(row["id"], ()):
            for day, length in by_days(start, end):
                visits[technician, day].add(row["id"])
                minutes[technician, day] += length

    rows = await deps.db.raw("select * from public.technician_day where visits > 0")

    found = {(row["technician_id"], row["day"]): row for row in rows}
    assert {key: row["visits"] for key, row in found.items()} == {
        key: len(ids) for key, ids in visits.items()
    }
    assert {key: row["planned_minutes"] for key, row in found.items()} == minutes


async def test_revenue_by_business_unit_and_month_sums_what_was_billed(
    deps: Deps, truth: Truth
) -> None:
    wanted: dict[tuple[int, date], Decimal] = defaultdict(Decimal)
    for row in billed(truth):
        month = day_of(row["invoiceDate"]).replace(day=1)
        wanted[row["businessUnit"]["id"], month] += money(row["subTotal"])

    rows = await deps.db.raw("select * from public.revenue_by_business_unit_month")

    assert {(one["business_unit_id"], one["month"]): one["revenue"] for one in rows} == wanted


async def test_customer_value_counts_jobs_bills_and_payments(deps: Deps, truth: Truth) -> None:
    jobs = by(truth.rows("jpm/jobs"), "customerId")
    invoices = by(billed(truth), "customer", "id")
    payments = by(truth.rows("accounting/payments", lambda row: row["active"]), "customer", "id")
    kept = truth.rows("crm/customers", lambda row: not row["mergedToId"])

    found = await shown(deps.db, "customer_value", "customer_id")

    assert {
        key: (row["jobs"], row["completed_jobs"], row["invoiced"], row["paid"])
        for key, row in found.items()
    } == {
        row["id"]: (
            len(jobs[row["id"]]),
            sum(one["jobStatus"] == "Completed" for one in jobs[row["id"]]),
            total(one["total"] for one in invoices[row["id"]]),
            total(one["total"] for one in payments[row["id"]]),
        )
        for row in kept
    }


async def test_job_profitability_counts_the_costs_there_are(deps: Deps, truth: Truth) -> None:
    pay = by(truth.rows("payroll/gross-pay-items", lambda row: row["active"]), "jobId")
    wanted: dict[int, tuple[Decimal, Decimal | None]] = {}
    for job, invoices in by(billed(truth), "job", "id").items():
        lines = [line for one in invoices for line in one["items"]]
        costs = [money(line["totalCost"]) for line in lines]
        costs += [
            money(one["amount"]) + money(one.get("amountAdjustment") or 0) for one in pay[job]
        ]
        revenue = total(one["subTotal"] for one in invoices)
        wanted[job] = (revenue, revenue - sum(costs) if costs else None)

    found = await shown(deps.db, "job_profitability", "job_id")

    assert any(profit is not None for _, profit in wanted.values())
    assert {key: (row["revenue"], row["profit"]) for key, row in found.items()} == wanted
