"""ServiceTitan's Dispatch API: technician shifts."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Instant, Page, StBody, Timestamp, optional

ShiftType = Literal["Normal", "OnCall", "TimeOff"]

ShiftRepeatType = Literal["Never", "Daily", "Weekly"]


class BulkDeleteTechnicianShiftResult(TypedDict, total=False):
    message: str
    deletedIds: list[int]


class DeleteTechnicianShiftResult(TypedDict, total=False):
    message: str
    id: int


class TechnicianShiftResponse(TypedDict, total=False):
    id: int
    shiftType: str
    title: str
    note: str | None
    active: bool
    technicianId: int
    start: Timestamp
    end: Timestamp
    timesheetCodeId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class TechnicianShiftCreateResponse(TypedDict, total=False):
    created: bool
    technicianShifts: list[TechnicianShiftResponse]


class TechnicianShiftUpdateResponse(TypedDict, total=False):
    technicianShifts: list[TechnicianShiftResponse]


class BulkDeleteTechnicianShiftRequest(StBody):
    start: Instant = Field(description="Start of the span whose shifts go (UTC).")
    end: Instant = Field(description="End of the span whose shifts go (UTC).")


class CreateTechnicianShiftRequest(StBody):
    technician_ids: list[int] = Field(description="Ids of the technicians.")
    shift_type: ShiftType = Field(description="Normal, OnCall or TimeOff.")
    title: str = Field(description="Title of the shift.", min_length=1)
    start: Instant = Field(description="When the shift starts (UTC).")
    end: Instant = Field(description="When the shift ends (UTC).")
    note: str | None = optional("Remark on the shift.")
    timesheet_code_id: int | None = optional("Id of the timesheet code.")
    repeat_type: ShiftRepeatType = Field(description="Never, Daily or Weekly.")
    repeat_end_date: Instant | None = optional("Last day of the repetition.")
    repeat_interval: int | None = optional("Every how many days or weeks the shift repeats.")
    shift_days: str | None = optional("Days of the week the shift repeats on.")


class UpdateTechnicianShiftRequest(StBody):
    shift_type: ShiftType = optional("Normal, OnCall or TimeOff.")
    title: str = optional("Title of the shift.")
    start: Instant = optional("When the shift starts (UTC).")
    end: Instant = optional("When the shift ends (UTC).")
    note: str = optional("Remark on the shift.")
    timesheet_code_id: int | None = optional("Id of the timesheet code.")


class TechnicianShifts(Module, base="/dispatch/v2"):
    """Technician shifts of ServiceTitan's Dispatch API."""

    @get("/technician-shifts", scope="tn.dis.technicianshifts:r")
    async def list_technician_shifts(
        self,
        *,
        starts_on_or_after: Annotated[Instant | None, "Starts at or after this time (UTC)."] = None,
        ends_on_or_before: Annotated[Instant | None, "Ends at or before this time (UTC)."] = None,
        shift_type: Annotated[ShiftType | None, "Kind of shift: Normal, OnCall or TimeOff."] = None,
        technician_id: Annotated[int | None, "Id of the technician."] = None,
        title_contains: Annotated[str | None, "Words in the title of the shift."] = None,
        note_contains: Annotated[str | None, "Words in the note of the shift."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TechnicianShiftResponse]:
        """Shifts of technicians by technician, time, kind or words in title and note."""

    @post("/technician-shifts", scope="tn.dis.technicianshifts:w", risk="grave")
    async def create_technician_shifts(
        self, body: CreateTechnicianShiftRequest
    ) -> TechnicianShiftCreateResponse:
        """Create a shift for one or several technicians, once or repeated.

        Makes one shift per technician and repetition.
        """

    @post("/technician-shifts/bulk-delete", scope="tn.dis.technicianshifts:w", risk="grave")
    async def delete_technician_shifts(
        self, body: BulkDeleteTechnicianShiftRequest
    ) -> BulkDeleteTechnicianShiftResult:
        """Delete all shifts in a span of time.

        Takes only a span: it deletes the shifts of every technician.
        """

    @get("/technician-shifts/{id}", scope="tn.dis.technicianshifts:r")
    async def get_technician_shift(
        self, id: Annotated[int, "Id of the shift."]
    ) -> TechnicianShiftResponse:
        """One shift: technician, kind, title, start, end and note."""

    @patch("/technician-shifts/{id}", scope="tn.dis.technicianshifts:w")
    async def update_technician_shift(
        self, id: Annotated[int, "Id of the shift."], body: UpdateTechnicianShiftRequest
    ) -> TechnicianShiftUpdateResponse:
        """Change the time, kind, title or note of a shift."""

    @delete("/technician-shifts/{id}", scope="tn.dis.technicianshifts:w")
    async def delete_technician_shift(
        self, id: Annotated[int, "Id of the shift."]
    ) -> DeleteTechnicianShiftResult:
        """Delete one shift of a technician."""
