"""ServiceTitan's Accounting API: payment types."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedCreated
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp


class PaymentTypeResponse(TypedDict, total=False):
    id: int
    name: str
    modifiedOn: Timestamp | None
    createdOn: Timestamp | None


class PaymentTypes(Module, base="/accounting/v2"):
    """Payment types of ServiceTitan's Accounting API."""

    @get("/payment-types", scope="tn.acc.paymenttypes:r")
    async def list_payment_types(
        self,
        *,
        ids: Annotated[Ids50 | None, "Payment type ids, comma-separated, at most 50."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedCreated],
    ) -> Page[PaymentTypeResponse]:
        """Ways customers can pay, such as cash, check or card.

        No filter by change date: read the whole list.
        """

    @get("/payment-types/{id}", scope="tn.acc.paymenttypes:r")
    async def get_payment_type(
        self, id: Annotated[int, "Id of the payment type."]
    ) -> PaymentTypeResponse:
        """One way customers can pay."""
