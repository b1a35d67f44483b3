"""ServiceTitan's Task Management API: tasks."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Instant, Money, Page, StBody, Timestamp, optional

TaskStatus = Literal["ToDo", "InProgress", "OnHold", "Canceled", "Completed"]

TaskPriority = Literal["Low", "Normal", "High", "Urgent"]

IncludeSubtasks = Annotated[bool, "True to give the subtasks as well."]


class TaskComment(TypedDict, total=False):
    employeeId: int
    comment: str
    createdOn: Timestamp


class TaskAttachment(TypedDict, total=False):
    url: str
    filename: str


class TaskAttachmentGroup(TypedDict, total=False):
    createdOn: Timestamp
    createdBy: int
    count: int
    files: list[TaskAttachment]


class SubTaskGet(TypedDict, total=False):
    assignedToId: int | None
    reportedById: int | None
    active: bool
    isClosed: bool
    closedOn: Timestamp | None
    name: str
    createdOn: Timestamp
    dueDateTime: Timestamp | None
    subtaskNumber: int
    isViewed: bool
    assignedDateTime: Timestamp
    comments: list[TaskComment]


class SubTasksInfo(TypedDict, total=False):
    count: int
    subTasks: list[SubTaskGet]


class TaskGetResponse(TypedDict, total=False):
    reportedById: int
    assignedToId: int
    active: bool
    isClosed: bool
    status: str
    closedOn: Timestamp | None
    name: str | None
    businessUnitId: int
    employeeTaskTypeId: int
    employeeTaskSourceId: int
    employeeTaskResolutionId: int
    reportedOn: Timestamp
    completeBy: Timestamp | None
    involvedEmployeeIdList: list[int] | None
    customerId: int | None
    jobId: int | None
    projectId: int | None
    description: str | None
    priority: str | None
    id: int
    taskNumber: int
    customerName: str | None
    jobNumber: str | None
    refundIssued: Money | None
    descriptionModifiedOn: Timestamp | None
    descriptionModifiedById: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp | None
    comments: list[TaskComment] | None
    attachments: list[TaskAttachmentGroup] | None
    subTasksData: SubTasksInfo | None


class ClientSideBusinessUnitResponse(TypedDict, total=False):
    name: str
    value: int


class ClientSideEmployeeResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool


class ClientSideTaskPriorityResponse(TypedDict, total=False):
    name: str


class ClientSideTaskResolutionTypeResponse(TypedDict, total=False):
    name: str


class ClientSideTaskStatusResponse(TypedDict, total=False):
    name: str


class ClientSideTaskTypeResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    excludedTaskResolutionIds: list[int]


class ClientSideTaskSourceResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool


class ClientSideTaskResolutionResponse(TypedDict, total=False):
    id: int
    name: str
    type: str
    active: bool
    excludedTaskTypeIds: list[int]


class ClientSideDataResponse(TypedDict, total=False):
    employees: list[ClientSideEmployeeResponse]
    businessUnits: list[ClientSideBusinessUnitResponse]
    taskPriorities: list[ClientSideTaskPriorityResponse]
    taskResolutionTypes: list[ClientSideTaskResolutionTypeResponse]
    taskStatuses: list[ClientSideTaskStatusResponse]
    taskTypes: list[ClientSideTaskTypeResponse]
    taskSources: list[ClientSideTaskSourceResponse]
    taskResolutions: list[ClientSideTaskResolutionResponse]


class SubtaskCreateResponse(TypedDict, total=False):
    isClosed: bool
    name: str
    assignedToId: int
    dueDateTime: Timestamp | None
    parentTaskId: int
    subtaskNumber: str
    isViewed: bool
    assignedDateTime: Timestamp
    createdOn: Timestamp


class TaskCreateResponse(TypedDict, total=False):
    reportedById: int
    assignedToId: int
    isClosed: bool
    status: str | None
    name: str
    businessUnitId: int
    employeeTaskTypeId: int
    employeeTaskSourceId: int
    employeeTaskResolutionId: int | None
    reportedDate: Timestamp
    completeBy: Timestamp | None
    startedOn: Timestamp | None
    involvedEmployeeIdList: list[int] | None
    customerId: int | None
    jobId: int | None
    projectId: int | None
    description: str | None
    priority: str
    id: int
    taskNumber: int
    customerName: str | None
    jobNumber: str | None
    refundIssued: Money | None
    descriptionModifiedOn: Timestamp | None
    descriptionModifiedBy: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class SubtaskCreateRequest(StBody):
    is_closed: bool = Field(description="True when the subtask is already closed.")
    name: str = Field(description="Name of the subtask.")
    assigned_to_id: int = Field(description="Id of the employee the subtask is for.")
    due_date_time: Instant | None = optional("When the subtask is due (UTC).")


class TaskCreateRequest(StBody):
    reported_by_id: int = Field(description="Id of the employee who reports the task.")
    assigned_to_id: int = Field(description="Id of the employee the task is for.")
    is_closed: bool = Field(description="True when the task is already closed.")
    status: TaskStatus | None = optional("ToDo, InProgress, OnHold, Canceled or Completed.")
    name: str = Field(description="Name of the task.")
    business_unit_id: int = Field(description="Id of the business unit.")
    employee_task_type_id: int = Field(description="Id of the task type.")
    employee_task_source_id: int = Field(description="Id of the task source.")
    employee_task_resolution_id: int | None = optional("Id of the resolution, for closed tasks.")
    reported_date: Instant = Field(description="When the task was reported (UTC).")
    complete_by: Instant | None = optional("When the task is due (UTC).")
    started_on: Instant | None = optional("When work on the task started (UTC).")
    involved_employee_id_list: list[int] | None = optional("Ids of other employees involved.")
    customer_id: int | None = optional("Id of the customer the task is about.")
    job_id: int | None = optional("Id of the job the task is about.")
    project_id: int | None = optional("Id of the project the task is about.")
    description: str | None = optional("What is to be done, in words.")
    priority: TaskPriority = Field(description="Low, Normal, High or Urgent.")


class Tasks(Module, base="/taskmanagement/v2"):
    """Tasks of ServiceTitan's Task Management API."""

    @get("/data", scope="tn.tsm.data:r")
    async def get_task_choices(self) -> ClientSideDataResponse:
        """What a task can be filed under: types, sources, priorities, statuses, employees."""

    @get("/tasks", scope="tn.tsm.tasks:r")
    async def list_tasks(
        self,
        *,
        active: Annotated[
            Active | None, "True: active records; False: inactive ones; Any: both."
        ] = None,
        reported_before: Annotated[Instant | None, "Reported before this time (UTC)."] = None,
        reported_on_or_after: Annotated[
            Instant | None, "Reported at or after this time (UTC)."
        ] = None,
        complete_before: Annotated[Instant | None, "Due before this time (UTC)."] = None,
        complete_on_or_after: Annotated[Instant | None, "Due at or after this time (UTC)."] = None,
        is_closed: Annotated[bool | None, "True for closed tasks, false for open ones."] = None,
        statuses: Annotated[
            str | None, "ToDo, InProgress, OnHold, Canceled, Completed, comma-separated."
        ] = None,
        ids: Annotated[Ids | None, "Task ids, comma-separated."] = None,
        name: Annotated[str | None, "Name of the task, or part of it."] = None,
        include_subtasks: IncludeSubtasks | None = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        employee_task_type_ids: Annotated[Ids | None, "Task type ids, comma-separated."] = None,
        employee_task_source_ids: Annotated[Ids | None, "Task source ids, comma-separated."] = None,
        employee_task_resolution_ids: Annotated[
            Ids | None, "Task resolution ids, comma-separated."
        ] = None,
        reported_by_id: Annotated[int | None, "Id of the employee who reported the task."] = None,
        assigned_to_id: Annotated[int | None, "Id of the employee the task is for."] = None,
        involved_employee_id_list: Annotated[
            str | None, "Ids of other employees involved, comma-separated."
        ] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        priorities: Annotated[str | None, "Low, Normal, High, Urgent, comma-separated."] = None,
        task_number: Annotated[int | None, "Number of the task."] = None,
        job_number: Annotated[str | None, "Job number."] = None,
        sort: Annotated[
            str | None,
            sorted_by("Id", "CreatedOn", "DescriptionModifiedOn", "CompletedBy", "Priority"),
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TaskGetResponse]:
        """Tasks by person, status, customer, job, priority, number or dates."""

    @post("/tasks", scope="tn.tsm.tasks:w")
    async def create_task(self, body: TaskCreateRequest) -> TaskCreateResponse:
        """Create a task for an employee, about a customer, job or project if wanted.

        Tasks can be read and created, not changed or deleted.
        """

    @get("/tasks/{id}", scope="tn.tsm.tasks:r")
    async def get_task(
        self,
        id: Annotated[int, "Id of the task."],
        *,
        include_subtasks: IncludeSubtasks | None = None,
    ) -> TaskGetResponse:
        """One task: what, for whom, status, priority, due time and subtasks."""

    @post("/tasks/{id}/subtasks", scope="tn.tsm.tasks:w")
    async def create_subtask(
        self,
        id: Annotated[int, "Id of the task the subtask belongs to."],
        body: SubtaskCreateRequest,
    ) -> SubtaskCreateResponse:
        """Add a subtask to a task.

        Subtasks can be created, not changed or deleted.
        """
