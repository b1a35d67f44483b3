"""How long rows are kept: for ever, unless their table has a rule in automation.retention."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sql import Database
from sql.mirror.children import LINES

AGES = ("st_created_on", "submitted_on", "st_modified_on")
"""Columns that tell a row's age, the best one first. Only what a record itself says counts:
by a time of ours a removed row would look young again with the next page."""

BOOKS: Mapping[str, str] = MappingProxyType(
    {"servicetitan.st_sync_log": "started_at", "automation.events": "at"}
)
"""What the mirror writes about itself, and the column that tells a row's age. Of the log, the last
row of each entity stays in any case."""


class AgelessError(ValueError):
    """Rows of this table do not say how old they are, so they are all kept."""


@dataclass(frozen=True, slots=True)
class Removed:
    """So many rows of a table were too old."""

    table: str
    rows: int


async def keep(db: Database, table: str, days: int | None) -> None:
    """Keep rows of `schema.table` for so many days, or for ever."""
    if days is None:
        await db.execute("mirror_keep_for_ever", entity=table)
        return
    age = BOOKS.get(table) or await _age(db, table)
    if age is None:
        raise AgelessError(f"{table}: {AgelessError.__doc__}")
    await db.execute("mirror_keep_for", entity=table, days=days, time_column=age)


async def _age(db: Database, table: str) -> str | None:
    schema, _, name = table.rpartition(".")
    columns = {row["name"] for row in await db.rows("mirror_ages", schema=schema, table=name)}
    return next((one for one in AGES if one in columns), None)


async def forget(db: Database) -> list[Removed]:
    """Remove what is older than its rule lets it be, the lines inside such records too."""
    removed: list[Removed] = []
    async with db.transaction() as tx:
        counted = {
            row["entity"]: await _too_old(tx, row["entity"], row["time_column"], row["keep_days"])
            for row in await tx.rows("mirror_kept_counted")
        }
        for row in await tx.rows("mirror_forget"):
            removed.append(Removed(row["entity"], row["removed"]))
            if lines := LINES.get(row["entity"]):
                gone = await tx.raw(
                    f"delete from {lines.table} t where not exists"  # noqa: S608 - our own names
                    f" (select from {row['entity']} p where p.st_id = t.{lines.owner})"
                    " returning t.st_id"
                )
                removed.append(Removed(lines.table, len(gone)))
        for table, living in counted.items():  # rows before states, as every page has it
            await tx.execute("mirror_rows_forgotten", entity=table, rows=living)
    return removed


async def _too_old(tx: Database, table: str, age: str, days: int) -> int:
    """How many living rows are about to go: those that are marked as gone nobody counts."""
    rows = await tx.raw(
        f"select count(*) as n from {table}"  # noqa: S608 - our own names
        f" where deleted_at is null and {age} < now() - make_interval(days => $1)",
        days,
    )
    return int(rows[0]["n"])
