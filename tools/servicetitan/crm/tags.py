"""ServiceTitan's CRM API: tags."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, delete, post, put
from tools.servicetitan.types import StBody


class CreateCustomerTagResponse(TypedDict, total=False):
    customerId: int
    tagTypeIds: list[int]


class CreateLocationTagResponse(TypedDict, total=False):
    locationId: int
    tagTypeIds: list[int]


class AddBulkTagsRequest(StBody):
    customer_ids: list[int] = Field(description="Ids of the customers.")
    tag_type_ids: list[int] = Field(description="Ids of the tag types.")


class RemoveBulkTagsRequest(StBody):
    customer_ids: list[int] = Field(description="Ids of the customers.")
    tag_type_ids: list[int] = Field(description="Ids of the tag types.")


class Tags(Module, base="/crm/v2"):
    """Tags of ServiceTitan's CRM API."""

    @post("/customers/{id}/tags/{tagTypeId}", scope="tn.crm.customers:w")
    async def add_customer_tag(
        self,
        id: Annotated[int, "Id of the customer."],
        tag_type_id: Annotated[int, "Id of the tag type."],
    ) -> CreateCustomerTagResponse:
        """Put a tag on a customer."""

    @delete("/customers/{id}/tags/{tagTypeId}", scope="tn.crm.customers:w")
    async def remove_customer_tag(
        self,
        id: Annotated[int, "Id of the customer."],
        tag_type_id: Annotated[int, "Id of the tag type."],
    ) -> None:
        """Take a tag off a customer."""

    @post("/locations/{id}/tags/{tagTypeId}", scope="tn.crm.locations:w")
    async def add_location_tag(
        self,
        id: Annotated[int, "Id of the location."],
        tag_type_id: Annotated[int, "Id of the tag type."],
    ) -> CreateLocationTagResponse:
        """Put a tag on a location."""

    @delete("/locations/{id}/tags/{tagTypeId}", scope="tn.crm.locations:w")
    async def remove_location_tag(
        self,
        id: Annotated[int, "Id of the location."],
        tag_type_id: Annotated[int, "Id of the tag type."],
    ) -> None:
        """Take a tag off a location."""

    @put("/tags", scope="tn.crm.tags:w", risk="grave")
    async def add_tags_to_customers(self, body: AddBulkTagsRequest) -> None:
        """Put several tags on several customers in one go."""

    @delete("/tags", scope="tn.crm.tags:w")
    async def remove_tags_from_customers(self, body: RemoveBulkTagsRequest) -> None:
        """Take several tags off several customers in one go.

        The ids travel in the body of a DELETE.
        """
