"""ServiceTitan's Sales and Estimates API: proposal templates."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedModified
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional

ProposalTemplateStatus = Literal["Publish", "Draft"]

ActiveFilter = Annotated[Active, "True: active records; False: inactive ones; Any: both."]

ProposalTemplateId = Annotated[int, "Id of the proposal template."]


class ProposalTemplateAssignmentResponse(TypedDict, total=False):
    proposalTypeOptionId: int
    estimateTemplateId: int
    estimateTemplateName: str | None
    order: int


class ProposalTemplateResponse(TypedDict, total=False):
    id: int
    name: str
    description: str | None
    active: bool
    status: str
    proposalTypeId: int
    proposalTypeName: str | None
    businessUnitIds: list[int]
    estimateAssignments: list[ProposalTemplateAssignmentResponse]
    createdOn: Timestamp
    modifiedOn: Timestamp


class ProposalTypeOptionResponse(TypedDict, total=False):
    id: int
    name: str
    order: int
    color: str | None
    estimateType: str


class ProposalTypeResponse(TypedDict, total=False):
    id: int
    name: str
    type: str
    active: bool
    isSystemDefault: bool
    isDefault: bool
    options: list[ProposalTypeOptionResponse]


class ProposalTypesResponse(TypedDict, total=False):
    data: list[ProposalTypeResponse]


class ProposalTemplateAssignmentRequest(StBody):
    proposal_type_option_id: int = Field(description="Id of the option of the proposal kind.")
    estimate_template_id: int = Field(description="Id of the estimate template for this option.")
    order: int = Field(description="Position, counting up.")


class CreateProposalTemplateRequest(StBody):
    name: str = Field(description="Name of the proposal template.")
    description: str | None = optional("Words about the proposal.")
    proposal_type_id: int = Field(description="Id of the kind of proposal.")
    status: ProposalTemplateStatus | None = optional("Publish or Draft.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    business_unit_ids: list[int] | None = optional("Ids of the business units that may use it.")
    estimate_assignments: list[ProposalTemplateAssignmentRequest] = Field(
        description="Estimate templates in their places."
    )


class UpdateProposalTemplateRequest(StBody):
    name: str | None = optional("Name of the proposal template.")
    description: str | None = optional("Words about the proposal.")
    proposal_type_id: int | None = optional("Id of the kind of proposal.")
    status: ProposalTemplateStatus | None = optional("Publish or Draft.")
    active: bool | None = optional("False to deactivate, true to bring back.")
    business_unit_ids: list[int] | None = optional("Ids of the business units that may use it.")
    estimate_assignments: list[ProposalTemplateAssignmentRequest] | None = optional(
        "All estimate templates in their places: they replace the present ones."
    )


class ProposalTemplates(Module, base="/sales/v2"):
    """Proposal templates of ServiceTitan's Sales and Estimates API."""

    @get("/proposal-templates", scope="tn.sal.proposaltemplates:r")
    async def list_proposal_templates(
        self,
        *,
        active: ActiveFilter | None = None,
        proposal_type_id: Annotated[int | None, "Id of the kind of proposal."] = None,
        **filters: Unpack[PagedModified],
    ) -> Page[ProposalTemplateResponse]:
        """Proposal templates, by kind of proposal or date of change.

        The change time does not move when only the content of a template changes.
        """

    @post("/proposal-templates", scope="tn.sal.proposaltemplates:w")
    async def create_proposal_template(
        self, body: CreateProposalTemplateRequest
    ) -> ProposalTemplateResponse:
        """Create a proposal template that offers several estimate templates side by side."""

    @get("/proposal-templates/{id}", scope="tn.sal.proposaltemplates:r")
    async def get_proposal_template(self, id: ProposalTemplateId) -> ProposalTemplateResponse:
        """One proposal template with the estimate templates it offers."""

    @patch("/proposal-templates/{id}", scope="tn.sal.proposaltemplates:w")
    async def update_proposal_template(
        self, id: ProposalTemplateId, body: UpdateProposalTemplateRequest
    ) -> ProposalTemplateResponse:
        """Change a proposal template's name, status, business units or estimate templates.

        estimateAssignments replaces the whole list: templates left out are lost.
        """

    @delete("/proposal-templates/{id}", scope="tn.sal.proposaltemplates:w")
    async def delete_proposal_template(self, id: ProposalTemplateId) -> None:
        """Deactivate a proposal template.

        Only deactivates; the template stays readable.
        """

    @get("/proposal-types", scope="tn.sal.proposaltypes:r")
    async def list_proposal_types(
        self, *, active: ActiveFilter | None = None
    ) -> ProposalTypesResponse:
        """Kinds of proposals with the options each one offers."""
