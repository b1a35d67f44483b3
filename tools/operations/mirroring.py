"""Write-through: what an operation changed is in the mirror when its tool returns."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from typing import Any

import asyncpg

from sql import AWAY, QUERIES, dump_json
from sql.mirror import store
from sql.mirror.tombstones import bury
from tools.deps import Deps
from tools.errors import ToolProblem
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import Sight, last_key, rows_of

BEHIND = "Written in ServiceTitan, but the mirror does not show it before the next sync."
_ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)

TABLES: Mapping[str, str] = {
    "/accounting/v2/invoices": "servicetitan.st_invoices",
    "/accounting/v2/payments": "servicetitan.st_payments",
    "/crm/v2/booking-provider/{}/bookings": "servicetitan.st_bookings",
    "/crm/v2/customers": "servicetitan.st_customers",
    "/crm/v2/customers/{}/contacts": "servicetitan.st_customer_contacts",
    "/crm/v2/leads": "servicetitan.st_leads",
    "/crm/v2/locations": "servicetitan.st_locations",
    "/crm/v2/locations/{}/contacts": "servicetitan.st_location_contacts",
    "/dispatch/v2/appointment-assignments": "servicetitan.st_appointment_assignments",
    "/dispatch/v2/arrival-windows": "servicetitan.st_arrival_windows",
    "/dispatch/v2/non-job-appointments": "servicetitan.st_non_job_appointments",
    "/dispatch/v2/teams": "servicetitan.st_teams",
    "/dispatch/v2/technician-shifts": "servicetitan.st_technician_shifts",
    "/dispatch/v2/zones": "servicetitan.st_zones",
    "/equipmentsystems/v2/installed-equipment": "servicetitan.st_installed_equipment",
    "/inventory/v2/purchase-order-types": "servicetitan.st_purchase_order_types",
    "/inventory/v2/purchase-orders": "servicetitan.st_purchase_orders",
    "/inventory/v2/trucks": "servicetitan.st_trucks",
    "/inventory/v2/vendors": "servicetitan.st_vendors",
    "/inventory/v2/warehouses": "servicetitan.st_warehouses",
    "/jpm/v2/appointments": "servicetitan.st_appointments",
    "/jpm/v2/export/job-notes": "servicetitan.st_job_notes",
    "/jpm/v2/job-types": "servicetitan.st_job_types",
    "/jpm/v2/jobs": "servicetitan.st_jobs",
    "/jpm/v2/projects": "servicetitan.st_projects",
    "/marketing/v2/campaigns": "servicetitan.st_campaigns",
    "/marketing/v2/categories": "servicetitan.st_campaign_categories",
    "/memberships/v2/memberships": "servicetitan.st_memberships",
    "/memberships/v2/recurring-service-events": "servicetitan.st_recurring_service_events",
    "/memberships/v2/recurring-services": "servicetitan.st_recurring_services",
    "/pricebook/v2/categories": "pricebook.pb_categories",
    "/pricebook/v2/discounts-and-fees": "pricebook.pb_discounts",
    "/pricebook/v2/equipment": "pricebook.pb_equipment",
    "/pricebook/v2/materials": "pricebook.pb_materials",
    "/pricebook/v2/services": "pricebook.pb_services",
    "/sales/v2/estimates": "servicetitan.st_estimates",
    "/settings/v2/business-units": "servicetitan.st_business_units",
    "/settings/v2/employees": "servicetitan.st_employees",
    "/settings/v2/tag-types": "servicetitan.st_tag_types",
    "/settings/v2/technicians": "servicetitan.st_technicians",
}
"""Where ServiceTitan keeps a kind of record → where the mirror does."""
OWNERS = {
    "servicetitan.st_customer_contacts": "customerId",
    "servicetitan.st_location_contacts": "locationId",
}
"""Records of a list below another record do not name it; the mirror has to know."""

Values = Mapping[str, Any]
Choose = Callable[["Written"], Values | None]


@dataclass(frozen=True)
class Written:
    """What was written: path and body as sent, and the record as it is now."""

    path: Mapping[str, str]
    body: Any
    record: Mapping[str, Any]

    def sent(self, name: str) -> Any:
        return self.body.get(name) if isinstance(self.body, Mapping) else None


@dataclass(frozen=True)
class Follower:
    """Records that change along with the one that was written."""

    writes: str
    """A pattern over `VERB /path` of the writes that others follow."""
    listing: str
    choose: Choose
    """The arguments of the list that shows them; None when there are none."""


def _ids(values: Iterable[Any]) -> Values | None:
    known = [str(value) for value in values if value is not None]
    return {"ids": ",".join(known[:50])} if known else None


def _text(name: str, value: Any) -> Values | None:
    return {name: str(value)} if value is not None else None


def _of(name: str, value: Any) -> Values | None:
    return {name: value} if value is not None else None


_APPOINTMENTS = "jpm.appointments:Appointments.list_appointments"
_ASSIGNED = "dispatch.appointment_assignments:AppointmentAssignments.list_appointment_assignments"
_JOBS = "jpm.jobs:Jobs.list_jobs"
_INVOICES = "accounting.invoices:Invoices.list_invoices"
_DISPATCH = r"POST /dispatch/v2/appointment-assignments/.*"

FOLLOWERS: tuple[Follower, ...] = (
    Follower(r"\w+ /jpm/v2/jobs(/.*)?", _APPOINTMENTS, lambda w: _of("jobId", w.record.get("id"))),
    Follower(r"PUT /jpm/v2/jobs/{}/.*", _ASSIGNED, lambda w: _of("jobId", w.record.get("id"))),
    Follower(r"POST /jpm/v2/jobs", _ASSIGNED, lambda w: _of("jobId", w.record.get("id"))),
    Follower(r"\w+ /jpm/v2/appointments(/.*)?", _JOBS, lambda w: _ids([w.record.get("jobId")])),
    Follower(
        r"\w+ /jpm/v2/appointments(/.*)?", _ASSIGNED, lambda w: _of("jobId", w.record.get("jobId"))
    ),
    Follower(_DISPATCH, _ASSIGNED, lambda w: _text("appointmentIds", _visit(w))),
    Follower(_DISPATCH, _APPOINTMENTS, lambda w: _ids([_visit(w)])),
    Follower(
        r"POST /jpm/v2/jobs/{}/notes",
        "jpm.job_notes:JobNotes.export_job_notes",
        lambda w: (
            {"from": w.record["createdOn"], "includeRecentChanges": True}
            if w.record.get("createdOn")
            else None
        ),
    ),
    Follower(
        r"POST /crm/v2/customers",
        "crm.locations:Locations.list_locations",
        lambda w: _of("customerId", w.record.get("id")),
    ),
    Follower(
        r"POST /crm/v2/customers",
        "crm.customer_contacts:CustomerContacts.list_customer_contacts",
        lambda w: _of("id", w.record.get("id")),
    ),
    Follower(
        r"POST /crm/v2/locations",
        "crm.location_contacts:LocationContacts.list_location_contacts",
        lambda w: _of("id", w.record.get("id")),
    ),
    Follower(
        r"\w+ /crm/v2/tags",
        "crm.customers:Customers.list_customers",
        lambda w: _ids(w.sent("customerIds") or []),
    ),
    Follower(
        r"\w+ /accounting/v2/payments(/{})?",
        _INVOICES,
        lambda w: _ids(one.get("appliedTo") for one in w.record.get("appliedTo") or []),
    ),
    Follower(
        r"POST /accounting/v2/payments/status",
        "accounting.payments:Payments.list_payments",
        lambda w: _ids(w.sent("paymentIds") or []),
    ),
    Follower(
        r"POST /accounting/v2/invoices/markasexported",
        _INVOICES,
        lambda w: _ids(one.get("invoiceId") for one in w.body or []),
    ),
    Follower(r"POST /jpm/v2/projects/.*-job/{}", _JOBS, lambda w: _ids([w.path.get("jobId")])),
)


def _visit(written: Written) -> Any:
    return written.sent("jobAppointmentId")


async def mirror(
    call: BoundCall, answer: Any, sight: Sight | None, record: Any, deps: Deps
) -> str | None:
    """Bring the mirror up to what ServiceTitan shows; says so when that did not work."""
    try:
        if sight is not None:
            await _keep_seen(call, sight, record, deps)
        known = record if isinstance(record, Mapping) else answer
        written = Written(call.path_params, call.body, known if isinstance(known, Mapping) else {})
        await _keep_followers(call.operation, written, deps)
    except (*AWAY, asyncpg.PostgresError, ToolProblem):
        return BEHIND
    return None


async def _keep_seen(call: BoundCall, sight: Sight, record: Any, deps: Deps) -> None:
    table = table_of(sight.call.operation)
    if table is None:
        return
    if isinstance(record, Mapping):
        await _store(deps, table, [record], sight.call.path_params)
    elif sight.own and call.operation.effect == "removes":
        key = last_key(call)
        if key.isdigit():
            await bury(deps.db, table, [int(key)], _ALWAYS, None)


async def _keep_followers(operation: Operation, written: Written, deps: Deps) -> None:
    verb = f"{operation.method} {_place(operation.path)}"
    for follower in FOLLOWERS:
        if not re.fullmatch(follower.writes.replace("{}", r"\{\}"), verb):
            continue
        arguments = follower.choose(written)
        table = table_of(_named(follower.listing))
        if arguments is None or table is None:
            continue
        shown = _named(follower.listing).validate({**_wide(follower.listing), **arguments})
        rows = rows_of(await deps.st.send(shown))
        await _store(deps, table, rows, shown.path_params)


async def _store(
    deps: Deps, table: str, records: Iterable[Mapping[str, Any]], path: Mapping[str, str]
) -> None:
    owner = OWNERS.get(table)
    named = {owner: int(path["id"])} if owner and path.get("id", "").isdigit() else {}
    raw = [dump_json({**record, **named}) for record in records]
    await store(deps.db, table, raw, source="write", tenant=deps.tenant_id)


def table_of(operation: Operation) -> str | None:
    """The mirrored table of what this operation shows; None where nothing is mirrored."""
    table = TABLES.get(_place(operation.path).removesuffix("/{}"))
    if table is None or f"mirror_{table.rpartition('.')[2]}" not in _mappings():
        return None
    return table


@cache
def _mappings() -> frozenset[str]:
    return frozenset(QUERIES.names())


def _named(listing: str) -> Operation:
    """The operation of this name; its module is imported at the first write that needs it."""
    module, _, path = listing.partition(":")
    owner, _, name = path.partition(".")
    found: Operation = getattr(
        getattr(import_module(f"tools.servicetitan.{module}"), owner), name
    ).operation
    return found


def _wide(listing: str) -> Values:
    names = {slot.api for slot in _named(listing).slots}
    wide = {"active": "Any", "activeState": "All", "pageSize": 500}
    return {name: value for name, value in wide.items() if name in names}


def _place(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path.replace("/tenant/{tenant}", ""))
