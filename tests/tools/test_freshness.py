import asyncio
from datetime import UTC, datetime
from typing import Any, cast

import pytest

from sql import Database
from tools.deps import Deps
from tools.freshness import as_of_tables

TABLES = ["servicetitan.st_jobs", "servicetitan.st_customers"]
NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


class SlowDatabase:
    """Answers when it is let; counts how often it was asked."""

    def __init__(self) -> None:
        self.asked = 0
        self.let = asyncio.Event()
        self.broken = False

    async def rows(self, _: str, entities: list[str]) -> list[dict[str, Any]]:
        self.asked += 1
        await self.let.wait()
        if self.broken:
            raise ConnectionError("gone")
        return [{"entity": name, "as_of": NOON} for name in entities]


class OnlyDatabase:
    """The part of `Deps` that freshness asks for."""

    def __init__(self, db: SlowDatabase) -> None:
        self.db = cast("Database", db)


def asking(db: SlowDatabase, tables: list[str]) -> "asyncio.Task[dict[str, datetime | None]]":
    return asyncio.create_task(as_of_tables(cast("Deps", OnlyDatabase(db)), tables))


async def test_callers_at_once_share_one_question_and_later_ones_ask_again() -> None:
    db = SlowDatabase()
    crowd = [asking(db, TABLES), asking(db, TABLES[::-1])]
    await asyncio.sleep(0)
    db.let.set()

    answers = await asyncio.gather(*crowd)

    assert answers == [dict.fromkeys(TABLES, NOON)] * 2
    assert db.asked == 1
    await asking(db, TABLES)
    assert db.asked == 2


async def test_one_who_gives_up_takes_nothing_from_the_others() -> None:
    db = SlowDatabase()
    first, second = asking(db, TABLES), asking(db, TABLES)
    await asyncio.sleep(0)
    first.cancel()
    await asyncio.sleep(0)
    db.let.set()

    assert await second == dict.fromkeys(TABLES, NOON)


async def test_a_failure_reaches_everybody_who_waits_and_nobody_later() -> None:
    db = SlowDatabase()
    db.broken = True
    crowd = [asking(db, TABLES), asking(db, TABLES)]
    db.let.set()

    for one in crowd:
        with pytest.raises(ConnectionError):
            await one
    db.broken = False
    assert await asking(db, TABLES) == dict.fromkeys(TABLES, NOON)
