"""A customer's phone and e-mail come from all contacts, whichever of them arrive."""

from sql import Database
from sql.mirror import store
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
