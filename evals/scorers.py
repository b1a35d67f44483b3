"""Deterministic scorers: each takes what was expected and what came, and names every fault."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from evals.case import Case, Expect
from tools.wording import counted

TIMES = frozenset({"as_of", "expires_at", "last_run_at", "stalest"})
"""Fields that hold the time of the run itself."""
TOLD = frozenset({"confirmation", "notice"})
"""Fields of which only the presence counts: one random by design, one worded for people."""
TRACE_ID = re.compile(r"\(traceId [^)]+\)")

Answer = Mapping[str, Any]


def normalised(value: Any, volatile: Sequence[str] = (), path: tuple[str, ...] = ()) -> Any:
    """The value with what no two runs share replaced by what kind of thing stood there.

    `volatile` holds ends of dotted paths (`result.id`, `created_on`); places in lists do not count.
    """
    if isinstance(value, Mapping):
        return {key: normalised(item, volatile, (*path, key)) for key, item in value.items()}
    if isinstance(value, list):
        return [normalised(item, volatile, path) for item in value]
    if value is None or not path:
        return value
    if TIMES & {path[-1], *path[-2:-1]}:
        return "<time>" if _is_aware_time(value) else value
    if path[-1] in TOLD or any(_ends(path, end) for end in volatile):
        return f"<{path[-1]}>"
    return TRACE_ID.sub("(traceId)", value) if path[-1] == "says" else value


def _ends(path: tuple[str, ...], end: str) -> bool:
    wanted = tuple(end.split("."))
    return path[-len(wanted) :] == wanted


def _is_aware_time(value: object) -> bool:
    try:
        return datetime.fromisoformat(str(value)).tzinfo is not None
    except ValueError:
        return False


def faults_of(case: Case, answers: Sequence[Answer]) -> list[str]:
    """Everything that is wrong with the answers of one case; nothing when it passes."""
    expected = expectations(case)
    found = [] if len(answers) == len(expected) else [f"{counted(len(answers), 'answer')} came"]
    for (label, wanted), answer in zip(expected, answers, strict=False):
        came = normalised(answer, case.volatile)
        found += [f"{label}{fault}" for fault in differences(_plain(wanted), came)]
        found += [f"{label}{fault}" for fault in miscounted(answer.get("result"))]
    return found + ungated(case, answers)


def expectations(case: Case) -> list[tuple[str, Expect | None]]:
    """What the calls of a case must give, in the order in which they are made."""
    wanted: list[tuple[str, Expect | None]] = [("answer", case.expect)]
    if case.confirm:
        wanted.append(("confirmed", case.confirmed))
    return wanted + [(f"then[{place}]", step.expect) for place, step in enumerate(case.then)]


def _plain(expect: Expect | None) -> dict[str, Any]:
    return {} if expect is None else expect.model_dump(mode="json", exclude_none=False)


def differences(wanted: Any, came: Any, path: str = "") -> list[str]:
    """Every place at which two values differ, as a path and both values."""
    if not path and isinstance(wanted, Mapping):
        return _unlike_answers(wanted, came)
    if isinstance(wanted, Mapping) and isinstance(came, Mapping):
        return [
            fault
            for key in dict.fromkeys([*wanted, *came])
            for fault in _at_key(wanted, came, key, path)
        ]
    if isinstance(wanted, list) and isinstance(came, list):
        return _unlike_lists(wanted, came, path)
    same = type(wanted) is type(came) and wanted == came
    return [] if same else [f"{path}: {wanted!r} expected, {came!r} came"]


def _unlike_answers(wanted: Mapping[str, Any], came: Any) -> list[str]:
    if wanted.get("result") is not None:
        return differences(wanted["result"], came.get("result") or came.get("error"), ".")
    refusal, error = wanted.get("error"), came.get("error")
    if refusal is None:
        return [": nothing is expected yet; look at the answer, then --bless it"]
    if error is None:
        return [f": the refusal {refusal['kind']} expected, a result came"]
    kept = {key: value for key, value in refusal.items() if value is not None}
    return differences(kept, {key: error.get(key) for key in kept}, ".")


def _at_key(wanted: Any, came: Any, key: str, path: str) -> list[str]:
    where = f"{path.rstrip('.')}.{key}"
    if key not in came:
        return [f"{where}: missing"]
    if key not in wanted:
        return [f"{where}: unexpected"]
    return differences(wanted[key], came[key], where)


def _unlike_lists(wanted: list[Any], came: list[Any], path: str) -> list[str]:
    found = []
    if len(wanted) != len(came):
        found.append(f"{path}: {counted(len(wanted), 'row')} expected, {len(came)} came")
    for place, (one, other) in enumerate(zip(wanted, came, strict=False)):
        found += differences(one, other, f"{path}[{place}]")
    return found


def miscounted(value: Any, path: str = "") -> Iterator[str]:
    """Lists whose `returned`, `truncated` and `next` do not fit their rows."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from miscounted(item, f"{path}[{place}]")
    if not isinstance(value, Mapping):
        return
    if {"items", "returned", "truncated", "next"} <= value.keys():
        if value["returned"] != len(value["items"]):
            rows = counted(len(value["items"]), "row")
            yield f"{path}: returned is {value['returned']} for {rows}"
        if value["truncated"] != (value["next"] is not None):
            yield f"{path}: truncated and next do not agree"
    for key, item in value.items():
        yield from miscounted(item, f"{path}.{key}")


def ungated(case: Case, answers: Sequence[Answer]) -> list[str]:
    """A write must first be a preview that changed nothing, and be done only when confirmed."""
    if not case.confirm:
        return []
    status = [(answer.get("result") or {}).get("status") for answer in answers[:2]]
    found = []
    if status[:1] != ["needs_confirmation"]:
        found.append(f"the unconfirmed call answered {status[0] if status else None!r}")
    if status[1:2] != ["done"]:
        found.append(f"the confirmed call answered {status[1] if len(status) > 1 else None!r}")
    return found
