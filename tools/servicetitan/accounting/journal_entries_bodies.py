"""What ServiceTitan accepts about journal entries."""

from typing import Literal

from pydantic import Field

from tools.servicetitan.types import Amount, Day, StBody, optional

JournalEntryCostType = Literal[
    "None",
    "Service",
    "Material",
    "Equipment",
    "Labor",
    "LaborBurden",
    "Tax",
    "Shipping",
    "RestockingFee",
    "OtherDirectCost",
    "LaborUnpaid",
    "OtherExpense",
]

JournalEntryPostingStatus = Literal["Open", "Closed"]

JournalEntryTransactionType = Literal[
    "Unspecified",
    "Invoice",
    "Payment",
    "Bill",
    "VendorCredit",
    "VendorPayment",
    "InventoryAdjustment",
    "PaymentApplication",
    "BankDeposit",
    "InventoryReturn",
    "InventoryTransfer",
    "RevenueRecognition",
    "Estimate",
    "PurchaseOrder",
    "Receipt",
    "GrossPayItem",
    "PayrollPeriod",
    "Manual",
    "ItemConsumption",
    "External",
    "CreditMemo",
    "CreditMemoApplication",
    "ExpenseTransaction",
]

JournalEntrySkuType = Literal["Service", "Material", "Equipment", "PriceModifier", "Unspecified"]

JournalEntrySyncStatus = Literal[
    "NotSynced", "InProgress", "Synced", "OutOfSync", "Error", "Excluded"
]

JournalEntryStatus = Literal["Open", "Closed"]


class ExternalObjectSaveRequest(StBody):
    id: str | None = optional("Id of the object in the other system.")
    type: str | None = optional("Kind of object it is in the other system.")
    name: str | None = optional("Name of the object in the other system.")
    url: str | None = optional("Web address of the object in the other system.")


class JournalEntryTransactionBody(StBody):
    id: int = Field(description="Id of the transaction.")
    type: JournalEntryTransactionType = Field(description="Kind of transaction.")
    ref_number: str | None = optional("Reference number of the transaction.")


class JournalEntrySkuSaveRequest(StBody):
    id: int = Field(description="Id of the pricebook item.")
    type: JournalEntrySkuType = Field(description="Kind of pricebook item.")


class JournalEntryLineCreateRequest(StBody):
    post_date: Day | None = optional("Posting date (YYYY-MM-DD).")
    account_id: int | None = optional("Id of the GL account.")
    debit: Amount = Field(description="Debit in dollars; 0 on a credit line.")
    credit: Amount = Field(description="Credit in dollars; 0 on a debit line.")
    memo: str | None = optional("Note on the line.")
    quantity: Amount | None = optional("How many.")
    unit_amount: Amount | None = optional("Amount for one unit, in dollars.")
    external_objects: list[ExternalObjectSaveRequest] | None = optional(
        "Matching objects in other systems."
    )
    business_unit_id: int | None = optional("Id of the business unit.")
    customer_id: int | None = optional("Id of the customer.")
    vendor_id: int | None = optional("Id of the vendor.")
    inventory_location_id: int | None = optional("Id of the warehouse or truck.")
    job_id: int | None = optional("Id of the job.")
    customer_location_id: int | None = optional("Id of the customer's location.")
    payment_type_id: int | None = optional("Id of the payment type.")
    project_id: int | None = optional("Id of the project.")
    budget_code_id: int | None = optional("Id of the budget code.")
    employee_id: int | None = optional("Id of the employee.")
    service_agreement_id: int | None = optional("Id of the service agreement.")
    applied_to: JournalEntryTransactionBody | None = optional("Transaction the line is applied to.")
    sku: JournalEntrySkuSaveRequest | None = optional("Pricebook item the line is about.")
    internal_cost_type: JournalEntryCostType | None = optional(
        "Kind of cost, such as Labor, Material or Tax."
    )


class JournalEntryCreateRequest(StBody):
    name: str | None = optional("Name of the journal entry.")
    status: JournalEntryPostingStatus = Field(description="Open or Closed.")
    version_id: int = Field(
        description="Version number; ServiceTitan wants one for a new entry too."
    )
    message: str | None = optional("Message kept with the entry, such as a sync error.")
    post_date: Day | None = optional("Posting date (YYYY-MM-DD).")
    custom_fields: dict[str, str | None] | None = optional(
        "Custom field names with their new values."
    )
    lines: list[JournalEntryLineCreateRequest] | None = optional(
        "Debit and credit lines of the entry."
    )


class JournalEntrySaveRequest(StBody):
    name: str | None = optional("Name of the journal entry.")
    status: JournalEntryPostingStatus = Field(description="Open or Closed.")
    version_id: int = Field(
        description="Version of the entry you last read; guards against overwriting."
    )
    message: str | None = optional("Message kept with the entry, such as a sync error.")
    post_date: Day | None = optional("Posting date (YYYY-MM-DD).")
    custom_fields: dict[str, str | None] | None = optional(
        "Custom field names with their new values."
    )
    lines: list[JournalEntryLineCreateRequest] | None = optional(
        "All debit and credit lines: they replace the present ones."
    )


class JournalEntrySyncUpdateRequest(StBody):
    sync_status: JournalEntrySyncStatus = Field(
        description="How the sync with the accounting system stands."
    )
    version_id: int = optional("Version of the entry you last read; guards against overwriting.")
    message: str = optional("Message kept with the entry, such as a sync error.")
    custom_fields: dict[str, str | None] | None = optional(
        "Custom field names with their new values.", max_length=5
    )


class JournalEntryUpdateRequest(StBody):
    status: JournalEntryStatus = optional("Open or Closed.")
    custom_fields: dict[str, str | None] | None = optional(
        "Custom field names with their new values.", max_length=5
    )
