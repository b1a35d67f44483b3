"""ServiceTitan's Accounting API: tax zones."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Money, Page, Timestamp


class TaxRateResponse(TypedDict, total=False):
    id: int | None
    taxName: str | None
    taxBaseType: list[str]
    taxRate: Money
    salesTaxItem: str | None


class TaxZoneResponse(TypedDict, total=False):
    id: int
    name: str | None
    color: int | None
    isTaxRateSeparated: bool
    isMultipleTaxZone: bool
    rates: list[TaxRateResponse]
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class TaxZones(Module, base="/accounting/v2"):
    """Tax zones of ServiceTitan's Accounting API."""

    @get("/tax-zones", scope="tn.acc.taxzones:r")
    async def list_tax_zones(
        self,
        *,
        ids: Annotated[Ids | None, "Tax zone ids, comma-separated."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "Name", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TaxZoneResponse]:
        """Sales tax zones with their rates."""
