"""ServiceTitan's Telecom API: opt outs."""

from typing import Literal

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import StBody

OptOutType = Literal["Unknown", "Global", "Marketing", "Other"]


class CreateOptOutResponse(TypedDict, total=False):
    contactNumber: str
    status: str


class CreateOptOutListResponse(TypedDict, total=False):
    data: list[CreateOptOutResponse]


class OptOutResponse(TypedDict, total=False):
    contactNumber: str
    optOutType: str


class OptOutListResponse(TypedDict, total=False):
    data: list[OptOutResponse]


class CreateOptOutListRequest(StBody):
    opt_out_type: OptOutType = Field(
        description="Which messages are not wanted: Global, Marketing, Other or Unknown."
    )
    contact_numbers: list[str] = Field(description="Phone numbers to opt out.")


class GetOptOutListRequest(StBody):
    contact_numbers: list[str] = Field(description="Phone numbers to look up.")


class OptOuts(Module, base="/telecom/v3"):
    """Opt outs of ServiceTitan's Telecom API."""

    @get("/optinouts/optouts", last_listed="2026-03-17", lane="telecom-v3")
    async def list_opt_outs(self) -> OptOutListResponse:
        """All phone numbers that do not want messages, with the kind of messages.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/optinouts/optouts", risk="grave", last_listed="2026-03-17", lane="telecom-v3")
    async def create_opt_outs(self, body: CreateOptOutListRequest) -> CreateOptOutListResponse:
        """Record that phone numbers do not want messages of a kind.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/optinouts/optouts/getlist", reads=True, last_listed="2026-03-17", lane="telecom-v3")
    async def look_up_opt_outs(self, body: GetOptOutListRequest) -> OptOutListResponse:
        """Which of the given phone numbers do not want messages.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """
