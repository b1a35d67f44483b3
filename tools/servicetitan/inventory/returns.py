"""ServiceTitan's Inventory API: returns."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import (
    Active,
    Api,
    Changes,
    Ids,
    Ids50,
    PagedDated,
    Texts50,
    sorted_by,
)
from tools.servicetitan.inventory.shared import (
    BatchResponse,
    CustomFieldResponse,
    CustomFieldUpdateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    GLAccountResponse,
    LogicalOperator,
    ModificationResponse,
    SerialNumberResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

ReturnCancellationReason = Literal[
    "NotRequired", "Duplicate", "Accidental", "VendorIssue", "Other", "JobCanceled"
]


class InventoryReturnItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    description: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    name: str
    code: str
    quantity: Money
    cost: Money
    generalLedgerAccount: GLAccountResponse | None
    costOfSaleAccount: GLAccountResponse | None
    assetAccount: GLAccountResponse | None
    serialNumbers: list[SerialNumberResponse] | None
    createdById: int | None
    active: bool
    receiptItemId: int | None
    budgetCodeId: int | None


class ExportReturnsResponse(TypedDict, total=False):
    id: int
    active: bool
    number: str
    referenceNumber: str
    status: str
    returnTypeId: int
    vendorId: int
    purchaseOrderId: int | None
    jobId: int | None
    projectId: int | None
    budgetCodeId: int | None
    businessUnitId: int
    inventoryLocationId: int | None
    createdById: int | None
    memo: str
    returnAmount: Money
    taxAmount: Money
    shippingAmount: Money
    returnDate: Timestamp
    returnedOn: Timestamp | None
    creditReceivedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    canceledById: int | None
    canceledReason: str | None
    dateCanceled: Timestamp | None
    items: list[InventoryReturnItemResponse]
    customFields: list[CustomFieldResponse]
    externalData: list[ExternalDataModel]


class InventoryReturnResponse(TypedDict, total=False):
    id: int
    active: bool
    number: str
    referenceNumber: str
    status: str
    returnTypeId: int
    vendorId: int
    purchaseOrderId: int | None
    jobId: int | None
    projectId: int | None
    budgetCodeId: int | None
    businessUnitId: int
    inventoryLocationId: int | None
    createdById: int | None
    memo: str
    returnAmount: Money
    taxAmount: Money
    shippingAmount: Money
    returnDate: Timestamp
    returnedOn: Timestamp | None
    creditReceivedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    canceledById: int | None
    canceledReason: str | None
    dateCanceled: Timestamp | None
    items: list[InventoryReturnItemResponse]
    customFields: list[CustomFieldResponse]
    externalData: list[ExternalDataModel]


class ReturnCancellationReasonCancelResourceRequest(StBody):
    canceled_reason: ReturnCancellationReason = optional("Why the return is canceled.")


class CreateInventoryReturnItemRequest(StBody):
    sku_id: int = Field(description="Id of the pricebook item.")
    description: str | None = optional("Description of the item.")
    quantity: Amount = Field(description="How many.")
    cost: Amount = Field(description="Cost of one, in dollars.")
    shipment_item_id: int | None = optional("Id of the received line that goes back.")
    budget_code_id: int | None = optional("Id of the budget code.")


class CreateInventoryReturnRequest(StBody):
    vendor_id: int = Field(description="Id of the vendor.")
    job_id: int | None = optional("Id of the job.")
    purchase_order_id: int | None = optional("Id of the purchase order.")
    return_type_id: int = Field(description="Id of the return type.")
    business_unit_id: int = Field(description="Id of the business unit.")
    budget_code_id: int | None = optional("Id of the budget code.")
    reference_number: str | None = optional("Reference number of the return.")
    inventory_location_id: int = Field(description="Id of the warehouse or truck.")
    return_date: Instant = Field(description="Date of the return (UTC).")
    memo: str | None = optional("Note on the return.")
    tax: Amount = Field(description="Tax in dollars.")
    shipping: Amount = Field(description="Shipping in dollars.")
    restocking_fee: Amount = Field(description="Vendor's restocking fee in dollars.")
    items: list[CreateInventoryReturnItemRequest] | None = optional("Items with quantity and cost.")


class UpdateReturnItemModel(StBody):
    id: int = Field(description="Id of the return line to change.")
    sku_id: int = Field(description="Id of the pricebook item.")
    item_description: str | None = optional("Description of the item; may hold HTML.")
    quantity: Amount = Field(description="How many.")
    cost: Amount = Field(description="Cost of one, in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")


class UpdateReturnRequest(StBody):
    return_type_id: int = optional("Id of the return type.")
    business_unit_id: int = optional("Id of the business unit.")
    reference_number: str = optional("Reference number of the return.")
    inventory_location_id: int = optional("Id of the warehouse or truck.")
    return_date: Instant = optional("Date of the return (UTC).")
    memo: str = optional("Note on the return.")
    tax: Amount | None = optional("Tax in dollars.")
    shipping: Amount | None = optional("Shipping in dollars.")
    restocking_fee: Amount | None = optional("Vendor's restocking fee in dollars.")
    budget_code_id: int | None = optional("Id of the budget code.")
    items: list[UpdateReturnItemModel] = optional("Items with quantity and cost.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Returns(Module, base="/inventory/v2"):
    """Returns of ServiceTitan's Inventory API."""

    @get("/export/returns", scope="tn.inv.returns:r")
    async def export_returns(self, **filters: Unpack[Changes]) -> Feed[ExportReturnsResponse]:
        """All returns to vendors with their items in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/returns", scope="tn.inv.returns:r")
    async def list_returns(
        self,
        *,
        ids: Annotated[Ids50 | None, "Return ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        number: Annotated[str | None, "Return number."] = None,
        reference_number: Annotated[str | None, "Reference number of the return."] = None,
        job_id: Annotated[int | None, "Id of the job."] = None,
        purchase_order_id: Annotated[int | None, "Id of the purchase order."] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        vendor_ids: Annotated[Ids | None, "Vendor ids, comma-separated."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        inventory_location_ids: Annotated[
            Ids | None, "Warehouse and truck ids, comma-separated."
        ] = None,
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
        return_date_on_or_after: Annotated[
            Instant | None, "Returned at or after this time (UTC)."
        ] = None,
        return_date_before: Annotated[Instant | None, "Returned before this time (UTC)."] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show or filter by."
        ] = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[InventoryReturnResponse]:
        """Parts and equipment sent back to vendors, by vendor, job, purchase order or date."""

    @post("/returns", scope="tn.inv.returns:w", risk="grave")
    async def create_return(self, body: CreateInventoryReturnRequest) -> ModificationResponse:
        """Record parts or equipment going back to a vendor; answers the new return's id."""

    @patch("/returns/custom-fields", scope="tn.inv.returns:w", risk="grave")
    async def update_return_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more returns."""

    @patch("/returns/{id}", scope="tn.inv.returns:w", risk="grave")
    async def update_return(
        self, id: Annotated[int, "Id of the return."], body: UpdateReturnRequest
    ) -> ModificationResponse:
        """Change a return's type, date, memo, charges or items.

        externalData drops all other keys unless patchMode is Merge.
        """

    @patch("/returns/{id}/cancellation", scope="tn.inv.returns:w", risk="grave")
    async def cancel_return(
        self,
        id: Annotated[int, "Id of the return."],
        body: ReturnCancellationReasonCancelResourceRequest,
    ) -> ModificationResponse:
        """Cancel a return to a vendor, with a reason."""
