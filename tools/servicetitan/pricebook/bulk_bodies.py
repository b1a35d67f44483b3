"""What ServiceTitan accepts about bulk."""

from pydantic import Field

from tools.servicetitan.pricebook.shared import (
    DimensionsRequest,
    EquipmentRecommendationRequest,
    EquipmentRecommendationType,
    ExternalDataCreateRequest,
    ExternalDataUpdateRequest,
    PriceModifierAmountType,
    PriceModifierType,
    SkuAssetRequest,
    SkuLinkRequest,
    SkuVendorRequest,
    SkuWarrantyRequest,
)
from tools.servicetitan.types import Amount, StBody, optional


class DiscountAndFeesBulkCreateRequest(StBody):
    type: PriceModifierType = Field(description="Discount or Fee.")
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str | None = optional("Name shown to customers.")
    description: str = Field(description="Description of the discount or fee; may hold HTML.")
    amount_type: PriceModifierAmountType = Field(description="Percentage or Fixed (dollars).")
    amount: Amount = Field(description="Percent or dollars, as amountType says.")
    limit: Amount | None = optional("Most the discount or fee may come to, in dollars.")
    taxable: bool | None = optional("True when sales tax applies.")
    categories: list[int] | None = optional("Ids of the pricebook categories it is in.")
    hours: Amount | None = optional("Hours sold with it.")
    assets: list[SkuAssetRequest] | None = optional("Images, videos and files shown with it.")
    account: str | None = optional("Name of the income account.")
    intacct_gl_group_account: str | None = optional("Sage Intacct GL group account.")
    cross_sale_group: str | None = optional("Group used for cross-sale pay.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    bonus: Amount | None = optional("Fixed pay bonus in dollars.")
    commission_bonus: Amount | None = optional("Extra commission in percent.")
    pays_commission: bool | None = optional("True when technicians earn commission on it.")
    exclude_from_payroll: bool | None = optional("True leaves it out of payroll.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str | None = optional("Budget cost code.")
    budget_cost_type: str | None = optional("Budget cost type.")
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class DiscountAndFeesBulkUpdateRequest(StBody):
    type: PriceModifierType = Field(description="Discount or Fee.")
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str = Field(description="Name shown to customers.")
    description: str = Field(description="Description of the discount or fee; may hold HTML.")
    amount_type: PriceModifierAmountType = Field(description="Percentage or Fixed (dollars).")
    amount: Amount = Field(description="Percent or dollars, as amountType says.")
    intacct_gl_group_account: str = Field(description="Sage Intacct GL group account.")
    limit: Amount = Field(description="Most the discount or fee may come to, in dollars.")
    taxable: bool = Field(description="True when sales tax applies.")
    categories: list[int] = Field(description="Ids of the pricebook categories it is in.")
    hours: Amount = Field(description="Hours sold with it.")
    assets: list[SkuAssetRequest] = Field(description="Images, videos and files shown with it.")
    account: str = Field(description="Name of the income account.")
    cross_sale_group: str = Field(description="Group used for cross-sale pay.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    bonus: Amount = Field(description="Fixed pay bonus in dollars.")
    commission_bonus: Amount = Field(description="Extra commission in percent.")
    pays_commission: bool = Field(description="True when technicians earn commission on it.")
    exclude_from_payroll: bool = Field(description="True leaves it out of payroll.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    budget_cost_code: str = Field(description="Budget cost code.")
    budget_cost_type: str = Field(description="Budget cost type.")
    id: int = Field(description="Id of the discount or fee to change.")


class SkuLinkBulkCreateRequest(StBody):
    sku_id: int | None = optional("Id of the pricebook item.")
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )
    quantity: Amount = Field(description="How many.")


class EquipmentRecommendationBulkCreateRequest(StBody):
    sku_id: int | None = optional("Id of the pricebook item.")
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )
    type: EquipmentRecommendationType = Field(
        description="Kind of item to recommend: Service or Material."
    )


class SkuUpgradeBulkCreateRequest(StBody):
    sku_id: int | None = optional("Id of the pricebook item.")
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class EquipmentBulkCreateRequest(StBody):
    equipment_materials: list[SkuLinkBulkCreateRequest] | None = optional(
        "Materials used with the equipment; the whole list."
    )
    recommendations: list[EquipmentRecommendationBulkCreateRequest] | None = optional(
        "Items to recommend with it."
    )
    upgrades: list[SkuUpgradeBulkCreateRequest] | None = optional("Items that are upgrades of it.")
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
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class EquipmentBulkUpdateRequest(StBody):
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str = Field(description="Name shown to customers.")
    description: str = Field(description="Description of the equipment; may hold HTML.")
    price: Amount = Field(description="Price in dollars.")
    member_price: Amount = Field(description="Price for members in dollars.")
    add_on_price: Amount = Field(description="Price as an add-on in dollars.")
    add_on_member_price: Amount = Field(description="Price as an add-on for members in dollars.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    manufacturer: str = Field(description="Maker.")
    model: str = Field(description="Maker's name or number of the model.")
    manufacturer_warranty: SkuWarrantyRequest = Field(description="Maker's warranty.")
    service_provider_warranty: SkuWarrantyRequest = Field(
        description="Our own warranty on the equipment."
    )
    assets: list[SkuAssetRequest] = Field(description="Images, videos and files shown with it.")
    recommendations: list[EquipmentRecommendationRequest] = Field(
        description="Items to recommend with it."
    )
    upgrades: list[int] = Field(description="Ids of the items that are upgrades of it.")
    equipment_materials: list[SkuLinkRequest] = Field(
        description="Materials used with the equipment; the whole list."
    )
    categories: list[int] = Field(description="Ids of the pricebook categories it is in.")
    primary_vendor: SkuVendorRequest = Field(description="Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] = Field(description="Other vendors that sell it.")
    account: str = Field(description="Name of the income account.")
    cost_of_sale_account: str = Field(description="Name of the cost of sale account.")
    asset_account: str = Field(description="Name of the asset account.")
    intacct_gl_group_account: str = Field(description="Sage Intacct GL group account.")
    cross_sale_group: str = Field(description="Group used for cross-sale pay.")
    pays_commission: bool = Field(description="True when technicians earn commission on it.")
    bonus: Amount = Field(description="Fixed pay bonus in dollars.")
    commission_bonus: Amount = Field(description="Extra commission in percent.")
    hours: Amount = Field(description="Hours sold with it.")
    taxable: bool = Field(description="True when sales tax applies.")
    cost: Amount = Field(description="Cost in dollars.")
    unit_of_measure: str = Field(description="Unit it is sold in, such as Each or Foot.")
    is_inventory: bool = Field(description="True when stock of it is tracked.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_equipment: bool = Field(
        description="True when it has variations to choose from."
    )
    variation_equipment: list[int] = Field(description="Ids of the equipment variations.")
    dimensions: DimensionsRequest = Field(description="Size of the equipment.")
    budget_cost_code: str = Field(description="Budget cost code.")
    budget_cost_type: str = Field(description="Budget cost type.")
    is_cost_locked: bool = Field(
        description="True keeps the cost from being changed automatically."
    )
    is_price_locked: bool = Field(
        description="True keeps the price from being changed automatically."
    )
    id: int = Field(description="Id of the equipment item to change.")


class MaterialBulkCreateRequest(StBody):
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
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class MaterialBulkUpdateRequest(StBody):
    code: str = Field(description="Code of the item, unique in the pricebook.")
    display_name: str = Field(description="Name shown to customers.")
    description: str = Field(description="Description of the material; may hold HTML.")
    cost: Amount = Field(description="Cost in dollars.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    price: Amount = Field(description="Price in dollars.")
    member_price: Amount = Field(description="Price for members in dollars.")
    add_on_price: Amount = Field(description="Price as an add-on in dollars.")
    add_on_member_price: Amount = Field(description="Price as an add-on for members in dollars.")
    hours: Amount = Field(description="Hours sold with it.")
    bonus: Amount = Field(description="Fixed pay bonus in dollars.")
    commission_bonus: Amount = Field(description="Extra commission in percent.")
    pays_commission: bool = Field(description="True when technicians earn commission on it.")
    deduct_as_job_cost: bool = Field(description="True counts its cost as a cost of the job.")
    unit_of_measure: str = Field(description="Unit it is sold in, such as Each or Foot.")
    is_inventory: bool = Field(description="True when stock of it is tracked.")
    account: str = Field(description="Name of the income account.")
    cost_of_sale_account: str = Field(description="Name of the cost of sale account.")
    asset_account: str = Field(description="Name of the asset account.")
    intacct_gl_group_account: str = Field(description="Sage Intacct GL group account.")
    taxable: bool = Field(description="True when sales tax applies.")
    primary_vendor: SkuVendorRequest = Field(description="Vendor it is normally bought from.")
    other_vendors: list[SkuVendorRequest] = Field(description="Other vendors that sell it.")
    assets: list[SkuAssetRequest] = Field(description="Images, videos and files shown with it.")
    categories: list[int] = Field(description="Ids of the pricebook categories it is in.")
    external_data: ExternalDataUpdateRequest | None = optional(
        "Keys and values that your app keeps on the item."
    )
    is_configurable_material: bool = Field(
        description="True when it has variations to choose from."
    )
    chargeable_by_default: bool = Field(
        description="True when it is charged to the customer unless changed."
    )
    variation_materials: list[int] = Field(description="Ids of the material variations.")
    cost_type_id: int | None = optional("Id of the cost type.")
    budget_cost_code: str = Field(description="Budget cost code.")
    budget_cost_type: str = Field(description="Budget cost type.")
    is_cost_locked: bool = Field(
        description="True keeps the cost from being changed automatically."
    )
    is_price_locked: bool = Field(
        description="True keeps the price from being changed automatically."
    )
    is_chemical: bool = Field(description="True for chemicals.")
    epa_number: str = Field(description="EPA registration number of the chemical.")
    active_ingredients: str = Field(description="Active ingredients of the chemical.")
    id: int = Field(description="Id of the material to change.")


class ServiceRecommendationBulkCreateRequest(StBody):
    sku_id: int | None = optional("Id of the pricebook item.")
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class ServiceBulkCreateRequest(StBody):
    service_materials: list[SkuLinkBulkCreateRequest] | None = optional(
        "Materials used by the service; the whole list."
    )
    service_equipment: list[SkuLinkBulkCreateRequest] | None = optional(
        "Equipment used by the service; the whole list."
    )
    recommendations: list[ServiceRecommendationBulkCreateRequest] | None = optional(
        "Items to recommend with it."
    )
    upgrades: list[SkuUpgradeBulkCreateRequest] | None = optional("Items that are upgrades of it.")
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
    custom_id: str | None = optional(
        "Your own mark for a new item, to link items in the same call."
    )


class PricebookBulkCreateRequest(StBody):
    services: list[ServiceBulkCreateRequest] | None = optional("Services to add.")
    equipment: list[EquipmentBulkCreateRequest] | None = optional("Equipment to add.")
    materials: list[MaterialBulkCreateRequest] | None = optional("Materials to add.")
    discount_and_fees: list[DiscountAndFeesBulkCreateRequest] | None = optional(
        "Discounts and fees to add."
    )
