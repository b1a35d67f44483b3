"""ServiceTitan's Marketing API: categories."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedDated, sorted_by
from tools.servicetitan.marketing.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional

CategoryId = Annotated[int, "Id of the campaign category."]


class CampaignCategoryResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    type: str
    createdOn: Timestamp
    modifiedOn: Timestamp


class CampaignCategoryCreateRequest(StBody):
    name: str = Field(description="Name of the campaign category.")


class CampaignCategoryUpdateRequest(StBody):
    name: str = Field(description="Name of the campaign category.")
    active: bool | None = optional("True for in use; false makes it inactive.")


class Categories(Module, base="/marketing/v2"):
    """Categories of ServiceTitan's Marketing API."""

    @get("/categories", scope="tn.mrk.categories:r")
    async def list_categories(
        self,
        *,
        sort: Annotated[str | None, sorted_by("Id", "CreatedOn", "Name")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CampaignCategoryResponse]:
        """Categories that group marketing campaigns."""

    @post("/categories", scope="tn.mrk.categories:w")
    async def create_category(self, body: CampaignCategoryCreateRequest) -> ModificationResponse:
        """Add a category for marketing campaigns."""

    @get("/categories/{id}", scope="tn.mrk.categories:r")
    async def get_category(self, id: CategoryId) -> CampaignCategoryResponse:
        """One category of marketing campaigns."""

    @patch("/categories/{id}", scope="tn.mrk.categories:w")
    async def update_category(
        self, id: CategoryId, body: CampaignCategoryUpdateRequest
    ) -> ModificationResponse:
        """Rename a campaign category or make it inactive."""
