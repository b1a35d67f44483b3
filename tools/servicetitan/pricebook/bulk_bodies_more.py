"""What ServiceTitan accepts about bulk."""

from pydantic import Field

from tools.servicetitan.pricebook.bulk_bodies import (
    DiscountAndFeesBulkUpdateRequest,
    EquipmentBulkUpdateRequest,
    MaterialBulkUpdateRequest,
)
from tools.servicetitan.pricebook.shared import (
    ExternalDataUpdateRequest,
    SkuAssetRequest,
    SkuLinkRequest,
    SkuWarrantyRequest,
)
from tools.servicetitan.types import Amount, StBody, optional


class ServiceBulkUpdateRequest(StBody):
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str = Field(description="Name shown to customers.")
    description: str = Field(description="Description of the service; may hold HTML.")
    warranty: SkuWarrantyRequest = Field(description="Warranty on the service.")
    categories: list[int] = Field(description="Ids of the pricebook categories it is in.")
    price: Amount = Field(description="Price in dollars.")
    member_price: Amount = Field(description="Price for members in dollars.")
    add_on_price: Amount = Field(description="Price as an add-on in dollars.")
    add_on_member_price: Amount = Field(description="Price as an add-on for members in dollars.")
    taxable: bool = Field(description="True when sales tax applies.")
    account: str = Field(description="Name of the income account.")
    intacct_gl_group_account: str = Field(description="Sage Intacct GL group account.")
    hours: Amount = Field(description="Hours sold with it.")
    is_labor: bool = Field(description="True when the service is labor.")
    recommendations: list[int] = Field(description="Ids of the items to recommend with it.")
    upgrades: list[int] = Field(description="Ids of the items that are upgrades of it.")
    assets: list[SkuAssetRequest] = Field(description="Images, videos and files shown with it.")
    service_materials: list[SkuLinkRequest] = Field(
        description="Materials used by the service; the whole list."
    )
    service_equipment: list[SkuLinkRequest] = Field(
        description="Equipment used by the service; the whole list."
    )
    active: bool = Field(description="True for in use; false makes it inactive.")
    cross_sale_group: str = Field(description="Group used for cross-sale pay.")
    pays_commission: bool = Field(description="True when technicians earn commission on it.")
    bonus: Amount = Field(description="Fixed pay bonus in dollars.")
    commission_bonus: Amount = Field(description="Extra commission in percent.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str = Field(description="Budget cost code.")
    budget_cost_type: str = Field(description="Budget cost type.")
    is_price_locked: bool = Field(
        description="True keeps the price from being changed automatically."
    )
    id: int = Field(description="Id of the service to change.")


class PricebookBulkUpdateRequest(StBody):
    services: list[ServiceBulkUpdateRequest] | None = optional("Services to change.")
    equipment: list[EquipmentBulkUpdateRequest] | None = optional("Equipment to change.")
    materials: list[MaterialBulkUpdateRequest] | None = optional("Materials to change.")
    discount_and_fees: list[DiscountAndFeesBulkUpdateRequest] | None = optional(
        "Discounts and fees to change."
    )
