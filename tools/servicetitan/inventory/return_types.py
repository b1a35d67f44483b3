"""ServiceTitan's Inventory API: return types."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import PagedDated
from tools.servicetitan.inventory.shared import ModificationResponse
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.types import Page, StBody, Timestamp, optional


class ListReturnTypesResponse(TypedDict, total=False):
    id: int
    name: str | None
    automaticallyReceiveVendorCredit: bool
    includeInSalesTax: bool
    active: bool
    isDefault: bool
    isDefaultForConsignment: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class CreateReturnTypeRequest(StBody):
    name: str = Field(description="Name of the return type.")
    automatically_receive_vendor_credit: bool = Field(
        description="True books the vendor's credit at once."
    )
    include_in_sales_tax: bool = Field(description="True counts such returns in sales tax.")
    is_default: bool = Field(description="True makes this the default return type.")
    is_default_for_consignment: bool = Field(
        description="True makes this the default return type for consignment stock."
    )


class UpdateReturnTypeRequest(StBody):
    id: int = Field(description="Id of the return type, once more.")
    active: bool = optional("True for in use; false makes it inactive.")
    name: str = optional("Name of the return type.")
    automatically_receive_vendor_credit: bool = optional("True books the vendor's credit at once.")
    include_in_sales_tax: bool = optional("True counts such returns in sales tax.")
    is_default: bool = optional("True makes this the default return type.")
    is_default_for_consignment: bool = optional(
        "True makes this the default return type for consignment stock."
    )


class ReturnTypes(Module, base="/inventory/v2"):
    """Return types of ServiceTitan's Inventory API."""

    @get("/return-types", scope="tn.inv.returntypes:r")
    async def list_return_types(
        self,
        *,
        active_only: Annotated[bool, "True for active return types only; false for all."],
        name: Annotated[str | None, "Name of the return type."] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ListReturnTypesResponse]:
        """Kinds of return to a vendor and how their credit is handled.

        Takes activeOnly (required), not active; pages above 500 rows may be cut short.
        """

    @post("/return-types", scope="tn.inv.returntypes:w")
    async def create_return_type(self, body: CreateReturnTypeRequest) -> ModificationResponse:
        """Add a kind of return to a vendor."""

    @patch("/return-types/{id}", scope="tn.inv.returntypes:w")
    async def update_return_type(
        self, id: Annotated[int, "Id of the return type."], body: UpdateReturnTypeRequest
    ) -> ModificationResponse:
        """Change a kind of return to a vendor, or make it inactive."""
