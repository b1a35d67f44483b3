"""ServiceTitan's Payroll API: activity codes."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Page, Timestamp


class PayrollActivityCodeExportResponse(TypedDict, total=False):
    id: int
    name: str
    code: str
    earningCategory: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    isDiscretionary: bool
    active: bool


class PayrollActivityCodeResponse(TypedDict, total=False):
    id: int
    name: str
    code: str
    earningCategory: str
    createdOn: Timestamp
    modifiedOn: Timestamp
    isDiscretionary: bool
    active: bool


class ActivityCodes(Module, base="/payroll/v2"):
    """Activity codes of ServiceTitan's Payroll API."""

    @get("/activity-codes", scope="tn.prl.activitycodes:r")
    async def list_activity_codes(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollActivityCodeResponse]:
        """Payroll activity codes that sort pay into kinds of earning."""

    @get("/activity-codes/{id}", scope="tn.prl.activitycodes:r")
    async def get_activity_code(
        self, id: Annotated[int, "Id of the activity code."]
    ) -> PayrollActivityCodeResponse:
        """One payroll activity code: name, code and kind of earning."""

    @get("/export/activity-codes", scope="tn.prl.activitycodes:r")
    async def export_activity_codes(
        self, **filters: Unpack[Changes]
    ) -> Feed[PayrollActivityCodeExportResponse]:
        """All payroll activity codes in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
