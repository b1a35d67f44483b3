"""ServiceTitan's Scheduling Pro API: routers and schedulers."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedDated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Instant, Number, Page, Timestamp

RouterId = Annotated[str, "Id of the router (text)."]

SchedulerId = Annotated[str, "Id of the scheduler (text)."]


class Address(TypedDict, total=False):
    street: str | None
    unit: str | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None


class Customer(TypedDict, total=False):
    isNewCustomer: bool
    id: int | None
    firstName: str | None
    lastName: str | None
    email: str | None
    phone: str | None
    locationId: int | None
    isNewLocation: bool
    address: Address
    browserName: str | None
    browserVersion: str | None
    cpuArchitecture: str | None
    deviceModel: str | None
    deviceType: str | None
    deviceVendor: str | None
    engineName: str | None
    engineVersion: str | None
    ipAddress: str | None
    isBot: bool | None
    osName: str | None
    osVersion: str | None
    userAgent: str | None


class SourceTracking(TypedDict, total=False):
    isRWGSession: bool | None
    campaignId: str | None
    landingPageUrl: str | None
    gclid: str | None
    fbclid: str | None
    msclkid: str | None
    utmSource: str | None
    utmMedium: str | None
    utmCampaign: str | None
    utmAdgroup: str | None
    utmTerm: str | None
    utmContent: str | None
    googleAnalyticsClientId: str | None
    bookedFrom: str | None
    sourcedFromMarketingPro: str | None
    gbraid: str | None
    wbraid: str | None
    marketingSource: str | None


class RouterSessionResponse(TypedDict, total=False):
    id: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    lastCheckinDate: Timestamp
    sessionOutcome: str | None
    schedulerId: str | None
    jobId: int | None
    bookingId: int | None
    leadId: int | None
    gbpName: str | None
    timeslotStart: Timestamp | None
    timeslotEnd: Timestamp | None
    category: str | None
    jobTypeId: int | None
    businessUnitId: int | None
    customer: Customer
    zoneId: int | None
    customerResponses: list[str] | None
    notes: str | None
    sourceTracking: SourceTracking
    mobileNotificationOptIn: bool | None
    blockerType: str | None
    blockerToBookAdditionalData: str | None
    lastStep: str | None
    dispatchFeeQuoted: str | None
    isLocationTakeover: bool | None
    customOptIn: bool | None
    marketingOptIn: bool | None
    membershipInterest: str | None
    paymentInfoCaptured: bool | None
    externalId: str | None
    recurringServiceId: int | None
    campaignName: str | None
    linearNavigationEnabled: bool | None
    aiModeEnabled: bool | None
    previousSessionId: str | None


class SchedulerResponse(TypedDict, total=False):
    id: str
    name: str
    companyName: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    schedulerStatus: str
    dataApiKey: str
    isDefault: bool
    mode: str
    quickLaunchLink: str


class SchedulerSessionResponse(TypedDict, total=False):
    id: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    lastCheckinDate: Timestamp
    sessionOutcome: str | None
    schedulerId: str | None
    jobId: int | None
    bookingId: int | None
    leadId: int | None
    gbpName: str | None
    timeslotStart: Timestamp | None
    timeslotEnd: Timestamp | None
    category: str | None
    jobTypeId: int | None
    businessUnitId: int | None
    customer: Customer
    zoneId: int | None
    customerResponses: list[str] | None
    notes: str | None
    sourceTracking: SourceTracking
    mobileNotificationOptIn: bool | None
    blockerType: str | None
    blockerToBookAdditionalData: str | None
    lastStep: str | None
    dispatchFeeQuoted: str | None
    isLocationTakeover: bool | None
    customOptIn: bool | None
    marketingOptIn: bool | None
    membershipInterest: str | None
    paymentInfoCaptured: bool | None
    externalId: str | None
    recurringServiceId: int | None
    campaignName: str | None
    linearNavigationEnabled: bool | None
    aiModeEnabled: bool | None
    previousSessionId: str | None


class MilestoneFrequencyCount(TypedDict, total=False):
    opened: int
    zipcode: int
    interacted: int
    issue: int
    schedule: int
    customer: int
    details: int
    booked: int
    abandoned: int


class RouterSchedulerSessionPerformance(TypedDict, total=False):
    schedulerId: str | None
    openedCount: int


class RouterPerformanceResponse(TypedDict, total=False):
    id: str
    openedCount: int
    interactedCount: int
    sessionCountBySchedulerId: list[RouterSchedulerSessionPerformance]


class SchedulerPerformanceResponse(TypedDict, total=False):
    id: str
    schedulerName: str
    brandName: str
    schedulerCompletionRate: Number
    openedCompletionRate: Number
    totalCustomerContactsCaptured: int
    totalJobsCreated: int
    totalBookingsCreated: int
    totalAbandonedSessionsSentToBookings: int
    totalAbandonedSessionsSentToLeads: int
    totalBookingsRecoveredFromAbandonedSessionsRecoveryLink: int
    totalJobsRecoveredFromAbandonedSessionsRecoveryLink: int
    totalBookingsRecoveredFromAbandonedSessionsAiAgent: int
    totalJobsRecoveredFromAbandonedSessionsAiAgent: int
    totalSmsSentToRecoverAbandonedSessionRecoveryLink: int
    totalSmsSentToRecoverAbandonedSessionAiAgent: int
    totalBookingsRecoveredFromAbandonedSessions: int
    totalJobsRecoveredFromAbandonedSessions: int
    totalMembershipInterest: int
    totalSessions: int
    milestoneFrequencyCount: MilestoneFrequencyCount


class Routers(Module, base="/schedulingpro/v2"):
    """Routers of ServiceTitan's Scheduling Pro API."""

    @get("/routers/{id}/performance", scope="tn.sp.schedulers:r")
    async def get_router_performance(
        self,
        id: RouterId,
        *,
        session_created_on_or_after: Annotated[
            Instant, "Visits that began at or after this time (UTC)."
        ],
        session_created_before: Annotated[Instant, "Visits that began before this time (UTC)."],
    ) -> RouterPerformanceResponse:
        """How often an online booking router was opened and used, by scheduler it led to."""

    @get("/routers/{id}/sessions", scope="tn.sp.schedulers:r")
    async def list_router_sessions(
        self, id: RouterId, **filters: Unpack[PagedDated]
    ) -> Page[RouterSessionResponse]:
        """Visits to an online booking router: outcome, job, booking, lead and wished time."""


class Schedulers(Module, base="/schedulingpro/v2"):
    """Schedulers of ServiceTitan's Scheduling Pro API."""

    @get("/schedulers", scope="tn.sp.schedulers:r")
    async def list_schedulers(self, **filters: Unpack[PagedDated]) -> Page[SchedulerResponse]:
        """Online booking schedulers on the company's websites, with status and link."""

    @get("/schedulers/{id}/performance", scope="tn.sp.schedulers:r")
    async def get_scheduler_performance(
        self,
        id: SchedulerId,
        *,
        session_created_on_or_after: Annotated[
            Instant, "Visits that began at or after this time (UTC)."
        ],
        session_created_before: Annotated[Instant, "Visits that began before this time (UTC)."],
    ) -> SchedulerPerformanceResponse:
        """How many visits, jobs and bookings an online scheduler brought in a span."""

    @get("/schedulers/{id}/sessions", scope="tn.sp.schedulers:r")
    async def list_scheduler_sessions(
        self, id: SchedulerId, **filters: Unpack[PagedDated]
    ) -> Page[SchedulerSessionResponse]:
        """Visits to an online scheduler: outcome, job, booking, lead and wished time."""
