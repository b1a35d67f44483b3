"""ServiceTitan's Payroll API: gross pay items."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids, PagedDated
from tools.servicetitan.operation import Module, delete, get, post, put
from tools.servicetitan.payroll.shared import EmployeeType, ModificationResponse
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional


class GrossPayItemExportResponse(TypedDict, total=False):
    id: int | None
    employeeId: int | None
    employeeType: str | None
    businessUnitName: str | None
    payrollId: int
    employeePayrollId: str | None
    date: Timestamp
    activity: str | None
    activityCodeId: int | None
    activityCode: str | None
    amount: Money
    amountAdjustment: Money | None
    payoutBusinessUnitName: str | None
    grossPayItemType: str
    startedOn: Timestamp | None
    endedOn: Timestamp | None
    paidDurationHours: Money | None
    paidTimeType: str | None
    sourceEntityId: int | None
    jobId: int
    jobNumber: str | None
    jobTypeName: str | None
    projectNumber: str | None
    projectId: int | None
    invoiceId: int | None
    invoiceNumber: str | None
    invoiceItemId: int | None
    customerId: int | None
    customerName: str | None
    locationId: int | None
    locationName: str | None
    locationAddress: str | None
    locationZip: str | None
    zoneName: str | None
    taxZoneName: str | None
    laborTypeId: int | None
    laborTypeCode: str | None
    budgetCodeId: int | None
    isPrevailingWageJob: bool | None
    memo: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class GrossPayItemResponse(TypedDict, total=False):
    id: int | None
    employeeId: int | None
    employeeType: str | None
    businessUnitName: str | None
    payrollId: int
    employeePayrollId: str | None
    date: Timestamp
    activity: str | None
    activityCodeId: int | None
    activityCode: str | None
    amount: Money
    amountAdjustment: Money | None
    payoutBusinessUnitName: str | None
    grossPayItemType: str
    startedOn: Timestamp | None
    endedOn: Timestamp | None
    paidDurationHours: Money | None
    paidTimeType: str | None
    sourceEntityId: int | None
    jobId: int
    jobNumber: str | None
    jobTypeName: str | None
    projectNumber: str | None
    projectId: int | None
    invoiceId: int | None
    invoiceNumber: str | None
    invoiceItemId: int | None
    customerId: int | None
    customerName: str | None
    locationId: int | None
    locationName: str | None
    locationAddress: str | None
    locationZip: str | None
    zoneName: str | None
    taxZoneName: str | None
    laborTypeId: int | None
    laborTypeCode: str | None
    budgetCodeId: int | None
    isPrevailingWageJob: bool | None
    memo: str | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class GrossPayItemCreateRequest(StBody):
    payroll_id: int = Field(description="Id of the payroll.")
    amount: Amount = Field(description="Amount in dollars; below zero takes pay away.")
    activity_code_id: int = Field(description="Id of the payroll activity code.")
    date: Instant = Field(description="Date the pay belongs to (UTC).")
    invoice_id: int | None = optional("Id of the invoice the pay is for.")
    budget_code_id: int | None = optional("Id of the budget code.")
    memo: str | None = optional("Note on the pay line.")


class GrossPayItemUpdateRequest(StBody):
    payroll_id: int = Field(description="Id of the payroll.")
    amount: Amount = Field(description="Amount in dollars; below zero takes pay away.")
    activity_code_id: int = Field(description="Id of the payroll activity code.")
    date: Instant = Field(description="Date the pay belongs to (UTC).")
    invoice_id: int | None = optional("Id of the invoice the pay is for.")
    budget_code_id: int | None = optional("Id of the budget code.")
    memo: str | None = optional("Note on the pay line.")


class GrossPayItems(Module, base="/payroll/v2"):
    """Gross pay items of ServiceTitan's Payroll API."""

    @get("/export/gross-pay-items", scope="tn.prl.grosspayitems:r")
    async def export_gross_pay_items(
        self, **filters: Unpack[Changes]
    ) -> Feed[GrossPayItemExportResponse]:
        """All gross pay lines in order of change, for keeping a copy.

        Very large: thousands of rows can fill hundreds of megabytes. Changes show after
        about 15 minutes.
        """

    @get("/gross-pay-items", scope="tn.prl.grosspayitems:r")
    async def list_gross_pay_items(
        self,
        *,
        employee_type: Annotated[
            EmployeeType | None, "Technician, or Employee for office staff."
        ] = None,
        employee_id: Annotated[int | None, "Id of the technician or office employee."] = None,
        payroll_ids: Annotated[Ids | None, "Payroll ids, comma-separated."] = None,
        date_on_or_after: Annotated[Instant | None, "Dated at or after this time (UTC)."] = None,
        date_on_or_before: Annotated[Instant | None, "Dated at or before this time (UTC)."] = None,
        modified_on_or_before: Annotated[
            Instant | None, "Changed at or before this time (UTC)."
        ] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[GrossPayItemResponse]:
        """Gross pay lines by person, payroll or date: hours, amount, job and activity."""

    @post("/gross-pay-items", scope="tn.prl.grosspayitems:w", risk="grave")
    async def create_gross_pay_item(self, body: GrossPayItemCreateRequest) -> ModificationResponse:
        """Add a pay line to someone's payroll."""

    @put("/gross-pay-items/{id}", scope="tn.prl.grosspayitems:w", risk="grave")
    async def update_gross_pay_item(
        self, id: Annotated[int, "Id of the pay line."], body: GrossPayItemUpdateRequest
    ) -> ModificationResponse:
        """Change a pay line: payroll, amount, activity, date or note.

        Replaces the line: send every required field, also unchanged ones.
        """

    @delete("/gross-pay-items/{id}", scope="tn.prl.grosspayitems:w")
    async def delete_gross_pay_item(self, id: Annotated[int, "Id of the pay line."]) -> None:
        """Delete a pay line from a payroll."""
