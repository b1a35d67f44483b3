"""Shapes that several resources of ServiceTitan's Inventory API share."""

from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.types import Money, StBody, Timestamp, optional

ExternalDataPatchMode = Literal["Replace", "Merge"]

LogicalOperator = Literal["And", "Or"]


class BatchResponse(TypedDict, total=False):
    id: int
    number: str | None
    name: str | None


class ExternalDataModel(TypedDict, total=False):
    key: str
    value: str


class SerialNumberResponse(TypedDict, total=False):
    id: int
    number: str


class CustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str
    value: str


class AddressResponse(TypedDict, total=False):
    street: str | None
    unit: str | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None


class PurchaseOrderItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    description: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    skuName: str
    skuCode: str
    skuType: str
    vendorPartNumber: str
    quantity: Money
    quantityReceived: Money
    cost: Money
    total: Money
    serialNumbers: list[SerialNumberResponse]
    status: str
    chargeable: bool
    budgetCodeId: int | None


class GLAccountResponse(TypedDict, total=False):
    name: str | None
    number: str | None
    type: str | None
    detailType: str | None


class ModificationResponse(TypedDict, total=False):
    id: int


class ExternalDataModelBody(StBody):
    key: str = Field(description="Key of one external value.")
    value: str = Field(description="Value your app keeps under the key, as text.")


class AddressRequest(StBody):
    street: str = Field(description="Street and house number.")
    unit: str = Field(description="Apartment or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State, such as FL.")
    zip: str = Field(description="ZIP or postal code.")
    country: str = Field(description="Country.")


class ExternalDataCreateRequest(StBody):
    application_guid: UUID = Field(description="GUID of the app that owns the keys.")
    external_data: list[ExternalDataModelBody] = Field(
        description="Keys and values that your app keeps on the record."
    )


class CustomFieldRequest(StBody):
    name: str = Field(description="Name of the custom field.")
    value: str = Field(description="Value as text, also for numbers and dates.")


class CustomFieldOperationRequest(StBody):
    object_id: int = Field(description="Id of the record whose custom fields change.")
    custom_fields: list[CustomFieldRequest] = Field(
        description="Custom field names with their new values."
    )


class CustomFieldUpdateRequest(StBody):
    operations: list[CustomFieldOperationRequest] = Field(
        description="One entry per record to change."
    )


class ExternalDataUpdateModel(StBody):
    key: str = Field(description="Key of one external value.")
    value: str | None = optional("Value your app keeps under the key, as text.")


class ExternalDataUpdateRequest(StBody):
    patch_mode: ExternalDataPatchMode | None = optional(
        "Replace (default) drops keys not sent; Merge keeps them."
    )
    application_guid: UUID = Field(description="GUID of the app that owns the keys.")
    external_data: list[ExternalDataUpdateModel] = Field(
        description="Keys and values that your app keeps on the record."
    )
