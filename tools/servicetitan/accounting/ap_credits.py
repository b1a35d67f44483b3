"""ServiceTitan's Accounting API: ap credits."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    BatchResponse,
    CustomFieldResponse,
    CustomFieldTypeResponse,
    CustomFieldUpdateRequest,
    InventoryBillSyncStatus,
    LogicalOperator,
    NamedFieldResponse,
)
from tools.servicetitan.filters import Api, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Money, Page, StBody, Timestamp

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]


class ApCreditSplitModelResponse(TypedDict, total=False):
    id: int
    active: bool
    createdOn: Timestamp
    inventoryBillId: int
    vendorCreditId: int
    amount: Money


class ApCreditResponse(TypedDict, total=False):
    id: int
    inventoryReturnId: int | None
    jobId: int | None
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp
    date: Timestamp
    canceledOn: Timestamp | None
    number: str | None
    referenceNumber: str | None
    memo: str | None
    amount: Money
    appliedAmount: Money
    status: str
    syncStatus: str
    batch: BatchResponse | None
    businessUnit: NamedFieldResponse | None
    remittanceVendor: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    paymentStatus: str
    splits: list[ApCreditSplitModelResponse]
    budgetCodeId: int | None
    customFields: list[CustomFieldResponse] | None


class MarkApCreditAsExportedUpdateResponse(TypedDict, total=False):
    apCreditId: int
    success: bool
    errorMessage: str | None


class MarkApCreditAsExportedUpdateRequest(StBody):
    ap_credit_id: int = Field(description="Id of the vendor credit.")


class ApCredits(Module, base="/accounting/v2"):
    """Ap credits of ServiceTitan's Accounting API."""

    @get("/ap-credits", scope="tn.acc.apcredits:r")
    async def list_ap_credits(
        self,
        *,
        ids: Annotated[Ids50 | None, "Vendor credit ids, comma-separated, at most 50."] = None,
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
    ) -> Page[ApCreditResponse]:
        """Credits that vendors owe us, with amount applied and sync status."""

    @get("/ap-credits/custom-fields", scope="tn.acc.apcredits:r")
    async def list_ap_credit_custom_fields(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that vendor credits can carry, with their kinds and choices."""

    @patch("/ap-credits/custom-fields", scope="tn.acc.apcredits:w", risk="grave")
    async def update_ap_credit_custom_fields(self, body: CustomFieldUpdateRequest) -> None:
        """Set custom field values on one or more vendor credits."""

    @post("/ap-credits/markasexported", scope="tn.acc.apcredits:w", risk="grave")
    async def mark_ap_credits_exported(
        self, body: list[MarkApCreditAsExportedUpdateRequest]
    ) -> list[MarkApCreditAsExportedUpdateResponse]:
        """Mark vendor credits as exported to accounting; answers success or error for each."""
