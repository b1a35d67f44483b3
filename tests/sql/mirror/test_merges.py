"""What belonged to a merged record belongs to the survivor, whichever page comes first."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from sql import Database
from sql.mirror import Stored, store
from sql.mirror.pointers import CUSTOMERS, LOCATIONS, MERGED, OWN_POINTERS, POINTERS
from sql.mirror.settle import settle
from tests.sql.mirror.records import CONTACTS, contact, customer, events, row

JOBS = "servicetitan.st_jobs"
LATER = "2025-03-01T00:00:00Z"


def job(st_id: int, customer_id: int, location_id: int = 70, **changes: Any) -> bytes:
    record = {"id": st_id, "jobNumber": f"J{st_id}", "customerId": customer_id,
              "locationId": location_id, "modifiedOn": "2025-01-02T10:00:00Z"}  # fmt: skip
    return json.dumps(record | changes).encode()


def merged(st_id: int, into: int | None) -> bytes:
    return customer(st_id, mergedToId=into, active=into is None, modifiedOn=LATER)


async def owners(db: Database) -> dict[int, int]:
    rows = await db.raw(f"select st_id, customer_id from {JOBS} order by st_id")
    return {one["st_id"]: one["customer_id"] for one in rows}


async def survivors(db: Database) -> dict[int, int]:
    rows = await db.raw("select st_id, survivor_id from automation.merged_records order by st_id")
    return {one["st_id"]: one["survivor_id"] for one in rows}


async def test_what_a_merged_customer_owned_moves_with_the_merge(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    await store(database, JOBS, [job(10, 1), job(11, 2)], source="export")

    await store(database, CUSTOMERS, [merged(1, into=2)], source="export")

    assert await owners(database) == {10: 2, 11: 2}
    assert await events(database, JOBS) == [
        (10, "created", {}),
        (11, "created", {}),
        (10, "updated", {"customer_id": {"before": 1, "after": 2}}),
    ]


async def test_a_page_that_still_names_the_loser_changes_no_owner(database: Database) -> None:
    await store(database, CUSTOMERS, [merged(1, into=2), customer(2)], source="export")
    old = [job(10, 1)]

    await store(database, JOBS, old, source="export")
    again = await store(database, JOBS, old, source="export")
    await store(database, JOBS, [job(10, 1, summary="x", modifiedOn=LATER)], source="export")

    assert again == Stored(unchanged=1)
    assert await owners(database) == {10: 2}
    assert [sorted(one[2]) for one in await events(database, JOBS)] == [
        [],
        ["st_modified_on", "summary"],
    ]


async def test_chains_are_followed_link_by_link_in_any_order(database: Database) -> None:
    await store(database, JOBS, [job(10, 1), job(11, 2), job(12, 3)], source="export")

    await store(database, CUSTOMERS, [merged(1, into=2), customer(2), customer(3)], source="export")
    first = await owners(database)
    await store(database, CUSTOMERS, [merged(3, into=4)], source="export")
    await store(database, CUSTOMERS, [merged(2, into=3)], source="export")

    assert first == {10: 2, 11: 2, 12: 3}
    assert await survivors(database) == {1: 4, 2: 4, 3: 4}
    assert await owners(database) == {10: 4, 11: 4, 12: 4}


async def test_a_merge_that_is_taken_back_gives_back_what_it_took(database: Database) -> None:
    await store(database, JOBS, [job(10, 1), job(11, 2), job(12, 3)], source="export")
    chain = [merged(1, into=2), merged(2, into=3), customer(3)]
    await store(database, CUSTOMERS, chain, source="export")

    await store(
        database, CUSTOMERS, [customer(2, modifiedOn="2025-04-01T00:00:00Z")], source="export"
    )

    assert await survivors(database) == {1: 2}
    assert await owners(database) == {10: 2, 11: 2, 12: 3}


async def test_a_chain_holds_whose_middle_was_removed_for_its_age(database: Database) -> None:
    """What was known of it is kept; where it comes back unmerged, that is what holds."""
    page = [merged(1, into=2), merged(2, into=3), customer(3)]
    await store(database, CUSTOMERS, page, source="export")
    await store(database, JOBS, [job(10, 1), job(11, 2), job(12, 3)], source="export")
    await database.raw(f"delete from {CUSTOMERS} where st_id = 2")
    again = {"name": "Changed", "modifiedOn": "2025-06-01T10:00:00Z", "mergedToId": 2}

    await store(database, CUSTOMERS, [customer(1, **again)], source="export")
    without = await survivors(database), await owners(database)
    await store(database, CUSTOMERS, [customer(2)], source="export")

    assert without == ({1: 3, 2: 3}, {10: 3, 11: 3, 12: 3})
    assert await survivors(database) == {1: 2}
    assert await owners(database) == {10: 2, 11: 2, 12: 3}


async def test_records_merged_in_a_circle_keep_what_they_have(database: Database) -> None:
    await store(database, JOBS, [job(10, 1), job(11, 2)], source="export")

    await store(database, CUSTOMERS, [merged(1, into=2), merged(2, into=1)], source="export")

    assert await survivors(database) == {}
    assert await owners(database) == {10: 1, 11: 2}


async def test_a_circle_that_ends_gives_all_its_records_their_survivor(database: Database) -> None:
    """A merge taken back and made the other way round, whose pages come in the wrong order."""
    await store(database, CUSTOMERS, [merged(3, into=2), merged(1, into=2)], source="export")
    await store(database, JOBS, [job(10, 1), job(11, 2), job(12, 3)], source="export")

    await store(database, CUSTOMERS, [merged(2, into=1)], source="export")
    circle = await survivors(database)
    await store(database, CUSTOMERS, [merged(1, into=None)], source="export")

    assert circle == {}
    assert await survivors(database) == {2: 1, 3: 1}
    assert await owners(database) == {10: 1, 11: 1, 12: 1}


async def test_phones_go_to_the_survivor_and_leave_the_loser(database: Database) -> None:
    mine, theirs = contact(1, 1, "MobilePhone", "941-1"), contact(2, 2, "Email", "b@example.com")
    await store(database, CONTACTS, [mine, theirs], source="export")
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")

    await store(database, CUSTOMERS, [merged(1, into=2)], source="export")

    loser, winner = await row(database, CUSTOMERS, 1), await row(database, CUSTOMERS, 2)
    assert (loser["phone"], loser["email"]) == (None, None)
    assert (winner["phone"], winner["email"]) == ("941-1", "b@example.com")


async def test_locations_are_merged_likewise(database: Database) -> None:
    await store(database, JOBS, [job(10, 1, location_id=70)], source="export")
    places = [{"id": 70, "customerId": 1, "mergedToId": 71}, {"id": 71, "customerId": 1}]

    await store(database, LOCATIONS, [json.dumps(one).encode() for one in places], source="export")

    assert (await row(database, JOBS, 10))["location_id"] == 71


async def test_what_we_hold_of_a_customer_follows_and_the_stricter_wish_holds(
    database: Database,
) -> None:
    await database.raw(
        "insert into automation.messaging_log (channel, direction, body, status, customer_id)"
        " values ('sms', 'outbound', 'hello', 'sent', 1)"
    )
    await database.raw(
        "insert into automation.customer_communication_preferences (customer_id, sms_opted_out)"
        " values (1, true), (2, false)"
    )

    await store(database, CUSTOMERS, [merged(1, into=2), customer(2)], source="export")

    [sent] = await database.raw("select customer_id from automation.messaging_log")
    wishes = await database.raw(
        "select customer_id, sms_opted_out as no"
        "  from automation.customer_communication_preferences order by 1"
    )
    assert sent["customer_id"] == 2
    assert [tuple(one.values()) for one in wishes] == [(1, True), (2, True)]


async def test_what_two_transactions_could_not_see_of_each_other_is_settled(
    database: Database,
) -> None:
    """A job that is written while the merge of its customer is not yet committed."""
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    async with database.transaction() as tx:
        await store(tx, CUSTOMERS, [merged(1, into=2)], source="export")
        await store(database, JOBS, [job(10, 1)], source="export")
    missed = await owners(database)

    moved = await settle(database, JOBS)

    assert (missed, await owners(database)) == ({10: 1}, {10: 2})
    assert moved == 1
    assert await settle(database, CUSTOMERS) == 0


@pytest.mark.parametrize("chain", [[2], [2, 3]], ids=["one link", "two links"])
@pytest.mark.parametrize("into", [None, 4], ids=["taken back", "into another"])
async def test_a_row_in_flight_while_a_merge_is_taken_back_finds_its_owner(
    database: Database, into: int | None, chain: list[int]
) -> None:
    """The row was written with the survivor of a moment ago, and names the loser."""
    links = zip([1, *chain], chain, strict=False)
    page = [merged(one, into=to) for one, to in links] + [customer(chain[-1]), customer(4)]
    await store(database, CUSTOMERS, page, source="export")
    async with database.transaction() as tx:
        await store(tx, CUSTOMERS, [merged(1, into=into)], source="export")
        await store(database, JOBS, [job(10, 1), job(11, chain[-1])], source="export")
    missed = await owners(database)

    moved = await settle(database, JOBS, since=datetime.now(UTC) - timedelta(hours=1))

    assert missed == {10: chain[-1], 11: chain[-1]}
    assert await owners(database) == {10: into or 1, 11: chain[-1]}
    assert moved == 1
    assert await settle(database, CUSTOMERS) == 0


async def test_no_column_that_points_at_customers_or_locations_is_forgotten(
    database: Database,
) -> None:
    rows = await database.raw(
        "select table_schema || '.' || table_name as name, column_name as pointer"
        "  from information_schema.columns join information_schema.tables"
        " using (table_schema, table_name)"
        " where table_schema not in ('public', 'pg_catalog') and table_type = 'BASE TABLE'"
        "   and column_name in ('customer_id', 'st_customer_id', 'location_id',"
        "                       'recurring_location_id')"
    )
    known = {(table, name) for table, columns in POINTERS.items() for name in columns}
    known |= set(OWN_POINTERS.items())
    known |= {("automation.customer_communication_preferences", "customer_id")}

    assert {(one["name"], one["pointer"]) for one in rows} == known
    assert {parent for columns in POINTERS.values() for parent in columns.values()} == set(MERGED)
