"""Reports that every tenant has: clients know them by id, category and column."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.servicetitan import running
from tests.sandbox.conftest import NOW, Client

CATEGORIES = "reporting/v2/report-category"
BY_UNIT, BY_TECHNICIAN = "business-unit-dashboard", "technician-dashboard"
BUILT_IN = [
    *[("operations", key) for key in (162, 163, 2281, 2282)],
    ("accounting", 166),
    ("marketing", 182),
    *[(BY_TECHNICIAN, key) for key in range(168, 175)],
    *[(BY_UNIT, key) for key in range(175, 180)],
]
FROM, TO = "2025-01-01", "2026-06-14"
DAYS = {"From": FROM, "To": TO}


@pytest.fixture(scope="module")
def reader() -> Iterator[Client]:
    """Unlimited: here one report runs more often than five times a minute."""
    with running(customers=200, seed=1, now=NOW, rate=0) as box, Client(box) as client:
        yield client


def run(client: Client, category: str, key: int, **values: Any) -> list[dict[str, Any]]:
    """The rows of a run, by column."""
    parameters = [{"name": name, "value": value} for name, value in (DAYS | values).items()]
    path = f"{CATEGORIES}/{category}/reports/{key}/data"
    answer = client.ask(
        "POST", path, json={"parameters": parameters}, params={"includeTotal": "true"}
    )
    assert answer.status_code == 200, answer.text
    page = answer.json()
    assert (page["hasMore"], page["totalCount"]) == (False, len(page["data"]))
    names = [field["name"] for field in page["fields"]]
    return [dict(zip(names, row, strict=True)) for row in page["data"]]


def within(rows: list[dict[str, Any]], column: str) -> list[dict[str, Any]]:
    return [row for row in rows if FROM <= (row[column] or "")[:10] <= TO]


@pytest.mark.parametrize(("category", "key"), BUILT_IN)
def test_a_built_in_report_is_listed_described_and_run(
    reader: Client, category: str, key: int
) -> None:
    listed = reader.rows(f"{CATEGORIES}/{category}/reports")
    described = reader.get(f"{CATEGORIES}/{category}/reports/{key}").json()
    wanted = {one["name"] for one in described["parameters"] if one["isRequired"]}

    rows = run(reader, category, key, **{"DateType": 1} if "DateType" in wanted else {})

    assert {"id": key, "name": described["name"], "description": None} in listed
    assert wanted - {"DateType"} == {"From", "To"}
    assert rows
    assert list(rows[0]) == [field["name"] for field in described["fields"]]


def test_revenue_by_unit_is_that_of_its_completed_jobs(reader: Client) -> None:
    units = {row["id"]: row["name"] for row in reader.box.rows("settings", "business-units")}
    jobs = within(reader.box.rows("jpm", "jobs"), "completedOn")
    done = [job for job in jobs if job["jobStatus"] == "Completed"]
    revenue: Counter[str] = Counter()
    for job in done:
        revenue[units[job["businessUnitId"]]] += job["total"]

    rows = run(reader, BY_UNIT, 175)

    assert {row["Name"]: row["CompletedRevenue"] for row in rows} == pytest.approx(dict(revenue))
    assert sum(row["Opportunity"] for row in rows) == len(done)
    assert sum(row["ConvertedJobs"] for row in rows) == sum(job["total"] > 0 for job in done)


def test_units_are_as_many_as_were_asked_for(reader: Client) -> None:
    every = {row["Name"]: row for row in run(reader, BY_UNIT, 175)}
    unit = reader.box.rows("settings", "business-units")[0]

    rows = run(reader, BY_UNIT, 175, BusinessUnitIds=str(unit["id"]))
    crew = run(reader, BY_TECHNICIAN, 168, BusinessUnitId=[unit["id"]])

    assert rows == [every[unit["name"]]]
    assert sum(row["Opportunity"] for row in crew) == rows[0]["Opportunity"]


def test_what_technicians_earned_and_sold_adds_up_to_their_units(reader: Client) -> None:
    for of_crew, of_unit, column in (
        (168, 175, "CompletedRevenue"),
        (172, 179, "TotalSales"),
        (170, 177, "RecallsCaused"),
    ):
        sums = [
            sum(row[column] for row in run(reader, category, key))
            for category, key in ((BY_TECHNICIAN, of_crew), (BY_UNIT, of_unit))
        ]
        assert sums[0] == pytest.approx(sums[1], abs=0.1)
        assert sums[0] > 0


def test_technicians_are_told_by_id(reader: Client) -> None:
    known = {row["id"]: row["name"] for row in reader.box.rows("settings", "technicians")}

    rows = run(reader, BY_TECHNICIAN, 172)

    assert {row["TechnicianId"]: row["Name"] for row in rows} == known


def test_memberships_are_those_active_at_the_end_and_sold_in_between(reader: Client) -> None:
    held = reader.box.rows("memberships", "memberships")

    rows = run(reader, "marketing", 182, To=NOW.date().isoformat())

    active = [row for row in held if row["status"] == "Active"]
    sold = [row for row in held if row["createdOn"][:10] >= FROM]
    assert sum(row["ActiveAtEnd"] for row in rows) == len(active)
    assert sum(row["NewSales"] for row in rows) == len(sold)


def test_paid_hours_are_the_gross_pay_items(reader: Client) -> None:
    items = within(reader.box.rows("payroll", "gross-pay-items"), "date")

    rows = run(reader, "accounting", 166)

    assert len(rows) == len(items)
    assert sum(row["GrossPay"] for row in rows) == pytest.approx(sum(i["amount"] for i in items))
    hours = sum(item["paidDurationHours"] or 0 for item in items)
    assert sum(row["Duration"] or 0 for row in rows) == pytest.approx(hours)


def test_an_invoice_was_sent_or_was_not(reader: Client) -> None:
    invoices = within(reader.box.rows("accounting", "invoices"), "invoiceDate")

    sent, kept = (
        {row["InvoiceNumber"] for row in run(reader, "operations", key)} for key in (2281, 2282)
    )

    assert sent | kept == {row["referenceNumber"] for row in invoices}
    assert sent
    assert kept
    assert not sent & kept


@pytest.mark.parametrize("key", [162, 163])
def test_the_date_of_a_job_is_chosen_by_number(reader: Client, key: int) -> None:
    listed = reader.get("reporting/v2/dynamic-value-sets/job-date-filter-type").json()["data"]
    jobs = reader.box.rows("jpm", "jobs")
    columns = ("completedOn", "completedOn", "createdOn")
    expected = [{row["jobNumber"] for row in within(jobs, column)} for column in columns]

    found = [
        {row["JobNumber"] for row in run(reader, "operations", key, DateType=number)}
        for number, _ in listed
    ]

    assert found == expected
    assert expected[1] != expected[2]


@pytest.mark.parametrize("value", ["Job Completion Date", 3, -1, None])
def test_a_date_of_a_job_that_there_is_not_is_refused(reader: Client, value: Any) -> None:
    parameters = [
        {"name": name, "value": one} for name, one in (DAYS | {"DateType": value}).items()
    ]

    answer = reader.send(
        "POST", f"{CATEGORIES}/operations/reports/162/data", {"parameters": parameters}
    )

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"DateType"})


def test_a_report_is_of_one_category(reader: Client) -> None:
    states = [
        reader.get(f"{CATEGORIES}/{category}/reports/175").status_code
        for category in (BY_UNIT, BY_TECHNICIAN, "operations")
    ]

    assert states == [200, 404, 404]


def test_reports_hold_what_was_just_booked(client: Client) -> None:
    """A row that was written has fewer columns than one of the made-up company."""
    shown = client.http.get("/_sandbox/examples", params={"op": "jpm/Jobs_Create"}).json()[0]
    job = client.send("POST", "jpm/v2/jobs", shown["body"]).json()
    now = client.box.rows("jpm", "jobs")[-1]["createdOn"][:10]
    window = {"From": now, "To": now}

    listed = run(client, "operations", 163, DateType=2, **window)
    kept = run(client, "operations", 2282, **window)
    crew = run(client, BY_TECHNICIAN, 168, **window)

    assert job["jobNumber"] in {row["JobNumber"] for row in listed}
    assert job["jobNumber"] in {row["JobNumber"] for row in kept}
    assert crew
