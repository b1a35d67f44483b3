"""One write: shown before, sent once, read back, compared, and told as it ended.

After the gate, `_read_back` looks at what an accepted write left, `_looked_up` for one that got no
answer. How it ended is told by the first of these that knows: the answer itself, the lists that
prove it, the record it made, its record's state, a line in that, each field that was sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pydantic_core import to_jsonable_python

from tools.changes import Change, Written, patiently
from tools.deps import Deps
from tools.errors import Conflict, Forbidden, NotFound, OutcomeUnknown, ToolProblem
from tools.files import shown as shown_file
from tools.logic.comparing import same
from tools.logic.shaping import shaped, trimmed
from tools.operations import already, emptying, proving, states
from tools.operations.applications import held_by, owned
from tools.operations.ending import (
    ACCEPTED,
    EMPTY,
    LOOK,
    Before,
    Ended,
    done,
    ended_state,
    not_shown,
    other_values,
    unchecked,
    untraced,
    values,
    without_answer,
)
from tools.operations.further import with_further, without_further
from tools.operations.lines import line_ended, line_there, puts_line, refuse_no_line
from tools.operations.matching import matched
from tools.operations.mirroring import doubted, mirror
from tools.operations.newcomers import held_before, listing_of, newcomers
from tools.operations.outcomes import SHOWN, TELLING, leaves_a_state, leaves_a_trace, moved, reached
from tools.operations.own_ids import refuse_other_id
from tools.operations.references import recognised
from tools.operations.removing import gone_before, left_behind, removed
from tools.operations.strangers import Names
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.refusals import refused_in
from tools.servicetitan.siblings import (
    Sight,
    contains,
    created_sight,
    last_key,
    sight_of,
)

LARGEST = 12_000
"""Bytes of a record inside the answer to a write."""


async def write(call: BoundCall, deps: Deps) -> Written[Any]:
    """Preview or send one write, and tell what ServiceTitan shows afterwards."""
    names = await recognised(call, deps)
    before, held = await _look_before(call, deps), await held_by(call, deps)
    await states.refuse_state(call, before, deps)
    change = _change(call, before, names)
    warning = emptying.warned(call, before)
    if not change.already:
        warning += await states.warned(call, before, deps)
    await deps.gate.confirm(change.model_copy(update={"action": change.action + warning}))
    try:
        answer = await deps.st.send(call)
    except OutcomeUnknown as problem:
        ended = await _looked_up(call, before, change, problem, deps)
        answer = None
    else:
        ended = await _read_back(call, before, change, answer, deps)
    own = await owned(call, answer, before.record, ended.sight, ended.record, held, deps)
    seen = without_further(call, ended.record)
    notice = await mirror(call, answer, before.record, ended.sight, seen, own, deps)
    record = seen if seen is not None else answer
    result, lost = trimmed(to_jsonable_python(record), LARGEST)
    shortened = f" Shortened here: {', '.join(lost)}." if lost else ""
    return Written(
        status=ended.status,
        summary=ended.summary + shortened,
        change=change,
        result=result,
        notice=doubted(notice) if ended.status in {"not_done", "unknown"} else notice,
        as_of={"servicetitan": deps.now()},
    )


async def _look_before(call: BoundCall, deps: Deps) -> Before:
    """The record as it is now; what cannot be read does not stop the write."""
    sight = sight_of(call)
    unmade = await proving.unmade(call, deps)
    named = sight is not None and sight.own and bool(call.path_params)
    looked_at = sight if unmade is None or named else None
    try:
        record = await _seen(call, looked_at, deps) if looked_at else None
        rows = await held_before(call, deps) if unmade is None else ()
    except (Conflict, Forbidden):
        return Before(sight, children=None)
    if unmade is not None:
        return replace(unmade, sight=sight)
    refuse_other_id(call)
    refuse_no_line(call, record)
    return Before(sight, record, rows)


async def _seen(call: BoundCall, sight: Sight, deps: Deps) -> Any:
    """The record, with what of it other lists show; None when it is not there."""
    return await with_further(call, await sight.look(deps.st), deps)


def _change(call: BoundCall, before: Before, names: Names) -> Change:
    body = to_jsonable_python(call.body)
    after = body if isinstance(body, dict) else {} if body is None else {"body": body}
    files = {name: shown_file(*one) for name, one in (call.files or {}).items()}
    return Change(
        action=call.operation.sentence,
        target=_target(call),
        before=to_jsonable_python(_before(call, before)),
        after={**after, **files},
        names=names,
        already=already.is_so(call, before),
    )


def _target(call: BoundCall) -> str:
    path = call.operation.path.replace("/tenant/{tenant}", "")
    for name, value in call.path_params.items():
        path = path.replace(f"{{{name}}}", value)
    query = "&".join(f"{key}={value}" for key, value in call.query)
    return f"{call.operation.method} {path}{f'?{query}' if query else ''}"


def _before(call: BoundCall, before: Before) -> Mapping[str, Any]:
    record = before.record
    if not isinstance(record, Mapping):
        return before.about
    if call.operation.effect == "removes" and before.sight and before.sight.own:
        return shaped([to_jsonable_python(record)], fields=None, max_bytes=2_000).items[0]
    sent = call.body if isinstance(call.body, Mapping) else {}
    shown = matched(call.operation, sent, record).shown
    named = {name: shown[name] for name in sent if name in shown}
    named |= emptying.unsent(call, before)
    return named or {name: record[name] for name in TELLING if name in record}


async def _looked_up(
    call: BoundCall, before: Before, change: Change, problem: OutcomeUnknown, deps: Deps
) -> Ended:
    """No answer came: look whether the change is there; never send it again."""
    unknown = Ended("unknown", f"{problem.message} It is about this: {change.action}")
    try:
        if found := await proving.looked_up(call, before, change.action, deps):
            return Ended(*found)
        if before.sight is None:
            return await _added(call, before, change, unknown, deps)
        ended = await _state(call, before, change, deps)
    except ToolProblem:
        return unknown
    if _proves(call, before, change, ended):
        return emptying.told(call, before, without_answer(ended))
    return replace(unknown, record=ended.record, sight=ended.sight)


async def _added(
    call: BoundCall, before: Before, change: Change, unknown: Ended, deps: Deps
) -> Ended:
    """Look for what the write was to add to a list."""
    news = await newcomers(call, before, deps)
    if news is None:
        return unknown
    if news.found is not None:
        return without_answer(await _arrived(call, change, news.found, deps))
    return replace(unknown, summary=f"{unknown.summary} {news.told}")


def _proves(call: BoundCall, before: Before, change: Change, ended: Ended) -> bool:
    """Whether what is there now can only be so because the write arrived, or did not."""
    if call.body is None and not change.already:
        came = already.is_so(call, replace(before, record=ended.record))
        if came and ended.status == "done":
            return True
    if reached(call, ended.record) is not None:
        return reached(call, before.record) is False
    if call.operation.effect == "removes":
        was_there = before.record is not None and not gone_before(call, before)
        return was_there and ended.status in {"done", "not_done"}
    if not isinstance(before.record, Mapping) or not isinstance(ended.record, Mapping):
        return False
    if puts_line(call, ended.record):
        return ended.status == "done"
    old = matched(call.operation, call.body, before.record)
    new = matched(call.operation, call.body, ended.record).comparable
    moved = any(not same(value, old.shown.get(name)) for name, value in new.items())
    return moved and ended.status in {"done", "not_done"}


async def _arrived(call: BoundCall, change: Change, found: Any, deps: Deps) -> Ended:
    """A new record that no answer named: found in its list, then looked at by itself."""
    made = created_sight(call, found, deps.lately())
    there = made and await _patiently(call, made, deps, lambda record: record is not None)
    if made is None or there is None:
        unseen = matched(call.operation, call.body, found).unseen
        return done(change, found, rest=unchecked(unseen))
    return _compared(call, None, change, there, made)


async def _read_back(
    call: BoundCall, before: Before, change: Change, answer: Any, deps: Deps
) -> Ended:
    """Read the record again; a failing look leaves the write itself accepted."""
    if refused := refused_in(answer):
        return _refused(refused, answer)
    try:
        verdict = await proving.proved(call, answer, before, change.action, deps)
        if verdict is None:
            return await _found(call, before, change, answer, deps)
        return await _with_record_above(call, Ended(*verdict, sight=before.sight), deps)
    except ToolProblem as problem:
        words = f"{ACCEPTED}, but reading it back failed ({problem.kind})"
        return Ended("unknown", f"{words}: {change.action} {LOOK}")


async def _with_record_above(call: BoundCall, ended: Ended, deps: Deps) -> Ended:
    """With the record that an action was upon: what else it changed may hang on that."""
    sight = ended.sight
    if sight is None or sight.own:
        return replace(ended, sight=None)
    try:
        return replace(ended, record=await _seen(call, sight, deps))
    except ToolProblem:
        return replace(ended, sight=None)


async def _found(call: BoundCall, before: Before, change: Change, answer: Any, deps: Deps) -> Ended:
    """The record that the write made, changed or added a line to."""
    made = created_sight(call, answer, deps.lately())
    if made is not None:
        record = await _patiently(call, made, deps, lambda found: found is not None)
        if record is None:
            words = f"ServiceTitan answered with {_name(answer)}, but does not show it."
            return Ended("unknown", f"{words} {LOOK}", answer, made)
        return _compared(call, None, change, record, made)
    adds = listing_of(call, deps) is not None
    if before.sight is not None and not adds:
        ended = already.doubted(call, before, await _state(call, before, change, deps))
        return emptying.told(call, before, already.told(call, before, change, ended))
    if not adds:
        return Ended("done", f"{EMPTY} {change.action}") if _names_none(call) else untraced(change)
    news = await newcomers(call, before, deps)
    if news is None or news.found is None:
        return not_shown(change, rest=f" {news.told}" if news and news.others else "")
    return await _arrived(call, change, news.found, deps)


def _name(answer: Any) -> str:
    key = answer.get("id") if isinstance(answer, Mapping) else answer
    return "a new record" if key is None else f"id {key}"


def _refused(refused: list[str], answer: Any) -> Ended:
    """The answer had a status of success, and says for some or all lines that it was none."""
    some = isinstance(answer, list) and len(refused) < len(answer)
    words = f"ServiceTitan did not do it for {', '.join(refused)}."
    return Ended("partly" if some else "not_done", words, answer)


async def _state(call: BoundCall, before: Before, change: Change, deps: Deps) -> Ended:
    """What the record shows after the call."""
    sight = before.sight
    if sight is None:
        return Ended("unknown", f"Nothing shows what became of it: {change.action}")
    if call.operation.effect == "removes":
        record = await _patiently(
            call,
            sight,
            deps,
            lambda found: left_behind(call, found) is None and reached(call, found) is not False,
        )
        return ended_state(call, before, change, record, sight) or removed(
            call, before, change, record, sight
        )
    record = await _patiently(
        call, sight, deps, lambda found: _arrived_at(call, before, sight, found)
    )
    if record is None and before.record is not None and sight.own:
        return Ended("unknown", f"Sent, but the record is not found any more: {change.action}")
    if record is None:
        return not_shown(change, sight)
    return _acted(call, before, change, record, sight) or _compared(
        call, change.before, change, record, sight
    )


def _arrived_at(call: BoundCall, before: Before, sight: Sight, found: Any) -> bool:
    """Whether a record is as the write leaves it, as far as it tells at all."""
    if _shows_values(call, sight) and not call.files:
        return not matched(call.operation, call.body, found).differing
    if puts_line(call, found):
        line = line_there(call, before, found)
        return line is not None and not line.differing
    state = reached(call, found)
    if state is None and leaves_a_trace(call):
        return already.is_so(call, before) or not same(before.record, found)
    if not state or leaves_a_state(call):
        return state is not False
    return not matched(call.operation, call.body, found).differing  # its reason comes later, too


def _shows_values(call: BoundCall, sight: Sight) -> bool:
    """Whether what is seen has the values that are sent, not only a state that follows."""
    return sight.own or call.operation.key in SHOWN


def _acted(
    call: BoundCall, before: Before, change: Change, record: Any, sight: Sight
) -> Ended | None:
    """How an action ended, told by its record's state or by whether it changed at all."""
    if call.files and same(before.record, record):
        return not_shown(change, sight)
    if not leaves_a_trace(call):
        return untraced(change)
    ended = ended_state(call, before, change, record, sight)
    if not (ended or sight.own):
        ended = line_ended(call, before, change, record, sight)
    if ended or not isinstance(record, Mapping):
        return ended
    changed = before.record is not None and already.moved_on(before.record, record)
    if _named_there(call, record) or changed:
        return None
    match = matched(call.operation, call.body, record)
    if (match.comparable if sight.own else match.agrees) or _empty(call):
        return None
    words = f"{ACCEPTED}, but the record shows no change: {change.action}{unchecked(match.unseen)}"
    return Ended("unknown", f"{words} {LOOK}", record, sight)


def _named_there(call: BoundCall, record: Any) -> bool:
    """Whether the record has what the path names last: a tag, a preferred technician."""
    key = last_key(call)
    if key == str(record.get("id")):
        return False
    return contains(record, key) or key in (str(value) for value in record.values())


def _names_none(call: BoundCall) -> bool:
    """Whether a body that is lists of records has none of them."""
    rows = call.body.values() if isinstance(call.body, Mapping) else [call.body]
    return not call.files and all(one in (None, [], {}) for one in rows)


def _empty(call: BoundCall) -> bool:
    """Whether a body was sent that says nothing."""
    return call.body is not None and not call.body and not call.files


async def _patiently(call: BoundCall, sight: Sight, deps: Deps, expected: Any) -> Any:
    """The record once it is as expected, or as it is when patience ends; None when gone."""

    async def look() -> Any:
        try:
            return await _seen(call, sight, deps)
        except NotFound:
            return None

    return await patiently(look, expected)


def _compared(
    call: BoundCall, before: Mapping[str, Any] | None, change: Change, record: Any, sight: Sight
) -> Ended:
    """Compare what was sent with what is there: ServiceTitan ignores fields without a word.

    `before` is None for a new record: it is there, whatever it says.
    """
    if not isinstance(record, Mapping):
        return not_shown(change, sight)
    match = matched(call.operation, call.body, record)
    shows = _shows_values(call, sight)
    differing = match.differing if shows else []
    if not differing:
        tells = sight.own and (match.unseen or match.comparable)
        news = "" if tells else moved(before or {}, record)
        now = news or (values(match) if shows else "")
        return done(change, record, sight, now + unchecked(match.unseen))
    same_as_before = before is not None and all(
        same(before.get(name), match.shown[name]) for name in match.comparable
    )
    words = other_values(differing)
    if same_as_before:
        return Ended("not_done", words, record, sight)
    return Ended("partly", words + unchecked(match.unseen), record, sight)
