"""Every operation of ServiceTitan, called as a client calls it: valid calls pass, others do not."""

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]  # it has no types

from agent.catalogue import Entry
from tests.sweeps.calls import (
    Sweep,
    called,
    input_of,
    modules,
    operations,
    output_of,
    refusals,
    text_of,
)

COUNT = 594

SHOWN_NOWHERE = {
    "dispatch_create_gps_pings": "positions are taken in; no GET gives them out again",
    "jpm_create_job_message": "messages about a job have no list",
    "jpm_create_project_message": "messages about a project have no list",
}
"""Every write whose outcome stays unknown on a healthy ServiceTitan, and why: there are no others.

Facts: no operation of the published documents answers with what these wrote.
"""


def test_there_are_as_many_as_servicetitan_publishes() -> None:
    assert len(operations()) == COUNT


@pytest.mark.parametrize("module", modules())
async def test_valid_calls_succeed(sweep: Sweep, module: str) -> None:
    failed: list[str] = []

    for entry in _of(module):
        problem = await _tried(sweep, entry)
        failed += [f"{entry.name}: {problem}"] if problem else []

    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("module", modules())
async def test_missing_and_mistyped_arguments_are_refused_unsent(sweep: Sweep, module: str) -> None:
    failed: list[str] = []

    for entry in _of(module):
        schema = input_of(entry.name)
        for name, arguments in refusals(sweep.valid(entry), schema):
            before = sweep.sent
            answer = await called(sweep.silent, entry.name, arguments)
            told = text_of(answer)
            good = answer.is_error and f"{name}: received " in told and sweep.sent == before
            failed += [] if good else [f"{entry.name} without a good {name}: {told[:300]}"]

    assert not failed, "\n".join(failed)


def _of(module: str) -> list[Entry]:
    return [entry for entry in operations() if entry.category == module]


async def _tried(sweep: Sweep, entry: Entry) -> str | None:
    """What went wrong; None when the call ended as it should."""
    arguments = sweep.valid(entry)
    if entry.effect == "reads":
        answer = await called(sweep.silent, entry.name, arguments)
        return text_of(answer) if answer.is_error else _odd(entry, answer)
    if entry.risk == "ordinary":
        return await _confirmed(sweep, entry, arguments)
    return await _approved(sweep, entry, arguments)


async def _confirmed(sweep: Sweep, entry: Entry, arguments: dict[str, object]) -> str | None:
    """An ordinary write: a preview first, then the same call with its confirmation."""
    writes = _writes(sweep)
    preview = await called(sweep.silent, entry.name, arguments)
    shown = preview.structured_content or {}
    if preview.is_error or shown.get("status") != "needs_confirmation":
        return f"no preview: {text_of(preview)[:500]}"
    if _writes(sweep) != writes:
        return "the preview was sent"
    if odd := _odd(entry, preview):
        return odd
    confirmed = {**arguments, "confirmation": shown["confirmation"]}
    answer = await called(sweep.silent, entry.name, confirmed)
    return _ended(entry, answer, sweep, writes)


async def _approved(sweep: Sweep, entry: Entry, arguments: dict[str, object]) -> str | None:
    """A grave write: refused to who cannot ask a person, done once the person agrees."""
    writes = _writes(sweep)
    refused = await called(sweep.silent, entry.name, arguments)
    if not refused.is_error or _writes(sweep) != writes:
        return f"done without a person: {text_of(refused)[:500]}"
    answer = await sweep.asking.call_tool(
        "call_tool", {"name": entry.name, "arguments": arguments}, raise_on_error=False
    )
    return _ended(entry, answer, sweep, writes)


def _writes(sweep: Sweep) -> int:
    counts = sweep.company.desk.counts.items()
    return sum(n for key, n in counts if "/tenant/" in key and not _reads(key))


def _reads(key: str) -> bool:
    return key.startswith("GET ") or key.endswith("/getlist")


def _odd(entry: Entry, answer: object) -> str | None:
    """Where an answer is not what the tool's output schema says."""
    told = getattr(answer, "structured_content", None)
    found = next(Draft202012Validator(output_of(entry.name)).iter_errors(told), None)
    return found and f"not as its schema says: {found.json_path}: {found.message[:200]}"


def _ended(entry: Entry, answer: object, sweep: Sweep, writes: int) -> str | None:
    sent = _writes(sweep) - writes
    told = getattr(answer, "structured_content", None) or {}
    hidden = entry.name in SHOWN_NOWHERE
    worded = "shows it nowhere" in str(told.get("summary")) or not hidden
    if told.get("status") == ("unknown" if hidden else "done") and sent == 1 and worded:
        return _odd(entry, answer)
    return f"{told.get('status')}, sent {sent} times: {text_of(answer)[:500]}"
