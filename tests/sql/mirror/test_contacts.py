"""A customer's phone and e-mail come from all contacts, whichever of them arrive."""

import asyncio

from sql import Database
from sql.mirror import Stored, store
from tests.sql.mirror.records import CONTACTS, CUSTOMERS, contact, customer, events, row


async def test_a_contact_delta_never_wipes_the_other_contacts(database: Database) -> None:
    """Defect 5: a delta of contacts erased the phones and e-mails that were not in it."""
    await store(database, CUSTOMERS, [customer(1)], source="export")
    first = [contact(10, 1, "Phone", "941-555-0100"), contact(11, 1, "Email", "ann@example.com")]
    await store(database, CONTACTS, first, source="export")

    delta = [contact(11, 1, "Email", "lee@example.com", modifiedOn="2025-02-01T00:00:00Z")]
    await store(database, CONTACTS, delta, source="export")

    kept = await row(database, CUSTOMERS, 1)
    assert (kept["phone"], kept["email"]) == ("941-555-0100", "lee@example.com")
    assert [one["value"] for one in kept["phone_numbers"]] == ["941-555-0100"]
    _, kind, changed = (await events(database))[-1]
    assert kind == "updated"
    assert changed["email"] == {"before": "ann@example.com", "after": "lee@example.com"}
    assert "phone" not in changed


async def test_contacts_that_came_before_their_customer_count(database: Database) -> None:
    await store(
        database, CONTACTS, [contact(10, 1, "MobilePhone", "941-555-0199")], source="export"
    )

    await store(database, CUSTOMERS, [customer(1)], source="export")

    assert (await row(database, CUSTOMERS, 1))["phone"] == "941-555-0199"
    assert await events(database) == [(1, "created", {})]


async def test_a_removed_contact_no_longer_counts(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1)], source="export")
    both = [contact(10, 1, "Phone", "941-555-0100"), contact(11, 1, "MobilePhone", "941-555-0111")]
    await store(database, CONTACTS, both, source="export")
    assert (await row(database, CUSTOMERS, 1))["phone"] == "941-555-0111"

    stored = await store(
        database, CONTACTS, [contact(11, 1, "MobilePhone", "941-555-0111", active=False)],
        source="export",
    )  # fmt: skip

    assert stored.deleted == 1
    assert (await row(database, CONTACTS, 11))["deleted_at"] is not None
    assert (await row(database, CUSTOMERS, 1))["phone"] == "941-555-0100"


async def test_a_contact_that_two_writers_bring_at_once_leaves_no_phone_behind(
    database: Database,
) -> None:
    """A page's version goes in first; a newer one, with another owner, was thought new as well."""
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    moved = contact(10, 2, "Phone", "941-555-0100", modifiedOn="2025-02-01T00:00:00Z")
    async with database.transaction() as tx:
        page = [contact(10, 1, "Phone", "941-555-0100"), contact(11, 1, "Email", "ann@lee.com")]
        await store(tx, CONTACTS, page, source="export")
        written = [moved, page[1], contact(12, 2, "Email", "bob@ray.com")]
        writing = asyncio.create_task(store(database, CONTACTS, written, source="write"))
        for _ in range(2000):
            if await database.raw("select from pg_stat_activity where wait_event = 'advisory'"):
                break
            await asyncio.sleep(0.005)

    stored = await writing

    assert stored == Stored(created=1, updated=1, unchanged=1)
    first, second = [await row(database, CUSTOMERS, st_id) for st_id in (1, 2)]
    assert (first["phone"], first["email"]) == (None, "ann@lee.com")
    assert (second["phone"], second["email"]) == ("941-555-0100", "bob@ray.com")
    told = [one[2] for one in await events(database, CONTACTS) if one[1] == "updated"]
    assert [one["customer_id"] for one in told] == [{"before": 1, "after": 2}]
