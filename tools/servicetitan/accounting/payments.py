"""ServiceTitan's Accounting API: payments."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    ActiveStateFilterType,
    BatchResponse,
    CustomFieldModel,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    GLAccountResponse,
    LogicalOperator,
    NamedFieldResponse,
    PaymentAppliedResponse,
)
from tools.servicetitan.filters import Api, Changes, Ids, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

PaymentStatus = Literal["Pending", "Posted", "Exported"]

PaymentTransactionType = Literal["Undefined", "JournalEntry", "ReceivePayment"]

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]


class DetailedPaymentResponse(TypedDict, total=False):
    active: bool
    appliedTo: list[PaymentAppliedResponse] | None
    authCode: str | None
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    checkNumber: str | None
    createdBy: str | None
    createdOn: Timestamp
    customer: NamedFieldResponse | None
    customFields: list[CustomFieldModel] | None
    date: Timestamp | None
    deposit: NamedFieldResponse | None
    generalLedgerAccount: GLAccountResponse | None
    id: int
    memo: str | None
    modifiedOn: Timestamp
    referenceNumber: str | None
    refundedPaymentId: int | None
    syncStatus: str | None
    total: str | None
    type: str | None
    typeId: str | None
    unappliedAmount: str | None


class ExportPaymentResponse(TypedDict, total=False):
    active: bool
    appliedTo: list[PaymentAppliedResponse] | None
    authCode: str | None
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    checkNumber: str | None
    createdBy: str | None
    createdOn: Timestamp
    customer: NamedFieldResponse | None
    customFields: list[CustomFieldModel] | None
    date: Timestamp | None
    deposit: NamedFieldResponse | None
    generalLedgerAccount: GLAccountResponse | None
    id: int
    memo: str | None
    modifiedOn: Timestamp
    referenceNumber: str | None
    refundedPaymentId: int | None
    syncStatus: str | None
    total: str | None
    type: str | None
    typeId: str | None
    unappliedAmount: str | None


class PaymentSplitApiModel(TypedDict, total=False):
    amount: Money | None
    invoiceId: int | None
    invoiceNumber: str | None


class PaymentResponse(TypedDict, total=False):
    active: bool | None
    authCode: str | None
    checkNumber: str | None
    customerId: int | None
    exportId: str | None
    id: int
    memo: str | None
    paidOn: Timestamp | None
    splits: list[PaymentSplitApiModel]
    status: str | None
    transactionStatus: str | None
    typeId: int


class PaymentSplitApiModelBody(StBody):
    amount: Amount | None = optional("Amount of the payment to put on this invoice, in dollars.")
    invoice_id: int | None = optional("Id of the invoice.")
    invoice_number: str | None = optional("Number of the invoice, instead of its id.")


class PaymentCreateRequest(StBody):
    amount: Amount | None = optional("Amount paid, in dollars.")
    auth_code: str | None = optional("Card authorization code.")
    check_number: str | None = optional("Number of the check.")
    customer_id: int | None = optional("Id of the customer.")
    export_id: str | None = optional("Id of the payment in the accounting system.")
    memo: str | None = optional("Note on the payment.")
    paid_on: Instant | None = optional("When it was paid (UTC).")
    splits: list[PaymentSplitApiModelBody] | None = optional(
        "How the payment is spread over invoices."
    )
    status: PaymentStatus | None = optional("Pending, Posted or Exported.")
    type_id: int = Field(description="Id of the payment type.")


class PaymentStatusBatchRequest(StBody):
    payment_ids: list[int] = Field(description="Ids of the payments.")
    status: PaymentStatus = Field(description="Pending, Posted or Exported.")


class PaymentUpdateRequest(StBody):
    active: bool = optional("True keeps it active; false makes it inactive.")
    auth_code: str = optional("Card authorization code.")
    check_number: str = optional("Number of the check.")
    export_id: str = optional("Id of the payment in the accounting system.")
    memo: str = optional("Note on the payment.")
    paid_on: Instant = optional("When it was paid (UTC).")
    splits: list[PaymentSplitApiModelBody] = Field(
        description="How the payment is spread over invoices."
    )
    status: PaymentStatus = optional("Pending, Posted or Exported.")
    type_id: int = Field(description="Id of the payment type.")


class Payments(Module, base="/accounting/v2"):
    """Payments of ServiceTitan's Accounting API."""

    @get("/export/payments", scope="tn.acc.payments:r")
    async def export_payments(self, **filters: Unpack[Changes]) -> Feed[ExportPaymentResponse]:
        """All customer payments and what they paid in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/payments", scope="tn.acc.payments:r")
    async def list_payments(
        self,
        *,
        active_state: Annotated[
            ActiveStateFilterType, "ActiveOnly (default), InactiveOnly or All."
        ] = "ActiveOnly",
        applied_to_invoice_ids: Annotated[
            Ids | None, "Ids of the invoices it was applied to, comma-separated."
        ] = None,
        applied_to_reference_number: Annotated[
            str | None, "Reference number of the invoice it was applied to."
        ] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        batch_number: Annotated[int | None, "Number of the accounting batch."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        customer_id: Annotated[int | None, "Id of the customer."] = None,
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
        deposit_ids: Annotated[Ids | None, "Bank deposit ids, comma-separated."] = None,
        ids: Annotated[Ids50 | None, "Payment ids, comma-separated, at most 50."] = None,
        paid_on_after: Annotated[Instant | None, "Paid after this time (UTC)."] = None,
        paid_on_before: Annotated[Instant | None, "Paid before this time (UTC)."] = None,
        sort: Sort | None = None,
        statuses: Annotated[
            str | None, "Accounting states to keep, comma-separated: Pending, Posted, Exported."
        ] = None,
        total_greater: Annotated[Amount | None, "Total above this, in dollars."] = None,
        total_less: Annotated[Amount | None, "Total below this, in dollars."] = None,
        transaction_type: Annotated[
            PaymentTransactionType | None, "Kind of accounting transaction behind the payment."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[DetailedPaymentResponse]:
        """Customer payments by customer, invoice, paid date, amount, deposit or status.

        Inactive ones are picked with activeState, not active; amounts may come as text such
        as "0.00".
        """

    @post("/payments", risk="grave", last_listed="2026-03-17")
    async def create_payment(self, body: PaymentCreateRequest) -> PaymentResponse:
        """Record a customer's payment and spread it over invoices.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @get("/payments/custom-fields", scope="tn.acc.payments:r")
    async def list_payment_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that customer payments can carry, with their kinds and choices."""

    @patch("/payments/custom-fields", scope="tn.acc.payments:w", risk="grave")
    async def update_payment_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more customer payments."""

    @post("/payments/status", scope="tn.acc.payments:w", risk="grave")
    async def set_payment_statuses(self, body: PaymentStatusBatchRequest) -> None:
        """Set several customer payments to Pending, Posted or Exported in one go.

        This is how payments are marked exported; there is no markasexported for them.
        """

    @patch("/payments/{id}", scope="tn.acc.payments:w", risk="grave")
    async def update_payment(
        self, id: Annotated[int, "Id of the payment."], body: PaymentUpdateRequest
    ) -> PaymentResponse:
        """Change a customer payment: type, date, memo, status or how it is split over invoices."""
