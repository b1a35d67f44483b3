"""ServiceTitan's Pricebook API: bulk."""

from typing_extensions import TypedDict

from tools.servicetitan.operation import Module, patch, post
from tools.servicetitan.pricebook.bulk_bodies import PricebookBulkCreateRequest
from tools.servicetitan.pricebook.bulk_bodies_more import PricebookBulkUpdateRequest


class CustomIdMappingModel(TypedDict, total=False):
    customId: str
    id: int


class PricebookBulkCreateResponse(TypedDict, total=False):
    services: list[CustomIdMappingModel] | None
    equipment: list[CustomIdMappingModel] | None
    materials: list[CustomIdMappingModel] | None
    discountAndFees: list[CustomIdMappingModel] | None


class Bulk(Module, base="/pricebook/v2"):
    """Bulk of ServiceTitan's Pricebook API."""

    @post("/pricebook", scope="tn.pb.pricebook:w", risk="grave")
    async def create_many_items(
        self, body: PricebookBulkCreateRequest
    ) -> PricebookBulkCreateResponse:
        """Add many services, equipment, materials, discounts and fees in one call."""

    @patch("/pricebook", scope="tn.pb.pricebook:w", risk="grave")
    async def update_many_items(self, body: PricebookBulkUpdateRequest) -> None:
        """Change many services, equipment, materials, discounts and fees in one call.

        Every field of an item must be sent, not only the changed ones; linked materials and
        equipment are replaced whole.
        """
