"""ServiceTitan's Dispatch API: technician skills."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp

TechnicianSkillId = Annotated[str, "Id of the skill (text)."]


class DeleteTechnicianSkillResult(TypedDict, total=False):
    id: str


class TechnicianSkillResponse(TypedDict, total=False):
    id: str
    name: str
    active: bool
    technicianId: int
    jobTypeIds: list[int] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class UpdateTechnicianSkillsResponse(TypedDict, total=False):
    updated: bool
    technicianSkills: list[TechnicianSkillResponse]


class CreateTechnicianSkillRequest(StBody):
    technician_id: int = Field(description="Id of the technician.")
    name: str = Field(description="Name of the skill.")
    active: bool = Field(description="True for in use; false makes it inactive.")


class UpdateTechnicianSkillsRequest(StBody):
    technician_id: int = Field(description="Id of the technician.")
    skill_ids: list[int] = Field(description="Ids of the skills.")
    replace_existing_skills: bool = Field(
        description="True to put these skills in place of the present ones."
    )


class TechnicianSkills(Module, base="/dispatch/v2"):
    """Technician skills of ServiceTitan's Dispatch API."""

    @get("/technician-skills", scope="tn.dis.technicianskills:r")
    async def list_technician_skills(
        self,
        *,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TechnicianSkillResponse]:
        """Skills of technicians, with the job types each skill is for."""

    @post("/technician-skills", scope="tn.dis.technicianskills:w")
    async def create_technician_skill(
        self, body: CreateTechnicianSkillRequest
    ) -> TechnicianSkillResponse:
        """Create a skill for a technician."""

    @patch("/technician-skills", scope="tn.dis.technicianskills:w")
    async def assign_technician_skills(
        self, body: UpdateTechnicianSkillsRequest
    ) -> UpdateTechnicianSkillsResponse:
        """Give skills to a technician, added to or in place of the present ones.

        replaceExistingSkills true drops all skills left out.
        """

    @get("/technician-skills/{id}", scope="tn.dis.technicianskills:r")
    async def get_technician_skill(self, id: TechnicianSkillId) -> TechnicianSkillResponse:
        """One skill: name, technician and job types."""

    @delete("/technician-skills/{id}", scope="tn.dis.technicianskills:w")
    async def delete_technician_skill(self, id: TechnicianSkillId) -> DeleteTechnicianSkillResult:
        """Delete a skill."""
