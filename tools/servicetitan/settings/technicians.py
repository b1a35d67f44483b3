"""ServiceTitan's Settings API: technicians."""

from typing import Annotated, Literal, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, Ids50, PagedDated
from tools.servicetitan.operation import Module, get, patch, post
from tools.servicetitan.settings.shared import (
    AccountAction,
    AccountActionResponse,
    AccountCreationMethod,
)
from tools.servicetitan.types import Amount, Feed, Money, Number, Page, StBody, Timestamp, optional

LicenseType = Literal["NonManagedTech", "ManagedTech", "ManagedInstaller"]

JobFilter = Literal[
    "AllScheduledDispatchedWorking",
    "NextScheduledDispatchedWorking",
    "DispatchedWorking",
    "NextScheduledDispatchedWorkingToday",
    "AllScheduledDispatchedWorkingToday",
    "AllScheduledDispatchedWorkingFiveDays",
    "NextScheduledDispatchedWorkingTodayTomorrow",
    "AllScheduledDispatchedWorkingTodayTomorrow",
    "Next2ScheduledDispatchedWorkingToday",
]

TechnicianPosition = Literal[
    "Installer",
    "Service",
    "Sales",
    "Maintenance",
    "Helper",
    "InstallProductionManager",
    "ServiceManager",
    "SalesManager",
    "PartRunner",
    "DummyTech",
]

TechnicianLicenseType = Literal["NonManagedTechnician", "ManagedTechnician", "ManagedInstaller"]

JobHistoryDateFilter = Literal["AllJobs", "LastThreeDays", "LastSevenDays", "LastMonth"]

TechnicianId = Annotated[int, "Id of the technician."]


class TechnicianAddressResponse(TypedDict, total=False):
    street: str | None
    unit: str | None
    country: str | None
    city: str | None
    state: str | None
    zip: str | None
    streetAddress: str | None
    latitude: Number | None
    longitude: Number | None


class TechnicianCustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str | None
    value: str | None


class TechnicianPermissionResponse(TypedDict, total=False):
    id: int
    value: str | None


class TechnicianSkillResponse(TypedDict, total=False):
    id: int
    name: str | None


class TechnicianLocationResponse(TypedDict, total=False):
    latitude: Number | None
    longitude: Number | None
    coordinatesUpdatedOn: Timestamp | None


class ExportTechnicianResponse(TypedDict, total=False):
    id: int
    userId: int
    name: str
    roleIds: list[int] | None
    businessUnitId: int | None
    mainZoneId: int | None
    zoneIds: list[int] | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    email: str | None
    phoneNumber: str | None
    loginName: str | None
    home: TechnicianAddressResponse | None
    dailyGoal: Money
    isManagedTech: bool
    licenseType: str | None
    customFields: list[TechnicianCustomFieldResponse] | None
    active: bool
    aadUserId: str | None
    burdenRate: Money
    team: str | None
    jobFilter: str | None
    permissions: list[TechnicianPermissionResponse] | None
    accountLocked: bool | None
    commissionRate: Money
    currentValue: Money | None
    firstName: str | None
    lastName: str | None
    hourlyRate: Money
    jobId: int | None
    mobilePhone: str | None
    outboundCallerId: str | None
    payrollId: str | None
    payrollProfileId: int | None
    appoitmentId: int | None
    shiftStart: str | None
    shiftEnd: str | None
    soldByRate: Money
    startDate: Timestamp | None
    status: str
    skills: list[TechnicianSkillResponse] | None
    positions: list[str] | None
    location: TechnicianLocationResponse | None
    bio: str | None
    memo: str | None


class TechnicianResponse(TypedDict, total=False):
    id: int
    userId: int
    name: str
    roleIds: list[int] | None
    businessUnitId: int | None
    mainZoneId: int | None
    zoneIds: list[int] | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    email: str | None
    phoneNumber: str | None
    loginName: str | None
    home: TechnicianAddressResponse | None
    dailyGoal: Money
    isManagedTech: bool
    licenseType: str | None
    customFields: list[TechnicianCustomFieldResponse] | None
    active: bool
    aadUserId: str | None
    burdenRate: Money
    team: str | None
    jobFilter: str | None
    permissions: list[TechnicianPermissionResponse] | None
    accountLocked: bool | None
    commissionRate: Money
    currentValue: Money | None
    firstName: str | None
    lastName: str | None
    hourlyRate: Money
    jobId: int | None
    mobilePhone: str | None
    outboundCallerId: str | None
    payrollId: str | None
    payrollProfileId: int | None
    appoitmentId: int | None
    shiftStart: str | None
    shiftEnd: str | None
    soldByRate: Money
    startDate: Timestamp | None
    status: str
    skills: list[TechnicianSkillResponse] | None
    positions: list[str] | None
    location: TechnicianLocationResponse | None
    bio: str | None
    memo: str | None


class TechnicianCreateResponse(TypedDict, total=False):
    id: int


class TechnicianUpdateResponse(TypedDict, total=False):
    id: int


class CreateOrUpdateAddressRequest(StBody):
    unit: str | None = optional("Flat, suite or unit.")
    street: str = Field(description="Street and house number.")
    city: str = Field(description="City.")
    state: str | None = optional("State or province.")
    country: str | None = optional("Country.")
    zip: str | None = optional("Postal code.")
    latitude: float | None = optional("Latitude in degrees.")
    longitude: float | None = optional("Longitude in degrees.")


class TechnicianAccountActionRequest(StBody):
    action: AccountAction = Field(
        description="Activate, Deactivate, SendInvite or SendPasswordResetLink."
    )
    license_type: TechnicianLicenseType | None = optional(
        "Kind of licence: not managed, managed technician or managed installer."
    )
    truck_id: int | None = optional("Id of the technician's truck.")


class TechnicianCustomFieldCreateOrUpdateRequest(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str | None = optional("Value of the custom field, as text.")


class TechnicianCreateRequest(StBody):
    name: str = Field(description="Name of the technician.", max_length=255)
    phone_number: str | None = optional("Phone number.")
    email: str | None = optional("E-mail address.")
    login: str | None = optional("Login name.", max_length=100)
    password: str | None = optional("Password of the new login.")
    account_creation_method: AccountCreationMethod = Field(
        description="CreateLater, SendInvite or AssignLoginAndPassword."
    )
    business_unit_id: int | None = optional("Id of the business unit.")
    role_id: int = Field(description="Id of the user role.")
    positions: list[TechnicianPosition] = Field(
        description="Positions of the technician, such as Service or Installer."
    )
    aad_user_id: str | None = optional("User id in Microsoft Entra (Azure AD) for single sign-on.")
    license_type: LicenseType = Field(
        description="Kind of licence: not managed, managed technician or managed installer."
    )
    team: str | None = optional("Name of the technician's team.", max_length=500)
    daily_goal: Amount | None = optional("Sales goal per day, in dollars.")
    burden_rate: Amount | None = optional("Cost per hour on top of the wage, in dollars.")
    bio: str | None = optional("About the technician, shown to customers.", max_length=4000)
    memo: str | None = optional("Remark about the technician for staff.", max_length=4000)
    job_filter: JobFilter | None = optional("Which jobs the technician sees in the app.")
    job_history_date_filter: JobHistoryDateFilter | None = optional(
        "AllJobs, LastThreeDays, LastSevenDays or LastMonth of job history."
    )
    home: CreateOrUpdateAddressRequest | None = optional("Home address of the technician.")
    custom_fields: list[TechnicianCustomFieldCreateOrUpdateRequest] | None = optional(
        "Custom field values."
    )


class TechnicianUpdateRequest(StBody):
    name: str = optional("Name of the technician.")
    phone_number: str = optional("Phone number.")
    email: str = optional("E-mail address.")
    login: str = optional("Login name.")
    business_unit_id: int | None = optional("Id of the business unit.")
    role_id: int = optional("Id of the user role.")
    positions: list[TechnicianPosition] = optional(
        "Positions of the technician, such as Service or Installer."
    )
    aad_user_id: str = optional("User id in Microsoft Entra (Azure AD) for single sign-on.")
    license_type: LicenseType = optional(
        "Kind of licence: not managed, managed technician or managed installer."
    )
    team: str = optional("Name of the technician's team.")
    daily_goal: Amount | None = optional("Sales goal per day, in dollars.")
    burden_rate: Amount | None = optional("Cost per hour on top of the wage, in dollars.")
    bio: str = optional("About the technician, shown to customers.")
    memo: str = optional("Remark about the technician for staff.")
    job_filter: JobFilter | None = optional("Which jobs the technician sees in the app.")
    job_history_date_filter: JobHistoryDateFilter | None = optional(
        "AllJobs, LastThreeDays, LastSevenDays or LastMonth of job history."
    )
    home: CreateOrUpdateAddressRequest = optional("Home address of the technician.")
    custom_fields: list[TechnicianCustomFieldCreateOrUpdateRequest] = optional(
        "Custom field values."
    )
    account_locked: bool = optional("True to lock the account.")


class Technicians(Module, base="/settings/v2"):
    """Technicians of ServiceTitan's Settings API."""

    @get("/export/technicians", scope="tn.stt.technicians:r")
    async def export_technicians(
        self, **filters: Unpack[Changes]
    ) -> Feed[ExportTechnicianResponse]:
        """All technicians in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/technicians", scope="tn.stt.technicians:r")
    async def list_technicians(
        self,
        *,
        ids: Annotated[Ids50 | None, "Technician ids, comma-separated, at most 50."] = None,
        user_ids: Annotated[Ids50 | None, "User ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Part of the technician's name."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[TechnicianResponse]:
        """Technicians by name, user id or dates, with team, business unit and daily goal."""

    @post("/technicians", scope="tn.stt.technicians:w", risk="grave")
    async def create_technician(self, body: TechnicianCreateRequest) -> TechnicianCreateResponse:
        """Create a technician with role, positions and licence type, with or without a login.

        SendInvite e-mails the technician.
        """

    @get("/technicians/{id}", scope="tn.stt.technicians:r")
    async def get_technician(self, id: TechnicianId) -> TechnicianResponse:
        """One technician: name, contact details, team, business unit, goal and home."""

    @patch("/technicians/{id}", scope="tn.stt.technicians:w")
    async def update_technician(
        self, id: TechnicianId, body: TechnicianUpdateRequest
    ) -> TechnicianUpdateResponse:
        """Change a technician's name, contact details, team, goal, rates or job filter."""

    @post("/technicians/{id}/account-actions", scope="tn.stt.technicians:w", risk="grave")
    async def change_technician_account(
        self, id: TechnicianId, body: TechnicianAccountActionRequest
    ) -> AccountActionResponse:
        """Activate or deactivate a technician's account, or send an invite or password link.

        Licence names differ here: NonManagedTechnician, ManagedTechnician,
        ManagedInstaller.
        """
