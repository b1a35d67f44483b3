"""A PUT replaces its record: what it does not send is told before it may be gone, and after."""

from typing import Any

import pytest

from agent.gate import Approval
from agent.mcp_tools import _question
from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

SETTINGS = "payroll_update_technician_payroll_settings"
MAY = "ServiceTitan may empty what is not sent: hireDate, managerId."


@pytest.fixture
async def technician(writing: World, truth: Truth) -> int:
    """Somebody whose pay settings say who manages them, and since when they are here."""
    key = int(truth.rows("settings/technicians", lambda one: one["active"])[0]["id"])
    manager = truth.rows("settings/employees")[0]["id"]
    full: Row = {
        "hourlyRate": 20,
        "managerId": manager,
        "hireDate": "2020-05-04T00:00:00Z",
        "isIncludedInPayroll": False,
    }
    done = await confirmed(writing, SETTINGS, technician=key, body=full)
    assert done.status == "done"
    return key


async def test_what_may_be_emptied_is_told_to_who_is_asked(writing: World, technician: int) -> None:
    outcome = await writing.call(SETTINGS, technician=technician, body={"hourlyRate": 21})

    assert outcome.preview is not None
    lines = _question(outcome.preview).splitlines()
    assert lines[0].endswith(MAY)
    assert "hourlyRate: 20 → 21" in lines
    assert "hireDate: 2020-05-04T00:00:00Z" in lines


async def test_what_was_emptied_is_told_afterwards(writing: World, technician: int) -> None:
    done = await confirmed(writing, SETTINGS, technician=technician, body={"hourlyRate": 21})

    assert done.status == "done"
    assert done.summary.endswith("Not sent, and empty now: hireDate, managerId.")
    assert "may empty" not in done.summary


async def test_what_was_kept_is_not_told_as_emptied(writing: World, technician: int) -> None:
    def keep(sent: Row) -> Row:
        return {**full_of(writing, technician), **sent}

    losing(writing.company, "PUT payroll/technicians/{technician}/payroll-settings", keep)

    done = await confirmed(writing, SETTINGS, technician=technician, body={"hourlyRate": 21})

    assert done.status == "done"
    assert "empty" not in done.summary


def full_of(world: World, technician: int) -> dict[str, Any]:
    rows = Truth(world.company).rows("payroll/payroll-settings")
    row = next(one for one in rows if one["employeeId"] == technician)
    return {name: row[name] for name in ("managerId", "hireDate")}


async def test_what_is_changed_alone_empties_nothing(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs", lambda one: one["summary"])[0]["id"]

    shown = await writing.call("jpm_update_job", id=job, body={"priority": "High"})
    assert shown.preview is not None
    approval = Approval(shown.preview.id, by="ann")
    done = await writing.call(
        "jpm_update_job", id=job, body={"priority": "High"}, approval=approval
    )

    assert "empty" not in shown.value.model_dump_json()
    assert "empty" not in done.value.model_dump_json()
