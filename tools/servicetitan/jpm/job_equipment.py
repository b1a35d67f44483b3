"""ServiceTitan's Job Planning and Management API: job equipment."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, delete, get, post
from tools.servicetitan.types import StBody


class JobEquipmentResponse(TypedDict, total=False):
    equipmentIds: list[int]


class AttachJobEquipmentRequest(StBody):
    equipment_ids: list[int] = Field(description="Ids of the pieces of installed equipment.")


class DetachJobEquipmentRequest(StBody):
    equipment_ids: list[int] = Field(description="Ids of the pieces of installed equipment.")


class JobEquipment(Module, base="/jpm/v2"):
    """Job equipment of ServiceTitan's Job Planning and Management API."""

    @get("/jobs/{id}/equipment", scope="tn.jpm.jobs:r")
    async def get_job_equipment(self, id: Annotated[int, "Id of the job."]) -> JobEquipmentResponse:
        """Ids of the equipment a job is about."""

    @post("/jobs/{id}/equipment", scope="tn.jpm.jobs:w")
    async def attach_job_equipment(
        self, id: Annotated[int, "Id of the job."], body: AttachJobEquipmentRequest
    ) -> JobEquipmentResponse:
        """Attach pieces of installed equipment to a job."""

    @delete("/jobs/{id}/equipment", scope="tn.jpm.jobs:w")
    async def detach_many_job_equipment(
        self, id: Annotated[int, "Id of the job."], body: DetachJobEquipmentRequest
    ) -> None:
        """Detach several pieces of equipment from a job.

        The ids travel in the body of a DELETE.
        """

    @delete("/jobs/{id}/equipment/{equipmentId}", scope="tn.jpm.jobs:w")
    async def detach_job_equipment(
        self,
        id: Annotated[int, "Id of the job."],
        equipment_id: Annotated[int, "Id of the piece of equipment."],
    ) -> None:
        """Detach one piece of equipment from a job."""
