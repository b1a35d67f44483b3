"""What ServiceTitan answers about invoices."""

from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import (
    AddressResponse,
    BatchResponse,
    CustomFieldResponse,
    GLAccountResponse,
    ItemGroupResponse,
    NamedFieldResponse,
    SalesTaxResponse,
)
from tools.servicetitan.types import Money, Timestamp


class EmployeeInfoResponse(TypedDict, total=False):
    id: int
    name: str | None
    modifiedOn: Timestamp


class InvoiceItemResponse(TypedDict, total=False):
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


class JobResponse(TypedDict, total=False):
    id: int
    number: str | None
    type: str | None


class RoyaltyResponse(TypedDict, total=False):
    status: str | None
    date: Timestamp | None
    sentOn: Timestamp | None
    memo: str | None


class ExportInvoiceResponse(TypedDict, total=False):
    summary: str | None
    items: list[InvoiceItemResponse] | None
    customFields: list[CustomFieldResponse] | None
    active: bool
    discountTotal: str | None
    importId: str | None
    exportId: str | None
    materialSkuId: int | None
    membershipId: int | None
    paidOn: Timestamp | None
    invoiceConfiguration: str
    id: int
    syncStatus: str | None
    budgetCodeId: int | None
    referenceNumber: str | None
    invoiceDate: Timestamp | None
    dueDate: Timestamp | None
    subTotal: str | None
    salesTax: str | None
    salesTaxCode: SalesTaxResponse | None
    taxZoneId: int | None
    total: str | None
    balance: str | None
    invoiceType: NamedFieldResponse | None
    customer: NamedFieldResponse | None
    customerAddress: AddressResponse | None
    location: NamedFieldResponse | None
    locationAddress: AddressResponse | None
    businessUnit: NamedFieldResponse | None
    termName: str | None
    createdBy: str | None
    batch: BatchResponse | None
    depositedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp | None
    adjustmentToId: int | None
    job: JobResponse | None
    projectId: int | None
    royalty: RoyaltyResponse | None
    employeeInfo: EmployeeInfoResponse | None
    commissionEligibilityDate: str | None
    sentStatus: str
    reviewStatus: str
    assignedTo: NamedFieldResponse | None


class InvoiceResponse(TypedDict, total=False):
    id: int
    syncStatus: str | None
    budgetCodeId: int | None
    referenceNumber: str | None
    invoiceDate: Timestamp | None
    dueDate: Timestamp | None
    subTotal: str | None
    salesTax: str | None
    salesTaxCode: SalesTaxResponse | None
    taxZoneId: int | None
    total: str | None
    balance: str | None
    invoiceType: NamedFieldResponse | None
    customer: NamedFieldResponse | None
    customerAddress: AddressResponse | None
    location: NamedFieldResponse | None
    locationAddress: AddressResponse | None
    businessUnit: NamedFieldResponse | None
    termName: str | None
    createdBy: str | None
    batch: BatchResponse | None
    depositedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp | None
    adjustmentToId: int | None
    job: JobResponse | None
    projectId: int | None
    royalty: RoyaltyResponse | None
    employeeInfo: EmployeeInfoResponse | None
    commissionEligibilityDate: str | None
    sentStatus: str
    reviewStatus: str
    assignedTo: NamedFieldResponse | None
    summary: str | None
    items: list[InvoiceItemResponse] | None
    customFields: list[CustomFieldResponse] | None
    active: bool
    discountTotal: str | None
    importId: str | None
    exportId: str | None
    materialSkuId: int | None
    membershipId: int | None
    paidOn: Timestamp | None
    invoiceConfiguration: str


class MarkInvoiceAsExportedUpdateResponse(TypedDict, total=False):
    invoiceId: int
    success: bool
    errorMessage: str | None
