"""ServiceTitan's Sales and Estimates API: estimates."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, post, put
from tools.servicetitan.salestech.shared import (
    EstimateItemCreateUpdateRequest,
    EstimateItemResponse,
)
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

EstimateReviewStatus = Literal["None", "NeedsApproval", "Approved", "NotApproved"]

EstimateStatus = Literal["Open", "Sold", "Dismissed"]


class EstimateStatusModel(TypedDict, total=False):
    value: int
    name: str


class ExternalLinkResponse(TypedDict, total=False):
    name: str
    url: str


class EstimateResponse(TypedDict, total=False):
    id: int
    jobId: int | None
    projectId: int | None
    locationId: int | None
    customerId: int | None
    name: str | None
    jobNumber: str | None
    status: EstimateStatusModel | None
    reviewStatus: str
    summary: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    soldOn: Timestamp | None
    soldBy: int | None
    active: bool
    items: list[EstimateItemResponse] | None
    externalLinks: list[ExternalLinkResponse] | None
    subtotal: Money
    tax: Money
    businessUnitId: int | None
    businessUnitName: str | None
    isRecommended: bool
    budgetCodeId: int | None
    isChangeOrder: bool
    proposalTagName: str | None
    depositAmount: Money | None
    depositPercent: Money | None
    requireDepositOnSignature: bool | None


class EstimateStatusChangesResponse(TypedDict, total=False):
    id: int
    oldStatus: str | None
    newStatus: str | None
    createdOn: Timestamp
    createdById: int | None


class ExportEstimatesResponse(TypedDict, total=False):
    id: int
    jobId: int | None
    projectId: int | None
    locationId: int | None
    customerId: int | None
    name: str | None
    jobNumber: str | None
    status: EstimateStatusModel | None
    reviewStatus: str
    summary: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    soldOn: Timestamp | None
    soldBy: int | None
    active: bool
    items: list[EstimateItemResponse] | None
    externalLinks: list[ExternalLinkResponse] | None
    subtotal: Money
    tax: Money
    businessUnitId: int | None
    businessUnitName: str | None
    isRecommended: bool
    budgetCodeId: int | None
    isChangeOrder: bool
    proposalTagName: str | None
    depositAmount: Money | None
    depositPercent: Money | None
    requireDepositOnSignature: bool | None


class ExternalLinkInModel(StBody):
    name: str | None = optional("Title of the link.")
    url: str | None = optional("Address of the link.")


class CreateEstimateRequest(StBody):
    name: str | None = optional("Name of the estimate, shown to the customer.")
    summary: str | None = optional("What is offered, in words.")
    tax: Amount | None = optional("Tax in dollars.")
    status: EstimateStatus | None = optional("Open, Sold or Dismissed.")
    review_status: EstimateReviewStatus | None = optional(
        "None, NeedsApproval, Approved or NotApproved."
    )
    sold_by: int | None = optional("Id of the managed technician who sold it.")
    is_recommended: bool | None = optional("True to recommend this estimate to the customer.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[EstimateItemCreateUpdateRequest] | None = optional("Lines of the estimate.")
    external_links: list[ExternalLinkInModel] | None = optional("Links to show with the estimate.")
    use_default_project_labels: bool | None = optional("True to take the usual project labels.")
    deposit_amount: Amount | None = optional("Deposit in dollars.")
    deposit_percent: Amount | None = optional("Deposit in percent of the total.")
    require_deposit_on_signature: bool | None = optional(
        "True to ask for the deposit when the customer signs."
    )
    job_id: int | None = optional("Id of the job.")
    project_id: int | None = optional("Id of the project.")
    location_id: int | None = optional("Id of the location.")


class SellRequest(StBody):
    sold_by: int = Field(description="Id of the managed technician who sold it.")


class UpdateEstimateRequest(StBody):
    name: str | None = optional("Name of the estimate, shown to the customer.")
    summary: str | None = optional("What is offered, in words.")
    tax: Amount | None = optional("Tax in dollars.")
    status: EstimateStatus | None = optional("Open, Sold or Dismissed.")
    review_status: EstimateReviewStatus | None = optional(
        "None, NeedsApproval, Approved or NotApproved."
    )
    sold_by: int | None = optional("Id of the managed technician who sold it.")
    is_recommended: bool | None = optional("True to recommend this estimate to the customer.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[EstimateItemCreateUpdateRequest] | None = optional("Lines of the estimate.")
    external_links: list[ExternalLinkInModel] | None = optional("Links to show with the estimate.")
    use_default_project_labels: bool | None = optional("True to take the usual project labels.")
    deposit_amount: Amount | None = optional("Deposit in dollars.")
    deposit_percent: Amount | None = optional("Deposit in percent of the total.")
    require_deposit_on_signature: bool | None = optional(
        "True to ask for the deposit when the customer signs."
    )


class Estimates(Module, base="/sales/v2"):
    """Estimates of ServiceTitan's Sales and Estimates API."""

    @get("/estimates", scope="tn.sal.estimates:r")
    async def list_estimates(
        self,
        *,
        job_id: Annotated[int | None, "Id of the job."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        job_number: Annotated[str | None, "Job number."] = None,
        total_greater: Annotated[Amount | None, "Total above this many dollars."] = None,
        total_less: Annotated[Amount | None, "Total below this many dollars."] = None,
        sold_by_id: Annotated[int | None, "Id of the technician who sold it."] = None,
        sold_by_employee_id: Annotated[int | None, "Id of the office employee who sold it."] = None,
        ids: Annotated[Ids50 | None, "Estimate ids, comma-separated, at most 50."] = None,
        sold_after: Annotated[Instant | None, "Sold after this time (UTC)."] = None,
        sold_before: Annotated[Instant | None, "Sold before this time (UTC)."] = None,
        status: Annotated[str | None, "Open, Sold or Dismissed."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        order_by: Annotated[
            Literal["Id", "CreatedOn", "ModifiedOn"] | None,
            "Field to sort by; deprecated, use sort.",
        ] = None,
        order_by_direction: Annotated[
            Literal["asc", "desc"] | None, "asc or desc; deprecated, use sort."
        ] = None,
        location_id: Annotated[int | None, "Id of the location."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[EstimateResponse]:
        """Estimates by job, project, status, total, seller or sold date.

        orderBy and orderByDirection are deprecated; use sort. status in answers is an
        object with value and name.
        """

    @post("/estimates", scope="tn.sal.estimates:w", risk="grave")
    async def create_estimate(self, body: CreateEstimateRequest) -> EstimateResponse:
        """Create an estimate for a job, project or location, with its items.

        Takes status too: Sold marks it as sold. A repeated call makes a second estimate.
        """

    @get("/estimates/export", scope="tn.sal.estimates:r")
    async def export_estimates_legacy(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportEstimatesResponse]:
        """All estimates in order of change, at the older address.

        Older address; use salestech_export_estimates instead.
        """

    @get("/estimates/{id}", scope="tn.sal.estimates:r")
    async def get_estimate(self, id: Annotated[int, "Id of the estimate."]) -> EstimateResponse:
        """One estimate: job, status, lines, subtotal, tax and who sold it.

        status is an object with value and name.
        """

    @put("/estimates/{id}", scope="tn.sal.estimates:w", risk="grave")
    async def update_estimate(
        self, id: Annotated[int, "Id of the estimate."], body: UpdateEstimateRequest
    ) -> EstimateResponse:
        """Change an estimate's name, summary, status, review state, deposit or items.

        Takes status too: Sold marks the estimate as sold.
        """

    @put("/estimates/{id}/dismiss", scope="tn.sal.estimates:w")
    async def dismiss_estimate(self, id: Annotated[int, "Id of the estimate."]) -> None:
        """Dismiss an estimate that the customer does not want."""

    @put("/estimates/{id}/sell", scope="tn.sal.estimates:w", risk="grave")
    async def sell_estimate(
        self, id: Annotated[int, "Id of the estimate."], body: SellRequest
    ) -> EstimateResponse:
        """Mark an estimate as sold by a technician.

        The seller must be a managed technician; the work is marked for a later job.
        """

    @put("/estimates/{id}/unsell", scope="tn.sal.estimates:w", risk="grave")
    async def unsell_estimate(self, id: Annotated[int, "Id of the estimate."]) -> None:
        """Take back the sale of an estimate.

        Works only before the customer signed and before the work was booked.
        """

    @get("/export/estimates", scope="tn.sal.estimates:r")
    async def export_estimates(self, **filters: Unpack[Changes]) -> Feed[ExportEstimatesResponse]:
        """All estimates in order of change, page after page, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/status/estimates/{id}/changes", scope="tn.sal.estimates:r")
    async def list_estimate_status_changes(
        self, id: Annotated[int, "Id of the estimate."]
    ) -> list[EstimateStatusChangesResponse]:
        """Changes of an estimate's status: from, to, when and by whom.

        Answers a bare list without pages.
        """
