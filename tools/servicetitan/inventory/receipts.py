"""ServiceTitan's Inventory API: receipts."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Api, Ids, Ids50, PagedDated, sorted_by
from tools.servicetitan.inventory.shared import (
    AddressResponse,
    CustomFieldResponse,
    CustomFieldUpdateRequest,
    GLAccountResponse,
    LogicalOperator,
    ModificationResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import (
    Amount,
    Choice,
    Instant,
    Money,
    Page,
    StBody,
    Timestamp,
    optional,
)

ReceiptCancellationReason = Literal[
    "NotRequired", "Duplicate", "Accidental", "VendorIssue", "Other", "JobCanceled"
]


class InventoryReceiptItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    name: str
    code: str
    description: str
    quantity: Money
    cost: Money
    generalLedgerAccount: GLAccountResponse | None
    costOfSaleAccount: GLAccountResponse | None
    assetAccount: GLAccountResponse | None
    purchaseOrderItemId: int
    budgetCodeId: int | None
    allocatedShipping: Money | None
    allocatedTax: Money | None
    allocatedOtherCosts: Money | None
    fullyLandedUnitCost: Money | None


class InventoryReceiptResponse(TypedDict, total=False):
    id: int
    active: bool
    number: str
    vendorInvoiceNumber: str
    createdById: int | None
    memo: str
    purchaseOrderId: int
    billId: int | None
    jobId: int | None
    businessUnitId: int | None
    vendorId: int
    technicianId: int | None
    inventoryLocationId: int
    shipTo: AddressResponse | None
    shipToDescription: str
    receiptAmount: Money
    taxAmount: Money
    shippingAmount: Money
    receivedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    syncStatus: str
    budgetCodeId: int | None
    landedCostMethod: Choice
    otherAmount: Money | None
    items: list[InventoryReceiptItemResponse]
    customFields: list[CustomFieldResponse]


class ReceiptCancellationReasonCancelResourceRequest(StBody):
    canceled_reason: ReceiptCancellationReason = optional("Why the receipt is canceled.")


class ReceivePurchaseOrderItemRequest(StBody):
    purchase_order_item_id: int | None = optional("Id of the purchase order line that arrived.")
    sku_id: int = Field(description="Id of the pricebook item.")
    description: str | None = optional("Description of the item.")
    vendor_part_number: str | None = optional("The vendor's part number.")
    quantity: Amount = Field(description="How many.")
    cost: Amount = Field(description="Cost of one, in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")


class ReceivePurchaseOrderRequest(StBody):
    purchase_order_id: int = Field(description="Id of the purchase order the goods belong to.")
    job_id: int | None = optional("Id of the job.")
    date_received: Instant = Field(description="When the goods arrived (UTC).")
    vendor_document_number: str | None = optional(
        "Number on the vendor's delivery paper or invoice."
    )
    memo: str | None = optional("Note on the receipt.")
    tax: Amount = Field(description="Tax in dollars.")
    shipping: Amount = Field(description="Shipping in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[ReceivePurchaseOrderItemRequest] = Field(
        description="Items with quantity and cost."
    )


class Receipts(Module, base="/inventory/v2"):
    """Receipts of ServiceTitan's Inventory API."""

    @get("/receipts", scope="tn.inv.receipts:r")
    async def list_receipts(
        self,
        *,
        ids: Annotated[Ids50 | None, "Goods receipt ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        number: Annotated[str | None, "Receipt number."] = None,
        vendor_invoice_number: Annotated[str | None, "Number on the vendor's invoice."] = None,
        bill_id: Annotated[int | None, "Id of the inventory bill."] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        vendor_ids: Annotated[Ids | None, "Vendor ids, comma-separated."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        inventory_location_ids: Annotated[
            Ids | None, "Warehouse and truck ids, comma-separated."
        ] = None,
        purchase_order_ids: Annotated[Ids | None, "Purchase order ids, comma-separated."] = None,
        sync_statuses: Annotated[
            str | None, "States of the accounting sync, comma-separated."
        ] = None,
        custom_fields_fields: Annotated[
            dict[str, str] | None,
            Api("customFields.Fields"),
            "Custom field names and the values they must have.",
        ] = None,
        custom_fields_operator: Annotated[
            LogicalOperator | None,
            Api("customFields.Operator"),
            "And: every custom field must match; Or: any of them.",
        ] = None,
        received_on_or_after: Annotated[
            Instant | None, "Received at or after this time (UTC)."
        ] = None,
        received_before: Annotated[Instant | None, "Received before this time (UTC)."] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[InventoryReceiptResponse]:
        """Goods received from vendors, by vendor, purchase order, bill, warehouse or date."""

    @post("/receipts", scope="tn.inv.receipts:w", risk="grave")
    async def receive_purchase_order(
        self, body: ReceivePurchaseOrderRequest
    ) -> ModificationResponse:
        """Record that goods of a purchase order arrived, with quantities and costs."""

    @patch("/receipts/custom-fields", scope="tn.inv.receipts:w", risk="grave")
    async def update_receipt_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more goods receipts."""

    @patch("/receipts/{id}/cancellation", scope="tn.inv.receipts:w", risk="grave")
    async def cancel_receipt(
        self,
        id: Annotated[int, "Id of the goods receipt."],
        body: ReceiptCancellationReasonCancelResourceRequest,
    ) -> ModificationResponse:
        """Cancel a goods receipt, with a reason."""
