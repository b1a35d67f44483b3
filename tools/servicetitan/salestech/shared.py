"""Shapes that several resources of ServiceTitan's Sales and Estimates API share."""

from typing_extensions import TypedDict

from tools.servicetitan.types import Amount, Money, StBody, Timestamp, optional


class SkuModel(TypedDict, total=False):
    id: int
    name: str
    displayName: str
    type: str
    soldHours: Money
    generalLedgerAccountId: int
    generalLedgerAccountName: str
    modifiedOn: Timestamp


class EstimateItemResponse(TypedDict, total=False):
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


class EstimateItemCreateUpdateRequest(StBody):
    id: int | None = optional("Id of an existing line to change; leave out for a new line.")
    sku_id: int | None = optional("Id of the pricebook item.")
    sku_name: str | None = optional("Name or code of the pricebook item, instead of its id.")
    parent_item_id: int | None = optional("Id of the line this line belongs under.")
    description: str | None = optional("Text of the line; may hold HTML.")
    is_add_on: bool | None = optional("True when the line is an optional extra.")
    quantity: Amount | None = optional("How many.")
    unit_price: Amount | None = optional("Price of one, in dollars.")
    skip_updating_membership_prices: bool | None = optional(
        "True to keep prices untouched by membership discounts."
    )
    item_group_name: str | None = optional("Name of the group of lines.")
    item_group_root_id: int | None = optional("Id of the topmost line of the group.")
    chargeable: bool | None = optional("True when the line is charged.")
    use_default_project_labels: bool | None = optional("True to take the usual project labels.")
    budget_code_id: int | None = optional("Id of the budget code.")
    unit_cost: Amount = optional("Cost of one, in dollars.")
