"""ServiceTitan's CRM API: descriptions."""

from typing import Annotated

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, get, put
from tools.servicetitan.types import StBody


class CustomerLocationDescriptionResponse(TypedDict, total=False):
    id: int
    name: str
    customerType: str


class CustomerLocationDescriptionRequest(StBody):
    description_id: int = Field(description="Id of the description to choose.", ge=1)


class Descriptions(Module, base="/crm/v2"):
    """Descriptions of ServiceTitan's CRM API."""

    @get("/customers/descriptions", last_listed="2026-03-17")
    async def list_customer_descriptions(self) -> list[CustomerLocationDescriptionResponse]:
        """Descriptions a customer can be given, with the customer type each fits.

        Answers a bare list without pages. Not in ServiceTitan's current listing (last
        listed 2026-03-17); may answer 404.
        """

    @get("/customers/{id}/description", last_listed="2026-03-17")
    async def get_customer_description(
        self, id: Annotated[int, "Id of the customer."]
    ) -> CustomerLocationDescriptionResponse:
        """The description chosen for one customer.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @put("/customers/{id}/description", last_listed="2026-03-17")
    async def set_customer_description(
        self, id: Annotated[int, "Id of the customer."], body: CustomerLocationDescriptionRequest
    ) -> None:
        """Choose the description of a customer.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @get("/locations/descriptions", last_listed="2026-03-17")
    async def list_location_descriptions(self) -> list[CustomerLocationDescriptionResponse]:
        """Descriptions a location can be given, with the customer type each fits.

        Answers a bare list without pages. Not in ServiceTitan's current listing (last
        listed 2026-03-17); may answer 404.
        """

    @get("/locations/{id}/description", last_listed="2026-03-17")
    async def get_location_description(
        self, id: Annotated[int, "Id of the location."]
    ) -> CustomerLocationDescriptionResponse:
        """The description chosen for one location.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @put("/locations/{id}/description", last_listed="2026-03-17")
    async def set_location_description(
        self, id: Annotated[int, "Id of the location."], body: CustomerLocationDescriptionRequest
    ) -> None:
        """Choose the description of a location.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """
