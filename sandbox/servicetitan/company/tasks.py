"""What the office has to do for customers, with the words its tasks are sorted by."""

from collections.abc import Iterator
from typing import Final

from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.family import Family, mix
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.people import TableRow
from sandbox.servicetitan.company.plan import JobPlan
from sandbox.servicetitan.company.reference import Row

TYPES: Final = ("Callback", "Complaint")
SOURCES: Final = ("Phone", "E-mail")
RESOLUTIONS: Final = ("Answered", "Refunded")
CALLER, ASSIGNEE = fixed("employee", 1), fixed("employee", 4)


def word(kind: int, number: int) -> int:
    """The id of a type (0), source (1) or resolution (2)."""
    return fixed("task-word", 10 * kind + number)


def words(kind: int, names: tuple[str, ...]) -> list[Row]:
    return [{"id": word(kind, n), "name": name, "active": True} for n, name in enumerate(names)]


def subtask(job: JobPlan, *, closed: bool) -> Row:
    moment = clock.stamp(job.created + clock.HOUR)
    return {
        "subtaskNumber": 1, "name": "Look up the price", "assignedToId": ASSIGNEE,
        "reportedById": CALLER, "active": True, "isClosed": closed,
        "closedOn": moment if closed else None, "createdOn": moment, "assignedDateTime": moment,
        "dueDateTime": clock.stamp(job.created + 25 * clock.HOUR), "isViewed": closed,
        "comments": [],
    }  # fmt: skip


def task(family: Family) -> Iterator[TableRow]:
    chance = mix(family.seed, family.index, 62)
    if chance % 25 or not family.jobs:
        return
    job, closed = family.jobs[-1], chance % 2 == 0
    moment = clock.stamp(job.created + clock.HOUR)
    kind = family.index % 2
    yield "task-management/tasks", {
        "id": family.id + 50, "taskNumber": 1_000 + family.index, "name": "Call customer back",
        "description": "Asked for a price.",
        "reportedById": CALLER, "assignedToId": ASSIGNEE, "active": True,
        "employeeTaskTypeId": word(0, kind), "employeeTaskSourceId": word(1, kind),
        "employeeTaskResolutionId": word(2, 0), "isClosed": closed,
        "status": "Completed" if closed else "ToDo", "closedOn": moment if closed else None,
        "reportedOn": moment, "completeBy": clock.stamp(job.created + 49 * clock.HOUR),
        "businessUnitId": fixed("business-unit", job.unit), "customerId": family.id,
        "customerName": family.name, "jobId": job.id,
        "jobNumber": str(100_000 + job.number), "priority": "Normal", "createdOn": moment,
        "modifiedOn": moment, "involvedEmployeeIdList": [CALLER], "comments": [],
        "attachments": [], "subTasks": [subtask(job, closed=closed)],
    }  # fmt: skip
