"""ServiceTitan's Memberships API: recurring services."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, Ids50, PagedDated
from tools.servicetitan.memberships.shared import (
    ModificationResponse,
    ServiceRecurrenceDuration,
    ServiceRecurrenceType,
)
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

Priority = Literal["Low", "Normal", "High", "Urgent"]

Month = Literal[
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

WeekDay = Literal["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]

WeekOfMonth = Literal["None", "First", "Second", "Third", "Fourth", "Last"]

RecurringServiceId = Annotated[int, "Id of the recurring service."]


ExportLocationRecurringServiceResponse = TypedDict(
    "ExportLocationRecurringServiceResponse",
    {
        "id": int,
        "name": str,
        "active": bool,
        "createdOn": Timestamp,
        "createdById": int | None,
        "modifiedOn": Timestamp,
        "importId": str | None,
        "membershipId": int | None,
        "locationId": int,
        "recurringServiceTypeId": int,
        "durationType": str,
        "durationLength": int,
        "from": Timestamp | None,
        "to": Timestamp | None,
        "memo": str | None,
        "invoiceTemplateId": int | None,
        "invoiceTemplateForFollowingYearsId": int | None,
        "firstVisitComplete": bool,
        "activatedFromId": int | None,
        "allocation": Money,
        "businessUnitId": int | None,
        "jobTypeId": int | None,
        "campaignId": int | None,
        "priority": str,
        "jobSummary": str | None,
        "recurrenceType": str,
        "recurrenceInterval": int,
        "recurrenceMonths": list[str],
        "recurrenceDaysOfWeek": list[str],
        "recurrenceWeek": str,
        "recurrenceDayOfNthWeek": str | None,
        "recurrenceDaysOfMonth": list[int],
        "jobStartTime": str | None,
        "estimatedPayrollCost": Money | None,
        "preferredTechnicianIds": list[int] | None,
        "tagTypeIds": list[int],
    },
    total=False,
)


LocationRecurringServiceResponse = TypedDict(
    "LocationRecurringServiceResponse",
    {
        "id": int,
        "name": str,
        "active": bool,
        "createdOn": Timestamp,
        "createdById": int | None,
        "modifiedOn": Timestamp,
        "importId": str | None,
        "membershipId": int | None,
        "locationId": int,
        "recurringServiceTypeId": int,
        "durationType": str,
        "durationLength": int,
        "from": Timestamp | None,
        "to": Timestamp | None,
        "memo": str | None,
        "invoiceTemplateId": int | None,
        "invoiceTemplateForFollowingYearsId": int | None,
        "firstVisitComplete": bool,
        "activatedFromId": int | None,
        "allocation": Money,
        "businessUnitId": int | None,
        "jobTypeId": int | None,
        "campaignId": int | None,
        "priority": str,
        "jobSummary": str | None,
        "recurrenceType": str,
        "recurrenceInterval": int,
        "recurrenceMonths": list[str],
        "recurrenceDaysOfWeek": list[str],
        "recurrenceWeek": str,
        "recurrenceDayOfNthWeek": str | None,
        "recurrenceDaysOfMonth": list[int],
        "jobStartTime": str | None,
        "estimatedPayrollCost": Money | None,
        "preferredTechnicianIds": list[int] | None,
        "tagTypeIds": list[int],
    },
    total=False,
)


class LocationRecurringServiceUpdateRequest(StBody):
    name: str = optional("Name of the recurring service.")
    active: bool = optional("True for in use; false makes it inactive.")
    recurring_service_type_id: int = optional("Id of the recurring service type.")
    duration_type: ServiceRecurrenceDuration = optional("Continuous, or a set number of visits.")
    duration_length: int = optional("Number of visits, when durationType is NumberOfVisits.")
    from_: Instant = optional("When the recurring service starts (UTC).")
    memo: str = optional("Note on the recurring service.")
    invoice_template_id: int | None = optional("Id of the invoice template for the first year.")
    invoice_template_for_following_years_id: int | None = optional(
        "Id of the invoice template for later years."
    )
    business_unit_id: int = optional("Id of the business unit for the jobs.")
    job_type_id: int = optional("Id of the job type for the jobs.")
    campaign_id: int = optional("Id of the marketing campaign for the jobs.")
    priority: Priority = optional("Priority of the jobs.")
    job_summary: str = optional("Summary text for the jobs.")
    recurrence_type: ServiceRecurrenceType = optional("How the service repeats.")
    recurrence_interval: int = optional("Repeats every this many days, weeks or months.")
    recurrence_months: list[Month] = optional("Months in which the service is due.")
    recurrence_days_of_week: list[WeekDay] = optional("Weekdays on which the service is due.")
    recurrence_week: WeekOfMonth = optional("Week of the month, for NthWeekdayOfMonth.")
    recurrence_day_of_nth_week: WeekDay | None = optional(
        "Weekday in that week, for NthWeekdayOfMonth."
    )
    job_start_time: str | None = optional("Time of day the job starts, such as 08:00:00.")
    estimated_payroll_cost: Amount | None = optional("Expected pay cost in dollars.")
    tag_type_ids: list[int] = optional("Ids of the tag types for the jobs.")
    preferred_technician_ids: list[int] = optional("Ids of the preferred technicians.")


class RecurringServices(Module, base="/memberships/v2"):
    """Recurring services of ServiceTitan's Memberships API."""

    @get("/export/recurring-services", scope="tn.mem.recurringservices:r")
    async def export_recurring_services(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportLocationRecurringServiceResponse]:
        """All locations' recurring services in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/recurring-services", scope="tn.mem.recurringservices:r")
    async def list_recurring_services(
        self,
        *,
        ids: Annotated[Ids50 | None, "Recurring service ids, comma-separated, at most 50."] = None,
        membership_ids: Annotated[Ids | None, "Membership ids, comma-separated."] = None,
        location_ids: Annotated[Ids | None, "Customer location ids, comma-separated."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        include_technicians: Annotated[bool | None, "True adds the preferred technicians."] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[LocationRecurringServiceResponse]:
        """Recurring services set up at customers' locations, by membership or location."""

    @get("/recurring-services/{id}", scope="tn.mem.recurringservices:r")
    async def get_recurring_service(
        self, id: RecurringServiceId
    ) -> LocationRecurringServiceResponse:
        """One recurring service at a location: how often, job type and preferred technicians."""

    @patch("/recurring-services/{id}", scope="tn.mem.recurringservices:w")
    async def update_recurring_service(
        self, id: RecurringServiceId, body: LocationRecurringServiceUpdateRequest
    ) -> ModificationResponse:
        """Change how often a recurring service repeats, its job settings or technicians."""
