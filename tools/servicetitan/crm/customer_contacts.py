"""ServiceTitan's CRM API: customer contacts."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import (
    ContactPreferencesRequest,
    ContactPreferencesResponse,
    ContactType,
    PhoneSettings,
)
from tools.servicetitan.filters import Changes, Ids, Paged, PagedDated
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp, optional

ContactId = Annotated[int, "Id of the phone or e-mail of this customer (a number)."]


class CustomerContactWithModifiedOnAndCustomerIdResponse(TypedDict, total=False):
    modifiedOn: Timestamp
    phoneSettings: PhoneSettings
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None
    id: int
    type: str
    value: str
    memo: str | None
    customerId: int


class CustomerContactWithModifiedOnResponse(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None
    modifiedOn: Timestamp
    phoneSettings: PhoneSettings
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None


class ExportCustomerContactResponse(TypedDict, total=False):
    modifiedOn: Timestamp
    phoneSettings: PhoneSettings
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None
    id: int
    type: str
    value: str
    memo: str | None
    customerId: int
    active: bool


class CreateCustomerContactRequest(StBody):
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class UpdateCustomerContactRequest(StBody):
    type: ContactType = optional("Phone, Email, Fax or MobilePhone.")
    value: str = optional("Phone number or e-mail address.")
    memo: str = optional("Short remark about the phone or e-mail, such as whose it is.")
    preferences: ContactPreferencesRequest = optional(
        "Notification choices of this phone or e-mail; send all five."
    )


class CustomerContacts(Module, base="/crm/v2"):
    """Customer contacts of ServiceTitan's CRM API."""

    @get(
        "/customers/contacts",
        scope="tn.crm.customers:r",
        any_of=(
            (
                "modified_before",
                "modified_on_or_after",
                "customer_ids",
            ),
        ),
    )
    async def list_contacts_by_customers(
        self,
        *,
        customer_ids: Annotated[Ids | None, "Customer ids, comma-separated."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomerContactWithModifiedOnAndCustomerIdResponse]:
        """Phones and e-mails of several customers, by customer ids or change dates.

        Needs customerIds, modifiedOnOrAfter or modifiedBefore.
        """

    @get("/customers/{id}/contacts", scope="tn.crm.customers:r")
    async def list_customer_contacts(
        self, id: Annotated[int, "Id of the customer."], **filters: Unpack[Paged]
    ) -> Page[CustomerContactWithModifiedOnResponse]:
        """Phones and e-mails of one customer.

        Answers 409 when the customer is inactive.
        """

    @post("/customers/{id}/contacts", scope="tn.crm.customers:w")
    async def create_customer_contact(
        self, id: Annotated[int, "Id of the customer."], body: CreateCustomerContactRequest
    ) -> CustomerContactWithModifiedOnResponse:
        """Add a phone or e-mail to a customer."""

    @patch("/customers/{id}/contacts/{contactId}", scope="tn.crm.customers:w")
    async def update_customer_contact(
        self,
        id: Annotated[int, "Id of the customer."],
        contact_id: ContactId,
        body: UpdateCustomerContactRequest,
    ) -> CustomerContactWithModifiedOnResponse:
        """Change a customer's phone or e-mail, its memo or its notification choices."""

    @delete("/customers/{id}/contacts/{contactId}", scope="tn.crm.customers:w")
    async def delete_customer_contact(
        self, id: Annotated[int, "Id of the customer."], contact_id: ContactId
    ) -> None:
        """Remove a phone or e-mail from a customer."""

    @get("/export/customers/contacts", scope="tn.crm.customers:r")
    async def export_customer_contacts(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportCustomerContactResponse]:
        """Phones and e-mails of all customers in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
