"""ServiceTitan's Sales and Estimates API: opportunities."""

from typing import Annotated, Any, Unpack

from tools.servicetitan.filters import Changes, PagedDated
from tools.servicetitan.operation import Module, get

Sort = Annotated[str, "Field to sort by with + (rising) or - (falling) in front."]

OpportunityId = Annotated[int, "Id of the sales opportunity."]


class Opportunities(Module, base="/sales/v2"):
    """Opportunities of ServiceTitan's Sales and Estimates API."""

    @get("/export/opportunities", last_listed="2026-03-17")
    async def export_opportunities(self, **filters: Unpack[Changes]) -> Any:
        """All sales opportunities in order of change, for keeping a copy.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """

    @get("/export/opportunities/followups", last_listed="2026-03-17")
    async def export_follow_ups(self, **filters: Unpack[Changes]) -> Any:
        """All follow-ups of sales opportunities in order of change, for keeping a copy.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """

    @get("/opportunities", last_listed="2026-03-17")
    async def list_opportunities(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Any:
        """Sales opportunities by creation or change date.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """

    @get("/opportunities/followups", last_listed="2026-03-17")
    async def list_follow_ups(
        self, *, sort: Sort | None = None, **filters: Unpack[PagedDated]
    ) -> Any:
        """Follow-ups of all sales opportunities by creation or change date.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """

    @get("/opportunities/{id}", last_listed="2026-03-17")
    async def get_opportunity(self, id: OpportunityId) -> Any:
        """One sales opportunity.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """

    @get("/opportunities/{id}/followups", last_listed="2026-03-17")
    async def list_opportunity_follow_ups(self, id: OpportunityId) -> Any:
        """Follow-ups of one sales opportunity.

        No answer format is published. Not in ServiceTitan's current listing (last listed
        2026-03-17); may answer 404.
        """
