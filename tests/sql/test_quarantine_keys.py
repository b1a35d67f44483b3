"""Records that wait across a change of hashes wait once."""

import hashlib
import shutil
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import asyncpg
import pytest
from xxhash import xxh3_128_digest

from sql import Database
from sql.migrate import FOLDER, migrate
from sql.mirror import store
from tests.sql.mirror.records import CUSTOMERS, customer

BAD, WORSE = customer(7, balance="x"), b'{"id": null, "name": "Nobody"}'
INTO = "automation.sync_quarantine (entity, st_id, raw, raw_hash, reason, first_seen, last_seen)"


def by_blake2b(raw: bytes) -> bytes:
    """As every record was told apart up to migration 0024."""
    return hashlib.blake2b(raw, digest_size=16).digest()


@pytest.fixture
async def old(empty_database: str, tmp_path: Path) -> AsyncIterator["asyncpg.Connection[Any]"]:
    """A database of migration 0025."""
    for file in FOLDER.glob("*.sql"):
        if int(file.name[:4]) <= 25:
            shutil.copy(file, tmp_path)
    await migrate(empty_database, tmp_path)
    connection = await asyncpg.connect(empty_database)
    yield connection
    await connection.close()


async def quarantine(db: "asyncpg.Connection[Any]", raw: bytes, key: bytes, day: int) -> None:
    await db.execute(
        f"insert into {INTO} values ($1, $2, $3, $4, 'bad', make_date(2026, 11, $5),"
        " make_date(2026, 11, $5))",
        *(CUSTOMERS, "7" if raw == BAD else None, raw, key, day),
    )


async def rows(url: str) -> list[dict[str, Any]]:
    """All that is kept, by id of the record, after another page with the same bad ones."""
    await migrate(url)
    db = await Database.connect(url, max_size=2)
    await store(db, CUSTOMERS, [BAD, WORSE], source="export")
    kept = await db.raw(
        "select st_id, attempts, resolved_at, first_seen::date::text as day, reason"
        " from automation.sync_quarantine order by st_id, id"
    )
    await db.close()
    return [dict(one) for one in kept]


async def test_a_record_that_waited_before_is_the_one_that_comes_again(
    old: "asyncpg.Connection[Any]", empty_database: str
) -> None:
    for raw in (BAD, WORSE):
        await quarantine(old, raw, by_blake2b(raw), 1)

    kept = await rows(empty_database)

    assert [(one["st_id"], one["attempts"], one["day"]) for one in kept] == [
        ("7", 2, "2026-11-01"),
        (None, 2, "2026-11-01"),
    ]


async def test_records_kept_twice_become_one_that_waits(
    old: "asyncpg.Connection[Any]", empty_database: str
) -> None:
    for raw in (BAD, WORSE):
        await quarantine(old, raw, by_blake2b(raw), 1)
        await quarantine(old, raw, xxh3_128_digest(raw), 2)
    await old.execute("update automation.sync_quarantine set resolved_at = now() where id = 1")

    kept = await rows(empty_database)

    assert [(one["st_id"], one["attempts"], one["day"]) for one in kept] == [
        ("7", 3, "2026-11-01"),
        (None, 3, "2026-11-01"),
    ]
    assert {one["resolved_at"] for one in kept} == {None}
