"""ServiceTitan's Dispatch API: appointment assignments."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]


class AppointmentAssignmentResponse(TypedDict, total=False):
    id: int
    technicianId: int
    technicianName: str
    assignedById: int
    assignedOn: Timestamp
    status: str
    isPaused: bool
    jobId: int
    appointmentId: int
    createdOn: Timestamp
    modifiedOn: Timestamp
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


class ExportAppointmentAssignmentsResponse(TypedDict, total=False):
    id: int
    technicianId: int
    technicianName: str
    assignedById: int
    assignedOn: Timestamp
    status: str
    isPaused: bool
    jobId: int
    appointmentId: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class AssignTechniciansRequest(StBody):
    job_appointment_id: int = Field(description="Id of the appointment.")
    technician_ids: list[int] = Field(description="Ids of the technicians.")


class UnassignTechniciansRequest(StBody):
    job_appointment_id: int = Field(description="Id of the appointment.")
    technician_ids: list[int] = Field(description="Ids of the technicians.")


class AppointmentAssignments(Module, base="/dispatch/v2"):
    """Appointment assignments of ServiceTitan's Dispatch API."""

    @get("/appointment-assignments", scope="tn.dis.appointmentassignments:r")
    async def list_appointment_assignments(
        self,
        *,
        ids: Annotated[Ids50 | None, "Assignment ids, comma-separated, at most 50."] = None,
        appointment_ids: Annotated[Ids | None, "Appointment ids, comma-separated."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        active: ActiveFilter = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[AppointmentAssignmentResponse]:
        """Which technicians are assigned to which appointments, by job, appointment or dates."""

    @post("/appointment-assignments/assign-technicians", scope="tn.dis.appointmentassignments:w")
    async def assign_technicians(self, body: AssignTechniciansRequest) -> AppointmentResponse:
        """Assign technicians to an appointment.

        Adds to those already assigned; to swap, unassign the others yourself.
        """

    @post("/appointment-assignments/unassign-technicians", scope="tn.dis.appointmentassignments:w")
    async def unassign_technicians(self, body: UnassignTechniciansRequest) -> AppointmentResponse:
        """Take technicians off an appointment."""

    @get("/export/appointment-assignments", scope="tn.dis.appointmentassignments:r")
    async def export_appointment_assignments(
        self, *, active: ActiveFilter = "True", **filters: Unpack[Changes]
    ) -> Feed[ExportAppointmentAssignmentsResponse]:
        """All technician assignments in order of change, for keeping a copy.

        Changes show after about 15 minutes; active filters this feed.
        """
