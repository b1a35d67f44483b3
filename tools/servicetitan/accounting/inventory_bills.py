"""ServiceTitan's Accounting API: inventory bills."""

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
    InventoryBillSyncStatus,
    LogicalOperator,
    NamedFieldResponse,
)
from tools.servicetitan.filters import Api, Changes, Ids, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Choice, Feed, Instant, Page, StBody, Timestamp

BillType = Literal["NotSet", "Procurement", "ApBill", "RecurringBill"]

InventoryBillThreeWayMatchDiscrepancy = Literal["NoDiscrepancy", "Discrepancy"]

IdsFilter = Annotated[Ids, "Inventory bill ids, comma-separated."]

BatchId = Annotated[int, "Id of the accounting batch."]

BatchNumber = Annotated[int, "Number of the accounting batch."]

BillNumber = Annotated[str, "Bill number to look for."]

BusinessUnitIds = Annotated[Ids, "Business unit ids, comma-separated."]

CustomFieldFields = Annotated[
    dict[str, str],
    Api("customField.Fields"),
    Field(max_length=50),
    "Custom field names and the values they must have, at most 50 pairs.",
]

CustomFieldOperator = Annotated[
    LogicalOperator,
    Api("customField.Operator"),
    "And (default): every custom field must match; Or: any of them.",
]

DateFrom = Annotated[Instant, "Bill date from this time on (UTC)."]

DateTo = Annotated[Instant, "Bill date up to this time (UTC)."]

PurchaseOrderNumber = Annotated[str, "Purchase order number to look for."]

PurchaseOrderTypes = Annotated[str, "Purchase order types, comma-separated."]

SyncStatuses = Annotated[list[InventoryBillSyncStatus], "States of the accounting sync to keep."]

MinCost = Annotated[Amount, "Least bill amount, in dollars."]

MaxCost = Annotated[Amount, "Greatest bill amount, in dollars."]

DateReconciledBefore = Annotated[Instant, "Reconciled before this time (UTC)."]

DateReconciledOnOrAfter = Annotated[Instant, "Reconciled at or after this time (UTC)."]

ThreeWayMatchDiscrepancy = Annotated[
    InventoryBillThreeWayMatchDiscrepancy, "Whether order, receipt and bill disagree."
]


class InventoryBillItemResponse(TypedDict, total=False):
    order: int
    name: str | None
    description: str | None
    quantity: str | None
    cost: str | None
    allocatedTax: str | None
    allocatedShipping: str | None
    allocatedOtherCosts: str | None
    fullyLandedUnitCost: str | None
    inventoryLocation: str | None
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


class ExportInventoryBillResponse(TypedDict, total=False):
    id: int
    purchaseOrderId: int | None
    syncStatus: str | None
    referenceNumber: str | None
    vendorNumber: str | None
    summary: str | None
    billDate: Timestamp | None
    billAmount: str | None
    taxAmount: str | None
    shippingAmount: str | None
    landedCostMethod: Choice
    otherAmount: str | None
    createdBy: str | None
    createdOn: Timestamp | None
    modifiedOn: Timestamp | None
    termName: str | None
    dueDate: Timestamp | None
    shipToDescription: str | None
    postDate: Timestamp | None
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    taxZone: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    shipTo: AddressResponse | None
    budgetCodeId: int | None
    items: list[InventoryBillItemResponse] | None
    customFields: list[CustomFieldResponse] | None
    jobId: int | None
    jobNumber: str | None
    dateReconciled: Timestamp | None
    active: bool


class InventoryBillResponse(TypedDict, total=False):
    id: int
    purchaseOrderId: int | None
    syncStatus: str | None
    referenceNumber: str | None
    vendorNumber: str | None
    summary: str | None
    billDate: Timestamp | None
    billAmount: str | None
    taxAmount: str | None
    shippingAmount: str | None
    landedCostMethod: Choice
    otherAmount: str | None
    createdBy: str | None
    createdOn: Timestamp | None
    modifiedOn: Timestamp | None
    termName: str | None
    dueDate: Timestamp | None
    shipToDescription: str | None
    postDate: Timestamp | None
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    taxZone: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    shipTo: AddressResponse | None
    budgetCodeId: int | None
    items: list[InventoryBillItemResponse] | None
    customFields: list[CustomFieldResponse] | None
    jobId: int | None
    jobNumber: str | None
    dateReconciled: Timestamp | None


class MarkInventoryBillAsExportedUpdateResponse(TypedDict, total=False):
    inventoryBillId: int
    success: bool
    errorMessage: str | None


class MarkInventoryBillAsExportedUpdateRequest(StBody):
    inventory_bill_ids: list[int] = Field(description="Ids of the inventory bills.")


class InventoryBills(Module, base="/accounting/v2"):
    """Inventory bills of ServiceTitan's Accounting API."""

    @get("/export/inventory-bills", scope="tn.acc.inventorybills:r")
    async def export_inventory_bills(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportInventoryBillResponse]:
        """All inventory bills in order of change, for keeping a copy up to date.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/inventory-bills", scope="tn.acc.inventorybills:r")
    async def list_inventory_bills_plain(
        self,
        *,
        ids: IdsFilter | None = None,
        batch_id: BatchId | None = None,
        batch_number: BatchNumber | None = None,
        bill_number: BillNumber | None = None,
        business_unit_ids: BusinessUnitIds | None = None,
        custom_field_fields: CustomFieldFields | None = None,
        custom_field_operator: CustomFieldOperator = "And",
        date_from: DateFrom | None = None,
        date_to: DateTo | None = None,
        job_number: Annotated[str | None, "Job number to look for."] = None,
        purchase_order_number: PurchaseOrderNumber | None = None,
        purchase_order_types: PurchaseOrderTypes | None = None,
        sync_statuses: SyncStatuses | None = None,
        min_cost: MinCost | None = None,
        max_cost: MaxCost | None = None,
        bill_type: Annotated[
            BillType | None, "Kind of bill, such as Procurement or RecurringBill."
        ] = None,
        date_reconciled_before: DateReconciledBefore | None = None,
        date_reconciled_on_or_after: DateReconciledOnOrAfter | None = None,
        three_way_match_discrepancy: ThreeWayMatchDiscrepancy | None = None,
        **filters: Unpack[PagedDated],
    ) -> list[InventoryBillResponse]:
        """Inventory bills as one bare list, without page marks.

        It never says whether more pages exist; prefer accounting_list_inventory_bills.
        """

    @get("/inventory-bills/custom-fields", scope="tn.acc.inventorybills:r")
    async def list_inventory_bill_custom_fields(
        self,
        *,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that inventory bills can carry, with their kinds and choices."""

    @patch("/inventory-bills/custom-fields", scope="tn.acc.inventorybills:w", risk="grave")
    async def update_inventory_bill_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more inventory bills."""

    @post("/inventory-bills/markasexported", scope="tn.acc.inventorybills:w", risk="grave")
    async def mark_inventory_bills_exported(
        self, body: MarkInventoryBillAsExportedUpdateRequest
    ) -> list[MarkInventoryBillAsExportedUpdateResponse]:
        """Mark inventory bills as exported to accounting; says success or error for each."""

    @get("/inventory-bills/paginated", scope="tn.acc.inventorybills:r")
    async def list_inventory_bills(
        self,
        *,
        ids: IdsFilter | None = None,
        batch_id: BatchId | None = None,
        batch_number: BatchNumber | None = None,
        bill_number: BillNumber | None = None,
        business_unit_ids: BusinessUnitIds | None = None,
        custom_field_fields: CustomFieldFields | None = None,
        custom_field_operator: CustomFieldOperator = "And",
        date_from: DateFrom | None = None,
        date_to: DateTo | None = None,
        job_number: Annotated[str | None, "Job number to look for."] = None,
        purchase_order_number: PurchaseOrderNumber | None = None,
        purchase_order_types: PurchaseOrderTypes | None = None,
        sync_statuses: SyncStatuses | None = None,
        min_cost: MinCost | None = None,
        max_cost: MaxCost | None = None,
        bill_type: Annotated[
            BillType | None, "Kind of bill, such as Procurement or RecurringBill."
        ] = None,
        date_reconciled_before: DateReconciledBefore | None = None,
        date_reconciled_on_or_after: DateReconciledOnOrAfter | None = None,
        three_way_match_discrepancy: ThreeWayMatchDiscrepancy | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[InventoryBillResponse]:
        """Bills for parts and equipment bought, by date, job, order, cost or sync status."""
