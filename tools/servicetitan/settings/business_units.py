"""ServiceTitan's Settings API: business units."""

from typing import Annotated, Literal, Unpack
from uuid import UUID

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, patch
from tools.servicetitan.settings.shared import ModificationResponse
from tools.servicetitan.types import Feed, Money, Number, Page, StBody, Timestamp, optional

ExternalDataPatchMode = Literal["Replace", "Merge"]

ExternalDataApplicationGuid = Annotated[
    UUID, "GUID of the app whose external data to show or filter by."
]

BusinessUnitId = Annotated[int, "Id of the business unit."]


class IntacctBusinessUnitMappingResponse(TypedDict, total=False):
    id: int
    name: str | None
    active: bool
    tradeName: str | None
    intacctLocationName: str | None
    intacctLocationId: str | None
    intacctDepartment: str | None
    intacctClass: str | None


class BusinessUnitAddressResponse(TypedDict, total=False):
    street: str | None
    unit: str | None
    city: str | None
    state: str | None
    zip: str | None
    country: str | None
    latitude: Number | None
    longitude: Number | None
    isManualCoordinates: bool
    isMilitary: bool


class NamedModel(TypedDict, total=False):
    id: int
    name: str


class BusinessUnitTenantResponse(TypedDict, total=False):
    id: int
    name: str
    accountCode: str | None
    franchiseId: str | None
    conceptCode: str | None
    modifiedOn: Timestamp


class ExternalDataModel(TypedDict, total=False):
    key: str
    value: str


class ExportBusinessUnitResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    officialName: str | None
    email: str | None
    currency: str | None
    phoneNumber: str | None
    invoiceHeader: str | None
    invoiceMessage: str | None
    defaultTaxRate: Money | None
    authorizationParagraph: str | None
    acknowledgementParagraph: str | None
    address: BusinessUnitAddressResponse | None
    materialSku: str | None
    quickbooksClass: str | None
    accountCode: str | None
    franchiseId: str | None
    conceptCode: str | None
    corporateContractNumber: str | None
    trade: NamedModel | None
    division: NamedModel | None
    tagTypeIds: list[int] | None
    tenant: BusinessUnitTenantResponse | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    externalData: list[ExternalDataModel] | None
    certifiedSentriconSpecialistCode: str | None


class BusinessUnitResponse(TypedDict, total=False):
    id: int
    active: bool
    name: str
    officialName: str | None
    email: str | None
    currency: str | None
    phoneNumber: str | None
    invoiceHeader: str | None
    invoiceMessage: str | None
    defaultTaxRate: Money | None
    authorizationParagraph: str | None
    acknowledgementParagraph: str | None
    address: BusinessUnitAddressResponse | None
    materialSku: str | None
    quickbooksClass: str | None
    accountCode: str | None
    franchiseId: str | None
    conceptCode: str | None
    corporateContractNumber: str | None
    trade: NamedModel | None
    division: NamedModel | None
    tagTypeIds: list[int] | None
    tenant: BusinessUnitTenantResponse | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    externalData: list[ExternalDataModel] | None
    certifiedSentriconSpecialistCode: str | None


class ExternalDataUpdateModel(StBody):
    key: str = Field(description="Key of one external value.")
    value: str | None = optional("Value your app keeps under the key, as text.")


class ExternalDataUpdateRequest(StBody):
    patch_mode: ExternalDataPatchMode | None = optional(
        "Replace (default, drops other keys) or Merge."
    )
    application_guid: UUID = Field(description="GUID of the app that owns the external data.")
    external_data: list[ExternalDataUpdateModel] = Field(
        description="Keys and values your app keeps on the record."
    )


class UpdateBusinessUnitRequest(StBody):
    external_data: ExternalDataUpdateRequest = optional(
        "Keys and values your app keeps on the record."
    )


class BusinessUnits(Module, base="/settings/v2"):
    """Business units of ServiceTitan's Settings API."""

    @get("/business-units", scope="tn.stt.businessunits:r")
    async def list_business_units(
        self,
        *,
        ids: Annotated[Ids50 | None, "Business unit ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Part of the name."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
        **filters: Unpack[PagedDated],
    ) -> Page[BusinessUnitResponse]:
        """Business units by name or dates, with address, phone and tax settings."""

    @get("/business-units/intacct", scope="tn.stt.businessunits:r", first_page=0)
    async def list_intacct_business_units(
        self,
        *,
        page: Annotated[int, Field(ge=0, le=2147483647), "Page number, from 0."],
        page_size: Annotated[int, Field(ge=1, le=500), "Rows per page, 1 to 500."],
        include_total: Annotated[bool, "Must be sent; true to count all rows in totalCount."],
        ids: Annotated[list[int] | None, "Business unit ids."] = None,
    ) -> Page[IntacctBusinessUnitMappingResponse]:
        """Business units with the Sage Intacct location, department and class of each.

        Pages count from 0, at most 500 rows; page, pageSize and includeTotal must all be
        sent.
        """

    @get("/business-units/{id}", scope="tn.stt.businessunits:r")
    async def get_business_unit(
        self,
        id: BusinessUnitId,
        *,
        external_data_application_guid: ExternalDataApplicationGuid | None = None,
    ) -> BusinessUnitResponse:
        """One business unit: name, address, phone and tax settings."""

    @patch("/business-units/{id}", scope="tn.stt.businessunits:w")
    async def update_business_unit(
        self, id: BusinessUnitId, body: UpdateBusinessUnitRequest
    ) -> ModificationResponse:
        """Change the external data your app keeps on a business unit.

        patchMode Replace (the default) drops other keys.
        """

    @get("/export/business-units", scope="tn.stt.businessunits:r")
    async def export_business_units(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportBusinessUnitResponse]:
        """All business units in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
