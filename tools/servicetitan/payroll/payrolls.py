"""ServiceTitan's Payroll API: payrolls."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.payroll.shared import EmployeeType
from tools.servicetitan.types import Instant, Money, Page, Timestamp

PayrollStatus = Literal["Pending", "Expired", "Approved", "Paid", "Locked"]

StartedOnOrAfter = Annotated[Instant, "Pay period starts at or after this time (UTC)."]

EndedOnOrBefore = Annotated[Instant, "Pay period ends at or before this time (UTC)."]

ApprovedOnOrAfter = Annotated[Instant, "Approved by the manager at or after this time (UTC)."]

Status = Annotated[PayrollStatus, "State of the payroll."]

ActiveFilter = Annotated[Active, "True (default): active records; False: inactive ones; Any: both."]

Sort = Annotated[
    str, "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn."
]


class PayrollResponse(TypedDict, total=False):
    id: int
    startedOn: Timestamp
    endedOn: Timestamp
    employeeId: int
    employeeType: str
    status: str
    burdenRate: Money | None
    managerApprovedOn: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class Payrolls(Module, base="/payroll/v2"):
    """Payrolls of ServiceTitan's Payroll API."""

    @get("/employees/{employee}/payrolls", scope="tn.prl.employees:r")
    async def list_employee_payrolls(
        self,
        employee: Annotated[int, "Id of the office employee."],
        *,
        started_on_or_after: StartedOnOrAfter | None = None,
        ended_on_or_before: EndedOnOrBefore | None = None,
        approved_on_or_after: ApprovedOnOrAfter | None = None,
        status: Status | None = None,
        active: ActiveFilter = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollResponse]:
        """Pay periods of one office employee with their status."""

    @get("/payrolls", scope="tn.prl.payrolls:r")
    async def list_payrolls(
        self,
        *,
        employee_type: Annotated[
            EmployeeType | None, "Technician, or Employee for office staff."
        ] = None,
        started_on_or_after: StartedOnOrAfter | None = None,
        ended_on_or_before: EndedOnOrBefore | None = None,
        approved_on_or_after: ApprovedOnOrAfter | None = None,
        status: Status | None = None,
        active: ActiveFilter = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollResponse]:
        """Pay periods of all staff by date or status."""

    @get("/technicians/{technician}/payrolls", scope="tn.prl.technicians:r")
    async def list_technician_payrolls(
        self,
        technician: Annotated[int, "Id of the technician."],
        *,
        started_on_or_after: StartedOnOrAfter | None = None,
        ended_on_or_before: EndedOnOrBefore | None = None,
        approved_on_or_after: ApprovedOnOrAfter | None = None,
        status: Status | None = None,
        active: ActiveFilter = "True",
        sort: Sort | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollResponse]:
        """Pay periods of one technician with their status."""
