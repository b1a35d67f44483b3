"""ServiceTitan's Dispatch API: availability."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, post
from tools.servicetitan.types import Instant, StBody, Timestamp, optional

DimensionType = Literal[
    "ArrivalWindow",
    "BusinessHour",
    "BusinessUnit",
    "BusinessUnitGroup",
    "JobType",
    "JobTypeGroup",
    "Skill",
    "Team",
    "Technician",
    "TechnicianType",
    "Trade",
    "Zone",
]

JobPriority = Literal["Low", "Normal", "High", "Urgent"]

ContractsShiftType = Literal["Scheduled", "OnCall"]

TechnicianType = Literal["Unmanaged", "Managed"]

DayOfWeek = Literal["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]


class GetAvailabilityCell(TypedDict, total=False):
    index: int
    id: int | None
    name: str | None
    total: int
    assigned: int
    booked: int
    done: int
    startUtc: Timestamp | None
    endUtc: Timestamp | None
    isBookable: bool
    isAssignable: bool
    jobStartUtc: Timestamp | None
    jobEndUtc: Timestamp | None


class GetAvailiabilityGrid(TypedDict, total=False):
    rowHeaders: list[GetAvailabilityCell]
    columnHeaders: list[GetAvailabilityCell]
    table: list[list[GetAvailabilityCell]]


class GetAvailabilityResponse(TypedDict, total=False):
    timeStamp: Timestamp
    grids: list[GetAvailiabilityGrid] | None


class GetAvailabilitySlotTechnician(TypedDict, total=False):
    technicianId: int
    technicianName: str
    jobStart: Timestamp
    jobEnd: Timestamp


class GetAvailabilitySlot(TypedDict, total=False):
    slotStart: Timestamp
    slotEnd: Timestamp
    technicians: list[GetAvailabilitySlotTechnician]


class GetAvailabilitySlotsResponse(TypedDict, total=False):
    timeStamp: Timestamp
    availableSlots: list[GetAvailabilitySlot] | None


class GetAvailabilityRequestArgs(StBody):
    start_utc: Instant = Field(description="Start of the span asked about (UTC).")
    end_utc: Instant = Field(description="End of the span asked about (UTC).")
    x_type: DimensionType = Field(
        description="By what to group: ArrivalWindow, BusinessUnit, JobType, Technician, Zone, …."
    )
    start_minute_ttz: int | None = optional(
        "Earliest time of day, in minutes after midnight in the company's time zone."
    )
    end_minute_ttz: int | None = optional(
        "Latest time of day, in minutes after midnight in the company's time zone."
    )
    arrival_windows: list[int] | None = optional("Ids of the arrival windows.")
    business_hours: list[int] | None = optional("Ids of the business hours.")
    business_units: list[int] | None = optional("Ids of the business units.")
    business_unit_groups: list[int] | None = optional("Ids of the groups of business units.")
    job_priorities: list[JobPriority] | None = optional(
        "Job priorities: Low, Normal, High, Urgent."
    )
    job_types: list[int] | None = optional("Ids of the job types.")
    job_type_groups: list[int] | None = optional("Ids of the groups of job types.")
    shift_types: list[ContractsShiftType] | None = optional("Kinds of shifts: Scheduled, OnCall.")
    skills: list[int] | None = optional("Ids of the skills.")
    tag_types: list[int] | None = optional("Ids of the tag types.")
    teams: list[int] | None = optional("Ids of the teams.")
    technicians: list[int] | None = optional("Ids of the technicians.")
    technician_types: list[TechnicianType] | None = optional(
        "Kinds of technicians: Managed, Unmanaged."
    )
    trades: list[int] | None = optional("Ids of the trades.")
    zones: list[int] | None = optional("Ids of the zones.")
    weekdays: list[DayOfWeek] | None = optional("Days of the week.")
    use_tenant_settings: bool | None = optional("True to count as the company's own settings say.")
    job_duration_in_minutes: int | None = optional("Length of the job, in minutes.")
    existing_job_appointment_id: int | None = optional(
        "Id of an appointment to move, so that it is not counted as taken."
    )


class Availability(Module, base="/dispatch/v2"):
    """Availability of ServiceTitan's Dispatch API."""

    @post("/adcap/availability", reads=True, last_listed="2026-03-17")
    async def list_availability(self, body: GetAvailabilityRequestArgs) -> GetAvailabilityResponse:
        """How much free time each part of the company has in a span, by adaptive capacity.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/adcap/availability/slots", reads=True, last_listed="2026-03-17")
    async def list_availability_slots(
        self, body: GetAvailabilityRequestArgs
    ) -> GetAvailabilitySlotsResponse:
        """Free slots in a span with the technicians who could come, by adaptive capacity.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """
