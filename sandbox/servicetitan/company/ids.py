"""Ids of the made-up company: unique inside the tenant, and computable without a table."""

from typing import Final
from uuid import UUID

# Reference rows: a band of 100,000 ids per kind. Append only: the position is the id.
KINDS: Final = [
    "business-unit",
    "technician",
    "employee",
    "team",
    "zone",
    "role",
    "tag-type",
    "call-reason",
    "campaign",
    "campaign-category",
    "campaign-cost",
    "job-type",
    "cancel-reason",
    "hold-reason",
    "arrival-window",
    "non-job",
    "membership-type",
    "recurring-type",
    "billing",
    "equipment-type",
    "project-type",
    "project-status",
    "project-substatus",
    "payment-type",
    "payment-term",
    "tax-zone",
    "gl-account",
    "category",
    "service",
    "material",
    "equipment",
    "discount",
    "vendor",
    "warehouse",
    "truck",
    "po-type",
    "timesheet-code",
    "activity-code",
    "activity-type",
    "activity-category",
    "payroll",
    "form",
    "user",
    "agent",
    "report",
    "skill",
    "custom-field",
    "shift",
    "provider",
    "trade",
    "division",
    "batch",
    "plan-part",
    "segment",
    "segment-item",
    "budget-code",
    "subtask",
    "task-word",
    "proposal-type",
]

BANDS: Final = {kind: 10_000_000 + n * 100_000 for n, kind in enumerate(KINDS)}

FAMILY_BASE: Final = 40_000_000
FAMILY_STRIDE: Final = 1_000
JOB_SPAN: Final = 100  # ids from 100·(k+1) inside a family belong to its k-th job


def fixed(kind: str, number: int) -> int:
    """The id of reference row `number` of a kind."""
    return BANDS[kind] + 7 * (number + 1)


def family(index: int, offset: int = 0) -> int:
    """An id belonging to the customer at `index`; offset 0 is the customer itself."""
    return FAMILY_BASE + index * FAMILY_STRIDE + offset


def after(customers: int) -> int:
    """The first id that no made-up row has: where created rows begin."""
    return FAMILY_BASE + (customers + 1_000) * FAMILY_STRIDE


def guid(number: int, salt: int = 0) -> str:
    """A stable version-4-looking GUID for the resources that have no integer ids."""
    mixed = (number * 0x9E3779B97F4A7C15 + salt * 0xC2B2AE3D27D4EB4F) & (2**64 - 1)
    value = (mixed << 64) | ((mixed * 0xD6E8FEB86659FD93) & (2**64 - 1))
    return str(UUID(int=value, version=4))
