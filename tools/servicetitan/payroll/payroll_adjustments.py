"""ServiceTitan's Payroll API: payroll adjustments."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids, PagedDated
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.payroll.shared import EmployeeType, ModificationResponse
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional


class PayrollAdjustmentExportResponse(TypedDict, total=False):
    id: int
    employeeType: str
    employeeId: int
    postedOn: Timestamp
    amount: Money
    memo: str | None
    activityCodeId: int | None
    invoiceId: int | None
    hours: Money | None
    rate: Money | None
    quantity: Money | None
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class PayrollAdjustmentResponse(TypedDict, total=False):
    id: int
    employeeType: str
    employeeId: int
    postedOn: Timestamp
    amount: Money
    memo: str | None
    activityCodeId: int | None
    invoiceId: int | None
    hours: Money | None
    rate: Money | None
    quantity: Money | None
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class PayrollAdjustmentCreateRequest(StBody):
    employee_type: EmployeeType = Field(description="Technician, or Employee for office staff.")
    employee_id: int = Field(description="Id of the technician or office employee.")
    posted_on: Instant = Field(description="Posting date (UTC).")
    amount: Amount | None = optional("Amount in dollars; below zero takes pay away.")
    memo: str | None = optional("Note on the adjustment.")
    activity_code_id: int | None = optional("Id of the payroll activity code.")
    invoice_id: int | None = optional("Id of the invoice the pay is for.")
    hours: Amount | None = optional("Number of hours, with rate.")
    rate: Amount | None = optional("Pay for one hour or unit, in dollars.")
    quantity: Amount | None = optional("Number of units, with rate.")


class PayrollAdjustments(Module, base="/payroll/v2"):
    """Payroll adjustments of ServiceTitan's Payroll API."""

    @get("/export/payroll-adjustments", scope="tn.prl.payrolladjustments:r")
    async def export_payroll_adjustments(
        self, **filters: Unpack[Changes]
    ) -> Feed[PayrollAdjustmentExportResponse]:
        """All payroll adjustments in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/payroll-adjustments", scope="tn.prl.payrolladjustments:r")
    async def list_payroll_adjustments(
        self,
        *,
        employee_ids: Annotated[
            Ids | None, "Technician or office employee ids, comma-separated."
        ] = None,
        posted_on_or_after: Annotated[Instant | None, "Posted at or after this time (UTC)."] = None,
        posted_on_or_before: Annotated[
            Instant | None, "Posted at or before this time (UTC)."
        ] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollAdjustmentResponse]:
        """Payroll adjustments such as bonuses or deductions, by person or posting date."""

    @post("/payroll-adjustments", scope="tn.prl.payrolladjustments:w", risk="grave")
    async def create_payroll_adjustment(
        self, body: PayrollAdjustmentCreateRequest
    ) -> ModificationResponse:
        """Add a bonus, deduction or other adjustment to someone's pay."""

    @get("/payroll-adjustments/{id}", scope="tn.prl.payrolladjustments:r")
    async def get_payroll_adjustment(
        self,
        id: Annotated[int, "Id of the payroll adjustment."],
        *,
        employee_type: Annotated[
            EmployeeType | None, "Technician, or Employee for office staff."
        ] = None,
    ) -> PayrollAdjustmentResponse:
        """One payroll adjustment: person, amount or hours and rate, date and note."""
