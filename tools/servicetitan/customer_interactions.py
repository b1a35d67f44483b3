"""ServiceTitan's Customer Interactions API: technician ratings."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated
from tools.servicetitan.operation import Module, get, post, put
from tools.servicetitan.types import Feed, Number, Page, StBody, Timestamp

TechnicianId = Annotated[int, "Id of the technician."]


class ExportTechnicianAssessmentResponse(TypedDict, total=False):
    technicianId: int
    jobId: int
    rating: Number
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class TechnicianAssessmentResponse(TypedDict, total=False):
    technicianId: int
    jobId: int
    rating: Number
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class CreateOrUpdateTechnicianAssessmentRequest(StBody):
    technician_id: int = Field(description="Id of the technician.")
    job_id: int = Field(description="Id of the job.")
    rating: float = Field(description="Rating; the scale seems to be 0 to 10.")


class CreateOrUpdateTechnicianAssessmentRequestOld(StBody):
    value: float = Field(description="Rating; the scale seems to be 0 to 10.")


class TechnicianRatings(Module, base="/customer-interactions/v2"):
    """Technician ratings of ServiceTitan's Customer Interactions API."""

    @get("/export/technician-ratings", scope="tn.csi.technicianrating:r")
    async def export_technician_ratings(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportTechnicianAssessmentResponse]:
        """All technician ratings in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @put(
        "/technician-rating/technician/{technicianId}/job/{jobId}",
        scope="tn.csi.technicianrating:w",
    )
    async def rate_technician_on_job(
        self,
        technician_id: TechnicianId,
        job_id: Annotated[int, "Id of the job."],
        body: CreateOrUpdateTechnicianAssessmentRequestOld,
    ) -> None:
        """Set a technician's rating on one job, the older way.

        Overwrites any rating of that technician on that job. Its body is deprecated; use
        customer_interactions_rate_technician.
        """

    @get("/technician-ratings", scope="tn.csi.technicianrating:r")
    async def list_technician_ratings(
        self,
        *,
        technician_id: TechnicianId | None = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        active: Annotated[
            Active | None, "True (default): active records; False: inactive ones; Any: both."
        ] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TechnicianAssessmentResponse]:
        """Customers' ratings of technicians, by technician, job or date."""

    @post("/technician-ratings", scope="tn.csi.technicianrating:w")
    async def rate_technician(
        self, body: CreateOrUpdateTechnicianAssessmentRequest
    ) -> TechnicianAssessmentResponse:
        """Save a customer's rating of a technician on a job.

        Overwrites any rating of that technician on that job.
        """
