"""ServiceTitan's Service Agreements API: service agreements."""

from typing import Annotated, Literal, Unpack

from typing_extensions import TypedDict

from tools.servicetitan.filters import Changes, Ids, Ids50, Paged, PagedDated, sorted_by
from tools.servicetitan.operation import Module, get
from tools.servicetitan.types import Feed, Money, Page, Timestamp

AgreementStatus = Literal[
    "Draft", "Sent", "Rejected", "Accepted", "Activated", "Canceled", "Expired", "AutoRenew"
]


class ServiceAgreementTemplateFieldsResponse(TypedDict, total=False):
    originalTemplateId: int
    revenueRecognitionMode: str
    generalLedgerAccountId: int | None
    invoiceCancellationMode: str | None
    billingServiceId: int
    billingScheduleType: str | None
    negativeLiabilityServiceId: int | None
    positiveIncomeServiceId: int | None
    defaultLaborCostPerHour: Money | None
    defaultExtraTravelCostPerHour: Money | None
    defaultPricingStrategy: str | None
    defaultTargetMarginValue: Money | None
    defaultTargetMarginValueType: str | None
    defaultFlatPrice: Money | None
    defaultMarkupPercentage: Money | None
    defaultSurcharge: Money | None
    defaultLaborMarkupPercentage: Money | None
    defaultMaterialMarkupPercentage: Money | None
    defaultLaborSurcharge: Money | None
    defaultMaterialSurcharge: Money | None
    defaultRateSheetId: int | None
    defaultCampaignId: int | None
    defaultDocumentTemplateId: int | None
    defaultAutoRenew: bool | None


class CustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str
    value: str | None


class ExportServiceAgreementResponse(TypedDict, total=False):
    id: int
    name: str
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    modifiedById: int | None
    templateFields: ServiceAgreementTemplateFieldsResponse
    customerId: int
    businessUnitId: int
    status: str
    locationIds: list[int]
    origin: str
    summary: str | None
    importId: str | None
    importedDeferredAmount: Money
    importedRecognizedAmount: Money
    durationMonths: int | None
    autoRenew: bool
    renewalAgreementId: int | None
    startDate: str | None
    endDate: str | None
    billingSchedule: str | None
    paymentTermId: int | None
    paymentMethodId: int | None
    estimatedTravelCost: Money | None
    estimatedLaborCost: Money | None
    estimatedMaterialCost: Money | None
    laborMarkupPercentage: Money | None
    materialMarkupPercentage: Money | None
    laborSurcharge: Money
    materialSurcharge: Money
    totalAgreementPrice: Money | None
    estimatedGrossMarginAmount: Money | None
    estimatedGrossMarginPercentage: Money | None
    rateSheetId: int | None
    accountManagerId: int | None
    soldById: int | None
    tagTypeIds: list[int] | None
    customFields: list[CustomFieldResponse]
    active: bool


class CustomFieldTypeResponse(TypedDict, total=False):
    id: int
    name: str
    dataType: str
    dataTypeOptions: list[str] | None
    createdOn: Timestamp
    modifiedOn: Timestamp


class ServiceAgreementResponse(TypedDict, total=False):
    id: int
    name: str
    createdOn: Timestamp
    createdById: int | None
    modifiedOn: Timestamp
    modifiedById: int | None
    templateFields: ServiceAgreementTemplateFieldsResponse
    customerId: int
    businessUnitId: int
    status: str
    locationIds: list[int]
    origin: str
    summary: str | None
    importId: str | None
    importedDeferredAmount: Money
    importedRecognizedAmount: Money
    durationMonths: int | None
    autoRenew: bool
    renewalAgreementId: int | None
    startDate: str | None
    endDate: str | None
    billingSchedule: str | None
    paymentTermId: int | None
    paymentMethodId: int | None
    estimatedTravelCost: Money | None
    estimatedLaborCost: Money | None
    estimatedMaterialCost: Money | None
    laborMarkupPercentage: Money | None
    materialMarkupPercentage: Money | None
    laborSurcharge: Money
    materialSurcharge: Money
    totalAgreementPrice: Money | None
    estimatedGrossMarginAmount: Money | None
    estimatedGrossMarginPercentage: Money | None
    rateSheetId: int | None
    accountManagerId: int | None
    soldById: int | None
    tagTypeIds: list[int] | None
    customFields: list[CustomFieldResponse]


class ServiceAgreements(Module, base="/service-agreements/v2"):
    """Service agreements of ServiceTitan's Service Agreements API."""

    @get("/export/service-agreements", scope="tn.sa.serviceagreements:r")
    async def export_service_agreements(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportServiceAgreementResponse]:
        """All service agreements in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/service-agreements", scope="tn.sa.serviceagreements:r")
    async def list_service_agreements(
        self,
        *,
        ids: Annotated[Ids50 | None, "Service agreement ids, comma-separated, at most 50."] = None,
        customer_ids: Annotated[Ids | None, "Customer ids, comma-separated."] = None,
        business_unit_ids: Annotated[Ids | None, "Business unit ids, comma-separated."] = None,
        status: Annotated[AgreementStatus | None, "Status of the agreement."] = None,
        sort: Annotated[
            str | None, sorted_by("Id", "Name", "CreatedOn", "ModifiedOn", "StartDate", "EndDate")
        ] = None,
        **filters: Unpack[PagedDated],
    ) -> Page[ServiceAgreementResponse]:
        """Service agreements with commercial customers, by customer, business unit or status.

        startDate and endDate arrive as YYYY-MM-DDT00:00:00.
        """

    @get("/service-agreements/custom-fields")
    async def list_agreement_custom_fields(
        self,
        *,
        created_before: Annotated[str | None, "Created before this time (UTC)."] = None,
        created_on_or_after: Annotated[str | None, "Created at or after this time (UTC)."] = None,
        modified_before: Annotated[str | None, "Changed before this time (UTC)."] = None,
        modified_on_or_after: Annotated[str | None, "Changed at or after this time (UTC)."] = None,
        sort: Annotated[
            str | None,
            "Field to sort by with + (rising) or - (falling) in front, such as -ModifiedOn.",
        ] = None,
        **filters: Unpack[Paged],
    ) -> Page[CustomFieldTypeResponse]:
        """Custom fields that service agreements can carry, with their kinds and choices."""

    @get("/service-agreements/{id}", scope="tn.sa.serviceagreements:r")
    async def get_service_agreement(
        self, id: Annotated[int, "Id of the service agreement."]
    ) -> ServiceAgreementResponse:
        """One service agreement: customer, locations, dates, price, billing and renewal.

        startDate and endDate arrive as YYYY-MM-DDT00:00:00.
        """
