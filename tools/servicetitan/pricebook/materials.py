"""ServiceTitan's Pricebook API: materials."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.pricebook.shared import (
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    SkuAssetRequest,
    SkuAssetResponse,
    SkuVendorRequest,
    SkuVendorResponse,
)
from tools.servicetitan.types import Amount, Feed, Money, Page, StBody, Timestamp, optional


class ExportMaterialResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    cost: Money
    active: bool
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    hours: Money
    bonus: Money
    commissionBonus: Money
    paysCommission: bool
    deductAsJobCost: bool
    unitOfMeasure: str | None
    isInventory: bool
    account: str | None
    costOfSaleAccount: str | None
    assetAccount: str | None
    taxable: bool | None
    primaryVendor: SkuVendorResponse | None
    otherVendors: list[SkuVendorResponse] | None
    categories: list[int]
    assets: list[SkuAssetResponse]
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    isConfigurableMaterial: bool
    chargeableByDefault: bool
    variationsOrConfigurableMaterials: list[int] | None
    businessUnitId: int | None
    createdById: int
    createdOn: Timestamp
    displayInAmount: bool
    generalLedgerAccountId: int | None
    isOtherDirectCost: bool
    costTypeId: int | None
    defaultAssetUrl: str | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isCostLocked: bool | None
    isPriceLocked: bool | None
    isChemical: bool | None
    epaNumber: str | None
    activeIngredients: str | None


class CostTypeResponse(TypedDict, total=False):
    id: int
    name: str | None


class MaterialResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    cost: Money
    active: bool
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    hours: Money
    bonus: Money
    commissionBonus: Money
    paysCommission: bool
    deductAsJobCost: bool
    unitOfMeasure: str | None
    isInventory: bool
    account: str | None
    costOfSaleAccount: str | None
    assetAccount: str | None
    taxable: bool | None
    primaryVendor: SkuVendorResponse | None
    otherVendors: list[SkuVendorResponse] | None
    categories: list[int]
    assets: list[SkuAssetResponse]
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    isConfigurableMaterial: bool
    chargeableByDefault: bool
    variationsOrConfigurableMaterials: list[int] | None
    businessUnitId: int | None
    createdById: int
    createdOn: Timestamp
    displayInAmount: bool
    generalLedgerAccountId: int | None
    isOtherDirectCost: bool
    costTypeId: int | None
    defaultAssetUrl: str | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isCostLocked: bool | None
    isPriceLocked: bool | None
    isChemical: bool | None
    epaNumber: str | None
    activeIngredients: str | None


class MaterialCreateRequest(StBody):
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str | None = optional("Name shown to customers.")
    description: str = Field(description="Description of the material; may hold HTML.")
    cost: Amount | None = optional("Cost in dollars.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    price: Amount | None = optional("Price in dollars.")
    member_price: Amount | None = optional("Price for members in dollars.")
    add_on_price: Amount | None = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount | None = optional("Price as an add-on for members in dollars.")
    hours: Amount | None = optional("Hours sold with it.")
    bonus: Amount | None = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount | None = optional("Extra commission in percent.")
    pays_commission: bool | None = optional("True when technicians earn commission on it.")
    deduct_as_job_cost: bool | None = optional("True counts its cost as a cost of the job.")
    unit_of_measure: str | None = optional("Unit it is sold in, such as Each or Foot.")
    is_inventory: bool | None = optional("True when stock of it is tracked.")
    account: str | None = optional("Name of the income account.")
    cost_of_sale_account: str | None = optional("Name of the cost of sale account.")
    asset_account: str | None = optional("Name of the asset account.")
    intacct_gl_group_account: str | None = optional("Sage Intacct GL group account.")
    taxable: bool | None = optional("True when sales tax applies.")
    primary_vendor: SkuVendorRequest | None = optional("Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] | None = optional("Other vendors that sell it.")
    assets: list[SkuAssetRequest] | None = optional("Images, videos and files shown with it.")
    categories: list[int] | None = optional("Ids of the pricebook categories it is in.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_material: bool | None = optional("True when it has variations to choose from.")
    chargeable_by_default: bool | None = optional(
        "True when it is charged to the customer unless changed."
    )
    variation_materials: list[int] | None = optional("Ids of the material variations.")
    is_other_direct_cost: bool | None = optional("True books it as other direct cost.")
    cost_type_id: int | None = optional("Id of the cost type.")
    budget_cost_code: str | None = optional("Budget cost code.")
    budget_cost_type: str | None = optional("Budget cost type.")
    is_cost_locked: bool | None = optional("True keeps the cost from being changed automatically.")
    is_price_locked: bool | None = optional(
        "True keeps the price from being changed automatically."
    )
    is_chemical: bool | None = optional("True for chemicals.")
    epa_number: str | None = optional("EPA registration number of the chemical.", max_length=500)
    active_ingredients: str | None = optional("Active ingredients of the chemical.", max_length=500)


class MaterialUpdateRequest(StBody):
    code: str = optional("Code of the item, unique in the pricebook.")
    display_name: str = optional("Name shown to customers.")
    description: str = optional("Description of the material; may hold HTML.")
    cost: Amount = optional("Cost in dollars.")
    active: bool = optional("True for in use; false makes it inactive.")
    price: Amount = optional("Price in dollars.")
    member_price: Amount = optional("Price for members in dollars.")
    add_on_price: Amount = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount = optional("Price as an add-on for members in dollars.")
    hours: Amount = optional("Hours sold with it.")
    bonus: Amount = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount = optional("Extra commission in percent.")
    pays_commission: bool = optional("True when technicians earn commission on it.")
    deduct_as_job_cost: bool = optional("True counts its cost as a cost of the job.")
    unit_of_measure: str = optional("Unit it is sold in, such as Each or Foot.")
    is_inventory: bool = optional("True when stock of it is tracked.")
    account: str = optional("Name of the income account.")
    cost_of_sale_account: str = optional("Name of the cost of sale account.")
    asset_account: str = optional("Name of the asset account.")
    intacct_gl_group_account: str = optional("Sage Intacct GL group account.")
    taxable: bool = optional("True when sales tax applies.")
    primary_vendor: SkuVendorRequest = optional("Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] = optional("Other vendors that sell it.")
    assets: list[SkuAssetRequest] = optional("Images, videos and files shown with it.")
    categories: list[int] = optional("Ids of the pricebook categories it is in.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_material: bool = optional("True when it has variations to choose from.")
    chargeable_by_default: bool = optional(
        "True when it is charged to the customer unless changed."
    )
    variation_materials: list[int] = optional("Ids of the material variations.")
    cost_type_id: int | None = optional("Id of the cost type.")
    budget_cost_code: str = optional("Budget cost code.")
    budget_cost_type: str = optional("Budget cost type.")
    is_cost_locked: bool = optional("True keeps the cost from being changed automatically.")
    is_price_locked: bool = optional("True keeps the price from being changed automatically.")
    is_chemical: bool = optional("True for chemicals.")
    epa_number: str = optional("EPA registration number of the chemical.")
    active_ingredients: str = optional("Active ingredients of the chemical.")


class Materials(Module, base="/pricebook/v2"):
    """Materials of ServiceTitan's Pricebook API."""

    @get("/export/materials", scope="tn.pb.materials:r")
    async def export_materials(self, **filters: Unpack[Changes]) -> Feed[ExportMaterialResponse]:
        """All pricebook materials in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/materials", scope="tn.pb.materials:r")
    async def list_materials(
        self,
        *,
        is_other_direct_cost: Annotated[
            bool | None, "True for materials booked as other direct cost."
        ] = None,
        cost_type_ids: Annotated[Ids | None, "Cost type ids, comma-separated."] = None,
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
        ids: Annotated[Ids50 | None, "Material ids, comma-separated, at most 50."] = None,
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
    ) -> Page[MaterialResponse]:
        """Pricebook materials by text, cost type or change date, with price, cost and vendor.

        categories holds bare ids here, unlike on services; sorting may not be honored.
        """

    @post("/materials", scope="tn.pb.materials:w", risk="grave")
    async def create_material(self, body: MaterialCreateRequest) -> MaterialResponse:
        """Add a material to the pricebook."""

    @get("/materials/costtypes", scope="tn.pb.materials:r")
    async def list_material_cost_types(self) -> Page[CostTypeResponse]:
        """Cost types that materials can have.

        No filter by change date: read the whole list.
        """

    @get("/materials/{id}", scope="tn.pb.materials:r")
    async def get_material(
        self,
        id: Annotated[int, "Id of the material."],
        *,
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show."
        ] = None,
    ) -> MaterialResponse:
        """One pricebook material: price, cost, vendors, stock and tax settings."""

    @patch("/materials/{id}", scope="tn.pb.materials:w", risk="grave")
    async def update_material(
        self, id: Annotated[int, "Id of the material."], body: MaterialUpdateRequest
    ) -> MaterialResponse:
        """Change a pricebook material's price, cost, text, vendors or active state.

        externalData drops all other keys unless patchMode is Merge.
        """

    @delete("/materials/{id}", scope="tn.pb.materials:w")
    async def delete_material(self, id: Annotated[int, "Id of the material."]) -> None:
        """Delete a material from the pricebook.

        Deletes for good; setting active to false is the usual way.
        """
