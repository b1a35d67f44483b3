"""ServiceTitan's Sales and Estimates API: estimate templates."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedModified
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Amount, Money, Page, StBody, Timestamp, optional

EstimateTemplateMode = Literal["Dynamic", "Static"]

SkuType = Literal["Service", "Material", "Equipment", "PriceModifier"]

EstimateTemplateId = Annotated[int, "Id of the estimate template."]


class EstimateTemplateItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    skuType: str
    skuName: str | None
    description: str | None
    quantity: Money
    unitPrice: Money
    totalPrice: Money
    isAddOn: bool
    chargeable: bool | None
    allowDiscounts: bool | None
    unitCost: Money
    memo: str | None
    order: int
    parentItemId: int | None
    itemGroupParentId: int | None
    itemGroupName: str | None
    projectLabels: str | None


class EstimateTemplateResponse(TypedDict, total=False):
    id: int
    name: str
    internalName: str
    summary: str | None
    mode: str
    active: bool
    businessUnitId: int | None
    totalCost: Money
    totalPrice: Money
    createdOn: Timestamp
    modifiedOn: Timestamp
    items: list[EstimateTemplateItemResponse]


class EstimateTemplateItemRequest(StBody):
    id: int | None = optional("Id of an existing line to change; leave out for a new line.")
    sku_id: int = Field(description="Id of the pricebook item.")
    sku_type: SkuType = Field(description="Service, Material, Equipment or PriceModifier.")
    description: str | None = optional("Text of the line.")
    quantity: Amount = Field(description="How many.")
    unit_price: Amount | None = optional("Price of one, in dollars.")
    is_add_on: bool = Field(description="True when the line is an optional extra.")
    chargeable: bool | None = optional("True when the line is charged.")
    allow_discounts: bool | None = optional("True when discounts may apply to the line.")
    unit_cost: Amount | None = optional("Cost of one, in dollars.")
    memo: str | None = optional("Remark on the line for staff.")
    parent_item_id: int | None = optional("Id of the line this line belongs under.")
    item_group_parent_id: int | None = optional("Id of the line that heads the group.")
    item_group_name: str | None = optional("Name of the group of lines.")
    project_labels: str | None = optional("Project labels of the line.")


class CreateEstimateTemplateRequest(StBody):
    name: str = Field(description="Name shown to the customer.")
    internal_name: str = Field(description="Name shown to staff only.")
    summary: str | None = optional("What is offered, in words.")
    mode: EstimateTemplateMode = Field(
        description="Dynamic (prices follow the pricebook) or Static (prices as written)."
    )
    active: bool | None = optional("True for in use; false makes it inactive.")
    business_unit_id: int | None = optional("Id of the business unit.")
    items: list[EstimateTemplateItemRequest] = Field(description="Lines of the template.")


class UpdateEstimateTemplateRequest(StBody):
    name: str | None = optional("Name shown to the customer.")
    internal_name: str | None = optional("Name shown to staff only.")
    summary: str | None = optional("What is offered, in words.")
    mode: EstimateTemplateMode | None = optional(
        "Dynamic (prices follow the pricebook) or Static (prices as written)."
    )
    active: bool | None = optional("False to deactivate, true to bring back.")
    business_unit_id: int | None = optional("Id of the business unit.")
    items: list[EstimateTemplateItemRequest] | None = optional(
        "All lines of the template: they replace the present ones."
    )


class EstimateTemplates(Module, base="/sales/v2"):
    """Estimate templates of ServiceTitan's Sales and Estimates API."""

    @get("/estimate-templates", scope="tn.sal.estimatetemplates:r")
    async def list_estimate_templates(
        self,
        *,
        active: Annotated[
            Active | None, "True: active records; False: inactive ones; Any: both."
        ] = None,
        **filters: Unpack[PagedModified],
    ) -> Page[EstimateTemplateResponse]:
        """Estimate templates, newest changes included.

        The change time does not move when only the items of a template change.
        """

    @post("/estimate-templates", scope="tn.sal.estimatetemplates:w")
    async def create_estimate_template(
        self, body: CreateEstimateTemplateRequest
    ) -> EstimateTemplateResponse:
        """Create an estimate template with its items."""

    @get("/estimate-templates/{id}", scope="tn.sal.estimatetemplates:r")
    async def get_estimate_template(self, id: EstimateTemplateId) -> EstimateTemplateResponse:
        """One estimate template with its items, prices and mode."""

    @patch("/estimate-templates/{id}", scope="tn.sal.estimatetemplates:w")
    async def update_estimate_template(
        self, id: EstimateTemplateId, body: UpdateEstimateTemplateRequest
    ) -> EstimateTemplateResponse:
        """Change an estimate template's name, summary, mode or items.

        items replaces the whole list: lines left out are lost.
        """

    @delete("/estimate-templates/{id}", scope="tn.sal.estimatetemplates:w")
    async def delete_estimate_template(self, id: EstimateTemplateId) -> None:
        """Deactivate an estimate template.

        Only deactivates; the template stays readable.
        """
