"""ServiceTitan's Marketing API: suppressions."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Ids50, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get, post
from tools.servicetitan.types import Page, StBody, Timestamp

SuppressionType = Literal["Unsubscribe", "Bounce", "SpamReport", "ManualUnsubscribe", "NeverEmail"]


class SuppressionResponse(TypedDict, total=False):
    id: int
    email: str
    reason: str | None
    modifiedOn: Timestamp
    createdOn: Timestamp
    active: bool


class AddSuppressionsRequest(StBody):
    emails: list[str] = Field(description="E-mail addresses that get no marketing mail.")
    reason: SuppressionType = Field(description="Why these addresses get no marketing mail.")


class RemoveSuppressionsRequest(StBody):
    emails: list[str] = Field(description="E-mail addresses that may get marketing mail again.")


class Suppressions(Module, base="/marketing/v2"):
    """Suppressions of ServiceTitan's Marketing API."""

    @get("/suppressions", last_listed="2026-03-17")
    async def list_suppressions(
        self,
        *,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        ids: Annotated[Ids50 | None, "Suppression ids, comma-separated, at most 50."] = None,
        email: Annotated[str | None, "E-mail address to look for."] = None,
        sort: Annotated[str | None, sorted_by("Id", "Email", "CreatedOn", "ModifiedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[SuppressionResponse]:
        """E-mail addresses that get no marketing mail, with the reason.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/suppressions/suppress", risk="grave", last_listed="2026-03-17")
    async def suppress_emails(self, body: AddSuppressionsRequest) -> None:
        """Stop marketing mail to one or more e-mail addresses.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @post("/suppressions/unsuppress", risk="grave", last_listed="2026-03-17")
    async def unsuppress_emails(self, body: RemoveSuppressionsRequest) -> None:
        """Allow marketing mail again to one or more e-mail addresses.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """

    @get("/suppressions/{email}", last_listed="2026-03-17")
    async def get_suppression(
        self, email: Annotated[str, "E-mail address on the list."]
    ) -> SuppressionResponse:
        """Whether, and why, one e-mail address gets no marketing mail.

        Not in ServiceTitan's current listing (last listed 2026-03-17); may answer 404.
        """
