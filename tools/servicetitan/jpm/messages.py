"""ServiceTitan's Job Planning and Management API: messages."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, post
from tools.servicetitan.types import StBody, optional


class MessageResponse(TypedDict, total=False):
    id: int


class MessageCreateRequest(StBody):
    body: str = Field(description="Words of the message.")
    recipient_ids: list[int] | None = optional("Ids of the colleagues who get the message.")
    parent_message_id: int | None = optional("Id of the message this one answers.")
    add_parent_message_sender_to_recipients: bool | None = optional(
        "True to send it also to the writer of the message answered."
    )
    created_by_employee_id: int = Field(description="Id of the employee who writes the message.")


class Messages(Module, base="/jpm/v2"):
    """Messages of ServiceTitan's Job Planning and Management API."""

    @post("/jobs/{id}/messages", last_listed="2026-03-17")
    async def create_job_message(
        self, id: Annotated[int, "Id of the job."], body: MessageCreateRequest
    ) -> MessageResponse:
        """Post a message about a job to colleagues.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/projects/{id}/messages", last_listed="2026-03-17")
    async def create_project_message(
        self, id: Annotated[int, "Id of the project."], body: MessageCreateRequest
    ) -> MessageResponse:
        """Post a message about a project to colleagues.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """
