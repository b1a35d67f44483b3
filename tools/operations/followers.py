"""Records that change along with the one a tool writes, and where ServiceTitan shows them."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

LATELY = timedelta(minutes=2)
"""How far before a membership its invoice may be stamped."""

Values = Mapping[str, Any]
Choose = Callable[["Sent"], Values | None]


@dataclass(frozen=True)
class Sent:
    """What was written: path and body as sent, the answer, and the record before and now."""

    path: Mapping[str, str]
    body: Any
    answer: Any
    before: Mapping[str, Any]
    record: Mapping[str, Any]
    since: datetime
    """From when on ServiceTitan may have stamped what follows."""

    def field(self, name: str) -> Any:
        """A field of the body."""
        return self.body.get(name) if isinstance(self.body, Mapping) else None


@dataclass(frozen=True)
class Follower:
    """Records that change along with the one that was written."""

    writes: str
    """A pattern over `VERB /path` of the writes that others follow."""
    listing: str
    choose: Choose
    """The arguments of the list that shows them; None when there are none."""
    late: bool = False
    """Whether they change in any case, and ServiceTitan may show it only after seconds."""


def _ids(values: Iterable[Any]) -> Values | None:
    known = [str(value) for value in values if value is not None]
    return {"ids": ",".join(known)} if known else None


def _text(name: str, value: Any) -> Values | None:
    return {name: str(value)} if value is not None else None


def _of(name: str, value: Any) -> Values | None:
    return {name: value} if value is not None else None


def lately(since: datetime) -> Values:
    """Of a feed: what changed in the last moments, without its usual delay."""
    return {"from": _stamp(since), "includeRecentChanges": True}


def _fresh(sent: Sent) -> Values:
    return lately(sent.since)


def _stamp(since: datetime) -> str:
    return since.strftime("%Y-%m-%dT%H:%M:%SZ")


def _created(sent: Sent) -> Values | None:
    since = sent.record.get("createdOn")
    return {"from": since, "includeRecentChanges": True} if since else None


def _visit(sent: Sent) -> Any:
    return sent.field("jobAppointmentId")


def _payer(sent: Sent) -> Values | None:
    """The customer of an invoice or a payment, whose balance it moves."""
    customer = sent.record.get("customer")
    return _ids([customer.get("id")]) if isinstance(customer, Mapping) else None


def _parts(payment: Values) -> Counter[tuple[Any, str]]:
    rows = payment.get("appliedTo") or []
    return Counter((one.get("appliedTo"), str(one.get("appliedAmount"))) for one in rows)


def _paid(sent: Sent) -> Values | None:
    """The invoices that a payment now pays more or less of than before."""
    old, new = _parts(sent.before), _parts(sent.record)
    return _ids(dict.fromkeys(invoice for invoice, _ in [*(old - new), *(new - old)]))


def _touched(sent: Sent) -> Values | None:
    """The invoices of a payment that was switched off or on, or spread anew."""
    if sent.field("active") is None and sent.field("splits") is None:
        return None
    shown = [*_parts(sent.before), *_parts(sent.record)]
    return _ids(dict.fromkeys(key for key, _ in shown))


def _job_of(row: Values) -> Any:
    """The job of an invoice, whose total follows."""
    job = row.get("job")
    return job.get("id") if isinstance(job, Mapping) else None


def _job_done(sent: Sent) -> Values | None:
    """The job that a planned visit was done by, or no longer is: its invoice has the items."""
    return _of("jobId", sent.record.get("jobId") or sent.before.get("jobId"))


def _since(sent: Sent) -> Values:
    """Of a list: what was modified in the last moments."""
    return {"modifiedOnOrAfter": _stamp(sent.since)}


def _billed(sent: Sent) -> Values | None:
    """The invoice of a sale: where no answer names it, the customer's that came with the plan."""
    made = sent.record.get("createdOn")
    if sent.answer is not None or made is None:
        return _answered(sent, "invoiceId")
    since = datetime.fromisoformat(made) - LATELY
    return {"customerId": sent.field("customerId"), "createdOnOrAfter": since.isoformat()}


def _answered(sent: Sent, name: str) -> Values | None:
    """A record that the answer names: by a field, or as nothing but its id."""
    answer = sent.answer
    return _ids([answer.get(name) if isinstance(answer, Mapping) else answer])


def _objects(sent: Sent) -> Values | None:
    return _ids(one.get("objectId") for one in sent.field("operations") or [])


_APPOINTMENTS = "jpm.appointments:Appointments.list_appointments"
_ASSIGNED = "dispatch.appointment_assignments:AppointmentAssignments.list_appointment_assignments"
_JOBS = "jpm.jobs:Jobs.list_jobs"
_JOB_HISTORY = "jpm.jobs:Jobs.export_job_history"
_CANCELED = "jpm.jobs:Jobs.export_job_canceled_logs"
_INVOICES = "accounting.invoices:Invoices.list_invoices"
_PAYMENTS = "accounting.payments:Payments.list_payments"
_CUSTOMERS = "crm.customers:Customers.list_customers"
_LOCATIONS = "crm.locations:Locations.list_locations"
_PROJECTS = "jpm.projects:Projects.list_projects"
_ORDERS = "inventory.purchase_orders:PurchaseOrders.list_purchase_orders"
_SHIFTS = "dispatch.technician_shifts:TechnicianShifts.list_technician_shifts"
_DISPATCH = r"POST /dispatch/v2/appointment-assignments/.*"
_BULK = r"\w+ /pricebook/v2/pricebook"

_CRM: tuple[Follower, ...] = (
    Follower(
        r"POST /crm/v2/customers", _LOCATIONS, lambda s: _of("customerId", s.record.get("id"))
    ),
    Follower(
        r"POST /crm/v2/customers",
        "crm.customer_contacts:CustomerContacts.list_customer_contacts",
        lambda s: _of("id", s.record.get("id")),
    ),
    Follower(
        r"POST /crm/v2/locations",
        "crm.location_contacts:LocationContacts.list_location_contacts",
        lambda s: _of("id", s.record.get("id")),
    ),
    Follower(r"\w+ /crm/v2/tags", _CUSTOMERS, lambda s: _ids(s.field("customerIds") or [])),
    Follower(
        r"\w+ /crm/v2/locations/{}/preferredtechnician/{}",
        _LOCATIONS,
        lambda s: _ids([s.path.get("id")]),
    ),
    Follower(
        r"PUT /crm/v2/customers/{}/description", _CUSTOMERS, lambda s: _ids([s.path.get("id")])
    ),
    Follower(
        r"PUT /crm/v2/locations/{}/description", _LOCATIONS, lambda s: _ids([s.path.get("id")])
    ),
    Follower(r"POST /crm/v2/leads/form", "crm.leads:Leads.export_leads", _fresh),
)
_JPM: tuple[Follower, ...] = (
    Follower(r"\w+ /jpm/v2/jobs(/.*)?", _APPOINTMENTS, lambda s: _of("jobId", s.record.get("id"))),
    Follower(r"PUT /jpm/v2/jobs/{}/.*", _ASSIGNED, lambda s: _of("jobId", s.record.get("id"))),
    Follower(r"POST /jpm/v2/jobs", _ASSIGNED, lambda s: _of("jobId", s.record.get("id"))),
    Follower(
        r"POST /jpm/v2/jobs", _INVOICES, lambda s: _of("jobId", s.record.get("id")), late=True
    ),
    Follower(
        r"PUT /jpm/v2/jobs/{}/complete", _INVOICES, lambda s: _of("jobId", s.record.get("id"))
    ),
    Follower(r"POST /jpm/v2/jobs", _JOB_HISTORY, _fresh),
    Follower(r"PUT /jpm/v2/jobs/{}/.*", _JOB_HISTORY, _fresh),
    Follower(r"\w+ /jpm/v2/appointments(/.*)?", _JOB_HISTORY, _fresh),
    Follower(
        r"POST /jpm/v2/appointments/{}/summaries",
        _APPOINTMENTS,
        lambda s: _ids([s.path.get("id")]),
    ),
    Follower(r"PUT /jpm/v2/jobs/{}/(cancel|remove-cancellation)", _CANCELED, _fresh),
    Follower(r"\w+ /jpm/v2/jobs/{}/equipment(/{})?", _JOBS, lambda s: _ids([s.path.get("id")])),
    Follower(r"\w+ /jpm/v2/appointments(/.*)?", _JOBS, lambda s: _ids([s.record.get("jobId")])),
    Follower(
        r"\w+ /jpm/v2/appointments(/.*)?", _ASSIGNED, lambda s: _of("jobId", s.record.get("jobId"))
    ),
    Follower(r"POST /jpm/v2/jobs/{}/notes", "jpm.job_notes:JobNotes.export_job_notes", _created),
    Follower(r"POST /jpm/v2/projects/.*-job/{}", _JOBS, lambda s: _ids([s.path.get("jobId")])),
    Follower(r"POST /jpm/v2/projects/.*-job/{}", _PROJECTS, _since),
    Follower(
        r"\w+ /jpm/v2/projects(/{})?", _JOBS, lambda s: _since(s) if s.field("jobIds") else None
    ),
    Follower(
        r"(POST|PATCH) /jpm/v2/jobs(/{})?",
        _PROJECTS,
        lambda s: _since(s) if s.field("projectId") else None,
    ),
    Follower(
        r"POST /jpm/v2/jobs", "crm.leads:Leads.list_leads", lambda s: _ids([s.field("leadId")])
    ),
    Follower(
        r"POST /jpm/v2/jobs",
        "crm.bookings:Bookings.list_bookings",
        lambda s: _ids([s.field("bookingId")]),
    ),
    Follower(
        r"\w+ /sales/v2/estimates(/{}(/(un)?sell)?)?",
        _JOBS,
        lambda s: _ids([s.record.get("jobId")]),
    ),
)
_DISPATCHED: tuple[Follower, ...] = (
    Follower(_DISPATCH, _ASSIGNED, lambda s: _text("appointmentIds", _visit(s))),
    Follower(_DISPATCH, _APPOINTMENTS, lambda s: _ids([_visit(s)])),
    Follower(
        r"POST /dispatch/v2/technician-shifts(/bulk-delete)?",
        _SHIFTS,
        _since,
    ),
    Follower(
        r"\w+ /dispatch/v2/technician-skills(/{})?",
        "settings.technicians:Technicians.list_technicians",
        _since,
    ),
)
_MONEY: tuple[Follower, ...] = (
    Follower(
        r"POST /accounting/v2/invoices",
        _INVOICES,
        lambda s: None if s.record else _answered(s, "id"),
        late=True,
    ),
    Follower(r"\w+ /accounting/v2/invoices(/{}(/items.*)?)?", _CUSTOMERS, _payer),
    Follower(
        r"\w+ /accounting/v2/invoices(/{}(/items.*)?)?", _JOBS, lambda s: _ids([_job_of(s.record)])
    ),
    Follower(r"POST /memberships/v2/recurring-service-events/{}/mark-.*", _INVOICES, _job_done),
    Follower(r"POST /memberships/v2/recurring-service-events/{}/mark-.*", _CUSTOMERS, _since),
    Follower(
        r"POST /memberships/v2/recurring-service-events/{}/mark-.*",
        _JOBS,
        lambda s: _ids([s.record.get("jobId") or s.before.get("jobId")]),
    ),
    Follower(
        r"PATCH /memberships/v2/memberships/{}",
        "memberships.memberships:Memberships.export_membership_status_changes",
        lambda s: _fresh(s) if s.field("status") else None,
    ),
    Follower(r"POST /inventory/v2/receipts", _ORDERS, lambda s: _ids([s.field("purchaseOrderId")])),
    Follower(
        r"PATCH /inventory/v2/receipts/{}/cancellation",
        _ORDERS,
        lambda s: _ids([s.record.get("purchaseOrderId")]),
    ),
    Follower(
        r"PATCH /inventory/v2/purchase-orders/requests/{}/approve",
        _ORDERS,
        _since,
    ),
    Follower(r"PATCH /accounting/v2/invoices/custom-fields", _INVOICES, _objects),
    Follower(
        r"PATCH /inventory/v2/vendors/custom-fields",
        "inventory.vendors:Vendors.list_vendors",
        _since,
    ),
    Follower(
        r"POST /accounting/v2/invoices/markasexported",
        _INVOICES,
        lambda s: _ids(one.get("invoiceId") for one in s.body or []),
        late=True,
    ),
    Follower(
        r"\w+ /accounting/v2/payments(/{})?",
        _INVOICES,
        lambda s: _paid(s) if s.field("splits") else None,
        late=True,
    ),
    Follower(r"PATCH /accounting/v2/payments/{}", _INVOICES, _touched),
    Follower(
        r"POST /accounting/v2/credit-memos/{}/splits",
        _INVOICES,
        lambda s: _ids(one.get("invoiceId") for one in s.field("splits") or [] if one),
        late=True,
    ),
    Follower(
        r"POST /accounting/v2/credit-memos/{}/splits",
        _CUSTOMERS,
        lambda s: _payer(s) or _since(s),  # a memo may name no customer
    ),
    Follower(r"\w+ /accounting/v2/payments(/{})?", _CUSTOMERS, _payer),
    Follower(r"PATCH /accounting/v2/payments/custom-fields", _PAYMENTS, _objects),
    Follower(
        r"POST /accounting/v2/payments/status",
        _PAYMENTS,
        lambda s: _ids(s.field("paymentIds") or []),
    ),
    Follower(
        r"POST /memberships/v2/memberships/sale",
        "memberships.memberships:Memberships.export_memberships",
        _fresh,
    ),
    Follower(
        r"POST /memberships/v2/memberships/sale",
        _INVOICES,
        _billed,
        late=True,
    ),
    Follower(
        r"POST /memberships/v2/memberships/sale",
        _CUSTOMERS,
        lambda s: _ids([s.field("customerId")]),
    ),
    *(
        Follower(_BULK, f"pricebook.{name}.export_{name.partition(':')[0]}", _fresh)
        for name in ("materials:Materials", "equipment:Equipment")
    ),
    Follower(
        _BULK,  # no feed shows the price that is calculated
        "pricebook.services:Services.list_services",
        _since,
    ),
    Follower(
        _BULK,
        "pricebook.discounts_and_fees:DiscountsAndFees.list_discounts_and_fees",
        _since,
    ),
)
_TIME: tuple[Follower, ...] = (
    Follower(
        r"\w+ /payroll/v2/gross-pay-items(/{})?",
        "payroll.gross_pay_items:GrossPayItems.export_gross_pay_items",
        _fresh,
    ),
    Follower(
        r"\w+ /payroll/v2/jobs/{}/timesheets(/{})?",
        "payroll.timesheets:Timesheets.export_job_timesheets",
        _fresh,
    ),
    Follower(
        r"\w+ /timesheets/v2/activities(/{})?", "timesheets:Activities.export_activities", _fresh
    ),
    Follower(r"PUT /telecom/v2/calls/{}", "telecom.calls:Calls.export_calls", _fresh),
)

FOLLOWERS: tuple[Follower, ...] = (*_CRM, *_JPM, *_DISPATCHED, *_MONEY, *_TIME)
