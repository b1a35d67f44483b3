"""ServiceTitan's Dispatch API: non job appointments."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, post, put
from tools.servicetitan.types import Instant, Page, StBody, Timestamp, optional

RepeatEndType = Literal["Never", "After", "On"]

RepeatFrequency = Literal["Daily", "Weekly", "Monthly", "Yearly"]

NonJobAppointmentId = Annotated[int, "Id of the event outside jobs."]


class CreateNonJobAppointmentResult(TypedDict, total=False):
    id: int
    technicianId: int
    start: Timestamp
    name: str
    duration: str
    timesheetCodeId: int
    summary: str
    clearDispatchBoard: bool
    clearTechnicianView: bool
    removeTechnicianFromCapacityPlanning: bool
    allDay: bool
    showOnTechnicianSchedule: bool
    active: bool
    createdOn: Timestamp
    createdById: int
    repeat: bool | None
    countOccurrences: int | None
    interval: int | None
    frequency: int | None
    endType: int | None
    endOn: Timestamp | None
    daysOfWeek: str


class DeleteNonJobAppointmentResult(TypedDict, total=False):
    message: str
    id: int


class GetNonJobAppointmentResponse(TypedDict, total=False):
    id: int
    technicianId: int
    start: Timestamp
    name: str
    duration: str
    timesheetCodeId: int
    summary: str
    clearDispatchBoard: bool
    clearTechnicianView: bool
    removeTechnicianFromCapacityPlanning: bool
    allDay: bool
    showOnTechnicianSchedule: bool
    active: bool
    createdOn: Timestamp
    createdById: int


class NonJobAppointmentResponse(TypedDict, total=False):
    id: int
    technicianId: int
    start: Timestamp
    name: str
    duration: str
    timesheetCodeId: int
    summary: str
    clearDispatchBoard: bool
    clearTechnicianView: bool
    removeTechnicianFromCapacityPlanning: bool
    allDay: bool
    showOnTechnicianSchedule: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    createdById: int


class CreateNonJobAppointmentRequest(StBody):
    technician_id: int = Field(description="Id of the technician.")
    start: Instant = Field(description="When the event starts (UTC).")
    duration: str = Field(
        description="Length of the event in hours, minutes and seconds, such as 01:30:00."
    )
    name: str = Field(description="Name of the event.")
    timesheet_code_id: int | None = optional("Id of the timesheet code.")
    summary: str | None = optional("What the event is about.")
    clear_dispatch_board: bool | None = optional(
        "True to clear the technician from the dispatch board for that time."
    )
    clear_technician_view: bool | None = optional(
        "True to clear the technician's own view for that time."
    )
    show_on_technician_schedule: bool | None = optional(
        "True to show the event on the technician's schedule."
    )
    remove_technician_from_capacity_planning: bool | None = optional(
        "True to leave the technician out of capacity for that time."
    )
    all_day: bool | None = optional("True when the event lasts all day.")
    repeat: bool | None = optional("True when the event repeats.")
    count_occurrences: int | None = optional("How often it happens in all, when endType is After.")
    interval: int | None = optional("Every how many days, weeks, months or years it repeats.")
    frequency: RepeatFrequency | None = optional("Daily, Weekly, Monthly or Yearly.")
    end_type: RepeatEndType | None = optional(
        "How the repetition ends: Never, After (a count) or On (a date)."
    )
    end_on: Instant | None = optional("Last day of the repetition, when endType is On.")
    days_of_week: str | None = optional("Days of the week it repeats on.")


class NonJobAppointmentUpdateRequest(StBody):
    technician_id: int = Field(description="Id of the technician.")
    start: Instant = Field(description="When the event starts (UTC).")
    duration: str = Field(
        description="Length of the event in hours, minutes and seconds, such as 01:30:00."
    )
    name: str = Field(description="Name of the event.")
    timesheet_code_id: int | None = optional("Id of the timesheet code.")
    summary: str | None = optional("What the event is about.")
    clear_dispatch_board: bool | None = optional(
        "True to clear the technician from the dispatch board for that time."
    )
    clear_technician_view: bool | None = optional(
        "True to clear the technician's own view for that time."
    )
    show_on_technician_schedule: bool | None = optional(
        "True to show the event on the technician's schedule."
    )
    remove_technician_from_capacity_planning: bool | None = optional(
        "True to leave the technician out of capacity for that time."
    )
    all_day: bool | None = optional("True when the event lasts all day.")
    repeat: bool | None = optional("True when the event repeats.")
    count_occurrences: int | None = optional("How often it happens in all, when endType is After.")
    interval: int | None = optional("Every how many days, weeks, months or years it repeats.")
    frequency: RepeatFrequency | None = optional("Daily, Weekly, Monthly or Yearly.")
    end_type: RepeatEndType | None = optional(
        "How the repetition ends: Never, After (a count) or On (a date)."
    )
    end_on: Instant | None = optional("Last day of the repetition, when endType is On.")
    days_of_week: str | None = optional("Days of the week it repeats on.")


class NonJobAppointments(Module, base="/dispatch/v2"):
    """Non job appointments of ServiceTitan's Dispatch API."""

    @get("/non-job-appointments", scope="tn.dis.nonjobappointments:r")
    async def list_non_job_appointments(
        self,
        *,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        starts_on_or_after: Annotated[Instant | None, "Starts at or after this time (UTC)."] = None,
        starts_on_or_before: Annotated[
            Instant | None, "Starts at or before this time (UTC)."
        ] = None,
        timesheet_code_id: Annotated[int | None, "Id of the timesheet code."] = None,
        active_only: Annotated[bool | None, "True for active events only, false for all."] = None,
        show_on_technician_schedule: Annotated[
            bool | None, "True for events the technician sees on the schedule."
        ] = None,
        ids: Annotated[
            Ids50 | None, "Ids of events outside jobs, comma-separated, at most 50."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[NonJobAppointmentResponse]:
        """Meetings, training, breaks and time off of technicians, by technician or dates.

        The filter is activeOnly; active is ignored.
        """

    @post("/non-job-appointments", scope="tn.dis.nonjobappointments:w")
    async def create_non_job_appointment(
        self, body: CreateNonJobAppointmentRequest
    ) -> CreateNonJobAppointmentResult:
        """Put a meeting, training or time off on a technician's calendar, once or repeated."""

    @get("/non-job-appointments/{id}", scope="tn.dis.nonjobappointments:r")
    async def get_non_job_appointment(
        self, id: NonJobAppointmentId
    ) -> GetNonJobAppointmentResponse:
        """One event outside jobs: technician, start, length, name and repetition."""

    @put("/non-job-appointments/{id}", scope="tn.dis.nonjobappointments:w")
    async def update_non_job_appointment(
        self, id: NonJobAppointmentId, body: NonJobAppointmentUpdateRequest
    ) -> GetNonJobAppointmentResponse:
        """Change the time, length, name or repetition of a technician's event outside jobs."""

    @delete("/non-job-appointments/{id}", scope="tn.dis.nonjobappointments:w")
    async def delete_non_job_appointment(
        self, id: NonJobAppointmentId
    ) -> DeleteNonJobAppointmentResult:
        """Remove a meeting, training or time off from a technician's calendar."""
