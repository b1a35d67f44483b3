"""Which tables are written together, and by what: the unit in which a company is made."""

from collections.abc import Callable, Iterator
from typing import Final

from sandbox.servicetitan.company import extras, money, people, tasks, work
from sandbox.servicetitan.company.family import Family
from sandbox.servicetitan.company.reference import Row

Writer = Callable[[Family], Iterator[tuple[str, Row]]]

SECTIONS: Final[dict[Writer, tuple[str, ...]]] = {
    people.customers: ("crm/customers",),
    people.locations: ("crm/locations",),
    people.contacts: (
        "crm/customers/contacts",
        "crm/locations/contacts",
        "crm/contacts",
        "crm/contacts/contact-methods",
        "crm/contacts/relationships",
    ),
    people.notes: ("crm/customers/notes", "crm/locations/notes"),
    people.leads: ("crm/leads", "crm/bookings"),
    work.jobs: ("jpm/jobs",),
    work.visits: ("jpm/appointments", "dispatch/appointment-assignments"),
    work.notes: ("jpm/jobs/notes",),
    work.histories: (
        "jpm/jobs/history",
        "jpm/job-canceled-logs",
        "jpm/jobs/cancel-reasons",
        "jpm/jobs/hold-reasons",
    ),
    work.calls: ("telecom/calls",),
    money.estimates: ("salestech/estimates", "salestech/estimates/items"),
    money.invoices: ("accounting/invoices", "accounting/invoice-items"),
    money.payments: ("accounting/payments",),
    extras.membership: (
        "memberships/memberships",
        "memberships/memberships/status-changes",
        "memberships/recurring-services",
        "memberships/recurring-service-events",
    ),
    extras.equipment: ("equipment-systems/installed-equipment",),
    extras.project: ("jpm/projects", "jpm/projects/notes"),
    tasks.task: ("task-management/tasks",),
    extras.finished: (
        "payroll/jobs/timesheets",
        "payroll/gross-pay-items",
        "timesheets/activities",
        "payroll/jobs/splits",
        "customer-interactions/technician-ratings",
        "forms/submissions",
        "inventory/purchase-orders",
    ),
}
