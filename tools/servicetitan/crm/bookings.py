"""ServiceTitan's CRM API: bookings."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import ContactType, CustomerType, Priority
from tools.servicetitan.filters import Api, Changes, Ids50, Paged, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Feed, Instant, Page, StBody, Timestamp, optional

BookingProvider = Annotated[int, Api("booking_provider"), "Id of the booking provider."]

IdsFilter = Annotated[Ids50, "Booking ids, comma-separated, at most 50."]

ExternalId = Annotated[str, "Id of the booking in the provider's own system."]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]

ContactId = Annotated[int, "Id of the phone or e-mail on this booking (a number)."]


class AddressModel(TypedDict, total=False):
    street: str
    unit: str | None
    city: str
    state: str
    zip: str
    country: str


class BookingContactResponse(TypedDict, total=False):
    id: int
    type: str
    value: str
    memo: str
    modifiedOn: Timestamp


class BookingResponse(TypedDict, total=False):
    id: int
    source: str
    createdOn: Timestamp
    name: str
    address: AddressModel | None
    customerType: str | None
    start: Timestamp
    campaignId: int | None
    businessUnitId: int | None
    isFirstTimeClient: bool | None
    uploadedImages: list[str] | None
    isSendConfirmationEmail: bool | None
    status: str
    dismissingReasonId: int | None
    jobId: int | None
    externalId: str
    priority: str | None
    jobTypeId: int | None
    bookingProviderId: int
    modifiedOn: Timestamp
    summary: str | None


class ExportBookingResponse(TypedDict, total=False):
    summary: str | None
    id: int
    source: str
    createdOn: Timestamp
    name: str
    address: AddressModel | None
    customerType: str | None
    start: Timestamp
    campaignId: int | None
    businessUnitId: int | None
    isFirstTimeClient: bool | None
    uploadedImages: list[str] | None
    isSendConfirmationEmail: bool | None
    status: str
    dismissingReasonId: int | None
    jobId: int | None
    externalId: str
    priority: str | None
    jobTypeId: int | None
    bookingProviderId: int
    modifiedOn: Timestamp
    active: bool


class UpdateBookingContactRequest(TypedDict, total=False):
    type: str
    value: str
    memo: str


class AddressModelBody(StBody):
    street: str = Field(description="Street and house number.")
    unit: str | None = optional("Flat, suite or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    country: str = Field(description="Country.")


class AddressPatchModel(StBody):
    street: str = Field(description="Street and house number.")
    unit: str = Field(description="Flat, suite or unit.")
    city: str = Field(description="City.")
    state: str = Field(description="State or province.")
    zip: str = Field(description="Postal code.")
    country: str = Field(description="Country.")


class BookingContactModel(StBody):
    type: ContactType = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class ContactCreateRequest(StBody):
    type: str = Field(description="Phone, Email, Fax or MobilePhone.")
    value: str = Field(description="Phone number or e-mail address.")
    memo: str | None = optional("Short remark about the phone or e-mail, such as whose it is.")


class CreateBookingRequest(StBody):
    source: str = Field(description="Where the booking came from, such as the website's name.")
    name: str = Field(description="Name of the customer who books.")
    address: AddressModelBody | None = optional("Address given with the booking.")
    contacts: list[BookingContactModel] | None = optional("Phones and e-mails.")
    customer_type: str | None = optional("Residential or Commercial.")
    start: Instant | None = optional("Wished start of the visit (UTC).")
    summary: str = Field(description="What the customer wants, in words.")
    campaign_id: int | None = optional("Id of the marketing campaign that gets the credit.")
    business_unit_id: int | None = optional("Id of the business unit the booking is for.")
    job_type_id: int | None = optional("Id of the job type wanted.")
    priority: Priority | None = optional("Low, Normal, High or Urgent.")
    is_first_time_client: bool = Field(
        description="True when the person was never a customer before."
    )
    uploaded_images: list[str] | None = optional("Addresses of pictures the person sent.")
    is_send_confirmation_email: bool | None = optional(
        "True to e-mail a confirmation to the customer."
    )
    external_id: str = Field(description="Id of the booking in the provider's own system.")


class DismissBookingModel(StBody):
    call_reason_id: int | None = optional("Id of the call reason for dismissing the booking.")
    dismissing_memo: str | None = optional("Why the booking is dismissed, in words.")


class UpdateBookingContactRequestBody(StBody):
    type: ContactType = optional("Phone, Email, Fax or MobilePhone.")
    value: str = optional("Phone number or e-mail address.")
    memo: str = optional("Short remark about the phone or e-mail, such as whose it is.")


class UpdateBookingRequest(StBody):
    source: str = optional("Where the booking came from, such as the website's name.")
    name: str = optional("Name of the customer who books.")
    address: AddressPatchModel = optional("Address given with the booking.")
    customer_type: CustomerType = optional("Residential or Commercial.")
    start: Instant = optional("Wished start of the visit (UTC).")
    summary: str = optional("What the customer wants, in words.")
    campaign_id: int = optional("Id of the marketing campaign that gets the credit.")
    business_unit_id: int = optional("Id of the business unit the booking is for.")
    job_type_id: int = optional("Id of the job type wanted.")
    priority: Priority = optional("Low, Normal, High or Urgent.")
    is_first_time_client: bool = optional("True when the person was never a customer before.")
    uploaded_images: list[str] = optional("Addresses of pictures the person sent.")
    external_id: str = optional("Id of the booking in the provider's own system.")


class Bookings(Module, base="/crm/v2"):
    """Bookings of ServiceTitan's CRM API."""

    @get("/booking-provider/{booking_provider}/bookings", scope="tn.crm.bookings:r")
    async def list_provider_bookings(
        self,
        booking_provider: BookingProvider,
        *,
        ids: IdsFilter | None = None,
        external_id: ExternalId | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[BookingResponse]:
        """Bookings that came in through one booking provider, by outside id or dates."""

    @post("/booking-provider/{booking_provider}/bookings", scope="tn.crm.bookings:w", risk="grave")
    async def create_booking(
        self, booking_provider: BookingProvider, body: CreateBookingRequest
    ) -> BookingResponse:
        """Send in a booking for one provider: who, where, what for and when.

        Can e-mail the customer when isSendConfirmationEmail is true.
        """

    @get("/booking-provider/{booking_provider}/bookings/{id}", scope="tn.crm.bookings:r")
    async def get_provider_booking(
        self, booking_provider: BookingProvider, id: Annotated[int, "Id of the booking."]
    ) -> BookingResponse:
        """One booking of one booking provider: person, address, wish, status and job."""

    @patch("/booking-provider/{booking_provider}/bookings/{id}", scope="tn.crm.bookings:w")
    async def update_booking(
        self,
        booking_provider: BookingProvider,
        id: Annotated[int, "Id of the booking."],
        body: UpdateBookingRequest,
    ) -> BookingResponse:
        """Change a booking of one provider, such as its address, wished time or summary."""

    @get("/booking-provider/{booking_provider}/bookings/{id}/contacts", scope="tn.crm.bookings:r")
    async def list_provider_booking_contacts(
        self,
        booking_provider: BookingProvider,
        id: Annotated[int, "Id of the booking."],
        **filters: Unpack[Paged],
    ) -> Page[BookingContactResponse]:
        """Phones and e-mails on one booking of one booking provider."""

    @post("/booking-provider/{booking_provider}/bookings/{id}/contacts", scope="tn.crm.bookings:w")
    async def create_booking_contact(
        self,
        booking_provider: BookingProvider,
        id: Annotated[int, "Id of the booking."],
        body: ContactCreateRequest,
    ) -> BookingContactResponse:
        """Add a phone or e-mail to a booking."""

    @patch(
        "/booking-provider/{booking_provider}/bookings/{id}/contacts/{contactId}",
        scope="tn.crm.bookings:w",
    )
    async def update_booking_contact(
        self,
        booking_provider: BookingProvider,
        id: Annotated[int, "Id of the booking."],
        contact_id: ContactId,
        body: UpdateBookingContactRequestBody,
    ) -> UpdateBookingContactRequest:
        """Change a phone, e-mail or its memo on a booking."""

    @delete(
        "/booking-provider/{booking_provider}/bookings/{id}/contacts/{contactId}",
        scope="tn.crm.bookings:w",
    )
    async def delete_booking_contact(
        self,
        booking_provider: BookingProvider,
        id: Annotated[int, "Id of the booking."],
        contact_id: ContactId,
    ) -> None:
        """Remove a phone or e-mail from a booking."""

    @post("/booking-provider/{booking_provider}/bookings/{id}/dismiss", scope="tn.crm.bookings:w")
    async def dismiss_booking(
        self,
        booking_provider: Annotated[str, Api("booking_provider"), "Id of the booking provider."],
        id: Annotated[int, "Id of the booking."],
        body: DismissBookingModel,
    ) -> None:
        """Dismiss a booking with a reason and a memo, so that no job follows."""

    @get("/bookings", scope="tn.crm.bookings:r")
    async def list_bookings(
        self,
        *,
        ids: IdsFilter | None = None,
        external_id: ExternalId | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[BookingResponse]:
        """Bookings of all providers by id, outside id or dates, with status and job id."""

    @get("/bookings/{id}", scope="tn.crm.bookings:r")
    async def get_booking(self, id: Annotated[int, "Id of the booking."]) -> BookingResponse:
        """One booking: person, address, wished time, summary, status and the job it became."""

    @get("/bookings/{id}/contacts", scope="tn.crm.bookings:r")
    async def list_booking_contacts(
        self, id: Annotated[int, "Id of the booking."], **filters: Unpack[Paged]
    ) -> Page[BookingContactResponse]:
        """Phones and e-mails on one booking."""

    @get("/export/bookings", scope="tn.crm.bookings:r")
    async def export_bookings(self, **filters: Unpack[Changes]) -> Feed[ExportBookingResponse]:
        """All bookings in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
