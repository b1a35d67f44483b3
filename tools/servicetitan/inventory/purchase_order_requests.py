"""ServiceTitan's Inventory API: purchase order requests."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Ids, PagedDated, sorted_by
from tools.servicetitan.inventory.shared import (
    AddressResponse,
    CustomFieldResponse,
    ModificationResponse,
    PurchaseOrderItemResponse,
)
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Instant, Money, Page, StBody, Timestamp

PoApprovalRejectionReason = Literal["CostTooHigh", "WrongVendor", "Other"]

PurchaseOrderRequestStatus = Literal["PendingApproval", "Approved", "Rejected"]

PurchaseOrderRequestId = Annotated[int, "Id of the purchase order request."]


class PurchaseOrderRequestResponse(TypedDict, total=False):
    id: int
    requestNumber: str
    requestStatus: str
    invoiceId: int | None
    jobId: int | None
    projectId: int | None
    typeId: int
    vendorId: int
    technicianId: int | None
    shipTo: AddressResponse | None
    businessUnitId: int | None
    inventoryLocationId: int | None
    batchId: int | None
    vendorDocumentNumber: str | None
    date: Timestamp
    requiredOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    total: Money
    tax: Money
    shipping: Money
    summary: str | None
    items: list[PurchaseOrderItemResponse]
    customFields: list[CustomFieldResponse] | None


class PurchaseOrderRequestRejectionArgs(StBody):
    rejection_reason: PoApprovalRejectionReason = Field(
        description="Why the request is turned down."
    )


class PurchaseOrderRequests(Module, base="/inventory/v2"):
    """Purchase order requests of ServiceTitan's Inventory API."""

    @get("/purchase-orders/requests", scope="tn.inv.purchaseorders:r")
    async def list_purchase_order_requests(
        self,
        *,
        ids: Annotated[Ids | None, "Purchase order request ids, comma-separated."] = None,
        request_status: Annotated[
            PurchaseOrderRequestStatus | None,
            "Requests that are PendingApproval, Approved or Rejected.",
        ] = None,
        request_number: Annotated[str | None, "Number of the request."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        job_ids: Annotated[Ids | None, "Job ids, comma-separated."] = None,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        project_id: Annotated[int | None, "Id of the project."] = None,
        date_on_or_after: Annotated[Instant | None, "Dated at or after this time (UTC)."] = None,
        date_before: Annotated[Instant | None, "Dated before this time (UTC)."] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PurchaseOrderRequestResponse]:
        """Parts that technicians asked to buy, waiting, approved or rejected."""

    @patch("/purchase-orders/requests/{id}/approve", scope="tn.inv.purchaseorders:w", risk="grave")
    async def approve_purchase_order_request(
        self, id: PurchaseOrderRequestId
    ) -> ModificationResponse:
        """Approve a technician's request to buy parts."""

    @patch("/purchase-orders/requests/{id}/reject", scope="tn.inv.purchaseorders:w")
    async def reject_purchase_order_request(
        self, id: PurchaseOrderRequestId, body: PurchaseOrderRequestRejectionArgs
    ) -> ModificationResponse:
        """Turn down a technician's request to buy parts, with a reason."""
