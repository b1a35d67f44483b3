"""Ad-hoc SELECTs as the read-only role: own connection, bounded time, rows and bytes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg

from sql.codecs import install_codecs

ROLE = "perfect_catch_reader"
NO_ROLE = (
    f"The role {ROLE} is missing and this database user may not create it. An administrator can: "
    f'create role {ROLE} nologin; grant {ROLE} to "the application\'s user"; then run db migrate.'
)

_BATCH = 100  # rows per round trip: small enough that one batch of wide rows stays in memory
_LIMITS = {
    "lock_timeout": "1s",
    "idle_in_transaction_session_timeout": "10s",
    "work_mem": "16MB",
}


class ReaderUnavailable(Exception):
    """The read-only role does not exist or may not be used; nothing was run."""


@dataclass(slots=True)
class ReadOnlyResult:
    """What an ad-hoc SELECT gave; `more` says that rows were left behind."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]] = field(default_factory=list)
    more: bool = False


async def read_only(
    url: str, statement: str, *, timeout_ms: int, max_rows: int, max_bytes: int
) -> ReadOnlyResult:
    """Run one SELECT; a time-out raises TimeoutError, a refused one asyncpg's error."""
    try:
        async with asyncio.timeout(timeout_ms / 1000 + 2), _session(url, timeout_ms) as connection:
            return await _fetch(connection, statement, max_rows, max_bytes)
    except asyncpg.QueryCanceledError as error:
        raise TimeoutError(f"the query took longer than {timeout_ms} ms") from error


@asynccontextmanager
async def _session(url: str, timeout_ms: int) -> "AsyncIterator[asyncpg.Connection[Any]]":
    connection = await asyncpg.connect(url, statement_cache_size=0)
    try:
        await install_codecs(connection)
        transaction = connection.transaction(readonly=True)
        await transaction.start()
        await _restrict(connection, timeout_ms)
        yield connection
        # PostgreSQL 15 lets a READ ONLY transaction make large objects: nothing is ever committed.
        await transaction.rollback()
        await connection.close(timeout=1)
    finally:
        connection.terminate()


async def _restrict(connection: "asyncpg.Connection[Any]", timeout_ms: int) -> None:
    """Limits first, role last: the role may not lift what its session was given."""
    for name, value in {**_LIMITS, "statement_timeout": f"{timeout_ms}ms"}.items():
        await connection.execute("select set_config($1, $2, true)", name, value)
    # Only a superuser may set this one, so only a superuser is asked to.
    await connection.execute(
        "select set_config('temp_file_limit', '64MB', true)"
        " from pg_catalog.pg_roles where rolname = current_user and rolsuper"
    )
    try:
        await connection.execute(f"set local role {ROLE}")
    except (asyncpg.InvalidParameterValueError, asyncpg.InsufficientPrivilegeError) as error:
        raise ReaderUnavailable(NO_ROLE) from error


async def _fetch(
    connection: "asyncpg.Connection[Any]", statement: str, max_rows: int, max_bytes: int
) -> ReadOnlyResult:
    prepared = await connection.prepare(statement)
    attributes = prepared.get_attributes()
    result = ReadOnlyResult([a.name for a in attributes], [a.type.name for a in attributes])
    cursor = await prepared.cursor()
    size = 0
    while batch := await cursor.fetch(min(_BATCH, max_rows + 1 - len(result.rows))):
        for record in batch:
            row = tuple(record.values())
            size += sum(len(str(value)) for value in row)
            if len(result.rows) == max_rows or (result.rows and size > max_bytes):
                result.more = True
                return result
            result.rows.append(row)
    return result
