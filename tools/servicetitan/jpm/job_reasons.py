"""ServiceTitan's Job Planning and Management API: job reasons."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp

ActiveFilter = Annotated[
    Active, "Any (default): all records; True: active ones; False: inactive ones."
]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]

IdsFilter = Annotated[Ids50, "Job ids, comma-separated, at most 50."]


class AppointmentHoldReason(TypedDict, total=False):
    appointmentId: int
    reasonId: int
    name: str
    text: str


class CancelReasonResponse(TypedDict, total=False):
    jobId: int
    reasonId: int
    name: str
    text: str


class HoldReasonResponse(TypedDict, total=False):
    jobId: int
    reasonId: int
    name: str
    text: str
    appointmentHoldReasons: list[AppointmentHoldReason]


class JobCancelReasonResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class JobHoldReasonResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class JobReasons(Module, base="/jpm/v2"):
    """Job reasons of ServiceTitan's Job Planning and Management API."""

    @get("/job-cancel-reasons", scope="tn.jpm.jobcancelreasons:r")
    async def list_job_cancel_reasons(
        self,
        *,
        active: ActiveFilter = "Any",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobCancelReasonResponse]:
        """Reasons one can pick when cancelling a job.

        Gives active and inactive reasons unless active is set.
        """

    @get("/job-hold-reasons", scope="tn.jpm.jobholdreasons:r")
    async def list_job_hold_reasons(
        self,
        *,
        active: ActiveFilter = "Any",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobHoldReasonResponse]:
        """Reasons one can pick when putting a job or appointment on hold.

        Gives active and inactive reasons unless active is set.
        """

    @get("/jobs/cancel-reasons", scope="tn.jpm.jobs:r")
    async def list_cancel_reasons_of_jobs(self, *, ids: IdsFilter) -> Page[CancelReasonResponse]:
        """Why each of the given jobs was cancelled.

        ids is required.
        """

    @get("/jobs/hold-reasons", scope="tn.jpm.jobs:r")
    async def list_hold_reasons_of_jobs(self, *, ids: IdsFilter) -> Page[HoldReasonResponse]:
        """Why each of the given jobs or its appointments is on hold.

        ids is required.
        """
