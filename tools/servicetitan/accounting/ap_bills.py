"""ServiceTitan's Accounting API: ap bills."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    AddressResponse,
    BatchResponse,
    CustomFieldResponse,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    GLAccountResponse,
    LogicalOperator,
    NamedFieldResponse,
)
from tools.servicetitan.filters import Api, Ids, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Choice, Instant, Page, StBody, Timestamp

ApBillSource = Literal["Undefined", "Standalone", "Purchasing", "Recurring", "OCR", "API"]

ApBillStatus = Literal["Unreconciled", "Discrepancy", "Reconciled", "Canceled"]

ApBillSyncStatus = Literal["Pending", "Posted", "Exported", "PostedAndExported"]

ApBillThreeWayMatchDiscrepancy = Literal["NoDiscrepancy", "Discrepancy"]

ApBillType = Literal["NotSet", "Procurement", "ApBill"]


class ApBillExpenseItemResponse(TypedDict, total=False):
    id: int
    amount: str
    description: str | None
    generalLedgerAccount: GLAccountResponse | None
    job: NamedFieldResponse | None
    businessUnit: NamedFieldResponse | None
    budgetCodeId: int | None
    projectLabelIds: list[int] | None


class InventoryLocationResponse(TypedDict, total=False):
    id: int
    name: str | None
    type: str | None


class ApBillItemResponse(TypedDict, total=False):
    order: int
    name: str | None
    description: str | None
    quantity: str | None
    cost: str | None
    allocatedTax: str | None
    allocatedShipping: str | None
    allocatedOtherCosts: str | None
    fullyLandedUnitCost: str | None
    inventoryLocation: InventoryLocationResponse | None
    vendorPartNumber: str | None
    serialNumber: str | None
    generalLedgerAccount: GLAccountResponse | None
    costOfSaleAccount: GLAccountResponse | None
    assetAccount: GLAccountResponse | None
    id: int
    skuId: int
    receiptItemId: int | None
    skuType: str
    skuCode: str
    budgetCodeId: int | None


class ApBillResponse(TypedDict, total=False):
    id: int
    purchaseOrderId: int | None
    syncStatus: str | None
    status: str | None
    source: str | None
    billType: str | None
    postDate: Timestamp | None
    referenceNumber: str | None
    vendorNumber: str | None
    summary: str | None
    billDate: Timestamp | None
    earlyDiscountDate: Timestamp | None
    billAmount: str | None
    vendorInvoiceTotal: str | None
    taxAmount: str | None
    shippingAmount: str | None
    landedCostMethod: Choice
    otherAmount: str | None
    createdBy: str | None
    createdOn: Timestamp | None
    modifiedOn: Timestamp | None
    termName: str | None
    dueDate: Timestamp | None
    doNotPay: bool
    dateCanceled: Timestamp | None
    canceledBy: NamedFieldResponse | None
    shipToDescription: str | None
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    taxZone: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    remittanceVendorInfo: NamedFieldResponse | None
    shipTo: AddressResponse | None
    budgetCodeId: int | None
    items: list[ApBillItemResponse] | None
    expenseItems: list[ApBillExpenseItemResponse] | None
    customFields: list[CustomFieldResponse] | None
    jobId: int | None
    jobNumber: str | None
    dateReconciled: Timestamp | None
    preTaxDiscountAmount: str | None
    preTaxCharge: str | None
    postTaxDiscountAmount: str | None
    postTaxCharge: str | None


class MarkApBillAsExportedUpdateResponse(TypedDict, total=False):
    billId: int
    success: bool
    errorMessage: str | None


class MarkApBillAsExportedUpdateRequest(StBody):
    bill_ids: list[int] = Field(description="Ids of the vendor bills.")


class ApBills(Module, base="/accounting/v2"):
    """Ap bills of ServiceTitan's Accounting API."""

    @get("/ap-bills", scope="tn.acc.apbills:r")
    async def list_ap_bills(
        self,
        *,
        ids: Annotated[Ids | None, "Vendor bill ids, comma-separated."] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        batch_number: Annotated[int | None, "Number of the accounting batch."] = None,
        bill_number: Annotated[str | None, "Text inside the bill number."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
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
        date_from: Annotated[Instant | None, "Bills dated from this time on (UTC)."] = None,
        date_to: Annotated[Instant | None, "Bills dated up to this time (UTC)."] = None,
        job_number: Annotated[str | None, "Text inside the job number."] = None,
        purchase_order_number: Annotated[
            str | None, "Text inside the purchase order number."
        ] = None,
        purchase_order_types: Annotated[
            str | None, "Purchase order types, comma-separated."
        ] = None,
        sync_statuses: Annotated[
            list[ApBillSyncStatus] | None, "States of the accounting sync to keep."
        ] = None,
        statuses: Annotated[
            list[ApBillStatus] | None, "Reconciliation states of the bill to keep."
        ] = None,
        sources: Annotated[
            list[ApBillSource] | None,
            "Where the bill came from, such as Purchasing, Recurring or API.",
        ] = None,
        min_cost: Annotated[Amount | None, "Least bill amount, in dollars."] = None,
        max_cost: Annotated[Amount | None, "Greatest bill amount, in dollars."] = None,
        bill_type: Annotated[ApBillType, "Kind of bill; Procurement unless set."] = "Procurement",
        date_reconciled_before: Annotated[
            Instant | None, "Reconciled before this time (UTC)."
        ] = None,
        date_reconciled_on_or_after: Annotated[
            Instant | None, "Reconciled at or after this time (UTC)."
        ] = None,
        three_way_match_discrepancy: Annotated[
            ApBillThreeWayMatchDiscrepancy | None, "Whether order, receipt and bill disagree."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ApBillResponse]:
        """Vendor bills to pay (accounts payable), by date, job, purchase order, cost or status.

        Only Procurement bills come back unless billType is set; amounts may come as text
        such as "0.00".
        """

    @get("/ap-bills/custom-fields", scope="tn.acc.apbills:r")
    async def list_ap_bill_custom_fields(
        self,
        *,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that vendor bills can carry, with their kinds and choices."""

    @patch("/ap-bills/custom-fields", scope="tn.acc.apbills:w", risk="grave")
    async def update_ap_bill_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more vendor bills."""

    @post("/ap-bills/markasexported", scope="tn.acc.apbills:w", risk="grave")
    async def mark_ap_bills_exported(
        self, body: MarkApBillAsExportedUpdateRequest
    ) -> list[MarkApBillAsExportedUpdateResponse]:
        """Mark vendor bills as exported to accounting; answers success or error for each."""

    @get("/ap-bills/{billId}", scope="tn.acc.apbills:r")
    async def get_ap_bill(
        self, bill_id: Annotated[int, "Id of the vendor bill."]
    ) -> ApBillResponse:
        """One vendor bill: vendor, amounts, due date, lines and whether it was reconciled."""
