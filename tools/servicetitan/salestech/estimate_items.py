"""ServiceTitan's Sales and Estimates API: estimate items."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated
from tools.servicetitan.operation import Module, delete, get, put
from tools.servicetitan.salestech.shared import (
    EstimateItemCreateUpdateRequest,
    EstimateItemResponse,
    SkuModel,
)
from tools.servicetitan.types import Money, Page, Timestamp


class EstimateItemUpdateResponse(TypedDict, total=False):
    id: int
    sku: SkuModel
    skuAccount: str
    description: str
    membershipTypeId: int | None
    qty: Money
    unitRate: Money
    total: Money
    unitCost: Money
    totalCost: Money
    itemGroupName: str
    itemGroupRootId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    chargeable: bool | None
    invoiceItemId: int | None
    budgetCodeId: int | None
    estimateId: int


class EstimateItems(Module, base="/sales/v2"):
    """Estimate items of ServiceTitan's Sales and Estimates API."""

    @get("/estimates/items", scope="tn.sal.estimates:r")
    async def list_estimate_items(
        self,
        *,
        estimate_id: Annotated[int | None, "Id of the estimate."] = None,
        ids: Annotated[Ids50 | None, "Estimate line ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[EstimateItemResponse]:
        """Lines of one or of many estimates: item, quantity, price and total."""

    @put("/estimates/{id}/items", scope="tn.sal.estimates:w", risk="grave")
    async def upsert_estimate_item(
        self, id: Annotated[int, "Id of the estimate."], body: EstimateItemCreateUpdateRequest
    ) -> EstimateItemUpdateResponse:
        """Add one line to an estimate or change one of its lines.

        One line per call; with an id the line changes, without one it is added.
        """

    @delete("/estimates/{id}/items/{itemId}", scope="tn.sal.estimates:w")
    async def delete_estimate_item(
        self,
        id: Annotated[int, "Id of the estimate."],
        item_id: Annotated[int, "Id of the estimate line."],
    ) -> None:
        """Remove a line from an estimate."""
