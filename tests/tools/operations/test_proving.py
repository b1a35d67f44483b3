"""A write that ServiceTitan accepts and does not carry out is never called done."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.catalogue import load_catalogue
from sandbox.servicetitan import Server as Company
from tests.kit.changes import deafen, losing, writes
from tests.kit.truth import Truth
from tests.kit.world import World
from tests.tools.operations.test_followers import booked, owed
from tests.tools.operations.test_writing import confirmed
from tools.operations.items import ITEMS
from tools.operations.outcomes import STATES
from tools.servicetitan.evidence import MAKERS
from tools.servicetitan.refusals import confirmed_in, refused_in


def visit(truth: Truth) -> int:
    row = truth.rows("jpm/appointments", lambda one: one["status"] == "Scheduled")[0]
    return int(row["id"])


def spare(truth: Truth, appointment: int) -> int:
    """A technician who is not on this appointment."""
    rows = truth.rows("dispatch/appointment-assignments")
    on = {row["technicianId"] for row in rows if row["appointmentId"] == appointment}
    return next(int(t["id"]) for t in truth.rows("settings/technicians") if t["id"] not in on)


def test_what_proves_a_write_belongs_to_an_operation() -> None:
    known = {name for name, entry in load_catalogue().items() if entry.effect != "reads"}

    assert known >= MAKERS.keys() | ITEMS.keys() | STATES.keys()


ACTIONS: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "jpm_cancel_job",
        "PUT jpm/jobs/{id}/cancel",
        {"reasonId": "jpm/job-cancel-reasons", "memo": "no"},
        "jpm/jobs",
    ),
    (
        "jpm_hold_appointment",
        "PUT jpm/appointments/{id}/hold",
        {"reasonId": "jpm/job-hold-reasons", "memo": "no"},
        "jpm/appointments",
    ),
    (
        "salestech_dismiss_estimate",
        "PUT salestech/estimates/{id}/dismiss",
        {},
        "salestech/estimates",
    ),
]


@pytest.mark.parametrize(("tool", "operation", "body", "table"), ACTIONS)
async def test_an_action_that_leaves_its_record_as_it_was_is_not_done(
    writing: World, truth: Truth, tool: str, operation: str, body: dict[str, Any], table: str
) -> None:
    row = truth.rows(table, lambda one: _state(one) in {"Scheduled", "Open"})[0]
    named = {"reasonId": truth.rows(body["reasonId"])[0]["id"]} if body else {}
    deafen(writing.company, operation, lambda _: None)

    done = await confirmed(
        writing, tool, id=row["id"], **({"body": {**body, **named}} if body else {})
    )

    assert done.status == "not_done"
    assert "is not in that state" in done.summary
    assert len(writes(writing.company)) == 1


def _otherwise(field: str, value: Any) -> Callable[[dict[str, Any]], dict[str, Any]]:
    return lambda sent: {**sent, field: value}


def _at_ten(truth: Truth) -> dict[str, Any]:
    hours = {"start": "14", "end": "15", "arrivalWindowStart": "14", "arrivalWindowEnd": "16"}
    body = {name: f"2026-03-26T{hour}:00:00Z" for name, hour in hours.items()}
    return {"id": visit(truth), "body": body}


def _sold(truth: Truth) -> dict[str, Any]:
    row = truth.rows("salestech/estimates", lambda one: _state(one) == "Open")[0]
    return {"id": row["id"], "body": {"soldBy": truth.rows("settings/technicians")[0]["id"]}}


async def test_a_visit_that_gets_another_window_is_partly_moved(
    writing: World, truth: Truth
) -> None:
    losing(
        writing.company,
        "PATCH jpm/appointments/{id}/reschedule",
        _otherwise("arrivalWindowEnd", "2026-03-26T17:00:00Z"),
    )

    done = await confirmed(writing, "jpm_reschedule_appointment", **_at_ten(truth))

    assert done.status == "partly"
    assert "other values for arrivalWindowEnd." in done.summary


async def test_an_estimate_sold_by_somebody_else_is_partly_sold(
    writing: World, truth: Truth
) -> None:
    other = truth.rows("settings/technicians")[1]["id"]
    losing(writing.company, "PUT salestech/estimates/{id}/sell", _otherwise("soldBy", other))

    done = await confirmed(writing, "salestech_sell_estimate", **_sold(truth))

    assert done.status == "partly"
    assert "other values for soldBy. Now: status Open → Sold." in done.summary


async def test_an_assignment_is_read_back_from_the_board(writing: World, truth: Truth) -> None:
    appointment = visit(truth)
    body = {"jobAppointmentId": appointment, "technicianIds": [spare(truth, appointment)]}

    done = await confirmed(writing, "dispatch_assign_technicians", body=body)

    assert done.status == "done"
    assert "read back" in done.summary


async def test_an_assignment_that_was_not_made_is_not_done(writing: World, truth: Truth) -> None:
    appointment = visit(truth)
    technician = spare(truth, appointment)
    deafen(writing.company, ASSIGN, lambda _: {"id": appointment})

    done = await confirmed(
        writing, "dispatch_assign_technicians", body=_to(appointment, technician)
    )

    assert done.status == "not_done"
    assert f"technician {technician}" in done.summary


async def test_who_was_on_the_visit_before_is_no_part_of_it_done(
    writing: World, truth: Truth
) -> None:
    on = truth.rows("dispatch/appointment-assignments", lambda row: row["active"])[0]
    body = _to(on["appointmentId"], on["technicianId"])
    body["technicianIds"].append(spare(truth, on["appointmentId"]))
    deafen(writing.company, ASSIGN, lambda _: {"id": on["appointmentId"]})

    done = await confirmed(writing, "dispatch_assign_technicians", body=body)

    assert done.status == "not_done"
    assert f"does not show it for technician {body['technicianIds'][1]}." in done.summary


@pytest.mark.parametrize(("after", "status"), [(True, "done"), (False, "not_done")])
async def test_an_assignment_without_an_answer_is_looked_up(
    writing: World, truth: Truth, after: bool, status: str
) -> None:
    appointment = visit(truth)
    body = _to(appointment, spare(truth, appointment))
    writing.company.set_faults({"match": "/assign-technicians", "fault": "reset", "after": after})

    done = await confirmed(writing, "dispatch_assign_technicians", body=body)

    assert done.status == status
    assert len(writes(writing.company)) == 1


async def test_tags_on_some_customers_only_are_partly_done(writing: World, truth: Truth) -> None:
    tag = int(truth.rows("settings/tag-types")[0]["id"])
    plain = truth.rows("crm/customers", lambda one: one["active"] and tag not in one["tagTypeIds"])
    first, second = (int(one["id"]) for one in plain[:2])
    deafen(writing.company, "PUT crm/tags", lambda _: _tag_one(writing.company, first, tag))

    done = await confirmed(
        writing,
        "crm_add_tags_to_customers",
        body={"customerIds": [first, second], "tagTypeIds": [tag]},
    )

    assert done.status == "partly"
    assert str(second) in done.summary
    assert str(first) not in done.summary


async def test_a_note_that_no_list_shows_is_unknown(writing: World, truth: Truth) -> None:
    row = truth.rows("crm/customers", lambda one: one["active"])[0]
    deafen(writing.company, "POST crm/customers/{id}/notes", lambda _: {"text": "Beware"})

    done = await confirmed(
        writing, "crm_create_customer_note", id=row["id"], body={"text": "Beware"}
    )

    assert done.status == "unknown"
    assert "does not show it" in done.summary


async def test_one_alike_from_before_proves_no_second_one(writing: World, truth: Truth) -> None:
    technician = int(truth.rows("settings/technicians")[0]["id"])
    summary = {"id": visit(truth), "body": {"notes": "Anode gone", "technicianId": technician}}

    first = await confirmed(writing, "jpm_set_appointment_summary", **summary)
    second = await confirmed(writing, "jpm_set_appointment_summary", **summary)
    deafen(writing.company, "POST jpm/appointments/{id}/summaries", lambda _: {"success": True})
    third = await confirmed(writing, "jpm_set_appointment_summary", **summary)

    assert (first.status, second.status, third.status) == ("done", "done", "unknown")
    assert "does not show it for the summary" in third.summary


async def test_shifts_of_every_technician_are_looked_at(writing: World, truth: Truth) -> None:
    crew = [one["id"] for one in truth.rows("settings/technicians")[:2]]
    body = {
        "technicianIds": crew,
        "shiftType": "OnCall",
        "title": "Night",
        "start": "2026-04-02T20:00:00Z",
        "end": "2026-04-03T02:00:00Z",
        "repeatType": "Never",
    }
    made = await confirmed(writing, "dispatch_create_technician_shifts", body=body)
    losing(
        writing.company,
        "POST dispatch/technician-shifts",
        lambda sent: {**sent, "technicianIds": sent["technicianIds"][:1]},
    )

    lost = await confirmed(writing, "dispatch_create_technician_shifts", body=body)

    assert (made.status, lost.status) == ("done", "unknown")
    assert f"does not show it for technician {crew[1]}." in lost.summary


@pytest.mark.parametrize(("kept", "status"), [(2, "done"), (1, "partly"), (0, "not_done")])
async def test_a_credit_is_looked_for_on_each_invoice(
    writing: World, truth: Truth, kept: int, status: str
) -> None:
    memo = truth.rows("accounting/credit-memos", lambda one: one["balance"] >= 3)[0]
    first, second = (row["id"] for row in owed(truth)[:2])
    splits = [{"invoiceId": first, "amount": 1.25}, {"invoiceId": second, "amount": 0.5}]
    losing(
        writing.company,
        "POST accounting/credit-memos/{id}/splits",
        lambda sent: {"splits": sent["splits"][:kept]},
    )

    done = await confirmed(
        writing, "accounting_apply_credit_memo", id=memo["id"], body={"splits": splits}
    )

    assert done.status == status
    assert ("0.5 on invoice" in done.summary) is (kept < 2)
    assert ("1.25 on invoice" in done.summary) is (kept < 1)


@pytest.mark.parametrize(("name", "status"), [("Ring back", "done"), ("Ring", "unknown")])
async def test_a_subtask_is_looked_for_among_those_of_its_task(
    writing: World, truth: Truth, name: str, status: str
) -> None:
    task = truth.rows("task-management/tasks")[0]["id"]
    body = {
        "isClosed": False,
        "name": "Ring back",
        "assignedToId": truth.rows("settings/employees")[0]["id"],
        "dueDateTime": "2026-03-20T12:00:00Z",
    }
    operation = "POST task-management/tasks/{id}/subtasks"
    losing(writing.company, operation, _otherwise("name", name))

    done = await confirmed(writing, "task_management_create_subtask", id=task, body=body)

    assert done.status == status
    assert ("does not show it for the subtask" in done.summary) is (status == "unknown")
    assert "not checked" not in done.summary


@pytest.mark.parametrize(("kept", "status"), [(2, "done"), (1, "partly"), (0, "not_done")])
async def test_the_same_credit_once_more_is_counted(
    writing: World, truth: Truth, kept: int, status: str
) -> None:
    memo = truth.rows("accounting/credit-memos", lambda one: one["balance"] >= 3)[0]
    body = {"splits": [{"invoiceId": owed(truth)[0]["id"], "amount": 0.5}] * 2}
    operation = "POST accounting/credit-memos/{id}/splits"

    first = await confirmed(writing, "accounting_apply_credit_memo", id=memo["id"], body=body)
    losing(writing.company, operation, lambda sent: {"splits": sent["splits"][:kept]})
    second = await confirmed(writing, "accounting_apply_credit_memo", id=memo["id"], body=body)

    assert (first.status, second.status) == ("done", status)
    assert ("0.5 on invoice" in second.summary) is (kept < 2)


@pytest.mark.parametrize(("kept", "status"), [(2, "done"), (1, "partly")])
async def test_the_crew_of_a_new_visit_is_read_back(
    writing: World, truth: Truth, kept: int, status: str
) -> None:
    crew = [one["id"] for one in truth.rows("settings/technicians")[:2]]
    job = truth.rows("jpm/jobs", lambda one: one["jobStatus"] == "Scheduled")[0]["id"]
    losing(
        writing.company,
        "POST jpm/appointments",
        lambda sent: {**sent, "technicianIds": sent["technicianIds"][:kept]},
    )
    span = {"start": "2026-03-25T14:00:00Z", "end": "2026-03-25T15:00:00Z"}

    done = await confirmed(
        writing, "jpm_create_appointment", body={"jobId": job, **span, "technicianIds": crew}
    )

    assert done.status == status
    assert "not checked" not in done.summary
    assert "technicianIds" not in done.result


@pytest.mark.parametrize(("kept", "status"), [(2, "done"), (1, "partly"), (0, "partly")])
async def test_the_crews_of_a_new_job_are_read_back(
    writing: World, truth: Truth, kept: int, status: str
) -> None:
    crew = [one["id"] for one in truth.rows("settings/technicians")[:2]]
    booking = booked(truth)
    [visit] = booking["body"]["appointments"]
    later = {name: value.replace("03-20", "03-21") for name, value in visit.items()}
    booking["body"]["appointments"] = [{**visit, "technicianIds": crew}, later]
    losing(writing.company, "POST jpm/jobs", lambda sent: _fewer(sent, kept))

    done = await confirmed(writing, "jpm_create_job", **booking)

    assert done.status == status
    assert ("other values for appointments" in done.summary) is (kept < 2)
    assert "not checked" not in done.summary


def _fewer(sent: dict[str, Any], kept: int) -> dict[str, Any]:
    visits = [
        {**one, "technicianIds": (one.get("technicianIds") or [])[:kept]}
        for one in sent["appointments"]
    ]
    return {**sent, "appointments": visits}


@pytest.mark.parametrize("replace", [True, False])
async def test_skills_are_read_back_from_their_technician(
    writing: World, truth: Truth, *, replace: bool
) -> None:
    own, other = truth.rows("dispatch/technician-skills")[:2]
    body = {"technicianId": own["technicianId"], "skillIds": [int(other["id"])]}

    done = await confirmed(
        writing,
        "dispatch_assign_technician_skills",
        body={**body, "replaceExistingSkills": replace},
    )

    kept = truth.rows("dispatch/technician-skills")
    assert done.status == "done"
    assert (own["id"] in {row["id"] for row in kept}) is not replace


def test_an_answer_that_names_failures_is_believed() -> None:
    lines = [
        {"invoiceId": 1, "success": True},
        {"invoiceId": 2, "success": False, "errorMessage": "Not posted."},
    ]

    assert refused_in(lines) == ["2 (Not posted.)"]
    assert not confirmed_in(lines)
    assert confirmed_in(lines[:1])
    assert not confirmed_in(None)


ASSIGN = "POST dispatch/appointment-assignments/assign-technicians"


def _to(appointment: int, technician: int) -> dict[str, Any]:
    return {"jobAppointmentId": appointment, "technicianIds": [technician]}


def _state(row: dict[str, Any]) -> Any:
    state = row.get("jobStatus", row.get("status"))
    return state.get("name") if isinstance(state, dict) else state


def _tag_one(company: Company, customer: int, tag: int) -> None:
    row = company.box.table("crm/customers").get(customer)
    assert row is not None
    company.box.table("crm/customers").put({**row, "tagTypeIds": [*row["tagTypeIds"], tag]})
