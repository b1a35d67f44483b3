"""A worker's signs of life: the file a probe reads, and the row in the database."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

from agent.settings import load_settings
from sql import Database
from sync.heartbeat import EVERY, Heart


def heart_of(db: Database, file: Path) -> Heart:
    return Heart(db, file, "sync", lambda: datetime.now(UTC), lambda: {"jobs": 3})


def test_the_file_is_named_by_the_setting_and_beats_come_every_half_minute() -> None:
    named = load_settings({"HEARTBEAT_FILE": "/run/hearts/one"}).heartbeat_file
    specified = load_settings({}).heartbeat_file

    assert str(named) == "/run/hearts/one"
    assert str(specified) == "/tmp/worker-heartbeat"  # noqa: S108 - the specification's
    assert EVERY == 30


async def test_a_beat_is_in_the_file_and_in_the_table(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "worker-heartbeat"

    before = datetime.now(UTC).replace(microsecond=0)
    await heart_of(database, file).beat()

    said = datetime.fromisoformat(file.read_text().strip())
    (row,) = await database.raw("select * from automation.worker_heartbeats")
    assert before <= said <= datetime.now(UTC)
    assert row["state"] == {"jobs": 3}
    assert [one.name for one in file.parent.iterdir()] == [file.name]


async def test_a_process_of_the_same_number_begins_anew(database: Database, tmp_path: Path) -> None:
    """In a container that is restarted, name and number are those of the one before."""
    beats = "select started_at, beat_at, state from automation.worker_heartbeats"
    earlier, later = (heart_of(database, tmp_path / "beat") for _ in range(2))
    await earlier.beat()
    await earlier.beat()
    [first] = await database.raw(beats)

    await later.beat()
    await later.beat()

    [second] = await database.raw(beats)
    assert first["beat_at"] > first["started_at"]
    assert first["beat_at"] < second["started_at"] < second["beat_at"]


async def test_a_worker_that_ends_leaves_what_it_did_and_not_what_it_was_doing(
    database: Database, tmp_path: Path
) -> None:
    told = {"jobs": 3, "current": ["jobs"]}
    heart = Heart(database, tmp_path / "beat", "sync", lambda: datetime.now(UTC), lambda: told)
    await heart.beat()
    told = {"jobs": 4, "current": []}

    await heart.end()

    (row,) = await database.raw("select state from automation.worker_heartbeats")
    assert row["state"] == {"jobs": 4, "current": [], "stopped": True}


async def test_a_planted_link_is_replaced_and_never_written_through(
    database: Database, tmp_path: Path
) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    file = tmp_path / "worker-heartbeat"
    file.symlink_to(precious)

    await heart_of(database, file).beat()

    assert precious.read_text() == "mine"
    assert not file.is_symlink()


async def test_a_file_that_cannot_be_written_stops_neither_the_row_nor_the_heart(
    database: Database, tmp_path: Path
) -> None:
    (tmp_path / "in-the-way").write_text("a file where a folder should be")
    heart = heart_of(database, tmp_path / "in-the-way" / "worker-heartbeat")

    beating = asyncio.create_task(heart.run(every=0.05))
    await asyncio.sleep(0.5)

    assert not beating.done()
    (row,) = await database.raw("select beat_at > started_at as goes_on from"
                                " automation.worker_heartbeats")  # fmt: skip
    assert row["goes_on"]
    beating.cancel()
