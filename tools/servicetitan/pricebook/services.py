"""ServiceTitan's Pricebook API: services."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.pricebook.shared import (
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    SkuAssetRequest,
    SkuAssetResponse,
    SkuLinkRequest,
    SkuLinkResponse,
    SkuWarrantyRequest,
    SkuWarrantyResponse,
)
from tools.servicetitan.types import Amount, Feed, Money, Page, StBody, Timestamp, optional

CalculatePrices = Annotated[bool, "True adds the computed price of dynamically priced services."]


class SkuCategoryResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool


class ExportServiceResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    warranty: SkuWarrantyResponse | None
    categories: list[SkuCategoryResponse]
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    taxable: bool
    account: str | None
    hours: Money
    isLabor: bool | None
    recommendations: list[int]
    upgrades: list[int]
    assets: list[SkuAssetResponse]
    serviceMaterials: list[SkuLinkResponse]
    serviceEquipment: list[SkuLinkResponse]
    active: bool
    crossSaleGroup: str | None
    paysCommission: bool
    bonus: Money
    commissionBonus: Money
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    businessUnitId: int | None
    cost: Money
    createdOn: Timestamp
    soldByCommission: Money
    defaultAssetUrl: str | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isPriceLocked: bool | None


class ServiceGetResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    warranty: SkuWarrantyResponse | None
    categories: list[SkuCategoryResponse]
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    taxable: bool
    account: str | None
    hours: Money
    isLabor: bool | None
    recommendations: list[int]
    upgrades: list[int]
    assets: list[SkuAssetResponse]
    serviceMaterials: list[SkuLinkResponse]
    serviceEquipment: list[SkuLinkResponse]
    active: bool
    crossSaleGroup: str | None
    paysCommission: bool
    bonus: Money
    commissionBonus: Money
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    businessUnitId: int | None
    cost: Money
    createdOn: Timestamp
    soldByCommission: Money
    defaultAssetUrl: str | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isPriceLocked: bool | None
    calculatedPrice: Money | None
    useStaticPrices: bool | None


class ServiceResponse(TypedDict, total=False):
    id: int
    code: str
    displayName: str | None
    description: str
    warranty: SkuWarrantyResponse | None
    categories: list[SkuCategoryResponse]
    price: Money
    memberPrice: Money
    addOnPrice: Money
    addOnMemberPrice: Money
    taxable: bool
    account: str | None
    hours: Money
    isLabor: bool | None
    recommendations: list[int]
    upgrades: list[int]
    assets: list[SkuAssetResponse]
    serviceMaterials: list[SkuLinkResponse]
    serviceEquipment: list[SkuLinkResponse]
    active: bool
    crossSaleGroup: str | None
    paysCommission: bool
    bonus: Money
    commissionBonus: Money
    modifiedOn: Timestamp
    source: str | None
    externalId: str | None
    externalData: list[ExternalDataModel] | None
    businessUnitId: int | None
    cost: Money
    createdOn: Timestamp
    soldByCommission: Money
    defaultAssetUrl: str | None
    budgetCostCode: str | None
    budgetCostType: str | None
    isPriceLocked: bool | None


class ServiceCreateRequest(StBody):
    service_materials: list[SkuLinkRequest] | None = optional(
        "Materials used by the service; the whole list."
    )
    service_equipment: list[SkuLinkRequest] | None = optional(
        "Equipment used by the service; the whole list."
    )
    recommendations: list[int] | None = optional("Ids of the items to recommend with it.")
    upgrades: list[int] | None = optional("Ids of the items that are upgrades of it.")
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str | None = optional("Name shown to customers.")
    description: str = Field(description="Description of the service; may hold HTML.")
    warranty: SkuWarrantyRequest | None = optional("Warranty on the service.")
    categories: list[int] | None = optional("Ids of the pricebook categories it is in.")
    price: Amount | None = optional("Price in dollars.")
    member_price: Amount | None = optional("Price for members in dollars.")
    add_on_price: Amount | None = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount | None = optional("Price as an add-on for members in dollars.")
    taxable: bool | None = optional("True when sales tax applies.")
    account: str | None = optional("Name of the income account.")
    intacct_gl_group_account: str | None = optional("Sage Intacct GL group account.")
    hours: Amount | None = optional("Hours sold with it.")
    is_labor: bool | None = optional("True when the service is labor.")
    assets: list[SkuAssetRequest] | None = optional("Images, videos and files shown with it.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    cross_sale_group: str | None = optional("Group used for cross-sale pay.")
    pays_commission: bool | None = optional("True when technicians earn commission on it.")
    bonus: Amount | None = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount | None = optional("Extra commission in percent.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str | None = optional("Budget cost code.")
    budget_cost_type: str | None = optional("Budget cost type.")
    is_price_locked: bool | None = optional(
        "True keeps the price from being changed automatically."
    )


class ServiceUpdateRequest(StBody):
    code: str = optional("Code of the item, unique in the pricebook.")
    display_name: str = optional("Name shown to customers.")
    description: str = optional("Description of the service; may hold HTML.")
    warranty: SkuWarrantyRequest = optional("Warranty on the service.")
    categories: list[int] = optional("Ids of the pricebook categories it is in.")
    price: Amount = optional("Price in dollars.")
    member_price: Amount = optional("Price for members in dollars.")
    add_on_price: Amount = optional("Price as an add-on in dollars.")
    add_on_member_price: Amount = optional("Price as an add-on for members in dollars.")
    taxable: bool = optional("True when sales tax applies.")
    account: str = optional("Name of the income account.")
    intacct_gl_group_account: str = optional("Sage Intacct GL group account.")
    hours: Amount = optional("Hours sold with it.")
    is_labor: bool = optional("True when the service is labor.")
    recommendations: list[int] = optional("Ids of the items to recommend with it.")
    upgrades: list[int] = optional("Ids of the items that are upgrades of it.")
    assets: list[SkuAssetRequest] = optional("Images, videos and files shown with it.")
    service_materials: list[SkuLinkRequest] = optional(
        "Materials used by the service; the whole list."
    )
    service_equipment: list[SkuLinkRequest] = optional(
        "Equipment used by the service; the whole list."
    )
    active: bool = optional("True for in use; false makes it inactive.")
    cross_sale_group: str = optional("Group used for cross-sale pay.")
    pays_commission: bool = optional("True when technicians earn commission on it.")
    bonus: Amount = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount = optional("Extra commission in percent.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str = optional("Budget cost code.")
    budget_cost_type: str = optional("Budget cost type.")
    is_price_locked: bool = optional("True keeps the price from being changed automatically.")


class Services(Module, base="/pricebook/v2"):
    """Services of ServiceTitan's Pricebook API."""

    @get("/export/services", scope="tn.pb.services:r")
    async def export_services(self, **filters: Unpack[Changes]) -> Feed[ExportServiceResponse]:
        """All pricebook services in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/services", scope="tn.pb.services:r")
    async def list_services(
        self,
        *,
        calculate_prices: CalculatePrices | None = None,
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
        ids: Annotated[Ids50 | None, "Service ids, comma-separated, at most 50."] = None,
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
    ) -> Page[ServiceGetResponse]:
        """Pricebook services by text or change date, with price, hours, materials and equipment.

        With active=Any inactive rows may come first; useStaticPrices false or empty means
        priced at invoicing; sorting may not be honored.
        """

    @post("/services", scope="tn.pb.services:w", risk="grave")
    async def create_service(self, body: ServiceCreateRequest) -> ServiceResponse:
        """Add a service to the pricebook."""

    @get("/services/{id}", scope="tn.pb.services:r")
    async def get_service(
        self,
        id: Annotated[int, "Id of the service."],
        *,
        calculate_prices: CalculatePrices = False,
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show."
        ] = None,
    ) -> ServiceGetResponse:
        """One pricebook service: price, hours, warranty, linked materials and equipment.

        useStaticPrices false or empty means priced at invoicing; calculatePrices=true shows
        the computed price.
        """

    @patch("/services/{id}", scope="tn.pb.services:w", risk="grave")
    async def update_service(
        self, id: Annotated[int, "Id of the service."], body: ServiceUpdateRequest
    ) -> ServiceResponse:
        """Change a pricebook service's price, hours, text, links or active state.

        Linked materials and equipment are replaced as whole lists; useStaticPrice is
        ignored, as is cost on dynamically priced services.
        """

    @delete("/services/{id}", scope="tn.pb.services:w")
    async def delete_service(self, id: Annotated[int, "Id of the service."]) -> None:
        """Delete a service from the pricebook.

        Deletes for good; setting active to false is the usual way.
        """
