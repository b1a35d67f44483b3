"""ServiceTitan's Payroll API: payroll settings."""

from typing import Annotated, Unpack

from pydantic import Field
from typing_extensions import TypedDict

from tools.servicetitan.filters import Active, Changes, PagedDated
from tools.servicetitan.operation import Module, get, put
from tools.servicetitan.payroll.shared import EmployeeType
from tools.servicetitan.types import Amount, Feed, Instant, Money, Page, StBody, Timestamp, optional

Employee = Annotated[int, "Id of the office employee."]

Technician = Annotated[int, "Id of the technician."]


class PayrollCustomFieldResponse(TypedDict, total=False):
    typeId: int
    name: str | None
    value: str | None


class PayrollSettingsExportResponse(TypedDict, total=False):
    employeeId: int
    employeeType: str
    externalPayrollId: str | None
    hourlyRate: Money
    managerId: int | None
    payrollBusinessUnitId: int | None
    isIncludedInPayroll: bool
    hireDate: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool
    customFields: list[PayrollCustomFieldResponse] | None


class PayrollSettingsListResponse(TypedDict, total=False):
    employeeId: int
    employeeType: str
    externalPayrollId: str | None
    hourlyRate: Money
    managerId: int | None
    payrollBusinessUnitId: int | None
    isIncludedInPayroll: bool
    hireDate: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool
    customFields: list[PayrollCustomFieldResponse] | None


class PayrollSettingsResponse(TypedDict, total=False):
    employeeId: int
    employeeType: str
    externalPayrollId: str | None
    hourlyRate: Money
    managerId: int | None
    payrollBusinessUnitId: int | None
    isIncludedInPayroll: bool
    hireDate: Timestamp | None
    createdOn: Timestamp
    modifiedOn: Timestamp
    active: bool
    customFields: list[PayrollCustomFieldResponse] | None


class PayrollSettingsUpdateResponse(TypedDict, total=False):
    employeeId: int


class PayrollCustomFieldUpdateRequest(StBody):
    type_id: int = Field(description="Id of the custom field.")
    value: str | None = optional("New value as text, also for numbers and dates.")


class PayrollSettingsUpdateRequest(StBody):
    external_payroll_id: str | None = optional("Id of the person in the outside payroll system.")
    hourly_rate: Amount = Field(description="Hourly pay in dollars.")
    manager_id: int | None = optional("Id of the manager.")
    payroll_business_unit_id: int | None = optional("Id of the business unit that pays.")
    hire_date: Instant | None = optional("Date of hire (UTC).")
    is_included_in_payroll: bool | None = optional("True when the person is part of payroll.")
    custom_fields: list[PayrollCustomFieldUpdateRequest] | None = optional(
        "Payroll custom fields with their new values."
    )


class PayrollSettings(Module, base="/payroll/v2"):
    """Payroll settings of ServiceTitan's Payroll API."""

    @get("/employees/{employee}/payroll-settings", scope="tn.prl.payrollsettings:r")
    async def get_employee_payroll_settings(self, employee: Employee) -> PayrollSettingsResponse:
        """An office employee's pay settings: hourly rate, manager, business unit and hire date."""

    @put("/employees/{employee}/payroll-settings", scope="tn.prl.payrollsettings:w", risk="grave")
    async def update_employee_payroll_settings(
        self, employee: Employee, body: PayrollSettingsUpdateRequest
    ) -> PayrollSettingsUpdateResponse:
        """Change an office employee's hourly rate, manager, business unit or payroll fields.

        Send the hourly rate every time; it is required even when unchanged.
        """

    @get("/export/payroll-settings", scope="tn.prl.payrollsettings:r")
    async def export_payroll_settings(
        self, **filters: Unpack[Changes]
    ) -> Feed[PayrollSettingsExportResponse]:
        """Pay settings of all staff in order of change, for keeping a copy.

        Changes show after about 15 minutes; inactive and deleted records are included.
        """

    @get("/payroll-settings", scope="tn.prl.payrollsettings:r")
    async def list_payroll_settings(
        self,
        *,
        employee_type: Annotated[
            EmployeeType | None, "Technician, or Employee for office staff."
        ] = None,
        active: Annotated[
            Active, "True (default): active records; False: inactive ones; Any: both."
        ] = "True",
        **filters: Unpack[PagedDated],
    ) -> Page[PayrollSettingsListResponse]:
        """Pay settings of technicians and office employees: rate, manager and business unit."""

    @get("/technicians/{technician}/payroll-settings", scope="tn.prl.payrollsettings:r")
    async def get_technician_payroll_settings(
        self, technician: Technician
    ) -> PayrollSettingsResponse:
        """A technician's pay settings: hourly rate, manager, business unit and hire date."""

    @put(
        "/technicians/{technician}/payroll-settings", scope="tn.prl.payrollsettings:w", risk="grave"
    )
    async def update_technician_payroll_settings(
        self, technician: Technician, body: PayrollSettingsUpdateRequest
    ) -> PayrollSettingsUpdateResponse:
        """Change a technician's hourly rate, manager, business unit or payroll fields.

        Send the hourly rate every time; it is required even when unchanged.
        """
