"""ServiceTitan's Dispatch API: gps pings."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Api
from tools.servicetitan.operation import Module, post
from tools.servicetitan.types import Instant, StBody, optional


class GpsPingResponse(TypedDict, total=False):
    externalId: str
    status: str
    message: str


class GpsPingCreateRequest(StBody):
    unit_id: str = Field(description="Id of the vehicle or device at the GPS provider.")
    unit_name: str = Field(description="Name of the vehicle or device.")
    event_time: Instant = Field(description="When the position was taken (UTC).")
    latitude: float | None = optional("Latitude in degrees.")
    longitude: float | None = optional("Longitude in degrees.")
    speed: float | None = optional("Speed at that moment, in the provider's unit.")
    street: str = Field(description="Street and house number of the position.")
    city: str = Field(description="City of the position.")
    region: str = Field(description="State or province of the position.")
    postal_code: str = Field(description="Postal code of the position.")
    message: str = Field(description="Message of the device.")
    external_id: str = Field(description="Id of the position at the GPS provider.")
    is_new: bool = Field(description="True for a position not sent before.")
    status_message: str = Field(description="State of the device in words.")


class GpsPings(Module, base="/dispatch/v2"):
    """Gps pings of ServiceTitan's Dispatch API."""

    @post("/gps-provider/{gps_provider}/gps-pings", scope="tn.dis.gpspings:w", risk="grave")
    async def create_gps_pings(
        self,
        gps_provider: Annotated[str, Api("gps_provider"), "Name or key of the GPS provider."],
        body: list[GpsPingCreateRequest],
    ) -> list[GpsPingResponse]:
        """Send in positions of vehicles or devices from a GPS provider."""
