"""ServiceTitan's Dispatch API: capacity."""

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, post
from tools.servicetitan.types import Instant, Number, StBody, Timestamp, optional


class CapacityResponseTechnician(TypedDict, total=False):
    id: int
    name: str
    status: str
    hasRequiredSkills: bool | None


class CapacityResponseAvailability(TypedDict, total=False):
    start: Timestamp
    end: Timestamp
    startUtc: Timestamp
    endUtc: Timestamp
    businessUnitIds: list[int]
    totalAvailability: Number
    openAvailability: Number
    technicians: list[CapacityResponseTechnician]
    isAvailable: bool
    isExceedingIdealBookingPercentage: bool


class CapacityResponse(TypedDict, total=False):
    timeStamp: Timestamp
    availabilities: list[CapacityResponseAvailability]


class CapacityRequestArgs(StBody):
    starts_on_or_after: Instant = Field(description="Start of the span asked about (UTC).")
    ends_on_or_before: Instant = Field(description="End of the span asked about (UTC).")
    business_unit_ids: list[int] | None = optional("Ids of the business units.")
    job_type_id: int | None = optional("Id of the job type.")
    skill_based_availability: bool = Field(
        description="True to count only technicians with the skills the job type needs."
    )


class Capacity(Module, base="/dispatch/v2"):
    """Capacity of ServiceTitan's Dispatch API."""

    @post("/capacity", scope="tn.dis.capacity:w", reads=True)
    async def check_capacity(self, body: CapacityRequestArgs) -> CapacityResponse:
        """Total and open hours per time slot, with technicians, for business units and a job.

        skillBasedAvailability must be sent; the body is all, there are no query parameters.
        """
