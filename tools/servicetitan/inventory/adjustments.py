"""ServiceTitan's Inventory API: adjustments."""

from typing import Annotated, Unpack
from uuid import UUID

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
    LogicalOperator,
    ModificationResponse,
    SerialNumberResponse,
)
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Feed, Instant, Money, Page, StBody, Timestamp, optional


class InventoryAdjustmentItemResponse(TypedDict, total=False):
    id: int
    skuId: int
    description: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    name: str
    code: str
    quantity: Money
    cost: Money
    totalCost: Money
    createdById: int | None
    active: bool
    budgetCodeId: int | None
    serialNumbers: list[SerialNumberResponse] | None


class ExportAdjustmentsResponse(TypedDict, total=False):
    id: int
    active: bool
    number: str
    referenceNumber: str
    type: str
    inventoryLocationId: int
    businessUnitId: int | None
    projectId: int | None
    invoiceId: int | None
    createdById: int | None
    memo: str
    date: Timestamp
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    canceledReason: str | None
    canceledById: int | None
    dateCanceled: Timestamp | None
    externalData: list[ExternalDataModel]
    items: list[InventoryAdjustmentItemResponse]
    customFields: list[CustomFieldResponse]


class InventoryAdjustmentResponse(TypedDict, total=False):
    id: int
    active: bool
    number: str
    referenceNumber: str
    type: str
    inventoryLocationId: int
    businessUnitId: int | None
    projectId: int | None
    invoiceId: int | None
    createdById: int | None
    memo: str
    date: Timestamp
    createdOn: Timestamp
    modifiedOn: Timestamp
    batchId: int | None
    batch: BatchResponse | None
    syncStatus: str
    canceledReason: str | None
    canceledById: int | None
    dateCanceled: Timestamp | None
    externalData: list[ExternalDataModel]
    items: list[InventoryAdjustmentItemResponse]
    customFields: list[CustomFieldResponse]


class UpdateAdjustmentRequest(StBody):
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Adjustments(Module, base="/inventory/v2"):
    """Adjustments of ServiceTitan's Inventory API."""

    @get("/adjustments", scope="tn.inv.adjustments:r")
    async def list_adjustments(
        self,
        *,
        ids: Annotated[Ids50 | None, "Stock adjustment ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show or filter by."
        ] = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        number: Annotated[str | None, "Adjustment number."] = None,
        reference_number: Annotated[str | None, "Reference number of the adjustment."] = None,
        batch_id: Annotated[int | None, "Id of the accounting batch."] = None,
        invoice_ids: Annotated[Ids | None, "Invoice ids, comma-separated."] = None,
        inventory_location_ids: Annotated[
            Ids | None, "Warehouse and truck ids, comma-separated."
        ] = None,
        adjustment_types: Annotated[str | None, "Kinds of adjustment, comma-separated."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
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
        **filters: Unpack[PagedDated],
    ) -> Page[InventoryAdjustmentResponse]:
        """Stock adjustments by warehouse or truck, date, invoice or sync status."""

    @patch("/adjustments/custom-fields", scope="tn.inv.adjustments:w", risk="grave")
    async def update_adjustment_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more stock adjustments."""

    @patch("/adjustments/{id}", scope="tn.inv.adjustments:w")
    async def update_adjustment(
        self, id: Annotated[int, "Id of the stock adjustment."], body: UpdateAdjustmentRequest
    ) -> ModificationResponse:
        """Change the external data keys kept on a stock adjustment; nothing else can change.

        externalData drops all other keys unless patchMode is Merge.
        """

    @get("/export/adjustments", scope="tn.inv.adjustments:r")
    async def export_adjustments(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportAdjustmentsResponse]:
        """All stock adjustments with their items in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
