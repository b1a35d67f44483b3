"""The oracle of every fault: nothing lost, nothing twice, and the books say what happened."""

import re
from collections.abc import Sequence
from typing import Any

from sandbox.servicetitan import Server
from sql import Database
from sync import state
from sync.entities import find
from sync.entity import Entity
from sync.report import EntityReport, RunReport
from tests.sync.oracle import Source, differences, mirrored

SOME = find(["customers", "customer_contacts", "jobs", "job_types"])
CLASS_NAME = re.compile(r"\w+(Error|Exception|Problem)\b")
"""What no sentence for a person begins with."""
FEED = r"/export/customers\?"


async def check_recovered(
    db: Database, box: Server, *reports: RunReport, entities: Sequence[Entity] = SOME
) -> None:
    """What holds when the fault is over and a sync has run to its end."""
    assert await differences(db, box, entities) == []
    await check_midway(db, box, *reports, entities=entities)


async def check_midway(
    db: Database,
    box: Server,
    *reports: RunReport,
    entities: Sequence[Entity] = SOME,
    lied: bool = False,
) -> None:
    """What holds at any moment, a failed run included.

    Where the source `lied` about records, what it said is stored: then ids alone are compared.
    """
    box.set_faults()
    source = Source(box)
    for entity in entities:
        await _check_cursor(db, source, entity, lied=lied)
    for report in reports:
        for part in report.entities:
            await _check_books(db, part)
    await _check_tables(db)


async def _check_cursor(db: Database, source: Source, entity: Entity, *, lied: bool) -> None:
    """What is neither stored nor in quarantine lies ahead of the cursor."""
    mirror = await mirrored(db, entity.table)
    rows = source.rows(entity)
    missing = {
        st_id for st_id, row in rows.items()
        if st_id not in mirror or not (lied or mirror[st_id] == row)
    }  # fmt: skip
    known = await state.read(db, entity.name)
    ahead = source.ahead(entity, known.value)
    kept = await quarantined(db, entity.table)
    named = {int(one["st_id"]) for one in kept if (one["st_id"] or "").isdigit()}
    nameless = [one for one in kept if not (one["st_id"] or "").isdigit()]
    assert len(missing - ahead.keys() - named) <= len(nameless), entity.name


async def _check_books(db: Database, part: EntityReport) -> None:
    """The log row, the report and the events of one entity's run tell the same."""
    if part.run_id is None:
        assert part.pages == 0
        return
    (row,) = await db.raw("select * from servicetitan.st_sync_log where id = $1", part.run_id)
    stored = part.stored
    assert row["status"] == part.status != "running"
    assert (row["error_message"] is None) is (part.status == "completed")
    assert CLASS_NAME.match(row["error_message"] or "") is None, row["error_message"]
    assert row["completed_at"] >= row["started_at"]
    assert row["records_fetched"] == part.fetched
    assert row["records_failed"] == stored.quarantined
    changed = stored.updated + stored.merged
    told = (row["records_created"], row["records_updated"], row["records_deleted"])
    assert told == (stored.created, changed, stored.deleted)
    assert row["records_unchanged"] == stored.unchanged
    created, updated, deleted = await _events(db, part)
    assert (created, deleted) == (stored.created, stored.deleted)
    assert updated <= changed  # a change that no column shows is stored without an event


async def _events(db: Database, part: EntityReport) -> tuple[int, int, int]:
    """How many rows of the entity's own table this run told of, by kind."""
    rows = await db.raw(
        "select case when kind = 'merged' then 'updated' else kind end as kind, count(*) as n"
        " from automation.events where run_id = $1 and entity = $2 group by 1",
        part.run_id,
        part.table,
    )
    told = {one["kind"]: one["n"] for one in rows}
    return told.get("created", 0), told.get("updated", 0), told.get("deleted", 0)


async def _check_tables(db: Database) -> None:
    """No run is left open, nothing is told to be new twice."""
    assert await db.raw("select 1 from servicetitan.st_sync_log where status = 'running'") == []
    twice = await db.raw(
        "select entity, st_id from automation.events where kind = 'created'"
        " group by 1, 2 having count(*) > 1"
    )
    assert twice == []


async def quarantined(
    db: Database, table: str = "servicetitan.st_customers"
) -> list[dict[str, Any]]:
    """The records of a table that wait for a replay."""
    rows = await db.raw(
        "select st_id, reason, raw, attempts from automation.sync_quarantine"
        " where entity = $1 and resolved_at is null order by id",
        table,
    )
    return [dict(one) for one in rows]


async def drifts(db: Database) -> list[tuple[str, str]]:
    """What was told to be new, each once."""
    rows = await db.raw("select path, kind from automation.sync_drift order by id")
    return [(one["path"], one["kind"]) for one in rows]


async def stored_customers(db: Database) -> int:
    (row,) = await db.raw("select count(*) as n from servicetitan.st_customers")
    return int(row["n"])


async def memory(db: Database, key: str = "customers") -> dict[str, Any]:
    """What the sync remembers of an entity beside its cursor."""
    (row,) = await db.raw("select metadata from servicetitan.sync_state where key = $1", key)
    found: dict[str, Any] = row["metadata"]
    return found


def part(report: RunReport, name: str = "customers") -> EntityReport:
    return next(one for one in report.entities if one.name == name)
