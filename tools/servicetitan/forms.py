"""ServiceTitan's Forms API: forms, job attachments and form submissions."""

from typing import Annotated, Any, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids, Paged, PagedCreated, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Download, Instant, Number, Page, StBody, Timestamp, Upload

OwnerType = Literal[
    "Job",
    "Call",
    "Customer",
    "Location",
    "Equipment",
    "Technician",
    "JobAppointment",
    "Membership",
    "Truck",
    "Project",
    "ServiceAgreement",
    "InvoiceItem",
]

FormOwnerType = Literal[
    "Job",
    "Call",
    "Customer",
    "Location",
    "Equipment",
    "Technician",
    "JobAppointment",
    "Membership",
    "Truck",
]

SubmissionStatus = Literal["Started", "Completed", "Any"]

StatusField = Literal["Any", "Published", "Unpublished"]


class FormAttachment(TypedDict, total=False):
    fileName: str
    createdFrom: str
    originalFileName: str
    thumbnail: str


class CheckboxFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    values: list[str]
    options: str


class DateFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    value: Timestamp | None


class DropdownFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    options: str
    value: str


class FormFieldApiDto(TypedDict, total=False):
    id: str
    name: str
    type: str
    comment: str
    attachments: list[FormAttachment]


class FormOwner(TypedDict, total=False):
    type: str
    id: int


class FormStaticElementApiDto(TypedDict, total=False):
    id: str
    name: str
    type: str


class NumberFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    value: Number | None


class TextFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    value: str


class PictureFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str


class RadioFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    options: str
    value: str


class SignatureFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    value: str
    isRefused: bool
    refusalReason: str


class StoplightFieldApiDto(TypedDict, total=False):
    type: str
    comment: str
    attachments: list[FormAttachment]
    id: str
    name: str
    value: str | None


class FormSectionApiDto(TypedDict, total=False):
    id: str
    name: str
    type: str
    description: str
    units: list[Any]


class AttachmentResponse(TypedDict, total=False):
    fileName: str


class FormResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str | None
    published: bool
    hasConditionalLogic: bool
    hasTriggers: bool
    createdById: int
    createdOn: Timestamp
    modifiedOn: Timestamp


class FormSubmissionResponse(TypedDict, total=False):
    id: int
    formId: int
    formName: str | None
    submittedOn: Timestamp
    createdById: int
    status: str
    owners: list[FormOwner] | None
    units: list[Any] | None


class FormOwnerBody(StBody):
    type: OwnerType = Field(description="Kind of record the form belongs to, such as Job.")
    id: int = Field(description="Id of that record.")


class Forms(Module, base="/forms/v2"):
    """Forms of ServiceTitan's Forms API."""

    @get("/forms", scope="tn.frm.forms:r")
    async def list_forms(
        self,
        *,
        has_conditional_logic: Annotated[
            bool | None, "True for forms with conditional fields."
        ] = None,
        has_triggers: Annotated[bool | None, "True for forms with triggers."] = None,
        name: Annotated[str | None, "Name of the form, or part of it."] = None,
        status: Annotated[StatusField | None, "Any, Published or Unpublished."] = None,
        ids: Annotated[Ids | None, "Form ids, comma-separated."] = None,
        active: Annotated[
            Active | None, "True: active records; False: inactive ones; Any: both."
        ] = None,
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[FormResponse]:
        """Forms technicians fill in, by name, state or dates.

        Published state is filtered by status (Any, Published, Unpublished), not by active.
        """


class JobAttachments(Module, base="/forms/v2"):
    """Job attachments of ServiceTitan's Forms API."""

    @get("/jobs/attachment/{id}", scope="tn.frm.jobs:r")
    async def download_job_attachment(
        self, id: Annotated[int, "Id of the attached file."]
    ) -> Download:
        """One file attached to a job, such as a picture or document.

        Answers the file itself, not JSON.
        """

    @post("/jobs/{id}/attachments", scope="tn.frm.jobs:w")
    async def upload_job_attachment(
        self, id: Annotated[int, "Id of the job."], file: Annotated[Upload, "The file to attach."]
    ) -> AttachmentResponse:
        """Attach a picture or document to a job.

        A repeated call attaches the file a second time.
        """

    @get("/jobs/{jobId}/attachments", scope="tn.frm.jobs:r")
    async def list_job_attachments(
        self,
        job_id: Annotated[int, "Id of the job."],
        *,
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedCreated],
    ) -> Any:
        """Files attached to one job, with name, author and date.

        No answer format is published; seen: id, fileName, createdById, createdOn.
        """


class FormSubmissions(Module, base="/forms/v2"):
    """Form submissions of ServiceTitan's Forms API."""

    @get("/submissions", scope="tn.frm.submissions:r")
    async def list_form_submissions(
        self,
        *,
        form_ids: Annotated[Ids | None, "Form ids, comma-separated."] = None,
        active: Annotated[
            Active | None, "True: active records; False: inactive ones; Any: both."
        ] = None,
        created_by_id: Annotated[
            int | None, "Id of the employee or technician who filled in the form."
        ] = None,
        status: Annotated[SubmissionStatus | None, "Started, Completed or Any."] = None,
        submitted_on_or_after: Annotated[
            Instant | None, "Handed in at or after this time (UTC, ending in Z)."
        ] = None,
        submitted_before: Annotated[
            Instant | None, "Handed in before this time (UTC, ending in Z)."
        ] = None,
        owner_type: Annotated[
            FormOwnerType | None,
            "What the form belongs to: Job, Call, Customer, Location, Equipment, Technician, ….",
        ] = None,
        owners: Annotated[
            list[FormOwnerBody] | None, "Records the form belongs to, each with type and id."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "SubmittedOn", "CreatedBy")] = None,
        **filters: Unpack[Paged],
    ) -> Page[FormSubmissionResponse]:
        """Filled-in forms by form, state, author, owner or date, with all answers.

        Keep pageSize at 500 or less; times only in the Z form; answers vary in type.
        """
