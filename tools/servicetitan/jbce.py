"""ServiceTitan's Job Booking (call reasons) API: call reasons."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp


class CallReasonResponse(TypedDict, total=False):
    id: int
    name: str
    isLead: bool
    active: bool
    createdOn: Timestamp
    modifiedOn: Timestamp


class CallReasons(Module, base="/jbce/v2"):
    """Call reasons of ServiceTitan's Job Booking (call reasons) API."""

    @get("/call-reasons", scope="tn.jbce.callreasons:r")
    async def list_call_reasons(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[CallReasonResponse]:
        """Reasons for calls one can pick while booking, with whether each counts as a lead."""
