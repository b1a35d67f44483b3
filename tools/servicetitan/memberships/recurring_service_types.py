"""ServiceTitan's Memberships API: recurring service types."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated, sorted_by
from tools.servicetitan.memberships.shared import ServiceRecurrenceDuration, ServiceRecurrenceType
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Page, Timestamp


class ExportRecurringServiceTypeResponse(TypedDict, total=False):
    id: int
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    active: bool
    recurrenceType: str
    recurrenceInterval: int
    recurrenceMonths: list[str]
    durationType: str
    durationLength: int
    invoiceTemplateId: int | None
    businessUnitId: int | None
    jobTypeId: int | None
    priority: str
    campaignId: int | None
    jobSummary: str | None
    name: str | None
    importId: str | None


class RecurringServiceTypeResponse(TypedDict, total=False):
    id: int
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    active: bool
    recurrenceType: str
    recurrenceInterval: int
    recurrenceMonths: list[str]
    durationType: str
    durationLength: int
    invoiceTemplateId: int | None
    businessUnitId: int | None
    jobTypeId: int | None
    priority: str
    campaignId: int | None
    jobSummary: str | None
    name: str | None
    importId: str | None


class RecurringServiceTypes(Module, base="/memberships/v2"):
    """Recurring service types of ServiceTitan's Memberships API."""

    @get("/export/recurring-service-types", scope="tn.mem.recurringservicetypes:r")
    async def export_recurring_service_types(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportRecurringServiceTypeResponse]:
        """All kinds of recurring service in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/recurring-service-types", scope="tn.mem.recurringservicetypes:r")
    async def list_recurring_service_types(
        self,
        *,
        ids: Annotated[
            Ids50 | None, "Recurring service type ids, comma-separated, at most 50."
        ] = None,
        membership_type_id: Annotated[int | None, "Id of the membership type."] = None,
        recurrence_type: Annotated[ServiceRecurrenceType | None, "How the service repeats."] = None,
        duration_type: Annotated[
            ServiceRecurrenceDuration | None, "Continuous, or a set number of visits."
        ] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "Name", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[RecurringServiceTypeResponse]:
        """Kinds of recurring service, such as a spring tune-up, and how often they repeat."""

    @get("/recurring-service-types/{id}", scope="tn.mem.recurringservicetypes:r")
    async def get_recurring_service_type(
        self, id: Annotated[int, "Id of the recurring service type."]
    ) -> RecurringServiceTypeResponse:
        """One kind of recurring service: how often, job type, priority and template."""
