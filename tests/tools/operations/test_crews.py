"""Whoever agrees to a change of a visit's crew sees who is on it."""

import pytest

from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_proving import spare


def crewed(truth: Truth, appointment: int) -> Row:
    return {"jobAppointmentId": appointment, "technicianIds": [spare(truth, appointment)]}


@pytest.mark.parametrize("action", ["assign", "unassign"])
async def test_who_is_on_the_visit_is_shown_beforehand(
    writing: World, truth: Truth, action: str
) -> None:
    on = truth.rows("dispatch/appointment-assignments", lambda row: row["active"])[0]
    crew = {
        (row["technicianId"], row["technicianName"])
        for row in truth.rows("dispatch/appointment-assignments", lambda row: row["active"])
        if row["appointmentId"] == on["appointmentId"]
    }
    body = crewed(truth, on["appointmentId"])

    asked = await writing.ask(f"dispatch_{action}_technicians", body=body)

    told = [f"{name} ({key})" for key, name in sorted(crew)]
    assert asked.change.before == {"technicians on it": told}


async def test_nobody_on_the_visit_is_shown_too(writing: World, truth: Truth) -> None:
    taken = {row["appointmentId"] for row in truth.rows("dispatch/appointment-assignments")}
    free = truth.rows("jpm/appointments", lambda row: row["id"] not in taken)[0]["id"]

    asked = await writing.ask("dispatch_assign_technicians", body=crewed(truth, free))

    assert asked.change.before == {"technicians on it": []}
