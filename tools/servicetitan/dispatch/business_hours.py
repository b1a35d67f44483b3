"""ServiceTitan's Dispatch API: business hours."""

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import StBody


class TimeRange(TypedDict, total=False):
    fromHour: int
    toHour: int


class BusinessHourModel(TypedDict, total=False):
    weekdays: list[TimeRange]
    saturday: list[TimeRange]
    sunday: list[TimeRange]


class CreateBusinessHourResponse(TypedDict, total=False):
    weekdays: list[TimeRange]
    saturday: list[TimeRange]
    sunday: list[TimeRange]


class TimeRangeBody(StBody):
    from_hour: int = Field(description="Opens at this hour of the day, as a whole number.")
    to_hour: int = Field(description="Closes at this hour of the day, as a whole number.")


class CreateBusinessHourRequest(StBody):
    weekdays: list[TimeRangeBody] = Field(description="Opening hours from Monday to Friday.")
    saturday: list[TimeRangeBody] = Field(description="Opening hours on Saturdays.")
    sunday: list[TimeRangeBody] = Field(description="Opening hours on Sundays.")


class BusinessHours(Module, base="/dispatch/v2"):
    """Business hours of ServiceTitan's Dispatch API."""

    @get("/business-hours", scope="tn.dis.businesshours:r")
    async def get_business_hours(self) -> BusinessHourModel:
        """Opening hours on weekdays, Saturdays and Sundays.

        Has no change filter.
        """

    @post("/business-hours", scope="tn.dis.businesshours:w")
    async def set_business_hours(
        self, body: CreateBusinessHourRequest
    ) -> CreateBusinessHourResponse:
        """Set the opening hours on weekdays, Saturdays and Sundays."""
