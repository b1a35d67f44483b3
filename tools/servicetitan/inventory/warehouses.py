"""ServiceTitan's Inventory API: warehouses."""

from typing import Annotated, Unpack
from uuid import UUID

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.inventory.shared import (
    AddressResponse,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    ModificationResponse,
)
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class WarehouseResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    address: AddressResponse
    inventoryTemplateId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    externalData: list[ExternalDataModel]


class UpdateWarehouseRequest(StBody):
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Warehouses(Module, base="/inventory/v2"):
    """Warehouses of ServiceTitan's Inventory API."""

    @get("/warehouses", scope="tn.inv.warehouses:r")
    async def list_warehouses(
        self,
        *,
        ids: Annotated[Ids50 | None, "Warehouse ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: Annotated[
            UUID | None, "GUID of the app whose external data to show or filter by."
        ] = None,
        external_data_key: Annotated[
            str | None, "External data key to match; needs the app GUID and values."
        ] = None,
        external_data_values: Annotated[
            Texts50 | None, "Values of the external data key, comma-separated, at most 50."
        ] = None,
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[WarehouseResponse]:
        """Warehouses that hold stock, with address and stock template."""

    @patch("/warehouses/{id}", scope="tn.inv.warehouses:w")
    async def update_warehouse(
        self, id: Annotated[int, "Id of the warehouse."], body: UpdateWarehouseRequest
    ) -> ModificationResponse:
        """Change the external data keys kept on a warehouse; nothing else can change.

        externalData drops all other keys unless patchMode is Merge.
        """
