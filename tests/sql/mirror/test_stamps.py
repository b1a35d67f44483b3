"""Stamps of records: which moments they name, and what is stored of them."""

import asyncio
import json
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest

from sql import Database
from sql.mirror import store
from sql.mirror.records import sortable
from tests.kit.databases import admin
from tests.sql.mirror.records import CUSTOMERS, customer, row

PAYMENTS = "servicetitan.st_payments"


@pytest.mark.parametrize(
    ("stamp", "text"),
    [
        ("2026-03-08T07:30:00Z", "2026-03-08T07:30:00.0000000"),
        ("2026-03-08T07:30:00.1234567Z", "2026-03-08T07:30:00.1234567"),
        ("2026-03-08T03:30:00-04:00", "2026-03-08T07:30:00.0000000"),
        ("2026-11-01T01:30:00.5-05:00", "2026-11-01T06:30:00.5000000"),
        ("2026-11-01T01:30:00+14:00", "2026-10-31T11:30:00.0000000"),
        ("2026-03-08T02:30:00", ""),
        ("0001-01-01T00:00:00+05:00", ""),
        ("9999-12-31T23:59:59-05:00", ""),
        ("2026-01-02 10:00:00Z", "2026-01-02T10:00:00.0000000"),
        ("2026-01-99T99:99:99Z", ""),
        ("2026-02-30T00:00:00Z", ""),
        ("2026-01-02Z", ""),
        ("2026-01-02T10Z", "2026-01-02T10:00:00.0000000"),
        ("Z", ""),
        ("soon", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_a_stamp_that_names_a_moment_can_move_a_cursor(stamp: str | None, text: str) -> None:
    assert sortable(stamp) == text


@pytest.mark.parametrize(
    ("stamp", "moment"),
    [
        ("2026-03-08T02:30:00", datetime(2026, 3, 8, 2, 30, tzinfo=UTC)),
        ("2026-11-01T01:30:00", datetime(2026, 11, 1, 1, 30, tzinfo=UTC)),
        ("2026-11-01T01:30:00-04:00", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("2026-11-01T01:30:00Z", datetime(2026, 11, 1, 1, 30, tzinfo=UTC)),
    ],
)
async def test_the_servers_own_zone_changes_no_stored_moment(
    fresh_database: str, stamp: str, moment: datetime
) -> None:
    name = fresh_database.rpartition("/")[2].partition("?")[0]
    await admin(fresh_database, f"alter database {name} set timezone = 'America/New_York'")
    db = await Database.connect(fresh_database, max_size=1)
    async with asyncio.timeout(60):
        await store(db, CUSTOMERS, [customer(1, createdOn=stamp)], source="export")
        stored = await row(db, CUSTOMERS, 1)
        await db.close()

    assert stored["st_created_on"] == moment


@pytest.mark.parametrize(
    ("sent", "day"),
    [
        ("2026-11-28T01:30:00Z", date(2026, 11, 27)),  # 20:30 in New York
        ("2026-11-28T04:59:59.9999999Z", date(2026, 11, 28)),  # rounded up to midnight
        ("2026-11-28T05:00:00Z", date(2026, 11, 28)),
        ("2026-07-01T03:59:59Z", date(2026, 6, 30)),
        ("2026-07-01T23:30:00-04:00", date(2026, 7, 1)),
        ("2026-11-28T00:00:00Z", date(2026, 11, 28)),
        ("2026-11-28T00:00:00", date(2026, 11, 28)),
        ("2026-11-28", date(2026, 11, 28)),
        ("0001-01-01T00:00:00Z", None),
        (None, None),
    ],
)
async def test_a_column_of_days_keeps_the_companys_day(
    database: Database, sent: str | None, day: date | None
) -> None:
    """A day as such comes as midnight; anything else is a moment of one of the company's days."""
    payment = json.dumps({"id": 1, "date": sent, "total": "5.00", "appliedTo": []}).encode()

    await store(database, PAYMENTS, [payment], source="export")

    assert (await row(database, PAYMENTS, 1))["payment_date"] == day


@pytest.mark.parametrize(
    ("first", "stays"), [("2099-01-01T00:00:00Z", "Second"), ("2026-01-02T00:00:00Z", "First")]
)
async def test_a_stamp_of_the_days_to_come_does_not_freeze_its_row(
    database: Database, first: str, stays: str
) -> None:
    pages = (customer(1, name="First", modifiedOn=first),
             customer(1, name="Second", modifiedOn="2026-01-01T00:00:00Z"))  # fmt: skip
    for page in pages:
        await store(database, CUSTOMERS, [page], source="export")

    assert (await row(database, CUSTOMERS, 1))["name"] == stays


@pytest.mark.parametrize(
    "stamps", [("2026-01-02T00:00:00Z", None), (None, None), (None, "2026-01-02T00:00:00Z")]
)
async def test_without_a_stamp_the_last_version_stays(
    database: Database, stamps: tuple[str | None, str | None]
) -> None:
    for name, stamp in zip(("First", "Second"), stamps, strict=True):
        page = [customer(1, name=name, modifiedOn=stamp)]
        await store(database, CUSTOMERS, page, source="export")

    assert (await row(database, CUSTOMERS, 1))["name"] == "Second"


@pytest.mark.parametrize(("run", "stays"), [(uuid4(), "Second"), (None, "First")])
async def test_a_stamp_that_went_back_freezes_its_row_for_a_day(
    database: Database, run: UUID | None, stays: str
) -> None:
    """A run reads what ServiceTitan has now; a replay may bring what it had once."""
    first = customer(1, name="First", modifiedOn="2026-01-02T00:00:00Z")
    second = customer(1, name="Second", modifiedOn="2026-01-01T00:00:00Z")
    await store(database, CUSTOMERS, [first], source="export", run_id=run)
    await store(database, CUSTOMERS, [second], source="export", run_id=run)
    early = await row(database, CUSTOMERS, 1)
    await database.raw(f"update {CUSTOMERS} set local_synced_at = now() - interval '25 hours'")

    await store(database, CUSTOMERS, [second], source="export", run_id=run)

    assert early["name"] == "First"
    assert (await row(database, CUSTOMERS, 1))["name"] == stays
