"""How a removal ended: a record that is gone, or something taken off one."""

from collections.abc import Mapping
from typing import Any

from tools.changes import Change
from tools.logic.comparing import same
from tools.operations.ending import ACCEPTED, Before, Ended, done, untraced
from tools.operations.outcomes import moved
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import Sight, contains, last_key


def _gone(record: Any) -> bool:
    return record is None or (isinstance(record, Mapping) and record.get("active") is False)


def left_behind(call: BoundCall, record: Any) -> str | None:
    """What a removal left behind: the id of a line or reference that is still there."""
    if call.body is None:
        return None if _gone(record) else last_key(call)
    named = call.body.values() if isinstance(call.body, Mapping) else ()
    keys = (str(one) for value in named if isinstance(value, list) for one in value)
    return next((key for key in keys if contains(record, key)), None)


def gone_before(call: BoundCall, before: Before) -> bool:
    """Whether what a removal takes away was not there in the first place."""
    own = before.sight is not None and before.sight.own
    if own and call.body is None:
        return _gone(before.record)
    key = last_key(call) if call.body is None else left_behind(call, before.record)
    return _lists_such(call, before.record) and not (key and contains(before.record, key))


def removed(call: BoundCall, before: Before, change: Change, record: Any, sight: Sight) -> Ended:
    if not sight.own or call.body is not None:
        return _taken_away(call, before, change, record, sight)
    if record is None and before.record is None and sight.key is not None:
        return untraced(change)  # what its list never showed is not seen to go
    if record is None:
        return Ended("done", f"Done, and gone when read back: {change.action}", None, sight)
    if _gone(record):
        return Ended("done", f"Done, inactive when read back: {change.action}", record, sight)
    words = f"{ACCEPTED}, but the record is still there: {change.action}"
    return Ended("not_done", words, record, sight)


def _taken_away(
    call: BoundCall, before: Before, change: Change, record: Any, sight: Sight
) -> Ended:
    """Something was taken off a record: a line, a tag, a hold."""
    key = last_key(call) if call.body is None else left_behind(call, record)
    if key and contains(record, key):
        words = f"{ACCEPTED}, but it is still there: {change.action}"
        return Ended("not_done", words, record, sight)
    if before.record is not None and not same(before.record, record):
        return done(change, record, sight, moved(before.record, record))
    if _lists_such(call, record):
        return done(change, record, sight)
    return untraced(change)


def _lists_such(call: BoundCall, record: Any) -> bool:
    """Whether a record lists what the path names: tags in `tagTypeIds`, equipment in its ids."""
    words = [part for part in call.operation.path.split("/") if not part.startswith("{")]
    names = record if isinstance(record, Mapping) else {}
    kind = words[-1].removesuffix("s")
    return any(isinstance(names[one], list) and one.startswith(kind) for one in names)
