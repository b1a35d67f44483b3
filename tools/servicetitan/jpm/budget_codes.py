"""ServiceTitan's Job Planning and Management API: budget codes."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids, Paged
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Page, StBody, optional

BudgetCodeIds = Annotated[Ids, "Budget code ids, comma-separated."]

SegmentIds = Annotated[Ids, "Segment ids, comma-separated."]

SegmentItemIds = Annotated[Ids, "Segment item ids, comma-separated."]

Codes = Annotated[list[str], "Code texts to look up."]


class BudgetCodeSegmentModel(TypedDict, total=False):
    segmentId: int
    segmentItemId: int | None
    code: str | None
    description: str | None
    path: str | None


class BudgetCodeModel(TypedDict, total=False):
    id: int
    code: str
    description: str
    segments: list[BudgetCodeSegmentModel]


class BudgetCodeMatchResult(TypedDict, total=False):
    code: str
    isValid: bool
    budgetCodes: list[BudgetCodeModel]


class CreateBudgetCodeBatchResponse(TypedDict, total=False):
    codes: list[BudgetCodeModel]


class CreateBudgetCodeResponse(TypedDict, total=False):
    code: BudgetCodeModel


class MatchBudgetCodesResponse(TypedDict, total=False):
    matches: list[BudgetCodeMatchResult]


class BudgetCodeSegmentBindingArgs(StBody):
    segment_id: int = Field(description="Id of the segment.")
    segment_item_id: int | None = optional("Id of the item chosen in the segment.")


class CreateFullBudgetCodeArgs(StBody):
    segment_item_ids: list[int] = Field(
        description="Ids of the segment items, one of every segment."
    )


class CreatePartialBudgetCodeArgs(StBody):
    segments: list[BudgetCodeSegmentBindingArgs] = Field(
        description="Segments of the code with the item chosen in each."
    )


class BudgetCodes(Module, base="/jpm/v2"):
    """Budget codes of ServiceTitan's Job Planning and Management API."""

    @get("/work-breakdown-structure/budget-codes", scope="tn.jpm.budgetcodes:r")
    async def list_budget_codes(
        self,
        *,
        budget_code_ids: BudgetCodeIds | None = None,
        segment_ids: SegmentIds | None = None,
        segment_item_ids: SegmentItemIds | None = None,
        **filters: Unpack[Paged],
    ) -> Page[BudgetCodeModel]:
        """Budget codes of the company, with the segments they are made of."""

    @post("/work-breakdown-structure/budget-codes", scope="tn.jpm.budgetcodes:w")
    async def create_budget_code(self, body: CreateFullBudgetCodeArgs) -> CreateBudgetCodeResponse:
        """Create a budget code from one item of every segment."""

    @post(
        "/work-breakdown-structure/budget-codes/batch", scope="tn.jpm.budgetcodes:w", risk="grave"
    )
    async def create_budget_codes(self) -> CreateBudgetCodeBatchResponse:
        """Create several budget codes in one go.

        No request body is published for this operation.
        """

    @get("/work-breakdown-structure/budget-codes/match", scope="tn.jpm.budgetcodes:r")
    async def match_budget_codes(self, *, codes: Codes) -> MatchBudgetCodesResponse:
        """Which of the given code texts are budget codes of the company."""

    @post("/work-breakdown-structure/budget-codes/partial", scope="tn.jpm.budgetcodes:w")
    async def create_partial_budget_code(
        self, body: CreatePartialBudgetCodeArgs
    ) -> CreateBudgetCodeResponse:
        """Create a budget code from only some of the segments."""

    @post(
        "/work-breakdown-structure/budget-codes/partial/batch",
        scope="tn.jpm.budgetcodes:w",
        risk="grave",
    )
    async def create_partial_budget_codes(self) -> CreateBudgetCodeBatchResponse:
        """Create several budget codes from only some of the segments, in one go.

        No request body is published for this operation.
        """

    @get(
        "/work-breakdown-structure/projects/{projectId}/budget-codes", scope="tn.jpm.budgetcodes:r"
    )
    async def list_project_budget_codes(
        self,
        project_id: Annotated[int, "Id of the project."],
        *,
        budget_code_ids: BudgetCodeIds | None = None,
        segment_ids: SegmentIds | None = None,
        segment_item_ids: SegmentItemIds | None = None,
        **filters: Unpack[Paged],
    ) -> Page[BudgetCodeModel]:
        """Budget codes of one project, with the segments they are made of."""

    @get(
        "/work-breakdown-structure/projects/{projectId}/budget-codes/match",
        scope="tn.jpm.budgetcodes:r",
    )
    async def match_project_budget_codes(
        self, project_id: Annotated[int, "Id of the project."], *, codes: Codes
    ) -> MatchBudgetCodesResponse:
        """Which of the given code texts are budget codes of a project."""
