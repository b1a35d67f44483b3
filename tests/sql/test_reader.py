import contextlib
import time

import asyncpg
import pytest

from sql import Database, ReaderUnavailable, reader

SECRET = [
    "automation.write_previews",
    "integrations.ghl_webhook_events",
    "public.chat_sessions",
]


@pytest.fixture
async def filled(database: Database) -> Database:
    await database.raw(
        "insert into servicetitan.st_customers (st_id, name)"
        " select n, 'Customer ' || n from generate_series(1, 500) as n"
    )
    return database


async def test_a_select_comes_with_columns_and_types(filled: Database) -> None:
    found = await filled.read_only(
        "select st_id, name from servicetitan.st_customers where st_id=7"
    )

    assert found.columns == ["st_id", "name"]
    assert found.types == ["int8", "varchar"]
    assert found.rows == [(7, "Customer 7")]
    assert found.more is False


@pytest.mark.parametrize(("limit", "more"), [(499, True), (500, False), (501, False)])
async def test_rows_are_cut_and_it_says_so(filled: Database, limit: int, more: bool) -> None:
    found = await filled.read_only("select st_id from servicetitan.st_customers", max_rows=limit)

    assert (len(found.rows), found.more) == (min(limit, 500), more)


async def test_bytes_are_cut_and_it_says_so(filled: Database) -> None:
    wide = "select repeat('x', 10000) from generate_series(1, 200)"

    found = await filled.read_only(wide, max_bytes=50_000)

    assert (len(found.rows), found.more) == (5, True)


async def test_a_slow_query_is_stopped(filled: Database) -> None:
    started = time.monotonic()

    with pytest.raises(TimeoutError, match="200 ms"):
        await filled.read_only("select pg_catalog.pg_sleep(30)", timeout_ms=200)

    assert time.monotonic() - started < 2


@pytest.mark.parametrize(
    "statement",
    [
        "insert into servicetitan.st_customers (st_id) values (1)",
        "with gone as (delete from servicetitan.st_customers returning 1) select * from gone",
        "create temporary table t (id integer)",
    ],
)
async def test_nothing_can_be_written(filled: Database, statement: str) -> None:
    with pytest.raises((asyncpg.ReadOnlySQLTransactionError, asyncpg.InsufficientPrivilegeError)):
        await filled.read_only(statement)


async def test_nothing_outlives_the_query(filled: Database) -> None:
    with contextlib.suppress(asyncpg.ReadOnlySQLTransactionError):
        await filled.read_only("select pg_catalog.lo_create(4242)")

    left = await filled.raw("select oid from pg_catalog.pg_largeobject_metadata where oid = 4242")

    assert left == []


@pytest.mark.parametrize(
    "statement",
    [
        *(f"select * from {table}" for table in SECRET),
        "select arguments from automation.audit_log",
        "select * from automation.audit_log",
        "select rolpassword from pg_catalog.pg_authid",
        "select pg_catalog.pg_read_file('/etc/passwd')",
    ],
)
async def test_private_things_cannot_be_read(filled: Database, statement: str) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await filled.read_only(statement)


async def test_two_statements_are_refused(filled: Database) -> None:
    with pytest.raises(asyncpg.PostgresSyntaxError):
        await filled.read_only("select 1; select 2")


async def test_who_called_what_may_be_read(filled: Database) -> None:
    row = {
        "at": "2026-06-01T12:00:00Z",
        "principal": "ann",
        "role": "owner",
        "surface": "mcp",
        "tool": "search_jobs",
        "effect": "reads",
        "risk": "none",
        "arguments": {"term": "x"},
        "outcome": "done",
    }
    await filled.execute("write_audit_rows", rows=[row])

    found = await filled.read_only("select tool, outcome from automation.audit_log")

    assert found.rows == [("search_jobs", "done")]


async def test_without_the_role_nothing_is_run(
    filled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader, "ROLE", "perfect_catch_absent")

    with pytest.raises(ReaderUnavailable, match="create role perfect_catch_reader"):
        await filled.read_only("select 1")
