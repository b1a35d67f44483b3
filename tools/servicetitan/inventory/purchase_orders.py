"""ServiceTitan's Inventory API: purchase orders."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids, Ids50, PagedDated, sorted_by
from tools.servicetitan.inventory.shared import (
    AddressRequest,
    AddressResponse,
    CustomFieldResponse,
    ModificationResponse,
    PurchaseOrderItemResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

PurchaseOrderCancellationReason = Literal[
    "NotRequired", "Duplicate", "Accidental", "VendorIssue", "Other", "JobCanceled"
]

PurchaseOrderId = Annotated[int, "Id of the purchase order."]


class ExportPurchaseOrdersResponse(TypedDict, total=False):
    id: int
    number: str
    invoiceId: int | None
    jobId: int | None
    projectId: int | None
    status: str
    typeId: int
    vendorId: int
    technicianId: int | None
    shipTo: AddressResponse
    businessUnitId: int | None
    inventoryLocationId: int | None
    batchId: int | None
    budgetCodeId: int | None
    vendorDocumentNumber: str
    date: Timestamp
    requiredOn: Timestamp | None
    sentOn: Timestamp | None
    receivedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    total: Money
    tax: Money
    shipping: Money
    createdById: int | None
    summary: str
    items: list[PurchaseOrderItemResponse]
    customFields: list[CustomFieldResponse]


class PurchaseOrderResponse(TypedDict, total=False):
    id: int
    number: str
    invoiceId: int | None
    jobId: int | None
    projectId: int | None
    status: str
    typeId: int
    vendorId: int
    technicianId: int | None
    shipTo: AddressResponse
    businessUnitId: int | None
    inventoryLocationId: int | None
    batchId: int | None
    budgetCodeId: int | None
    vendorDocumentNumber: str
    date: Timestamp
    requiredOn: Timestamp | None
    sentOn: Timestamp | None
    receivedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    total: Money
    tax: Money
    shipping: Money
    createdById: int | None
    summary: str
    items: list[PurchaseOrderItemResponse]
    customFields: list[CustomFieldResponse]


class PurchaseOrderCancellationReasonCancelResourceRequest(StBody):
    canceled_reason: PurchaseOrderCancellationReason = optional("Why the order is canceled.")


class CreateAddressRequest(StBody):
    description: str = Field(description="Description of the delivery place.")
    address: AddressRequest = Field(description="Street address.")


class CreatePurchaseOrderItemRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    description: str = Field(description="Description of the item; may hold HTML.")
    vendor_part_number: str = Field(description="The vendor's part number.")
    quantity: Amount = Field(description="How many.")
    cost: Amount = Field(description="Cost of one, in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")


class CreatePurchaseOrderRequest(StBody):
    vendor_id: int = Field(description="Id of the vendor.")
    type_id: int = Field(description="Id of the purchase order type.")
    business_unit_id: int = Field(description="Id of the business unit.")
    inventory_location_id: int = Field(description="Id of the warehouse or truck.")
    job_id: int | None = optional("Id of the job.")
    technician_id: int | None = optional("Id of the technician.")
    project_id: int | None = optional("Id of the project.")
    budget_code_id: int | None = optional("Id of the budget code.")
    ship_to: CreateAddressRequest = Field(description="Where the vendor delivers.")
    vendor_invoice_number: str | None = optional("Number on the vendor's invoice.")
    impacts_technician_payroll: bool = Field(
        description="True when the order affects the technician's pay."
    )
    memo: str | None = optional("Note on the order.")
    date: Instant = Field(description="Date of the order (UTC).")
    required_on: Instant = Field(description="When the goods are needed (UTC).")
    tax: Amount = Field(description="Tax in dollars.")
    shipping: Amount = Field(description="Shipping in dollars.")
    items: list[CreatePurchaseOrderItemRequest] = Field(description="Items with quantity and cost.")


class UpdateAddressRequest(StBody):
    description: str = Field(description="Description of the delivery place.")
    address: AddressRequest = Field(description="Street address.")


class UpdatePurchaseOrderItemRequest(StBody):
    id: int = Field(description="Id of the order line to change.")
    sku_id: int = Field(description="Id of the pricebook item.")
    description: str = Field(description="Description of the item; may hold HTML.")
    vendor_part_number: str = Field(description="The vendor's part number.")
    quantity: Amount = Field(description="How many.")
    cost: Amount = Field(description="Cost of one, in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")


class UpdatePurchaseOrderRequest(StBody):
    vendor_id: int = optional("Id of the vendor.")
    type_id: int = optional("Id of the purchase order type.")
    business_unit_id: int = optional("Id of the business unit.")
    inventory_location_id: int = optional("Id of the warehouse or truck.")
    job_id: int = optional("Id of the job.")
    technician_id: int = optional("Id of the technician.")
    project_id: int = optional("Id of the project.")
    budget_code_id: int | None = optional("Id of the budget code.")
    ship_to: UpdateAddressRequest = optional("Where the vendor delivers.")
    vendor_invoice_number: str = optional("Number on the vendor's invoice.")
    impacts_technician_payroll: bool = optional("True when the order affects the technician's pay.")
    memo: str = optional("Note on the order.")
    date: Instant = optional("Date of the order (UTC).")
    required_on: Instant = optional("When the goods are needed (UTC).")
    tax: Amount = optional("Tax in dollars.")
    shipping: Amount = optional("Shipping in dollars.")
    items: list[UpdatePurchaseOrderItemRequest] = optional("Items with quantity and cost.")


class PurchaseOrders(Module, base="/inventory/v2"):
    """Purchase orders of ServiceTitan's Inventory API."""

    @get("/export/purchase-orders", scope="tn.inv.purchaseorders:r")
    async def export_purchase_orders(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportPurchaseOrdersResponse]:
        """All purchase orders with their items in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/purchase-orders", scope="tn.inv.purchaseorders:r")
    async def list_purchase_orders(
        self,
        *,
        ids: Annotated[Ids50 | None, "Purchase order ids, comma-separated, at most 50."] = None,
        status: Annotated[
            Literal["Pending", "Sent", "PartiallyReceived", "Received", "Exported", "Canceled"]
            | None,
            "Order status: Pending, Sent, PartiallyReceived, Received, Exported or Canceled.",
        ] = None,
        number: Annotated[str | None, "Purchase order number."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        job_ids: Annotated[Ids | None, "Job ids, comma-separated."] = None,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        date_on_or_after: Annotated[Instant | None, "Dated at or after this time (UTC)."] = None,
        date_before: Annotated[Instant | None, "Dated before this time (UTC)."] = None,
        sent_on_or_after: Annotated[
            Instant | None, "Sent to the vendor at or after this time (UTC)."
        ] = None,
        sent_before: Annotated[Instant | None, "Sent to the vendor before this time (UTC)."] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PurchaseOrderResponse]:
        """Purchase orders by status, number, job, project, technician or date."""

    @post("/purchase-orders", scope="tn.inv.purchaseorders:w", risk="grave")
    async def create_purchase_order(self, body: CreatePurchaseOrderRequest) -> ModificationResponse:
        """Order parts from a vendor for stock or for a job; answers the new order's id."""

    @get("/purchase-orders/{id}", scope="tn.inv.purchaseorders:r")
    async def get_purchase_order(self, id: PurchaseOrderId) -> PurchaseOrderResponse:
        """One purchase order: vendor, job, items, dates, total and status."""

    @patch("/purchase-orders/{id}", scope="tn.inv.purchaseorders:w", risk="grave")
    async def update_purchase_order(
        self, id: PurchaseOrderId, body: UpdatePurchaseOrderRequest
    ) -> ModificationResponse:
        """Change a purchase order's vendor, job, dates, ship-to address, charges or items."""

    @patch("/purchase-orders/{id}/cancellation", scope="tn.inv.purchaseorders:w", risk="grave")
    async def cancel_purchase_order(
        self, id: PurchaseOrderId, body: PurchaseOrderCancellationReasonCancelResourceRequest
    ) -> ModificationResponse:
        """Cancel a purchase order, with a reason."""
