"""ServiceTitan's Inventory API: trucks."""

from typing import Annotated, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, Texts50, sorted_by
from tools.servicetitan.inventory.shared import (
    ExternalDataCreateRequest,
    ExternalDataModel,
    ExternalDataUpdateRequest,
    ModificationResponse,
)
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class TruckResponse(TypedDict, total=False):
    id: int
    name: str
    active: bool
    memo: str
    warehouseId: int | None
    technicianIds: list[int]
    inventoryTemplateId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    externalData: list[ExternalDataModel]


class CreateTruckRequest(StBody):
    name: str = Field(description="Name of the truck.")
    memo: str | None = optional("Note on the truck.")
    warehouse_id: int = Field(description="Id of the truck's home warehouse.")
    template_id: int | None = optional("Id of the stock template.")
    technician_ids: list[int] | None = optional("Ids of the technicians who use the truck.")
    external_data: ExternalDataCreateRequest | None = optional(
        "Keys and values that your app keeps on the record."
    )


class UpdateTruckRequest(StBody):
    name: str = optional("Name of the truck.")
    active: bool = optional("True for in use; false makes it inactive.")
    memo: str = optional("Note on the truck.")
    warehouse_id: int = optional("Id of the truck's home warehouse.")
    template_id: int | None = optional("Id of the stock template.")
    technician_ids: list[int] = optional("Ids of the technicians who use the truck.")
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values that your app keeps on the record."
    )


class Trucks(Module, base="/inventory/v2"):
    """Trucks of ServiceTitan's Inventory API."""

    @get("/trucks", scope="tn.inv.trucks:r")
    async def list_trucks(
        self,
        *,
        ids: Annotated[Ids50 | None, "Truck ids, comma-separated, at most 50."] = None,
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
    ) -> Page[TruckResponse]:
        """Trucks that carry stock, with their technicians and home warehouse."""

    @post("/trucks", scope="tn.inv.trucks:w")
    async def create_truck(self, body: CreateTruckRequest) -> ModificationResponse:
        """Add a truck that carries stock."""

    @patch("/trucks/{id}", scope="tn.inv.trucks:w")
    async def update_truck(
        self, id: Annotated[int, "Id of the truck."], body: UpdateTruckRequest
    ) -> ModificationResponse:
        """Change a truck's name, warehouse, stock template or technicians, or make it inactive.

        externalData drops all other keys unless patchMode is Merge.
        """
