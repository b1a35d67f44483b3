"""Jobs and projects: booking, cancelling, holding, completing."""

from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, invalid, json_response, not_found
from sandbox.servicetitan.api.rules.common import (
    check_span,
    must_know,
    noted,
    refuse_states,
    row_of,
    rows_where,
)
from sandbox.servicetitan.api.rules.visits import assign, new_visit
from sandbox.servicetitan.api.writes import add, answer, change, merged, save

INSTALLED = "equipment-systems/installed-equipment"
PRIORITIES = {"Low", "Normal", "High", "Urgent"}


def create_job(call: Call) -> Response:
    box, body = call.box, call.body
    _check_job(box, body)
    if not body["appointments"]:
        raise invalid({"appointments": ["At least one appointment is required."]})
    for n, visit in enumerate(body["appointments"]):
        check_span(visit["start"], visit["end"], f"appointments[{n}].end")
    job = _new_job(box, body)
    visits: list[Row] = []
    for visit in body["appointments"]:
        visits.append(new_visit(box, job, visit, len(visits) + 1))
        assign(box, visits[-1], visit.get("technicianIds") or [])
    counts = {
        "appointmentCount": len(visits),
        "firstAppointmentId": visits[0]["id"],
        "lastAppointmentId": visits[-1]["id"],
    }
    record(box, job["id"], "Job Booked")
    if body.get("leadId"):
        change(box, "crm/leads", body["leadId"], status="Converted")
    return answer(call, save(box, "jpm/jobs", job | counts))


def _check_job(box: Box, body: Row) -> None:
    if "priority" in body and body["priority"] not in PRIORITIES:
        raise invalid(
            {"priority": [f"'{body['priority']}' is not one of {', '.join(sorted(PRIORITIES))}."]}
        )
    customer, location = body.get("customerId"), body.get("locationId")
    if customer and location:
        place = box.table("crm/locations").get(location) or {}
        if place.get("customerId") != customer:
            raise conflict(f"Location {location} does not belong to customer {customer}.")


def _new_job(box: Box, body: Row) -> Row:
    known = {
        name: value
        for name, value in merged({}, body).items()
        if name not in {"appointments", "leadId"}
    }
    job = add(
        box, "jpm/jobs", jobStatus="Scheduled", completedOn=None, noCharge=False,
        notificationsEnabled=True, total=0.0,
        estimateIds=[], equipmentIds=[], customerPo="",
        **{k: v for k, v in known.items() if k not in {"noCharge", "customerPo"}},
    )  # fmt: skip
    job |= {name: known[name] for name in ("noCharge", "customerPo") if known.get(name) is not None}
    job["jobNumber"] = str(job["id"])
    kind = box.look("jpm/job-types", job["jobTypeId"])
    invoice = add(
        box, "accounting/invoices", total="0.00", subTotal="0.00", salesTax="0.00", balance="0.00",
        items=[], syncStatus="Pending",
        referenceNumber=job["jobNumber"],
        job={"id": job["id"], "number": job["jobNumber"], "type": kind.get("name")},
        customer=_called(box, "crm/customers", job["customerId"]),
        location=_called(box, "crm/locations", job["locationId"]),
        businessUnit=_called(box, "settings/business-units", job["businessUnitId"]),
        invoiceDate=box.stamp(),
        invoiceConfiguration="JobInvoice",
    )  # fmt: skip
    job["invoiceId"] = invoice["id"]
    return save(box, "jpm/jobs", job)


def _called(box: Box, table: str, key: int) -> Row:
    return {"id": key, "name": box.look(table, key).get("name")}


def update_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    _check_job(call.box, call.body)
    body = {name: value for name, value in call.body.items() if name != "shouldUpdateInvoiceItems"}
    if {"customerId", "locationId"} & set(body):
        owners = {"customerId": job["customerId"], "locationId": job["locationId"]}
        _check_job(call.box, owners | body)
    return answer(call, save(call.box, "jpm/jobs", merged(job, body)))


def record(box: Box, job_id: int, event: str) -> None:
    """Adds an entry to the job's history."""
    table = box.table("jpm/jobs/history")
    row = table.get(job_id) or {"id": job_id, "jobId": job_id, "history": [], "active": True}
    entry = {
        "id": box.new_id(),
        "employeeId": None,
        "eventType": event,
        "date": box.stamp(),
        "usedSchedulingTool": "Manual",
    }
    save(box, table, row | {"history": [*row["history"], entry]})


def settle(box: Box, job: Row, status: str, visits: str, event: str, **fields: Any) -> None:
    """Moves a job and its open appointments into a state together."""
    save(box, "jpm/jobs", job | {"jobStatus": status, **fields})
    for visit in rows_where(box, "jpm/appointments", "jobId", job["id"]):
        if visit["status"] not in {"Done", "Canceled"} or status == "Scheduled":
            save(box, "jpm/appointments", visit | {"status": visits})
    record(box, job["id"], event)


def reason_of(call: Call, table: str) -> Row:
    reason = call.box.table(table).get(call.body["reasonId"])
    if reason is None:
        raise conflict(f"reasonId {call.body['reasonId']} does not exist.")
    return reason


def cancel_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    refuse_states(job, "jobStatus", {"Completed", "Canceled"}, "Cancelling")
    reason = reason_of(call, "jpm/job-cancel-reasons")
    settle(call.box, job, "Canceled", "Canceled", "Job Canceled")
    log = {"jobId": job["id"], "reasonId": reason["id"]}
    add(call.box, "jpm/job-canceled-logs", memo=call.body["memo"], **log)
    save(
        call.box,
        "jpm/jobs/cancel-reasons",
        {"id": job["id"], **log, "name": reason["name"], "text": call.body["memo"]},
    )
    return Response()


def hold_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    refuse_states(job, "jobStatus", {"Completed", "Canceled", "Hold"}, "Holding")
    reason = reason_of(call, "jpm/job-hold-reasons")
    settle(call.box, job, "Hold", "Hold", "Job Held")
    held = {"reasonId": reason["id"], "name": reason["name"], "text": call.body["memo"]}
    visits = [
        {"appointmentId": v["id"], **held}
        for v in rows_where(call.box, "jpm/appointments", "jobId", job["id"])
    ]
    save(
        call.box,
        "jpm/jobs/hold-reasons",
        {"id": job["id"], "jobId": job["id"], **held, "appointmentHoldReasons": visits},
    )
    return Response()


def complete_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    refuse_states(job, "jobStatus", {"Completed", "Canceled"}, "Completing")
    settle(
        call.box, job, "Completed", "Done", "Job Completed", completedOn=call.body["completedOn"]
    )
    for row in rows_where(call.box, "dispatch/appointment-assignments", "jobId", job["id"]):
        save(call.box, "dispatch/appointment-assignments", row | {"status": "Done"})
    return Response()


def restore_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    if job["jobStatus"] != "Canceled":
        raise conflict("Only a canceled job can be restored.")
    settle(call.box, job, "Scheduled", "Scheduled", "Job Cancellation Removed")
    call.box.table("jpm/jobs/cancel-reasons").remove(job["id"])
    return Response()


def equipment(call: Call) -> Response:
    return json_response({"equipmentIds": row_of(call, "jpm/jobs").get("equipmentIds", [])})


def set_equipment(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    ids = call.body["equipmentIds"] if call.body else [call.path["equipmentId"]]
    if call.route.own and ids[0] not in call.box.table(INSTALLED).at:
        raise not_found(f"Equipment {ids[0]} was not found.")
    held = [key for key in job.get("equipmentIds", []) if key not in ids]
    if call.route.operation.verb == "POST":
        must_know(call.box, INSTALLED, ids, "equipmentId")
        held += ids
    return answer(call, save(call.box, "jpm/jobs", job | {"equipmentIds": held}))


def history(call: Call) -> Response:
    job = row_of(call, "jpm/jobs")
    return answer(
        call,
        call.box.table("jpm/jobs/history").get(job["id"]) or {"jobId": job["id"], "history": []},
    )


def message(call: Call) -> Response:
    row_of(call, "jpm/jobs" if call.route.segments[0] == "jobs" else "jpm/projects")
    return json_response({"id": call.box.new_id()})


def create_project(call: Call) -> Response:
    place = call.box.table("crm/locations").get(call.body["locationId"]) or {}
    row = {
        "customerId": place.get("customerId"),
        "jobIds": [],
        "businessUnitIds": [],
        "projectManagerIds": [],
        **merged({}, call.body),
    }
    made = add(call.box, "jpm/projects", **row)
    return answer(call, save(call.box, "jpm/projects", made | {"number": str(made["id"])}))


def attach_job(call: Call) -> Response:
    project, job = row_of(call, "jpm/projects"), row_of(call, "jpm/jobs", "jobId")
    if project["id"] != job.get("projectId"):
        save(call.box, "jpm/jobs", job | {"projectId": project["id"]})
        save(call.box, "jpm/projects", project | {"jobIds": [*project["jobIds"], job["id"]]})
    return Response()


def detach_job(call: Call) -> Response:
    job = row_of(call, "jpm/jobs", "jobId")
    project = call.box.table("jpm/projects").get(job.get("projectId"))
    save(call.box, "jpm/jobs", job | {"projectId": None})
    if project:
        save(
            call.box,
            "jpm/projects",
            project | {"jobIds": [key for key in project["jobIds"] if key != job["id"]]},
        )
    return Response()


RULES = {
    "POST jpm/jobs": create_job,
    "PATCH jpm/jobs/{id}": update_job,
    "PUT jpm/jobs/{id}/cancel": cancel_job,
    "PUT jpm/jobs/{id}/hold": hold_job,
    "PUT jpm/jobs/{id}/complete": complete_job,
    "PUT jpm/jobs/{id}/remove-cancellation": restore_job,
    "GET jpm/jobs/{id}/history": history,
    "GET jpm/jobs/{id}/equipment": equipment,
    "POST jpm/jobs/{id}/equipment": set_equipment,
    "DELETE jpm/jobs/{id}/equipment": set_equipment,
    "DELETE jpm/jobs/{id}/equipment/{equipmentId}": set_equipment,
    "POST jpm/jobs/{id}/messages": message,
    "POST jpm/projects/{id}/messages": message,
    "POST jpm/jobs/{id}/notes": noted("jpm/jobs/notes", "jpm/jobs", "jobId"),
    "POST jpm/projects/{id}/notes": noted("jpm/projects/notes", "jpm/projects", "projectId"),
    "POST jpm/projects": create_project,
    "POST jpm/projects/{id}/attach-job/{jobId}": attach_job,
    "POST jpm/projects/detach-job/{jobId}": detach_job,
}
