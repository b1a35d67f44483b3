"""ServiceTitan's CRM API: locations."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import (
    CreateLocationResponse,
    CustomerAddress,
    CustomerAddressBody,
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
from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp, optional


class ExportLocationsResponse(TypedDict, total=False):
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


class LocationResponse(TypedDict, total=False):
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
    taxZoneId: int | None


class LocationNoteCreateRequest(StBody):
    text: str = Field(description="Words of the note.")
    pin_to_top: bool | None = optional("True to pin the note to the top.")
    add_to_customer: bool | None = optional(
        "True to put the note on the location's customer as well."
    )


class LocationsAddressPatchModel(StBody):
    street: str = Field(description="Street and house number.")
    unit: str = Field(description="Flat, suite or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    country: str = Field(description="Country.")
    latitude: float | None = optional("Latitude in degrees.")
    longitude: float | None = optional("Longitude in degrees.")


class CreateLocationRequest(StBody):
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
    customer_id: int = Field(description="Id of the customer.")


class UpdateLocationRequest(StBody):
    customer_id: int = optional("Id of the customer.")
    name: str = optional("Name of the location.")
    address: LocationsAddressPatchModel = optional("Where the location is.")
    active: bool = optional("False to deactivate, true to bring back.")
    tax_zone_id: int = optional("Id of the tax zone.")
    custom_fields: list[CustomFieldUpdateModel] = optional(
        "The full list of custom field values: what is missing is dropped."
    )
    tag_type_ids: list[int] = optional("Ids of the tag types.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )


class Locations(Module, base="/crm/v2"):
    """Locations of ServiceTitan's CRM API."""

    @get("/export/locations", scope="tn.crm.locations:r")
    async def export_locations(self, **filters: Unpack[Changes]) -> Feed[ExportLocationsResponse]:
        """All locations in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/locations", scope="tn.crm.locations:r")
    async def list_locations(
        self,
        *,
        ids: Annotated[Ids50 | None, "Location ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Location name, or part of it."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        street: Annotated[str | None, "Street and house number."] = None,
        unit: Annotated[str | None, "Flat, suite or unit."] = None,
        city: Annotated[str | None, "City."] = None,
        state: Annotated[str | None, "State or province."] = None,
        zip: Annotated[str | None, "Postal code."] = None,
        country: Annotated[str | None, "Country."] = None,
        latitude: Annotated[float | None, "Latitude in degrees."] = None,
        longitude: Annotated[float | None, "Longitude in degrees."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
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
    ) -> Page[LocationResponse]:
        """Service locations by customer, name, address or dates.

        Phones and e-mails are not here; changes to them do not show in these records.
        """

    @post("/locations", scope="tn.crm.locations:w")
    async def create_location(self, body: CreateLocationRequest) -> CreateLocationResponse:
        """Add a service location to a customer.

        A repeated call makes a second location; look at the customer's locations first.
        """

    @get("/locations/custom-fields", scope="tn.crm.locations:r")
    async def list_location_custom_fields(
        self,
        *,
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that locations can carry, with their kinds and choices."""

    @get("/locations/{id}", scope="tn.crm.locations:r")
    async def get_location(self, id: Annotated[int, "Id of the location."]) -> LocationResponse:
        """One service location: customer, name, address, tax zone, tags and custom fields."""

    @patch("/locations/{id}", scope="tn.crm.locations:w")
    async def update_location(
        self, id: Annotated[int, "Id of the location."], body: UpdateLocationRequest
    ) -> LocationResponse:
        """Change a location's name, address, customer, tax zone, tags or custom fields.

        customFields is the full list: fields left out of it are lost.
        """

    @get("/locations/{id}/notes", scope="tn.crm.locations:r")
    async def list_location_notes(
        self, id: Annotated[int, "Id of the location."], **filters: Unpack[PagedDated]
    ) -> Page[NoteResponse]:
        """Notes on one location, with author and date."""

    @post("/locations/{id}/notes", scope="tn.crm.locations:w")
    async def create_location_note(
        self, id: Annotated[int, "Id of the location."], body: LocationNoteCreateRequest
    ) -> NoteResponse:
        """Add a note to a location, pinned or also on the customer if wanted.

        Notes cannot be edited, only deleted and written anew.
        """

    @delete("/locations/{id}/notes/{noteId}", scope="tn.crm.locations:w")
    async def delete_location_note(
        self, id: Annotated[int, "Id of the location."], note_id: Annotated[int, "Id of the note."]
    ) -> None:
        """Delete a note from a location."""

    @get("/locations/{id}/preferredtechnician", scope="tn.crm.locations:r")
    async def get_preferred_technician(
        self, id: Annotated[int, "Id of the location."]
    ) -> int | None:
        """Id of the technician a location prefers."""

    @post("/locations/{id}/preferredtechnician/{preferredTechnicianId}", scope="tn.crm.locations:w")
    async def set_preferred_technician(
        self,
        id: Annotated[int, "Id of the location."],
        preferred_technician_id: Annotated[int, "Id of the technician to prefer."],
    ) -> None:
        """Set the technician a location prefers."""
