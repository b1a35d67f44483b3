"""A coherent made-up company, the same byte for byte for the same seed, size and moment."""

import hashlib
from array import array
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from types import ModuleType
from typing import Final

import msgspec

from sandbox.servicetitan.company import (
    catalog,
    clock,
    extras,
    ids,
    money,
    people,
    reference,
    staff,
    work,
)
from sandbox.servicetitan.company.calendar import HISTORY_DAYS, Calendar
from sandbox.servicetitan.company.family import Family, job_count
from sandbox.servicetitan.company.plan import Planner
from sandbox.servicetitan.company.reference import Row

__all__ = ["DEFAULT_CUSTOMERS", "DEFAULT_SEED", "Company", "Row"]

DEFAULT_CUSTOMERS: Final = 2_000
DEFAULT_SEED: Final = 7

# Family tables made in one pass over all customers, by the module that writes their rows.
GROUPS: Final[dict[ModuleType, tuple[str, ...]]] = {
    people: (
        "crm/customers", "crm/locations", "crm/customers/contacts", "crm/locations/contacts",
        "crm/contacts",
        "crm/contacts/contact-methods", "crm/contacts/relationships", "crm/customers/notes",
        "crm/locations/notes",
        "crm/leads", "crm/bookings",
    ),
    work: (
        "jpm/jobs", "jpm/appointments", "dispatch/appointment-assignments", "jpm/jobs/notes",
        "jpm/jobs/history",
        "jpm/job-canceled-logs", "jpm/jobs/cancel-reasons", "jpm/jobs/hold-reasons",
        "telecom/calls",
    ),
    money: (
        "salestech/estimates", "salestech/estimates/items", "accounting/invoices",
        "accounting/invoice-items",
        "accounting/payments",
    ),
    extras: (
        "memberships/memberships", "memberships/memberships/status-changes",
        "memberships/recurring-services",
        "memberships/recurring-service-events", "equipment-systems/installed-equipment",
        "jpm/projects", "jpm/projects/notes",
        "task-management/tasks", "payroll/jobs/timesheets", "payroll/gross-pay-items",
        "timesheets/activities",
        "payroll/jobs/splits", "customer-interactions/technician-ratings", "forms/submissions",
        "inventory/purchase-orders",
    ),
}  # fmt: skip


class Company:
    """Pool and electrical work for `customers` customers over the two years before `now`."""

    def __init__(
        self,
        seed: int = DEFAULT_SEED,
        customers: int = DEFAULT_CUSTOMERS,
        now: datetime | None = None,
    ) -> None:
        self.seed, self.customers = seed, customers
        self.now = (
            (now or datetime.now(UTC).replace(hour=12)).astimezone(UTC).replace(microsecond=0)
        )
        if now is None:
            self.now = self.now.replace(minute=0, second=0)
        self.group_of = {table: module for module, tables in GROUPS.items() for table in tables}

    @cached_property
    def first_jobs(self) -> "array[int]":
        """Running number of each customer's first job, and the total at the end."""
        counts = (job_count(self.seed, index) for index in range(self.customers))
        return array("L", accumulate(counts, initial=0))

    @cached_property
    def planner(self) -> Planner:
        return Planner(self.seed, Calendar(self.seed, self.first_jobs[-1], self.now), self.now)

    @cached_property
    def fixed(self) -> dict[str, list[Row]]:
        """The tables whose size does not depend on the number of customers."""
        since = clock.stamp((self.now - timedelta(days=HISTORY_DAYS + 400)).timestamp())
        year = self.now.year - 1
        own = extras.fixed_tables(since)
        return {
            **reference.tables(since, year),
            **catalog.tables(since),
            **staff.tables(self.seed, self.now, since),
            **own,
        }

    @property
    def tables(self) -> list[str]:
        return sorted([*self.group_of, *self.fixed])

    @property
    def first_free_id(self) -> int:
        return ids.after(self.customers)

    def family(self, index: int) -> Family:
        return Family(self.seed, index, self.first_jobs[index], self.planner)

    def families(self) -> Iterator[Family]:
        return (self.family(index) for index in range(self.customers))

    def group(self, table: str) -> Iterator[tuple[str, Row]]:
        """All rows of the tables that are made together with `table`, in the order of customers."""
        module = self.group_of[table]
        return (pair for family in self.families() for pair in module.rows(family))

    def rows(self, table: str) -> list[Row]:
        if table in self.fixed:
            return self.fixed[table]
        return [row for name, row in self.group(table) if name == table]

    def digest(self) -> str:
        """One hash over every row of every table."""
        total = hashlib.sha256()
        for name in sorted(self.fixed):
            total.update(msgspec.json.encode([name, self.fixed[name]]))
        for module in GROUPS:
            for family in self.families():
                total.update(msgspec.json.encode(list(module.rows(family))))
        return total.hexdigest()
