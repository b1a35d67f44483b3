"""Tasks of the office: the words they are sorted by, and the subtasks below them."""

from typing import Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.messages import Response, conflict
from sandbox.servicetitan.api.rules.common import row_of
from sandbox.servicetitan.api.writes import add, answer, save
from sandbox.servicetitan.company.tasks import RESOLUTIONS, SOURCES, TYPES, words

TASKS: Final = "task-management/tasks"
PRIORITIES: Final = ("Low", "Normal", "High", "Urgent")
STATUSES: Final = ("ToDo", "InProgress", "OnHold", "Canceled", "Completed")


def choices(call: Call) -> Response:
    """Everything that a new task may be told in."""
    box = call.box
    units, crew = (
        [held.read(place) for place in held.places()]
        for held in (box.table("settings/business-units"), box.table("settings/employees"))
    )
    kinds = [row | {"excludedTaskResolutionIds": []} for row in words(0, TYPES)]
    ends = [
        row | {"type": "Refund" if row["name"] == "Refunded" else "Custom",
               "excludedTaskTypeIds": []}
        for row in words(2, RESOLUTIONS)
    ]  # fmt: skip
    return answer(call, {
        "employees": crew,
        "businessUnits": [{"name": row["name"], "value": row["id"]} for row in units],
        "taskPriorities": [{"name": name} for name in PRIORITIES],
        "taskResolutionTypes": [{"name": name} for name in ("Custom", "Refund")],
        "taskStatuses": [{"name": name} for name in STATUSES],
        "taskTypes": kinds, "taskSources": words(1, SOURCES), "taskResolutions": ends,
    })  # fmt: skip


def create_task(call: Call) -> Response:
    box, body = call.box, call.body
    for kind, (name, known) in enumerate(
        (("Type", TYPES), ("Source", SOURCES), ("Resolution", RESOLUTIONS))
    ):
        field = f"employeeTask{name}Id"
        if body.get(field) not in {None, *(row["id"] for row in words(kind, known))}:
            raise conflict(f"{field} {body[field]} does not exist.")
    customer = box.table("crm/customers").get(body.get("customerId")) or {}
    job = box.table("jpm/jobs").get(body.get("jobId")) or {}
    told = {name: value for name, value in body.items() if name != "reportedDate"}
    row = add(
        box, TASKS, taskNumber=box.next_id, customerName=customer.get("name"),
        jobNumber=job.get("jobNumber"), comments=[], attachments=[], subTasks=[],
        **{"status": "ToDo", "reportedOn": body["reportedDate"], **told},
    )  # fmt: skip
    return answer(call, {**row, "reportedDate": row["reportedOn"]})


def create_subtask(call: Call) -> Response:
    box, body, task = call.box, call.body, row_of(call, TASKS)
    moment, below = box.stamp(), task.get("subTasks") or []
    made = {
        "reportedById": task.get("reportedById"), "active": True, "isViewed": False,
        "createdOn": moment, "assignedDateTime": moment, "comments": [], "dueDateTime": None,
        "closedOn": moment if body["isClosed"] else None,
        "subtaskNumber": len(below) + 1, **body,
    }  # fmt: skip
    save(box, TASKS, task | {"subTasks": [*below, made]})
    number = str(made["subtaskNumber"])
    return answer(call, {**made, "parentTaskId": task["id"], "subtaskNumber": number})


RULES = {
    "GET task-management/data": choices,
    f"POST {TASKS}": create_task,
    f"POST {TASKS}/{{id}}/subtasks": create_subtask,
}
