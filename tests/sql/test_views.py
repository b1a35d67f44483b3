from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from sql import Database

ST = "servicetitan"


class Rows:
    """Hand-made rows, each with the columns a test cares about."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._next = 0

    async def add(self, table: str, **values: Any) -> int:
        self._next += 1
        columns = {"st_id": self._next, **values}
        names = ", ".join(columns)
        marks = ", ".join(f"${at}" for at in range(1, len(columns) + 1))
        statement = f"insert into {table} ({names}) values ({marks})"
        await self._database.raw(statement, *columns.values())
        return int(columns["st_id"])

    async def ask(self, question: str) -> list[dict[str, Any]]:
        return [dict(row) for row in await self._database.raw(question)]


@pytest.fixture
def rows(database: Database) -> Rows:
    return Rows(database)


def money(text: str) -> Decimal:
    return Decimal(text)


async def test_open_estimates_are_the_ones_that_wait(rows: Rows) -> None:
    ann = await rows.add(f"{ST}.st_customers", name="Ann")
    made = datetime.now(UTC) - timedelta(days=3)
    common = {"customer_id": ann, "subtotal": money("100.10"), "tax": money("7.01")}
    wanted = await rows.add(f"{ST}.st_estimates", status="Open", st_created_on=made, **common)
    await rows.add(f"{ST}.st_estimates", status="Sold", **common)
    await rows.add(f"{ST}.st_estimates", status="Open", active=False, **common)
    await rows.add(f"{ST}.st_estimates", status="Open", deleted_at=made, **common)

    found = await rows.ask("select * from public.open_estimates")

    assert [row["estimate_id"] for row in found] == [wanted]
    assert found[0]["customer_name"] == "Ann"
    assert found[0]["total"] == money("107.1100")
    assert found[0]["age_days"] == 3
    assert found == await rows.ask("select * from public.v_open_estimates")


@pytest.mark.parametrize(
    ("overdue", "bucket"),
    [
        (-1, "not due"),
        (0, "0-30"),
        (30, "0-30"),
        (31, "31-60"),
        (60, "31-60"),
        (61, "61-90"),
        (90, "61-90"),
        (91, "90+"),
    ],
)
async def test_an_invoice_ages_by_its_due_date(rows: Rows, overdue: int, bucket: str) -> None:
    [today] = await rows.ask("select automation.company_today() as day")
    due = today["day"] - timedelta(days=overdue)
    await rows.add(f"{ST}.st_invoices", due_date=due, total=money("50"), balance=money("20.50"))
    await rows.add(f"{ST}.st_invoices", due_date=due, total=money("50"), balance=money("0"))

    found = await rows.ask("select * from public.outstanding_invoices")
    sums = await rows.ask("select * from public.receivables_ageing")

    assert [(row["ageing"], row["days_overdue"]) for row in found] == [(bucket, overdue)]
    assert found[0]["paid_amount"] == money("29.50")
    assert sums == [{"ageing": bucket, "invoices": 1, "customers": 0, "balance": money("20.50")}]


async def test_an_invoice_without_any_date_is_not_called_overdue(rows: Rows) -> None:
    await rows.add(f"{ST}.st_invoices", total=money("50"), balance=money("20.50"))

    found = await rows.ask("select ageing, days_overdue from public.outstanding_invoices")

    assert found == [{"ageing": "not due", "days_overdue": None}]


async def test_the_day_is_the_company_s_day(database: Database, rows: Rows) -> None:
    night = datetime(2026, 1, 2, 3, 30, tzinfo=UTC)  # still 1 January in New York
    technician = await rows.add(f"{ST}.st_technicians", name="Tia")
    visit = await rows.add(f"{ST}.st_appointments", start_on=night, end_on=night, status="Done")
    await rows.add(
        f"{ST}.st_appointment_assignments", appointment_id=visit, technician_id=technician
    )

    [eastern] = await rows.ask("select day from public.technician_day")
    await database.raw("update automation.settings set value = 'UTC' where key = 'timezone'")
    [universal] = await rows.ask("select day from public.technician_day")

    assert (eastern["day"], universal["day"]) == (date(2026, 1, 1), date(2026, 1, 2))


async def test_an_unknown_time_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="not recognized"):
        await database.raw("update automation.settings set value = 'Mars' where key = 'timezone'")


async def test_a_technician_s_day_counts_each_visit_once(rows: Rows) -> None:
    nine = datetime(2026, 3, 4, 14, tzinfo=UTC)  # 9:00 in New York
    hour = timedelta(hours=1)
    tia = await rows.add(f"{ST}.st_technicians", name="Tia")
    job = await rows.add(f"{ST}.st_jobs", job_number="7")
    first = await rows.add(
        f"{ST}.st_appointments", job_id=job, start_on=nine, end_on=nine + hour, status="Done"
    )
    second = await rows.add(
        f"{ST}.st_appointments",
        job_id=job,
        start_on=nine + 2 * hour,
        end_on=nine + 4 * hour,
        status="Scheduled",
    )
    off = await rows.add(
        f"{ST}.st_appointments", job_id=job, start_on=nine, end_on=nine + hour, status="Canceled"
    )
    for visit in (first, first, second, off):
        await rows.add(
            f"{ST}.st_appointment_assignments", appointment_id=visit, technician_id=tia, job_id=job
        )
    for kind, length in (("Normal", 4), ("Normal", 4), ("TimeOff", 1)):
        await rows.add(
            f"{ST}.st_technician_shifts",
            technician_id=tia,
            shift_type=kind,
            start_on=nine,
            end_on=nine + length * hour,
        )
    await rows.add(
        f"{ST}.st_non_job_appointments", technician_id=tia, start_on=nine, duration_seconds=1800
    )

    [found] = await rows.ask("select * from public.technician_day")

    assert found["technician_name"] == "Tia"
    assert (found["visits"], found["visits_done"], found["jobs"]) == (2, 1, 1)
    assert (found["first_start"], found["last_end"]) == (nine, nine + 4 * hour)
    minutes = ["planned_minutes", "shift_minutes", "off_minutes", "other_minutes"]
    assert [found[name] for name in minutes] == [180, 480, 60, 30]


async def test_what_lasts_over_midnight_is_on_each_of_its_days(rows: Rows) -> None:
    """From Saturday 20:00 to Monday 10:00 in New York; on that Sunday clocks go forward."""
    start = datetime(2026, 3, 8, 1, tzinfo=UTC)
    end = datetime(2026, 3, 9, 14, tzinfo=UTC)
    job = await rows.add(f"{ST}.st_jobs", job_number="7")
    visit = await rows.add(
        f"{ST}.st_appointments", job_id=job, start_on=start, end_on=end, status="Scheduled"
    )
    await rows.add(
        f"{ST}.st_appointment_assignments", appointment_id=visit, technician_id=1, job_id=job
    )
    await rows.add(
        f"{ST}.st_non_job_appointments", technician_id=2, start_on=start, duration_seconds=5 * 3600
    )
    await rows.add(
        f"{ST}.st_technician_shifts",
        technician_id=3,
        shift_type="Normal",
        start_on=end,
        end_on=None,
    )
    await rows.add(
        f"{ST}.st_technician_shifts",
        technician_id=4,
        shift_type="TimeOff",
        start_on=start - timedelta(hours=20),
        end_on=start + timedelta(hours=4),
    )

    found = await rows.ask(
        "select technician_id, day, visits, planned_minutes, off_minutes, other_minutes"
        " from public.technician_day order by 1, 2"
    )

    saturday, sunday, monday = date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9)
    assert [tuple(row.values()) for row in map(dict, found)] == [
        (1, saturday, 1, 240, 0, 0),
        (1, sunday, 1, 23 * 60, 0, 0),
        (1, monday, 1, 600, 0, 0),
        (2, saturday, 0, 0, 0, 240),
        (2, sunday, 0, 0, 0, 60),
        (3, monday, 0, 0, 0, 0),
        (4, saturday, 0, 0, 24 * 60, 0),
    ]


async def test_revenue_is_summed_by_unit_and_month(rows: Rows) -> None:
    pool = await rows.add(f"{ST}.st_business_units", name="Pool Service")
    for day, subtotal, active in (
        (date(2026, 1, 31), "10.10", True),
        (date(2026, 1, 1), "20.20", True),
        (date(2026, 1, 15), "-5.00", True),
        (date(2026, 1, 15), "99.00", False),
        (date(2026, 2, 1), "1.00", True),
    ):
        invoice = await rows.add(
            f"{ST}.st_invoices",
            business_unit_id=pool,
            invoice_date=day,
            subtotal=money(subtotal),
            tax=money("1"),
            total=money(subtotal) + 1,
            balance=money("0"),
            active=active,
        )
        for _ in range(3):
            await rows.add(f"{ST}.st_invoice_items", invoice_id=invoice, total=money("1"))

    found = await rows.ask(
        "select business_unit, month, invoices, revenue, total"
        " from public.revenue_by_business_unit_month order by month"
    )

    assert [tuple(row.values()) for row in found] == [
        ("Pool Service", date(2026, 1, 1), 3, money("25.30"), money("28.30")),
        ("Pool Service", date(2026, 2, 1), 1, money("1"), money("2")),
    ]


async def test_customer_value_multiplies_nothing(rows: Rows) -> None:
    ann = await rows.add(f"{ST}.st_customers", name="Ann")
    await rows.add(f"{ST}.st_customers", name="Ann's old record", merged_to_id=ann)
    for status in ("Completed", "Completed", "Scheduled"):
        await rows.add(f"{ST}.st_jobs", customer_id=ann, job_status=status)
    for _ in range(2):
        await rows.add(
            f"{ST}.st_invoices",
            customer_id=ann,
            subtotal=money("100"),
            total=money("107"),
            balance=money("7"),
        )
    for _ in range(4):
        await rows.add(f"{ST}.st_payments", customer_id=ann, amount=money("50"))
    for _ in range(3):
        await rows.add(f"{ST}.st_estimates", customer_id=ann, status="Open", subtotal=money("9.99"))
    await rows.add(f"{ST}.st_memberships", customer_id=ann, status="Active")

    [found] = await rows.ask("select * from public.customer_value")

    assert found["customer_name"] == "Ann"
    assert (found["jobs"], found["completed_jobs"], found["invoices"]) == (3, 2, 2)
    assert (found["revenue"], found["invoiced"], found["paid"]) == (200, 214, 200)
    assert (found["balance"], found["open_estimate_value"]) == (14, money("29.97"))
    assert (found["open_estimates"], found["active_memberships"]) == (3, 1)


async def test_profit_is_revenue_less_known_costs(rows: Rows) -> None:
    job = await rows.add(f"{ST}.st_jobs", job_number="1")
    for cost in ("10.50", "4.50"):
        invoice = await rows.add(
            f"{ST}.st_invoices", job_id=job, subtotal=money("100"), total=money("100")
        )
        await rows.add(f"{ST}.st_invoice_items", invoice_id=invoice, total_cost=money(cost))
        await rows.add(f"{ST}.st_invoice_items", invoice_id=invoice, total_cost=None)
    for amount in ("30", "25"):
        await rows.add(f"{ST}.st_gross_pay_items", job_id=job, amount=money(amount))

    [found] = await rows.ask("select * from public.job_profitability")

    assert (found["revenue"], found["item_cost"], found["pay_cost"]) == (200, 15, 55)
    assert (found["profit"], found["margin_percent"]) == (130, money("65.0"))


async def test_profit_without_known_costs_is_empty(rows: Rows) -> None:
    job = await rows.add(f"{ST}.st_jobs", job_number="1")
    await rows.add(f"{ST}.st_invoices", job_id=job, subtotal=money("100"))

    [found] = await rows.ask("select revenue, profit, margin_percent from public.job_profitability")

    assert found == {"revenue": 100, "profit": None, "margin_percent": None}


async def test_active_jobs_show_their_technicians(rows: Rows) -> None:
    job = await rows.add(f"{ST}.st_jobs", job_number="1", job_status="Scheduled")
    await rows.add(f"{ST}.st_jobs", job_number="2", job_status="Completed")
    early, late = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 1, 2, tzinfo=UTC)
    for name, technician, assigned in (("Zoe", 5, early), ("Al", 6, late)):
        await rows.add(
            f"{ST}.st_appointment_assignments",
            job_id=job,
            technician_id=technician,
            technician_name=name,
            assigned_on=assigned,
        )

    found = await rows.ask("select job_number, technicians from public.v_active_jobs")

    assert found == [{"job_number": "1", "technicians": "Zoe, Al"}]


async def test_dangling_ids_are_counted_not_refused(rows: Rows) -> None:
    await rows.add(f"{ST}.st_jobs", customer_id=404, location_id=405)
    await rows.add(f"{ST}.st_jobs", customer_id=404)

    found = await rows.ask(
        "select child_column, parent_table, dangling from automation.orphans"
        " where dangling > 0 order by child_column"
    )

    assert [tuple(row.values()) for row in found] == [
        ("customer_id", "servicetitan.st_customers", 2),
        ("location_id", "servicetitan.st_locations", 1),
    ]


async def test_business_units_and_sync_statistics_read_as_specified(rows: Rows) -> None:
    await rows.add(f"{ST}.st_business_units", name="Pool", ghl_pipeline_id="p1")
    await rows.add(f"{ST}.st_business_units", name="Electric")
    await rows.ask(
        "insert into servicetitan.st_sync_log (sync_type, status, duration_ms) values"
        " ('full', 'completed', 100), ('full', 'failed', 300) returning 1"
    )

    units = await rows.ask("select name, sync_enabled from public.business_units order by name")
    [runs] = await rows.ask("select * from public.sync_statistics")

    assert [tuple(row.values()) for row in units] == [("Electric", False), ("Pool", True)]
    assert (runs["total_syncs"], runs["successful_syncs"], runs["failed_syncs"]) == (2, 1, 1)
    assert runs["avg_duration_ms"] == 200


async def test_the_sync_status_names_the_last_run(rows: Rows) -> None:
    await rows.ask(
        "insert into servicetitan.sync_state (key, entity, rows)"
        " values ('jobs', 'servicetitan.st_jobs', 7) returning 1"
    )
    await rows.ask(
        "insert into servicetitan.st_sync_log (sync_type, entity_type, status, started_at) values"
        " ('full', 'jobs', 'failed', now() - interval '1 hour'),"
        " ('full', 'jobs', 'completed', now()) returning 1"
    )

    [found] = await rows.ask("select * from public.v_sync_status")

    assert (found["last_status"], found["rows"], found["quarantined"]) == ("completed", 7, 0)


async def test_old_rows_go_only_where_a_rule_says_so(database: Database, rows: Rows) -> None:
    await database.raw(
        "insert into automation.events (entity, st_id, kind, at) values"
        " ('a', 1, 'created', now() - interval '31 days'), ('a', 2, 'created', now())"
    )
    assert await rows.ask("select * from automation.forget_old_rows()") == []
    await database.raw(
        "insert into automation.retention (entity, keep_days, time_column)"
        " values ('automation.events', 30, 'at')"
    )

    removed = await rows.ask("select * from automation.forget_old_rows()")

    assert removed == [{"entity": "automation.events", "removed": 1}]
    assert [row["st_id"] for row in await rows.ask("select st_id from automation.events")] == [2]
