"""Why a job was cancelled or a visit put on hold: lists show that, the record does not."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.errors import ToolProblem
from tools.logic.comparing import same
from tools.operations.outcomes import reached
from tools.servicetitan.looking import asked
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

Record = Mapping[str, Any]
_REASON, _MEMO = "reasonId", "memo"
_CANCELS, _HOLDS, _HOLDS_VISIT = "jpm_cancel_job", "jpm_hold_job", "jpm_hold_appointment"
LOGGED = frozenset({_CANCELS, _HOLDS, _HOLDS_VISIT})
"""Actions that are given a reason and a memo."""
OF_A_REASON = frozenset({_REASON, _MEMO})


async def with_reason(call: BoundCall, record: Record, deps: Deps) -> Record:
    """The record with why it is in its state; as it was where that cannot be read."""
    if call.operation.key not in LOGGED or not reached(call, record):
        return record
    try:
        why = await _why(call, record, deps)
    except ToolProblem:
        return record
    return {**record, **why}


async def _why(call: BoundCall, record: Record, deps: Deps) -> Record:
    """Reason and memo; null for what a list should show and does not."""
    if call.operation.key == _CANCELS:
        log = rows_of(await deps.st.send(asked(call, "list_job_canceled_logs", id=record["id"])))
        kept = [one for one in log if one.get("active") is not False]
        last = max(kept, key=lambda one: (one["createdOn"], one["id"]), default={})
        return {_REASON: last.get(_REASON), _MEMO: last.get(_MEMO)}
    visit = call.operation.key == _HOLDS_VISIT
    job = record["jobId" if visit else "id"]
    held = rows_of(await deps.st.send(asked(call, "list_hold_reasons_of_jobs", ids=str(job))))
    rows = [one for one in held if one.get("jobId") == job]
    if visit:
        parts = [part for one in rows for part in one.get("appointmentHoldReasons") or []]
        rows = [part for part in parts if part.get("appointmentId") == record["id"]]
    return _held(call, rows[0]) if rows else {} if visit else {_REASON: None}


def _held(call: BoundCall, row: Record) -> Record:
    """A hold's text is not promised to be its memo: only one that agrees says something."""
    sent = call.body.get(_MEMO) if isinstance(call.body, Mapping) else None
    memo = {_MEMO: row["text"]} if same(sent, row.get("text")) else {}
    return {_REASON: row.get(_REASON), **memo}
