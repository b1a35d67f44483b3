"""What ServiceTitan answers about jobs."""

from typing_extensions import TypedDict

from tools.servicetitan.jpm.shared import CustomFieldApiModel, ExternalDataModel
from tools.servicetitan.types import Money, Timestamp


class ExportJobCanceledLogResponse(TypedDict, total=False):
    id: int
    jobId: int
    reasonId: int
    memo: str | None
    createdOn: Timestamp
    createdById: int
    active: bool


class ExportJobHistoryEntry(TypedDict, total=False):
    id: int
    employeeId: int | None
    eventType: str
    date: Timestamp
    usedSchedulingTool: str


class ExportJobHistoryResponse(TypedDict, total=False):
    jobId: int
    history: list[ExportJobHistoryEntry]


class JobGeneratedLeadSource(TypedDict, total=False):
    jobId: int | None
    employeeId: int | None


class ExportJobsResponse(TypedDict, total=False):
    summary: str | None
    customFields: list[CustomFieldApiModel]
    externalData: list[ExternalDataModel]
    summaryOfWork: str | None
    id: int
    jobNumber: str
    projectId: int | None
    customerId: int
    locationId: int
    jobStatus: str
    completedOn: Timestamp | None
    businessUnitId: int
    jobTypeId: int
    priority: str
    campaignId: int
    appointmentCount: int
    firstAppointmentId: int
    lastAppointmentId: int
    recallForId: int | None
    warrantyId: int | None
    jobGeneratedLeadSource: JobGeneratedLeadSource | None
    noCharge: bool
    notificationsEnabled: bool
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    tagTypeIds: list[int]
    leadCallId: int | None
    partnerLeadCallId: int | None
    bookingId: int | None
    soldById: int | None
    customerPo: str
    invoiceId: int
    membershipId: int | None
    total: Money | None
    createdFromEstimateId: int | None
    estimateIds: list[int]
    equipmentIds: list[int]
    isAutoDispatched: bool | None
    active: bool


class JobHistoryItemModel(TypedDict, total=False):
    id: int
    employeeId: int | None
    eventType: str
    date: Timestamp
    usedSchedulingTool: str
    memo: str


class JobBookedLogResponse(TypedDict, total=False):
    id: int
    jobId: int
    jobAppointmentId: int
    start: Timestamp
    arrivalWindowStart: Timestamp | None
    arrivalWindowEnd: Timestamp | None
    createdOn: Timestamp
    createdById: int
    active: bool


class JobCanceledLogResponse(TypedDict, total=False):
    id: int
    jobId: int
    reasonId: int
    memo: str | None
    createdOn: Timestamp
    createdById: int
    active: bool


class JobHistoryResponse(TypedDict, total=False):
    history: list[JobHistoryItemModel] | None


class JobResponse(TypedDict, total=False):
    id: int
    jobNumber: str
    projectId: int | None
    customerId: int
    locationId: int
    jobStatus: str
    completedOn: Timestamp | None
    businessUnitId: int
    jobTypeId: int
    priority: str
    campaignId: int
    appointmentCount: int
    firstAppointmentId: int
    lastAppointmentId: int
    recallForId: int | None
    warrantyId: int | None
    jobGeneratedLeadSource: JobGeneratedLeadSource | None
    noCharge: bool
    notificationsEnabled: bool
    createdOn: Timestamp
    createdById: int
    modifiedOn: Timestamp
    tagTypeIds: list[int]
    leadCallId: int | None
    partnerLeadCallId: int | None
    bookingId: int | None
    soldById: int | None
    customerPo: str
    invoiceId: int
    membershipId: int | None
    total: Money | None
    createdFromEstimateId: int | None
    estimateIds: list[int]
    equipmentIds: list[int]
    isAutoDispatched: bool | None
    summary: str | None
    customFields: list[CustomFieldApiModel]
    externalData: list[ExternalDataModel]
    summaryOfWork: str | None
