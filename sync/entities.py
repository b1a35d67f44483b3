"""What is mirrored: one row per table, with the feed or list it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from typing import Protocol

from sync.walks import Kind, SnapshotWalk, TokenWalk, Walk, WindowWalk
from tools.servicetitan.accounting.invoices import Invoices
from tools.servicetitan.accounting.payments import Payments
from tools.servicetitan.crm.customer_contacts import CustomerContacts
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.crm.location_contacts import LocationContacts
from tools.servicetitan.crm.locations import Locations
from tools.servicetitan.dispatch.appointment_assignments import AppointmentAssignments
from tools.servicetitan.jbce import CallReasons
from tools.servicetitan.jpm.appointments import Appointments
from tools.servicetitan.jpm.job_notes import JobNotes
from tools.servicetitan.jpm.job_types import JobTypes
from tools.servicetitan.jpm.jobs import Jobs
from tools.servicetitan.marketing.campaigns import Campaigns
from tools.servicetitan.operation import Operation
from tools.servicetitan.salestech.estimates import Estimates
from tools.servicetitan.settings.business_units import BusinessUnits
from tools.servicetitan.settings.employees import Employees
from tools.servicetitan.settings.tag_types import TagTypes
from tools.servicetitan.settings.technicians import Technicians

__all__ = ["ENTITIES", "Entity", "find"]

INACTIVE_TOO = {
    "active": "Any",
    "activeState": "All",
    "includeInactive": "true",
    "activeOnly": "false",
}
"""ServiceTitan's ways to ask for inactive records too; without them a list hides them."""
PAGE_SIZE = 5000


OFTEN = timedelta(minutes=5)


class Declared(Protocol):
    """An operation as its module declares it."""

    @property
    def operation(self) -> Operation: ...


@dataclass(frozen=True)
class Entity:
    """One mirrored table. `listing` alone is read by its modified filter, or whole."""

    table: str
    feed: Declared | None = None
    listing: Declared | None = None
    phase: int = 2
    group: str = "work"
    every: timedelta = OFTEN
    whole: bool = False
    page_size: int = PAGE_SIZE
    query: Mapping[str, str] = field(default_factory=dict)
    keep: timedelta | None = None

    @cached_property
    def name(self) -> str:
        """The table without schema and prefix: `customers`, `pricebook services`."""
        schema, _, table = self.table.rpartition(".")
        bare = table.removeprefix("st_").removeprefix("pb_")
        return f"pricebook_{bare}" if schema == "pricebook" else bare

    @cached_property
    def operation(self) -> Operation:
        """What a sync calls."""
        endpoint = self.feed or self.listing
        if endpoint is None:
            raise ValueError(f"{self.table} has neither a feed nor a list")
        return endpoint.operation

    @property
    def module(self) -> str:
        return self.operation.module

    @cached_property
    def kind(self) -> Kind:
        if self.feed is not None:
            return "token"
        windowed = "modifiedOnOrAfter" in accepted(self.operation)
        return "modified" if windowed and not self.whole else "snapshot"

    @property
    def source(self) -> str:
        return "export" if self.feed is not None else "list"

    @cached_property
    def known_fields(self) -> frozenset[str] | None:
        """Names of a record's fields as the operation declares them."""
        names = getattr(self.operation.item, "__annotations__", None)
        return frozenset(names) if names else None

    @cached_property
    def fixed_query(self) -> list[tuple[str, str]]:
        """Parameters of every request: inactive records too, and the entity's own."""
        names = accepted(self.operation)
        wide = {name: value for name, value in INACTIVE_TOO.items() if name in names}
        return list({**wide, **self.query}.items())

    def walk(self) -> Walk:
        """A walk that begins at the beginning."""
        if self.kind == "token":
            return TokenWalk()
        first = self.operation.first_page
        if self.kind == "modified":
            sorts = sorts_by(self.operation, "ModifiedOn")
            return WindowWalk(page_size=self.page_size, sorts=sorts)
        return SnapshotWalk(
            page=first,
            first=first,
            page_size=self.page_size,
            paged="page" in accepted(self.operation),
            sorts=sorts_by(self.operation, "Id"),
        )


def accepted(operation: Operation) -> frozenset[str]:
    """ServiceTitan's names of an operation's parameters."""
    return frozenset(slot.api for slot in operation.slots)


def sorts_by(operation: Operation, name: str) -> bool:
    """Whether the list can be sorted by a field, in the `sort=+Field` way."""
    rules = (str(slot.annotation) for slot in operation.slots if slot.api == "sort")
    return any(name in rule for rule in rules)


def find(words: Iterable[str]) -> list[Entity]:
    """Entities by name, table or group; an unknown word raises KeyError with it."""
    chosen: list[Entity] = []
    for word in words:
        wanted = word.replace("-", "_").lower()
        found = [
            one
            for one in ENTITIES
            if wanted in {one.name, one.table, one.table.rpartition(".")[2], one.group}
        ]
        if not found:
            raise KeyError(word)
        chosen += [one for one in found if one not in chosen]
    return chosen


ENTITIES: tuple[Entity, ...] = (
    # Phase 1: what others refer to, and what new rows take their derived columns from.
    Entity(
        "servicetitan.st_business_units",
        feed=BusinessUnits.export_business_units,
        phase=1,
        group="reference",
    ),
    Entity(
        "servicetitan.st_employees", feed=Employees.export_employees, phase=1, group="reference"
    ),
    Entity(
        "servicetitan.st_technicians",
        feed=Technicians.export_technicians,
        phase=1,
        group="scheduling",
    ),
    Entity("servicetitan.st_tag_types", feed=TagTypes.export_tag_types, phase=1, group="reference"),
    Entity(
        "servicetitan.st_job_types", listing=JobTypes.list_job_types, phase=1, group="reference"
    ),
    Entity(
        "servicetitan.st_campaigns", listing=Campaigns.list_campaigns, phase=1, group="reference"
    ),
    Entity(
        "servicetitan.st_call_reasons",
        listing=CallReasons.list_call_reasons,
        phase=1,
        group="reference",
    ),
    Entity(
        "servicetitan.st_customer_contacts",
        feed=CustomerContacts.export_customer_contacts,
        phase=1,
        group="contacts",
    ),
    Entity(
        "servicetitan.st_location_contacts",
        feed=LocationContacts.export_location_contacts,
        phase=1,
        group="contacts",
    ),
    Entity(
        "servicetitan.st_appointment_assignments",
        feed=AppointmentAssignments.export_appointment_assignments,
        phase=1,
        group="scheduling",
    ),
    # Phase 2: customers and where they live.
    Entity("servicetitan.st_customers", feed=Customers.export_customers, group="crm"),
    Entity("servicetitan.st_locations", feed=Locations.export_locations, group="crm"),
    # Phase 3: the work and its money.
    Entity("servicetitan.st_jobs", feed=Jobs.export_jobs, phase=3),
    Entity("servicetitan.st_job_notes", feed=JobNotes.export_job_notes, phase=3),
    Entity(
        "servicetitan.st_appointments",
        feed=Appointments.export_appointments,
        phase=3,
        group="scheduling",
    ),
    Entity("servicetitan.st_estimates", feed=Estimates.export_estimates, phase=3),
    Entity("servicetitan.st_invoices", feed=Invoices.export_invoices, phase=3),
    Entity("servicetitan.st_payments", feed=Payments.export_payments, phase=3),
)
