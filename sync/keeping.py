"""`perfect-catch sync keep …`: how long rows of a table stay."""

from collections.abc import Sequence
from dataclasses import dataclass

from sql import Database
from sql.mirror.retention import AgelessError, keep
from sync.entities import Entity, find

LONGEST = 36_500
"""Days of a rule at most: beyond a century the word is forever."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What was asked for: nothing to change, or so many days for these tables."""

    entities: Sequence[Entity] = ()
    days: int | None = None


def rule_of(words: Sequence[str]) -> Rule | None:
    """The rule that `keep ENTITY DAYS` asks for; None when the words are about something else."""
    if words[:1] != ["keep"]:
        return None
    match list(words[1:]):
        case []:
            return Rule()
        case [name, "forever"]:
            return Rule(find([name]))
        case [name, days] if days.isdecimal() and 0 < int(days) <= LONGEST:
            return Rule(find([name]), int(days))
    raise ValueError(f"keep takes a table and a number of days up to {LONGEST:,}, or forever")


async def ruled(db: Database, rule: Rule) -> str:
    """Set the rule, if there is one, and tell all that hold."""
    refused = []
    for table in dict.fromkeys(one.table for one in rule.entities):
        try:
            await keep(db, table, rule.days)
        except AgelessError as problem:
            refused.append(str(problem))
    rows = await db.rows("mirror_kept")
    kept = [f"{row['entity']}: {row['keep_days']} days by {row['time_column']}" for row in rows]
    return "\n".join([*refused, *kept, "Everything else is kept for ever."])
