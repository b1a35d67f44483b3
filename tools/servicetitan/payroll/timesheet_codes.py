"""ServiceTitan's Payroll API: timesheet codes."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Money, Page, Timestamp


class TimesheetCodeRateInfoResponse(TypedDict, total=False):
    hourlyRate: str
    customHourlyRate: Money | None
    rateMultiplier: Money


class TimesheetCodeExportResponse(TypedDict, total=False):
    id: int
    code: str
    description: str | None
    type: str
    applicableEmployeeType: str
    rateInfo: TimesheetCodeRateInfoResponse
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class TimesheetCodeResponse(TypedDict, total=False):
    id: int
    code: str
    description: str | None
    type: str
    applicableEmployeeType: str
    rateInfo: TimesheetCodeRateInfoResponse
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool


class TimesheetCodes(Module, base="/payroll/v2"):
    """Timesheet codes of ServiceTitan's Payroll API."""

    @get("/export/timesheet-codes", scope="tn.prl.timesheetcodes:r")
    async def export_timesheet_codes(
        self, **filters: Unpack[Changes]
    ) -> Feed[TimesheetCodeExportResponse]:
        """All timesheet codes in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/timesheet-codes", scope="tn.prl.timesheetcodes:r")
    async def list_timesheet_codes(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TimesheetCodeResponse]:
        """Codes for time not spent on jobs, with their pay rate rules."""

    @get("/timesheet-codes/{id}", scope="tn.prl.timesheetcodes:r")
    async def get_timesheet_code(
        self, id: Annotated[int, "Id of the timesheet code."]
    ) -> TimesheetCodeResponse:
        """One timesheet code: kind of time, who may use it and how it is paid."""
