"""Rows that a complete reading did not show: which are marked as gone, and which are left."""

from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID, uuid4

import pytest

from sql import Database
from sql.mirror import store
from sql.mirror.tombstones import bury, missing
from tests.sql.mirror.records import CONTACTS, CUSTOMERS, contact, customer, events, row

SERVICES = "pricebook.pb_services"
ALWAYS = datetime.max.replace(tzinfo=UTC)


async def test_what_was_there_before_and_is_not_shown_is_marked_until_it_comes_again(
    database: Database,
) -> None:
    await store(database, CUSTOMERS, [customer(1), customer(2)], source="export")
    began = await database.value("sync_now")

    lost = await missing(database, CUSTOMERS, [2], began)
    buried = await bury(database, CUSTOMERS, lost, began, uuid4())
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


def version(table: str, moment: datetime, word: str) -> bytes:
    """A living version of record 1, as its feed shows it."""
    stamp = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    if table == CONTACTS:
        return contact(1, 7, "Phone", word, modifiedOn=stamp)
    return customer(1, code=word, name=word, modifiedOn=stamp)


@pytest.mark.parametrize("table", [SERVICES, CONTACTS, CUSTOMERS])
@pytest.mark.parametrize("run", [uuid4(), None])
async def test_what_a_tool_removed_comes_back_by_no_version_from_before(
    database: Database, table: str, run: UUID | None
) -> None:
    """A feed lags: it repeats what the row had, then shows a change from just before the end."""
    now = datetime.now(UTC)
    known = version(table, now - timedelta(hours=2), "known")
    between = version(table, now - timedelta(minutes=1), "between")
    restored = version(table, now + timedelta(hours=1), "restored")
    await store(database, table, [known], source="export", run_id=run)
    await bury(database, table, [1], ALWAYS, None)
    gone = await row(database, table, 1)

    late = [await store(database, table, [one], source="export", run_id=run)
            for one in (known, between, known)]  # fmt: skip
    left = await row(database, table, 1)
    back = await store(database, table, [restored], source="export", run_id=run)

    assert gone["deleted_at"] is not None
    assert left == gone
    assert [(one.unchanged, one.written) for one in late] == [(1, 0)] * 3
    assert back.updated == 1
    assert (await row(database, table, 1))["deleted_at"] is None


@pytest.mark.parametrize("minutes", [-10, 10])
async def test_before_and_after_a_removal_are_told_apart_by_servicetitans_clock(
    database: Database, minutes: int
) -> None:
    """The database's clock goes otherwise: by it, one of these versions is on the wrong side."""
    removed = datetime.now(UTC) + timedelta(minutes=minutes)
    between = version(SERVICES, removed - timedelta(minutes=1), "between")
    restored = version(SERVICES, removed + timedelta(minutes=1), "restored")
    known = version(SERVICES, removed - timedelta(hours=1), "known")
    await store(database, SERVICES, [known], source="export", run_id=uuid4())
    await bury(database, SERVICES, [1], ALWAYS, None, removed)

    await store(database, SERVICES, [between], source="export", run_id=uuid4())
    gone = await row(database, SERVICES, 1)
    await store(database, SERVICES, [restored], source="export", run_id=uuid4())
    back = await row(database, SERVICES, 1)

    assert (gone["deleted_at"], gone["code"]) == (removed, "known")
    assert (back["deleted_at"], back["code"]) == (None, "restored")


@pytest.mark.parametrize("by", ["list", "settled", "missed"])
async def test_what_is_there_after_all_comes_back_whatever_its_stamp(
    database: Database, by: Literal["list", "settled", "missed"]
) -> None:
    """A list has what is there now, so has a feed after a day, and a reading may have missed it."""
    old = version(SERVICES, datetime.now(UTC) - timedelta(hours=2), "old")
    await store(database, SERVICES, [old], source="export", run_id=uuid4())
    await bury(database, SERVICES, [1], ALWAYS, uuid4() if by == "missed" else None)
    if by == "settled":
        await database.raw(f"update {SERVICES} set local_synced_at = now() - interval '25 hours'")

    source: Literal["list", "export"] = "list" if by == "list" else "export"
    await store(database, SERVICES, [old], source=source, run_id=uuid4())

    assert (await row(database, SERVICES, 1))["deleted_at"] is None
