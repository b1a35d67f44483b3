"""ServiceTitan's Memberships API: invoice templates."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids50
from tools.servicetitan.memberships.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

InvoiceTemplateId = Annotated[int, "Id of the invoice template."]


class InvoiceTemplateItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    skuType: str
    quantity: Money
    unitPrice: Money
    isAddOn: bool
    importId: str | None
    workflowActionItemId: int | None
    description: str | None
    cost: Money | None
    hours: Money | None


class ExportInvoiceTemplateResponse(TypedDict, total=False):
    id: int
    name: str | None
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    active: bool
    total: Money
    isSettingsTemplate: bool
    importId: str | None
    items: list[InvoiceTemplateItemResponse]


class InvoiceTemplateResponse(TypedDict, total=False):
    id: int
    name: str | None
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    active: bool
    total: Money
    isSettingsTemplate: bool
    importId: str | None
    items: list[InvoiceTemplateItemResponse]


class InvoiceTemplateItemCreateRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    quantity: Amount = Field(description="How many.")
    unit_price: Amount = Field(description="Price of one, in dollars.")
    is_add_on: bool = Field(description="True when sold as an add-on.")
    workflow_action_item_id: int | None = optional("Id of the workflow action the item belongs to.")
    description: str | None = optional("Description of the item; may hold HTML.")
    cost: Amount | None = optional("Cost of one, in dollars.")
    hours: Amount | None = optional("Hours sold with the item.")


class InvoiceTemplateCreateRequest(StBody):
    items: list[InvoiceTemplateItemCreateRequest] | None = optional(
        "Items of the template with quantity and price."
    )


class InvoiceTemplateItemUpdateRequest(StBody):
    id: int | None = optional("Id of the template item to change.")
    sku_id: int = Field(description="Id of the pricebook item.")
    quantity: Amount = Field(description="How many.")
    unit_price: Amount = Field(description="Price of one, in dollars.")
    is_add_on: bool = Field(description="True when sold as an add-on.")
    description: str | None = optional("Description of the item; may hold HTML.")
    cost: Amount | None = optional("Cost of one, in dollars.")
    hours: Amount | None = optional("Hours sold with the item.")


class InvoiceTemplateUpdateRequest(StBody):
    name: str = optional("Name of the invoice template.")
    created_on: Instant = optional("When the template was made (UTC).")
    created_by_id: int = optional("Id of the user who made the template.")
    active: bool = optional("True for in use; false makes it inactive.")
    items: list[InvoiceTemplateItemUpdateRequest | None] = optional(
        "Items of the template with quantity and price."
    )


class InvoiceTemplates(Module, base="/memberships/v2"):
    """Invoice templates of ServiceTitan's Memberships API."""

    @get("/export/invoice-templates", scope="tn.mem.invoicetemplates:r")
    async def export_invoice_templates(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportInvoiceTemplateResponse]:
        """All membership invoice templates in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/invoice-templates", scope="tn.mem.invoicetemplates:r")
    async def list_invoice_templates(
        self, *, ids: Annotated[Ids50, "Invoice template ids, comma-separated, at most 50."]
    ) -> Page[InvoiceTemplateResponse]:
        """Membership invoice templates for given ids, with their items.

        Only answers for the ids given; to find templates use memberships_export_invoice_templates.
        """

    @post("/invoice-templates", scope="tn.mem.invoicetemplates:w", risk="grave")
    async def create_invoice_template(
        self, body: InvoiceTemplateCreateRequest
    ) -> ModificationResponse:
        """Add a template of items that a membership visit or billing puts on its invoice."""

    @get("/invoice-templates/{id}", scope="tn.mem.invoicetemplates:r")
    async def get_invoice_template(self, id: InvoiceTemplateId) -> InvoiceTemplateResponse:
        """One membership invoice template with its items and total."""

    @patch("/invoice-templates/{id}", scope="tn.mem.invoicetemplates:w", risk="grave")
    async def update_invoice_template(
        self, id: InvoiceTemplateId, body: InvoiceTemplateUpdateRequest
    ) -> ModificationResponse:
        """Change a membership invoice template's name, items or active state."""
