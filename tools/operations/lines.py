"""A line that a write puts into a record: an estimate's or an invoice's item."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tools.changes import Change
from tools.errors import NotFound
from tools.operations.ending import ACCEPTED, LOOK, Before, Ended, done, unchecked, values
from tools.operations.matching import Match, matched_line
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import Sight, last_key, last_name

ITEMS = "items"
"""What estimates, invoices, orders and returns call their lines, in a body too."""
MOST_NAMED = 10
"""Lines that a refusal names."""


def puts_line(call: BoundCall, record: Any) -> bool:
    """Whether the record lists what the path ends with, and this call sends one of it."""
    return (
        call.operation.effect == "writes"
        and isinstance(call.body, Mapping)
        and isinstance(record, Mapping)
        and isinstance(record.get(_word(call)), list)
    )


def refuse_no_line(call: BoundCall, record: Any) -> None:
    """Raise NotFound for a line that its record lacks; one without an id yet is a new one."""
    for word, place, key in _named(call):
        rows = record.get(word) if isinstance(record, Mapping) else None
        if not isinstance(rows, list):
            continue
        keys = [str(row["id"]) for row in rows if isinstance(row, Mapping) and "id" in row]
        if key not in keys and len(keys) == len(rows):
            raise _no_line(place, key, keys)


def _no_line(place: str, key: str, keys: Sequence[str]) -> NotFound:
    shown = ", ".join(keys[:MOST_NAMED]) or "none"
    more = f" and {len(keys) - MOST_NAMED} more" if len(keys) > MOST_NAMED else ""
    words = f"{place}: received {key}; the record has no line with this id"
    problem = NotFound(f"{words}. Nothing was changed. Its lines: {shown}{more}.")
    problem.explained = True
    return problem


def _named(call: BoundCall) -> Iterator[tuple[str, str, str]]:
    """Lines that a call removes or changes: what a record calls them, where they stand, the id."""
    if call.operation.effect == "removes":
        if key := last_key(call):
            yield _word(call), last_name(call), key
    elif isinstance(call.body, Mapping):
        if call.body.get("id"):
            yield _word(call), "body.id", str(call.body["id"])
        for at, one in enumerate(call.body.get(ITEMS) or []):
            if isinstance(one, Mapping) and one.get("id"):
                yield ITEMS, f"body.{ITEMS}[{at}].id", str(one["id"])


def line_there(call: BoundCall, before: Before, record: Any) -> Match | None:
    """The best match among the lines that were not so before; by its id where one was sent."""
    sent = call.body if isinstance(call.body, Mapping) else {}
    old = _lines(call, before.record)
    named = [row for row in _lines(call, record) if sent.get("id") in {row.get("id")} - {None}]
    fresh = named or [row for row in _lines(call, record) if row not in old]
    found = [matched_line(call.operation, _word(call), sent, row) for row in fresh]
    return min(found, key=lambda one: len(one.differing), default=None)


def line_ended(
    call: BoundCall, before: Before, change: Change, record: Any, sight: Sight
) -> Ended | None:
    """How putting a line into a record ended; None where the call is about something else."""
    if not puts_line(call, record):
        return None
    match = line_there(call, before, record)
    if match is None:
        words = f"{ACCEPTED}, but the record shows no new or changed line: {change.action}"
        return Ended("unknown", f"{words} {LOOK}", record, sight)
    if match.differing:
        words = f"{ACCEPTED}, but the line shows other values for {', '.join(match.differing)}."
        return Ended("partly", words, record, sight)
    return done(change, record, sight, values(match) + unchecked(match.unseen))


def _word(call: BoundCall) -> str:
    """What a record calls its lines: the last word of the path to them."""
    words = [part for part in call.operation.path.split("/") if not part.startswith("{")]
    return words[-1]


def _lines(call: BoundCall, record: Any) -> list[Any]:
    rows = record.get(_word(call)) if isinstance(record, Mapping) else None
    return [row for row in rows or [] if isinstance(row, Mapping)]
