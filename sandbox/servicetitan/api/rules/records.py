"""Writes that show in other words than they were sent in: calls, descriptions, codes, tasks."""

from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.lists import own_row
from sandbox.servicetitan.api.messages import Response, conflict, json_response
from sandbox.servicetitan.api.rules.common import must_know, refuse_states, row_of
from sandbox.servicetitan.api.writes import add, answer, emptied, save, update
from sandbox.servicetitan.company.ids import guid

CALLS, TASKS, JOBS = "telecom/calls", "accounting/invoices/tasks", "jpm/jobs"
PAY, STATUSES = "payroll/payroll-settings", "memberships/memberships/status-changes"
REQUESTS: Final = "inventory/purchase-orders/requests"
WBS: Final = "jpm/work-breakdown-structure"
CODES, ITEMS = f"{WBS}/budget-codes", f"{WBS}/segments/items"
# What a call's update names by id → the table it is in.
NAMED: Final = {"campaign": "marketing/campaigns", "agent": "settings/employees"}


def update_call(call: Call) -> Response:
    """Fields arrive flat and are read below `leadCall`."""
    box, body, row = call.box, call.body, row_of(call, CALLS)
    lead = dict(row.get("leadCall") or {})
    for name, table in NAMED.items():
        if body.get(f"{name}Id"):
            must_know(box, table, [body[f"{name}Id"]], f"{name}Id")
            found = box.table(table).get(body[f"{name}Id"]) or {}
            lead[name] = {"id": found["id"], "name": found.get("name")}
    for name in ("callType", "reason", "customer"):
        if body.get(name):
            nested = isinstance(body[name], dict)
            lead[name] = {**(lead.get(name) or {}), **body[name]} if nested else body[name]
    if body.get("tag"):
        lead["tags"] = [{"id": box.new_id(), "typeName": body["tag"]}]
    told = {name: body[name] for name in ("excuseMemo", "location", "tag") if body.get(name)}
    told |= {
        name: lead[name] for name in ("reason", "campaign", "agent", "customer") if name in lead
    }
    save(box, CALLS, row | told | job_of(box, body) | {"leadCall": lead})
    return answer(call, lead)


def job_of(box: Box, body: Row) -> Row:
    if not body.get("jobId"):
        return {}
    return {"jobNumber": (box.table(JOBS).get(body["jobId"]) or {})["jobNumber"]}


def describe(table: str) -> Any:
    """A handler that sets which of the descriptions a customer or location has."""

    def handler(call: Call) -> Response:
        row = row_of(call, table)
        must_know(call.box, f"{table}/descriptions", [call.body["descriptionId"]], "descriptionId")
        save(call.box, table, row | {"descriptionId": call.body["descriptionId"]})
        return Response()

    return handler


def description(table: str) -> Any:
    def handler(call: Call) -> Response:
        row, kinds = row_of(call, table), call.box.table(f"{table}/descriptions")
        return answer(call, kinds.get(row.get("descriptionId")) or kinds.read(0))

    return handler


def segment(box: Box, key: int) -> Row:
    item = box.table(ITEMS).get(key)
    if item is None:
        raise conflict(f"segmentItemId {key} does not exist.")
    fields = {name: item[name] for name in ("segmentId", "code", "description", "path")}
    return {**fields, "segmentItemId": key}


def new_code(box: Box, sent: Row) -> Row:
    """A budget code out of segment items, whole or in part."""
    listed = sent.get("segmentItemIds") or []
    keys = listed or [part.get("segmentItemId") for part in sent.get("segments") or []]
    parts = [segment(box, key) for key in keys if key is not None]
    texts = {
        name: separator.join(str(part[name]) for part in parts)
        for name, separator in (("code", "-"), ("description", " / "))
    }
    return add(box, CODES, segments=parts, **texts)


def create_code(call: Call) -> Response:
    return answer(call, {"code": new_code(call.box, call.body)})


def create_codes(call: Call) -> Response:
    """The document of a batch names no body: one code without segments comes of it."""
    return answer(call, {"codes": [new_code(call.box, {})]})


def create_tasks(call: Call) -> Response:
    """A template starts one task, which the invoice then shows."""
    box, invoice = call.box, row_of(call, "accounting/invoices", "invoiceId")
    fields = {"invoiceId": invoice["id"], "templateId": call.body.get("templateId")}
    model = box.table(TASKS).read(0)
    task = {**model, **fields, "taskId": guid(box.new_id(), 7), "status": "New", "relations": []}
    save(box, box.table(TASKS), task)
    told = [{"taskId": task["taskId"], "key": "first"}]
    return answer(call, {"executionId": task["taskId"], "tasks": told, "status": "Completed"})


def update_task(call: Call) -> Response:
    row_of(call, "accounting/invoices", "invoiceId")
    task = own_row(call)
    sent = {name: value for name, value in call.body.items() if value is not None}
    save(call.box, call.table, task | sent)
    return json_response({"taskId": task["taskId"]})


def cancel(table: str) -> Any:
    """A handler that calls off what is not called off yet."""

    def handler(call: Call) -> Response:
        row = row_of(call, table)
        refuse_states(row, "status", {"Canceled"}, "Cancelling")
        told = {"status": "Canceled", "dateCanceled": call.box.stamp(), "active": False}
        told = {name: value for name, value in told.items() if name in row or name == "status"}
        save(call.box, table, row | call.body | told)
        return answer(call, {"id": row["id"]})

    return handler


def decide(status: str) -> Any:
    """A handler that approves or turns down a request to buy parts."""

    def handler(call: Call) -> Response:
        row = row_of(call, REQUESTS)
        save(call.box, REQUESTS, row | {"requestStatus": status})
        return answer(call, {"id": row["id"]})

    return handler


def pay_settings(call: Call) -> Response:
    """What an employee or technician is paid by, read or changed."""
    row = row_of(call, PAY, next(iter(call.path)))
    if call.body:
        row = save(call.box, PAY, emptied(call, row) | call.body)
    return answer(call, row)


def update_membership(call: Call) -> Response:
    """Another status is told in a feed of its own."""
    before = own_row(call)
    told = update(call)
    status = own_row(call)["status"]
    if status != before["status"]:
        change = {"oldStatus": before["status"], "newStatus": status, "note": None}
        add(call.box, STATUSES, membershipId=before["id"], **change)
    return told


OWNERS: Final = ("customers", "locations")
CANCELLED: Final = ("purchase-orders", "receipts", "returns")
RULES = {
    "PUT telecom/calls/{id}": update_call,
    "PATCH memberships/memberships/{id}": update_membership,
    **{
        f"{verb} payroll/{who}s/{{{who}}}/payroll-settings": pay_settings
        for verb in ("GET", "PUT")
        for who in ("employee", "technician")
    },
    f"POST {CODES}": create_code,
    f"POST {CODES}/partial": create_code,
    f"POST {CODES}/batch": create_codes,
    f"POST {CODES}/partial/batch": create_codes,
    "POST accounting/invoices/{invoiceId}/tasks": create_tasks,
    "PATCH accounting/invoices/{invoiceId}/tasks/{taskId}": update_task,
    f"PATCH {REQUESTS}/{{id}}/approve": decide("Approved"),
    f"PATCH {REQUESTS}/{{id}}/reject": decide("Rejected"),
    **{f"PUT crm/{name}/{{id}}/description": describe(f"crm/{name}") for name in OWNERS},
    **{f"GET crm/{name}/{{id}}/description": description(f"crm/{name}") for name in OWNERS},
    **{f"PATCH inventory/{n}/{{id}}/cancellation": cancel(f"inventory/{n}") for n in CANCELLED},
}
