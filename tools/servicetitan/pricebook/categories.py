"""ServiceTitan's Pricebook API: categories."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated, sorted_by
from tools.servicetitan.operation import Module, delete, get, patch, post
from tools.servicetitan.types import Feed, Page, StBody, Timestamp, optional

CategoryType = Literal["Services", "Materials"]

CategoryId = Annotated[int, "Id of the pricebook category."]


class CategoryResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    description: str | None
    image: str | None
    parentId: int | None
    position: int
    categoryType: str
    subcategories: "list[CategoryResponse] | None"
    businessUnitIds: list[int] | None
    skuImages: list[str] | None
    skuVideos: list[str] | None
    source: str | None
    externalId: str | None
    hideInMobile: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class ExportCategoryResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    description: str | None
    image: str | None
    parentId: int | None
    position: int
    categoryType: str
    subcategories: list[CategoryResponse] | None
    businessUnitIds: list[int] | None
    skuImages: list[str] | None
    skuVideos: list[str] | None
    source: str | None
    externalId: str | None
    hideInMobile: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class CategoryCreateRequest(StBody):
    name: str = Field(description="Name of the category.")
    active: bool | None = optional("True for in use; false makes it inactive.")
    description: str | None = optional("What the category holds, in words.")
    parent_id: int | None = optional("Id of the category it sits under.")
    position: int | None = optional("Place in the list, counted from the top.")
    image: str | None = optional("Path of the category's image.")
    category_type: CategoryType = Field(description="Services or Materials.")
    business_unit_ids: list[int] | None = optional(
        "Ids of the business units that use the category."
    )
    sku_images: list[str] | None = optional("Paths of images for the category's items.")
    sku_videos: list[str] | None = optional("Web addresses of videos for the category's items.")


class CategoryUpdateRequest(StBody):
    name: str = optional("Name of the category.")
    active: bool = optional("True for in use; false makes it inactive.")
    description: str = optional("What the category holds, in words.")
    parent_id: int | None = optional("Id of the category it sits under.")
    position: int = optional("Place in the list, counted from the top.")
    image: str = optional("Path of the category's image.")
    category_type: CategoryType = optional("Services or Materials.")
    business_unit_ids: list[int] = optional("Ids of the business units that use the category.")
    sku_images: list[str | None] = optional("Paths of images for the category's items.")
    sku_videos: list[str | None] = optional("Web addresses of videos for the category's items.")


class Categories(Module, base="/pricebook/v2"):
    """Categories of ServiceTitan's Pricebook API."""

    @get("/categories", scope="tn.pb.categories:r")
    async def list_categories(
        self,
        *,
        sort: Annotated[str | None, sorted_by("Id", "Name")] = None,
        category_type: Annotated[CategoryType | None, "Services or Materials."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[CategoryResponse]:
        """Pricebook categories with their subcategories, for services or for materials.

        Sorts by Id or Name only; ModifiedOn is refused.
        """

    @post("/categories", scope="tn.pb.categories:w")
    async def create_category(self, body: CategoryCreateRequest) -> CategoryResponse:
        """Add a pricebook category."""

    @get("/categories/{id}", scope="tn.pb.categories:r")
    async def get_category(self, id: CategoryId) -> CategoryResponse:
        """One pricebook category with its subcategories and images."""

    @patch("/categories/{id}", scope="tn.pb.categories:w")
    async def update_category(
        self, id: CategoryId, body: CategoryUpdateRequest
    ) -> CategoryResponse:
        """Change a pricebook category's name, place, parent, images or active state."""

    @delete("/categories/{id}", scope="tn.pb.categories:w")
    async def delete_category(self, id: CategoryId) -> None:
        """Delete a pricebook category.

        Deletes for good; setting active to false is the usual way.
        """

    @get("/export/categories", scope="tn.pb.categories:r")
    async def export_categories(self, **filters: Unpack[Changes]) -> Feed[ExportCategoryResponse]:
        """All pricebook categories in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
