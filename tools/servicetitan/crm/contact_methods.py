"""ServiceTitan's CRM API: contact methods."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import ContactType
from tools.servicetitan.filters import PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post, put
from tools.servicetitan.types import Page, StBody, Timestamp, optional

ContactId = Annotated[UUID, "Id of the contact person (GUID)."]

ReferenceId = Annotated[str, "Your own reference for the phone or e-mail."]

Type = Annotated[str, "Kind of contact: Phone, Email, Fax or MobilePhone."]

Value = Annotated[str, "Phone number or e-mail address to find."]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]

ContactMethodId = Annotated[UUID, "Id of the phone or e-mail of a contact person (GUID)."]

PreferenceName = Annotated[str, "Name of the preference, as listed among the preference types."]


class ContactMethodResponse(TypedDict, total=False):
    id: str
    contactId: str
    referenceId: str | None
    type: str
    value: str
    memo: str | None
    createdOn: Timestamp
    createdBy: int
    modifiedOn: Timestamp
    modifiedBy: int


class ContactPreferenceResponse(TypedDict, total=False):
    name: str
    dataType: str
    value: str | None


class ContactPreferenceTypeResponse(TypedDict, total=False):
    id: str
    name: str
    description: str | None
    dataType: str


class CreateContactMethodRequest(StBody):
    reference_id: str | None = optional("Your own reference for the phone or e-mail.")
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class UpdateContactMethodPreferenceRequest(StBody):
    value: str = optional("The preference's new value.")


class UpdateContactMethodRequest(StBody):
    value: str = optional("Phone number or e-mail address.")
    memo: str = optional("Short remark about the phone or e-mail, such as whose it is.")


class UpsertContactMethodRequest(StBody):
    reference_id: str | None = optional("Your own reference for the phone or e-mail.")
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class ContactMethods(Module, base="/crm/v2"):
    """Contact methods of ServiceTitan's CRM API."""

    @get("/contacts/contact-methods", scope="tn.crm.contacts:r")
    async def search_contact_methods(
        self,
        *,
        contact_id: ContactId | None = None,
        reference_id: ReferenceId | None = None,
        type: Type | None = None,
        value: Value | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ContactMethodResponse]:
        """Phones and e-mails across all contact persons, found by value, type or reference."""

    @get("/contacts/preferences", scope="tn.crm.contacts:r")
    async def list_preference_types(self) -> list[ContactPreferenceTypeResponse]:
        """Kinds of notification preferences a phone or e-mail can have.

        Answers a bare list without pages.
        """

    @get("/contacts/{contactId}/contact-methods", scope="tn.crm.contacts:r")
    async def list_contact_methods(
        self,
        contact_id: ContactId,
        *,
        reference_id: ReferenceId | None = None,
        type: Type | None = None,
        value: Value | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ContactMethodResponse]:
        """Phones and e-mails of one contact person."""

    @post("/contacts/{contactId}/contact-methods", scope="tn.crm.contacts:w")
    async def create_contact_method(
        self, contact_id: ContactId, body: CreateContactMethodRequest
    ) -> ContactMethodResponse:
        """Add a phone or e-mail to a contact person."""

    @get("/contacts/{contactId}/contact-methods/{contactMethodId}", scope="tn.crm.contacts:r")
    async def get_contact_method(
        self, contact_id: ContactId, contact_method_id: ContactMethodId
    ) -> ContactMethodResponse:
        """One phone or e-mail of a contact person with its memo."""

    @put("/contacts/{contactId}/contact-methods/{contactMethodId}", scope="tn.crm.contacts:w")
    async def upsert_contact_method(
        self,
        contact_id: ContactId,
        contact_method_id: ContactMethodId,
        body: UpsertContactMethodRequest,
    ) -> ContactMethodResponse:
        """Write a phone or e-mail of a contact person under a chosen id, new or existing."""

    @patch("/contacts/{contactId}/contact-methods/{contactMethodId}", scope="tn.crm.contacts:w")
    async def update_contact_method(
        self,
        contact_id: ContactId,
        contact_method_id: ContactMethodId,
        body: UpdateContactMethodRequest,
    ) -> ContactMethodResponse:
        """Change the value or memo of a contact person's phone or e-mail."""

    @delete("/contacts/{contactId}/contact-methods/{contactMethodId}", scope="tn.crm.contacts:w")
    async def delete_contact_method(
        self, contact_id: ContactId, contact_method_id: ContactMethodId
    ) -> None:
        """Remove a phone or e-mail from a contact person."""

    @get(
        "/contacts/{contactId}/contact-methods/{contactMethodId}/preferences",
        scope="tn.crm.contacts:r",
    )
    async def list_method_preferences(
        self, contact_id: ContactId, contact_method_id: ContactMethodId
    ) -> list[ContactPreferenceResponse]:
        """Notification choices of one phone or e-mail: reminders, marketing, invoices.

        Answers a bare list without pages.
        """

    @get(
        "/contacts/{contactId}/contact-methods/{contactMethodId}/preferences/{preferenceName}",
        scope="tn.crm.contacts:r",
    )
    async def get_method_preference(
        self,
        contact_id: ContactId,
        contact_method_id: ContactMethodId,
        preference_name: PreferenceName,
    ) -> ContactPreferenceResponse:
        """One notification choice of a phone or e-mail, by its name."""

    @patch(
        "/contacts/{contactId}/contact-methods/{contactMethodId}/preferences/{preferenceName}",
        scope="tn.crm.contacts:w",
    )
    async def update_method_preference(
        self,
        contact_id: ContactId,
        contact_method_id: ContactMethodId,
        preference_name: PreferenceName,
        body: UpdateContactMethodPreferenceRequest,
    ) -> ContactPreferenceResponse:
        """Set one notification choice of a phone or e-mail."""
