"""ServiceTitan's Payroll API: timesheets."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, post, put
from tools.servicetitan.payroll.shared import EmployeeType, ModificationResponse
from tools.servicetitan.types import Feed, Instant, Page, StBody, Timestamp, optional

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

TechnicianId = Annotated[int, "Id of the technician."]

StartedOn = Annotated[Instant, "Start of the period the times fall in (UTC)."]

EndedOn = Annotated[Instant, "End of the period the times fall in (UTC)."]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]


class JobTimesheetExportResponse(TypedDict, total=False):
    id: int
    jobId: int
    appointmentId: int
    technicianId: int
    dispatchedOn: Timestamp | None
    arrivedOn: Timestamp | None
    canceledOn: Timestamp | None
    doneOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class JobTimesheetResponse(TypedDict, total=False):
    id: int
    jobId: int
    appointmentId: int
    technicianId: int
    dispatchedOn: Timestamp | None
    arrivedOn: Timestamp | None
    canceledOn: Timestamp | None
    doneOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class NonJobTimesheetResponse(TypedDict, total=False):
    id: int
    employeeId: int
    employeeType: str
    timesheetCodeId: int
    startedOn: Timestamp
    endedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class JobTimesheetCreateRequest(StBody):
    appointment_id: int = Field(description="Id of the job's appointment.")
    technician_id: int = Field(description="Id of the technician.")
    dispatched_on: Instant = Field(description="When the technician was dispatched (UTC).")
    arrived_on: Instant = Field(description="When the technician arrived (UTC).")
    canceled_on: Instant | None = optional("When the visit was canceled (UTC).")
    done_on: Instant | None = optional("When the technician was done (UTC).")


class JobTimesheetUpdateRequest(StBody):
    appointment_id: int = Field(description="Id of the job's appointment.")
    technician_id: int = Field(description="Id of the technician.")
    dispatched_on: Instant = Field(description="When the technician was dispatched (UTC).")
    arrived_on: Instant = Field(description="When the technician arrived (UTC).")
    canceled_on: Instant | None = optional("When the visit was canceled (UTC).")
    done_on: Instant | None = optional("When the technician was done (UTC).")


class Timesheets(Module, base="/payroll/v2"):
    """Timesheets of ServiceTitan's Payroll API."""

    @get("/export/jobs/timesheets", scope="tn.prl.jobs:r")
    async def export_job_timesheets(
        self, **filters: Unpack[Changes]
    ) -> Feed[JobTimesheetExportResponse]:
        """Technicians' times on jobs in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/jobs/timesheets", scope="tn.prl.jobs:r")
    async def list_timesheets_by_jobs(
        self,
        *,
        job_ids: Annotated[Ids | None, "Job ids, comma-separated."] = None,
        active: ActiveFilter = "True",
        technician_id: TechnicianId | None = None,
        started_on: StartedOn | None = None,
        ended_on: EndedOn | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobTimesheetResponse]:
        """Technicians' times on several jobs: dispatched, arrived and done.

        Answers were seen both as a bare list and with page marks.
        """

    @get("/jobs/{job}/timesheets", scope="tn.prl.jobs:r")
    async def list_job_timesheets(
        self,
        job: Annotated[int, "Id of the job."],
        *,
        active: ActiveFilter = "True",
        technician_id: TechnicianId | None = None,
        started_on: StartedOn | None = None,
        ended_on: EndedOn | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobTimesheetResponse]:
        """Technicians' times on one job: dispatched, arrived and done.

        Answers were seen both as a bare list and with page marks.
        """

    @post("/jobs/{job}/timesheets", risk="grave", last_listed="2026-03-17")
    async def create_job_timesheet(
        self, job: Annotated[int, "Id of the job."], body: JobTimesheetCreateRequest
    ) -> ModificationResponse:
        """Record when a technician was dispatched to, arrived at and finished a job visit.

        Fails when flexible timekeeping is on. Not in ServiceTitan's current listing (last
        listed 2026-03-17); may answer 404.
        """

    @put("/jobs/{job}/timesheets/{id}", risk="grave", last_listed="2026-03-17")
    async def update_job_timesheet(
        self,
        job: Annotated[int, "Id of the job."],
        id: Annotated[int, "Id of the timesheet."],
        body: JobTimesheetUpdateRequest,
    ) -> ModificationResponse:
        """Correct a technician's dispatched, arrived or done times on a job visit.

        Fails when flexible timekeeping is on. Not in ServiceTitan's current listing (last
        listed 2026-03-17); may answer 404.
        """

    @get("/non-job-timesheets", scope="tn.prl.nonjobtimesheets:r")
    async def list_non_job_timesheets(
        self,
        *,
        employee_id: Annotated[int | None, "Id of the technician or office employee."] = None,
        employee_type: Annotated[
            EmployeeType | None, "Technician, or Employee for office staff."
        ] = None,
        active: ActiveFilter = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[NonJobTimesheetResponse]:
        """Staff hours not spent on jobs, such as meetings or training."""
