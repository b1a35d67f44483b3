"""ServiceTitan's Settings API: employees."""

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
from tools.servicetitan.types import Feed, Money, Page, StBody, Timestamp, optional

EmployeePosition = Literal[
    "CSR",
    "Dispatcher",
    "CsrManager",
    "DispatchManager",
    "InstallProductionManager",
    "ServiceManager",
    "SalesManager",
    "MarketingManager",
    "Administrator",
    "PayrollManager",
    "Bookkeeper",
    "PurchasingManager",
    "WarehouseManager",
    "OfficeManager",
    "GeneralManager",
    "BusinessOwner",
    "AnsweringService",
    "InsideSales",
    "GeneralOfficeNonManagement",
]


class EmployeeCustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str | None
    value: str | None


class EmployeePermissionResponse(TypedDict, total=False):
    id: int
    value: str | None


class EmployeeAddressResponse(TypedDict, total=False):
    street: str | None
    unit: str | None
    country: str | None
    city: str | None
    state: str | None
    zip: str | None


class ExportEmployeeResponse(TypedDict, total=False):
    customFields: list[EmployeeCustomFieldResponse] | None
    permissions: list[EmployeePermissionResponse] | None
    id: int
    userId: int
    name: str
    firstName: str | None
    lastName: str | None
    managerId: int | None
    role: str
    roleIds: list[int] | None
    businessUnitId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    email: str | None
    phoneNumber: str | None
    loginName: str | None
    active: bool
    aadUserId: str | None
    accountLocked: bool | None
    home: EmployeeAddressResponse | None
    agentId: int
    startDate: Timestamp | None
    terminationDate: Timestamp | None
    hourlyRate: Money
    overtimeProfileId: int | None


class EmployeeResponse(TypedDict, total=False):
    id: int
    userId: int
    name: str
    firstName: str | None
    lastName: str | None
    managerId: int | None
    role: str
    roleIds: list[int] | None
    businessUnitId: int | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    email: str | None
    phoneNumber: str | None
    loginName: str | None
    active: bool
    aadUserId: str | None
    accountLocked: bool | None
    home: EmployeeAddressResponse | None
    agentId: int
    startDate: Timestamp | None
    terminationDate: Timestamp | None
    hourlyRate: Money
    overtimeProfileId: int | None
    customFields: list[EmployeeCustomFieldResponse] | None
    permissions: list[EmployeePermissionResponse] | None


class EmployeeCreateResponse(TypedDict, total=False):
    id: int


class EmployeeUpdateResponse(TypedDict, total=False):
    id: int


class AccountActionRequest(StBody):
    action: AccountAction = Field(
        description="Activate, Deactivate, SendInvite or SendPasswordResetLink."
    )


class EmployeeCustomFieldCreateOrUpdateRequest(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str | None = optional("Value of the custom field, as text.")


class EmployeeCreateRequest(StBody):
    name: str = Field(description="Name of the employee.", max_length=255)
    mobile_phone_number: str | None = optional("Mobile phone number.")
    phone_number: str | None = optional("Phone number.")
    email: str = Field(description="E-mail address.")
    login: str | None = optional("Login name.", max_length=100)
    password: str | None = optional("Password of the new login.")
    account_creation_method: AccountCreationMethod = Field(
        description="CreateLater, SendInvite or AssignLoginAndPassword."
    )
    business_unit_id: int | None = optional("Id of the business unit.")
    role_id: int = Field(description="Id of the user role.")
    positions: list[EmployeePosition] = Field(
        description="Positions of the employee, such as Dispatcher or CSR."
    )
    aad_user_id: str | None = optional("User id in Microsoft Entra (Azure AD) for single sign-on.")
    custom_fields: list[EmployeeCustomFieldCreateOrUpdateRequest] | None = optional(
        "Custom field values."
    )


class EmployeeUpdateRequest(StBody):
    name: str = optional("Name of the employee.")
    mobile_phone_number: str = optional("Mobile phone number.")
    phone_number: str = optional("Phone number.")
    email: str = optional("E-mail address.")
    login: str = optional("Login name.")
    business_unit_id: int | None = optional("Id of the business unit.")
    role_id: int = optional("Id of the user role.")
    positions: list[EmployeePosition] = optional(
        "Positions of the employee, such as Dispatcher or CSR."
    )
    aad_user_id: str = optional("User id in Microsoft Entra (Azure AD) for single sign-on.")
    custom_fields: list[EmployeeCustomFieldCreateOrUpdateRequest] = optional("Custom field values.")
    account_locked: bool = optional("True to lock the account.")


class Employees(Module, base="/settings/v2"):
    """Employees of ServiceTitan's Settings API."""

    @get("/employees", scope="tn.stt.employees:r")
    async def list_employees(
        self,
        *,
        ids: Annotated[Ids50 | None, "Employee ids, comma-separated, at most 50."] = None,
        user_ids: Annotated[Ids50 | None, "User ids, comma-separated, at most 50."] = None,
        name: Annotated[str | None, "Part of the employee's name."] = None,
        email: Annotated[str | None, "E-mail address, exactly."] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[EmployeeResponse]:
        """Office employees by name, e-mail, user id or dates.

        Technicians are not here; list technicians instead.
        """

    @post("/employees", scope="tn.stt.employees:w", risk="grave")
    async def create_employee(self, body: EmployeeCreateRequest) -> EmployeeCreateResponse:
        """Create an office employee with role and positions, with or without a login.

        SendInvite e-mails the employee.
        """

    @get("/employees/{id}", scope="tn.stt.employees:r")
    async def get_employee(self, id: Annotated[int, "Id of the employee."]) -> EmployeeResponse:
        """One office employee: name, e-mail, phone, role, positions and business unit."""

    @patch("/employees/{id}", scope="tn.stt.employees:w")
    async def update_employee(
        self, id: Annotated[int, "Id of the employee."], body: EmployeeUpdateRequest
    ) -> EmployeeUpdateResponse:
        """Change an office employee's name, contact details, role, positions or login."""

    @post("/employees/{id}/account-actions", scope="tn.stt.employees:w", risk="grave")
    async def change_employee_account(
        self, id: Annotated[int, "Id of the employee."], body: AccountActionRequest
    ) -> AccountActionResponse:
        """Activate or deactivate an employee's account, or send an invite or password link."""

    @get("/export/employees", scope="tn.stt.employees:r")
    async def export_employees(self, **filters: Unpack[Changes]) -> Feed[ExportEmployeeResponse]:
        """All office employees in order of change, page after page, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """
