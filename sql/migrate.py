"""Migrations: numbered SQL files applied in order, once, by one process at a time."""

import hashlib
import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import asyncpg

from sql.admit import admit, is_admitted

FOLDER = Path(__file__).parent / "migrations"
LOCK = 7_283_465_501  # an arbitrary number that every process of ours agrees on

_FILE = re.compile(r"(\d{4})_([a-z0-9_]+)\.sql")
_LEDGER = """
create schema if not exists automation;
create table if not exists automation.schema_migrations (
  version    integer primary key,
  name       text not null,
  sha256     text not null,
  applied_at timestamptz not null default now()
);
"""
_KNOWN = "select pg_catalog.to_regclass('automation.schema_migrations') is not null"
_APPLIED = "select version, name, sha256 from automation.schema_migrations order by version"
_TIMEZONE = """
insert into automation.settings as s (key, value) values ('timezone', $1)
on conflict (key) do update set value = excluded.value, updated_at = now()
 where s.value <> excluded.value
"""
_RECORD = "insert into automation.schema_migrations (version, name, sha256) values ($1, $2, $3)"


class MigrationProblem(Exception):
    """The files and the database do not agree; nothing further was applied."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the folder."""

    version: int
    name: str
    sql: str
    sha256: str


@dataclass(slots=True)
class MigrationResult:
    """What a run did: file names applied, and what an administrator should know."""

    version: int
    applied: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)


@dataclass(slots=True)
class MigrationStatus:
    """Where a database stands: file names applied and waiting, and disagreements."""

    version: int
    applied: list[str]
    pending: list[str]
    problems: list[str]


async def migrate(
    target: "str | asyncpg.Connection[Any]", folder: Path = FOLDER, *, timezone: str | None = None
) -> MigrationResult:
    """Bring a database up to date; safe from several processes at once and after a crash.

    Every process calls this at its start, so nothing is locked or written when nothing is due.
    """
    files = load(folder)
    result = MigrationResult(version=len(files))
    async with _connected(target) as connection:
        if await _is_due(connection, files):
            async with _alone(connection):
                await _catch_up(connection, files, result)
                result.notices = await admit(connection)
        if timezone is not None:
            await connection.execute(_TIMEZONE, timezone)
    return result


async def _is_due(connection: "asyncpg.Connection[Any]", files: Sequence[Migration]) -> bool:
    if len(await _agreed(connection, files)) < len(files):
        return True
    return not await is_admitted(connection)


async def _agreed(
    connection: "asyncpg.Connection[Any]", files: Sequence[Migration]
) -> list[tuple[int, str, str]]:
    applied = await _applied(connection)
    if problems := disagreements(files, applied):
        raise MigrationProblem(" ".join(problems))
    return applied


async def _catch_up(
    connection: "asyncpg.Connection[Any]", files: Sequence[Migration], result: MigrationResult
) -> None:
    """Apply what is missing now that nobody else can: somebody may just have done it."""
    applied = await _agreed(connection, files)
    if not applied:
        await connection.execute(_LEDGER)
    for migration in files[len(applied) :]:
        await _apply(connection, migration)
        result.applied.append(migration.name)


async def status(target: "str | asyncpg.Connection[Any]", folder: Path = FOLDER) -> MigrationStatus:
    """Compare files and ledger without changing anything."""
    files = load(folder)
    async with _connected(target) as connection:
        applied = await _applied(connection)
    return MigrationStatus(
        version=len(applied),
        applied=[name for _, name, _ in applied],
        pending=[migration.name for migration in files[len(applied) :]],
        problems=disagreements(files, applied),
    )


def load(folder: Path = FOLDER) -> list[Migration]:
    """Read the folder; a stray file, a gap or a number used twice is an error."""
    files = [_read(path) for path in sorted(folder.glob("*.sql"))]
    for expected, migration in enumerate(files, start=1):
        if migration.version != expected:
            raise MigrationProblem(
                f"Migration {expected:04d} is missing or used twice: found {migration.name}."
            )
    return files


def disagreements(files: Sequence[Migration], applied: Sequence[tuple[int, str, str]]) -> list[str]:
    """Say what was applied once and is edited or missing now."""
    known = {migration.version: migration for migration in files}
    problems = []
    for version, name, sha256 in applied:
        file = known.get(version)
        if file is None:
            problems.append(
                f"{name} was applied, but its file is missing: is this an older release?"
            )
        elif file.sha256 != sha256:
            problems.append(f"{name} was edited after it was applied: add a new migration instead.")
    if not problems and [row[0] for row in applied] != list(range(1, len(applied) + 1)):
        problems.append("The ledger automation.schema_migrations has a gap.")
    return problems


def _read(path: Path) -> Migration:
    match = _FILE.fullmatch(path.name)
    if match is None:
        raise MigrationProblem(f"{path.name} is not named NNNN_what_changes.sql.")
    text = path.read_text(encoding="utf-8")
    return Migration(
        version=int(match[1]),
        name=path.stem,
        sql=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


@asynccontextmanager
async def _connected(
    target: "str | asyncpg.Connection[Any]",
) -> "AsyncIterator[asyncpg.Connection[Any]]":
    if not isinstance(target, str):
        yield target
        return
    connection = await asyncpg.connect(target)
    try:
        yield connection
    finally:
        await connection.close()


@asynccontextmanager
async def _alone(connection: "asyncpg.Connection[Any]") -> AsyncIterator[None]:
    """Hold the advisory lock; the server drops it by itself when this process dies."""
    await connection.execute("select pg_catalog.pg_advisory_lock($1)", LOCK)
    try:
        yield
    finally:
        if not connection.is_closed():
            await connection.execute("select pg_catalog.pg_advisory_unlock($1)", LOCK)


async def _applied(connection: "asyncpg.Connection[Any]") -> list[tuple[int, str, str]]:
    if not await connection.fetchval(_KNOWN):
        return []
    return [
        (row["version"], row["name"], row["sha256"]) for row in await connection.fetch(_APPLIED)
    ]


async def _apply(connection: "asyncpg.Connection[Any]", migration: Migration) -> None:
    """File and ledger row in one transaction: after a crash it is there whole or not at all."""
    try:
        async with connection.transaction():
            await connection.execute(migration.sql)
            await connection.execute(_RECORD, migration.version, migration.name, migration.sha256)
    except asyncpg.PostgresError as error:
        raise MigrationProblem(f"{migration.name} failed and was undone: {error}") from error
