"""ServiceTitan's Inventory API: transfers."""

from typing import Annotated, Unpack
from uuid import UUID

from typing_extensions import TypedDict

from tools.servicetitan.filters import Api, Changes, Ids, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.inventory.shared import (
    BatchResponse,
    CustomFieldResponse,
    CustomFieldUpdateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    LogicalOperator,
    ModificationResponse,
    SerialNumberResponse,
)
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Feed, Instant, Money, Page, StBody, Timestamp, optional


class InventoryTransferItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    description: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    name: str
    code: str
    quantity: Money
    quantityPicked: Money
    cost: Money
    totalCost: Money
    serialNumbers: list[SerialNumberResponse] | None
    createdById: int | None
    active: bool
    budgetCodeId: int | None


class ExportTransfersResponse(TypedDict, total=False):
    id: int
    transferType: str
    status: str
    number: str
    referenceNumber: str
    fromLocationId: int
    toLocationId: int
    createdById: int | None
    memo: str
    date: Timestamp
    pickedDate: Timestamp | None
    receivedDate: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    dateRequired: Timestamp | None
    jobId: int | None
    invoiceId: int | None
    canceledById: int | None
    canceledReason: str | None
    dateCanceled: Timestamp | None
    active: bool
    pickedById: int | None
    receivedById: int | None
    items: list[InventoryTransferItemResponse]
    customFields: list[CustomFieldResponse]
    externalData: list[ExternalDataModel] | None


class InventoryTransferResponse(TypedDict, total=False):
    id: int
    transferType: str
    status: str
    number: str
    referenceNumber: str
    fromLocationId: int
    toLocationId: int
    createdById: int | None
    memo: str
    date: Timestamp
    pickedDate: Timestamp | None
    receivedDate: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    dateRequired: Timestamp | None
    jobId: int | None
    invoiceId: int | None
    canceledById: int | None
    canceledReason: str | None
    dateCanceled: Timestamp | None
    active: bool
    pickedById: int | None
    receivedById: int | None
    items: list[InventoryTransferItemResponse]
    customFields: list[CustomFieldResponse]
    externalData: list[ExternalDataModel] | None


class UpdateTransferRequest(StBody):
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Transfers(Module, base="/inventory/v2"):
    """Transfers of ServiceTitan's Inventory API."""

    @get("/export/transfers", scope="tn.inv.transfers:r")
    async def export_transfers(self, **filters: Unpack[Changes]) -> Feed[ExportTransfersResponse]:
        """All stock transfers between warehouses and trucks in order of change, for a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/transfers", scope="tn.inv.transfers:r")
    async def list_transfers(
        self,
        *,
        ids: Annotated[Ids50 | None, "Stock transfer ids, comma-separated, at most 50."] = None,
        statuses: Annotated[str | None, "Transfer states, comma-separated."] = None,
        number: Annotated[str | None, "Transfer number."] = None,
        reference_number: Annotated[str | None, "Reference number of the transfer."] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        transfer_type_ids: Annotated[Ids | None, "Transfer type ids, comma-separated."] = None,
        from_location_ids: Annotated[
            Ids | None, "Ids of the warehouses or trucks the stock leaves, comma-separated."
        ] = None,
        to_location_ids: Annotated[
            Ids | None, "Ids of the warehouses or trucks the stock goes to, comma-separated."
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
        date_on_or_after: Annotated[Instant | None, "Dated at or after this time (UTC)."] = None,
        date_before: Annotated[Instant | None, "Dated before this time (UTC)."] = None,
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
    ) -> Page[InventoryTransferResponse]:
        """Stock moved between warehouses and trucks, by place, date or status."""

    @patch("/transfers/custom-fields", scope="tn.inv.transfers:w", risk="grave")
    async def update_transfer_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more stock transfers."""

    @patch("/transfers/{id}", scope="tn.inv.transfers:w")
    async def update_transfer(
        self, id: Annotated[int, "Id of the stock transfer."], body: UpdateTransferRequest
    ) -> ModificationResponse:
        """Change the external data keys kept on a stock transfer; nothing else can change.

        externalData drops all other keys unless patchMode is Merge.
        """
