"""External data in rows: what pages show of it, beside what tools wrote for applications."""

from typing import Any

import pytest

from sql import Database, dump_json
from sql.codecs import load_json
from sql.mirror import store
from sql.mirror.applications import COLUMN, OWNER, UNSHOWN, Own, rejoined
from sql.mirror.doubt import doubt
from sql.mirror.store import Source
from sync.entities import ENTITIES
from tests.sql.mirror.records import CUSTOMERS, customer, events, row

A, B = "a-guid", "b-guid"
LATER, LATEST = "2025-03-01T00:00:00Z", "2025-03-02T00:00:00.1234567Z"
Pair = dict[str, Any]


def pair(value: str, owner: str | None = None, key: str = "crm") -> Pair:
    return {"key": key, "value": value} | ({OWNER: owner} if owner else {})


@pytest.mark.parametrize(
    ("known", "before", "now", "expected"),
    [
        ([], [], ["x"], [pair("x", A)]),
        ([pair("b")], [], ["x"], [pair("b"), pair("x", A)]),
        ([pair("x"), pair("b")], ["x"], ["y"], [pair("b"), pair("y", A)]),
        ([pair("x"), pair("x")], ["x"], ["y"], [pair("x"), pair("y", A)]),
        ([pair("x", A), pair("x")], ["x"], [], [pair("x")]),
        ([pair("x", A), pair("b", B)], ["z"], ["y"], [pair("b", B), pair("y", A)]),
        ([pair("x", B)], ["x"], ["x"], [pair("x", B), pair("x", A)]),
        ([pair("b")], ["x"], ["x"], [pair("b"), pair("x", A)]),
    ],
)
def test_a_write_replaces_the_pairs_of_its_application_alone(
    known: list[Pair], before: list[str], now: list[str], expected: list[Pair]
) -> None:
    own = Own(A, [pair(one) for one in before], [pair(one) for one in now])

    assert rejoined(known, own, overtaken=False) == expected


@pytest.mark.parametrize(
    ("page", "known", "shown", "same_version", "expected"),
    [
        ([pair("x")], [pair("x", A)], [], False, [pair("x", A)]),
        ([pair("b"), pair("x")], [pair("x", A), pair("b")], [], False, [pair("x", A), pair("b")]),
        ([pair("b")], [pair("x", A)], [], False, [pair("b"), pair("x", A)]),
        ([pair("b")], [pair("x", A)], [pair("x")], False, [pair("b")]),
        ([pair("b")], [pair("x", A)], [pair("x")], True, [pair("b"), pair("x", A)]),
        ([], [pair("x", A)], [pair("x")], False, []),
        (None, [pair("x", A), pair("b")], None, True, [pair("x", A)]),
        ([pair("x"), pair("x")], [pair("x"), pair("x", A)], [], False, [pair("x"), pair("x", A)]),
        (["odd"], [pair("x", A), "odd"], [], False, [pair("x", A), "odd"]),
        ({"odd": 1}, [pair("x", A)], "odd", False, [pair("x", A)]),
    ],
)
async def test_a_page_keeps_what_no_page_has_shown(
    database: Database,
    page: Any,
    known: Any,
    shown: Any,
    same_version: bool,
    expected: Any,
) -> None:
    [made] = await database.raw(
        "select automation.shown_and_known($1, $2, $3, $4) as pairs",
        page,
        known,
        shown,
        same_version,
    )

    assert made["pairs"] == expected


async def test_the_tables_that_no_feed_fills_are_known(database: Database) -> None:
    rows = await database.raw(
        "select attrelid::regclass::text as name from pg_attribute where attname = $1", COLUMN
    )

    fed = {one.table for one in ENTITIES if one.feed is not None}
    assert {one["name"] for one in rows} - fed == UNSHOWN


async def test_a_page_that_came_first_is_not_counted_twice(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, externalData=[pair("b")])], source="export")
    page = customer(1, modifiedOn=LATER, externalData=[pair("b"), pair("x")])
    await store(database, CUSTOMERS, [page], source="export")

    written = customer(1, modifiedOn=LATER, externalData=[])
    await store(database, CUSTOMERS, [written], source="write", own={1: Own(A, [], [pair("x")])})

    assert (await row(database, CUSTOMERS, 1))[COLUMN] == [pair("b"), pair("x", A)]


async def test_a_write_is_one_event_and_what_follows_is_none(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, externalData=[pair("b")])], source="export")
    written = customer(1, name="Ann", modifiedOn=LATEST, externalData=[])
    page = customer(1, name="Ann", modifiedOn=LATEST, externalData=[pair("b"), pair("x")])
    page = dump_json(load_json(page))  # as ServiceTitan writes it, without blanks

    await store(database, CUSTOMERS, [written], source="write", own={1: Own(A, [], [pair("x")])})
    stored = await store(database, CUSTOMERS, [page], source="export")

    _, (_, kind, changed) = await events(database)
    assert (kind, stored.unchanged, stored.written) == ("updated", 1, 0)
    assert changed[COLUMN] == {"before": [pair("b")], "after": [pair("b"), pair("x", A)]}
    assert changed["name"]["after"] == "Ann"


async def test_a_write_whose_stamp_stayed_is_kept_all_the_same(database: Database) -> None:
    record = customer(1, externalData=[])
    await store(database, CUSTOMERS, [record], source="write")

    for now in ([pair("x")], []):
        own = {1: Own(A, [], now)}
        await store(database, CUSTOMERS, [record], source="write", own=own)
        kept = (await row(database, CUSTOMERS, 1))[COLUMN]
        assert kept == [{**one, OWNER: A} for one in now]


@pytest.mark.parametrize("source", ["list", "export"])
async def test_a_verify_does_not_doubt_what_a_tool_wrote(
    database: Database, source: Source
) -> None:
    shown = [pair("x")] if source == "export" else []
    page = customer(1, externalData=shown)
    own = {1: Own(A, [], [pair("x")])}
    await store(database, CUSTOMERS, [customer(1, externalData=[])], source="write", own=own)
    await store(database, CUSTOMERS, [page], source=source)
    before = await row(database, CUSTOMERS, 1)

    async with database.transaction() as tx:
        await doubt(tx, CUSTOMERS, [page], source)

    assert (await row(database, CUSTOMERS, 1))["row_hash"] == before["row_hash"] is not None
    assert before[COLUMN] == [pair("x", A)]
