"""Rows 8 to 15 of the fault matrix: records that are wrong, new, odd or come twice."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sql.mirror import replay
from sync import state
from sync.engine import Engine
from sync.entities import find
from tests.sync.faults.sound import (
    FEED,
    SOME,
    check_midway,
    check_recovered,
    drifts,
    memory,
    part,
    quarantined,
    stored_customers,
)
from tests.sync.oracle import mirrored, truth

TABLE = "servicetitan.st_customers"
BAD: dict[str, dict[str, Any]] = {
    "row-8-nul": {"fault": "nul"},
    "row-8-nul-in-address": {"fault": "nul", "field": "type"},
    "row-9-wrong-type": {"fault": "bad-type"},
    "row-9-text-for-a-list": {"fault": "bad-type", "field": "tagTypeIds"},
    "row-10-null-id": {"fault": "null-id"},
    "row-10-no-id": {"fault": "drift-remove", "field": "id"},
    "row-10-all-ids-gone": {"fault": "null-id", "row": "all"},
    "row-11-no-stamp": {"fault": "missing-modified", "row": "all"},
    "row-12-new-field": {"fault": "drift-add", "row": "all"},
    "row-13-field-gone": {"fault": "drift-remove", "row": "all"},
    "row-13-text-id": {"fault": "drift-type", "row": "all"},
    "row-13-text-amount": {"fault": "drift-type", "field": "balance"},
    "row-13-new-value": {"fault": "drift-enum", "row": "all"},
    "row-13-number-for-a-value": {"fault": "drift-enum", "value": 7},
    "row-14-year-1": {"fault": "odd-date", "row": "all"},
    "row-14-stamp-in-year-1": {"fault": "odd-date", "field": "modifiedOn"},
    "row-14-stamp-in-year-9999": {
        "fault": "odd-date", "field": "modifiedOn", "value": "9999-12-31T23:59:59Z"},
    "row-14-no-such-day": {
        "fault": "odd-date", "field": "modifiedOn", "value": "2025-02-30T00:00:00"},
    "row-14-no-offset": {
        "fault": "odd-date", "field": "modifiedOn", "value": "2019-03-10T02:30:00"},
    "row-15-same-twice": {"fault": "duplicate", "row": "all"},
    "row-21-huge": {"fault": "huge", "bytes": 2_000_000},
}  # fmt: skip


@pytest.mark.parametrize("fault", BAD.values(), ids=BAD.keys())
async def test_bad_data_never_stops_the_rest(
    engine: Engine, database: Database, box: Server, fault: dict[str, Any]
) -> None:
    """Every record is in the table or in quarantine, and the next good version heals it."""
    box.set_faults({"match": FEED, "nth": 1, **fault})

    report = await engine.run(SOME, mode="full")
    landed, waiting = await stored_customers(database), await quarantined(database)
    await check_midway(database, box, report, lied=True)
    again = await engine.run(SOME, mode="full")

    assert report.exit_code == again.exit_code == 0
    assert landed + len(waiting) == 40
    assert part(report).stored.quarantined == len(waiting)
    assert all(one["reason"] for one in waiting)
    await check_recovered(database, box, again)


async def test_row_8_a_nul_is_made_visible_flagged_and_kept_as_it_came(
    engine: Engine, database: Database, box: Server
) -> None:
    st_id, sound = first_customer(box)
    box.set_faults({"match": FEED, "nth": 1, "fault": "nul", "id": st_id})

    await engine.run(SOME, mode="full")

    stored = await customer(database, st_id)
    (kept,) = await database.raw("select * from automation.sync_quarantine")
    assert stored["name"] == f"{sound['name'][:3]}\\u0000{sound['name'][3:]}"
    assert json.loads(kept["raw"])["name"] == f"{sound['name'][:3]}\0{sound['name'][3:]}"
    assert (kept["st_id"], kept["resolved_at"] is None) == (str(st_id), False)
    assert await drifts(database) == [("", "odd escape")]


async def test_row_9_a_replay_waits_until_the_cause_is_gone(
    engine: Engine, database: Database, box: Server
) -> None:
    """The cause is ours here: a rule of the table that the record does not meet."""
    st_id, sound = first_customer(box)
    rule = f"alter table {TABLE} add constraint no_luck check (st_id <> {st_id})"
    await database.raw(rule)
    report = await engine.run(SOME, mode="full")
    (waiting,) = await quarantined(database)
    early = await replay(database, tenant=box.tenant)
    await database.raw(f"alter table {TABLE} drop constraint no_luck")
    done = await replay(database, tenant=box.tenant)
    late = await replay(database, tenant=box.tenant)

    assert part(report).stored.quarantined == 1
    assert "no_luck" in waiting["reason"]
    assert json.loads(waiting["raw"])["id"] == st_id
    assert (early[TABLE].quarantined, done[TABLE].created, late) == (1, 1, {})
    assert (await customer(database, st_id))["full_data"] == sound
    assert await quarantined(database) == []
    await check_recovered(database, box, report)


async def test_row_9_a_record_corrected_at_its_source_ends_the_waiting(
    engine: Engine, database: Database, box: Server
) -> None:
    st_id, _ = first_customer(box)
    box.set_faults({"match": FEED, "nth": 1, "fault": "bad-type", "id": st_id})
    report = await engine.run(SOME, mode="full")
    still = await replay(database, tenant=box.tenant)
    (waiting,) = await quarantined(database)
    box.mutate("crm/customers", change=[{"id": st_id, "balance": 77.5}])
    again = await engine.run(SOME, mode="incremental")
    nothing = await replay(database, tenant=box.tenant)

    assert still[TABLE].quarantined == 1
    assert (waiting["st_id"], waiting["attempts"]) == (str(st_id), 2)
    assert "numeric" in waiting["reason"]
    assert nothing == {}
    assert float((await customer(database, st_id))["balance"]) == 77.5
    await check_recovered(database, box, report, again)


async def test_row_9_a_replay_never_undoes_a_newer_version(
    engine: Engine, database: Database, box: Server
) -> None:
    st_id, _ = first_customer(box)
    first = await engine.run(SOME, mode="full")
    await database.raw(f"alter table {TABLE} add constraint no_second check (name <> 'Second')")
    box.mutate("crm/customers", change=[{"id": st_id, "name": "Second"}])
    second = await engine.run(SOME, mode="incremental")
    box.mutate("crm/customers", change=[{"id": st_id, "name": "Third"}])
    third = await engine.run(SOME, mode="incremental")
    await database.raw(f"alter table {TABLE} drop constraint no_second")
    reopened = await database.raw(
        "update automation.sync_quarantine set resolved_at = null returning st_id"
    )
    done = await replay(database, tenant=box.tenant)

    assert [one["st_id"] for one in reopened] == [str(st_id)]
    assert (done[TABLE].written, await quarantined(database)) == (0, [])
    assert (await customer(database, st_id))["name"] == "Third"
    await check_recovered(database, box, first, second, third)


async def test_row_10_a_record_without_id_waits_with_its_reason(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "nth": 1, "fault": "null-id", "row": "all"})

    report = await engine.run(SOME, mode="full")
    waiting = await quarantined(database)
    replayed = await replay(database, tenant=box.tenant)

    assert {one["reason"] for one in waiting} == {"no id"}
    assert len(waiting) == 25
    assert replayed[TABLE].quarantined == 25
    assert len(await quarantined(database)) == 25
    await check_midway(database, box, report)


async def test_row_11_records_without_a_stamp_land_and_move_no_cursor(
    engine: Engine, database: Database, box: Server
) -> None:
    box.set_faults({"match": FEED, "fault": "missing-modified", "row": "all"})
    report = await engine.run(SOME, mode="full")
    token, remembered = (await state.read(database, "customers")).value, await memory(database)
    box.set_faults()
    st_id, _ = first_customer(box)
    box.mutate("crm/customers", change=[{"id": st_id, "name": "Stamped again"}])
    again = await engine.run(SOME, mode="incremental")

    assert await stored_customers(database) == 40
    assert token
    assert remembered["latest"] == ""
    assert (await customer(database, st_id))["name"] == "Stamped again"
    healed = await engine.run(SOME, mode="full")
    await check_recovered(database, box, report, again, healed)


async def test_row_12_an_unknown_field_is_kept_and_told_once(
    engine: Engine, database: Database, box: Server
) -> None:
    columns = "select count(*) as n from information_schema.columns where table_schema = $1"
    before = await database.raw(columns, "servicetitan")
    box.set_faults({"match": FEED, "fault": "drift-add", "row": "all"})
    for _ in range(2):
        await engine.run(SOME, mode="full")

    st_id, sound = first_customer(box)
    stored = await customer(database, st_id)
    assert stored["full_data"] == sound | {"brandNewField": {"nested": [1, 2]}}
    assert await drifts(database) == [("brandNewField", "field added")]
    assert await database.raw(columns, "servicetitan") == before


async def test_row_12_an_unknown_field_inside_of_another_is_told_by_its_path(
    engine: Engine, database: Database, box: Server
) -> None:
    st_id, _ = first_customer(box)
    address = {"street": "1 Main St", "plusCode": "76VV"}
    box.set_faults(
        {"match": FEED, "fault": "drift-add", "field": "address", "value": address, "id": st_id}
    )

    await engine.run(SOME, mode="full")

    assert (await customer(database, st_id))["full_data"]["address"] == address
    assert await drifts(database) == [("address.plusCode", "field added")]


async def test_row_13_a_new_value_is_stored_and_told_once(
    engine: Engine, database: Database, box: Server
) -> None:
    st_id, _ = first_customer(box)
    for value in ("Industrial", "Marine", "Industrial"):
        box.set_faults({"match": FEED, "fault": "drift-enum", "value": value, "row": "all"})
        await engine.run(SOME, mode="full")

    assert (await customer(database, st_id))["full_data"]["type"] == "Industrial"
    assert await drifts(database) == [
        ("type = Industrial", "new value"),
        ("type = Marine", "new value"),
    ]


@pytest.mark.parametrize(
    ("fault", "column", "told"),
    [
        ({"fault": "drift-remove", "field": "balance"}, "balance", ("balance", "field removed")),
        ({"fault": "drift-type", "field": "createdById"}, None, ("createdById", "type changed")),
        ({"fault": "drift-type"}, None, ("id", "type changed")),
    ],
    ids=["field-removed", "text-for-another-id", "text-for-the-id"],
)
async def test_row_13_a_changed_shape_is_told_once_and_stops_nothing(
    engine: Engine,
    database: Database,
    box: Server,
    fault: dict[str, Any],
    column: str | None,
    told: tuple[str, str],
) -> None:
    await engine.run(SOME, mode="full")
    for name in ("one", "two"):
        box.set_faults({"match": FEED, "row": "all", **fault})
        changed = [{"id": one, "name": name} for one in sorted(truth_of(box))]
        box.mutate("crm/customers", change=changed)
        report = await engine.run(SOME, mode="incremental")
        assert report.exit_code == 0

    assert await drifts(database) == [told]
    assert await quarantined(database) == []
    if column:
        rows = await database.raw(f"select count(*) as n from {TABLE} where {column} is not null")
        assert rows[0]["n"] == 0
    box.set_faults()
    healed = await engine.run(SOME, mode="full")
    await check_recovered(database, box, healed)


ODD = [
    "0001-01-01T00:00:00",
    "9999-12-31T23:59:59Z",
    "2025-02-30T00:00:00Z",
    "2099-06-01T00:00:00",
    "2031-06-01T00:00:00Z",
    "soon",
]


@pytest.mark.parametrize("stamp", ODD)
@pytest.mark.parametrize(
    ("name", "match", "table"),
    [("customers", FEED, "crm/customers"), ("job_types", "/job-types", "jpm/job-types")],
    ids=["feed", "list"],
)
async def test_row_14_an_odd_stamp_never_shifts_a_cursor(
    engine: Engine, database: Database, box: Server, stamp: str, name: str, match: str, table: str
) -> None:
    entity = find([name])
    box.set_faults({"match": match, "fault": "odd-date", "field": "modifiedOn", "value": stamp,
                    "row": 2})  # fmt: skip
    report = await engine.run(entity, mode="full")
    remembered = await memory(database, name)
    box.set_faults()
    st_id = max(truth_of(box, name))
    box.mutate(table, change=[{"id": st_id, "name": "Changed later"}])
    box.set_faults({"match": FEED, "fault": "expired-continuation", "nth": 1})
    again = await engine.run(entity, mode="incremental")

    newest = max(row["modifiedOn"] for row in truth_of(box, name).values())
    assert "2000" < remembered["latest"][:19] <= newest[:19]
    assert again.exit_code == 0
    assert (await mirrored(database, entity[0].table))[st_id]["name"] == "Changed later"
    healed = await engine.run(entity, mode="full")
    await check_recovered(database, box, report, again, healed, entities=entity)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("0001-01-01T00:00:00", None),
        ("9999-12-31T23:59:59Z", None),
        ("20250-06-01T00:00:00Z", None),
        ("+12025-06-01T00:00:00Z", None),
        ("120250-06-01T00:00:00", None),
        ("13/06/2025", None),
        ("2025/06/13", None),
        ("soon", None),
        ("2026-03-08T02:30:00", datetime(2026, 3, 8, 2, 30, tzinfo=UTC)),
        ("2026-11-01T01:30:00-04:00", datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        ("2026-11-01T01:30:00-05:00", datetime(2026, 11, 1, 6, 30, tzinfo=UTC)),
    ],
)
async def test_row_14_an_odd_date_is_a_moment_or_null_and_told(
    engine: Engine, database: Database, box: Server, text: str, moment: datetime | None
) -> None:
    st_id, _ = first_customer(box)
    box.set_faults({"match": FEED, "fault": "odd-date", "value": text, "id": st_id})

    for _ in range(2):
        await engine.run(SOME, mode="full")
        await database.raw(f"update {TABLE} set row_hash = null")

    stored = await customer(database, st_id)
    assert stored["st_created_on"] == moment
    assert stored["full_data"]["createdOn"] == text
    assert await drifts(database) == ([("createdOn", "odd_date")] if moment is None else [])


@pytest.mark.parametrize("newer", [True, False])
async def test_row_15_of_two_versions_in_one_page_the_newer_stays(
    engine: Engine, database: Database, box: Server, newer: bool
) -> None:
    st_id, sound = first_customer(box)
    stamp = "2099-01-01T00:00:00Z" if newer else "2001-01-01T00:00:00Z"
    change = {"name": "The other version", "modifiedOn": stamp}
    box.set_faults({"match": FEED, "nth": 1, "fault": "duplicate", "id": st_id, "change": change})

    report = await engine.run(SOME, mode="full")
    stored = await customer(database, st_id)

    assert stored["name"] == ("The other version" if newer else sound["name"])
    assert await stored_customers(database) == 40
    await check_midway(database, box, report, lied=True)
    assert report.exit_code == 0


@pytest.mark.parametrize("newer", [True, False])
async def test_row_15_of_two_versions_on_two_pages_the_newer_stays(
    engine: Engine, database: Database, box: Server, newer: bool
) -> None:
    st_id, sound = first_customer(box)
    stamp = "2099-01-01T00:00:00Z" if newer else "2001-01-01T00:00:00Z"
    other = json.loads(json.dumps(sound, default=float))
    other |= {"name": "The other version", "modifiedOn": stamp}
    box.set_faults({"match": FEED, "nth": 2, "fault": "duplicate", "rows": [other]})

    report = await engine.run(SOME, mode="full")
    stored = await customer(database, st_id)
    told = await database.raw("select kind from automation.events where st_id = $1", st_id)

    assert stored["name"] == ("The other version" if newer else sound["name"])
    assert await stored_customers(database) == 40
    assert [one["kind"] for one in told] == ["created", "updated"][: 1 + newer]
    assert report.exit_code == 0
    await check_midway(database, box, report, lied=True)


def truth_of(box: Server, name: str = "customers") -> dict[int, dict[str, Any]]:
    """The source's rows, read without disturbing the plan of faults."""
    plan = list(box.desk.plan)
    box.set_faults()
    rows = truth(box, name)
    box.desk.plan[:] = plan
    return rows


def first_customer(box: Server) -> tuple[int, dict[str, Any]]:
    """Id and record of the customer that the feed shows first."""
    return next(iter(truth_of(box).items()))


async def customer(db: Database, st_id: int) -> dict[str, Any]:
    (row,) = await db.raw(f"select * from {TABLE} where st_id = $1", st_id)
    return dict(row)
