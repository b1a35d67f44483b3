"""ServiceTitan's Job Planning and Management API: project types."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Paged
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page


class ProjectTypeResponse(TypedDict, total=False):
    id: int
    name: str
    description: str
    createdById: int | None


class ProjectTypes(Module, base="/jpm/v2"):
    """Project types of ServiceTitan's Job Planning and Management API."""

    @get("/project-types", scope="tn.jpm.projecttypes:r")
    async def list_project_types(self, **filters: Unpack[Paged]) -> Page[ProjectTypeResponse]:
        """Kinds of projects one can choose from."""

    @get("/project-types/{id}", scope="tn.jpm.projecttypes:r")
    async def get_project_type(
        self, id: Annotated[int, "Id of the project type."]
    ) -> ProjectTypeResponse:
        """One kind of project."""
