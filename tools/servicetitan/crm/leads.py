"""ServiceTitan's CRM API: leads."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.crm.shared import CustomerAddressBody, NoteResponse, Priority
from tools.servicetitan.filters import Changes, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Feed, Instant, Page, StBody, Timestamp, optional

LeadStatus = Literal["Open", "Dismissed", "Converted"]


class ExportLeadsResponse(TypedDict, total=False):
    summary: str | None
    callReasonId: int | None
    callId: int | None
    bookingId: int | None
    manualCallId: int | None
    leadUrl: str | None
    leadCustomerName: str | None
    leadPhone: str | None
    leadEmail: str | None
    leadStreet: str | None
    leadUnit: str | None
    leadCity: str | None
    leadState: str | None
    leadZip: str | None
    leadCountry: str | None
    captureSource: str | None
    id: int
    status: str
    priority: str
    customerId: int | None
    locationId: int | None
    businessUnitId: int | None
    jobTypeId: int | None
    campaignId: int
    followUpDate: Timestamp | None
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    tagTypeIds: list[int] | None
    dismissingReasonId: int | None
    active: bool


class FollowUpResponse(TypedDict, total=False):
    leadId: int
    followUpDate: Timestamp
    text: str | None
    pinToTop: bool


class LeadResponse(TypedDict, total=False):
    id: int
    status: str
    priority: str
    customerId: int | None
    locationId: int | None
    businessUnitId: int | None
    jobTypeId: int | None
    campaignId: int
    followUpDate: Timestamp | None
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    tagTypeIds: list[int] | None
    dismissingReasonId: int | None
    summary: str | None
    callReasonId: int | None
    callId: int | None
    bookingId: int | None
    manualCallId: int | None
    leadUrl: str | None
    leadCustomerName: str | None
    leadPhone: str | None
    leadEmail: str | None
    leadStreet: str | None
    leadUnit: str | None
    leadCity: str | None
    leadState: str | None
    leadZip: str | None
    leadCountry: str | None
    captureSource: str | None


class SubmitLeadFormResponse(TypedDict, total=False):
    leadId: int


class CreateFollowUpRequest(StBody):
    follow_up_date: Instant = Field(description="When to follow up (UTC).")
    text: str | None = optional("Words of a note about the follow-up.")
    pin_to_top: bool | None = optional("True to pin the note to the top.")


class DismissLeadRequest(StBody):
    dismissing_reason_id: int = Field(description="Id of the reason for dismissing the lead.")


class LeadCreateRequest(StBody):
    customer_id: int | None = optional("Id of the customer.")
    location_id: int | None = optional("Id of the location.")
    campaign_id: int = Field(description="Id of the marketing campaign that gets the credit.")
    business_unit_id: int | None = optional("Id of the business unit the lead is for.")
    job_type_id: int | None = optional("Id of the job type wanted.")
    summary: str = Field(description="What the caller wants, in words.")
    tag_type_ids: list[int] | None = optional("Ids of the tag types.")
    priority: Priority | None = optional("Low, Normal, High or Urgent.")
    call_reason_id: int | None = optional("Id of the call reason.")
    follow_up_date: Instant | None = optional("When to follow up (UTC).")
    booking_id: int | None = optional("Id of the booking the lead comes from.")
    lead_customer_name: str | None = optional("Caller's name when there is no customer record.")
    lead_phone: str | None = optional("Caller's phone when there is no customer record.")
    lead_email: str | None = optional("Caller's e-mail when there is no customer record.")
    lead_street: str | None = optional("Caller's street and house number.")
    lead_unit: str | None = optional("Caller's flat, suite or unit.")
    lead_city: str | None = optional("Caller's city.")
    lead_state: str | None = optional("Caller's state or province.")
    lead_zip: str | None = optional("Caller's postal code.")
    lead_country: str | None = optional("Caller's country.")


class LeadNoteCreateRequest(StBody):
    text: str = Field(description="Words of the note.")
    pin_to_top: bool | None = optional("True to pin the note to the top.")


class LeadUpdateRequest(StBody):
    campaign_id: int = optional("Id of the marketing campaign that gets the credit.")
    priority: Priority = optional("Low, Normal, High or Urgent.")
    business_unit_id: int = optional("Id of the business unit the lead is for.")
    job_type_id: int = optional("Id of the job type wanted.")
    summary: str = optional("What the caller wants, in words.")
    lead_customer_name: str = optional("Caller's name when there is no customer record.")
    lead_phone: str = optional("Caller's phone when there is no customer record.")
    lead_email: str = optional("Caller's e-mail when there is no customer record.")
    lead_street: str = optional("Caller's street and house number.")
    lead_unit: str = optional("Caller's flat, suite or unit.")
    lead_city: str = optional("Caller's city.")
    lead_state: str = optional("Caller's state or province.")
    lead_zip: str = optional("Caller's postal code.")
    lead_country: str = optional("Caller's country.")


class SubmitLeadFormRequest(StBody):
    name: str = Field(description="Name of the person who fills in the form.")
    email: str | None = optional("E-mail of the person.")
    phone_number: str | None = optional("Phone of the person.")
    address: CustomerAddressBody | None = optional("Address of the person.")
    summary: str | None = optional("What the person wants, in words.")


class Leads(Module, base="/crm/v2"):
    """Leads of ServiceTitan's CRM API."""

    @get("/export/leads", scope="tn.crm.leads:r")
    async def export_leads(self, **filters: Unpack[Changes]) -> Feed[ExportLeadsResponse]:
        """All leads in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/leads", scope="tn.crm.leads:r")
    async def list_leads(
        self,
        *,
        ids: Annotated[Ids50 | None, "Lead ids, comma-separated, at most 50."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        is_prospect: Annotated[
            bool | None, "True for leads of prospects only, false for the others."
        ] = None,
        without_customer: Annotated[
            bool | None, "True for leads that have no customer record yet."
        ] = None,
        status: Annotated[LeadStatus | None, "Lead status: Open, Dismissed or Converted."] = None,
        customer_city: Annotated[str | None, "City of the lead's customer."] = None,
        customer_state: Annotated[str | None, "State of the lead's customer."] = None,
        customer_zip: Annotated[str | None, "Postal code of the lead's customer."] = None,
        customer_created_on_or_after: Annotated[
            Instant | None, "The lead's customer was created at or after this time (UTC)."
        ] = None,
        customer_created_before: Annotated[
            Instant | None, "The lead's customer was created before this time (UTC)."
        ] = None,
        customer_modified_on_or_after: Annotated[
            Instant | None, "The lead's customer changed at or after this time (UTC)."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        gen_perm_url: Annotated[
            bool | None, "True to give each lead a permanent link (leadUrl)."
        ] = None,
        lead_customer_name: Annotated[
            str | None, "Caller's name on leads without a customer record."
        ] = None,
        lead_phone: Annotated[
            str | None, "Caller's phone on leads without a customer record."
        ] = None,
        is_capture_source_form: Annotated[
            bool | None, "True for leads that came in through a lead form."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[LeadResponse]:
        """Leads by status, customer, name, phone or dates, with follow-up date and link."""

    @post("/leads", scope="tn.crm.leads:w")
    async def create_lead(self, body: LeadCreateRequest) -> LeadResponse:
        """Create a lead for a customer or for a new caller, with campaign and summary."""

    @post("/leads/form", scope="tn.crm.leads:w")
    async def submit_lead_form(
        self,
        body: SubmitLeadFormRequest,
        *,
        id: Annotated[int | None, "Id of the lead form that was filled in."] = None,
    ) -> SubmitLeadFormResponse:
        """Hand in a filled lead form (name, phone, e-mail, address); gives the new lead's id."""

    @get("/leads/{id}", scope="tn.crm.leads:r")
    async def get_lead(self, id: Annotated[int, "Id of the lead."]) -> LeadResponse:
        """One lead: caller, address, campaign, summary, status and follow-up date."""

    @patch("/leads/{id}", scope="tn.crm.leads:w")
    async def update_lead(
        self, id: Annotated[int, "Id of the lead."], body: LeadUpdateRequest
    ) -> LeadResponse:
        """Change a lead's campaign, priority, job type, summary or caller details."""

    @post("/leads/{id}/dismiss", scope="tn.crm.leads:w")
    async def dismiss_lead(
        self, id: Annotated[int, "Id of the lead."], body: DismissLeadRequest
    ) -> None:
        """Dismiss a lead with a reason, so that nobody follows up."""

    @post("/leads/{id}/follow-up", scope="tn.crm.leads:w")
    async def create_lead_follow_up(
        self, id: Annotated[int, "Id of the lead."], body: CreateFollowUpRequest
    ) -> FollowUpResponse:
        """Set the date to follow up on a lead, with a note if wanted."""

    @get("/leads/{id}/notes", scope="tn.crm.leads:r")
    async def list_lead_notes(
        self, id: Annotated[int, "Id of the lead."], **filters: Unpack[PagedDated]
    ) -> Page[NoteResponse]:
        """Notes on one lead, with author and date."""

    @post("/leads/{id}/notes", scope="tn.crm.leads:w")
    async def create_lead_note(
        self, id: Annotated[int, "Id of the lead."], body: LeadNoteCreateRequest
    ) -> NoteResponse:
        """Add a note to a lead.

        Lead notes can be neither edited nor deleted.
        """
