"""ServiceTitan's Accounting API: remittance vendors."""

from typing import Annotated, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.accounting.shared import AddressResponse
from tools.servicetitan.filters import Active, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Page, Timestamp


class RemittanceVendorContactInfoResponse(TypedDict, total=False):
    firstName: str | None
    lastName: str | None
    phone: str | None
    email: str | None
    fax: str | None


class RemittanceVendorResponse(TypedDict, total=False):
    id: int
    name: str | None
    active: bool
    customerId: str | None
    isApproved: bool
    isVerified: bool
    contactInfo: RemittanceVendorContactInfoResponse | None
    address: AddressResponse | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class RemittanceVendors(Module, base="/accounting/v2"):
    """Remittance vendors of ServiceTitan's Accounting API."""

    @get("/remittance-vendors", scope="tn.acc.remittancevendors:r")
    async def list_remittance_vendors(
        self,
        *,
        ids: Annotated[list[int] | None, "Remittance vendor ids."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        sort: Annotated[str | None, sorted_by("Id", "ModifiedOn", "CreatedOn")] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[RemittanceVendorResponse]:
        """Vendors' pay-to parties: who gets the money, contact, address and approval."""

    @get("/remittance-vendors/{id}", scope="tn.acc.remittancevendors:r")
    async def get_remittance_vendor(
        self, id: Annotated[int, "Id of the remittance vendor."]
    ) -> RemittanceVendorResponse:
        """One pay-to party of a vendor: contact, address, whether approved and verified."""
