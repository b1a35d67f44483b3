"""ServiceTitan's Accounting API: invoices."""

from typing import Annotated, Literal, Unpack

from pydantic import Field

from tools.servicetitan.accounting.invoices_types import (
    ExportInvoiceResponse,
    InvoiceResponse,
    MarkInvoiceAsExportedUpdateResponse,
)
from tools.servicetitan.accounting.shared import (
    ActiveStateFilterType,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    InvoiceItemUpdateRequest,
    LogicalOperator,
)
from tools.servicetitan.filters import Api, Changes, Ids, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Day, Feed, Instant, Page, StBody, optional

RoyaltyStatus = Literal["Pending", "Sent", "Failed"]

InvoiceReviewStatus = Literal[
    "NeedsReview",
    "OnHold",
    "Reviewed",
    "PendingApproval",
    "Rejected",
    "ReadyForBilling",
    "Invoiced",
]

BalanceComparer = Literal["Equals", "NotEquals", "Greater", "Less"]

InvoiceConfiguration = Literal[
    "JobInvoice",
    "ProjectInvoice",
    "CounterSales",
    "MembershipInvoice",
    "InterestChargeInvoice",
    "ARImportInvoice",
]

SettlementStatus = Literal["NotSettled", "Settled"]

TransactionStatus = Literal["Pending", "Posted", "Exported"]

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]


class AdjustmentInvoiceCreateRequest(StBody):
    number: str | None = optional("Number shown on the invoice.")
    type_id: int | None = optional("Id of the invoice type.")
    invoiced_on: Instant | None = optional("Invoice date and time (UTC).")
    subtotal: Amount | None = optional("Total before tax, in dollars.")
    tax: Amount | None = optional("Sales tax in dollars.")
    tax_zone_id: int | None = optional("Id of the tax zone.")
    summary: str | None = optional("Summary text of the invoice; may hold HTML.")
    royalty_status: RoyaltyStatus | None = optional(
        "State of the royalty report to the franchisor."
    )
    royalty_date: Instant | None = optional("Date of the royalty (UTC).")
    royalty_sent_on: Instant | None = optional("When the royalty was sent (UTC).")
    royalty_memo: str | None = optional("Note about the royalty.")
    export_id: str | None = optional("Id of the invoice in the accounting system.")
    review_status: InvoiceReviewStatus | None = optional("Where the invoice stands in review.")
    assigned_to_id: int | None = optional("Id of the person the invoice is assigned to.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[InvoiceItemUpdateRequest] | None = optional("Lines of the new adjustment invoice.")
    adjustment_to_id: int = Field(description="Id of the invoice to correct.")


class PaymentSettlementUpdateRequest(StBody):
    id: int = Field(description="Id of the payment.")
    settlement_status: SettlementStatus | None = optional(
        "Whether the payment has settled at the bank."
    )
    settlement_date: Instant | None = optional("When the payment settled (UTC).")


class InvoiceUpdateRequest(StBody):
    number: str | None = optional("Number shown on the invoice.")
    type_id: int | None = optional("Id of the invoice type.")
    invoiced_on: Instant | None = optional("Invoice date and time (UTC).")
    subtotal: Amount | None = optional("Total before tax, in dollars.")
    tax: Amount | None = optional("Sales tax in dollars.")
    tax_zone_id: int | None = optional("Id of the tax zone.")
    summary: str | None = optional("Summary text of the invoice; may hold HTML.")
    royalty_status: RoyaltyStatus | None = optional(
        "State of the royalty report to the franchisor."
    )
    royalty_date: Instant | None = optional("Date of the royalty (UTC).")
    royalty_sent_on: Instant | None = optional("When the royalty was sent (UTC).")
    royalty_memo: str | None = optional("Note about the royalty.")
    export_id: str | None = optional("Id of the invoice in the accounting system.")
    review_status: InvoiceReviewStatus | None = optional("Where the invoice stands in review.")
    assigned_to_id: int | None = optional("Id of the person the invoice is assigned to.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[InvoiceItemUpdateRequest] | None = optional("Invoice lines to add or change.")
    due_date: Day | None = optional("Day the invoice is due (YYYY-MM-DD).")
    payments: list[PaymentSettlementUpdateRequest] | None = optional(
        "Payments of the invoice whose settlement changes."
    )


class MarkInvoiceAsExportedUpdateRequest(StBody):
    invoice_id: int = Field(description="Id of the invoice.")
    external_id: str | None = optional("Id of the invoice in the accounting system.")
    external_message: str | None = optional("Message from the accounting system, such as an error.")


class Invoices(Module, base="/accounting/v2"):
    """Invoices of ServiceTitan's Accounting API."""

    @get("/export/invoices", scope="tn.acc.invoices:r")
    async def export_invoices(self, **filters: Unpack[Changes]) -> Feed[ExportInvoiceResponse]:
        """All invoices with lines, totals and balances in order of change, for a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/invoices", scope="tn.acc.invoices:r")
    async def list_invoices(
        self,
        *,
        ids: Annotated[Ids | None, "Invoice ids, comma-separated."] = None,
        active_state: Annotated[
            ActiveStateFilterType | None, "ActiveOnly, InactiveOnly or All."
        ] = None,
        statuses: Annotated[
            list[TransactionStatus] | None, "Accounting states to keep: Pending, Posted, Exported."
        ] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        batch_number: Annotated[int | None, "Number of the accounting batch."] = None,
        custom_field_fields: Annotated[
            dict[str, str] | None,
            Api("customField.Fields"),
            Field(max_length=50),
            "Custom field names and the values they must have, at most 50 pairs.",
        ] = None,
        custom_field_operator: Annotated[
            LogicalOperator,
            Api("customField.Operator"),
            "And (default): every custom field must match; Or: any of them.",
        ] = "And",
        job_id: Annotated[int | None, "Id of the job."] = None,
        job_number: Annotated[str | None, "Job number."] = None,
        business_unit_id: Annotated[int | None, "Id of the business unit."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
        invoiced_on_or_after: Annotated[
            Instant | None, "Invoice date at or after this time (UTC)."
        ] = None,
        invoiced_on_before: Annotated[
            Instant | None, "Invoice date before this time (UTC)."
        ] = None,
        adjustment_to_id: Annotated[
            int | None, "Id of the invoice that the adjustments correct."
        ] = None,
        number: Annotated[str | None, "Invoice number."] = None,
        total_greater: Annotated[Amount | None, "Total above this, in dollars."] = None,
        total_less: Annotated[Amount | None, "Total below this, in dollars."] = None,
        balance_filter_balance: Annotated[
            Amount | None,
            Api("balanceFilter.Balance"),
            "Dollars the unpaid balance is compared with.",
        ] = None,
        balance_filter_comparer: Annotated[
            BalanceComparer | None,
            Api("balanceFilter.Comparer"),
            "How the balance is compared with the amount given.",
        ] = None,
        due_date_before: Annotated[Instant | None, "Due before this time (UTC)."] = None,
        due_date_on_or_after: Annotated[Instant | None, "Due at or after this time (UTC)."] = None,
        order_by: Annotated[str | None, "Field to sort by."] = None,
        order_by_direction: Annotated[Literal["asc", "desc"] | None, "asc or desc."] = None,
        review_statuses: Annotated[
            list[InvoiceReviewStatus] | None, "Review states to keep."
        ] = None,
        assigned_to_ids: Annotated[
            list[int] | None, "Ids of the people the invoice is assigned to."
        ] = None,
        invoice_configurations: Annotated[
            list[InvoiceConfiguration] | None,
            "Kinds of invoice, such as JobInvoice or MembershipInvoice.",
        ] = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[InvoiceResponse]:
        """Customer invoices by customer, job, date, due date, total, balance or status.

        Inactive ones are picked with activeState, not active; amounts may come as text such
        as "0.00".
        """

    @post("/invoices", scope="tn.acc.invoices:w", risk="grave")
    async def create_adjustment_invoice(self, body: AdjustmentInvoiceCreateRequest) -> int:
        """Create an adjustment invoice that corrects an existing one; answers its new id.

        Only adjustments: job invoices come from jobs. The price is unitPrice; price or
        lineItems are ignored and leave a zero invoice.
        """

    @get("/invoices/custom-fields", scope="tn.acc.invoices:r")
    async def list_invoice_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that invoices can carry, with their kinds and choices."""

    @patch("/invoices/custom-fields", scope="tn.acc.invoices:w", risk="grave")
    async def update_invoice_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more invoices."""

    @post("/invoices/markasexported", scope="tn.acc.invoices:w", risk="grave")
    async def mark_invoices_exported(
        self, body: list[MarkInvoiceAsExportedUpdateRequest]
    ) -> list[MarkInvoiceAsExportedUpdateResponse]:
        """Mark invoices as exported to the accounting system; answers success or error for each."""

    @patch("/invoices/{id}", scope="tn.acc.invoices:w", risk="grave")
    async def update_invoice(
        self, id: Annotated[int, "Id of the invoice."], body: InvoiceUpdateRequest
    ) -> None:
        """Change an invoice's date, due date, tax zone, summary, review status or lines.

        The job link cannot be changed. The price is unitPrice; other names are ignored.
        Changes may show 2 to 10 seconds later.
        """
