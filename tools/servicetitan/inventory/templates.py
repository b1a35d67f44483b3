"""ServiceTitan's Inventory API: templates."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Money, Page, Timestamp


class UnitOfMeasureVendorModel(TypedDict, total=False):
    id: int
    procurementVendorId: int
    vendorPartNumber: str
    vendorDefaultUnit: bool
    cost: Money | None
    active: bool


class UnitOfMeasureModel(TypedDict, total=False):
    name: str
    skuId: int
    skuType: str
    quantity: Money
    id: int
    unitOfMeasureBaseId: int
    newSkuConversionBatchId: int | None
    oldSkuConversionBatchId: int | None
    skuCode: str
    isUsedForPurchasing: bool
    vendors: list[UnitOfMeasureVendorModel]


class InventoryTemplateItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    code: str
    description: str | None
    name: str
    skuType: str
    minQuantity: Money
    maxQuantity: Money
    memo: str | None
    unitOfMeasure: UnitOfMeasureModel | None
    isConsignment: bool


class InventoryTemplateResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    isConsignment: bool
    locationIds: list[int] | None
    items: list[InventoryTemplateItemResponse] | None


class Templates(Module, base="/inventory/v2"):
    """Templates of ServiceTitan's Inventory API."""

    @get("/inventory-templates", scope="tn.inv.inventorytemplates:r")
    async def list_templates(
        self,
        *,
        ids: Annotated[Ids50 | None, "Stock template ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[InventoryTemplateResponse]:
        """Stock templates: which items, and how many, a truck or warehouse should hold."""
