"""ServiceTitan's Accounting API: journal entries."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.accounting.journal_entries_bodies import (
    JournalEntryCreateRequest,
    JournalEntryPostingStatus,
    JournalEntrySaveRequest,
    JournalEntrySyncStatus,
    JournalEntrySyncUpdateRequest,
    JournalEntryTransactionType,
    JournalEntryUpdateRequest,
)
from tools.servicetitan.accounting.shared import CustomFieldResponse, NamedFieldResponse
from tools.servicetitan.filters import As, Dated, Ids50, Texts50, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post, put
from tools.servicetitan.types import Instant, Money, Page, Timestamp

EmptyJeHandling = Literal["IncludeExceptNotSynced", "Include", "Exclude"]

PageSize = Annotated[int, Field(le=500), "Rows per page; 50 unless set, up to 500."]

IncludeTotal = Annotated[bool, "True to count all matching rows in totalCount."]

JournalEntryId = Annotated[UUID, "Id of the journal entry (GUID)."]


class ExternalObjectResponse(TypedDict, total=False):
    id: str | None
    type: str | None
    name: str | None
    url: str | None


class GeneralLedgerAccount(TypedDict, total=False):
    id: int
    number: str | None
    name: str | None
    type: str | None
    subtype: str | None


class JournalEntryTransaction(TypedDict, total=False):
    id: int
    type: str
    refNumber: str | None


class NumberFieldResponse(TypedDict, total=False):
    id: int
    number: str | None


class JournalEntrySku(TypedDict, total=False):
    id: int
    type: str | None
    code: str | None


class JournalEntryDetailsResponse(TypedDict, total=False):
    postDate: str | None
    account: GeneralLedgerAccount
    debit: Money
    credit: Money
    memo: str | None
    quantity: Money | None
    unitAmount: Money | None
    externalObjects: list[ExternalObjectResponse] | None
    transaction: JournalEntryTransaction | None
    businessUnit: NamedFieldResponse | None
    customer: NamedFieldResponse | None
    vendor: NamedFieldResponse | None
    inventoryLocation: NamedFieldResponse | None
    job: NumberFieldResponse | None
    customerLocation: NamedFieldResponse | None
    paymentType: NamedFieldResponse | None
    project: NumberFieldResponse | None
    serviceAgreement: NumberFieldResponse | None
    appliedTo: JournalEntryTransaction | None
    sku: JournalEntrySku | None
    transactionDate: str | None
    budgetCodeId: int | None
    internalCostType: str | None


class JournalEntryResponse(TypedDict, total=False):
    id: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    number: int
    name: str | None
    source: str
    status: str
    syncStatus: str
    versionId: int
    lastSyncVersionId: int | None
    message: str | None
    postDate: str | None
    exportedOn: Timestamp | None
    exportedBy: NamedFieldResponse | None
    customFields: list[CustomFieldResponse] | None
    url: str | None
    isEmpty: bool


class JournalEntrySummaryResponse(TypedDict, total=False):
    postDate: str | None
    account: GeneralLedgerAccount
    credit: Money
    debit: Money
    memo: str | None
    businessUnit: NamedFieldResponse | None


class JournalEntries(Module, base="/accounting/v2"):
    """Journal entries of ServiceTitan's Accounting API."""

    @get("/journal-entries", scope="tn.acc.journalentries:r")
    async def list_journal_entries(
        self,
        *,
        ids: Annotated[
            Texts50 | None, "Journal entry ids (GUIDs), comma-separated, at most 50."
        ] = None,
        exported_from: Annotated[Instant | None, "Exported from this time on (UTC)."] = None,
        exported_to: Annotated[Instant | None, "Exported up to this time (UTC)."] = None,
        posted_from: Annotated[Instant | None, "Posted from this time on (UTC)."] = None,
        posted_to: Annotated[Instant | None, "Posted up to this time (UTC)."] = None,
        exported_by: Annotated[
            Texts50 | None, "Names of those who exported it, comma-separated, at most 50."
        ] = None,
        name: Annotated[
            str | None, Field(max_length=255), "Journal entry name, up to 255 characters."
        ] = None,
        number_from: Annotated[int | None, "Lowest journal entry number."] = None,
        number_to: Annotated[int | None, "Highest journal entry number."] = None,
        statuses: Annotated[
            list[JournalEntryPostingStatus] | None,
            Field(max_length=50),
            "Open or Closed entries to keep.",
        ] = None,
        sync_statuses: Annotated[
            list[JournalEntrySyncStatus] | None,
            Field(max_length=50),
            "States of the accounting sync to keep.",
        ] = None,
        transaction_posted_from: Annotated[
            Instant | None, "Has a transaction posted from this time on (UTC)."
        ] = None,
        transaction_posted_to: Annotated[
            Instant | None, "Has a transaction posted up to this time (UTC)."
        ] = None,
        business_unit_ids: Annotated[
            Ids50 | None, "Business unit ids, comma-separated, at most 50."
        ] = None,
        service_agreement_ids: Annotated[
            Ids50 | None, "Service agreement ids, comma-separated, at most 50."
        ] = None,
        customer_name: Annotated[
            str | None, Field(max_length=255), "Customer name on the entry, up to 255 characters."
        ] = None,
        location_name: Annotated[
            str | None,
            Field(max_length=255),
            "Customer location name on the entry, up to 255 characters.",
        ] = None,
        vendor_name: Annotated[
            str | None, Field(max_length=255), "Vendor name on the entry, up to 255 characters."
        ] = None,
        inventory_location_name: Annotated[
            str | None,
            Field(max_length=255),
            "Warehouse or truck name on the entry, up to 255 characters.",
        ] = None,
        ref_number: Annotated[
            Texts50 | None, "Transaction reference numbers, comma-separated, at most 50."
        ] = None,
        transaction_types: Annotated[
            list[JournalEntryTransactionType] | None,
            Field(max_length=50),
            "Kinds of transaction inside the entry, at most 50.",
        ] = None,
        custom_field: Annotated[
            dict[str, str] | None,
            Field(max_length=5),
            As("dotted"),
            "Custom field names and the values they must have, at most 5 pairs.",
        ] = None,
        empty: Annotated[
            EmptyJeHandling | None, "Whether entries without lines are included."
        ] = None,
        sort: Annotated[
            str | None,
            sorted_by(
                "Id",
                "Number",
                "Name",
                "Status",
                "CreatedOn",
                "ExportedOn",
                "ExportedBy",
                "PostDate",
            ),
        ] = None,
        page_size: PageSize = 50,
        page: Annotated[int | None, "Page number, from 1."] = None,
        include_total: IncludeTotal | None = None,
        **filters: Unpack[Dated],
    ) -> Page[JournalEntryResponse]:
        """Journal entries by post date, export, sync status, customer, vendor or type.

        At most 500 rows per page; postDate arrives as YYYY-MM-DDT00:00:00.
        """

    @post("/journal-entries", scope="tn.acc.journalentries:w", risk="grave")
    async def create_journal_entry(self, body: JournalEntryCreateRequest) -> None:
        """Add an external journal entry with its debit and credit lines.

        At most 5 custom fields.
        """

    @get("/journal-entries/{id}", scope="tn.acc.journalentries:r")
    async def get_journal_entry(self, id: JournalEntryId) -> JournalEntryResponse:
        """One journal entry: number, status, sync state and post date, without its lines."""

    @put("/journal-entries/{id}", scope="tn.acc.journalentries:w", risk="grave")
    async def replace_journal_entry(
        self, id: JournalEntryId, body: JournalEntrySaveRequest
    ) -> None:
        """Overwrite an external journal entry and all of its lines.

        Replaces every line; external entries only; at most 5 custom fields.
        """

    @patch("/journal-entries/{id}", scope="tn.acc.journalentries:w", risk="grave")
    async def update_journal_entry(
        self, id: JournalEntryId, body: JournalEntryUpdateRequest
    ) -> JournalEntryResponse:
        """Open or close a journal entry, or set its custom fields.

        At most 5 custom fields.
        """

    @delete("/journal-entries/{id}", scope="tn.acc.journalentries:w")
    async def delete_journal_entry(self, id: JournalEntryId) -> None:
        """Delete a journal entry."""

    @get("/journal-entries/{id}/details", scope="tn.acc.journalentries:r")
    async def list_journal_entry_details(
        self,
        id: JournalEntryId,
        *,
        page_size: PageSize = 50,
        page: Annotated[int | None, "Page number, from 1."] = None,
        include_total: IncludeTotal | None = None,
    ) -> Page[JournalEntryDetailsResponse]:
        """Every line of a journal entry with account, debit, credit, customer, job and vendor.

        At most 500 rows per page; no filter by change date.
        """

    @get("/journal-entries/{id}/summary", scope="tn.acc.journalentries:r")
    async def list_journal_entry_summary(
        self,
        id: JournalEntryId,
        *,
        page_size: PageSize = 50,
        page: Annotated[int | None, "Page number, from 1."] = None,
        include_total: IncludeTotal | None = None,
    ) -> Page[JournalEntrySummaryResponse]:
        """A journal entry's debits and credits added up by account and business unit.

        At most 500 rows per page; no filter by change date.
        """

    @patch("/journal-entries/{id}/sync", scope="tn.acc.journalentries:w", risk="grave")
    async def set_journal_entry_sync_status(
        self, id: JournalEntryId, body: JournalEntrySyncUpdateRequest
    ) -> JournalEntryResponse:
        """Record how a journal entry's sync with the accounting system went."""
