"""Proves a write that has no single record: by what lists show of it before and afterwards."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_jsonable_python

from tools.changes import Status, patiently
from tools.deps import Deps
from tools.errors import NotFound, ToolProblem
from tools.operations.already import moved_on
from tools.operations.ending import LOOK, NOTHING, Before, other_values, unchecked
from tools.operations.items import ITEMS
from tools.servicetitan.attributions import TIMED
from tools.servicetitan.evidence import evidence_of
from tools.servicetitan.looking import Answers, Evidence
from tools.servicetitan.operation import BoundCall

Verdict = tuple[Status, str]


def _evidence(call: BoundCall, deps: Deps, answer: object = None) -> Evidence | None:
    if timed := TIMED.get(call.operation.key):
        return timed(call, deps.now())
    if items := ITEMS.get(call.operation.key):
        return items(call, to_jsonable_python(answer))
    return evidence_of(call, answer)


async def unmade(call: BoundCall, deps: Deps) -> Before | None:
    """What of the write is not there yet; None where only its answer will tell."""
    evidence = _evidence(call, deps)
    if evidence is None or not evidence.beforehand:
        return None
    try:
        answers = await _answers(evidence, deps)
    except ToolProblem:
        return None
    alike = evidence.alike(answers) if evidence.alike else Counter[str]()
    about = evidence.about(answers) if evidence.about else {}
    return Before(
        None,
        children=None,
        missing=tuple(evidence.lacking(answers, alike)),
        alike=alike,
        about=about,
        unseen=_unseen(evidence, answers),
        values=_values(evidence, answers),
    )


def _unseen(evidence: Evidence, answers: Answers) -> tuple[str, ...]:
    return tuple(evidence.unseen(answers)) if evidence.unseen else ()


def _values(evidence: Evidence, answers: Answers) -> Any:
    return evidence.values(answers) if evidence.values else None


async def proved(
    call: BoundCall, answer: object, before: Before, action: str, deps: Deps
) -> Verdict | None:
    """How an accepted write really ended; None where nothing shows it."""
    evidence = _evidence(call, deps, answer)
    if evidence is None:
        return None
    if evidence.alike and before.missing is None:
        words = "ServiceTitan accepted it, but one alike may have been there before"
        return "unknown", f"{words}: {action} {LOOK}"
    answers = await _patiently(evidence, before, deps)
    unseen = _unseen(evidence, answers)
    if missing := evidence.lacking(answers, before.alike):
        return _lacking(evidence, before, missing, action, moved=_moved(evidence, before, answers))
    if names := evidence.differing(answers) if evidence.differing else []:
        return "partly", other_values(names)
    return "done", _done(evidence, before.missing, action, unseen)


def _moved(evidence: Evidence, before: Before, answers: Answers) -> bool:
    """Whether something became other than it was, though not what was sent."""
    return before.values is not None and moved_on(before.values, _values(evidence, answers))


def _lacking(
    evidence: Evidence, before: Before, missing: Sequence[str], action: str, *, moved: bool
) -> Verdict:
    """How an accepted write ended of which something does not show."""
    if evidence.confirmed:
        words = "ServiceTitan answered that it did it, but its list does not show it yet"
        return "unknown", f"{words}: {action} {LOOK}"
    if moved:
        return "partly", f"ServiceTitan accepted it, but shows otherwise: {_named(missing)}."
    return _fallen_short(evidence, before, missing)


def _fallen_short(evidence: Evidence, before: Before, missing: Sequence[str]) -> Verdict:
    """How a write ended of which something is not shown."""
    words = f"ServiceTitan accepted it, but does not show it for {_named(missing)}."
    if evidence.sure and before.missing != () and _some(evidence, before.missing, missing):
        return "partly", words
    answered = evidence.claimed and before.missing is None  # with the ids of new records
    was_there = before.missing == ()  # all of it, and now it is not
    if answered or was_there or not evidence.sure:
        return "unknown", f"{words} {LOOK}"
    return "not_done", words


def _some(evidence: Evidence, before: Sequence[str] | None, missing: Sequence[str]) -> bool:
    """Whether the write did a part of it."""
    if evidence.claimed is not None:
        return bool(evidence.claimed - set(missing))
    if before is not None:
        return bool(Counter(before) - Counter(missing))
    return len(missing) < evidence.size


def _done(
    evidence: Evidence, before: Sequence[str] | None, action: str, unseen: Sequence[str]
) -> str:
    """That all of it is there, and how much of it was there before."""
    hidden = unchecked(unseen)
    if evidence.claimed:
        count = f"{len(evidence.claimed)} in all."
        return f"Done and read back from ServiceTitan: {action} {count}{hidden}"
    if evidence.claimed is not None and before:
        return f"{NOTHING}, ServiceTitan named nothing that it did: {action}"
    if before is not None and not before and hidden:
        return f"What ServiceTitan shows of it was so already: {action}{hidden}"
    if before is not None and not before:
        return f"{NOTHING}, it was so already: {action}"
    already = 0 if before is None else evidence.size - len(before)
    rest = f" {already} of {evidence.size} was so already." if already > 0 else ""
    return f"Done and read back from ServiceTitan: {action}{rest}{hidden}"


async def looked_up(call: BoundCall, before: Before, action: str, deps: Deps) -> Verdict | None:
    """How a write ended that got no answer, where that is certain."""
    evidence = _evidence(call, deps)
    if evidence is None or not (before.missing or not evidence.beforehand):
        return None
    answers = await _patiently(evidence, before, deps)
    missing = evidence.lacking(answers, before.alike)
    if not missing:
        hidden = unchecked(_unseen(evidence, answers))
        return "done", f"No answer came, but it is done: {action}{hidden}"
    same = missing == list(before.missing or ()) and not _moved(evidence, before, answers)
    if before.missing and same and evidence.sure:
        return "not_done", f"No answer came, and it is not there for {_named(missing)}."
    return None


async def _patiently(evidence: Evidence, before: Before, deps: Deps) -> Answers:
    """What shows once nothing is missing, or when patience ends."""
    return await patiently(
        lambda: _answers(evidence, deps),
        lambda answers: not evidence.lacking(answers, before.alike),
    )


async def _answers(evidence: Evidence, deps: Deps) -> Answers:
    answers: list[Any] = []
    for call in evidence.calls:
        try:
            answers.append(await deps.st.send(call))
        except NotFound:
            answers.append(None)
    return answers


_MOST_NAMED = 5


def _named(missing: Sequence[str]) -> str:
    more = len(missing) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return ", ".join(missing[:_MOST_NAMED]) + rest
