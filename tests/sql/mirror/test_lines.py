"""Lines inside records: one that does not fit holds up its own record and no other."""

import json
from typing import Any

import pytest

from sql import Database
from sql.mirror import Stored, store
from tests.sql.mirror.test_bad_records import waiting

ESTIMATES = ("servicetitan.st_estimates", "servicetitan.st_estimate_items", "items")
INVOICES = ("servicetitan.st_invoices", "servicetitan.st_invoice_items", "items")
ORDERS = ("servicetitan.st_purchase_orders", "servicetitan.st_purchase_order_items", "items")
PAYMENTS = ("servicetitan.st_payments", "servicetitan.st_payment_applications", "appliedTo")


def record(st_id: int, path: str, *lines: dict[str, Any]) -> bytes:
    return json.dumps({"id": st_id, path: lines}).encode()


@pytest.mark.parametrize(
    ("where", "line"),
    [
        (ESTIMATES, {"id": 51, "qty": "some"}),
        (ESTIMATES, {"id": "first", "qty": 1}),
        (ESTIMATES, {"id": 10**30, "qty": 1}),
        (ESTIMATES, {"id": 51, "total": 1e30}),
        (INVOICES, {"id": 51, "quantity": "many"}),
        (ORDERS, {"id": 51, "quantity": "many"}),
        (PAYMENTS, {"appliedId": "x", "appliedTo": 3, "appliedAmount": "1.00"}),
        (PAYMENTS, {"appliedId": 51, "appliedTo": 3, "appliedAmount": "one"}),
    ],
)
async def test_a_line_that_does_not_fit_sends_its_record_into_quarantine(
    database: Database, where: tuple[str, str, str], line: dict[str, Any]
) -> None:
    table, lines, path = where
    good = {"id": 71, "appliedId": 71, "appliedTo": 3}
    page = [record(1, path), record(5, path, line), record(9, path, good)]

    stored = await store(database, table, page, source="export")

    assert stored == Stored(created=2, quarantined=1)
    assert [one["st_id"] for one in await waiting(database)] == ["5"]
    rows = await database.raw(f"select st_id from {table} order by st_id")
    assert [one["st_id"] for one in rows] == [1, 9]
    assert [one["st_id"] for one in await database.raw(f"select st_id from {lines}")] == [71]


async def test_a_known_record_keeps_its_last_good_lines(database: Database) -> None:
    table, lines, path = INVOICES
    await store(database, table, [record(5, path, {"id": 51, "quantity": 1})], source="export")

    page = [record(5, path, {"id": 51, "quantity": "x"}), record(6, path)]
    stored = await store(database, table, page, source="export")

    assert stored == Stored(created=1, quarantined=1)
    rows = await database.raw(f"select st_id, quantity from {lines}")
    assert [(one["st_id"], one["quantity"]) for one in rows] == [(51, 1)]


async def test_an_impossible_date_in_a_line_is_null_and_its_record_stored(
    database: Database,
) -> None:
    table, lines, path = ESTIMATES
    odd = {"id": 51, "qty": 2, "createdOn": "2025-02-30T00:00:00Z"}

    stored = await store(database, table, [record(5, path, odd)], source="export")

    assert (stored.created, stored.quarantined) == (1, 0)
    rows = await database.raw(f"select quantity, st_created_on from {lines}")
    assert [(one["quantity"], one["st_created_on"]) for one in rows] == [(2, None)]
