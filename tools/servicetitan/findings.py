"""ServiceTitan's Findings API: assets, findings and finding attachments."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedCreated, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Download, Page, StBody, Timestamp, Upload, optional

AttachmentAssetType = Literal["Other", "Image", "VideoFile", "VideoLink", "Document"]

FindingUrgencyLevel = Literal["NotSpecified", "Low", "Medium", "High", "Critical"]

AttachmentId = Annotated[int, "Id of the attachment."]


class FindingAssetUploadResponse(TypedDict, total=False):
    path: str


class FindingAttachmentModel(TypedDict, total=False):
    id: int
    fileName: str
    url: str
    type: str


class FindingAttachmentResponse(TypedDict, total=False):
    id: int
    fileName: str
    url: str
    type: str


class FindingDetailedResponse(TypedDict, total=False):
    id: int
    locationId: int
    name: str | None
    description: str | None
    recommendedSolution: str | None
    internalNotes: str | None
    installedEquipmentId: int | None
    urgencyLevel: str
    sourceJobId: int | None
    archived: bool
    active: bool
    createdBy: int
    modifiedBy: int
    createdOn: Timestamp
    modifiedOn: Timestamp
    status: str
    attachments: list[FindingAttachmentModel] | None
    linkedEstimateIds: list[int] | None
    linkedJobIds: list[int] | None


class FindingResponse(TypedDict, total=False):
    id: int
    locationId: int
    name: str | None
    description: str | None
    recommendedSolution: str | None
    internalNotes: str | None
    installedEquipmentId: int | None
    urgencyLevel: str
    sourceJobId: int | None
    archived: bool
    active: bool
    createdBy: int
    modifiedBy: int
    createdOn: Timestamp
    modifiedOn: Timestamp


class FindingAttachmentCreateModel(StBody):
    file_name: str = Field(description="Name of the file.", max_length=4000)
    url: str = Field(
        description="Path from the upload, or a web address for video links.", max_length=4000
    )
    type: AttachmentAssetType = Field(description="Kind of file.")


class FindingAttachmentCreateRequest(StBody):
    file_name: str = Field(description="Name of the file.", max_length=4000)
    url: str = Field(
        description="Path from the upload, or a web address for video links.", max_length=4000
    )
    type: AttachmentAssetType = Field(description="Kind of file.")


class FindingAttachmentUpdateRequest(StBody):
    file_name: str = optional("Name of the file.", max_length=4000)
    url: str = optional("Path from the upload, or a web address for video links.", max_length=4000)
    type: AttachmentAssetType = optional("Kind of file.")


class FindingCreateRequest(StBody):
    location_id: int = Field(description="Id of the customer location.")
    name: str | None = optional("Short name of the problem.", max_length=4000)
    description: str | None = optional("What was found.", max_length=4000)
    urgency_level: FindingUrgencyLevel = Field(description="How urgent it is.")
    recommended_solution: str | None = optional(
        "What to do about it, in words for the customer.", max_length=4000
    )
    internal_notes: str | None = optional("Notes for staff only.", max_length=4000)
    installed_equipment_id: int | None = optional("Id of the installed equipment.")
    source_job_id: int | None = optional("Id of the job on which it was found.")
    attachments: list[FindingAttachmentCreateModel] | None = optional("Photos and files.")


class FindingUpdateRequest(StBody):
    name: str = optional("Short name of the problem.", max_length=4000)
    description: str = optional("What was found.", max_length=4000)
    urgency_level: FindingUrgencyLevel = optional("How urgent it is.")
    recommended_solution: str = optional(
        "What to do about it, in words for the customer.", max_length=4000
    )
    internal_notes: str = optional("Notes for staff only.", max_length=4000)
    archived: bool = optional("True puts the finding away; false brings it back.")
    active: bool = optional("True for in use; false makes it inactive.")


class Assets(Module, base="/findings/v2"):
    """Assets of ServiceTitan's Findings API."""

    @get("/assets", scope="tn.fdgs.assets:r")
    async def download_asset(
        self,
        *,
        path: Annotated[
            str | None, "Path of the file, as given by the upload or the attachment."
        ] = None,
    ) -> Download:
        """Download a photo or file of a finding, by its path.

        Answers a redirect to a short-lived address.
        """

    @post("/assets", scope="tn.fdgs.assets:w")
    async def upload_asset(
        self, file: Annotated[Upload, "Photo or file to upload."]
    ) -> FindingAssetUploadResponse:
        """Upload a photo or file for a finding; answers the path to attach.

        The path must then be attached to a finding.
        """


class Findings(Module, base="/findings/v2"):
    """Findings of ServiceTitan's Findings API."""

    @get("/location-findings", scope="tn.fdgs.locationfindings:r")
    async def list_findings(
        self,
        *,
        ids: Annotated[Ids50 | None, "Finding ids, comma-separated, at most 50."] = None,
        sort: Annotated[str | None, sorted_by("ID", "CreatedOn", "ModifiedOn")] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        location_id: Annotated[int | None, "Id of the customer location."] = None,
        source_job_id: Annotated[int | None, "Id of the job on which it was found."] = None,
        installed_equipment_id: Annotated[int | None, "Id of the installed equipment."] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[FindingResponse]:
        """Problems that technicians found at a location, by location, job or equipment."""

    @post("/location-findings", scope="tn.fdgs.locationfindings:w")
    async def create_finding(self, body: FindingCreateRequest) -> FindingDetailedResponse:
        """Record a problem found at a customer's location, with urgency and advice."""

    @get("/location-findings/{id}", scope="tn.fdgs.locationfindings:r")
    async def get_finding(
        self, id: Annotated[int, "Id of the finding."]
    ) -> FindingDetailedResponse:
        """One finding with its attachments, status and linked estimates and jobs."""

    @patch("/location-findings/{id}", scope="tn.fdgs.locationfindings:w")
    async def update_finding(
        self, id: Annotated[int, "Id of the finding."], body: FindingUpdateRequest
    ) -> FindingDetailedResponse:
        """Change a finding's text, urgency, advice or notes, or archive it."""


class FindingAttachments(Module, base="/findings/v2"):
    """Finding attachments of ServiceTitan's Findings API."""

    @get("/location-findings/{id}/attachments", scope="tn.fdgs.locationfindings:r")
    async def list_finding_attachments(
        self,
        id: Annotated[int, "Id of the finding."],
        *,
        ids: Annotated[Ids50 | None, "Attachment ids, comma-separated, at most 50."] = None,
        sort: Annotated[str | None, sorted_by("ID")] = None,
        **filters: Unpack[PagedCreated],
    ) -> Page[FindingAttachmentResponse]:
        """Photos and files attached to a finding.

        No filter by change date: read the whole list.
        """

    @post("/location-findings/{id}/attachments", scope="tn.fdgs.locationfindings:w")
    async def create_finding_attachment(
        self, id: Annotated[int, "Id of the finding."], body: FindingAttachmentCreateRequest
    ) -> FindingAttachmentResponse:
        """Attach an uploaded photo or file, or a video link, to a finding."""

    @get("/location-findings/{id}/attachments/{attachmentId}", scope="tn.fdgs.locationfindings:r")
    async def get_finding_attachment(
        self, id: Annotated[int, "Id of the finding."], attachment_id: AttachmentId
    ) -> FindingAttachmentResponse:
        """One attachment of a finding: file name, kind and address."""

    @patch("/location-findings/{id}/attachments/{attachmentId}", scope="tn.fdgs.locationfindings:w")
    async def update_finding_attachment(
        self,
        id: Annotated[int, "Id of the finding."],
        attachment_id: AttachmentId,
        body: FindingAttachmentUpdateRequest,
    ) -> FindingAttachmentResponse:
        """Change an attachment's file name, kind or address."""

    @delete(
        "/location-findings/{id}/attachments/{attachmentId}", scope="tn.fdgs.locationfindings:w"
    )
    async def delete_finding_attachment(
        self, id: Annotated[int, "Id of the finding."], attachment_id: AttachmentId
    ) -> None:
        """Remove an attachment from a finding."""
