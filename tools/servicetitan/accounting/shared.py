"""Shapes that several resources of ServiceTitan's Accounting API share."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.types import Amount, Instant, Money, StBody, Timestamp, optional

ActiveStateFilterType = Literal["ActiveOnly", "InactiveOnly", "All"]

InventoryBillSyncStatus = Literal["Pending", "Posted", "Exported", "PostedAndExported"]

LogicalOperator = Literal["And", "Or"]


class CustomFieldModel(TypedDict, total=False):
    name: str
    value: str


class AddressResponse(TypedDict, total=False):
    street: str | None
    unit: str | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None


class GLAccountResponse(TypedDict, total=False):
    id: int
    name: str | None
    number: str | None
    type: str | None
    detailType: str | None


class NamedFieldResponse(TypedDict, total=False):
    id: int
    name: str | None


class BatchResponse(TypedDict, total=False):
    id: int
    number: str | None
    name: str | None


class CustomFieldResponse(TypedDict, total=False):
    name: str | None
    value: str | None


class SalesTaxResponse(TypedDict, total=False):
    id: int
    name: str | None
    taxRate: Money


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class PaymentAppliedResponse(TypedDict, total=False):
    appliedAmount: str | None
    appliedBy: str | None
    appliedId: int
    appliedOn: Timestamp | None
    appliedTo: int
    appliedToReferenceNumber: str | None


class ItemGroupResponse(TypedDict, total=False):
    rootId: int
    name: str | None


class InvoiceItemUpdateRequest(StBody):
    sku_id: int | None = optional("Id of the pricebook item on the line.")
    sku_name: str | None = optional("Name of the pricebook item, where no skuId is given.")
    technician_id: int | None = optional("Id of the technician credited with the line.")
    description: str = Field(description="Text of the line; may hold HTML.")
    quantity: Amount = Field(description="How many.")
    unit_price: Amount | None = optional(
        "Price of one, in dollars; names such as price are ignored."
    )
    cost: Amount | None = optional("Cost of one, in dollars.")
    is_add_on: bool | None = optional("True when sold as an add-on.")
    signature: str | None = optional("Customer's signature for the line.")
    technician_acknowledgement_signature: str | None = optional(
        "Technician's signature for the line."
    )
    installed_on: Instant | None = optional("When it was installed (UTC).")
    inventory_warehouse_name: str | None = optional("Name of the warehouse the item came from.")
    skip_updating_membership_prices: bool | None = optional(
        "True leaves member prices as they are."
    )
    item_group_name: str | None = optional("Name of the group the line belongs to.")
    item_group_root_id: int | None = optional("Id of the line that heads the group.")
    inventory_location_id: int | None = optional("Id of the warehouse or truck.")
    duration_billing_id: int | None = optional("Id of the membership's billing option.")
    budget_code_id: int | None = optional("Id of the budget code.")
    id: int | None = optional("Id of an existing line to change; leave out for a new line.")


class CustomFieldPairRequest(StBody):
    name: str = Field(description="Name of the custom field.", max_length=255)
    value: str | None = optional("New value as text, also for numbers and dates.")


class CustomFieldOperationRequest(StBody):
    object_id: int = Field(description="Id of the record whose custom fields change.")
    custom_fields: list[CustomFieldPairRequest] = Field(
        description="Custom field names with their new values."
    )


class CustomFieldUpdateRequest(StBody):
    operations: list[CustomFieldOperationRequest] = Field(
        description="One entry per record to change."
    )
