"""ServiceTitan's Dispatch API: zones."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class CreateOrUpdateZoneResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    zips: list[str]
    cities: list[str]
    territoryNumbers: list[str]
    locnNumbers: list[str]
    serviceDaysEnabled: bool
    serviceDaysIds: list[int]
    businessUnits: list[int]


class ZoneResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str | None
    zips: list[str] | None
    cities: list[str] | None
    territoryNumbers: list[str] | None
    locnNumbers: list[str] | None
    createdBy: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    serviceDaysEnabled: bool
    serviceDays: list[str] | None
    businessUnits: list[int] | None
    technicians: list[int] | None


class CreateOrUpdateZoneRequestArgs(StBody):
    name: str | None = optional("Name of the zone.")
    zips: list[str] | None = optional("Postal codes in the zone.")
    cities: list[str] | None = optional("Cities in the zone.")
    territory_numbers: list[str] | None = optional("Territory numbers in the zone.")
    locn_numbers: list[str] | None = optional("Location numbers in the zone.")
    service_days_enabled: bool | None = optional(
        "True when the zone is served only on certain days."
    )
    service_days_ids: list[int] | None = optional(
        "Numbers of the days on which the zone is served."
    )
    business_units: list[int] | None = optional("Ids of the business units that serve the zone.")


class Zones(Module, base="/dispatch/v2"):
    """Zones of ServiceTitan's Dispatch API."""

    @get("/zones", scope="tn.dis.zones:r")
    async def list_zones(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ZoneResponse]:
        """Service zones by dates, with their postal codes, cities and business units."""

    @post("/zones", scope="tn.dis.zones:w")
    async def create_zone(self, body: CreateOrUpdateZoneRequestArgs) -> CreateOrUpdateZoneResponse:
        """Create a service zone from postal codes, cities or territory numbers."""

    @get("/zones/{id}", scope="tn.dis.zones:r")
    async def get_zone(self, id: Annotated[int, "Id of the zone."]) -> ZoneResponse:
        """One service zone: postal codes, cities, service days, business units and technicians."""

    @patch("/zones/{zoneId}", scope="tn.dis.zones:w")
    async def update_zone(
        self, zone_id: Annotated[int, "Id of the zone."], body: CreateOrUpdateZoneRequestArgs
    ) -> CreateOrUpdateZoneResponse:
        """Change a zone's name, postal codes, cities, service days or business units."""

    @delete("/zones/{zoneId}", scope="tn.dis.zones:w")
    async def delete_zone(self, zone_id: Annotated[int, "Id of the zone."]) -> None:
        """Delete a service zone."""
