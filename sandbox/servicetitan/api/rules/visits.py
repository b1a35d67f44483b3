"""Appointments and who is assigned to them."""

from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, not_found
from sandbox.servicetitan.api.rules.common import (
    check_span,
    refuse_states,
    row_of,
    rows_where,
)
from sandbox.servicetitan.api.writes import add, answer, must_have, save

CLOSED = {"Done", "Canceled"}
HELD, HOLDS = "jpm/jobs/hold-reasons", "appointmentHoldReasons"


def new_visit(box: Box, job: Row, body: Row, number: int) -> Row:
    fields = {
        name: body.get(name)
        for name in (
            "start",
            "end",
            "arrivalWindowStart",
            "arrivalWindowEnd",
            "specialInstructions",
        )
    }
    return add(
        box, "jpm/appointments", jobId=job["id"], customerId=job["customerId"], status="Scheduled",
        unused=False, isConfirmed=False,
        appointmentNumber=f"{job['jobNumber']}-{number}", appointmentSummaries=[], **fields,
    )  # fmt: skip


def assign(box: Box, visit: Row, technicians: list[int]) -> None:
    """Adds technicians that are not on the appointment yet."""
    rows = rows_where(box, "dispatch/appointment-assignments", "appointmentId", visit["id"])
    here = {row["technicianId"] for row in rows if row["active"]}
    for technician in technicians:
        if technician not in here:
            name = (box.table("settings/technicians").get(technician) or {}).get("name", "")
            fields = {
                "technicianId": technician,
                "technicianName": name,
                "assignedById": box.pick("settings/employees", 1),
            }
            state = {"assignedOn": box.stamp(), "status": "Scheduled", "isPaused": False}
            add(
                box,
                "dispatch/appointment-assignments",
                jobId=visit["jobId"],
                appointmentId=visit["id"],
                **fields,
                **state,
            )


def open_visit(call: Call, what: str) -> Row:
    """The appointment in the path, when its state and its invoice still allow a change."""
    visit = row_of(call, "jpm/appointments")
    refuse_states(visit, "status", CLOSED, what)
    job = call.box.table("jpm/jobs").get(visit["jobId"]) or {}
    invoice = call.box.table("accounting/invoices").get(job.get("invoiceId")) or {}
    if job.get("jobStatus") == "Completed" and invoice.get("syncStatus") in {"Posted", "Exported"}:
        raise conflict(f"{what} is not possible after the invoice was posted.")
    return visit


def add_visit(call: Call) -> Response:
    box, body = call.box, call.body
    job = box.table("jpm/jobs").get(body["jobId"])
    if job is None:
        raise conflict(f"jobId {body['jobId']} does not exist.")
    refuse_states(job, "jobStatus", {"Completed", "Canceled"}, "Adding an appointment")
    check_span(body["start"], body["end"])
    visit = new_visit(box, job, body, job["appointmentCount"] + 1)
    assign(box, visit, body.get("technicianIds") or [])
    save(
        box,
        "jpm/jobs",
        job | {"appointmentCount": job["appointmentCount"] + 1, "lastAppointmentId": visit["id"]},
    )
    return answer(call, visit)


def delete_visit(call: Call) -> Response:
    box, visit = call.box, row_of(call, "jpm/appointments")
    others = [
        v
        for v in rows_where(box, "jpm/appointments", "jobId", visit["jobId"])
        if v["id"] != visit["id"] and v["active"]
    ]
    if not others:
        raise conflict("The only appointment of a job cannot be deleted.")
    if rows_where(box, "payroll/jobs/timesheets", "appointmentId", visit["id"]):
        raise conflict("An appointment with timesheets cannot be deleted.")
    save(box, "jpm/appointments", visit | {"active": False})
    for row in rows_where(box, "dispatch/appointment-assignments", "appointmentId", visit["id"]):
        save(box, "dispatch/appointment-assignments", row | {"active": False})
    job = box.table("jpm/jobs").get(visit["jobId"]) or {}
    ids = sorted(v["id"] for v in others)
    ends = {
        "appointmentCount": len(ids),
        "firstAppointmentId": ids[0],
        "lastAppointmentId": ids[-1],
    }
    save(box, "jpm/jobs", job | ends)
    return Response()


def reschedule(call: Call) -> Response:
    visit = open_visit(call, "Rescheduling")
    refuse_states(visit, "status", {"Working"}, "Rescheduling")
    moved = visit | {
        name: value
        for name, value in call.body.items()
        if value is not None or name.startswith("arrival")
    }
    check_span(moved["start"], moved["end"])
    check_span(moved.get("arrivalWindowStart"), moved.get("arrivalWindowEnd"), "arrivalWindowEnd")
    return answer(call, save(call.box, "jpm/appointments", moved))


def hold(call: Call) -> Response:
    visit = open_visit(call, "Holding")
    reason = call.box.table("jpm/job-hold-reasons").get(call.body["reasonId"])
    if reason is None:
        raise conflict(f"reasonId {call.body['reasonId']} does not exist.")
    _both(call.box, visit, "Hold", "Hold")
    why = {"reasonId": reason["id"], "name": reason["name"], "text": call.body["memo"]}
    shown = _held(call.box, visit) or {
        "id": visit["jobId"],
        "jobId": visit["jobId"],
        HOLDS: [],
        **why,
    }
    visits = [*_held_beside(shown, visit), {"appointmentId": visit["id"], **why}]
    save(call.box, HELD, shown | {HOLDS: visits})
    return Response()


def release(call: Call) -> Response:
    visit = row_of(call, "jpm/appointments")
    if visit["status"] != "Hold":
        raise conflict("The appointment is not on hold.")
    _both(call.box, visit, "Scheduled", "Scheduled")
    if shown := _held(call.box, visit):
        save(call.box, HELD, shown | {HOLDS: _held_beside(shown, visit)})
    return Response()


def _held(box: Box, visit: Row) -> Row | None:
    """Why the visits of a visit's job are on hold."""
    return box.table(HELD).get(visit["jobId"])


def _held_beside(shown: Row, visit: Row) -> list[Row]:
    """The reasons of the other visits."""
    return [one for one in shown[HOLDS] if one["appointmentId"] != visit["id"]]


def _both(box: Box, visit: Row, status: str, job_status: str) -> None:
    """A job with one appointment shares its state."""
    save(box, "jpm/appointments", visit | {"status": status})
    job = box.table("jpm/jobs").get(visit["jobId"]) or {}
    if job.get("appointmentCount") == 1:
        save(box, "jpm/jobs", job | {"jobStatus": job_status})


def confirmed(*, value: bool) -> Any:
    def handler(call: Call) -> Response:
        visit = row_of(call, "jpm/appointments")
        refuse_states(visit, "status", CLOSED, "Confirming")
        save(call.box, "jpm/appointments", visit | {"isConfirmed": value})
        return Response()

    return handler


def summarise(call: Call) -> Response:
    must_have(call.box, "appointment-summaries")
    visit = row_of(call, "jpm/appointments")
    moment = call.box.stamp()
    summary = {
        **call.body,
        "jobAppointmentId": visit["id"],
        "jobId": visit["jobId"],
        "createdOn": moment,
        "modifiedOn": moment,
    }
    save(
        call.box,
        "jpm/appointments",
        visit | {"appointmentSummaries": [*(visit.get("appointmentSummaries") or []), summary]},
    )
    return answer(call, summary)


def assignment(call: Call) -> Response:
    """Assigning adds and unassigning ends; there is no replacing."""
    box, key, technicians = call.box, call.body["jobAppointmentId"], call.body["technicianIds"]
    visit = box.table("jpm/appointments").get(key)
    if visit is None:
        raise not_found(f"Appointment {key} was not found.")
    refuse_states(visit, "status", CLOSED, "Changing technicians")
    if call.route.resource.endswith("/assign-technicians"):
        assign(box, visit, technicians)
    else:
        for row in rows_where(box, "dispatch/appointment-assignments", "appointmentId", key):
            if row["technicianId"] in technicians and row["active"]:
                save(box, "dispatch/appointment-assignments", row | {"active": False})
    return answer(call, save(box, "jpm/appointments", visit))


RULES = {
    "POST jpm/appointments": add_visit,
    "DELETE jpm/appointments/{id}": delete_visit,
    "PATCH jpm/appointments/{id}/reschedule": reschedule,
    "PUT jpm/appointments/{id}/hold": hold,
    "DELETE jpm/appointments/{id}/hold": release,
    "PUT jpm/appointments/{id}/confirmation": confirmed(value=True),
    "DELETE jpm/appointments/{id}/confirmation": confirmed(value=False),
    "POST jpm/appointments/{id}/summaries": summarise,
    "POST dispatch/appointment-assignments/assign-technicians": assignment,
    "POST dispatch/appointment-assignments/unassign-technicians": assignment,
}
