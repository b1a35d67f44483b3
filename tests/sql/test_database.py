import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TypedDict

import asyncpg
import pytest
from asyncpg import Record
from pydantic import BaseModel

import sql
from sql import Database, DatabaseUnavailable, NotFoundRow, QueryBook, QueryProblem
from tests.sql import server

BOOK = """
-- name: settings
-- All settings by name.
select key, value from automation.settings order by key;
-- name: setting
-- One setting.
select key, value from automation.settings where key = :key;
-- name: add_setting
-- Add a setting.
insert into automation.settings (key, value) values (:key, :value);
-- name: echo_json
-- A JSON value and back.
select :value::jsonb as value;
-- name: add_customer
-- Add a customer whose record is this JSON.
insert into servicetitan.st_customers (st_id, balance, full_data) values (:st_id, :balance, :raw);
-- name: customer
-- One customer.
select st_id, balance, full_data from servicetitan.st_customers where st_id = :st_id;
-- name: sleep
-- Wait.
select pg_catalog.pg_sleep(:seconds);
-- name: search_path
-- The search path of this connection.
select pg_catalog.current_setting('search_path');
"""


class Setting(BaseModel):
    key: str
    value: str


@dataclass(frozen=True)
class Pair:
    key: str
    value: str


class Row(TypedDict):
    key: str
    value: str


@pytest.fixture
async def db(fresh_database: str, tmp_path: Path) -> AsyncIterator[Database]:
    (tmp_path / "book.sql").write_text(BOOK)
    opened = await Database.connect(fresh_database, max_size=2, queries=QueryBook(tmp_path))
    yield opened
    await opened.close()


async def test_rows_come_as_the_model_asked_for(db: Database) -> None:
    value = {"key": "timezone", "value": "America/New_York"}

    assert await db.many(Setting, "settings") == [Setting(**value)]
    assert await db.one(Pair, "setting", key="timezone") == Pair(**value)
    assert await db.maybe(Row, "setting", key="timezone") == value
    assert await db.rows("settings") == [value]
    assert await db.value("setting", key="timezone") == "timezone"


async def test_no_row_is_none_or_an_error(db: Database) -> None:
    assert await db.maybe(Setting, "setting", key="absent") is None
    with pytest.raises(NotFoundRow, match="setting"):
        await db.one(Setting, "setting", key="absent")


async def test_execute_counts_rows(db: Database) -> None:
    assert await db.execute("add_setting", key="a", value="b") == 1


async def test_numbers_in_json_stay_exact(db: Database) -> None:
    sent = {"price": Decimal("0.10"), "count": 3, "at": datetime(2026, 1, 2, tzinfo=UTC)}

    back = await db.value("echo_json", value=sent)

    assert back == {"price": Decimal("0.10"), "count": 3, "at": "2026-01-02T00:00:00Z"}
    assert isinstance(back["price"], Decimal)


async def test_bytes_are_stored_as_the_json_they_are(db: Database) -> None:
    await db.execute("add_customer", st_id=1, balance=Decimal("12.3400"), raw=b'{"id": 1.50}')

    row = await db.one(dict, "customer", st_id=1)

    assert row == {"st_id": 1, "balance": Decimal("12.3400"), "full_data": {"id": Decimal("1.50")}}


async def test_copy_loads_rows(db: Database) -> None:
    rows = [(number, b'{"a": 1}') for number in range(2, 102)]

    count = await db.copy("servicetitan.st_customers", ["st_id", "full_data"], rows)

    assert count == 100
    assert (await db.one(dict, "customer", st_id=101))["full_data"] == {"a": 1}


async def test_a_failed_transaction_leaves_nothing(db: Database) -> None:
    async def break_off() -> None:
        async with db.transaction() as tx:
            await tx.execute("add_setting", key="a", value="b")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await break_off()

    assert await db.maybe(Setting, "setting", key="a") is None


async def test_an_inner_transaction_is_undone_alone(db: Database) -> None:
    async with db.transaction() as tx:
        await tx.execute("add_setting", key="kept", value="1")
        with pytest.raises(asyncpg.UniqueViolationError):
            async with tx.transaction() as inner:
                await inner.execute("add_setting", key="kept", value="2")

    assert (await db.one(Setting, "setting", key="kept")).value == "1"


async def test_a_connection_exists_only_inside_a_transaction(db: Database) -> None:
    with pytest.raises(QueryProblem, match="inside"):
        _ = db.connection
    async with db.transaction() as tx:
        assert await tx.connection.fetchval("select 1") == 1


async def test_a_search_path_does_not_leak_to_the_next_user(db: Database) -> None:
    for _ in range(3):
        await db.raw("select pg_catalog.set_config('search_path', 'pg_temp', false)")

    assert await db.value("search_path") == '"$user", public'


async def test_a_statement_that_hangs_is_cut(fresh_database: str, tmp_path: Path) -> None:
    (tmp_path / "book.sql").write_text(BOOK)
    queries = QueryBook(tmp_path)
    opened = await Database.connect(fresh_database, command_timeout=0.2, queries=queries)

    with pytest.raises(TimeoutError):
        await opened.value("sleep", seconds=30)

    assert await opened.rows("settings")
    await opened.close()


async def test_an_unknown_query_is_named(db: Database) -> None:
    with pytest.raises(QueryProblem, match="'nonsense'"):
        await db.rows("nonsense")


async def test_an_unreachable_server_is_said_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 0.1)
    opened = await Database.connect("postgresql://nobody:x@127.0.0.1:1/none")

    with pytest.raises(DatabaseUnavailable, match="cannot be reached"):
        await opened.raw("select 1")


@pytest.fixture
def own_cluster() -> Iterator[server.Cluster]:
    with server.cluster(server.binaries()) as own:
        yield own


async def test_the_pool_recovers_after_a_restart_of_the_server(
    own_cluster: server.Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 9.0)
    opened = await Database.connect(own_cluster.url, max_size=3)
    await asyncio.gather(*(opened.raw("select pg_catalog.pg_sleep(0.05)") for _ in range(3)))

    await asyncio.to_thread(own_cluster.stop)
    waiting = asyncio.create_task(opened.raw("select 41 + 1 as answer"))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(own_cluster.start)

    assert (await waiting)[0]["answer"] == 42
    answers = await asyncio.gather(*(opened.raw("select 1 as one") for _ in range(6)))
    assert [rows[0]["one"] for rows in answers] == [1] * 6
    await opened.close()


async def test_models_and_sets_can_be_stored_as_json(db: Database) -> None:
    sent = {"model": Setting(key="a", value="b"), "numbers": {3, 1}}

    assert await db.value("echo_json", value=sent) == {
        "model": {"key": "a", "value": "b"},
        "numbers": [1, 3],
    }


async def test_what_is_no_json_is_refused_before_it_is_sent(db: Database) -> None:
    with pytest.raises(Exception, match="object cannot be stored as JSON"):
        await db.value("echo_json", value={"odd": object()})


async def test_closing_cuts_a_connection_that_stays_busy(
    fresh_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "PATIENCE", 0.2)
    (tmp_path / "book.sql").write_text(BOOK)
    opened = await Database.connect(fresh_database, queries=QueryBook(tmp_path))
    busy = asyncio.create_task(opened.value("sleep", seconds=30))
    await asyncio.sleep(0.2)

    await opened.close()

    with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError, OSError)):
        await busy


async def test_a_session_lock_ends_with_the_use_of_its_connection(database: Database) -> None:
    """A task that is cancelled never says `sync_lock_release`."""
    assert await database.value("sync_lock_try", entity="customers")

    holders = await database.raw(
        "select count(*) as n from pg_catalog.pg_locks as l"
        "  join pg_catalog.pg_database as d on d.oid = l.database"
        " where l.locktype = 'advisory' and d.datname = current_database()"
    )

    assert holders[0]["n"] == 0


async def test_a_connection_beside_the_pool_has_the_name_of_those_in_it(
    fresh_database: str,
) -> None:
    """Whoever looks at what the server does finds all of a program by its name."""
    named = await Database.connect(fresh_database, application_name="night shift")
    asked = "select current_setting('application_name') as name, current_setting('TimeZone') as z"

    async with named.apart() as apart:
        (beside,) = await apart.raw(asked)
    (inside,) = await named.raw(asked)

    await named.close()
    assert dict(beside) == dict(inside) == {"name": "night shift", "z": "UTC"}


async def test_a_task_that_is_stopped_in_a_begin_leaves_no_transaction_open(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half begun, the connection went back to its pool, which complained of it."""
    told: list[str] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: told.append(what["message"]))
    begun, execute = asyncio.Event(), asyncpg.Connection.execute

    async def slowly(self: "asyncpg.Connection[Record]", query: str, *rest: object) -> str:
        status = await execute(self, query, *rest)
        begun.set()
        await asyncio.sleep(0.05)
        return status

    async def change() -> None:
        async with db.transaction():
            raise AssertionError("it was stopped before")

    monkeypatch.setattr(asyncpg.Connection, "execute", slowly)
    task = asyncio.create_task(change())
    await begun.wait()
    task.cancel()
    await asyncio.wait([task])
    left = await db.raw(
        "select from pg_stat_activity"
        " where datname = current_database() and state like 'idle in transaction%'"
    )

    assert (task.cancelled(), told, left) == (True, [], [])
