"""What any tool writes to ServiceTitan is in the mirror when the tool returns.

After all writes of a module the feeds are read: whatever they still change, a write left behind.
"""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from sql import Database
from sync.engine import Engine, Mode
from sync.entities import ENTITIES
from tests.kit.clients import client_of
from tests.sweeps.calls import Sweep, operations, text_of
from tests.sweeps.conftest import sweeping
from tests.sync.conftest import world_of
from tools.operations.mirroring import BEHIND

WRITES = [entry for entry in operations() if entry.effect != "reads"]
LARGE = (("accounting",), ("crm",), ("jpm",), ("dispatch", "memberships"))
SMALL = {entry.category for entry in WRITES} - {module for part in LARGE for module in part}
PARTS = (*LARGE, tuple(sorted(SMALL)))
"""Modules between two readings of the feeds: the larger ones are told apart."""
ONLY_FEEDS_TELL = {"active", "st_modified_on"}
"""Columns that some records lack where a single one is shown."""


@pytest.fixture(scope="module")
async def sweep(
    postgres: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Sweep]:
    """A company of their own: who makes the same writes later could not tell them from these."""
    folder: Path = tmp_path_factory.mktemp("written")
    async with sweeping(postgres, template, f"pc_written_{os.getpid()}", folder) as made:
        yield made


@pytest.fixture(scope="module")
async def mirror(sweep: Sweep) -> AsyncIterator[Database]:
    """The mirror behind the tools of the sweep, filled."""
    opened = await Database.connect(sweep.url, max_size=6)
    await synced(opened, sweep, "full")
    await synced(opened, sweep, "incremental")  # which fills what only lists show
    yield opened
    await opened.close()


async def synced(db: Database, sweep: Sweep, mode: Mode) -> None:
    async with client_of(sweep.company) as client:
        report = await Engine(world_of(db, client)).run(ENTITIES, mode=mode)
    assert report.exit_code == 0


async def newest_event(db: Database) -> int:
    [row] = await db.raw("select coalesce(max(id), 0) as id from automation.events")
    return int(row["id"])


async def left_behind(db: Database, since: int) -> list[str]:
    """What the feeds changed in rows that were not already known to be gone."""
    told = await db.raw(
        "select entity, st_id, kind, changed from automation.events where id > $1", since
    )
    found = []
    for one in told:
        fields = {
            name: values
            for name, values in one["changed"].items()
            if name not in ONLY_FEEDS_TELL or values["before"] is not None
        }
        if one["kind"] != "updated" or fields:
            [row] = await db.raw(
                f"select deleted_at < local_synced_at as gone from {one['entity']}"
                " where st_id = $1", one["st_id"],
            )  # fmt: skip
            if not row["gone"] or "deleted_at" in fields:
                found.append(f"{one['entity']} {one['st_id']} {one['kind']} {fields}"[:500])
    return found


async def lost_fields(db: Database) -> list[str]:
    """Fields reported as gone: a list that shows more than its feed is no such case."""
    rows = await db.raw(
        "select entity, path from automation.sync_drift where kind = 'field removed'"
    )
    return [f"{one['entity']} {one['path']}" for one in rows]


@pytest.mark.parametrize("part", PARTS, ids=["accounting", "crm", "jpm", "visits", "rest"])
async def test_the_feeds_bring_nothing_that_a_tool_wrote(
    sweep: Sweep, mirror: Database, part: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.changes.LAG", ())
    for entry in WRITES:
        if entry.category not in part:
            continue
        asked = {"name": entry.name, "arguments": sweep.valid(entry)}
        answer = await sweep.asking.call_tool("call_tool", asked, raise_on_error=False)
        assert not answer.is_error, text_of(answer)
        assert BEHIND not in text_of(answer)
    before = await newest_event(mirror)

    await synced(mirror, sweep, "incremental")

    assert await left_behind(mirror, before) == []
    assert await mirror.raw("select entity, reason from automation.sync_quarantine") == []
    assert await lost_fields(mirror) == []
