"""What a page of raw records becomes: rows, events, and nothing at all where nothing changed."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from sql import Database
from sql.mirror import Stored, store
from tests.sql.mirror.records import CUSTOMERS, customer, events, row


async def test_a_record_becomes_a_row_with_exact_money_and_aware_times(database: Database) -> None:
    stored = await store(database, CUSTOMERS, [customer(1, balance=0.1)], source="export", tenant=5)

    kept = await row(database, CUSTOMERS, 1)
    assert stored == Stored(created=1)
    assert kept["name"] == "Ann Lee"
    assert (kept["first_name"], kept["last_name"]) == ("Ann", "Lee")
    assert kept["balance"] == Decimal("0.1000")
    assert kept["tag_type_ids"] == [7, 8]
    assert kept["city"] == "Sarasota"
    assert kept["tenant_id"] == 5
    assert kept["st_modified_on"] == datetime(2025, 1, 2, 10, 0, 0, 123457, tzinfo=UTC)
    assert kept["full_data"]["balance"] == Decimal("0.1")
    assert await events(database) == [(1, "created", {})]


async def test_an_unchanged_record_is_not_touched(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    before = await row(database, CUSTOMERS, 1)

    stored = await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")

    assert stored == Stored(unchanged=2)
    assert await row(database, CUSTOMERS, 1) == before
    assert len(await events(database)) == 2


async def test_a_guess_that_all_is_new_may_be_wrong(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    before = await row(database, CUSTOMERS, 1)
    newer = customer(2, balance=99.99, modifiedOn="2025-03-01T00:00:00Z")

    page = [customer(1), newer, customer(3)]
    stored = await store(database, CUSTOMERS, page, source="export", all_new=True)

    assert stored == Stored(created=1, updated=1, unchanged=1)
    assert await row(database, CUSTOMERS, 1) == before
    assert (await row(database, CUSTOMERS, 2))["balance"] == Decimal("99.9900")
    assert [(st_id, kind) for st_id, kind, _ in await events(database)] == [
        (1, "created"),
        (2, "created"),
        (3, "created"),
        (2, "updated"),
    ]


async def test_a_record_that_waits_is_settled_by_its_stored_version(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1)], source="export")
    await store(database, CUSTOMERS, [customer(1, balance="much")], source="export")

    await store(database, CUSTOMERS, [customer(1)], source="export", all_new=True)

    assert not await database.rows("mirror_quarantine_open", entity=CUSTOMERS, most=9)


async def test_a_change_is_told_with_what_was_before(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1)], source="export")
    newer = customer(1, balance=99.99, modifiedOn="2025-03-01T00:00:00Z")

    stored = await store(database, CUSTOMERS, [newer], source="export")

    assert stored == Stored(updated=1)
    st_id, kind, changed = (await events(database))[-1]
    assert (st_id, kind) == (1, "updated")
    assert changed.keys() == {"balance", "st_modified_on"}
    assert changed["balance"] == {"before": Decimal("12.5000"), "after": Decimal("99.9900")}


async def test_an_older_version_never_undoes_a_newer_row(database: Database) -> None:
    newer = customer(1, name="New Name", modifiedOn="2025-06-01T00:00:00Z")
    await store(database, CUSTOMERS, [newer], source="write")

    stored = await store(database, CUSTOMERS, [customer(1)], source="export")

    assert stored == Stored(unchanged=1)
    assert (await row(database, CUSTOMERS, 1))["name"] == "New Name"
    assert len(await events(database)) == 1


async def test_of_two_versions_in_one_page_the_newer_stays(database: Database) -> None:
    newer = customer(1, name="Newer", modifiedOn="2025-06-01T00:00:00Z")

    stored = await store(database, CUSTOMERS, [newer, customer(1), customer(2)], source="export")

    assert stored.created == 2
    assert (await row(database, CUSTOMERS, 1))["name"] == "Newer"


async def test_a_merge_is_told_as_one(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")

    stored = await store(
        database, CUSTOMERS, [customer(2, active=False, mergedToId=1)], source="export"
    )

    assert stored == Stored(merged=1)
    assert (await row(database, CUSTOMERS, 2))["merged_to_id"] == 1
    assert (await events(database))[-1][1] == "merged"


async def test_what_the_tables_own_columns_hold_survives_an_update(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1)], source="export")
    await database.raw(
        f"update {CUSTOMERS} set ghl_contact_id = 'g1', phone = '555' where st_id = 1"
    )

    await store(database, CUSTOMERS, [customer(1, name="Else Where")], source="export")

    kept = await row(database, CUSTOMERS, 1)
    assert (kept["name"], kept["ghl_contact_id"], kept["phone"]) == ("Else Where", "g1", "555")


async def test_a_list_fills_what_an_export_leaves_empty(database: Database) -> None:
    jobs = "servicetitan.st_jobs"
    job = b'{"id": 1, "jobNumber": "7", "recallForId": %s, "modifiedOn": "2025-01-01T00:00:00Z"}'
    await store(database, jobs, [job % b"55"], source="list")

    await store(database, jobs, [job % b"null"], source="export")
    after_export = (await row(database, jobs, 1))["recall_for_id"]
    await store(database, jobs, [job % b" null"], source="list")

    assert after_export == 55
    assert (await row(database, jobs, 1))["recall_for_id"] is None


@pytest.mark.parametrize("size", [1, 3])
async def test_lines_of_an_estimate_are_kept_in_step(database: Database, size: int) -> None:
    estimates, items = "servicetitan.st_estimates", "servicetitan.st_estimate_items"
    await store(database, estimates, [estimate(4)], source="export")

    await store(database, estimates, [estimate(size)], source="export")

    rows = await database.raw(f"select st_id, estimate_id, total from {items} order by st_id")
    assert [one["st_id"] for one in rows] == list(range(100, 100 + size))
    assert {one["estimate_id"] for one in rows} == {9}
    assert rows[0]["total"] == Decimal("19.9900")


def estimate(lines: int) -> bytes:
    items = ",".join(
        f'{{"id": {100 + at}, "qty": 1, "total": 19.99, "sku": {{"id": 3, "name": "Pump"}}}}'
        for at in range(lines)
    )
    return f'{{"id": 9, "status": {{"value": 0, "name": "Open"}}, "items": [{items}]}}'.encode()


async def test_the_keys_of_new_rows_ascend_in_the_order_of_their_writing(
    database: Database,
) -> None:
    for st_ids in ((9, 4), (7, 1), (8, 2)):
        await store(database, CUSTOMERS, [customer(one) for one in st_ids], source="export")
        await database.raw("select pg_sleep(0.002)")

    rows = await database.raw("select st_id, id from servicetitan.st_customers order by id")

    pages = [{one["st_id"] for one in rows[at : at + 2]} for at in (0, 2, 4)]
    assert pages == [{9, 4}, {7, 1}, {8, 2}]
    assert {one["id"].version for one in rows} == {7}
    assert {one["id"].variant for one in rows} == {"specified in RFC 4122"}


async def test_events_of_new_rows_stay_out_of_the_index_of_changes(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2), customer(3)], source="export")
    newer = customer(2, balance=1, modifiedOn="2025-03-01T00:00:00Z")
    await store(database, CUSTOMERS, [newer], source="export")

    await database.raw("reindex index automation.events_changed_idx")
    (index,) = await database.raw(
        "select reltuples from pg_class where relname = 'events_changed_idx'"
    )

    assert len(await events(database)) == 4
    assert index["reltuples"] == 1
