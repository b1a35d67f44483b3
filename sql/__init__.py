"""The database: a pool of connections and named queries that come back as models."""

import asyncio
import dataclasses
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any, Literal, TypeVar, cast

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from asyncpg.transaction import Transaction
from pydantic import BaseModel

from sql.codecs import dump_json, install_codecs, load_json
from sql.migrate import MigrationProblem
from sql.queries import QUERIES, Query, QueryBook, QueryProblem
from sql.reader import ReaderUnavailable, ReadOnlyResult, read_only

__all__ = [
    "QUERIES",
    "REFUSALS",
    "Database",
    "DatabaseRefused",
    "DatabaseUnavailable",
    "NotFoundRow",
    "QueryBook",
    "QueryProblem",
    "ReadOnlyResult",
    "ReaderUnavailable",
    "dump_json",
    "load_json",
]

T = TypeVar("T")
Isolation = Literal["read_committed", "repeatable_read", "serializable"]

PATIENCE = 5.0  # seconds to wait for a server that restarts
CLOSING = 2.0  # seconds to wait for a busy connection at the end
ROLLBACK = 0.5  # seconds that who is told to stop waits for a server that may say nothing more
BUSY = 60.0  # seconds to wait for a connection of the pool that others use
STATEMENT = 60.0  # seconds that a statement may take

_AWAY = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.OperatorInterventionError,  # starting up, shutting down, crashed
    asyncpg.TooManyConnectionsError,
)

_DEAD = (asyncpg.ConnectionDoesNotExistError, ConnectionResetError)
"""What a connection of the pool raises whose server ended while nobody used it."""


class NotFoundRow(LookupError):
    """A query that must give one row gave none."""


class DatabaseUnavailable(Exception):
    """PostgreSQL cannot be reached; nothing was read or changed."""


class DatabaseRefused(Exception):
    """PostgreSQL lets nobody in by this address; nothing was read or changed."""


AWAY = (DatabaseUnavailable, *_AWAY)
"""What a call raises when PostgreSQL goes away under it."""
REFUSALS = (
    asyncpg.InvalidAuthorizationSpecificationError,  # a wrong password too
    asyncpg.InvalidCatalogNameError,  # no such database
)
MENDABLE = (DatabaseUnavailable, DatabaseRefused, MigrationProblem, *REFUSALS)
"""What whoever runs the program can mend."""


class Database:
    """Named queries over a pool, or over one connection while a transaction is open."""

    def __init__(
        self,
        pool: "asyncpg.Pool[Any]",
        url: str,
        queries: QueryBook = QUERIES,
        session: "dict[str, str] | None" = None,
        connection: "asyncpg.Connection[Any] | None" = None,
    ) -> None:
        self._pool = pool
        self._url = url
        self._queries = queries
        self._session = session or {}
        self._connection = connection

    @classmethod
    async def connect(
        cls,
        url: str,
        *,
        max_size: int = 10,
        application_name: str = "perfect-catch",
        command_timeout: float | None = STATEMENT,
        queries: QueryBook = QUERIES,
    ) -> "Database":
        """Open a pool; times are seconds, the first connection is made at the first query."""
        session = {"application_name": application_name, "TimeZone": "UTC"}
        pool = asyncpg.create_pool(
            url,
            min_size=0,
            max_size=max_size,
            init=install_codecs,
            reset=_reset_if_touched,
            command_timeout=command_timeout,
            max_inactive_connection_lifetime=300.0,
            server_settings=session,
        )
        await pool
        return cls(pool, url, queries, session)

    def _over(self, connection: "asyncpg.Connection[Any]") -> "Database":
        """The same over one connection."""
        return Database(self._pool, self._url, self._queries, self._session, connection)

    async def close(self) -> None:
        """Close every connection; one that stays busy for CLOSING seconds is cut."""
        try:
            async with asyncio.timeout(CLOSING):
                await self._pool.close()
        except TimeoutError:
            self._pool.terminate()

    async def many(self, model: type[T], query: str, /, **parameters: Any) -> list[T]:
        return [shaped(model, record) for record in await self._fetch(query, parameters)]

    async def one(self, model: type[T], query: str, /, **parameters: Any) -> T:
        """Give the first row; none at all raises NotFoundRow."""
        found = await self.maybe(model, query, **parameters)
        if found is None:
            raise NotFoundRow(f"{query}: no row for {parameters}")
        return found

    async def maybe(self, model: type[T], query: str, /, **parameters: Any) -> T | None:
        found = self._queries.get(query)
        record = await self._ask("fetchrow", found, found.arguments(parameters))
        return None if record is None else shaped(model, record)

    async def rows(self, query: str, /, **parameters: Any) -> list[dict[str, Any]]:
        return [dict(record) for record in await self._fetch(query, parameters)]

    async def value(self, query: str, /, **parameters: Any) -> Any:
        """First column of the first row, or None."""
        found = self._queries.get(query)
        return await self._ask("fetchval", found, found.arguments(parameters))

    async def execute(self, query: str, /, **parameters: Any) -> int:
        """Run a statement and say how many rows it touched."""
        found = self._queries.get(query)
        async with self._lease() as connection:
            status = await connection.execute(found.sql, *found.arguments(parameters))
        count = status.rpartition(" ")[2]
        return int(count) if count.isdigit() else 0

    async def copy(
        self, table: str, columns: Sequence[str], records: Iterable[Sequence[Any]]
    ) -> int:
        """Load rows into `schema.table` (or a temporary table) by binary COPY."""
        schema, _, name = table.rpartition(".")
        async with self._lease() as connection:
            status = await connection.copy_records_to_table(
                name, schema_name=schema or None, columns=list(columns), records=records
            )
        return int(status.rpartition(" ")[2])

    async def raw(self, statement: str, /, *arguments: Any) -> "list[asyncpg.Record]":
        """Run SQL that has no name: migrations and catalogue questions only."""
        answer = await self._ask("fetch", statement, arguments)
        return cast("list[asyncpg.Record]", answer)

    async def read_only(
        self,
        statement: str,
        *,
        timeout_ms: int = 5_000,
        max_rows: int = 200,
        max_bytes: int = 1_000_000,
    ) -> ReadOnlyResult:
        """Run someone else's SELECT as the read-only role, on a connection of its own."""
        return await read_only(
            self._url, statement, timeout_ms=timeout_ms, max_rows=max_rows, max_bytes=max_bytes
        )

    @asynccontextmanager
    async def transaction(
        self, *, isolation: Isolation | None = None, readonly: bool = False
    ) -> "AsyncIterator[Database]":
        """Bind a Database to one connection; inside another transaction this is a savepoint."""
        async with self._lease() as connection:
            kind = connection.transaction(isolation=isolation, readonly=readonly)
            async with self._bounded(connection, kind):
                yield self._over(connection)

    @asynccontextmanager
    async def _bounded(
        self, connection: "asyncpg.Connection[Any]", transaction: Transaction
    ) -> AsyncIterator[None]:
        """The transaction, which a cancelled task may end by cutting its connection."""
        starting = asyncio.ensure_future(transaction.start())
        try:
            await asyncio.shield(starting)  # broken off, it would go back to the pool half begun
        except asyncio.CancelledError:
            await _undo(connection, transaction, starting)
            raise
        try:
            yield
        except asyncio.CancelledError:
            await _undo(connection, transaction, starting)
            raise
        except BaseException:
            await transaction.rollback()
            raise
        await transaction.commit()

    @asynccontextmanager
    async def apart(self) -> "AsyncIterator[Database]":
        """Bind a Database to a connection beside the pool, for whoever keeps one for long.

        Of the pool it would be missed: all that hold one there might wait for another.
        """
        connection = await asyncpg.connect(
            self._url, command_timeout=STATEMENT, server_settings=self._session
        )
        try:
            await install_codecs(connection)
            yield self._over(connection)
        finally:
            try:
                with suppress(TimeoutError):
                    async with asyncio.timeout(ROLLBACK):
                        await connection.close()
            finally:
                connection.terminate()

    @property
    def connection(self) -> "asyncpg.Connection[Any]":
        """The connection of the open transaction, for COPY and cursors."""
        if self._connection is None:
            raise QueryProblem("a connection exists only inside Database.transaction()")
        return self._connection

    async def _fetch(self, query: str, parameters: dict[str, Any]) -> "list[asyncpg.Record]":
        found = self._queries.get(query)
        answer = await self._ask("fetch", found, found.arguments(parameters))
        return cast("list[asyncpg.Record]", answer)

    async def _ask(self, method: str, asked: Query | str, arguments: Sequence[Any]) -> Any:
        """Ask once, and a SELECT once more when its connection turns out to be long dead."""
        statement, touches = (
            (asked, True) if isinstance(asked, str) else (asked.sql, asked.touches_session)
        )
        again = self._connection is None and statement.lstrip().lower().startswith("select")
        while True:
            try:
                async with self._lease() as connection:
                    if touches:
                        _TOUCHED.add(connection.get_server_pid())
                    return await getattr(connection, method)(statement, *arguments)
            except _DEAD:
                if not again:
                    raise
                again = False

    @asynccontextmanager
    async def _lease(self) -> "AsyncIterator[asyncpg.Connection[Any]]":
        """One connection: the transaction's own, or one of the pool for a moment."""
        if self._connection is not None:
            yield self._connection
            return
        connection = await self._acquire()
        patience = STATEMENT
        try:
            yield cast("asyncpg.Connection[Any]", connection)
        except asyncio.CancelledError:
            patience = ROLLBACK
            raise
        finally:
            with suppress(TimeoutError):  # the pool has cut it then
                await self._pool.release(connection, timeout=patience)

    async def _acquire(self) -> "PoolConnectionProxy[Any]":
        """Wait a little for a server that is restarting: nothing has been sent yet."""
        deadline = asyncio.get_running_loop().time() + PATIENCE
        pause = 0.05
        while True:
            try:
                return await self._pool.acquire(timeout=BUSY)
            except TimeoutError as busy:
                raise DatabaseUnavailable(
                    f"PostgreSQL gave no connection within {BUSY:.0f} seconds."
                ) from busy
            except _AWAY as error:
                if asyncio.get_running_loop().time() + pause > deadline:
                    raise DatabaseUnavailable(
                        f"PostgreSQL cannot be reached ({type(error).__name__})."
                    ) from error
            await asyncio.sleep(pause)
            pause = min(pause * 2, 1.0)


async def _undo(
    connection: "asyncpg.Connection[Any]",
    transaction: Transaction,
    starting: "asyncio.Future[None]",
) -> None:
    """Roll back what may still be starting; a server that says nothing more loses its client."""
    try:
        async with asyncio.timeout(ROLLBACK):
            await starting
            await transaction.rollback()
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        connection.terminate()


_TOUCHED: set[int] = set()
"""Server processes whose session a lock or a nameless statement may have changed."""


async def _reset_if_touched(connection: "asyncpg.Connection[Any]") -> None:
    """Most named queries leave nothing on a session, and so are spared a second round trip."""
    if connection.get_server_pid() in _TOUCHED:
        _TOUCHED.discard(connection.get_server_pid())
        await connection.execute(connection.get_reset_query())


def shaped(model: type[T], record: "asyncpg.Record") -> T:
    """One row as a pydantic model, a dataclass or a dict (TypedDict)."""
    values = dict(record)
    if issubclass(model, BaseModel):
        return model.model_validate(values)
    if dataclasses.is_dataclass(model):
        return model(**values)
    return cast("T", values)
