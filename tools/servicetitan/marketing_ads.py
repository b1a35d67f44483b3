"""ServiceTitan's Marketing Ads API: attributions, capacity warnings and performance."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Paged
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import (
    Choice,
    Instant,
    Money,
    Number,
    Page,
    StBody,
    Timestamp,
    optional,
)

LeadType = Literal["Call", "WebBooking", "WebLeadForm", "ManualJob"]

PerformanceSegmentationType = Literal["Campaign", "AdGroup", "Keyword"]


class CapacityAwarenessWarning(TypedDict, total=False):
    campaignName: str
    warningType: str
    businessUnits: list[str]
    lookaheadWindow: int
    thresholdValue: int


class Attribution(TypedDict, total=False):
    utmSource: str
    utmMedium: str
    utmCampaign: str
    landingPageUrl: str
    referrerUrl: str
    clickId: str
    gbraid: str
    wbraid: str
    stCampaignId: int | None
    originalCampaign: str
    attributionOverwriteType: str | None
    attributionOverwriteId: int | None
    overwrittenBookingJobId: int | None
    adGroupId: str
    adGroupName: str
    keywordId: str
    keywordName: str


class Booking(TypedDict, total=False):
    id: int | None


class Call(TypedDict, total=False):
    duration: str
    id: int | None
    type: str
    source: str
    callerNumber: str
    trackingNumber: str
    excusedReason: str


class Customer(TypedDict, total=False):
    id: int | None
    name: str


class Job(TypedDict, total=False):
    id: int | None
    name: str


class LeadForm(TypedDict, total=False):
    leadNumber: int | None
    leadStatus: str
    notes: str


class GetAttributedLeadsResponse(TypedDict, total=False):
    dateTime: Timestamp
    leadType: int
    attribution: Attribution
    job: Job
    customer: Customer
    call: Call
    leadForm: LeadForm
    booking: Booking


class CapacityAwarenessWarningQueryResult(TypedDict, total=False):
    tenantId: int
    tenantName: str
    totalCount: int
    data: list[CapacityAwarenessWarning]


class AdGroup(TypedDict, total=False):
    id: str
    name: str
    status: Choice | None


class Campaign(TypedDict, total=False):
    id: int | None
    externalId: int | None
    name: str
    category: str
    launchDate: str
    status: Choice


class DigitalStats(TypedDict, total=False):
    impressionShare: Number | None
    impressions: int
    clicks: int
    averageCPC: Number
    conversions: int
    allConversions: Number | None
    cost: Money
    clickRate: Number | None
    costPerConversion: Number | None
    conversionRate: Number | None


class Keyword(TypedDict, total=False):
    id: str
    name: str
    status: Choice | None


class LeadStats(TypedDict, total=False):
    leads: int
    leadCalls: int
    onlineBooking: int
    manualBooking: int
    bookedJobs: int
    ranJobs: int
    soldJobs: int
    revenue: Money
    potentialRevenue: Money
    bookingRate: Number | None
    avgTicket: Number | None


class GetPerformanceResponse(TypedDict, total=False):
    campaign: Campaign
    adGroup: AdGroup
    keyword: Keyword
    digitalStats: DigitalStats
    leadStats: LeadStats
    returnOnInvestment: Money | None


class WebSessionData(StBody):
    landing_page_url: str = Field(description="Address of the first page visited.")
    referrer_url: str = Field(description="Address the visitor came from.")
    gclid: str | None = optional("Google click id.")
    gbraid: str | None = optional("Google click id from iOS apps to the web.")
    wbraid: str | None = optional("Google click id from the web on iOS.")
    fbclid: str | None = optional("Facebook click id.")
    msclkid: str | None = optional("Microsoft Ads click id.")
    utm_source: str | None = optional("UTM source of the link.")
    utm_medium: str | None = optional("UTM medium of the link.")
    utm_campaign: str | None = optional("UTM campaign of the link.")
    utm_adgroup: str | None = optional("UTM ad group of the link.")
    utm_term: str | None = optional("UTM search term of the link.")
    utm_content: str | None = optional("UTM content of the link.")
    google_analytics_client_id: str | None = optional("Google Analytics client id of the visitor.")


class ExternalCallData(StBody):
    customer_phone_number: str = Field(description="Caller's phone number.")
    forwarding_phone_number: str = Field(description="Number the call was passed on to.")
    tracking_phone_number: str = Field(description="Tracking number that was dialed.")
    call_started_on_utc: Instant = Field(description="When the call began (UTC).")


class CreateExternalCallAttributionRequest(StBody):
    web_session_data: WebSessionData = Field(description="What is known of the web visit.")
    external_call_data: ExternalCallData = Field(description="The phone call.")


class CreateScheduledJobAttributionRequest(StBody):
    web_session_data: WebSessionData = Field(description="What is known of the web visit.")
    job_id: int = Field(description="Id of the job.")


class CreateWebBookingAttributionRequest(StBody):
    web_session_data: WebSessionData = Field(description="What is known of the web visit.")
    booking_id: int = Field(description="Id of the booking.")


class CreateWebLeadFormAttributionRequest(StBody):
    web_session_data: WebSessionData = Field(description="What is known of the web visit.")
    lead_id: int = Field(description="Id of the lead.")


class Attributions(Module, base="/marketingads/v2"):
    """Attributions of ServiceTitan's Marketing Ads API."""

    @get("/attributed-leads", scope="tn.mads.attributedleads:r")
    async def list_attributed_leads(
        self,
        *,
        from_utc: Annotated[Instant, "Start of the period (UTC)."],
        to_utc: Annotated[Instant, "End of the period (UTC)."],
        lead_type: Annotated[
            LeadType | None, "Kind of lead: call, web booking, web form or job entered by hand."
        ] = None,
        **filters: Unpack[Paged],
    ) -> Page[GetAttributedLeadsResponse]:
        """Leads in a period with the ad, campaign and web visit that brought them.

        No change date: ask by time window.
        """

    @post("/external-call-attributions", scope="tn.mads.externalcallattributions:w")
    async def attribute_external_call(self, body: CreateExternalCallAttributionRequest) -> None:
        """Link a phone call from an outside tracking number to the web visit behind it."""

    @post("/job-attributions", scope="tn.mads.jobattributions:w")
    async def attribute_job(self, body: CreateScheduledJobAttributionRequest) -> None:
        """Link a scheduled job to the web visit that led to it."""

    @post("/web-booking-attributions", scope="tn.mads.webbookingattributions:w")
    async def attribute_web_booking(self, body: CreateWebBookingAttributionRequest) -> None:
        """Link an online booking to the web visit that led to it."""

    @post("/web-lead-form-attributions", scope="tn.mads.webleadformattributions:w")
    async def attribute_web_lead_form(self, body: CreateWebLeadFormAttributionRequest) -> None:
        """Link a lead from a web form to the web visit that led to it."""


class CapacityWarnings(Module, base="/marketingads/v2"):
    """Capacity warnings of ServiceTitan's Marketing Ads API."""

    @get("/capacity-warnings", scope="tn.mads.capacitywarnings:r")
    async def list_capacity_warnings(self) -> CapacityAwarenessWarningQueryResult:
        """Warnings where ads bring more work than the schedule can take."""


class Performance(Module, base="/marketingads/v2"):
    """Performance of ServiceTitan's Marketing Ads API."""

    @get("/performance", scope="tn.mads.performance:r")
    async def list_ad_performance(
        self,
        *,
        from_utc: Annotated[Instant, "Start of the period (UTC)."],
        to_utc: Annotated[Instant, "End of the period (UTC)."],
        performance_segmentation_type: Annotated[
            PerformanceSegmentationType, "Show by Campaign, AdGroup or Keyword."
        ],
        **filters: Unpack[Paged],
    ) -> Page[GetPerformanceResponse]:
        """Clicks, cost, leads and return by campaign, ad group or keyword in a period.

        status comes as a number; no change date: ask by time window.
        """
