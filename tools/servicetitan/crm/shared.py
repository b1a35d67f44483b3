"""Shapes that several resources of ServiceTitan's CRM API share."""

from typing import Literal
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.types import Number, StBody, Timestamp, optional

ContactType = Literal["Phone", "Email", "Fax", "MobilePhone"]

CustomerType = Literal["Residential", "Commercial"]

Priority = Literal["Low", "Normal", "High", "Urgent"]

GeolocationCoordinatesSource = Literal["None", "System", "User", "Imported"]

GeolocationVerificationStatus = Literal["Unverified", "InProgress", "Failed", "Verified"]

ExternalDataPatchMode = Literal["Replace", "Merge"]


class ContactPreferencesResponse(TypedDict, total=False):
    jobRemindersEnabled: bool
    marketingUpdatesEnabled: bool
    invoiceStatementNotification: bool
    invoiceNotification: bool
    statementNotification: bool


class CustomerAddress(TypedDict, total=False):
    street: str
    unit: str | None
    city: str
    state: str
    zip: str
    country: str
    latitude: Number | None
    longitude: Number | None


class ExternalDataModel(TypedDict, total=False):
    key: str
    value: str


class CustomFieldModel(TypedDict, total=False):
    typeId: int
    name: str | None
    value: str | None


class LocationContact(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None


class CreateLocationResponse(TypedDict, total=False):
    taxZoneId: int | None
    id: int
    customerId: int
    active: bool
    name: str
    address: CustomerAddress
    customFields: list[CustomFieldModel]
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    mergedToId: int | None
    zoneId: int | None
    taxExempt: bool
    tagTypeIds: list[int]
    externalData: list[ExternalDataModel]
    contacts: list[LocationContact]


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str | None
    dataType: str | None
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class PhoneSettings(TypedDict, total=False):
    phoneNumber: str
    doNotText: bool


class NoteResponse(TypedDict, total=False):
    id: int
    text: str
    isPinned: bool
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp


class ContactPreferencesRequest(StBody):
    job_reminders_enabled: bool = Field(description="True to send reminders of jobs here.")
    marketing_updates_enabled: bool = Field(description="True to send marketing here.")
    invoice_statement_notification: bool = Field(
        description="True to send invoices and statements here."
    )
    invoice_notification: bool = Field(description="True to send invoices here.")
    statement_notification: bool = Field(description="True to send account statements here.")


class CustomerAddressBody(StBody):
    street: str = Field(description="Street and house number.")
    unit: str | None = optional("Flat, suite or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    country: str = Field(description="Country.")
    latitude: float | None = optional("Latitude in degrees.")
    longitude: float | None = optional("Longitude in degrees.")


class NewCustomerContact(StBody):
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class CustomFieldUpdateModel(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str = Field(description="Value, always as text.")


class ExternalDataModelBody(StBody):
    key: str = Field(description="Key of one external value.")
    value: str = Field(description="Value your app keeps under the key, as text.")


class ExternalDataCreateRequest(StBody):
    application_guid: UUID = Field(description="GUID of the app that owns the external data.")
    external_data: list[ExternalDataModelBody] = Field(
        description="Keys and values your app keeps on the record."
    )


class ExternalDataUpdateModel(StBody):
    key: str = Field(description="Key of one external value.")
    value: str | None = optional("Value your app keeps under the key, as text.")


class ExternalDataUpdateRequest(StBody):
    patch_mode: ExternalDataPatchMode | None = optional(
        "Replace (default, drops other keys) or Merge."
    )
    application_guid: UUID = Field(description="GUID of the app that owns the external data.")
    external_data: list[ExternalDataUpdateModel] = Field(
        description="Keys and values your app keeps on the record."
    )
