"""Row 10 of the fault matrix: a record without a usable id, until it is sent no more."""

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from tests.sync.faults.sound import FEED, SOME


async def waiting(database: Database) -> list[str | None]:
    rows = await database.raw(
        "select st_id from automation.sync_quarantine where resolved_at is null order by st_id"
    )
    return [row["st_id"] for row in rows]


@pytest.mark.parametrize("value", [None, "what"])
async def test_row_10_a_record_without_an_id_waits_until_a_complete_reading_lacks_it(
    engine: Engine, database: Database, box: Server, value: str | None
) -> None:
    bad = {"match": FEED, "fault": "odd-date", "field": "id", "value": value, "row": 2}
    box.set_faults({**bad, "nth": 1})
    await engine.run(SOME, mode="full")
    first = await waiting(database)
    await engine.run(SOME, mode="incremental")
    after_little = await waiting(database)
    box.set_faults({**bad, "nth": 1})
    await engine.run(SOME, mode="full")
    sent_again = await waiting(database)
    box.set_faults()

    await engine.run(SOME, mode="full")

    assert first == after_little == sent_again == [value]
    assert await waiting(database) == []
    (row,) = await database.raw("select reason, resolved_at from automation.sync_quarantine")
    assert row["reason"].startswith("no longer sent: ")
