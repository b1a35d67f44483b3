"""ServiceTitan's CRM API: contacts."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedCreated, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post, put
from tools.servicetitan.types import Page, StBody, Timestamp, optional

Name = Annotated[str, "Name of the contact person."]

Title = Annotated[str, "Title of the contact person, such as Owner."]

ReferenceId = Annotated[str, "Your own reference for the contact person."]

IsArchived = Annotated[str, "true for archived contact persons, false for the others."]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]

ContactId = Annotated[UUID, "Id of the contact person (GUID)."]

RelatedEntityId = Annotated[int, "Id of the linked customer, location or other record."]

TypeSlug = Annotated[
    str, "Kind of linked record as written in addresses, such as customer or location."
]


class ContactRelationshipResponse(TypedDict, total=False):
    id: str
    relatedEntityId: int
    typeName: str
    typeSlug: str
    createdOn: Timestamp
    createdBy: int


class ContactResponse(TypedDict, total=False):
    id: str
    referenceId: str | None
    name: str | None
    title: str | None
    isArchived: bool
    createdOn: Timestamp
    createdBy: int
    modifiedOn: Timestamp
    modifiedBy: int


class CreateContactRequest(StBody):
    name: str | None = optional("Name of the contact person.")
    title: str | None = optional("Title of the contact person, such as Owner.")
    reference_id: str | None = optional("Your own reference for the contact person.")


class ReplaceContactRequest(StBody):
    name: str | None = optional("Name of the contact person.")
    title: str | None = optional("Title of the contact person, such as Owner.")
    reference_id: str | None = optional("Your own reference for the contact person.")
    is_archived: bool = Field(description="True when the contact person is archived.")


class UpdateContactRequest(StBody):
    name: str | None = optional("Name of the contact person.")
    title: str | None = optional("Title of the contact person, such as Owner.")
    reference_id: str | None = optional("Your own reference for the contact person.")
    is_archived: bool = Field(description="True when the contact person is archived.")


class Contacts(Module, base="/crm/v2"):
    """Contacts of ServiceTitan's CRM API."""

    @get("/contacts", scope="tn.crm.contacts:r")
    async def list_contacts(
        self,
        *,
        name: Name | None = None,
        title: Title | None = None,
        reference_id: ReferenceId | None = None,
        is_archived: IsArchived | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ContactResponse]:
        """Contact persons by name, title, your own reference or dates.

        Phones and e-mails are not here; ask for the contact's methods.
        """

    @post("/contacts", scope="tn.crm.contacts:w")
    async def create_contact(self, body: CreateContactRequest) -> ContactResponse:
        """Create a contact person who can be linked to customers and locations."""

    @get("/contacts/relationships/{relationshipId}", scope="tn.crm.contacts:r")
    async def list_contacts_by_relationship(
        self,
        relationship_id: Annotated[
            int, "Id of the customer, location or other record the persons are linked to."
        ],
        *,
        name: Name | None = None,
        title: Title | None = None,
        reference_id: ReferenceId | None = None,
        is_archived: IsArchived | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ContactResponse]:
        """Contact persons linked to one record, found by the relationship id."""

    @get("/contacts/{contactId}/relationships", scope="tn.crm.contacts:r")
    async def list_contact_relationships(
        self,
        contact_id: ContactId,
        *,
        related_entity_id: RelatedEntityId | None = None,
        type_slug: TypeSlug | None = None,
        type_name: Annotated[str | None, "Kind of linked record by its display name."] = None,
        sort: Annotated[str | None, sorted_by("ID", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[ContactRelationshipResponse]:
        """Customers, locations and other records one contact person is linked to."""

    @post(
        "/contacts/{contactId}/relationships/{relatedEntityId}/{typeSlug}",
        scope="tn.crm.contacts:w",
    )
    async def create_contact_relationship(
        self, contact_id: ContactId, related_entity_id: RelatedEntityId, type_slug: TypeSlug
    ) -> None:
        """Link a contact person to a customer, location or other record."""

    @delete(
        "/contacts/{contactId}/relationships/{relatedEntityId}/{typeSlug}",
        scope="tn.crm.contacts:w",
    )
    async def delete_contact_relationship(
        self, contact_id: ContactId, related_entity_id: RelatedEntityId, type_slug: TypeSlug
    ) -> None:
        """Unlink a contact person from a customer, location or other record."""

    @get("/contacts/{id}", scope="tn.crm.contacts:r")
    async def get_contact(self, id: ContactId) -> ContactResponse:
        """One contact person: name, title, reference and whether archived."""

    @put("/contacts/{id}", scope="tn.crm.contacts:w")
    async def replace_contact(self, id: ContactId, body: ReplaceContactRequest) -> ContactResponse:
        """Overwrite a contact person's name, title, reference and archived state."""

    @patch("/contacts/{id}", scope="tn.crm.contacts:w")
    async def update_contact(self, id: ContactId, body: UpdateContactRequest) -> ContactResponse:
        """Change a contact person's name, title, reference or archived state.

        isArchived must be sent even when it stays the same.
        """

    @delete("/contacts/{id}", scope="tn.crm.contacts:w")
    async def delete_contact(self, id: ContactId) -> None:
        """Delete a contact person together with every link to customers and locations.

        Removes the person from all linked customers and locations at once.
        """
