"""Why a job was cancelled or a visit put on hold is read back from what shows it."""

from typing import Any, NamedTuple

import pytest

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed


class Action(NamedTuple):
    """An action that is given a reason: its tool and operation, upon what, and the reasons."""

    tool: str
    operation: str
    table: str
    reasons: str


CANCEL = Action("jpm_cancel_job", "PUT jpm/jobs/{id}/cancel", "jpm/jobs", "jpm/job-cancel-reasons")
HOLD = Action("jpm_hold_job", "PUT jpm/jobs/{id}/hold", "jpm/jobs", "jpm/job-hold-reasons")
HOLD_VISIT = Action(
    "jpm_hold_appointment",
    "PUT jpm/appointments/{id}/hold",
    "jpm/appointments",
    "jpm/job-hold-reasons",
)
each = pytest.mark.parametrize("action", [CANCEL, HOLD, HOLD_VISIT])


def asked(truth: Truth, action: Action) -> Row:
    open_ones = truth.rows(action.table, lambda one: _state(one) == "Scheduled")
    body = {"reasonId": truth.rows(action.reasons)[0]["id"], "memo": "Moved away"}
    return {"id": open_ones[0]["id"], "body": body}


def _state(row: Row) -> Any:
    return row.get("jobStatus", row.get("status"))


@each
async def test_reason_and_memo_are_compared(writing: World, truth: Truth, action: Action) -> None:
    done = await confirmed(writing, action.tool, **asked(truth, action))

    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary
    assert not {"reasonId", "memo"} & done.result.keys()


@each
async def test_another_reason_is_told(writing: World, truth: Truth, action: Action) -> None:
    other = truth.rows(action.reasons)[1]["id"]
    losing(writing.company, action.operation, lambda sent: {**sent, "reasonId": other})

    done = await confirmed(writing, action.tool, **asked(truth, action))

    assert done.status == "partly"
    assert "other values for reasonId. Now: " in done.summary


@pytest.mark.parametrize(
    ("action", "status", "told"),
    [
        (CANCEL, "partly", "other values for memo. Now: jobStatus Scheduled → Canceled."),
        (HOLD, "done", "Not shown there, so not checked: memo."),
        (HOLD_VISIT, "done", "Not shown there, so not checked: memo."),
    ],
)
async def test_a_lost_memo_is_told_where_a_log_shows_memos(
    writing: World, truth: Truth, action: Action, status: str, told: str
) -> None:
    losing(writing.company, action.operation, lambda sent: {**sent, "memo": ""})

    done = await confirmed(writing, action.tool, **asked(truth, action))

    assert done.status == status
    assert done.summary.endswith(told)


async def test_the_latest_of_several_cancellations_counts(writing: World, truth: Truth) -> None:
    first = asked(truth, CANCEL)
    again = {"reasonId": truth.rows(CANCEL.reasons)[1]["id"], "memo": "No money"}
    await confirmed(writing, CANCEL.tool, **first)
    await confirmed(writing, "jpm_remove_job_cancellation", id=first["id"])

    done = await confirmed(writing, CANCEL.tool, id=first["id"], body=again)

    assert (done.status, "not checked" in done.summary) == ("done", False), done.summary


@each
async def test_a_reason_that_may_not_be_read_is_not_checked(
    writing: World, truth: Truth, action: Action
) -> None:
    writing.company.set_faults(
        {
            "match": "/jobs/.*(canceled-log|hold-reasons)",
            "method": "GET",
            "fault": "403",
            "times": 99,
        }
    )

    done = await confirmed(writing, action.tool, **asked(truth, action))

    assert done.status == "done"
    assert done.summary.endswith("Not shown there, so not checked: memo, reasonId.")
