"""`perfect-catch sync keep …`: how long rows of a table stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from sql import Database
from sql.mirror.retention import BOOKS, AgelessError, keep
from sync.entities import find
from tools.wording import counted

LONGEST = 36_500
"""Days of a rule at most: beyond a century the word is forever."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What was asked for: nothing to change, or so many days for these tables."""

    tables: Sequence[str] = ()
    days: int | None = None


def rule_of(words: Sequence[str]) -> Rule | None:
    """The rule that `keep ENTITY DAYS` asks for; None when the words are about something else."""
    if words[:1] != ["keep"]:
        return None
    match list(words[1:]):
        case []:
            return Rule()
        case [name, "forever"]:
            return Rule(_tables(name))
        case [name, days] if days.isdecimal() and 0 < int(days) <= LONGEST:
            return Rule(_tables(name), int(days))
    raise ValueError(f"keep takes a table and a number of days up to {LONGEST:,}, or forever")


def _tables(word: str) -> list[str]:
    """The tables of an entity or group, or one of those that the mirror writes about itself."""
    wanted = word.replace("-", "_").lower()
    own = [table for table in BOOKS if wanted in _names(table)]
    return own or list(dict.fromkeys(one.table for one in find([word])))


def _names(table: str) -> set[str]:
    name = table.rpartition(".")[2]
    return {table, name, name.removeprefix("st_")}


async def ruled(db: Database, rule: Rule) -> str:
    """Set the rule, if there is one, and tell all that hold."""
    refused = []
    for table in rule.tables:
        try:
            await keep(db, table, rule.days)
        except AgelessError as problem:
            refused.append(str(problem))
    rows = await db.rows("mirror_kept")
    kept = [
        f"{row['entity']}: {counted(row['keep_days'], 'day')} by {row['time_column']}"
        for row in rows
    ]
    return "\n".join([*refused, *kept, "Everything else is kept for ever."])
