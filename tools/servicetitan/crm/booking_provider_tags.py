"""ServiceTitan's CRM API: booking provider tags."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional

BookingProviderTagId = Annotated[int, "Id of the booking provider tag."]


class BookingProviderTagResponse(TypedDict, total=False):
    id: int
    tagName: str
    description: str
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp


class CreateBookingProviderTagResponse(TypedDict, total=False):
    id: int
    tagName: str
    description: str
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp


class GetBookingProviderTagResponse(TypedDict, total=False):
    id: int
    tagName: str
    description: str
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class CreateBookingProviderTagRequest(StBody):
    tag_name: str = Field(description="Name of the tag.")
    description: str = Field(description="What the tag stands for.")


class UpdateBookingProviderTagRequest(StBody):
    tag_name: str = optional("Name of the tag.")
    description: str = optional("What the tag stands for.")


class BookingProviderTags(Module, base="/crm/v2"):
    """Booking provider tags of ServiceTitan's CRM API."""

    @get("/booking-provider-tags", scope="tn.crm.bookingprovidertags:r")
    async def list_booking_provider_tags(
        self,
        *,
        name: Annotated[str | None, "Tag name, or part of it."] = None,
        ids: Annotated[
            Ids50 | None, "Booking provider tag ids, comma-separated, at most 50."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[GetBookingProviderTagResponse]:
        """Booking provider tags by name, id or dates, with their descriptions."""

    @post("/booking-provider-tags", scope="tn.crm.bookingprovidertags:w")
    async def create_booking_provider_tag(
        self, body: CreateBookingProviderTagRequest
    ) -> CreateBookingProviderTagResponse:
        """Create a booking provider tag with a name and a description."""

    @get("/booking-provider-tags/{id}", scope="tn.crm.bookingprovidertags:r")
    async def get_booking_provider_tag(
        self, id: BookingProviderTagId
    ) -> GetBookingProviderTagResponse:
        """One booking provider tag with its name, kind and description."""

    @patch("/booking-provider-tags/{id}", scope="tn.crm.bookingprovidertags:w")
    async def update_booking_provider_tag(
        self, id: BookingProviderTagId, body: UpdateBookingProviderTagRequest
    ) -> BookingProviderTagResponse:
        """Change the name or description of a booking provider tag."""
