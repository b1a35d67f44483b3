"""ServiceTitan's Pricebook API: client specific pricing."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids, Paged
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Amount, Money, Page, StBody, optional

MarkupType = Literal["Percent", "Dollar", "Multiplier", "FlatPrice", "DiscountPercent"]


class ClientSpecificPricingExceptionResponse(TypedDict, total=False):
    skuId: int
    skuType: str
    value: Money
    valueType: str


class ClientSpecificPricingResponse(TypedDict, total=False):
    id: int
    exceptions: list[ClientSpecificPricingExceptionResponse]


class UpdateClientSpecificPricingExceptionResponse(TypedDict, total=False):
    skuId: int
    value: Money
    valueType: str


class UpdateClientSpecificPricingResponse(TypedDict, total=False):
    exceptions: list[UpdateClientSpecificPricingExceptionResponse]


class ClientSpecificPricingExceptionRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    value: Amount = Field(description="Number that valueType explains: percent, dollars or factor.")
    value_type: MarkupType = Field(
        description="How value sets the price, such as FlatPrice or DiscountPercent."
    )


class UpdateClientSpecificPricingRequest(StBody):
    exceptions: list[ClientSpecificPricingExceptionRequest] | None = optional(
        "Special prices, one per item."
    )


class ClientSpecificPricing(Module, base="/pricebook/v2"):
    """Client specific pricing of ServiceTitan's Pricebook API."""

    @get("/clientspecificpricing", scope="tn.pb.csp:r")
    async def list_rate_sheets(
        self,
        *,
        ids: Annotated[Ids | None, "Rate sheet ids, comma-separated."] = None,
        search_term: Annotated[str | None, "Text to look for in the rate sheets."] = None,
        active: Annotated[
            Active | None, "True (default): active records; False: inactive ones; Any: both."
        ] = None,
        **filters: Unpack[Paged],
    ) -> Page[ClientSpecificPricingResponse]:
        """Rate sheets: special prices that certain customers pay for items.

        No filter by change date: read the whole list.
        """

    @patch("/clientspecificpricing/{rateSheetId}", scope="tn.pb.csp:w", risk="grave")
    async def update_rate_sheet(
        self,
        rate_sheet_id: Annotated[int, "Id of the rate sheet."],
        body: UpdateClientSpecificPricingRequest,
    ) -> UpdateClientSpecificPricingResponse:
        """Change the special prices on a customer rate sheet."""
