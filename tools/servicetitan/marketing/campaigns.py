"""ServiceTitan's Marketing API: campaigns."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class CampaignResponseCategory(TypedDict, total=False):
    id: int
    name: str
    active: bool


class CampaignResponse(TypedDict, total=False):
    id: int
    name: str
    modifiedOn: Timestamp
    createdOn: Timestamp
    active: bool
    isDefaultCampaign: bool | None
    category: CampaignResponseCategory | None
    source: str | None
    otherSource: str | None
    businessUnit: str | None
    medium: str | None
    otherMedium: str | None
    campaignPhoneNumbers: list[str] | None


class CampaignUpsertRequest(StBody):
    name: str = Field(description="Name of the campaign.")
    business_unit_id: int = Field(description="Id of the business unit.")
    dnis: str | None = optional("Phone number callers dial for the campaign.")
    category_id: int = Field(description="Id of the campaign category.")
    active: bool = Field(description="True for in use; false makes it inactive.")
    is_default_campaign: bool | None = optional("True makes it the default campaign.")
    source: str | None = optional("Where the leads come from, such as Google.")
    medium: str | None = optional("Kind of advertising, such as radio or e-mail.")
    other_source: str | None = optional("Source in your own words, when source is other.")
    other_medium: str | None = optional("Medium in your own words, when medium is other.")


class Campaigns(Module, base="/marketing/v2"):
    """Campaigns of ServiceTitan's Marketing API."""

    @get("/campaigns", scope="tn.mrk.campaigns:r")
    async def list_campaigns(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        ids: Annotated[Ids50 | None, "Campaign ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Text inside the campaign's name."] = None,
        campaign_phone_number: Annotated[str | None, "Phone number of the campaign."] = None,
        sort: Annotated[str | None, sorted_by("Id", "Name", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CampaignResponse]:
        """Marketing campaigns by name, phone number or change date.

        Sorting may not be honored.
        """

    @post("/campaigns", scope="tn.mrk.campaigns:w")
    async def create_campaign(self, body: CampaignUpsertRequest) -> CampaignResponse:
        """Add a marketing campaign."""

    @get("/campaigns/{id}", scope="tn.mrk.campaigns:r")
    async def get_campaign(self, id: Annotated[int, "Id of the campaign."]) -> CampaignResponse:
        """One marketing campaign: category, source, medium, business unit and phone numbers."""

    @patch("/campaigns/{id}", scope="tn.mrk.campaigns:w")
    async def update_campaign(
        self, id: Annotated[int, "Id of the campaign."], body: CampaignUpsertRequest
    ) -> CampaignResponse:
        """Change a campaign's name, category, source, phone number or active state.

        Name, business unit, category and active must be sent every time.
        """
