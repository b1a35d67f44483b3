"""ServiceTitan's Job Planning and Management API: projects."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids, Ids50, Paged, PagedDated, Texts50, sorted_by
from tools.servicetitan.jpm.shared import (
    CustomFieldApiModel,
    CustomFieldTypeResponse,
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    NoteResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Feed, Instant, Page, StBody, Timestamp, optional

ExternalDataApplicationGuid = Annotated[
    UUID, "GUID of the app whose external data to show or filter by."
]


class ExportProjectNotesResponse(TypedDict, total=False):
    id: int
    active: bool
    text: str
    isPinned: bool
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    projectId: int


class ExportProjectsResponse(TypedDict, total=False):
    id: int
    number: str
    name: str | None
    summary: str | None
    status: str | None
    statusId: int | None
    subStatus: str | None
    subStatusId: int | None
    customerId: int
    locationId: int
    projectTypeId: int | None
    projectManagerIds: list[int]
    businessUnitIds: list[int]
    startDate: Timestamp | None
    targetCompletionDate: Timestamp | None
    actualCompletionDate: Timestamp | None
    modifiedOn: Timestamp | None
    createdOn: Timestamp
    customFields: list[CustomFieldApiModel]
    externalData: list[ExternalDataModel]
    jobIds: list[int]
    active: bool


class ProjectResponse(TypedDict, total=False):
    id: int
    number: str
    name: str | None
    summary: str | None
    status: str | None
    statusId: int | None
    subStatus: str | None
    subStatusId: int | None
    customerId: int
    locationId: int
    projectTypeId: int | None
    projectManagerIds: list[int]
    businessUnitIds: list[int]
    startDate: Timestamp | None
    targetCompletionDate: Timestamp | None
    actualCompletionDate: Timestamp | None
    modifiedOn: Timestamp | None
    createdOn: Timestamp
    customFields: list[CustomFieldApiModel]
    externalData: list[ExternalDataModel]
    jobIds: list[int]


class CustomFieldCreateOrUpdateModel(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str = Field(description="Value of the custom field, as text.")


class CreateProjectRequest(StBody):
    location_id: int = Field(description="Id of the location.")
    customer_id: int | None = optional("Id of the customer.")
    project_type_id: int | None = optional("Id of the project type.")
    project_manager_ids: list[int] | None = optional("Employee ids of the project managers.")
    name: str | None = optional("Name of the project.")
    summary: str | None = optional("What the project is about, in words; may carry formatting.")
    status_id: int | None = optional("Id of the project status.")
    sub_status_id: int | None = optional("Id of the project sub-status.")
    start_date: Instant | None = optional("Start of the project (UTC).")
    target_completion_date: Instant | None = optional("When the project should be complete (UTC).")
    actual_completion_date: Instant | None = optional("When the project was complete (UTC).")
    custom_fields: list[CustomFieldCreateOrUpdateModel] | None = optional("Custom field values.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values your app keeps on the record."
    )
    business_unit_ids: list[int] | None = optional("Ids of the business units.")


class ProjectNoteCreateRequest(StBody):
    text: str = Field(description="Words of the note.", min_length=1)
    pin_to_top: bool | None = optional("True to pin the note to the top.")


class UpdateProjectRequest(StBody):
    project_manager_ids: list[int] = optional("Employee ids of the project managers.")
    job_ids: list[int] = optional("Ids of the jobs in the project.")
    business_unit_ids: list[int] = optional("Ids of the business units.")
    name: str = optional("Name of the project.")
    summary: str = optional("What the project is about, in words; may carry formatting.")
    status_id: int = optional("Id of the project status.")
    sub_status_id: int = optional("Id of the project sub-status.")
    project_type_id: int | None = optional("Id of the project type.")
    start_date: Instant = optional("Start of the project (UTC).")
    target_completion_date: Instant = optional("When the project should be complete (UTC).")
    actual_completion_date: Instant = optional("When the project was complete (UTC).")
    custom_fields: list[CustomFieldCreateOrUpdateModel] = optional("Custom field values.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )


class Projects(Module, base="/jpm/v2"):
    """Projects of ServiceTitan's Job Planning and Management API."""

    @get("/export/project-notes", scope="tn.jpm.projectnotes:r")
    async def export_project_notes(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportProjectNotesResponse]:
        """Notes of all projects in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/export/projects", scope="tn.jpm.projects:r")
    async def export_projects(self, **filters: Unpack[Changes]) -> Feed[ExportProjectsResponse]:
        """All projects in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/projects", scope="tn.jpm.projects:r")
    async def list_projects(
        self,
        *,
        ids: Annotated[Ids50 | None, "Project ids, comma-separated, at most 50."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        location_id: Annotated[int | None, "Id of the location."] = None,
        project_type_id: Annotated[int | None, "Id of the project type."] = None,
        invoice_id: Annotated[int | None, "Id of an invoice of the project."] = None,
        technician_id: Annotated[int | None, "Id of a technician on the project's jobs."] = None,
        job_id: Annotated[int | None, "Id of a job in the project."] = None,
        appointment_id: Annotated[int | None, "Id of an appointment of the project's jobs."] = None,
        project_manager_ids: Annotated[
            Ids | None, "Employee ids of project managers, comma-separated."
        ] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        starts_before: Annotated[
            Instant | None, "The project starts before this time (UTC)."
        ] = None,
        starts_on_or_after: Annotated[
            Instant | None, "The project starts at or after this time (UTC)."
        ] = None,
        completed_before: Annotated[Instant | None, "Completed before this time (UTC)."] = None,
        completed_on_or_after: Annotated[
            Instant | None, "Completed at or after this time (UTC)."
        ] = None,
        target_completion_date_before: Annotated[
            Instant | None, "Target completion date lies before this time (UTC)."
        ] = None,
        target_completion_date_on_or_after: Annotated[
            Instant | None, "Target completion date is at or after this time (UTC)."
        ] = None,
        status: Annotated[str | None, "Name of the project status."] = None,
        sort: Annotated[
            str | None, sorted_by("Id", "ModifiedOn", "CreatedOn", "Name", "TargetCompletionDate")
        ] = None,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ProjectResponse]:
        """Projects by number, customer, location, status, manager or target date."""

    @post("/projects", scope="tn.jpm.projects:w")
    async def create_project(self, body: CreateProjectRequest) -> ProjectResponse:
        """Create a project at a location, with dates, managers and status.

        A repeated call makes a second project.
        """

    @get("/projects/custom-fields", scope="tn.jpm.projects:r")
    async def list_project_custom_fields(
        self,
        *,
        sort: Annotated[str | None, sorted_by("Id", "Name")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that projects can carry, with their kinds and choices.

        page starts at 1; page 0 answers 400.
        """

    @post("/projects/detach-job/{jobId}", scope="tn.jpm.projects:w")
    async def detach_job_from_project(self, job_id: Annotated[int, "Id of the job."]) -> None:
        """Take a job out of its project."""

    @get("/projects/{id}", scope="tn.jpm.projects:r")
    async def get_project(
        self,
        id: Annotated[int, "Id of the project."],
        *,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
    ) -> ProjectResponse:
        """One project: customer, location, status, dates, managers and job ids."""

    @patch("/projects/{id}", scope="tn.jpm.projects:w")
    async def update_project(
        self, id: Annotated[int, "Id of the project."], body: UpdateProjectRequest
    ) -> ProjectResponse:
        """Change a project's name, status, dates, managers, jobs or summary.

        externalData patchMode Replace (the default) drops other keys; read back, since
        ignored fields answer 200.
        """

    @post("/projects/{id}/attach-job/{jobId}", scope="tn.jpm.projects:w")
    async def attach_job_to_project(
        self, id: Annotated[int, "Id of the project."], job_id: Annotated[int, "Id of the job."]
    ) -> None:
        """Put a job into a project."""

    @get("/projects/{id}/notes", scope="tn.jpm.projects:r")
    async def list_project_notes(
        self, id: Annotated[int, "Id of the project."], **filters: Unpack[Paged]
    ) -> Page[NoteResponse]:
        """Notes on one project, with author and date."""

    @post("/projects/{id}/notes", scope="tn.jpm.projects:w")
    async def create_project_note(
        self, id: Annotated[int, "Id of the project."], body: ProjectNoteCreateRequest
    ) -> NoteResponse:
        """Add a note to a project, pinned to the top if wanted.

        Project notes can be neither edited nor deleted.
        """
