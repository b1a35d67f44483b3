"""ServiceTitan's Job Planning and Management API: job notes."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Paged
from tools.servicetitan.jpm.shared import NoteResponse
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp, optional


class ExportJobNotesResponse(TypedDict, total=False):
    id: int
    active: bool
    text: str
    isPinned: bool
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    jobId: int


class JobNoteCreateRequest(StBody):
    text: str = Field(description="Words of the note.")
    pin_to_top: bool | None = optional("True to pin the note to the top.")


class JobNotes(Module, base="/jpm/v2"):
    """Job notes of ServiceTitan's Job Planning and Management API."""

    @get("/export/job-notes", scope="tn.jpm.jobnotes:r")
    async def export_job_notes(self, **filters: Unpack[Changes]) -> Feed[ExportJobNotesResponse]:
        """Notes of all jobs in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/jobs/{id}/notes", scope="tn.jpm.jobs:r")
    async def list_job_notes(
        self, id: Annotated[int, "Id of the job."], **filters: Unpack[Paged]
    ) -> Page[NoteResponse]:
        """Notes on one job, with author and date."""

    @post("/jobs/{id}/notes", scope="tn.jpm.jobs:w")
    async def create_job_note(
        self, id: Annotated[int, "Id of the job."], body: JobNoteCreateRequest
    ) -> NoteResponse:
        """Add a note to a job, pinned to the top if wanted.

        Job notes can be neither edited nor deleted.
        """
