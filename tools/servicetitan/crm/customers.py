"""ServiceTitan's CRM API: customers."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import (
    CreateLocationResponse,
    CustomerAddress,
    CustomerAddressBody,
    CustomerType,
    CustomFieldModel,
    CustomFieldTypeResponse,
    CustomFieldUpdateModel,
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    GeolocationCoordinatesSource,
    GeolocationVerificationStatus,
    NewCustomerContact,
    NoteResponse,
)
from tools.servicetitan.filters import Active, Changes, Ids, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Amount, Feed, Money, Page, StBody, Timestamp, optional


class CustomerContact(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None


class CreatedCustomerResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    type: str
    address: CustomerAddress
    customFields: list[CustomFieldModel]
    balance: Money
    taxExempt: bool
    tagTypeIds: list[int]
    doNotMail: bool
    doNotService: bool
    nationalAccount: bool
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    mergedToId: int | None
    paymentTermId: int | None
    creditLimit: Money | None
    creditLimitBalance: Money | None
    externalData: list[ExternalDataModel]
    locations: list[CreateLocationResponse]
    contacts: list[CustomerContact]


class CustomerResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    type: str
    address: CustomerAddress
    customFields: list[CustomFieldModel]
    balance: Money
    taxExempt: bool
    tagTypeIds: list[int]
    doNotMail: bool
    doNotService: bool
    nationalAccount: bool
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    mergedToId: int | None
    paymentTermId: int | None
    creditLimit: Money | None
    creditLimitBalance: Money | None
    externalData: list[ExternalDataModel]


class ExportCustomerResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    type: str
    address: CustomerAddress
    customFields: list[CustomFieldModel]
    balance: Money
    taxExempt: bool
    tagTypeIds: list[int]
    doNotMail: bool
    doNotService: bool
    nationalAccount: bool
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    mergedToId: int | None
    paymentTermId: int | None
    creditLimit: Money | None
    creditLimitBalance: Money | None
    externalData: list[ExternalDataModel]


class CustomerNoteCreateRequest(StBody):
    text: str = Field(description="Words of the note.")
    pin_to_top: bool | None = optional("True to pin the note to the top.")
    add_to_locations: bool | None = optional(
        "True to put the note on the customer's locations as well."
    )


class NewLocation(StBody):
    name: str = Field(description="Name of the location.")
    address: CustomerAddressBody = Field(description="Where the location is.")
    contacts: list[NewCustomerContact] | None = optional("Phones and e-mails.")
    custom_fields: list[CustomFieldUpdateModel] | None = optional(
        "Custom field values of the location."
    )
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values your app keeps on the record."
    )
    coordinates_source: GeolocationCoordinatesSource | None = optional(
        "Where the coordinates come from: None, System, User or Imported."
    )
    coordinates_verification_status: GeolocationVerificationStatus | None = optional(
        "Unverified, InProgress, Failed or Verified."
    )


class CreateCustomerRequest(StBody):
    name: str = Field(description="Name of the customer.")
    type: CustomerType | None = optional("Residential or Commercial.")
    do_not_mail: bool | None = optional("True when the customer must not get mail.")
    do_not_service: bool | None = optional("True when the customer must not be served.")
    national_account: bool | None = optional("True when the customer is a national account.")
    locations: list[NewLocation] = Field(
        description="Service locations of the new customer, at least one."
    )
    address: CustomerAddressBody = Field(description="Billing address.")
    contacts: list[NewCustomerContact] | None = optional("Phones and e-mails.")
    custom_fields: list[CustomFieldUpdateModel] | None = optional(
        "Custom field values of the customer."
    )
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values your app keeps on the record."
    )
    tax_exempt: bool | None = optional("True when the customer pays no tax.")
    payment_term_id: int | None = optional("Id of the payment term.")
    credit_limit: Amount | None = optional("Credit limit in dollars.")
    credit_limit_balance: Amount | None = optional("Part of the credit limit in use, in dollars.")


class UpdateCustomerAddress(StBody):
    street: str = Field(description="Street and house number.")
    unit: str = Field(description="Flat, suite or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    country: str = Field(description="Country.")
    latitude: float = Field(description="Latitude in degrees.")
    longitude: float = Field(description="Longitude in degrees.")


class UpdateCustomerRequest(StBody):
    name: str = optional("Name of the customer.")
    type: CustomerType = optional("Residential or Commercial.")
    address: UpdateCustomerAddress = optional("Billing address.")
    custom_fields: list[CustomFieldUpdateModel] = optional("Custom field values of the customer.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )
    do_not_mail: bool = optional("True when the customer must not get mail.")
    do_not_service: bool = optional("True when the customer must not be served.")
    national_account: bool = optional("True when the customer is a national account.")
    active: bool = optional("False to deactivate, true to bring back.")
    tag_type_ids: list[int] = optional("Ids of the tag types.")
    tax_exempt: bool = optional("True when the customer pays no tax.")
    payment_term_id: int = optional("Id of the payment term.")
    credit_limit: Amount = optional("Credit limit in dollars.")
    credit_limit_balance: Amount = optional("Part of the credit limit in use, in dollars.")


class Customers(Module, base="/crm/v2"):
    """Customers of ServiceTitan's CRM API."""

    @get("/customers", scope="tn.crm.customers:r")
    async def list_customers(
        self,
        *,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        ids: Annotated[Ids | None, "Customer ids, comma-separated."] = None,
        exclude_accounting_changes_from_modified_date_range: Annotated[
            bool | None, "True to leave out balance changes when filtering by change time."
        ] = None,
        name: Annotated[str | None, "Customer name, or part of it."] = None,
        street: Annotated[str | None, "Street and house number."] = None,
        unit: Annotated[str | None, "Flat, suite or unit."] = None,
        city: Annotated[str | None, "City."] = None,
        state: Annotated[str | None, "State or province."] = None,
        zip: Annotated[str | None, "Postal code."] = None,
        country: Annotated[str | None, "Country."] = None,
        latitude: Annotated[float | None, "Latitude in degrees."] = None,
        longitude: Annotated[float | None, "Longitude in degrees."] = None,
        phone: Annotated[str | None, "Phone number of the customer."] = None,
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
        **filters: Unpack[PagedDated],
    ) -> Page[CustomerResponse]:
        """Customers by name, phone, address or dates, newest changes included.

        Balance changes move the modified filter; changes to contacts or memberships do not.
        """

    @post("/customers", scope="tn.crm.customers:w")
    async def create_customer(self, body: CreateCustomerRequest) -> CreatedCustomerResponse:
        """Create a customer with an address and at least one location.

        A repeated call makes a second customer; search by phone or address first.
        """

    @get("/customers/custom-fields", scope="tn.crm.customers:r")
    async def list_customer_custom_fields(
        self,
        *,
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that customers can carry, with their kinds and choices."""

    @get("/customers/{id}", scope="tn.crm.customers:r")
    async def get_customer(self, id: Annotated[int, "Id of the customer."]) -> CustomerResponse:
        """One customer: name, type, billing address, balance, tags and custom fields.

        Phones and e-mails are not here; ask for the customer's contacts. A merged customer
        has mergedToId.
        """

    @patch("/customers/{id}", scope="tn.crm.customers:w")
    async def update_customer(
        self, id: Annotated[int, "Id of the customer."], body: UpdateCustomerRequest
    ) -> CustomerResponse:
        """Change a customer's name, address, type, tags, credit limit or mail and service flags.

        externalData patchMode Replace (the default) drops other keys; read back, since
        ignored fields answer 200.
        """

    @get("/customers/{id}/notes", scope="tn.crm.customers:r")
    async def list_customer_notes(
        self, id: Annotated[int, "Id of the customer."], **filters: Unpack[PagedDated]
    ) -> Page[NoteResponse]:
        """Notes on one customer, with author and date."""

    @post("/customers/{id}/notes", scope="tn.crm.customers:w")
    async def create_customer_note(
        self, id: Annotated[int, "Id of the customer."], body: CustomerNoteCreateRequest
    ) -> NoteResponse:
        """Add a note to a customer, pinned or also on the locations if wanted.

        Notes cannot be edited, only deleted and written anew.
        """

    @delete("/customers/{id}/notes/{noteId}", scope="tn.crm.customers:w")
    async def delete_customer_note(
        self, id: Annotated[int, "Id of the customer."], note_id: Annotated[int, "Id of the note."]
    ) -> None:
        """Delete a note from a customer."""

    @get("/export/customers", scope="tn.crm.customers:r")
    async def export_customers(self, **filters: Unpack[Changes]) -> Feed[ExportCustomerResponse]:
        """All customers in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and merged customers are included.
        """
