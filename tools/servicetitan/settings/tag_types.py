"""ServiceTitan's Settings API: tag types."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.settings.shared import ModificationResponse
from tools.servicetitan.types import Feed, Page, StBody, Timestamp, optional

TagImportance = Literal["Medium", "High"]


class ExportTagTypeResponse(TypedDict, total=False):
    id: int
    name: str
    color: str
    code: str
    importance: str | None
    isConversionOpportunity: bool
    allowToUseOnTimesheetActivity: bool
    isVisibleOnDispatchBoard: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class TagTypeResponse(TypedDict, total=False):
    id: int
    name: str
    color: str
    code: str
    importance: str | None
    isConversionOpportunity: bool
    allowToUseOnTimesheetActivity: bool
    isVisibleOnDispatchBoard: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class CreateTagTypeRequest(StBody):
    name: str = Field(description="Name of the tag.")
    color: str = Field(
        description="Colour of the tag: # and six hex digits.", pattern=r"^#([0-9A-Fa-f]{6})$"
    )
    code: str | None = optional("Short code of the tag.", max_length=20)
    importance: TagImportance | None = optional("Medium or High.")
    is_conversion_opportunity: bool | None = optional(
        "True when the tag marks a chance for a sale."
    )
    allow_to_use_on_timesheet_activity: bool | None = optional(
        "True when timesheet activities may carry the tag."
    )
    is_visible_on_dispatch_board: bool | None = optional(
        "True when the dispatch board shows the tag."
    )


class UpdateTagTypeRequest(StBody):
    name: str = optional("Name of the tag.")
    color: str = optional(
        "Colour of the tag: # and six hex digits.", pattern=r"^#([0-9A-Fa-f]{6})$"
    )
    code: str = optional("Short code of the tag.", max_length=20)
    importance: TagImportance | None = optional("Medium or High.")
    is_conversion_opportunity: bool = optional("True when the tag marks a chance for a sale.")
    allow_to_use_on_timesheet_activity: bool = optional(
        "True when timesheet activities may carry the tag."
    )
    is_visible_on_dispatch_board: bool = optional("True when the dispatch board shows the tag.")


class TagTypes(Module, base="/settings/v2"):
    """Tag types of ServiceTitan's Settings API."""

    @get("/export/tag-types", scope="tn.stt.tagtypes:r")
    async def export_tag_types(self, **filters: Unpack[Changes]) -> Feed[ExportTagTypeResponse]:
        """All tag types in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/tag-types", scope="tn.stt.tagtypes:r")
    async def list_tag_types(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[
            str | None, "Field to sort by with + (rising) or - (falling) in front, such as +Id."
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[TagTypeResponse]:
        """Tags that customers, locations and jobs can carry, with colour and importance."""

    @post("/tag-types", scope="tn.stt.tagtypes:w")
    async def create_tag_type(self, body: CreateTagTypeRequest) -> ModificationResponse:
        """Create a tag with a name, colour and importance."""

    @patch("/tag-types/{id}", scope="tn.stt.tagtypes:w")
    async def update_tag_type(
        self, id: Annotated[int, "Id of the tag type."], body: UpdateTagTypeRequest
    ) -> ModificationResponse:
        """Change a tag's name, colour, code, importance or where it shows."""
