"""ServiceTitan's CRM API: location contacts."""

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

ContactId = Annotated[int, "Id of the phone or e-mail of this location (a number)."]


class ExportLocationContactResponse(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None
    phoneSettings: PhoneSettings
    modifiedOn: Timestamp
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None
    locationId: int
    active: bool


class LocationContactResponse(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None
    phoneSettings: PhoneSettings
    modifiedOn: Timestamp
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None


class LocationsContactResponse(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str | None
    phoneSettings: PhoneSettings
    modifiedOn: Timestamp
    createdOn: Timestamp
    preferences: ContactPreferencesResponse | None
    locationId: int


class LocationContactCreateRequest(StBody):
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class LocationContactUpdateRequest(StBody):
    type: ContactType = optional("Phone, Email, Fax or MobilePhone.")
    value: str = optional("Phone number or e-mail address.")
    memo: str = optional("Short remark about the phone or e-mail, such as whose it is.")
    preferences: ContactPreferencesRequest = optional(
        "Notification choices of this phone or e-mail; send all five."
    )


class LocationContacts(Module, base="/crm/v2"):
    """Location contacts of ServiceTitan's CRM API."""

    @get("/export/locations/contacts", scope="tn.crm.locations:r")
    async def export_location_contacts(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportLocationContactResponse]:
        """Phones and e-mails of all locations in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get(
        "/locations/contacts",
        scope="tn.crm.locations:r",
        any_of=(
            (
                "modified_before",
                "modified_on_or_after",
                "location_ids",
                "created_before",
                "created_on_or_after",
            ),
        ),
    )
    async def list_contacts_by_locations(
        self,
        *,
        location_ids: Annotated[Ids | None, "Location ids, comma-separated."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[LocationsContactResponse]:
        """Phones and e-mails of several locations, by location ids or dates.

        Needs locationIds or one of the created or modified times.
        """

    @get("/locations/{id}/contacts", scope="tn.crm.locations:r")
    async def list_location_contacts(
        self, id: Annotated[int, "Id of the location."], **filters: Unpack[Paged]
    ) -> Page[LocationContactResponse]:
        """Phones and e-mails of one location."""

    @post("/locations/{id}/contacts", scope="tn.crm.locations:w")
    async def create_location_contact(
        self, id: Annotated[int, "Id of the location."], body: LocationContactCreateRequest
    ) -> LocationContactResponse:
        """Add a phone or e-mail to a location."""

    @patch("/locations/{id}/contacts/{contactId}", scope="tn.crm.locations:w")
    async def update_location_contact(
        self,
        id: Annotated[int, "Id of the location."],
        contact_id: ContactId,
        body: LocationContactUpdateRequest,
    ) -> LocationContactResponse:
        """Change a location's phone or e-mail, its memo or its notification choices."""

    @delete("/locations/{id}/contacts/{contactId}", scope="tn.crm.locations:w")
    async def delete_location_contact(
        self, id: Annotated[int, "Id of the location."], contact_id: ContactId
    ) -> None:
        """Remove a phone or e-mail from a location."""
