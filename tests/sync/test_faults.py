"""What ServiceTitan and the network do wrong: nothing is lost, nothing doubled, the log is true."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.entity import Entity
from sync.report import RunReport
from sync.visit import World
from tests.sync.conftest import client_of, world_of
from tests.sync.oracle import differences
from tools.servicetitan.client import Client

pytestmark = pytest.mark.timeout(60)

SOME = find(["customers", "customer_contacts", "jobs", "job_types"])
FEED = r"/export/customers\?"


async def statuses(db: Database) -> list[tuple[str, str, str | None]]:
    rows = await db.raw("select entity_type, status, error_message from servicetitan.st_sync_log")
    return [(one["entity_type"], one["status"], one["error_message"]) for one in rows]


async def check_sound(db: Database, box: Server, entities: Sequence[Entity] = SOME) -> None:
    """The oracle of every fault once it is over."""
    assert await differences(db, box, entities) == []
    running = [one for one in await statuses(db) if one[1] == "running"]
    assert running == []
    twice = await db.raw(
        "select entity, st_id from automation.events where kind = 'created'"
        " group by 1, 2 having count(*) > 1"
    )
    assert twice == []


async def memory(db: Database) -> dict[str, Any]:
    """What the sync remembers of customers beside their cursor."""
    (row,) = await db.raw("select metadata from servicetitan.sync_state where key = 'customers'")
    found: dict[str, Any] = row["metadata"]
    return found


def part(report: RunReport, name: str) -> Any:
    return next(one for one in report.entities if one.name == name)


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "429", "nth": 2, "retry_after": 1},
        {"fault": "429", "nth": 2, "retry_after": 1, "style": "date"},
        {"fault": "429", "nth": 2, "retry_after": 1, "style": "title"},
        {"fault": "500", "from": 2, "to": 4},
        {"fault": "502", "from": 1, "to": 2},
        {"fault": "503html", "from": 2, "to": 3},
        {"fault": "expired-token", "nth": 2},
        {"fault": "truncate", "from": 2, "to": 3},
        {"fault": "reset", "from": 2, "to": 4},
    ],
    ids=lambda one: "-".join(str(value) for value in one.values()),
)
async def test_a_passing_failure_is_sat_out(
    engine: Engine, database: Database, box: Server, fault: dict[str, Any]
) -> None:
    box.set_faults({"match": "/export/", **fault})

    report = await engine.run(SOME, mode="full")

    assert report.exit_code == 0
    await check_sound(database, box)


@pytest.mark.parametrize("kind", ["500", "truncate", "reset", "503html"])
async def test_a_lasting_failure_ends_the_run_and_leaves_the_cursor(
    engine: Engine, database: Database, box: Server, kind: str
) -> None:
    box.set_faults({"match": FEED, "fault": kind, "from": 2})

    report = await engine.run(SOME, mode="full")
    bad = part(report, "customers")
    stored = await database.raw("select count(*) as n from servicetitan.st_customers")
    box.set_faults()
    again = await engine.run(SOME, mode="incremental")

    assert (bad.status, bad.pages) == ("partial", 1)
    assert bad.reason
    assert stored[0]["n"] == 25
    assert part(report, "jobs").status == "completed"
    assert part(again, "customers").fetched < 40
    await check_sound(database, box)


async def test_a_stalled_answer_is_given_up_and_asked_for_again(
    database: Database, box: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.servicetitan.client.TIMEOUT", httpx.Timeout(0.5))
    box.set_faults({"match": "/export/", "fault": "stall", "nth": 2, "seconds": 30})
    async with client_of(box) as impatient:
        report = await Engine(world_of(database, impatient)).run(SOME, mode="full")

    assert report.exit_code == 0
    await check_sound(database, box)


async def test_refused_credentials_pause_the_entity_and_say_so(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "expired-token"})

    report = await engine.run(SOME, mode="full")

    assert part(report, "customers").status == "failed"
    assert "credentials" in part(report, "customers").reason
    (row,) = await database.raw(
        "select metadata from servicetitan.sync_state where key = 'customers'"
    )
    assert row["metadata"]["paused"]["reason"] == "auth"
    assert part(report, "jobs").status == "completed"


async def test_a_missing_right_pauses_one_entity_and_the_others_go_on(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "403"})

    report = await engine.run(SOME, mode="full")
    box.set_faults()
    again = await engine.run(SOME, mode="incremental")

    assert [one.name for one in report.entities if not one.ended_well] == ["customers"]
    assert "scope" in part(report, "customers").reason.lower()
    assert again.exit_code == 0
    (row,) = await database.raw(
        "select metadata from servicetitan.sync_state where key = 'customers'"
    )
    assert "paused" not in row["metadata"]
    await check_sound(database, box)


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "nul"},
        {"fault": "bad-type"},
        {"fault": "null-id"},
        {"fault": "missing-modified"},
        {"fault": "drift-add"},
        {"fault": "drift-remove"},
        {"fault": "drift-type"},
        {"fault": "drift-type", "field": "balance"},
        {"fault": "drift-enum"},
        {"fault": "odd-date"},
        {"fault": "odd-date", "field": "modifiedOn", "value": "9999-12-31T23:59:59Z"},
        {"fault": "odd-date", "field": "modifiedOn", "value": "2025-02-30T00:00:00"},
        {"fault": "duplicate"},
        {"fault": "huge", "bytes": 2_000_000},
    ],
    ids=lambda one: "-".join(str(value) for value in one.values()),
)
async def test_bad_data_never_stops_the_rest(
    engine: Engine, database: Database, box: Server, fault: dict[str, Any]
) -> None:
    box.set_faults({"match": FEED, "nth": 1, **fault})

    report = await engine.run(SOME, mode="full")
    landed = await database.raw("select count(*) as n from servicetitan.st_customers")
    waiting = await database.raw("select * from automation.sync_quarantine")
    again = await engine.run(SOME, mode="full")

    assert report.exit_code == again.exit_code == 0
    assert landed[0]["n"] + len(waiting) == 40
    assert part(report, "customers").stored.quarantined == len(waiting)
    await check_sound(database, box)


@pytest.mark.parametrize("kind", ["repeat-token", "loop-token"])
async def test_a_walk_in_circles_is_noticed_and_its_records_kept(
    engine: Engine, database: Database, box: Server, kind: str
) -> None:
    box.set_faults({"match": FEED, "fault": kind, "from": 2, "to": 40})
    report = await engine.run(find(["customers"]), mode="full")
    tries = len(box.requests("/export/customers"))
    landed = await database.raw("select count(*) as n from servicetitan.st_customers")
    box.set_faults()
    again = await engine.run(find(["customers"]), mode="incremental")

    assert part(report, "customers").status == "partial"
    assert "token" in part(report, "customers").reason
    assert tries <= 4
    assert landed[0]["n"] == 40
    assert again.exit_code == 0
    await check_sound(database, box, find(["customers"]))


async def test_an_expired_token_is_replaced_by_the_newest_stamp(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(find(["customers"]), mode="full")
    first = box.rows("crm", "customers")[0]["id"]
    box.mutate("crm/customers", change=[{"id": first, "name": "After Expiry"}])
    box.set_faults({"match": FEED, "fault": "expired-continuation", "nth": 1})

    report = await engine.run(find(["customers"]), mode="incremental")

    assert report.exit_code == 0
    await check_sound(database, box, find(["customers"]))


async def test_empty_pages_that_promise_more_end(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "empty-page"})

    report = await engine.run(find(["customers"]), mode="full")
    box.set_faults({"match": FEED, "fault": "empty-page", "nth": 1})
    again = await engine.run(find(["customers"]), mode="incremental")

    assert "empty pages" in part(report, "customers").reason
    assert again.exit_code == 0
    await check_sound(database, box, find(["customers"]))


async def test_an_end_that_comes_too_early_buries_nobody(
    engine: Engine, database: Database, box: Server
) -> None:
    customers = find(["customers"])
    await engine.run(customers, mode="full")
    box.set_faults({"match": FEED, "fault": "end-early", "nth": 1})

    report = await engine.run(customers, mode="full")

    assert report.total().deleted == 0
    told = await database.raw("select 1 from automation.events where kind <> 'created'")
    assert told == []
    await check_sound(database, box, customers)


@pytest.mark.parametrize("days", [-1, 1])
async def test_our_clock_moves_no_cursor(
    database: Database, client: Client, box: Server, days: int
) -> None:
    world = world_of(database, client)
    skewed = World(
        db=world.db,
        fetch=world.fetch,
        tenant=world.tenant,
        now=lambda: datetime.now(UTC) + timedelta(days=days),
        sleep=world.sleep,
    )
    engine = Engine(skewed)
    await engine.run(SOME, mode="full")
    job_type = box.rows("jpm", "job-types")[0]["id"]
    customer = box.rows("crm", "customers")[0]["id"]
    box.mutate("jpm/job-types", change=[{"id": job_type, "name": "Changed"}])
    box.mutate("crm/customers", change=[{"id": customer, "name": "Changed"}])

    await engine.run(SOME, mode="incremental")

    await check_sound(database, box)
