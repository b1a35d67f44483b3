"""ServiceTitan's Accounting API: invoice tasks."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Paged
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Instant, Page, StBody, Timestamp, optional


class CreatedTaskResponse(TypedDict, total=False):
    taskId: str
    key: str


class TemplateExecutionErrorResponse(TypedDict, total=False):
    message: str


class CreateInvoiceTaskResponse(TypedDict, total=False):
    executionId: str
    tasks: list[CreatedTaskResponse]
    status: str
    errors: list[TemplateExecutionErrorResponse]


class InvoiceTaskRelationResponse(TypedDict, total=False):
    type: str | None
    taskId: str


class GetInvoiceTasksResponse(TypedDict, total=False):
    taskId: str
    type: str | None
    name: str | None
    status: str | None
    assigneeId: str | None
    dueDate: Timestamp | None
    description: str | None
    templateId: str | None
    reason: str | None
    relations: list[InvoiceTaskRelationResponse]


class UpdateInvoiceTaskResponse(TypedDict, total=False):
    taskId: str


class CreateInvoiceTaskRequest(StBody):
    template_id: str = Field(description="Id of the template the task is made from.")
    variables: dict[str, str] | None = optional("Values for the template's variables, by name.")


class UpdateInvoiceTaskRequest(StBody):
    name: str | None = optional("Name of the task.")
    status: str | None = optional("New state of the task.")
    assignee_id: UUID | None = optional("Id of the person who gets the task (GUID).")
    due_date: Instant | None = optional("When the task is due (UTC).")
    description: str | None = optional("What is to be done, in words.")


class InvoiceTasks(Module, base="/accounting/v2"):
    """Invoice tasks of ServiceTitan's Accounting API."""

    @get("/invoices/{invoiceId}/tasks", scope="tn.acc.invoices:r")
    async def list_invoice_tasks(
        self, invoice_id: Annotated[int, "Id of the invoice."], **filters: Unpack[Paged]
    ) -> Page[GetInvoiceTasksResponse]:
        """The to-do tasks attached to an invoice, with status, assignee and due date.

        No filter by change date: read the whole list.
        """

    @post("/invoices/{invoiceId}/tasks", scope="tn.acc.invoices:w")
    async def create_invoice_task(
        self, invoice_id: Annotated[int, "Id of the invoice."], body: CreateInvoiceTaskRequest
    ) -> CreateInvoiceTaskResponse:
        """Start a task from a template on an invoice."""

    @patch("/invoices/{invoiceId}/tasks/{taskId}", scope="tn.acc.invoices:w")
    async def update_invoice_task(
        self,
        invoice_id: Annotated[int, "Id of the invoice."],
        task_id: Annotated[UUID, "Id of the task (GUID)."],
        body: UpdateInvoiceTaskRequest,
    ) -> UpdateInvoiceTaskResponse:
        """Change the name, status, assignee, due date or text of an invoice's task."""
