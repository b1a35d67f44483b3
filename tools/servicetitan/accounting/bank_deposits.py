"""ServiceTitan's Accounting API: bank deposits."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    BatchResponse,
    CustomFieldModel,
    GLAccountResponse,
    NamedFieldResponse,
    PaymentAppliedResponse,
)
from tools.servicetitan.filters import Ids50, Paged, PagedDated
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Amount, Instant, Money, Page, StBody, Timestamp, optional

DepositReviewStatus = Literal["NeedsReview", "Reviewed"]

DepositStatus = Literal["Undefined", "Open", "Deposited"]

SyncStatus = Literal["Pending", "Posted", "Exported"]


class BankAccountResponse(TypedDict, total=False):
    id: int
    name: str | None
    number: str | None
    type: str | None
    detailType: str | None


class FeeAccountResponse(TypedDict, total=False):
    id: int
    name: str | None
    number: str | None
    type: str | None
    detailType: str | None


class DetailedDepositResponse(TypedDict, total=False):
    id: int
    name: str | None
    depositStatus: str | None
    syncStatus: str | None
    batch: BatchResponse | None
    createdOn: Timestamp
    createdBy: str | None
    modifiedOn: Timestamp | None
    active: bool
    importId: str | None
    depositDate: Timestamp
    reviewStatus: str | None
    reviewedOn: Timestamp | None
    grossAmount: Money
    netAmount: Money
    fees: Money | None
    bankAccount: BankAccountResponse | None
    feeAccount: FeeAccountResponse | None


class DetailedTransactionResponse(TypedDict, total=False):
    id: int
    syncStatus: str | None
    referenceNumber: str | None
    date: Timestamp | None
    type: str | None
    typeId: str | None
    total: str | None
    unappliedAmount: str | None
    memo: str | None
    customer: NamedFieldResponse | None
    businessUnit: NamedFieldResponse | None
    deposit: NamedFieldResponse | None
    batch: BatchResponse | None
    createdBy: str | None
    generalLedgerAccount: GLAccountResponse | None
    appliedTo: list[PaymentAppliedResponse] | None
    customFields: list[CustomFieldModel] | None
    authCode: str | None
    checkNumber: str | None
    modifiedOn: Timestamp
    createdOn: Timestamp
    active: bool


class MarkDepositsAsExportedRequestArgs(StBody):
    ids: list[int] | None = optional("Ids of the bank deposits.")


class BankDeposits(Module, base="/accounting/v2"):
    """Bank deposits of ServiceTitan's Accounting API."""

    @get("/bank-deposits", scope="tn.acc.bankdeposits:r")
    async def list_bank_deposits(
        self,
        *,
        ids: Annotated[Ids50 | None, "Bank deposit ids, comma-separated, at most 50."] = None,
        deposit_date_before: Annotated[Instant | None, "Deposited before this time (UTC)."] = None,
        deposit_date_on_or_after: Annotated[
            Instant | None, "Deposited at or after this time (UTC)."
        ] = None,
        reviewed_before: Annotated[Instant | None, "Reviewed before this time (UTC)."] = None,
        reviewed_on_or_after: Annotated[
            Instant | None, "Reviewed at or after this time (UTC)."
        ] = None,
        review_status: Annotated[
            DepositReviewStatus | None, "Whether the deposit was reviewed."
        ] = None,
        deposit_status: Annotated[
            DepositStatus | None, "Whether the deposit is still open or deposited."
        ] = None,
        sync_status: Annotated[SyncStatus | None, "State of the accounting sync."] = None,
        gross_amount_greater: Annotated[
            Amount | None, "Gross amount above this, in dollars."
        ] = None,
        gross_amount_less: Annotated[Amount | None, "Gross amount below this, in dollars."] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[DetailedDepositResponse]:
        """Bank deposits with gross, net and fees, by deposit date, review or sync status.

        Amounts may come as text such as "0.00".
        """

    @post("/bank-deposits/markasexported", scope="tn.acc.bankdeposits:w", risk="grave")
    async def mark_bank_deposits_exported(self, body: MarkDepositsAsExportedRequestArgs) -> None:
        """Mark bank deposits as exported to the accounting system."""

    @get("/bank-deposits/{id}/transactions", scope="tn.acc.bankdeposits:r")
    async def list_bank_deposit_transactions(
        self, id: Annotated[int, "Id of the bank deposit."], **filters: Unpack[Paged]
    ) -> Page[DetailedTransactionResponse]:
        """The payments and other transactions inside one bank deposit.

        No filter by change date: read the whole list.
        """
