"""ServiceTitan's Accounting API: invoice items."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    GLAccountResponse,
    InvoiceItemUpdateRequest,
    ItemGroupResponse,
    NamedFieldResponse,
)
from tools.servicetitan.filters import Changes
from tools.servicetitan.operation import Module, delete, get, patch
from tools.servicetitan.types import Feed, Money, Timestamp


class ExportInvoiceItemResponse(TypedDict, total=False):
    id: int
    description: str | None
    quantity: str | None
    cost: str | None
    totalCost: str | None
    budgetCodeId: int | None
    inventoryLocationId: int | None
    inventoryLocation: str | None
    price: str | None
    type: str
    skuName: str | None
    skuId: int
    total: str | None
    inventory: bool
    taxable: bool
    isChargeable: bool
    generalLedgerAccount: GLAccountResponse | None
    costOfSaleAccount: GLAccountResponse | None
    assetAccount: GLAccountResponse | None
    membershipTypeId: int
    itemGroup: ItemGroupResponse | None
    displayName: str | None
    soldHours: Money | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    serviceDate: Timestamp | None
    order: int
    businessUnit: NamedFieldResponse | None
    createdById: int | None
    displayInAmount: bool | None
    importId: str | None
    exportId: str | None
    inventoryStatus: str | None
    addOn: bool
    memberPrice: str | None
    technicianId: int | None
    installedEquipmentId: int | None
    estimateItemId: int | None
    active: bool
    invoiceId: int


class InvoiceItems(Module, base="/accounting/v2"):
    """Invoice items of ServiceTitan's Accounting API."""

    @get("/export/invoice-items", scope="tn.acc.invoiceitems:r")
    async def export_invoice_items(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportInvoiceItemResponse]:
        """All invoice lines with price, cost and technician in order of change, for a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @patch("/invoices/{invoiceId}/items", scope="tn.acc.invoices:w", risk="grave")
    async def save_invoice_item(
        self, invoice_id: Annotated[int, "Id of the invoice."], body: InvoiceItemUpdateRequest
    ) -> None:
        """Add a line to an invoice, or change one of its lines when an item id is given.

        One line per call. To add, give skuId or skuName; the price is unitPrice. A wrong
        SKU name can answer 500.
        """

    @delete("/invoices/{invoiceId}/items/{itemId}", scope="tn.acc.invoices:w")
    async def delete_invoice_item(
        self,
        invoice_id: Annotated[int, "Id of the invoice."],
        item_id: Annotated[int, "Id of the invoice line."],
    ) -> None:
        """Remove one line from an invoice."""
