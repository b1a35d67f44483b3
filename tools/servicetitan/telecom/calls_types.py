"""What ServiceTitan answers about calls."""

from typing_extensions import TypedDict

from tools.servicetitan.types import Money, Number, Timestamp


class AddressOutput(TypedDict, total=False):
    street: str
    unit: str
    country: str
    city: str
    state: str
    zip: str
    streetAddress: str
    latitude: Number | None
    longitude: Number | None


class BusinessUnitAddressModel(TypedDict, total=False):
    street: str
    unit: str
    city: str
    state: str
    zip: str
    country: str


class BusinessUnitTenantModel(TypedDict, total=False):
    id: int
    name: str
    quickbooksClass: str
    accountCode: str
    franchiseId: str
    conceptCode: str
    modifiedOn: Timestamp


class BusinessUnitModel(TypedDict, total=False):
    id: int
    active: bool
    name: str
    officialName: str
    email: str
    currency: str
    phoneNumber: str
    invoiceHeader: str
    invoiceMessage: str
    defaultTaxRate: Money
    authorizationParagraph: str
    acknowledgementParagraph: str
    address: BusinessUnitAddressModel
    materialSku: str
    quickbooksClass: str
    accountCode: str
    franchiseId: str
    conceptCode: str
    corporateContractNumber: str
    tenant: BusinessUnitTenantModel
    modifiedOn: Timestamp


class JobTypeModel(TypedDict, total=False):
    id: int
    name: str
    modifiedOn: Timestamp


class CallReasonModel(TypedDict, total=False):
    id: int
    name: str
    lead: bool
    active: bool


class NamedModel(TypedDict, total=False):
    id: int
    name: str


class ContactOutputModel(TypedDict, total=False):
    id: int | None
    type: str
    value: str
    memo: str
    active: bool
    modifiedOn: Timestamp


class MembershipTypeModel(TypedDict, total=False):
    id: int
    active: bool
    name: str


MembershipModel = TypedDict(
    "MembershipModel",
    {
        "id": int,
        "active": bool,
        "type": MembershipTypeModel,
        "status": str,
        "from": Timestamp | None,
        "to": Timestamp | None,
        "locationId": int,
    },
    total=False,
)


class CustomFieldApiModel(TypedDict, total=False):
    typeId: int
    name: str
    value: str


class CustomerPhoneModel(TypedDict, total=False):
    phoneNumber: str
    doNotText: bool


class CustomerModel(TypedDict, total=False):
    id: int
    active: bool
    name: str
    email: str
    balance: Money | None
    doNotMail: bool
    address: AddressOutput
    importId: str
    doNotService: bool
    type: str
    contacts: list[ContactOutputModel]
    mergedToId: int | None
    modifiedOn: Timestamp
    memberships: list[MembershipModel]
    hasActiveMembership: bool | None
    customFields: list[CustomFieldApiModel]
    createdOn: Timestamp
    createdBy: int | None
    phoneSettings: list[CustomerPhoneModel]


class CampaignCategoryModel(TypedDict, total=False):
    id: int
    name: str
    active: bool


class CampaignModel(TypedDict, total=False):
    id: int
    name: str
    modifiedOn: Timestamp
    createdOn: Timestamp
    active: bool
    isDefaultCampaign: bool | None
    category: CampaignCategoryModel | None
    source: str | None
    otherSource: str | None
    businessUnit: str | None
    medium: str | None
    otherMedium: str | None
    dnis: str | None


class CallAgentModel(TypedDict, total=False):
    id: int
    name: str
    externalId: int | None


class TagResponseModel(TypedDict, total=False):
    id: int
    typeName: str


CallModel = TypedDict(
    "CallModel",
    {
        "id": int,
        "receivedOn": Timestamp,
        "duration": str,
        "from": str,
        "to": str,
        "direction": str,
        "callType": str | None,
        "reason": CallReasonModel,
        "recordingUrl": str,
        "voiceMailUrl": str,
        "createdBy": NamedModel,
        "customer": CustomerModel,
        "campaign": CampaignModel,
        "modifiedOn": Timestamp,
        "agent": CallAgentModel,
        "sid": str,
        "tags": list[TagResponseModel],
        "createdOn": Timestamp,
        "active": bool,
    },
    total=False,
)


class BundleCallModel(TypedDict, total=False):
    id: int
    jobNumber: str
    projectId: int
    businessUnit: BusinessUnitModel
    type: JobTypeModel
    leadCall: CallModel


class JobModel(TypedDict, total=False):
    id: int
    number: str


class LeadModel(TypedDict, total=False):
    id: int


ExportCallResponse = TypedDict(
    "ExportCallResponse",
    {
        "id": int,
        "duration": str,
        "from": str,
        "to": str,
        "direction": str,
        "status": str,
        "type": str | None,
        "recordingUrl": str | None,
        "voiceMailPath": str | None,
        "createdOn": Timestamp,
        "modifiedOn": Timestamp,
        "reason": NamedModel | None,
        "customer": NamedModel | None,
        "location": NamedModel | None,
        "campaign": NamedModel | None,
        "job": JobModel | None,
        "agent": NamedModel | None,
        "createdBy": NamedModel | None,
        "excuseMemo": str,
        "tag": str,
        "active": bool,
        "lead": LeadModel | None,
    },
    total=False,
)


DetailedCallModel = TypedDict(
    "DetailedCallModel",
    {
        "id": int,
        "receivedOn": Timestamp,
        "duration": str,
        "from": str,
        "to": str,
        "direction": str,
        "callType": str | None,
        "reason": CallReasonModel,
        "recordingUrl": str,
        "voiceMailUrl": str,
        "createdBy": NamedModel,
        "customer": CustomerModel,
        "campaign": CampaignModel,
        "modifiedOn": Timestamp,
        "agent": CallAgentModel,
        "sid": str,
        "tags": list[TagResponseModel],
    },
    total=False,
)


class DetailedBundleCallModel(TypedDict, total=False):
    id: int
    jobNumber: str
    projectId: int
    businessUnit: BusinessUnitModel
    type: JobTypeModel
    leadCall: DetailedCallModel


class V3JobTypeModel(TypedDict, total=False):
    id: int
    name: str
    modifiedOn: Timestamp


CallModelResponse = TypedDict(
    "CallModelResponse",
    {
        "createdOn": Timestamp,
        "active": bool,
        "id": int,
        "receivedOn": Timestamp,
        "duration": str,
        "from": str,
        "to": str,
        "direction": str,
        "callType": str | None,
        "reason": CallReasonModel | None,
        "recordingUrl": str | None,
        "voiceMailUrl": str | None,
        "createdBy": NamedModel | None,
        "customer": NamedModel | None,
        "campaign": NamedModel | None,
        "modifiedOn": Timestamp,
        "agent": CallAgentModel | None,
        "sid": str | None,
        "tags": list[TagResponseModel] | None,
    },
    total=False,
)


class CallResponse(TypedDict, total=False):
    id: int
    jobNumber: str | None
    projectId: int
    businessUnit: NamedModel | None
    type: V3JobTypeModel | None
    leadCall: CallModelResponse
