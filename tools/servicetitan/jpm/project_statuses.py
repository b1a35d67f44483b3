"""ServiceTitan's Job Planning and Management API: project statuses."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp


class ProjectStatusResponse(TypedDict, total=False):
    id: int
    name: str
    order: int
    modifiedOn: Timestamp


class ProjectSubStatusResponse(TypedDict, total=False):
    id: int
    name: str
    statusId: int
    order: int
    modifiedOn: Timestamp
    active: bool


class ProjectStatuses(Module, base="/jpm/v2"):
    """Project statuses of ServiceTitan's Job Planning and Management API."""

    @get("/project-statuses", scope="tn.jpm.projectstatuses:r")
    async def list_project_statuses(
        self,
        *,
        name: Annotated[str | None, "Name of the project status, or part of it."] = None,
        ids: Annotated[Ids50 | None, "Project status ids, comma-separated, at most 50."] = None,
        sort: Annotated[
            str | None, sorted_by("Id", "Name", "Order", "ModifiedOn", "CreatedOn")
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ProjectStatusResponse]:
        """Project statuses by name or dates, in their order."""

    @get("/project-statuses/{id}", scope="tn.jpm.projectstatuses:r")
    async def get_project_status(
        self, id: Annotated[int, "Id of the project status."]
    ) -> ProjectStatusResponse:
        """One project status with its name and order."""

    @get("/project-substatuses", scope="tn.jpm.projectsubstatuses:r")
    async def list_project_substatuses(
        self,
        *,
        name: Annotated[str | None, "Name of the sub-status, or part of it."] = None,
        status_id: Annotated[int | None, "Id of the main project status."] = None,
        ids: Annotated[Ids50 | None, "Project sub-status ids, comma-separated, at most 50."] = None,
        sort: Annotated[
            str | None, sorted_by("Id", "Name", "Order", "StatusId", "ModifiedOn", "CreatedOn")
        ] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[ProjectSubStatusResponse]:
        """Project sub-statuses by name, main status or dates, in their order."""

    @get("/project-substatuses/{id}", scope="tn.jpm.projectsubstatuses:r")
    async def get_project_substatus(
        self, id: Annotated[int, "Id of the project sub-status."]
    ) -> ProjectSubStatusResponse:
        """One project sub-status with its name, order and main status."""
