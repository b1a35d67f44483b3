"""A verify of some days compares what was modified on them, and says what it did not compare."""

import json
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest
from rich.console import Console

from agent.settings import load_settings
from sandbox.servicetitan import Server
from sql import Database
from sql.mirror.records import modified_on
from sync.cli import run
from sync.engine import Engine
from sync.entities import find
from sync.period import ALWAYS, Period
from sync.report import EntityReport
from sync.verify import findings, told
from tests.sync.oracle import differences
from tests.sync.program import environment

NEW_YORK = ZoneInfo("America/New_York")
JOBS, LISTED = find(["jobs"]), find(["campaigns"])
SPRING = Period.of_days(date(2026, 3, 1), date(2026, 5, 31), ZoneInfo("UTC"))
RESOURCES = {"jobs": "jpm/jobs", "campaigns": "marketing/campaigns", "leads": "crm/leads"}


def dated(box: Server, name: str, **days: str) -> dict[str, int]:
    """Give some records a stamp of noon of a day, and all others one of 2025."""
    module, _, resource = RESOURCES[name].partition("/")
    ids = [int(row["id"]) for row in box.rows(module, resource)]
    chosen = dict(zip(days, ids, strict=False))
    of = {chosen[word]: day for word, day in days.items()}
    change = [{"id": one, "modifiedOn": f"{of.get(one, '2025-01-01')}T12:00:00Z"} for one in ids]
    box.mutate(RESOURCES[name], change=change, keep_stamp=True)
    return chosen


async def verified(
    engine: Engine, name: str, period: Period = SPRING
) -> tuple[EntityReport, list[str]]:
    [part] = (await engine.run(find([name]), mode="verify", period=period)).entities
    return part, told(part, await findings(engine.world.db, part))


async def wipe(database: Database, table: str) -> None:
    await database.raw(f"update {table} set row_hash = null, full_data = '{{}}', active = null")


def test_days_are_those_of_the_company_and_the_last_is_included() -> None:
    period = Period.of_days(date(2026, 3, 1), date(2026, 3, 31), NEW_YORK)

    assert period.since == "2026-03-01T05:00:00Z"
    assert period.before == "2026-04-01T04:00:00Z"
    assert period.told(NEW_YORK) == "from 2026-03-01 until 2026-03-31 (America/New_York)"


@pytest.mark.parametrize(
    ("stamp", "held"),
    [
        ("2026-03-01T04:59:59.9999999Z", False),
        ("2026-03-01T05:00:00Z", True),
        ("2026-03-31T23:59:59.9-04:00", True),
        ("2026-04-01T04:00:00Z", False),
        (None, True),
    ],
)
def test_a_record_is_of_a_period_by_its_stamp(stamp: str | None, held: bool) -> None:
    period = Period.of_days(date(2026, 3, 1), date(2026, 3, 31), NEW_YORK)
    record = msgspec.Raw(json.dumps({"id": 1, "modifiedOn": stamp}).encode())

    assert bool(period.pick([record], modified_on)) is held


@pytest.mark.parametrize("name", ["jobs", "campaigns"])
async def test_only_what_was_modified_on_those_days_is_compared(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    """By a feed, which knows no end, and by a list, which does."""
    ids = dated(box, name, before="2026-02-28", first="2026-03-01", last="2026-05-31",
                after="2026-06-01")  # fmt: skip
    [entity] = find([name])
    await engine.run([entity], mode="full")
    await wipe(database, entity.table)

    part, lines = await verified(engine, name)

    written = await database.raw(f"select st_id from {entity.table} where full_data <> '{{}}'")
    assert {row["st_id"] for row in written} == {ids["first"], ids["last"]}
    assert part.fetched == 2
    assert lines == [f"{name} 2026-03: 1 outdated", f"{name} 2026-05: 1 outdated"]


async def test_a_feed_is_not_read_beyond_the_end(engine: Engine, box: Server) -> None:
    dated(box, "jobs", first="2025-01-01")
    await engine.run(JOBS, mode="full")
    end_of_2024 = Period(end=datetime(2025, 1, 1, tzinfo=UTC))

    part, lines = await verified(engine, "jobs", end_of_2024)

    assert (part.pages, lines) == (1, ["jobs: equal, 0 records compared"])


@pytest.mark.parametrize("name", ["jobs", "campaigns", "leads"])
async def test_a_row_of_those_days_that_servicetitan_lost_is_found(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    """Leads cannot be asked for by id: their feed is read once more."""
    ids = dated(box, name, one="2026-04-01", other="2026-08-01")
    [entity] = find([name])
    await engine.run([entity], mode="full")
    box.mutate(RESOURCES[name], delete=list(ids.values()), hard=True)

    _, lines = await verified(engine, name)

    gone = await database.raw(f"select st_id from {entity.table} where deleted_at is not null")
    assert [row["st_id"] for row in gone] == [ids["one"]]
    assert lines == [f"{name} 2026-04: 1 gone"]


@pytest.mark.parametrize("name", ["jobs", "campaigns", "leads"])
async def test_a_row_that_servicetitan_has_under_another_stamp_is_brought(
    engine: Engine, database: Database, box: Server, name: str
) -> None:
    """Its new stamp, before the period or behind it, is told with it."""
    ids = dated(box, name, one="2026-04-01", two="2026-04-02", three="2026-04-03")
    [entity] = find([name])
    await engine.run([entity], mode="full")
    stamps = {"one": "2026-08-01T12:00:00Z", "two": "2026-02-01T12:00:00Z"}
    moved = [{"id": ids[one], "modifiedOn": stamp} for one, stamp in stamps.items()]
    box.mutate(RESOURCES[name], change=moved, keep_stamp=True)
    await database.raw(f"update {entity.table} set local_synced_at = now() - interval '2 days'")

    part, [*found, note] = await verified(engine, name)

    assert (part.moved, part.unmet, part.fetched) == (2, 0, 3)
    assert found == [f"{name} 2026-02: 1 outdated", f"{name} 2026-08: 1 outdated"]
    assert note == (
        f"{name}: 2 records of this time in the mirror ServiceTitan has under a stamp of another "
        "time (changed since, most often): compared too"
    )
    assert await differences(database, box, [entity]) == []


async def test_one_that_the_feed_does_not_show_is_said_not_to_have_been_compared(
    engine: Engine, database: Database, box: Server
) -> None:
    """A list knows it without a stamp, by which alone the feed could be asked for it."""
    ids = dated(box, "jobs", one="2026-04-01", two="2026-04-02")
    await engine.run(JOBS, mode="full")
    lost = {"id": ids["one"], "modifiedOn": None}
    box.mutate("jpm/jobs", change=[lost], keep_stamp=True)

    part, [first, note] = await verified(engine, "jobs")

    assert (part.moved, part.unmet, first) == (0, 1, "jobs: 1 record compared")
    assert note.startswith("jobs: 1 record of this time in the mirror ServiceTitan has, but its ")
    await verified(engine, "jobs", ALWAYS)
    assert await differences(database, box, JOBS) == []


async def test_what_has_no_stamp_is_said_not_to_have_been_compared(
    engine: Engine, box: Server
) -> None:
    """A feed from a day on shows no record without a stamp."""
    first, second, *_ = [row["id"] for row in box.rows("jpm", "jobs")]
    lost = [{"id": one, "modifiedOn": None} for one in (first, second)]
    box.mutate("jpm/jobs", change=lost, keep_stamp=True)
    await engine.run(JOBS, mode="full")

    _, some = await verified(engine, "jobs", Period(SPRING.start))
    whole, lines = await verified(engine, "jobs", ALWAYS)

    said = "jobs: 2 records without a modified stamp, not compared"
    assert [line for line in some if line.startswith(said)]
    assert lines == [f"jobs: equal, {whole.fetched:,} records compared"]


async def test_a_feed_without_stamps_says_that_its_end_is_open(engine: Engine) -> None:
    await engine.run(find(["job_canceled_logs"]), mode="full")

    part, lines = await verified(engine, "job_canceled_logs", Period(end=SPRING.end))

    assert part.unplaced == part.fetched > 0
    [said] = lines[1:]
    assert said.startswith(f"job_canceled_logs: {part.fetched} records without a modified stamp")
    assert said.endswith("compared too: nothing says that they are of another time")


async def test_a_list_that_knows_no_times_is_compared_whole_and_says_so(engine: Engine) -> None:
    windows = find(["arrival_windows"])
    await engine.run(windows, mode="full")

    part, lines = await verified(engine, "arrival_windows")

    assert lines == [
        f"arrival_windows: equal, {part.fetched} records compared",
        "arrival_windows: compared whole, since ServiceTitan's list of them knows no times",
    ]


async def test_the_log_says_of_which_time_a_verify_was(engine: Engine, database: Database) -> None:
    await engine.run(LISTED, mode="verify", period=SPRING)

    [row] = await database.raw("select parameters from servicetitan.st_sync_log")
    told_of = {name: row["parameters"][name] for name in ("since", "before")}
    assert told_of == {"since": "2026-03-01T00:00:00Z", "before": "2026-06-01T00:00:00Z"}


async def test_a_person_verifies_some_days_by_their_names(
    box: Server, fresh_database: str, tmp_path: Path
) -> None:
    dated(box, "campaigns", first="2026-03-01", last="2026-05-31")
    settings = load_settings(environment(box, fresh_database, tmp_path))
    words = ["verify", "campaigns", "--since", "2026-03-01", "--until", "2026-05-31"]
    out = StringIO()

    code = await run(settings, words, Console(file=out, width=200))

    assert code == 0
    said = out.getvalue()
    assert "modified from 2026-03-01 until 2026-05-31 (America/New_York).\n" in said
    assert "campaigns 2026-03: 1 missing\ncampaigns 2026-05: 1 missing\n" in said
