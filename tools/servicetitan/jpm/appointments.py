"""ServiceTitan's Job Planning and Management API: appointments."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post, put
from tools.servicetitan.types import Feed, Instant, Page, StBody, Timestamp, optional

AppointmentStatus = Literal["Scheduled", "Dispatched", "Working", "Hold", "Done", "Canceled"]

AppointmentId = Annotated[int, "Id of the appointment."]


class AppointmentSummaryApiModel(TypedDict, total=False):
    createdOn: Timestamp
    jobAppointmentId: int
    jobId: int
    modifiedOn: Timestamp
    notes: str
    technicianId: int


class ExportAppointmentsResponse(TypedDict, total=False):
    appointmentSummaries: list[AppointmentSummaryApiModel] | None
    id: int
    jobId: int
    appointmentNumber: str | None
    start: Timestamp
    end: Timestamp
    arrivalWindowStart: Timestamp | None
    arrivalWindowEnd: Timestamp | None
    status: str
    specialInstructions: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    customerId: int
    unused: bool
    createdById: int
    isConfirmed: bool
    active: bool


class AppointmentResponse(TypedDict, total=False):
    id: int
    jobId: int
    appointmentNumber: str | None
    start: Timestamp
    end: Timestamp
    arrivalWindowStart: Timestamp | None
    arrivalWindowEnd: Timestamp | None
    status: str
    specialInstructions: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    customerId: int
    unused: bool
    createdById: int
    isConfirmed: bool
    active: bool
    appointmentSummaries: list[AppointmentSummaryApiModel] | None


class AppointmentAddRequest(StBody):
    job_id: int = Field(description="Id of the job.")
    start: Instant = Field(description="When the appointment starts (UTC).")
    end: Instant = Field(description="When the appointment ends (UTC).")
    arrival_window_start: Instant | None = optional(
        "Start of the arrival window told to the customer (UTC)."
    )
    arrival_window_end: Instant | None = optional(
        "End of the arrival window told to the customer (UTC)."
    )
    technician_ids: list[int] | None = optional("Ids of the technicians to assign.")
    special_instructions: str | None = optional("What the technician must know before coming.")


class AppointmentRescheduleRequest(StBody):
    start: Instant = optional("When the appointment starts (UTC).")
    end: Instant = optional("When the appointment ends (UTC).")
    arrival_window_start: Instant | None = optional(
        "Start of the arrival window told to the customer (UTC)."
    )
    arrival_window_end: Instant | None = optional(
        "End of the arrival window told to the customer (UTC)."
    )


class HoldAppointmentRequest(StBody):
    reason_id: int = Field(description="Id of the hold reason.")
    memo: str = Field(description="Remark that explains the reason.")


class SetAppointmentSummaryRequest(StBody):
    notes: str = Field(description="Words of the summary.")
    technician_id: int = Field(description="Id of the technician who gives the summary.")


class UpdateAppointmentSpecialInstructionsRequest(StBody):
    special_instructions: str = Field(description="What the technician must know before coming.")


class Appointments(Module, base="/jpm/v2"):
    """Appointments of ServiceTitan's Job Planning and Management API."""

    @get("/appointments", scope="tn.jpm.appointments:r")
    async def list_appointments(
        self,
        *,
        ids: Annotated[Ids50 | None, "Appointment ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        job_id: Annotated[int | None, "Id of the job."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        number: Annotated[str | None, "Appointment number."] = None,
        status: Annotated[
            AppointmentStatus | None, "Scheduled, Dispatched, Working, Hold, Done or Canceled."
        ] = None,
        starts_on_or_after: Annotated[Instant | None, "Starts at or after this time (UTC)."] = None,
        starts_before: Annotated[Instant | None, "Starts before this time (UTC)."] = None,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        unused: Annotated[
            bool | None, "True for appointments nobody used, false for used ones."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[AppointmentResponse]:
        """Appointments by job, technician, customer, status or start time."""

    @post("/appointments", scope="tn.jpm.appointments:w")
    async def create_appointment(self, body: AppointmentAddRequest) -> AppointmentResponse:
        """Add an appointment to a job, with times, arrival window and technicians.

        Hardly anything can change once the job's invoice is posted or exported.
        """

    @get("/appointments/{id}", scope="tn.jpm.appointments:r")
    async def get_appointment(self, id: AppointmentId) -> AppointmentResponse:
        """One appointment: job, times, arrival window, status and special instructions.

        Technicians are not here; ask dispatch for the appointment's assignments.
        """

    @delete("/appointments/{id}", scope="tn.jpm.appointments:w")
    async def delete_appointment(self, id: AppointmentId) -> None:
        """Delete an appointment from its job.

        Answers 409 for the job's only appointment or one that has timesheets.
        """

    @put("/appointments/{id}/confirmation", scope="tn.jpm.appointments:w")
    async def confirm_appointment(self, id: AppointmentId) -> None:
        """Mark an appointment as confirmed by the customer."""

    @delete("/appointments/{id}/confirmation", scope="tn.jpm.appointments:w")
    async def remove_appointment_confirmation(self, id: AppointmentId) -> None:
        """Take back the confirmation of an appointment."""

    @put("/appointments/{id}/hold", scope="tn.jpm.appointments:w")
    async def hold_appointment(self, id: AppointmentId, body: HoldAppointmentRequest) -> None:
        """Put an appointment on hold with a reason and a memo."""

    @delete("/appointments/{id}/hold", scope="tn.jpm.appointments:w")
    async def remove_appointment_hold(self, id: AppointmentId) -> None:
        """Take an appointment off hold."""

    @patch("/appointments/{id}/reschedule", scope="tn.jpm.appointments:w")
    async def reschedule_appointment(
        self, id: AppointmentId, body: AppointmentRescheduleRequest
    ) -> AppointmentResponse:
        """Move an appointment to another time or arrival window.

        Hardly anything can change once the job's invoice is posted or exported.
        """

    @put("/appointments/{id}/special-instructions", scope="tn.jpm.appointments:w")
    async def set_special_instructions(
        self, id: AppointmentId, body: UpdateAppointmentSpecialInstructionsRequest
    ) -> AppointmentResponse:
        """Write the special instructions of an appointment anew.

        Replaces the whole text.
        """

    @post("/appointments/{id}/summaries", scope="tn.jpm.appointments:w")
    async def set_appointment_summary(
        self, id: AppointmentId, body: SetAppointmentSummaryRequest
    ) -> AppointmentSummaryApiModel:
        """Write a technician's summary of an appointment.

        Private preview: answers 400 where the feature is off.
        """

    @get("/export/appointments", scope="tn.jpm.appointments:r")
    async def export_appointments(
        self,
        *,
        active: Annotated[
            Active, "Any (default): all records; True: active ones; False: inactive ones."
        ] = "Any",
        **filters: Unpack[Changes],
    ) -> Feed[ExportAppointmentsResponse]:
        """All appointments in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; active defaults to Any here.
        """
