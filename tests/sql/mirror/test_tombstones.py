"""Rows that a complete reading did not show: which are marked as gone, and which are left."""

from sql import Database
from sql.mirror import store
from sql.mirror.tombstones import bury, missing
from tests.sql.mirror.records import CUSTOMERS, customer, events, row

SERVICES = "pricebook.pb_services"


async def test_what_was_there_before_and_is_not_shown_is_marked_until_it_comes_again(
    database: Database,
) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    began = await database.value("sync_now")

    lost = await missing(database, CUSTOMERS, [2], began)
    buried = await bury(database, CUSTOMERS, lost, began, None)
    gone = await row(database, CUSTOMERS, 1)
    await store(database, CUSTOMERS, [customer(1)], source="export")

    assert (lost, buried) == ([1], 1)
    assert gone["deleted_at"] is not None
    assert (await row(database, CUSTOMERS, 1))["deleted_at"] is None
    told = [kind for st_id, kind, _ in await events(database) if st_id == 1]
    assert told == ["created", "deleted", "updated"]


async def test_what_was_written_since_the_reading_began_is_left(database: Database) -> None:
    """A tool wrote it through, and the feed that is being read does not show it yet."""
    began = await database.value("sync_now")
    await store(database, CUSTOMERS, [customer(1)], source="write")

    assert await missing(database, CUSTOMERS, [], began) == []
    assert await bury(database, CUSTOMERS, [1], began, None) == 0
    assert (await row(database, CUSTOMERS, 1))["deleted_at"] is None


async def test_a_deleted_item_that_its_feed_shows_as_inactive_stays_deleted(
    database: Database,
) -> None:
    deleted = b'{"id": 1, "code": "A", "active": false, "modifiedOn": "2025-01-03T10:00:00Z"}'
    await store(database, SERVICES, [b'{"id": 1, "code": "A", "active": true}'], source="export")
    await bury(database, SERVICES, [1], await database.value("sync_now"), None)

    await store(database, SERVICES, [deleted], source="export")
    told = await row(database, SERVICES, 1)
    await store(database, SERVICES, [deleted.replace(b"A", b"B")], source="list")

    assert told["deleted_at"] is not None
    assert not told["active"]
    assert (await row(database, SERVICES, 1))["deleted_at"] is None
