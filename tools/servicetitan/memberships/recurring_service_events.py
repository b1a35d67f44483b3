"""ServiceTitan's Memberships API: recurring service events."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids50, PagedDated, sorted_by
from tools.servicetitan.memberships.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp

OpportunityStatus = Literal["NotAttempted", "Unreachable", "Contacted", "Won", "Dismissed"]

RecurringServiceEventId = Annotated[int, "Id of the recurring service event."]


class ExportLocationRecurringServiceEventResponse(TypedDict, total=False):
    id: int
    locationRecurringServiceId: int
    locationRecurringServiceName: str | None
    membershipId: int | None
    membershipName: str | None
    status: str
    date: Timestamp
    createdOn: Timestamp
    jobId: int | None
    createdById: int | None
    modifiedOn: Timestamp
    active: bool


class LocationRecurringServiceEventResponse(TypedDict, total=False):
    id: int
    locationRecurringServiceId: int
    locationRecurringServiceName: str | None
    membershipId: int | None
    membershipName: str | None
    status: str
    date: Timestamp
    createdOn: Timestamp
    jobId: int | None
    createdById: int | None
    modifiedOn: Timestamp


class MarkEventCompletedStatusUpdateRequest(StBody):
    job_id: int = Field(description="Id of the job that did the visit.")


class RecurringServiceEvents(Module, base="/memberships/v2"):
    """Recurring service events of ServiceTitan's Memberships API."""

    @get("/export/recurring-service-events", scope="tn.mem.recurringserviceevents:r")
    async def export_recurring_service_events(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportLocationRecurringServiceEventResponse]:
        """All planned membership visits in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/recurring-service-events", scope="tn.mem.recurringserviceevents:r")
    async def list_recurring_service_events(
        self,
        *,
        ids: Annotated[
            Ids50 | None, "Recurring service event ids, comma-separated, at most 50."
        ] = None,
        location_id: Annotated[int | None, "Id of the customer location."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        status: Annotated[
            OpportunityStatus | None,
            "How far booking the visit got, from NotAttempted to Won or Dismissed.",
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[LocationRecurringServiceEventResponse]:
        """Planned membership visits, due or done, by location, job or status.

        Send sort as one text such as -ModifiedOn, although it is published as a list.
        """

    @post(
        "/recurring-service-events/{id}/mark-complete",
        scope="tn.mem.recurringserviceevents:w",
        risk="grave",
    )
    async def complete_recurring_service_event(
        self, id: RecurringServiceEventId, body: MarkEventCompletedStatusUpdateRequest
    ) -> ModificationResponse:
        """Mark a planned membership visit as done by a job.

        Copies the template's items to the job's invoice.
        """

    @post(
        "/recurring-service-events/{id}/mark-incomplete",
        scope="tn.mem.recurringserviceevents:w",
        risk="grave",
    )
    async def reopen_recurring_service_event(
        self, id: RecurringServiceEventId, body: MarkEventCompletedStatusUpdateRequest
    ) -> ModificationResponse:
        """Undo a membership visit that was marked as done by a job.

        Deletes the template's items from the job's invoice.
        """
