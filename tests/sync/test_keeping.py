"""Rows that are too old go, stay away, and are neither gaps nor removals of ServiceTitan's."""

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.mirror.retention import AgelessError, forget, keep
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.keeping import Rule, rule_of, ruled
from sync.verify import findings
from tests.sync.oracle import truth

INVOICES = "servicetitan.st_invoices"


def rule(words: list[str]) -> Rule:
    found = rule_of(words)
    assert found is not None
    return found


async def ids(db: Database, table: str, column: str = "st_id") -> set[int]:
    return {row[column] for row in await db.raw(f"select distinct {column} from {table}")}


async def test_rows_that_retention_removed_are_no_gap_and_no_tombstone(
    engine: Engine, database: Database, box: Server
) -> None:
    invoices = find(["invoices"])
    await engine.run(invoices, mode="full")
    before = await database.raw("select count(*) as events from automation.events")
    [age] = await database.raw(
        f"select percentile_disc(0.5) within group (order by now() - st_created_on) as middle"
        f" from {INVOICES}"
    )
    await ruled(database, rule(["keep", "invoices", str(age["middle"].days)]))

    removed = {one.table: one.rows for one in await forget(database)}
    kept = await ids(database, INVOICES)
    [counted] = await database.raw("select rows from servicetitan.sync_state")
    verify = await engine.run(invoices, mode="verify")
    full = await engine.run(invoices, mode="full")

    assert counted["rows"] == len(kept)
    assert removed[INVOICES] == len(truth(box, "invoices")) - len(kept) > 0
    assert removed["servicetitan.st_invoice_items"] > 0
    assert await ids(database, "servicetitan.st_invoice_items", "invoice_id") <= kept
    assert await findings(database, verify.entities[0]) == []
    assert verify.total().written == full.total().written == 0
    assert await ids(database, INVOICES) == kept
    assert await database.raw("select count(*) as events from automation.events") == before


async def test_every_table_is_kept_for_ever_unless_said(engine: Engine, database: Database) -> None:
    await engine.run(find(["reference"]), mode="full")

    assert await forget(database) == []
    assert await ruled(database, rule(["keep"])) == "Everything else is kept for ever."


async def test_a_rule_can_be_changed_and_taken_back(database: Database) -> None:
    for words in (["keep", "calls", "30"], ["keep", "calls", "60"]):
        told = await ruled(database, rule(words))
    after = await ruled(database, rule(["keep", "calls", "forever"]))

    assert told.splitlines()[0] == "servicetitan.st_calls: 60 days by st_created_on"
    assert after == "Everything else is kept for ever."


@pytest.mark.parametrize("name", ["events", "automation.events"])
async def test_events_go_when_a_rule_says_so(engine: Engine, database: Database, name: str) -> None:
    await engine.run(find(["job_types"]), mode="full")
    await database.raw(
        "update automation.events set at = now() - interval '31 days' where id % 2 = 0"
    )
    (left,) = await database.raw("select count(*) as n from automation.events where id % 2 = 1")
    told = await ruled(database, rule(["keep", name, "30"]))

    removed = {one.table for one in await forget(database)}
    (kept,) = await database.raw("select count(*) as n from automation.events")

    assert told.splitlines()[0] == "automation.events: 30 days by at"
    assert removed == {"automation.events"}
    assert kept["n"] == left["n"] > 0


@pytest.mark.parametrize("name", ["sync-log", "st_sync_log"])
async def test_the_log_goes_but_for_the_last_run_of_each_entity(
    engine: Engine, database: Database, name: str
) -> None:
    for _ in range(3):
        await engine.run(find(["job_types", "tag_types"]), mode="incremental")
    await database.raw(
        "update servicetitan.st_sync_log set started_at = started_at - '8 d'::interval"
    )
    await engine.run(find(["job_types"]), mode="incremental")
    last = await database.raw(
        "select distinct on (entity_type) id from servicetitan.st_sync_log"
        " order by entity_type, started_at desc"
    )
    told = await ruled(database, rule(["keep", name, "7"]))

    removed = {one.table: one.rows for one in await forget(database)}
    kept = await database.raw("select id from servicetitan.st_sync_log")

    assert told.splitlines()[0] == "servicetitan.st_sync_log: 7 days by started_at"
    assert removed == {"servicetitan.st_sync_log": 5}
    assert {row["id"] for row in kept} == {row["id"] for row in last}


async def test_every_table_that_tells_its_age_can_have_a_rule(database: Database) -> None:
    ageless = set()
    for entity in ENTITIES:
        try:
            await keep(database, entity.table, 10_000)
        except AgelessError:
            ageless.add(entity.name)

    assert await forget(database) is not None
    assert ageless <= {"business_hours", "arrival_windows"}


@pytest.mark.parametrize(
    "words",
    [
        ["keep", "calls"],
        ["keep", "calls", "0"],
        ["keep", "calls", "x"],
        ["keep", "calls", "9" * 12],
    ],
)
def test_half_a_rule_is_refused(words: list[str]) -> None:
    with pytest.raises(ValueError, match="a number of days"):
        rule_of(words)
