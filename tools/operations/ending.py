"""How a write may end, and the words it is told in."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic_core import to_jsonable_python

from tools.changes import Change, Status
from tools.operations.matching import Match, matched
from tools.operations.outcomes import TELLING, leaves_a_state, moved, reached, switched_by
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import Sight, last_key
from tools.wording import counted, plainly

ACCEPTED = "ServiceTitan accepted it"
UNANSWERED = "No answer came"
EMPTY = "No field was sent, so nothing had to change."
NOTHING = "Nothing was changed"
LOOK = "Look there before you send it again."
MOST_TOLD = 3
LONGEST_TOLD = 60
"""Fields that a sentence on a finished write names, and characters of a value in it."""


@dataclass(frozen=True)
class Before:
    """What ServiceTitan showed before the write."""

    sight: Sight | None
    record: Any = None
    children: tuple[dict[str, Any], ...] | None = ()
    """What the list held that a POST adds to; None where it could not be read."""
    missing: tuple[str, ...] | None = None
    """What the lists that prove a write did not show yet; None without such lists."""
    alike: Counter[str] = field(default_factory=Counter)
    """What of the kind was there, where each such write adds one more."""
    about: Mapping[str, Any] = field(default_factory=dict)
    """What such a write is going to meet, as a person should know who agrees to it."""
    unseen: tuple[str, ...] = ()
    """What of such a write shows nowhere, so that nobody can tell whether it is so already."""
    values: Any = None
    """What those lists showed in place of what is sent."""


@dataclass(frozen=True)
class Ended:
    """How a write ended, and the record as it is now."""

    status: Status
    summary: str
    record: Any = None
    sight: Sight | None = None


def without_answer(ended: Ended) -> Ended:
    """The same ending, where nobody said that ServiceTitan accepted it."""
    return replace(ended, summary=ended.summary.replace(f"{ACCEPTED}, but", f"{UNANSWERED}, and"))


def done(change: Change, record: Any, sight: Sight | None = None, rest: str = "") -> Ended:
    words = f"Done and read back from ServiceTitan: {change.action}{rest}"
    return Ended("done", words, record, sight)


def untraced(change: Change) -> Ended:
    """Nothing in the API shows this write: whether it took effect, a person has to look."""
    words = f"{ACCEPTED}, but its API shows it nowhere, so it cannot be read back: {change.action}"
    return Ended("unknown", f"{words} Do not send it again because of that.")


def not_shown(change: Change, sight: Sight | None = None, rest: str = "") -> Ended:
    words = f"{ACCEPTED}, but does not show it: {change.action} {LOOK}"
    return Ended("unknown", f"{words}{rest}", None, sight)


def ended_state(
    call: BoundCall, before: Before, change: Change, record: Any, sight: Sight
) -> Ended | None:
    """How an action ended whose state a field of its record tells."""
    if isinstance(record, int):  # a place that holds one id: a location's preferred technician
        there: bool | None = str(record) == last_key(call)
    else:
        there = reached(call, record) if isinstance(record, Mapping) else None
    if there is None:
        return None
    if not there:
        words = f"{ACCEPTED}, but the record is not in that state: {change.action}"
        return Ended("not_done", words, record, sight)
    return _in_state(call, before, change, record, sight)


def _in_state(call: BoundCall, before: Before, change: Change, record: Any, sight: Sight) -> Ended:
    """What was sent beside the state, such as a reason, may be shown too, or nowhere."""
    match = matched(call.operation, call.body, record)
    if match.differing and not leaves_a_state(call):
        words = other_values(match.differing)
        return Ended("partly", words + moved(before.record, record), record, sight)
    unseen = [name for name in match.unseen if name != switched_by(call)]
    return done(change, record, sight, moved(before.record, record) + unchecked(unseen))


def other_values(names: Sequence[str]) -> str:
    """What was sent and is there with another value."""
    return f"{ACCEPTED}, but it shows other values for {', '.join(names)}."


def values(match: Match) -> str:
    """A few of the values that were sent and are there; long ones are counted alone."""
    brief = [name for name, value in match.comparable.items() if _is_brief(value)]
    first = sorted(brief, key=lambda name: name not in TELLING)[:MOST_TOLD]
    told = ", ".join(f"{name} {_briefly(match.comparable[name])}" for name in first)
    rest = len(match.comparable) - len(first)
    more = f" and {counted(rest, 'more field', 'more fields')}" if rest else ""
    return f" Now: {told}{more}." if told else ""


def _is_brief(value: Any) -> bool:
    return not isinstance(value, Mapping | list) and len(_briefly(value)) <= LONGEST_TOLD


def _briefly(value: Any) -> str:
    told = to_jsonable_python(value)
    return repr(told) if isinstance(told, str) and told else plainly(told)


def unchecked(names: Sequence[str]) -> str:
    """What was sent and ServiceTitan shows nowhere."""
    return f" Not shown there, so not checked: {', '.join(names)}." if names else ""
