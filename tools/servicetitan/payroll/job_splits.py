"""ServiceTitan's Payroll API: job splits."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Money, Page, Timestamp

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

Sort = Annotated[str, sorted_by("Id", "ModifiedOn", "CreatedOn")]


class JobSplitExportResponse(TypedDict, total=False):
    id: int
    jobId: int
    technicianId: int
    split: Money
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class JobSplitResponse(TypedDict, total=False):
    id: int
    jobId: int
    technicianId: int
    split: Money
    createdOn: Timestamp
    modifiedOn: Timestamp


class JobSplits(Module, base="/payroll/v2"):
    """Job splits of ServiceTitan's Payroll API."""

    @get("/export/jobs/splits", scope="tn.prl.jobs:r")
    async def export_job_splits(self, **filters: Unpack[Changes]) -> Feed[JobSplitExportResponse]:
        """How pay for jobs is split between technicians, in order of change, for a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/jobs/splits", scope="tn.prl.jobs:r")
    async def list_splits_by_jobs(
        self,
        *,
        job_ids: Annotated[Ids | None, "Job ids, comma-separated."] = None,
        active: ActiveFilter | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobSplitResponse]:
        """How pay for several jobs is split between technicians."""

    @get("/jobs/{job}/splits", scope="tn.prl.jobs:r")
    async def list_job_splits(
        self,
        job: Annotated[int, "Id of the job."],
        *,
        active: ActiveFilter | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[JobSplitResponse]:
        """How pay for one job is split between its technicians."""
