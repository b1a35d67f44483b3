"""ServiceTitan's Pricebook API: equipment."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.pricebook.shared import (
    DimensionsRequest,
    EquipmentRecommendationRequest,
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    SkuAssetRequest,
    SkuAssetResponse,
    SkuLinkRequest,
    SkuLinkResponse,
    SkuVendorRequest,
    SkuVendorResponse,
    SkuWarrantyRequest,
    SkuWarrantyResponse,
)
from tools.servicetitan.types import Amount, Feed, Money, Page, StBody, Timestamp, optional

EquipmentId = Annotated[int, "Id of the equipment item."]


class EquipmentRecommendationResponse(TypedDict, total=False):
    skuId: int
    type: str


class DimensionsResponse(TypedDict, total=False):
    height: Money | None
    width: Money | None
    depth: Money | None


class ExportEquipmentResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    active: bool
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    manufacturer: str | None
    model: str | None
    manufacturerWarranty: SkuWarrantyResponse
    serviceProviderWarranty: SkuWarrantyResponse
    categories: list[int]
    assets: list[SkuAssetResponse]
    recommendations: list[EquipmentRecommendationResponse]
    upgrades: list[int]
    equipmentMaterials: list[SkuLinkResponse]
    primaryVendor: SkuVendorResponse | None
    otherVendors: list[SkuVendorResponse] | None
    account: str | None
    costOfSaleAccount: str | None
    assetAccount: str | None
    crossSaleGroup: str | None
    paysCommission: bool
    bonus: Money
    commissionBonus: Money
    hours: Money
    taxable: bool
    cost: Money
    unitOfMeasure: str | None
    isInventory: bool
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    isConfigurableEquipment: bool
    variationsOrConfigurableEquipment: list[int] | None
    typeId: int | None
    displayInAmount: bool
    generalLedgerAccountId: int | None
    createdOn: Timestamp
    defaultAssetUrl: str | None
    dimensions: DimensionsResponse | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isCostLocked: bool | None
    isPriceLocked: bool | None


class EquipmentResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    active: bool
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    manufacturer: str | None
    model: str | None
    manufacturerWarranty: SkuWarrantyResponse
    serviceProviderWarranty: SkuWarrantyResponse
    categories: list[int]
    assets: list[SkuAssetResponse]
    recommendations: list[EquipmentRecommendationResponse]
    upgrades: list[int]
    equipmentMaterials: list[SkuLinkResponse]
    primaryVendor: SkuVendorResponse | None
    otherVendors: list[SkuVendorResponse] | None
    account: str | None
    costOfSaleAccount: str | None
    assetAccount: str | None
    crossSaleGroup: str | None
    paysCommission: bool
    bonus: Money
    commissionBonus: Money
    hours: Money
    taxable: bool
    cost: Money
    unitOfMeasure: str | None
    isInventory: bool
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    isConfigurableEquipment: bool
    variationsOrConfigurableEquipment: list[int] | None
    typeId: int | None
    displayInAmount: bool
    generalLedgerAccountId: int | None
    createdOn: Timestamp
    defaultAssetUrl: str | None
    dimensions: DimensionsResponse | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isCostLocked: bool | None
    isPriceLocked: bool | None


class EquipmentCreateRequest(StBody):
    equipment_materials: list[SkuLinkRequest] | None = optional(
        "Materials used with the equipment; the whole list."
    )
    recommendations: list[EquipmentRecommendationRequest] | None = optional(
        "Items to recommend with it."
    )
    upgrades: list[int] | None = optional("Ids of the items that are upgrades of it.")
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str | None = optional("Name shown to customers.")
    description: str = Field(description="Description of the equipment; may hold HTML.")
    price: Amount | None = optional("Price in dollars.")
    member_price: Amount | None = optional("Price for members in dollars.")
    add_on_price: Amount | None = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount | None = optional("Price as an add-on for members in dollars.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    manufacturer: str | None = optional("Maker.")
    model: str | None = optional("Maker's name or number of the model.")
    manufacturer_warranty: SkuWarrantyRequest | None = optional("Maker's warranty.")
    service_provider_warranty: SkuWarrantyRequest | None = optional(
        "Our own warranty on the equipment."
    )
    assets: list[SkuAssetRequest] | None = optional("Images, videos and files shown with it.")
    categories: list[int] | None = optional("Ids of the pricebook categories it is in.")
    primary_vendor: SkuVendorRequest | None = optional("Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] | None = optional("Other vendors that sell it.")
    account: str | None = optional("Name of the income account.")
    cost_of_sale_account: str | None = optional("Name of the cost of sale account.")
    asset_account: str | None = optional("Name of the asset account.")
    intacct_gl_group_account: str | None = optional("Sage Intacct GL group account.")
    cross_sale_group: str | None = optional("Group used for cross-sale pay.")
    pays_commission: bool | None = optional("True when technicians earn commission on it.")
    bonus: Amount | None = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount | None = optional("Extra commission in percent.")
    hours: Amount | None = optional("Hours sold with it.")
    taxable: bool | None = optional("True when sales tax applies.")
    cost: Amount | None = optional("Cost in dollars.")
    unit_of_measure: str | None = optional("Unit it is sold in, such as Each or Foot.")
    is_inventory: bool | None = optional("True when stock of it is tracked.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_equipment: bool | None = optional("True when it has variations to choose from.")
    variation_equipment: list[int] | None = optional("Ids of the equipment variations.")
    budget_cost_code: str | None = optional("Budget cost code.")
    budget_cost_type: str | None = optional("Budget cost type.")
    dimensions: DimensionsRequest | None = optional("Size of the equipment.")
    is_cost_locked: bool | None = optional("True keeps the cost from being changed automatically.")
    is_price_locked: bool | None = optional(
        "True keeps the price from being changed automatically."
    )


class EquipmentUpdateRequest(StBody):
    code: str = optional("Code of the item, unique in the pricebook.")
    display_name: str = optional("Name shown to customers.")
    description: str = optional("Description of the equipment; may hold HTML.")
    price: Amount = optional("Price in dollars.")
    member_price: Amount = optional("Price for members in dollars.")
    add_on_price: Amount = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount = optional("Price as an add-on for members in dollars.")
    active: bool = optional("True for in use; false makes it inactive.")
    manufacturer: str = optional("Maker.")
    model: str = optional("Maker's name or number of the model.")
    manufacturer_warranty: SkuWarrantyRequest = optional("Maker's warranty.")
    service_provider_warranty: SkuWarrantyRequest = optional("Our own warranty on the equipment.")
    assets: list[SkuAssetRequest] = optional("Images, videos and files shown with it.")
    recommendations: list[EquipmentRecommendationRequest] = optional("Items to recommend with it.")
    upgrades: list[int] = optional("Ids of the items that are upgrades of it.")
    equipment_materials: list[SkuLinkRequest] = optional(
        "Materials used with the equipment; the whole list."
    )
    categories: list[int] = optional("Ids of the pricebook categories it is in.")
    primary_vendor: SkuVendorRequest = optional("Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] = optional("Other vendors that sell it.")
    account: str = optional("Name of the income account.")
    cost_of_sale_account: str = optional("Name of the cost of sale account.")
    asset_account: str = optional("Name of the asset account.")
    intacct_gl_group_account: str = optional("Sage Intacct GL group account.")
    cross_sale_group: str = optional("Group used for cross-sale pay.")
    pays_commission: bool = optional("True when technicians earn commission on it.")
    bonus: Amount = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount = optional("Extra commission in percent.")
    hours: Amount = optional("Hours sold with it.")
    taxable: bool = optional("True when sales tax applies.")
    cost: Amount = optional("Cost in dollars.")
    unit_of_measure: str = optional("Unit it is sold in, such as Each or Foot.")
    is_inventory: bool = optional("True when stock of it is tracked.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_equipment: bool = optional("True when it has variations to choose from.")
    variation_equipment: list[int] = optional("Ids of the equipment variations.")
    dimensions: DimensionsRequest = optional("Size of the equipment.")
    budget_cost_code: str = optional("Budget cost code.")
    budget_cost_type: str = optional("Budget cost type.")
    is_cost_locked: bool = optional("True keeps the cost from being changed automatically.")
    is_price_locked: bool = optional("True keeps the price from being changed automatically.")


class Equipment(Module, base="/pricebook/v2"):
    """Equipment of ServiceTitan's Pricebook API."""

    @get("/equipment", scope="tn.pb.equipment:r")
    async def list_equipment(
        self,
        *,
        sort: Annotated[
            str | None,
            sorted_by(
                "Id",
                "Code",
                "DisplayName",
                "CreatedOn",
                "ModifiedOn",
                "Price",
                "MemberPrice",
                "AddOnPrice",
                "AddOnMemberPrice",
                "MaterialsCost",
                "PrimaryVendor",
                "Cost",
                "Manufacturer",
                "Priority",
            ),
        ] = None,
        ids: Annotated[Ids50 | None, "Equipment item ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show or filter by."
        ] = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        search_text: Annotated[
            str | None,
            Field(min_length=2, max_length=200),
            "Text in the name, code or description, 2 to 200 characters.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[EquipmentResponse]:
        """Pricebook equipment by text or change date, with price, cost, maker and warranty.

        categories holds bare ids here, unlike on services.
        """

    @post("/equipment", scope="tn.pb.equipment:w", risk="grave")
    async def create_equipment(self, body: EquipmentCreateRequest) -> EquipmentResponse:
        """Add a piece of equipment to the pricebook."""

    @get("/equipment/{id}", scope="tn.pb.equipment:r")
    async def get_equipment(
        self,
        id: EquipmentId,
        *,
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show."
        ] = None,
    ) -> EquipmentResponse:
        """One pricebook equipment item: price, cost, maker, model, warranty and materials."""

    @patch("/equipment/{id}", scope="tn.pb.equipment:w", risk="grave")
    async def update_equipment(
        self, id: EquipmentId, body: EquipmentUpdateRequest
    ) -> EquipmentResponse:
        """Change a pricebook equipment item's price, cost, text, vendors or active state.

        Linked materials are replaced as a whole list; isConfigurable, type ids and
        configurable variations are ignored.
        """

    @delete("/equipment/{id}", scope="tn.pb.equipment:w")
    async def delete_equipment(self, id: EquipmentId) -> None:
        """Delete an equipment item from the pricebook.

        Deletes for good; setting active to false is the usual way.
        """

    @get("/export/equipment", scope="tn.pb.equipment:r")
    async def export_equipment(self, **filters: Unpack[Changes]) -> Feed[ExportEquipmentResponse]:
        """All pricebook equipment in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
