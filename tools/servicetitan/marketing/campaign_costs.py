"""ServiceTitan's Marketing API: campaign costs."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Paged, sorted_by
from tools.servicetitan.marketing.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Amount, Instant, Money, Page, StBody

From = Annotated[Instant, "Start of the period (UTC)."]

To = Annotated[Instant, "End of the period (UTC)."]

CampaignCostId = Annotated[int, "Id of the campaign cost."]


class CampaignCostResponse(TypedDict, total=False):
    id: int
    year: int
    month: int
    dailyCost: Money
    campaignId: int


class CampaignCostsSummaryItem(TypedDict, total=False):
    campaignId: int
    campaignName: str
    totalCost: Money | None


class CampaignCostsSummaryResponse(TypedDict, total=False):
    items: list[CampaignCostsSummaryItem]


class EmailChannelCostResponse(TypedDict, total=False):
    totalCost: Money | None


class CreateCampaignCostRequest(StBody):
    campaign_id: int = Field(description="Id of the campaign.")
    year: int = Field(description="Year, such as 2026.")
    month: int = Field(description="Month, 1 to 12.")
    daily_cost: Amount = Field(description="Cost per day in dollars.")


class UpdateCampaignCostRequest(StBody):
    daily_cost: Amount = Field(description="Cost per day in dollars.")


class CampaignCosts(Module, base="/marketing/v2"):
    """Campaign costs of ServiceTitan's Marketing API."""

    @get("/campaign-cost-summary", scope="tn.mrk.campaigncostsummary:r")
    async def get_campaign_cost_summary(
        self, *, from_: From, to: To
    ) -> CampaignCostsSummaryResponse:
        """What campaigns cost between two dates."""

    @get("/campaigns/{id}/costs", scope="tn.mrk.campaigns:r")
    async def list_campaign_costs(
        self,
        id: Annotated[int, "Id of the campaign."],
        *,
        year: Annotated[int | None, "Year, such as 2026."] = None,
        month: Annotated[int | None, "Month, 1 to 12."] = None,
        sort: Annotated[str | None, sorted_by("Id")] = None,
        **filters: Unpack[Paged],
    ) -> Page[CampaignCostResponse]:
        """What one campaign cost, month by month.

        No filter by change date: read the whole list.
        """

    @get("/costs", scope="tn.mrk.costs:r")
    async def list_costs(
        self,
        *,
        year: Annotated[int | None, "Year, such as 2026."] = None,
        month: Annotated[int | None, "Month, 1 to 12."] = None,
        campaign_id: Annotated[int | None, "Id of the campaign."] = None,
        sort: Annotated[str | None, sorted_by("Id")] = None,
        **filters: Unpack[Paged],
    ) -> Page[CampaignCostResponse]:
        """Daily costs of campaigns by year, month or campaign.

        No filter by change date: read the whole list.
        """

    @post("/costs", scope="tn.mrk.costs:w")
    async def create_cost(self, body: CreateCampaignCostRequest) -> CampaignCostResponse:
        """Record what a campaign costs per day in a month."""

    @get("/costs/{id}", scope="tn.mrk.costs:r")
    async def get_cost(self, id: CampaignCostId) -> CampaignCostResponse:
        """One recorded campaign cost: campaign, month and cost per day."""

    @patch("/costs/{id}", scope="tn.mrk.costs:w")
    async def update_cost(
        self, id: CampaignCostId, body: UpdateCampaignCostRequest
    ) -> ModificationResponse:
        """Change the cost per day of a campaign in a month."""

    @get("/email-channel-cost", scope="tn.mrk.emailchannelcost:r")
    async def get_email_channel_cost(self, *, from_: From, to: To) -> EmailChannelCostResponse:
        """What marketing e-mails cost in all between two dates."""
