"""ServiceTitan's Pricebook API: materials markup."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, post, put
from tools.servicetitan.types import Amount, Money, Page, StBody

MaterialsMarkupId = Annotated[int, "Id of the materials markup."]


MaterialsMarkupResponse = TypedDict(
    "MaterialsMarkupResponse",
    {"id": int, "from": Money, "to": Money, "percent": Money},
    total=False,
)


class MaterialsMarkupResponseResult(TypedDict, total=False):
    data: MaterialsMarkupResponse


class MaterialsMarkupRequest(StBody):
    id: int = Field(description="Id of the markup; ServiceTitan wants one for a new markup too.")
    from_: Amount = Field(
        description="Lowest cost the markup applies to, in dollars.", ge=0, le=2147483647
    )
    to: Amount = Field(
        description="Highest cost the markup applies to, in dollars.", ge=0, le=2147483647
    )
    percent: Amount = Field(description="Markup in percent.", ge=0, le=100)


class MaterialsMarkup(Module, base="/pricebook/v2"):
    """Materials markup of ServiceTitan's Pricebook API."""

    @get("/materialsmarkup", scope="tn.pb.materials:r")
    async def list_materials_markups(
        self,
        *,
        page: Annotated[int | None, "Page number, from 1."] = None,
        page_size: Annotated[int | None, "Rows per page; 50 unless set, up to 5000."] = None,
    ) -> Page[MaterialsMarkupResponse]:
        """Markup percentages for materials, by cost range.

        No filter by change date: read the whole list.
        """

    @post("/materialsmarkup", scope="tn.pb.materials:w", risk="grave")
    async def create_materials_markup(
        self, body: MaterialsMarkupRequest
    ) -> MaterialsMarkupResponseResult:
        """Add a markup percentage for materials within a cost range."""

    @get("/materialsmarkup/{id}", scope="tn.pb.materials:r")
    async def get_materials_markup(self, id: MaterialsMarkupId) -> MaterialsMarkupResponseResult:
        """One materials markup: its cost range and percentage."""

    @put("/materialsmarkup/{id}", scope="tn.pb.materials:w", risk="grave")
    async def update_materials_markup(
        self, id: MaterialsMarkupId, body: MaterialsMarkupRequest
    ) -> MaterialsMarkupResponseResult:
        """Change the cost range or percentage of a materials markup."""
