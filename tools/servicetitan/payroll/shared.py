"""Shapes that several resources of ServiceTitan's Payroll API share."""

from typing import Literal

from typing_extensions import TypedDict

EmployeeType = Literal["Technician", "Employee"]


class ModificationResponse(TypedDict, total=False):
    id: int
