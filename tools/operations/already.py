"""A write whose record was already as it would leave it: shown beforehand, told afterwards."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tools.changes import Change
from tools.operations.ending import LOOK, NOTHING, Before, Ended, unchecked
from tools.operations.lines import puts_line
from tools.operations.matching import matched
from tools.operations.outcomes import SHOWN, reached, switched_by
from tools.operations.removing import gone_before
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import contains, last_key

STAMPS = frozenset({"modifiedOn", "modifiedBy", "modifiedById"})
"""What ServiceTitan moves even where nothing else changed."""


def is_so(call: BoundCall, before: Before) -> bool:
    """Whether all that was sent can be seen to be so before it is sent."""
    if before.missing is not None:
        return not (before.missing or before.unseen)
    if before.record is None or before.sight is None:
        return False
    if call.operation.effect == "removes":
        return gone_before(call, before)
    if call.body is None:
        return bool(reached(call, before.record)) or _names(call, before.record)
    if not _tells_all(call, before):
        return False
    match = matched(call.operation, call.body, before.record)
    unseen = [name for name in match.unseen if name != switched_by(call)]
    return not (match.differing or unseen or call.files)


def _tells_all(call: BoundCall, before: Before) -> bool:
    """Whether a record that agrees with what is sent is as the write would leave it."""
    if before.sight is not None and before.sight.own:
        return call.operation.method == "PATCH"  # a PUT also empties what it does not name
    state = reached(call, before.record)
    return call.operation.key in SHOWN if state is None else state


def _names(call: BoundCall, record: Any) -> bool:
    """Whether a record has what a path puts on it: a tag, a preferred technician."""
    key = last_key(call)
    if isinstance(record, int):
        return str(record) == key
    return contains(record, key) and key != str(record.get("id"))


def told(call: BoundCall, before: Before, change: Change, ended: Ended) -> Ended:
    """The same ending, in words that claim no change where the record shows none."""
    if ended.status != "done" or before.record is None or moved_on(before.record, ended.record):
        return ended
    if not call.body:
        words = f"{NOTHING}{_why(call, before)}: {change.action}"
    elif unseen := _unseen(call, ended):
        words = f"What ServiceTitan shows of it was so already: {change.action}{unseen}"
    else:
        words = f"{NOTHING}, it was so already: {change.action}"
    return replace(ended, summary=words)


def _why(call: BoundCall, before: Before) -> str:
    so = call.body is None or reached(call, before.record)
    return ", it was so already" if so else ", since no field was sent"


def _unseen(call: BoundCall, ended: Ended) -> str:
    """What was sent and shows nowhere; of a line that was sent, all does."""
    if puts_line(call, ended.record):
        return ""
    hidden = matched(call.operation, call.body, ended.record).unseen
    names = [name for name in hidden if name != switched_by(call)]
    return unchecked(names)


def doubted(call: BoundCall, before: Before, ended: Ended) -> Ended:
    """The same ending; where what was sent shows no change, something else may have moved."""
    if ended.status != "not_done" or ended.sight is None or not ended.sight.own:
        return ended
    hidden = matched(call.operation, call.body, ended.record).unseen
    if not hidden and (before.record is None or not moved_on(before.record, ended.record)):
        return ended
    words = f"{ended.summary}{unchecked(hidden)} {LOOK}"
    return replace(ended, status="unknown", summary=words)


def moved_on(before: Any, after: Any) -> bool:
    """Whether a record shows more of a change than when it was saved."""
    return bool(_still(before) != _still(after))


def _still(value: Any) -> Any:
    """A value without stamps; nothing is nothing, whether as null, text, list or object."""
    if isinstance(value, Mapping):
        kept = {name: _still(one) for name, one in value.items() if name not in STAMPS}
        return {name: one for name, one in kept.items() if one is not None} or None
    if isinstance(value, list):
        return [_still(one) for one in value] or None
    return None if value == "" else value
