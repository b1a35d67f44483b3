"""ServiceTitan's Job Planning and Management API: budget segments."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Paged
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page

IncludeChildren = Annotated[bool, "True to give the items below each item as well."]

SegmentItemId = Annotated[int, "Id of the segment item."]


class SegmentModel(TypedDict, total=False):
    id: int
    name: str
    type: str
    structure: str
    isActive: bool
    isRequired: bool


class ListSegmentsResponse(TypedDict, total=False):
    data: list[SegmentModel]


class SegmentItemModel(TypedDict, total=False):
    id: int
    parentId: int | None
    code: str
    description: str
    path: str
    costCategory: str | None
    isActive: bool


class BudgetSegments(Module, base="/jpm/v2"):
    """Budget segments of ServiceTitan's Job Planning and Management API."""

    @get("/work-breakdown-structure/projects/{projectId}/segments", scope="tn.jpm.segments:r")
    async def list_project_segments(
        self, project_id: Annotated[int, "Id of the project."], **filters: Unpack[Paged]
    ) -> ListSegmentsResponse:
        """Segments from which the budget codes of a project are made."""

    @get(
        "/work-breakdown-structure/projects/{projectId}/segments/{segmentId}/items",
        scope="tn.jpm.segments:r",
    )
    async def list_project_segment_items(
        self,
        project_id: Annotated[int, "Id of the project."],
        segment_id: Annotated[int, "Id of the segment."],
        *,
        include_children: IncludeChildren | None = None,
        **filters: Unpack[Paged],
    ) -> Page[SegmentItemModel]:
        """Items of one segment in a project: code, description and cost category."""

    @get(
        "/work-breakdown-structure/projects/{projectId}/segments/{segmentId}/items/{segmentItemId}/children",
        scope="tn.jpm.segments:r",
    )
    async def list_project_segment_item_children(
        self,
        project_id: Annotated[int, "Id of the project."],
        segment_id: Annotated[int, "Id of the segment."],
        segment_item_id: SegmentItemId,
        *,
        include_children: IncludeChildren | None = None,
        **filters: Unpack[Paged],
    ) -> Page[SegmentItemModel]:
        """Items below one item of a segment in a project."""

    @get("/work-breakdown-structure/segments", scope="tn.jpm.segments:r")
    async def list_segments(self, **filters: Unpack[Paged]) -> ListSegmentsResponse:
        """Segments from which the company's budget codes are made."""

    @get("/work-breakdown-structure/segments/{segmentId}/items", scope="tn.jpm.segments:r")
    async def list_segment_items(
        self,
        segment_id: Annotated[int, "Id of the segment."],
        *,
        include_children: IncludeChildren | None = None,
        **filters: Unpack[Paged],
    ) -> Page[SegmentItemModel]:
        """Items of one company segment: code, description and cost category."""

    @get(
        "/work-breakdown-structure/segments/{segmentId}/items/{segmentItemId}/children",
        scope="tn.jpm.segments:r",
    )
    async def list_segment_item_children(
        self,
        segment_id: Annotated[int, "Id of the segment."],
        segment_item_id: SegmentItemId,
        *,
        include_children: IncludeChildren | None = None,
        **filters: Unpack[Paged],
    ) -> Page[SegmentItemModel]:
        """Items below one item of a company segment."""
