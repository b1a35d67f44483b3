"""A lookup reads what it finds: over full tables, no query reads one of them from end to end."""

import json
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from sql import Database
from sql.mirror.plans import learn
from sql.queries import QUERIES
from tests.kit.databases import MakeDatabase, create, drop
from tools.logic.terms import swapped_back

MANY = 20_000
FEW = 1_000
"""Rows that a node may read in vain: a day of visits, a customer's history, never a table."""

FILL = {
    "st_customers": (
        "name, phone, email",
        "'Name ' || md5(n::text), '813' || n, n || '@x.example'",
    ),
    "st_customer_contacts": ("customer_id, type, value", "n, 'Phone', '813555' || n"),
    "st_locations": ("customer_id, street", "n, n || ' Main Street'"),
    "st_jobs": (
        "job_number, customer_id, location_id, job_status, summary, st_created_on, st_completed_on",
        "'J' || n, n, n, 'Completed', 'Heat pump ' || md5(n::text), {at}, {at}",
    ),
    "st_job_notes": ("job_id, text", "n, 'Gate code ' || n"),
    "st_appointments": (
        "job_id, status, start_on, end_on, active",
        "n, 'Done', {at}, {at} + interval '2 hours', true",
    ),
    "st_appointment_assignments": (
        "appointment_id, job_id, technician_id, technician_name, active",
        "n, n, 1 + n % 40, 'T', true",
    ),
    "st_estimates": ("job_id, customer_id, status", "n, n, 'Open'"),
    "st_estimate_items": ("estimate_id, sku_name", "n, 'S'"),
    "st_invoices": (
        "customer_id, job_id, invoice_number, balance, total, due_date",
        "n, n, 'I' || n, case when n % 50 = 0 then 10 else 0 end, 10, {at}::date",
    ),
    "st_payments": ("customer_id, amount", "n, 10"),
    "job_technicians": None,
}
AT = "(timestamptz '2024-01-01 09:00Z' + n * interval '50 minutes')"
DAY = datetime(2025, 3, 3, tzinfo=UTC)
SPAN = {"since": DAY, "until": DAY + timedelta(days=1)}
NO_FILTER = dict.fromkeys(QUERIES.get("search_jobs").parameters)


def jobs(**filters: Any) -> dict[str, Any]:
    term = filters.get("term") or ""
    return {**NO_FILTER, "pattern": f"%{term}%", "limit": 20, "offset": 0, **filters}


def people(term: str, digits: str = "") -> dict[str, Any]:
    page = {"include_inactive": False, "limit": 10, "offset": 0}
    like = f"%{term}%"
    return {"term": term, "pattern": like, "place": like, "digits": digits, **page}


OWED = {"today": date(2026, 1, 1), "min_balance": 0, "customer": 77, "days_overdue": None}
LOOKUPS: list[tuple[str, dict[str, Any]]] = [
    ("search_customers", people("4242")),
    ("search_customers", people("(813) 555-4242", "8135554242")),
    ("search_customers", people("77@x.example")),
    ("name_as_borne", {"words": swapped_back("Smiht")}),
    ("nearest_name", {"term": "Nam 7 Cusomer"}),
    ("customer_by_id", {"customer": 77}),
    ("customer_totals", {"customer": 77}),
    ("customer_history", {"customer": 77, "zone": "UTC", "limit": 20, "offset": 0}),
    ("possible_duplicates", {"name": "Name 7", "digits": "8135554242", "email": "a@x.example"}),
    ("known_records", {"tables": ["st_customers", "st_jobs"], "ids": [77, 4242]}),
    ("search_jobs", jobs(term="J4242")),
    ("search_jobs", jobs(term="4242")),
    ("search_jobs", jobs(customer=77)),
    ("search_jobs", jobs(technician=7)),
    ("search_jobs", jobs(visit_from=DAY, visit_before=DAY + timedelta(days=1))),
    ("search_jobs", jobs(created_from=DAY, created_before=DAY + timedelta(days=1))),
    ("search_jobs", jobs(completed_from=DAY, completed_before=DAY + timedelta(days=1))),
    ("job_by_id_or_number", {"job": 4242, "number": "4242"}),
    ("job_by_id_or_number", {"job": None, "number": "J4242"}),
    ("job_visits", {"job": 77}),
    ("job_notes", {"job": 77}),
    ("job_estimates", {"job": 77}),
    ("job_invoices", {"job": 77}),
    ("estimate_by_id", {"estimate": 77}),
    ("estimate_items", {"estimate": 77}),
    ("outstanding_invoices", {**OWED, "limit": 20, "offset": 0}),
    ("outstanding_by_age", OWED),
    ("idle_technicians", SPAN),
    ("kinds_of_id", {"number": 4242}),
]


async def fill(database: Database) -> None:
    for table, columns in FILL.items():
        if columns is None:
            await database.raw(
                "insert into servicetitan.job_technicians (job_id, technician_id)"
                f" select n, 1 + n % 40 from generate_series(1, {MANY}) n on conflict do nothing"
            )
        else:
            names, values = columns
            await database.raw(
                f"insert into servicetitan.{table} (st_id, {names})"
                f" select n, {values.format(at=AT)} from generate_series(1, {MANY}) n"
            )


@pytest.fixture(scope="module")
async def loaded(postgres: str, template: str) -> AsyncIterator[str]:
    """Name of a database whose tables are full and of which PostgreSQL knows nothing yet."""
    name = f"pc_loaded_{os.getpid()}"
    opened = await Database.connect(await create(postgres, name, template), max_size=1)
    await fill(opened)
    await opened.close()
    yield name
    await drop(postgres, name)


@pytest.fixture(scope="module")
async def full(postgres: str, loaded: str) -> AsyncIterator[Database]:
    """Full tables that these tests only read."""
    name = f"pc_full_{os.getpid()}"
    opened = await Database.connect(await create(postgres, name, loaded), max_size=4)
    for table in FILL:
        await opened.raw(f"vacuum analyze servicetitan.{table}")
    yield opened
    await opened.close()
    await drop(postgres, name)


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def wasteful(plan: dict[str, Any]) -> list[str]:
    """Nodes that ran and read a large table through, or most of it in vain."""
    return [
        f"{node['Node Type']} {node['Relation Name']}"
        for node in nodes(plan)
        if node.get("Relation Name") in FILL
        and node["Actual Loops"]
        and (
            node["Node Type"] == "Seq Scan"
            or max(node["Actual Rows"], node.get("Rows Removed by Filter", 0)) > FEW
        )
    ]


async def waste_of(full: Database, name: str, given: dict[str, Any]) -> list[str]:
    query = QUERIES.get(name)
    explain = f"explain (analyze, format json) {query.sql}"
    ((answer,),) = await full.raw(explain, *query.arguments(given))
    (top,) = json.loads(answer) if isinstance(answer, str) else answer
    return wasteful(top["Plan"])


async def test_no_lookup_reads_a_large_table_through(full: Database) -> None:
    found = [(name, given, await waste_of(full, name, given)) for name, given in LOOKUPS]

    assert [one for one in found if one[2]] == []


async def test_right_after_a_load_no_lookup_reads_a_large_table_through(
    make_database: MakeDatabase, loaded: str
) -> None:
    """What a sync does at its end, in place of the autovacuum that comes some minutes later."""
    database = await Database.connect(await make_database(loaded), max_size=4)
    few = await learn(database, "servicetitan.st_customers", 100)
    for table in FILL:
        await learn(database, f"servicetitan.{table}", MANY)

    found = [(name, given, await waste_of(database, name, given)) for name, given in LOOKUPS]
    await database.close()

    assert not few
    assert [one for one in found if one[2]] == []


@pytest.mark.parametrize("mode", ["auto", "force_generic_plan"])
async def test_a_plan_that_postgresql_keeps_for_later_calls_reads_no_more(
    full: Database, mode: str
) -> None:
    """From the sixth call on PostgreSQL may take one plan for all arguments."""
    found = []
    for name, given in LOOKUPS:
        async with full.transaction() as tx:
            query = QUERIES.get(name)
            await tx.connection.execute(f"set local plan_cache_mode = {mode}")
            statement = await tx.connection.prepare(query.sql)
            kinds = ", ".join(written(one) for one in statement.get_parameters())
            said = [None if one is None else text_of(one) for one in query.arguments(given)]
            literals = ", ".join([await quoted(tx, one) for one in said])
            await tx.connection.execute(f"prepare kept ({kinds}) as {query.sql}")
            for _ in range(8):
                await tx.connection.execute(f"execute kept ({literals})")
            explain = f"explain (analyze, format json) execute kept ({literals})"
            answer = await tx.connection.fetchval(explain)
            await tx.connection.execute("deallocate kept")
        (top,) = json.loads(answer) if isinstance(answer, str) else answer
        found.append((name, given, wasteful(top["Plan"])))

    assert [one for one in found if one[2]] == []


def written(kind: asyncpg.Type) -> str:
    """A parameter's type as a statement names it."""
    return f"{kind.name.removesuffix('[]')}{'[]' if kind.kind == 'array' else ''}"


def text_of(value: Any) -> str:
    if isinstance(value, list):
        return f"{{{','.join(map(str, value))}}}"
    return value.isoformat() if isinstance(value, date) else str(value)


async def quoted(tx: Database, value: str | None) -> str:
    return str(await tx.connection.fetchval("select quote_nullable($1::text)", value))


async def test_the_board_of_a_day_reads_no_visits_of_other_months(full: Database) -> None:
    """Names are joined as the planner likes: beside a month of visits 20,000 rows are few."""
    unfiltered = {"business_unit": None, "business_unit_pattern": None}

    waste = await waste_of(full, "board_visits", {**SPAN, **unfiltered})

    assert [one for one in waste if one.endswith("st_appointments")] == []


async def test_a_number_of_a_job_is_found_beside_words_of_others(full: Database) -> None:
    by_number = await full.rows("search_jobs", **jobs(term="J4242"))
    by_words = await full.rows("search_jobs", **jobs(term="HEAT PUMP c4ca4238a0"))
    by_name = await full.rows("search_jobs", **jobs(term="name c4ca4238a0"))

    assert [row["id"] for row in by_number] == [4242]
    assert [row["id"] for row in by_words] == [row["id"] for row in by_name] == [1]
