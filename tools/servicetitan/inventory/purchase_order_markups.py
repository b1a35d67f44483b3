"""ServiceTitan's Inventory API: purchase order markups."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Amount, Money, Page, StBody, Timestamp

PurchaseOrderMarkupId = Annotated[int, "Id of the purchase order markup."]


PurchaseOrderMarkupResponse = TypedDict(
    "PurchaseOrderMarkupResponse",
    {
        "createdOn": Timestamp,
        "modifiedOn": Timestamp,
        "from": Money,
        "to": Money,
        "percent": Money,
        "id": int,
    },
    total=False,
)


class CreatePurchaseOrderMarkupRequest(StBody):
    from_: Amount = Field(description="Lowest item cost the markup applies to, in dollars.")
    to: Amount = Field(description="Highest item cost the markup applies to, in dollars.")
    percent: Amount = Field(description="Markup in percent.")


class UpdatePurchaseOrderMarkupRequest(StBody):
    from_: Amount = Field(description="Lowest item cost the markup applies to, in dollars.")
    to: Amount = Field(description="Highest item cost the markup applies to, in dollars.")
    percent: Amount = Field(description="Markup in percent.")


class PurchaseOrderMarkups(Module, base="/inventory/v2"):
    """Purchase order markups of ServiceTitan's Inventory API."""

    @get("/purchase-order-markups", scope="tn.inv.purchaseordermarkups:r")
    async def list_purchase_order_markups(
        self,
        *,
        ids: Annotated[Ids | None, "Purchase order markup ids, comma-separated."] = None,
        sort: Annotated[str | None, sorted_by("Id", "From", "To", "Percent")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PurchaseOrderMarkupResponse]:
        """Markup percentages for purchase order items, by cost range."""

    @post("/purchase-order-markups", scope="tn.inv.purchaseordermarkups:w", risk="grave")
    async def create_purchase_order_markup(
        self, body: CreatePurchaseOrderMarkupRequest
    ) -> PurchaseOrderMarkupResponse:
        """Add a markup percentage for items bought within a cost range."""

    @get("/purchase-order-markups/{id}", scope="tn.inv.purchaseordermarkups:r")
    async def get_purchase_order_markup(
        self, id: PurchaseOrderMarkupId
    ) -> PurchaseOrderMarkupResponse:
        """One purchase order markup: its cost range and percentage."""

    @patch("/purchase-order-markups/{id}", scope="tn.inv.purchaseordermarkups:w", risk="grave")
    async def update_purchase_order_markup(
        self, id: PurchaseOrderMarkupId, body: UpdatePurchaseOrderMarkupRequest
    ) -> PurchaseOrderMarkupResponse:
        """Change the cost range or percentage of a purchase order markup."""

    @delete("/purchase-order-markups/{id}", scope="tn.inv.purchaseordermarkups:w")
    async def delete_purchase_order_markup(self, id: PurchaseOrderMarkupId) -> None:
        """Delete a purchase order markup."""
