"""Rows 1 to 7 and 31 of the fault matrix: answers that fail, break, hang or are refused."""

import asyncio
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES
from sync.heartbeat import Heart
from sync.schedule import Standing, Tick, due
from tests.kit.clients import client_of
from tests.sync.conftest import world_of
from tests.sync.faults.sound import (
    FEED,
    SOME,
    check_midway,
    check_recovered,
    memory,
    part,
    stored_customers,
)
from tools.servicetitan import client as client_module
from tools.servicetitan.client import Client

TICK = Tick("test", "* * * * *", "incremental", lambda one: one in SOME, always=True)

PASSING: dict[str, dict[str, Any]] = {
    "row-1-seconds": {"fault": "429", "from": 2, "to": 3, "retry_after": 2},
    "row-1-date": {"fault": "429", "from": 2, "to": 3, "retry_after": 2, "style": "date"},
    "row-1-words": {"fault": "429", "from": 2, "to": 3, "retry_after": 2, "style": "title"},
    "row-2-500": {"fault": "500", "from": 2, "to": 4},
    "row-2-502": {"fault": "502", "from": 1, "to": 2},
    "row-2-504": {"fault": "504", "from": 1, "to": 2},
    "row-3-html": {"fault": "503html", "from": 2, "to": 3},
    "row-3-data": {"fault": "503data", "from": 1, "to": 2},
    "row-3-html-as-success": {"fault": "200html", "from": 1, "to": 2},
    "row-4-one-401": {"fault": "expired-token", "nth": 2},
    "row-4-all-revoked": {"fault": "expire-token", "nth": 2},
    "row-5-cut-json": {"fault": "cut-json", "from": 2, "to": 3},
    "row-5-cut-body": {"fault": "truncate", "from": 2, "to": 3},
    "row-6-reset": {"fault": "reset", "from": 2, "to": 4},
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING.keys())
async def test_a_passing_failure_is_sat_out(
    engine: Engine, database: Database, box: Server, fault: dict[str, Any]
) -> None:
    box.set_faults({"match": "/export/", **fault})

    report = await engine.run(SOME, mode="full")
    met = box.desk.plan[0].fired

    assert met == (1 if "nth" in fault else fault["to"] - fault["from"] + 1)
    assert report.exit_code == 0
    assert report.total().written == sum(one.fetched for one in report.entities)
    await check_recovered(database, box, report)


LASTING = {
    "row-2": "500",
    "row-3": "503html",
    "row-3-data": "503data",
    "row-3-html-as-success": "200html",
    "row-5": "cut-json",
    "row-5-cut-body": "truncate",
    "row-6": "reset",
}


@pytest.mark.parametrize("kind", LASTING.values(), ids=LASTING.keys())
async def test_a_lasting_failure_ends_the_run_and_leaves_the_cursor(
    engine: Engine, database: Database, box: Server, kind: str
) -> None:
    box.set_faults({"match": FEED, "fault": kind, "from": 2})

    report = await engine.run(SOME, mode="full")
    asked = box.desk.plan[0].fired
    stored = await stored_customers(database)
    await check_midway(database, box, report)
    again = await engine.run(SOME, mode="incremental")

    bad = part(report)
    assert (bad.status, bad.pages, stored) == ("partial", 1, 25)
    assert bad.reason
    assert asked <= 9
    assert part(report, "jobs").status == "completed"
    assert part(again).fetched < 40
    await check_recovered(database, box, report, again)


async def test_row_1_a_wait_beyond_all_patience_ends_the_run_at_once(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "429", "nth": 2, "retry_after": 3600})

    report = await engine.run(SOME, mode="full")
    await check_midway(database, box, report)
    again = await engine.run(SOME, mode="incremental")

    assert part(report).status == "partial"
    assert "3,600 seconds" in str(part(report).reason)
    await check_recovered(database, box, report, again)


async def test_row_4_many_refusals_at_once_cause_one_new_token_and_the_same_page(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": "/export/", "fault": "expire-token", "nth": 3})

    report = await engine.run(SOME, mode="full")
    tokens = len(box.requests("/connect/token"))
    asked = [(one["path"], one["query"]) for one in box.requests("/export/")]
    twice = {one for one in asked if asked.count(one) > 1}
    refused = [one for one in box.requests("/tenant/") if one["status"] == 401]

    assert tokens == 2
    assert 1 <= len(refused) <= len(SOME)
    assert twice <= {(one["path"], one["query"]) for one in refused}
    await check_recovered(database, box, report)


async def test_row_4_a_second_refusal_pauses_and_nobody_asks_again_at_once(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "expired-token"})

    report = await engine.run(SOME, mode="full")
    asked = box.desk.plan[0].fired
    rows = await database.rows("sync_due", keys=[one.name for one in SOME])
    known = {one["key"]: Standing(one["as_of"], one["paused_at"]) for one in rows}
    paused = await memory(database)
    waits = due(TICK, known, rows[0]["now"], SOME)
    await check_midway(database, box, report)
    again = await engine.run(SOME, mode="incremental")

    assert (part(report).status, asked) == ("failed", 2)
    assert "credentials" in str(part(report).reason)
    assert paused["paused"]["reason"] == "auth"
    assert [one.name for one in SOME if one not in waits] == ["customers"]
    assert part(report, "jobs").status == "completed"
    assert "paused" not in await memory(database)
    await check_recovered(database, box, report, again)


async def test_row_7_a_stalled_answer_is_given_up_while_the_heart_beats(
    database: Database, box: Server, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    longest = client_module.TIMEOUT.read or 0
    monkeypatch.setattr(client_module, "TIMEOUT", httpx.Timeout(1.0))
    box.set_faults({"match": "/export/", "fault": "stall", "nth": 2, "seconds": 50})
    now = lambda: datetime.now(UTC)  # noqa: E731 - the heart's clock
    heart = Heart(database, tmp_path / "worker-heartbeat", "sync", now, dict)
    beats: list[float] = []

    async def beat() -> None:
        while True:
            await heart.beat()
            beats.append(asyncio.get_running_loop().time())
            await asyncio.sleep(0.05)

    async with client_of(box) as impatient:
        beating = asyncio.create_task(beat())
        report = await Engine(world_of(database, impatient)).run(SOME, mode="full")
        beating.cancel()

    pauses = [later - sooner for sooner, later in pairwise(beats)]
    assert 100 < longest <= 110  # ServiceTitan itself works for 100 s at most
    assert len(beats) > 5
    assert max(pauses) < 1.0
    assert report.exit_code == 0
    await check_recovered(database, box, report)


async def test_row_31_a_missing_right_pauses_one_entity_and_the_others_go_on(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "403"})

    report = await engine.run(SOME, mode="full")
    asked = box.desk.plan[0].fired
    paused = await memory(database)
    await check_midway(database, box, report)
    again = await engine.run(SOME, mode="incremental")

    assert asked == 1
    assert [one.name for one in report.entities if not one.ended_well] == ["customers"]
    assert "scope" in str(part(report).reason).lower()
    assert paused["paused"]["reason"] == "not allowed"
    assert "paused" not in await memory(database)
    await check_recovered(database, box, report, again)


async def test_row_31_without_any_right_every_entity_is_paused_and_said(
    database: Database, box: Server, client: Client
) -> None:
    box.set_faults({"match": "/tenant/", "fault": "403"})

    report = await Engine(world_of(database, client)).run(ENTITIES, mode="full")
    asked = len(box.requests("/tenant/"))

    assert {one.status for one in report.entities} == {"failed"}
    assert asked == len(ENTITIES)
    await check_midway(database, box, report)


async def test_row_19_an_end_that_comes_too_early_buries_nobody(
    engine: Engine, database: Database, box: Server
) -> None:
    """A full run that was shown a part only must not take the rest for gone."""
    first = await engine.run(SOME, mode="full")
    box.set_faults({"match": FEED, "fault": "end-early", "nth": 1})

    report = await engine.run(SOME, mode="full")

    told = await database.raw(
        "select 1 from automation.events where run_id = $1", part(report).run_id
    )
    assert (part(report).pages, part(report).stored.deleted, told) == (1, 0, [])
    await check_recovered(database, box, first, report)
