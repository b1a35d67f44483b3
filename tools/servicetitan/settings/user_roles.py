"""ServiceTitan's Settings API: user roles."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedCreated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp

RequestedEmployeeTypeArg = Literal["None", "Employee", "Technician", "All"]


class UserRoleResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    createdOn: Timestamp
    employeeType: str


class UserRoles(Module, base="/settings/v2"):
    """User roles of ServiceTitan's Settings API."""

    @get("/user-roles", scope="tn.stt.userroles:r")
    async def list_user_roles(
        self,
        *,
        ids: Annotated[Ids50 | None, "Role ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Part of the role's name."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        employee_type: Annotated[
            RequestedEmployeeTypeArg | None, "Whose roles: None, Employee, Technician or All."
        ] = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[UserRoleResponse]:
        """Roles that employees and technicians can have.

        Has no change filter; read the whole list.
        """
