"""ServiceTitan's Accounting API: ap payments."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    BatchResponse,
    CustomFieldResponse,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    GLAccountResponse,
    InventoryBillSyncStatus,
    LogicalOperator,
    NamedFieldResponse,
)
from tools.servicetitan.filters import Api, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Money, Page, StBody, Timestamp, optional

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]


class ApPaymentSplitApiModel(TypedDict, total=False):
    id: int
    active: bool | None
    createdOn: Timestamp
    documentId: int | None
    inventoryBillId: int | None
    amount: Money


class ApPaymentResponse(TypedDict, total=False):
    id: int
    active: bool | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    date: Timestamp
    approvedDate: Timestamp | None
    method: str
    name: str | None
    printCheck: bool | None
    amount: Money
    errorMessage: str | None
    status: str
    syncStatus: str
    batch: BatchResponse | None
    glAccount: GLAccountResponse | None
    businessUnit: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    remittanceVendor: NamedFieldResponse | None
    splits: list[ApPaymentSplitApiModel]
    customFields: list[CustomFieldResponse] | None


class MarkApPaymentAsExportedUpdateResponse(TypedDict, total=False):
    apPaymentId: int
    success: bool
    errorMessage: str | None


class MarkApPaymentAsExportedUpdateRequest(StBody):
    ap_payment_id: int = Field(description="Id of the vendor payment.")
    external_id: str | None = optional("Id of the vendor payment in the accounting system.")
    external_message: str | None = optional("Message from the accounting system, such as an error.")


class ApPayments(Module, base="/accounting/v2"):
    """Ap payments of ServiceTitan's Accounting API."""

    @get("/ap-payments", scope="tn.acc.appayments:r")
    async def list_ap_payments(
        self,
        *,
        ids: Annotated[Ids50 | None, "Vendor payment ids, comma-separated, at most 50."] = None,
        sort: Sort | None = None,
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
        sync_statuses: Annotated[
            list[InventoryBillSyncStatus] | None, "States of the accounting sync to keep."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ApPaymentResponse]:
        """Payments we made to vendors: method, amount, approval and which bills they paid."""

    @get("/ap-payments/custom-fields", scope="tn.acc.appayments:r")
    async def list_ap_payment_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that vendor payments can carry, with their kinds and choices."""

    @patch("/ap-payments/custom-fields", scope="tn.acc.appayments:w", risk="grave")
    async def update_ap_payment_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more vendor payments."""

    @post("/ap-payments/markasexported", scope="tn.acc.appayments:w", risk="grave")
    async def mark_ap_payments_exported(
        self, body: list[MarkApPaymentAsExportedUpdateRequest]
    ) -> list[MarkApPaymentAsExportedUpdateResponse]:
        """Mark vendor payments as exported to accounting; says success or error for each."""
