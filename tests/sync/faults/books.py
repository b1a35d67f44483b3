"""The oracle for runs of other processes: what they left in the database and said on stderr."""

from collections.abc import Sequence

from sandbox.servicetitan import Server
from sql import Database
from sync.entity import Entity
from tests.sync.faults.sound import check_midway, check_recovered, quarantined

ENDED = {"completed", "partial", "failed", "interrupted"}


async def check_sound(db: Database, box: Server, entities: Sequence[Entity], *said: str) -> None:
    """Mirror = source, told once, nothing waits, every log row true, no secret said."""
    await check_recovered(db, box, entities=entities)
    for entity in entities:
        assert await quarantined(db, entity.table) == []
    await check_truthful(db)
    check_discreet(box, *said)


async def check_not_ahead(db: Database, box: Server, entities: Sequence[Entity]) -> None:
    """Whatever the mirror lacks now, a run that goes on from the cursor will still meet."""
    await check_midway(db, box, entities=entities)


async def check_truthful(db: Database) -> None:
    """Every log row is closed, its sums fit, and it counts as new what its run told as new."""
    rows = await db.raw(
        "select l.*, (select count(*) from automation.events e where e.run_id = l.id"
        " and e.kind = 'created' and e.entity = l.parameters ->> 'table') as told"
        " from servicetitan.st_sync_log l"
    )
    for row in rows:
        assert row["status"] in ENDED
        assert row["completed_at"] >= row["started_at"]
        assert row["records_processed"] == row["records_succeeded"] + row["records_failed"]
        assert row["records_created"] == row["told"]
        assert (row["status"] == "completed") == (row["error_message"] is None)


def check_discreet(box: Server, *said: str) -> None:
    """No credential and no token stands in what a process said."""
    known = box.box.credentials
    secrets = [known.client_secret, known.app_key, *box.box.tokens]
    assert not [text for text in said if any(secret in text for secret in secrets)]


async def statuses(db: Database, entity: str) -> list[str]:
    """How the runs of one entity ended, oldest first."""
    rows = await db.raw(
        "select status from servicetitan.st_sync_log where entity_type = $1 order by started_at",
        entity,
    )
    return [row["status"] for row in rows]


def fetches(box: Server, feed: str = "/export/customers") -> int:
    """How often syncs asked for a page of this feed; the oracle asks for inactive rows, too."""
    asked = box.requests(feed)
    return sum(one["path"].endswith(feed) and "active=" not in one["query"] for one in asked)
