"""Columns that only a list fills arrive after a plain sync, and nothing is written twice."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.mirror.listed import fill, listed
from sql.mirror.statements import SOFT
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.entity import Entity
from sync.visit import World
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.oracle import Source, differences, versions
from tests.sync.undated import Undated
from tools.errors import Forbidden
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

JOBS = "servicetitan.st_jobs"
STAMP = "2026-01-02T03:04:05.6789Z"
BOTH = find(["jobs", "pricebook_services"])


async def recalls(database: Database) -> dict[int, int]:
    rows = await database.raw(f"select st_id, recall_for_id from {JOBS} where recall_for_id > 0")
    return {row["st_id"]: row["recall_for_id"] for row in rows}


def in_list(box: Server) -> dict[int, int]:
    rows = list(Source(box)._list(f"/jpm/v2/tenant/{box.tenant}/jobs"))
    return {row["id"]: row["recallForId"] for row in rows if row["recallForId"]}


def asked(box: Server) -> list[dict[str, Any]]:
    return [one for one in box.requests() if one["path"].endswith("/jobs")]


def test_every_such_column_has_a_list_to_fill_it() -> None:
    filled = {one.table.rpartition(".")[2] for one in ENTITIES if one.list_walk()}

    assert filled == set(SOFT)


async def test_the_run_after_a_first_load_fills_them_and_the_next_rewrites_nothing(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(BOTH, mode="full")
    before = await recalls(database)

    report = await engine.run(BOTH, mode="incremental")
    filled, kept = await recalls(database), await versions(database)
    again = await engine.run(BOTH, mode="incremental")

    assert before == {}
    assert filled == in_list(box) != {}
    assert report.total().updated >= len(filled)
    static = await database.raw(
        "select count(*) as n from pricebook.pb_services where use_static_prices"
    )
    assert static[0]["n"] > 0
    assert again.total().written == 0
    assert await versions(database) == kept
    assert await differences(database, box, BOTH) == []


async def test_later_runs_read_the_list_from_the_mark(
    engine: Engine, database: Database, box: Server
) -> None:
    jobs = find(["jobs"])
    await engine.run(jobs, mode="full")
    assert [one for one in asked(box) if "/export/" not in one["path"]] == []
    await engine.run(jobs, mode="incremental")
    first, second, *_ = [row["id"] for row in box.rows("jpm", "jobs") if not row["recallForId"]]
    gone = next(iter(in_list(box)))
    box.mutate("jpm/jobs", change=[{"id": first, "recallForId": second}])
    box.mutate("jpm/jobs", change=[{"id": gone, "recallForId": None}])
    sofar = len(box.requests())

    report = await engine.run(jobs, mode="incremental")
    took = len(box.requests()) - sofar

    assert await recalls(database) == in_list(box)
    assert took <= 3
    assert report.total().updated <= 6
    events = await database.raw(
        "select st_id, changed from automation.events where entity = $1 and changed ? $2",
        JOBS,
        "recall_for_id",
    )
    assert {first, gone} <= {row["st_id"] for row in events}


async def test_a_complete_reading_starts_the_list_anew(engine: Engine, database: Database) -> None:
    jobs = find(["jobs"])
    await engine.run(jobs, mode="full")
    await engine.run(jobs, mode="incremental")
    wanted = await recalls(database)
    await database.raw(f"update {JOBS} set recall_for_id = null")

    await engine.run(jobs, mode="incremental")
    from_mark = await recalls(database)
    await engine.run(jobs, mode="full")
    await engine.run(jobs, mode="incremental")

    assert from_mark != wanted
    assert await recalls(database) == wanted


async def test_a_list_that_is_refused_leaves_the_rows_fresh(
    database: Database, client: Client
) -> None:
    world = world_of(database, client)

    async def fetch(operation: Operation, query: Query) -> bytes:
        if "export" not in operation.path:
            raise Forbidden
        return await world.fetch(operation, query)

    jobs = find(["jobs"])
    barred = Engine(World(database, fetch, world.tenant, world.now, world.sleep))
    await barred.run(jobs, mode="full")

    report = await barred.run(jobs, mode="incremental")

    assert report.entities[0].status == "partial"
    assert "list" in (report.entities[0].reason or "")
    (row,) = await database.raw("select metadata, last_incremental_at from servicetitan.sync_state")
    assert row["last_incremental_at"] is not None
    assert "paused" not in row["metadata"]


async def test_odd_records_of_a_list_change_nothing_else(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(find(["jobs"]), mode="full")
    first, second, third, *_ = [row["id"] for row in box.rows("jpm", "jobs")]
    stamp = "2099-01-01T00:00:00Z"
    records = [
        {"id": first, "recallForId": "x", "modifiedOn": stamp},
        {"id": second, "recallForId": third, "modifiedOn": stamp, "summary": "\0"},
        {"id": third, "recallForId": first, "modifiedOn": "2001-01-01T00:00:00Z"},
        {"id": 10**15, "recallForId": first, "modifiedOn": stamp},
        {"recallForId": first},
    ]

    stored = await fill(database, JOBS, [json.dumps(one).encode() for one in records])

    assert (stored.updated, stored.unchanged) == (1, 4)
    assert await recalls(database) == {second: third}
    drift = await database.raw(
        "select kind, sample from automation.sync_drift where entity = $1", JOBS
    )
    assert [one["kind"] for one in drift if str(first) in one["sample"]] == ["unfit in list"]
    assert listed("servicetitan.st_customers") == frozenset()


def small(size: int = 20) -> list[Entity]:
    """Jobs, few to a page of their list."""
    return [replace(one, page_size=size) for one in find(["jobs"])]


class Lists:
    """The list of jobs: what happens after one of its pages, and jobs that no window shows."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.pages = 0
        self.then: Callable[[int], object] = lambda _: None
        self.undated: set[int] = set()

    async def fetch(self, operation: Operation, query: Query) -> bytes:
        if "export" in operation.path:
            return await self.world.fetch(operation, query)
        body = await Undated(self.world, self.undated).fetch(operation, query)
        self.pages += 1
        self.then(self.pages)
        return body


def lists(world: World) -> tuple[Lists, Engine]:
    told = Lists(world)
    return told, Engine(replace(world, fetch=told.fetch))


@pytest.mark.parametrize("after", [1, 2, 3])
async def test_no_job_of_a_crowded_second_slips_between_two_pages_of_the_list(
    database: Database, client: Client, box: Server, after: int
) -> None:
    """One that changes goes to the end, and the one behind a page's edge moves up a page."""
    ids = [row["id"] for row in box.rows("jpm", "jobs")]
    crowd = [{"id": one, "modifiedOn": STAMP, "recallForId": ids[0]} for one in ids]
    box.mutate("jpm/jobs", change=crowd, keep_stamp=True)
    told, engine = lists(world_of(database, client))
    told.then = lambda page: page == after and box.mutate("jpm/jobs", change=[{"id": ids[0]}])
    await engine.run(small(), mode="full")

    report = await engine.run(small(), mode="incremental")

    assert report.exit_code == 0
    assert told.pages >= 4
    assert await recalls(database) == in_list(box)
    assert len(in_list(box)) == len(ids)


@pytest.mark.parametrize("after", [1, 2])
async def test_nor_does_one_slip_where_another_is_removed(
    database: Database, client: Client, box: Server, after: int
) -> None:
    ids = [row["id"] for row in box.rows("jpm", "jobs")]
    crowd = [{"id": one, "modifiedOn": STAMP, "recallForId": ids[0]} for one in ids]
    box.mutate("jpm/jobs", change=crowd, keep_stamp=True)
    told, engine = lists(world_of(database, client))
    gone = {"delete": [ids[0]], "hard": True}
    told.then = lambda page: page == after and box.mutate("jpm/jobs", **gone)
    await engine.run(small(), mode="full")

    await engine.run(small(), mode="incremental")

    assert told.pages >= 4
    assert in_list(box).items() <= (await recalls(database)).items()
    assert len(in_list(box)) == len(ids) - 1


async def test_jobs_without_a_stamp_are_filled_after_a_full_run_even_a_broken_one(
    database: Database, client: Client, box: Server
) -> None:
    """The run that ends the reading saw only the end of the list."""
    first, *_, last = [row["id"] for row in box.rows("jpm", "jobs")]
    change = {"id": last, "modifiedOn": None, "recallForId": first}
    box.mutate("jpm/jobs", change=[change], keep_stamp=True)
    told, engine = lists(world_of(database, client))
    told.undated = {last}
    await engine.run(small(), mode="full")

    def die(page: int) -> None:
        if page == 2:
            raise RuntimeError("the process is gone")

    told.then = die
    broken = await engine.run(small(), mode="incremental")
    told.then = lambda _: None
    await engine.run(small(), mode="incremental")
    pages = told.pages
    await engine.run(small(), mode="incremental")

    assert broken.exit_code == 1
    assert await recalls(database) == in_list(box)
    assert last in in_list(box)
    assert told.pages == pages + 1


async def test_a_reading_of_the_list_that_goes_on_fetches_one_page_again(
    database: Database, client: Client, box: Server
) -> None:
    """The first one after a full run reads the list whole, which may be long."""
    told, engine = lists(world_of(database, client))
    await engine.run(small(), mode="full")

    def die(page: int) -> None:
        if page == 3:
            raise RuntimeError("the process is gone")

    told.then = die
    broken = await engine.run(small(), mode="incremental")
    told.then = lambda _: None
    await engine.run(small(), mode="incremental")
    pages = told.pages
    await database.raw(f"update {JOBS} set recall_for_id = null")
    await database.raw("update servicetitan.sync_state set metadata = metadata - 'list'")
    await engine.run(small(), mode="incremental")

    assert (broken.exit_code, pages > 5) == (1, True)
    assert pages <= told.pages - pages + 1
    assert await recalls(database) == in_list(box)
