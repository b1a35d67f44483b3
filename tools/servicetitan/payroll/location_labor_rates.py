"""ServiceTitan's Payroll API: location labor rates."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids, PagedCreated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Money, Page, Timestamp


class LocationLaborTypeResponse(TypedDict, total=False):
    locationId: int
    hourlyRate: Money
    laborTypeName: str
    laborTypeCode: str
    createdOn: Timestamp
    active: bool


class LocationLaborRates(Module, base="/payroll/v2"):
    """Location labor rates of ServiceTitan's Payroll API."""

    @get("/locations/rates", scope="tn.prl.locations:r")
    async def list_location_labor_rates(
        self,
        *,
        location_ids: Annotated[Ids | None, "Customer location ids, comma-separated."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Location", "CreatedOn")] = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[LocationLaborTypeResponse]:
        """Hourly labor rates that apply at given customer locations.

        No filter by change date: read the whole list.
        """
