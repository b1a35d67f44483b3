"""ServiceTitan's Accounting API: credit memos."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    AddressResponse,
    BatchResponse,
    CustomFieldResponse,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    LogicalOperator,
    NamedFieldResponse,
    SalesTaxResponse,
)
from tools.servicetitan.filters import Active, Api, Ids, PagedCreated, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Day, Money, Page, StBody, Timestamp, optional

AmountComparisonOperator = Literal[
    "Equal", "NotEqual", "GreaterThan", "GreaterThanOrEqual", "LessThan", "LessThanOrEqual"
]

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

IdsFilter = Annotated[Ids, "Credit memo ids, comma-separated."]

BusinessUnitIds = Annotated[Ids, "Business unit ids, comma-separated."]

Sort = Annotated[str, "Field to sort by with + (rising) or - (falling) in front, such as +Id."]

CreditMemoId = Annotated[int, "Id of the credit memo."]


class CreditMemoAddSplitPublicResponse(TypedDict, total=False):
    invoiceId: int
    amount: Money


class CreditMemoAddSplitsPublicResponse(TypedDict, total=False):
    id: int
    splits: list[CreditMemoAddSplitPublicResponse] | None


class CreditMemoAppliedToCodeResponse(TypedDict, total=False):
    appliedId: int
    appliedTo: int
    appliedAmount: Money
    appliedOn: str
    appliedBy: str | None
    appliedToReferenceNumber: str | None


class CreditMemoItemGLAccountResponse(TypedDict, total=False):
    id: int
    name: str | None
    number: str | None
    type: str | None


class CreditMemoItemNamedEntityResponse(TypedDict, total=False):
    id: int
    name: str | None


class CreditMemoItemsPublicResponse(TypedDict, total=False):
    id: int
    active: bool
    description: str | None
    quantity: Money
    cost: Money
    price: Money
    type: str | None
    skuName: str | None
    skuId: int
    total: Money
    taxable: bool
    revenueGeneralLedgerAccount: CreditMemoItemGLAccountResponse | None
    expensesGeneralLedgerAccount: CreditMemoItemGLAccountResponse | None
    createdOn: Timestamp
    createdBy: str | None
    businessUnit: CreditMemoItemNamedEntityResponse | None


class CreditMemoPublicResponse(TypedDict, total=False):
    id: int
    date: str
    referenceNumber: str | None
    subTotal: Money
    salesTax: Money
    salesTaxCode: SalesTaxResponse | None
    total: Money
    balance: Money
    appliedTo: list[CreditMemoAppliedToCodeResponse] | None
    customer: NamedFieldResponse | None
    customerAddress: AddressResponse | None
    location: NamedFieldResponse | None
    locationAddress: AddressResponse | None
    businessUnit: NamedFieldResponse | None
    syncStatus: str | None
    batch: BatchResponse | None
    customFields: list[CustomFieldResponse] | None
    createdOn: Timestamp
    createdBy: str | None
    modifiedOn: Timestamp
    modifiedBy: str | None
    description: str | None
    active: bool
    importId: str | None
    exportId: str | None


class CreditMemoUpdatePublicResponse(TypedDict, total=False):
    id: int
    active: bool
    summary: str | None
    date: str
    businessUnitId: int


class CreditMemosItemsPublicResponse(TypedDict, total=False):
    id: int
    active: bool
    description: str | None
    quantity: Money
    cost: Money
    price: Money
    type: str | None
    skuName: str | None
    skuId: int
    total: Money
    taxable: bool
    revenueGeneralLedgerAccount: CreditMemoItemGLAccountResponse | None
    expensesGeneralLedgerAccount: CreditMemoItemGLAccountResponse | None
    createdOn: Timestamp
    createdBy: str | None
    businessUnit: CreditMemoItemNamedEntityResponse | None
    creditMemoId: int


class MarkCreditMemoAsExportedResponse(TypedDict, total=False):
    creditMemoId: int
    success: bool
    errorMessage: str | None


class CreditMemoAddSplitPublicRequest(StBody):
    invoice_id: int | None = optional("Id of the invoice.")
    amount: Amount | None = optional("Amount of the credit to put on this invoice, in dollars.")


class CreditMemoAddSplitsPublicRequest(StBody):
    splits: list[CreditMemoAddSplitPublicRequest | None] | None = optional(
        "Invoices the credit goes to, with an amount for each."
    )


class CreditMemoUpdatePublicRequest(StBody):
    active: bool = optional("True keeps it active; false makes it inactive.")
    summary: str = optional("Summary text of the credit memo.")
    date: Day = optional("Credit memo date (YYYY-MM-DD).")
    business_unit_id: int = optional("Id of the business unit.")


class MarkCreditMemoAsExportedRequest(StBody):
    credit_memo_id: int = Field(description="Id of the credit memo.")
    external_id: str | None = optional("Id of the credit memo in the accounting system.")
    external_message: str | None = optional("Message from the accounting system, such as an error.")


class CreditMemos(Module, base="/accounting/v2"):
    """Credit memos of ServiceTitan's Accounting API."""

    @get("/credit-memos", scope="tn.acc.creditmemos:r")
    async def list_credit_memos(
        self,
        *,
        active: ActiveFilter | None = None,
        ids: IdsFilter | None = None,
        business_unit_ids: BusinessUnitIds | None = None,
        applied_to_invoice_ids: Annotated[
            Ids | None, "Ids of the invoices it was applied to, comma-separated."
        ] = None,
        applied_to_reference_number: Annotated[
            str | None, "Reference number of the invoice it was applied to."
        ] = None,
        date_before: Annotated[Day | None, "Credit memo date before this day (YYYY-MM-DD)."] = None,
        date_on_or_after: Annotated[
            Day | None, "Credit memo date on or after this day (YYYY-MM-DD)."
        ] = None,
        applied_before: Annotated[Day | None, "Applied before this day (YYYY-MM-DD)."] = None,
        applied_on_or_after: Annotated[
            Day | None, "Applied on or after this day (YYYY-MM-DD)."
        ] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        batch_number: Annotated[str | None, "Number of the accounting batch."] = None,
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
        total_filter_amount: Annotated[
            Amount | None, Api("totalFilter.Amount"), "Dollars the total is compared with."
        ] = None,
        total_filter_comparer: Annotated[
            AmountComparisonOperator | None,
            Api("totalFilter.Comparer"),
            "How the total is compared with totalFilter.Amount.",
        ] = None,
        balance_filter_amount: Annotated[
            Amount | None, Api("balanceFilter.Amount"), "Dollars the balance left is compared with."
        ] = None,
        balance_filter_comparer: Annotated[
            AmountComparisonOperator | None,
            Api("balanceFilter.Comparer"),
            "How the balance is compared with the amount given.",
        ] = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CreditMemoPublicResponse]:
        """Credit memos given to customers, with total, balance left and invoices applied to."""

    @get("/credit-memos/credit-memo-items", scope="tn.acc.creditmemos:r")
    async def list_items_by_credit_memos(
        self,
        *,
        credit_memo_ids: IdsFilter | None = None,
        active: ActiveFilter | None = None,
        business_unit_ids: BusinessUnitIds | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[CreditMemosItemsPublicResponse]:
        """Lines of several credit memos: item, quantity, price and accounts.

        No filter by change date: read the whole list.
        """

    @get("/credit-memos/custom-fields", scope="tn.acc.creditmemos:r")
    async def list_credit_memo_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that credit memos can carry, with their kinds and choices."""

    @patch("/credit-memos/custom-fields", scope="tn.acc.creditmemos:w", risk="grave")
    async def update_credit_memo_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more credit memos."""

    @post("/credit-memos/markasexported", scope="tn.acc.creditmemos:w", risk="grave")
    async def mark_credit_memos_exported(
        self, body: list[MarkCreditMemoAsExportedRequest]
    ) -> list[MarkCreditMemoAsExportedResponse]:
        """Mark credit memos as exported to accounting; answers success or error for each."""

    @patch("/credit-memos/{id}", scope="tn.acc.creditmemos:w", risk="grave")
    async def update_credit_memo(
        self, id: CreditMemoId, body: CreditMemoUpdatePublicRequest
    ) -> CreditMemoUpdatePublicResponse:
        """Change a credit memo's date, summary or business unit, or make it inactive."""

    @get("/credit-memos/{id}/items", scope="tn.acc.creditmemos:r")
    async def list_credit_memo_items(
        self,
        id: CreditMemoId,
        *,
        active: ActiveFilter | None = None,
        business_unit_ids: BusinessUnitIds | None = None,
        sort: Sort | None = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[CreditMemoItemsPublicResponse]:
        """The lines of one credit memo: item, quantity, price and accounts.

        No filter by change date: read the whole list.
        """

    @post("/credit-memos/{id}/splits", scope="tn.acc.creditmemos:w", risk="grave")
    async def apply_credit_memo(
        self, id: CreditMemoId, body: CreditMemoAddSplitsPublicRequest
    ) -> CreditMemoAddSplitsPublicResponse:
        """Apply a customer's credit memo to one or more invoices, an amount to each."""
