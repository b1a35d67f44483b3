"""ServiceTitan's Fleet Pro API: vehicles."""

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Instant, Number, Page, StBody, Timestamp


class Coordinates(TypedDict, total=False):
    latitude: Number
    longitude: Number


class TimedLocation(TypedDict, total=False):
    location: Coordinates | None
    timestamp: Timestamp
    address: str | None


class EventResponse(TypedDict, total=False):
    id: str
    vin: str
    vehicleName: str
    location: TimedLocation
    speedInMph: int | None
    eventName: str | None
    eventType: str | None
    driverName: str | None
    geofenceName: str | None


class GpsResponse(TypedDict, total=False):
    id: str
    vin: str
    vehicleName: str
    location: TimedLocation
    speedInMph: int | None
    odometerInMiles: int | None
    driverName: str | None


class VehicleResponse(TypedDict, total=False):
    vin: str
    name: str
    driverName: str | None


class PaginationFilter(StBody):
    page_number: int = Field(description="Number of the page to answer.")
    page_size: int = Field(description="Rows per page; a query answers 10,000 rows in all.")


class EventRequestFilter(StBody):
    start_time: Instant = Field(description="Start of the period (UTC), at least 7 days ago.")
    end_time: Instant = Field(
        description="End of the period (UTC), at most 24 hours after the start."
    )
    vins: list[str] = Field(
        description="Vehicle identification numbers, at most 50.", max_length=50
    )
    pagination: PaginationFilter = Field(description="Which page to answer, and its size.")


class GpsRequestFilter(StBody):
    start_time: Instant = Field(description="Start of the period (UTC), at least 7 days ago.")
    end_time: Instant = Field(
        description="End of the period (UTC), at most 24 hours after the start."
    )
    vins: list[str] = Field(
        description="Vehicle identification numbers, at most 50.", max_length=50
    )
    pagination: PaginationFilter = Field(description="Which page to answer, and its size.")


class Vehicles(Module, base="/fleetpro/v2"):
    """Vehicles of ServiceTitan's Fleet Pro API."""

    @post(
        "/events",
        scope="tn.flt.events:w",
        reads=True,
    )
    async def list_vehicle_events(self, body: EventRequestFilter) -> Page[EventResponse]:
        """What vehicles did in a period: event, place, speed and driver.

        Only data older than 7 days; at most 24 hours, 50 VINs and 10,000 rows; paging goes
        in the body.
        """

    @post(
        "/gps",
        scope="tn.flt.gps:w",
        reads=True,
    )
    async def list_gps_positions(self, body: GpsRequestFilter) -> Page[GpsResponse]:
        """Where vehicles were in a period, with speed, odometer and driver.

        Only data older than 7 days; at most 24 hours, 50 VINs and 10,000 rows; paging goes
        in the body.
        """

    @get("/vehicles", scope="tn.flt.vehicles:r")
    async def list_vehicles(self) -> list[VehicleResponse]:
        """Tracked vehicles with VIN, name and driver.

        Answers a bare list without page marks.
        """
