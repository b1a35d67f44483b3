"""ServiceTitan's Reporting API: reports."""

from typing import Annotated, Any, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Api, Paged
from tools.servicetitan.operation import Module, delete, get, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional

Token = Annotated[str, "Token answered by reporting_start_report."]

ReportCategory = Annotated[str, Api("report_category"), "Id of the report category."]


class ReportCategoryListItem(TypedDict, total=False):
    id: str
    name: str


class ReportListItem(TypedDict, total=False):
    id: int
    name: str
    description: str | None


class HeaderField(TypedDict, total=False):
    name: str
    label: str


class DynamicSetResponse(TypedDict, total=False):
    page: int
    pageSize: int
    hasMore: bool
    totalCount: int | None
    data: list[list[Any]]
    fields: list[HeaderField]


class ParameterPossibleValues(TypedDict, total=False):
    fields: list[HeaderField]
    dynamicSetId: str | None
    values: list[list[Any]] | None


class ReportDataPendingResponse(TypedDict, total=False):
    status: str
    token: str


class ReportDataResponse(TypedDict, total=False):
    page: int
    pageSize: int
    hasMore: bool
    totalCount: int | None
    data: list[list[Any]]
    fields: list[HeaderField]


class ReportField(TypedDict, total=False):
    name: str
    label: str
    dataType: str


class ReportParameter(TypedDict, total=False):
    name: str
    label: str
    dataType: str
    isArray: bool
    isRequired: bool
    acceptValues: ParameterPossibleValues | None


class ReportResponse(TypedDict, total=False):
    id: int
    name: str
    description: str | None
    modifiedOn: Timestamp
    parameters: list[ReportParameter]
    fields: list[ReportField]


class ReportDataParameter(StBody):
    name: str = Field(
        description="Name of the parameter, as the report describes it.", min_length=1
    )
    value: Any = optional("Value of the parameter, in the type the report asks for.")


class ReportDataRequest(StBody):
    parameters: list[ReportDataParameter] = Field(
        description="Values for the report's parameters; paging does not belong here."
    )


class Reports(Module, base="/reporting/v2"):
    """Reports of ServiceTitan's Reporting API."""

    @get("/data-queries/{token}")
    async def get_report_result(
        self, token: Token
    ) -> ReportDataResponse | ReportDataPendingResponse:
        """Rows of a report started earlier, or its state when it is not ready yet.

        Ask again while the status is NotStarted or InProgress; keys may come as Fields,
        Data and Name.
        """

    @delete("/data-queries/{token}")
    async def cancel_report(self, token: Token) -> None:
        """Stop a report started earlier; this frees its slot."""

    @get("/dynamic-value-sets/{dynamicSetId}", scope="tn.rpr.dynamicvaluesets:r")
    async def list_dynamic_values(
        self,
        dynamic_set_id: Annotated[str, "Id of the value set, as named by the report's parameter."],
        **filters: Unpack[Paged],
    ) -> DynamicSetResponse:
        """Values allowed for a report parameter, such as business units."""

    @get("/report-categories", scope="tn.rpr.reportcategories:r")
    async def list_report_categories(
        self, **filters: Unpack[Paged]
    ) -> Page[ReportCategoryListItem]:
        """Categories that reports are sorted into."""

    @get("/report-category/{report_category}/reports", scope="tn.rpr.reports:r")
    async def list_reports(
        self, report_category: ReportCategory, **filters: Unpack[Paged]
    ) -> Page[ReportListItem]:
        """Reports in one category, with name and description.

        Two reports may share a name; choose by id.
        """

    @get("/report-category/{report_category}/reports/{reportId}", scope="tn.rpr.reports:r")
    async def get_report(
        self, report_category: ReportCategory, report_id: Annotated[int, "Id of the report."]
    ) -> ReportResponse:
        """One report: which parameters it takes and which columns it answers.

        Parameters and columns can change at any time; read this just before a run.
        """

    @post(
        "/report-category/{report_category}/reports/{reportId}/data",
        scope="tn.rpr.reports:r",
        reads=True,
        lane="report",
    )
    async def run_report(
        self,
        report_category: ReportCategory,
        report_id: Annotated[int, "Id of the report."],
        body: ReportDataRequest,
        *,
        page: Annotated[int | None, "Page number, from 1."] = None,
        page_size: Annotated[
            int, Field(ge=1, le=25000), "Rows per page; 1000 unless set, up to 25000."
        ] = 1000,
        include_total: Annotated[
            bool | None, "True to count all matching rows in totalCount."
        ] = None,
    ) -> ReportDataResponse:
        """Run a report now and read its rows.

        At most 1 to 5 runs of a report per minute; columns follow the order of fields; 409
        means a run is still going.
        """

    @post(
        "/report-category/{report_category}/reports/{reportId}/data/query",
        reads=True,
        lane="report",
    )
    async def start_report(
        self,
        report_category: ReportCategory,
        report_id: Annotated[int, "Id of the report."],
        body: ReportDataRequest,
        *,
        page: Annotated[int, "Page number, from 1."] = 1,
        page_size: Annotated[int, "Rows per page; 1000 unless set."] = 1000,
        notify_when_ready: Annotated[
            bool | None, "True sends the report-ready webhook when the rows are there."
        ] = None,
    ) -> ReportDataResponse | ReportDataPendingResponse:
        """Start a long report; answers rows at once or a token to ask with later.

        At most 1 to 5 runs of a report per minute; keys may come as Fields, Data and Name.
        """
