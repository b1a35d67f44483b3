"""ServiceTitan's Timesheets API: activities, activity categories and activity types."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, post, put
from tools.servicetitan.types import Feed, Instant, Number, Page, StBody, Timestamp, optional

EmployeeType = Literal["Technician", "Employee"]

ActivityId = Annotated[int, "Id of the time entry."]


class ActivityEntryCoordinate(TypedDict, total=False):
    latitude: Number | None
    longitude: Number | None


class ActivityExportResponse(TypedDict, total=False):
    id: int
    employeeId: int
    employeeType: str
    activityTypeId: int
    startTime: Timestamp
    endTime: Timestamp | None
    jobId: int | None
    appointmentId: int | None
    projectId: int | None
    projectLabel: str | None
    laborTypeId: int | None
    budgetCodeId: int | None
    memo: str | None
    tagTypes: list[int]
    startCoordinate: ActivityEntryCoordinate | None
    endCoordinate: ActivityEntryCoordinate | None
    active: bool
    modifiedById: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class ActivityCategoryExportResponse(TypedDict, total=False):
    id: int
    name: str
    type: str
    allowEdit: bool
    isDefault: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class ActivityTypeExportResponse(TypedDict, total=False):
    id: int
    code: str
    categoryId: int
    description: str | None
    icon: str
    businessUnitId: int | None
    isUsersHomeBusinessUnit: bool
    laborTypeId: int | None
    isTechnicianProfileLaborType: bool
    visibleToRoles: list[int]
    defaultTagTypeIds: list[int]
    tagAssociation: str
    jobAssociation: str
    projectAssociation: str
    projectLabelAssociation: str
    budgetCodeAssociation: str
    laborTypeAssociation: str
    memoAssociation: str
    defaultMemo: str | None
    dontAllowToChangeMemo: bool
    dontAllowToChangeTag: bool
    isArchived: bool
    isDraft: bool
    isDefault: bool
    isInUse: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    displayedTechnicianStatus: str


class ModificationResponse(TypedDict, total=False):
    id: int


class ActivitiesResponse(TypedDict, total=False):
    id: int
    employeeId: int
    activityTypeId: int
    employeeType: str
    startTime: Timestamp
    endTime: Timestamp | None
    jobId: int | None
    appointmentId: int | None
    projectId: int | None
    projectLabel: str | None
    laborTypeId: int | None
    budgetCodeId: int | None
    memo: str | None
    tagTypes: list[int]
    startCoordinate: ActivityEntryCoordinate | None
    endCoordinate: ActivityEntryCoordinate | None
    active: bool
    modifiedById: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class ActivityCategoriesResponse(TypedDict, total=False):
    id: int
    name: str
    type: str
    allowEdit: bool
    isDefault: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class ActivityTypesResponse(TypedDict, total=False):
    id: int
    code: str
    categoryId: int
    description: str | None
    icon: str
    businessUnitId: int | None
    isUsersHomeBusinessUnit: bool
    laborTypeId: int | None
    isTechnicianProfileLaborType: bool
    visibleToRoles: list[int]
    defaultTagTypeIds: list[int]
    tagAssociation: str
    jobAssociation: str
    projectAssociation: str
    projectLabelAssociation: str
    budgetCodeAssociation: str
    laborTypeAssociation: str
    memoAssociation: str
    defaultMemo: str | None
    dontAllowToChangeMemo: bool
    dontAllowToChangeTag: bool
    isArchived: bool
    isDraft: bool
    isDefault: bool
    isInUse: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class ActivityResponse(TypedDict, total=False):
    id: int
    employeeId: int
    employeeType: str
    activityTypeId: int
    startTime: Timestamp
    endTime: Timestamp | None
    jobId: int | None
    appointmentId: int | None
    projectId: int | None
    projectLabel: str | None
    laborTypeId: int | None
    budgetCodeId: int | None
    memo: str | None
    tagTypes: list[int]
    startCoordinate: ActivityEntryCoordinate | None
    endCoordinate: ActivityEntryCoordinate | None
    active: bool
    modifiedById: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class ActivityCategoryResponse(TypedDict, total=False):
    id: int
    name: str
    type: str
    allowEdit: bool
    isDefault: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class ActivityTypeResponse(TypedDict, total=False):
    id: int
    code: str
    categoryId: int
    description: str | None
    icon: str
    businessUnitId: int | None
    isUsersHomeBusinessUnit: bool
    laborTypeId: int | None
    isTechnicianProfileLaborType: bool
    visibleToRoles: list[int]
    defaultTagTypeIds: list[int]
    tagAssociation: str
    jobAssociation: str
    projectAssociation: str
    projectLabelAssociation: str
    budgetCodeAssociation: str
    laborTypeAssociation: str
    memoAssociation: str
    defaultMemo: str | None
    dontAllowToChangeMemo: bool
    dontAllowToChangeTag: bool
    isArchived: bool
    isDraft: bool
    isDefault: bool
    isInUse: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    displayedTechnicianStatus: str


class ActivityCreateRequest(StBody):
    employee_id: int = Field(description="Id of the employee or technician.")
    employee_type: EmployeeType = Field(description="Technician or Employee.")
    activity_type_id: int = Field(description="Id of the kind of activity.")
    start_time: Instant = Field(description="When the time entry starts (UTC).")
    end_time: Instant | None = optional(
        "When the time entry ends (UTC); leave out while it goes on."
    )
    job_id: int | None = optional("Id of the job.")
    appointment_id: int | None = optional("Id of the appointment.")
    project_id: int | None = optional("Id of the project.")
    project_label: str | None = optional("Project label of the time entry.")
    labor_type_id: int | None = optional("Id of the labor type.")
    budget_code_id: int | None = optional("Id of the budget code.")
    budget_code_name: str | None = optional("Name of the budget code.")
    miles_driven: float | None = optional("Miles driven.")
    non_job_event_assignment_id: int | None = optional(
        "Id of the assignment to an event outside jobs."
    )
    memo: str | None = optional("Remark on the time entry.")
    tag_types: list[int] = Field(description="Ids of the tag types; an empty list for none.")


class ActivityUpdateRequest(StBody):
    activity_type_id: int = Field(description="Id of the kind of activity.")
    start_time: Instant = Field(description="When the time entry starts (UTC).")
    end_time: Instant | None = optional(
        "When the time entry ends (UTC); leave out while it goes on."
    )
    job_id: int | None = optional("Id of the job.")
    appointment_id: int | None = optional("Id of the appointment.")
    project_id: int | None = optional("Id of the project.")
    project_label: str | None = optional("Project label of the time entry.")
    labor_type_id: int | None = optional("Id of the labor type.")
    budget_code_id: int | None = optional("Id of the budget code.")
    budget_code_name: str | None = optional("Name of the budget code.")
    miles_driven: float | None = optional("Miles driven.")
    non_job_event_assignment_id: int | None = optional(
        "Id of the assignment to an event outside jobs."
    )
    memo: str | None = optional("Remark on the time entry.")
    tag_types: list[int] = Field(description="Ids of the tag types; an empty list for none.")
    active: bool = Field(description="False to deactivate, true to bring back.")


class Activities(Module, base="/timesheets/v2"):
    """Activities of ServiceTitan's Timesheets API."""

    @get("/activities", scope="tn.tms.activities:r")
    async def list_activities(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ActivitiesResponse]:
        """Time entries of employees and technicians: who, what, job, start and end."""

    @post("/activities", scope="tn.tms.activities:w")
    async def create_activity(self, body: ActivityCreateRequest) -> ModificationResponse:
        """Record time an employee or technician spent on a job, project or other activity.

        A repeated call makes a second entry.
        """

    @get("/activities/{id}", scope="tn.tms.activities:r")
    async def get_activity(self, id: ActivityId) -> ActivityResponse:
        """One time entry: person, activity, job, start, end, tags and places."""

    @put("/activities/{id}", scope="tn.tms.activities:w")
    async def update_activity(
        self, id: ActivityId, body: ActivityUpdateRequest
    ) -> ModificationResponse:
        """Change a time entry's start, end, job, activity, memo or tags.

        activityTypeId, startTime, tagTypes and active must all be sent.
        """

    @delete("/activities/{id}", scope="tn.tms.activities:w")
    async def delete_activity(self, id: ActivityId) -> None:
        """Delete a time entry."""

    @get("/export/activities", scope="tn.tms.activities:r")
    async def export_activities(self, **filters: Unpack[Changes]) -> Feed[ActivityExportResponse]:
        """All time entries in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """


class ActivityCategories(Module, base="/timesheets/v2"):
    """Activity categories of ServiceTitan's Timesheets API."""

    @get("/activity-categories", scope="tn.tms.activitycategories:r")
    async def list_activity_categories(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ActivityCategoriesResponse]:
        """Groups of activities, such as working, driving or break."""

    @get("/activity-categories/{id}", scope="tn.tms.activitycategories:r")
    async def get_activity_category(
        self, id: Annotated[int, "Id of the group of activities."]
    ) -> ActivityCategoryResponse:
        """One group of activities with its kind."""

    @get("/export/activity-categories", scope="tn.tms.activitycategories:r")
    async def export_activity_categories(
        self, **filters: Unpack[Changes]
    ) -> Feed[ActivityCategoryExportResponse]:
        """All groups of activities in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """


class ActivityTypes(Module, base="/timesheets/v2"):
    """Activity types of ServiceTitan's Timesheets API."""

    @get("/activity-types", scope="tn.tms.activitytypes:r")
    async def list_activity_types(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ActivityTypesResponse]:
        """Activities time can be recorded for, with category and what each must name."""

    @get("/activity-types/{id}", scope="tn.tms.activitytypes:r")
    async def get_activity_type(
        self, id: Annotated[int, "Id of the kind of activity."]
    ) -> ActivityTypeResponse:
        """One activity: code, category, business unit and what an entry must name."""

    @get("/export/activity-types", scope="tn.tms.activitytypes:r")
    async def export_activity_types(
        self, **filters: Unpack[Changes]
    ) -> Feed[ActivityTypeExportResponse]:
        """All kinds of activities in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
