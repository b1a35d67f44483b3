"""ServiceTitan's Dispatch API: teams."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class CreateTeamResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str | None
    createdBy: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    created: bool


class TeamResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str | None
    createdBy: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class CreateTeamRequest(StBody):
    active: bool = Field(description="True for in use; false makes it inactive.")
    name: str | None = optional("Name of the team.")


class Teams(Module, base="/dispatch/v2"):
    """Teams of ServiceTitan's Dispatch API."""

    @get("/teams", scope="tn.dis.teams:r")
    async def list_teams(
        self,
        *,
        include_inactive: Annotated[bool | None, "True to give inactive teams as well."] = None,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TeamResponse]:
        """Teams of technicians by dates.

        The filter is includeInactive; active is ignored.
        """

    @post("/teams", scope="tn.dis.teams:w")
    async def create_team(self, body: CreateTeamRequest) -> CreateTeamResponse:
        """Create a team of technicians."""

    @get("/teams/{id}", scope="tn.dis.teams:r")
    async def get_team(self, id: Annotated[int, "Id of the team."]) -> TeamResponse:
        """One team with its name and whether it is active."""

    @delete("/teams/{id}", scope="tn.dis.teams:w")
    async def delete_team(self, id: Annotated[int, "Id of the team."]) -> None:
        """Delete a team of technicians."""
