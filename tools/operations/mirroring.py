"""Write-through: what an operation changed is in the mirror when its tool returns."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from pkgutil import resolve_name
from typing import Any

import asyncpg
from pydantic import BaseModel

from sql import AWAY, QUERIES, dump_json
from sql.mirror import store
from sql.mirror.applications import Own, unsure
from sql.mirror.tombstones import bury
from tools.changes import patiently
from tools.deps import Deps
from tools.errors import Forbidden, ToolProblem, Upstream
from tools.logic.external_data import DATA, pairs_of
from tools.operations.followers import FOLLOWERS, Follower, Sent, Values, lately
from tools.servicetitan.looking import MOST_IDS
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import Sight, feed_beside, last_key, rows_of

BEHIND = "Written in ServiceTitan, but the mirror does not show it before the next sync."
LATE = (
    "Written in ServiceTitan, which does not show yet what else it changed: "
    "the mirror follows with the next sync."
)
DOUBTED = "What the mirror shows of it may be out of date before the next sync."
"""Where it is not known that anything was written."""
UNSHOWN = (
    "Written in ServiceTitan, which did not show all of its external data for the application: "
    "the mirror keeps of that what it had."
)
OLDER = (
    "Written in ServiceTitan. The application had changed its external data before, and the mirror "
    "may keep older pairs of it: nothing tells them from those of other applications."
)
MOST_PAGES = 40
"""Pages of what came along with one write; the next sync reads what is beyond."""
_ALWAYS = datetime(9999, 1, 1, tzinfo=UTC)

TABLES: Mapping[str, str] = {
    "/accounting/v2/invoices": "servicetitan.st_invoices",
    "/accounting/v2/payments": "servicetitan.st_payments",
    "/crm/v2/bookings": "servicetitan.st_bookings",
    "/crm/v2/booking-provider/{}/bookings": "servicetitan.st_bookings",
    "/crm/v2/customers": "servicetitan.st_customers",
    "/crm/v2/customers/{}/contacts": "servicetitan.st_customer_contacts",
    "/crm/v2/export/leads": "servicetitan.st_leads",
    "/crm/v2/leads": "servicetitan.st_leads",
    "/crm/v2/locations": "servicetitan.st_locations",
    "/crm/v2/locations/{}/contacts": "servicetitan.st_location_contacts",
    "/dispatch/v2/appointment-assignments": "servicetitan.st_appointment_assignments",
    "/dispatch/v2/arrival-windows": "servicetitan.st_arrival_windows",
    "/dispatch/v2/business-hours": "servicetitan.st_business_hours",
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
    "/jpm/v2/export/job-canceled-logs": "servicetitan.st_job_canceled_logs",
    "/jpm/v2/export/job-history": "servicetitan.st_job_history",
    "/jpm/v2/export/job-notes": "servicetitan.st_job_notes",
    "/jpm/v2/job-types": "servicetitan.st_job_types",
    "/jpm/v2/jobs": "servicetitan.st_jobs",
    "/jpm/v2/projects": "servicetitan.st_projects",
    "/marketing/v2/campaigns": "servicetitan.st_campaigns",
    "/marketing/v2/categories": "servicetitan.st_campaign_categories",
    "/memberships/v2/export/memberships": "servicetitan.st_memberships",
    "/memberships/v2/export/membership-status-changes": (
        "servicetitan.st_membership_status_changes"
    ),
    "/memberships/v2/memberships": "servicetitan.st_memberships",
    "/memberships/v2/recurring-service-events": "servicetitan.st_recurring_service_events",
    "/memberships/v2/recurring-services": "servicetitan.st_recurring_services",
    "/payroll/v2/export/gross-pay-items": "servicetitan.st_gross_pay_items",
    "/payroll/v2/export/jobs/timesheets": "servicetitan.st_job_timesheets",
    "/pricebook/v2/categories": "pricebook.pb_categories",
    "/pricebook/v2/discounts-and-fees": "pricebook.pb_discounts",
    "/pricebook/v2/equipment": "pricebook.pb_equipment",
    "/pricebook/v2/export/equipment": "pricebook.pb_equipment",
    "/pricebook/v2/export/materials": "pricebook.pb_materials",
    "/pricebook/v2/export/services": "pricebook.pb_services",
    "/pricebook/v2/materials": "pricebook.pb_materials",
    "/pricebook/v2/services": "pricebook.pb_services",
    "/sales/v2/estimates": "servicetitan.st_estimates",
    "/settings/v2/business-units": "servicetitan.st_business_units",
    "/settings/v2/employees": "servicetitan.st_employees",
    "/settings/v2/tag-types": "servicetitan.st_tag_types",
    "/settings/v2/technicians": "servicetitan.st_technicians",
    "/telecom/v2/export/calls": "servicetitan.st_calls",
    "/timesheets/v2/export/activities": "servicetitan.st_timesheet_activities",
}
"""Where ServiceTitan keeps a kind of record → where the mirror does."""
OWNERS = {
    "servicetitan.st_customer_contacts": "customerId",
    "servicetitan.st_location_contacts": "locationId",
}
"""Records of a list below another record do not name it; the mirror has to know."""
SINGLES = {"servicetitan.st_business_hours": {"id": 1}}
"""Records that a company has only one of come without an id; the mirror's row has this one."""


class _Invoice(BaseModel):
    st_id: int


@dataclass
class Owned:
    """What applications have, by mirrored table and id; `whole` if ServiceTitan showed it all."""

    of: dict[str, dict[int, Own]] = field(default_factory=dict)
    readers: dict[str, Operation] = field(default_factory=dict)
    """What shows the records of a table."""
    whole: bool = True

    def add(self, reader: Operation, key: Any, own: Own) -> None:
        table = table_of(reader)
        if table and str(key).isdigit():
            self.readers[table] = reader
            self.of.setdefault(table, {})[int(key)] = own


async def mirror(
    call: BoundCall,
    answer: Any,
    before: Any,
    sight: Sight | None,
    record: Any,
    owned: Owned,
    deps: Deps,
) -> str | None:
    """Bring the mirror up to what ServiceTitan shows; says so when that did not work."""
    try:
        certain = await _catch_up(owned, deps)
        if sight is not None:
            await _keep_seen(call, sight, record, owned, deps)
        known = record if isinstance(record, Mapping) else answer
        row = known if isinstance(known, Mapping) else {}
        old = before if isinstance(before, Mapping) else {}
        sent = Sent(call.path_params, call.body, answer, old, row, deps.lately())
        if not await _keep_followers(call.operation, sent, owned, deps):
            return LATE
    except (*AWAY, asyncpg.PostgresError, ToolProblem):
        return BEHIND
    if not owned.whole:
        return UNSHOWN
    return None if certain else OLDER


def doubted(notice: str | None) -> str | None:
    """What is said of the mirror where the write itself is in doubt."""
    return DOUBTED if notice in {BEHIND, LATE, UNSHOWN, OLDER} else notice


async def _catch_up(owned: Owned, deps: Deps) -> bool:
    """Whether the mirror has all pairs that the applications had, if need be by their feeds."""
    behind: list[int] = []
    for table, own in owned.of.items():
        feed = feed_beside(owned.readers[table])
        unknown = await unsure(deps.db, table, own)
        if unknown and feed:
            await _read_feed(feed, table, unknown, deps)
            unknown = await unsure(deps.db, table, own)
        behind += unknown
    return not behind


async def _read_feed(feed: Operation, table: str, ids: Sequence[int], deps: Deps) -> None:
    """Bring rows up to their feed, where that can be read."""
    try:
        rows = await _all_shown(feed, lately(deps.lately()), deps)
    except ToolProblem:
        return
    raw = [dump_json(row) for row in rows if row.get("id") in ids]
    await store(deps.db, table, raw, source="export", tenant=deps.tenant_id)


async def _keep_seen(call: BoundCall, sight: Sight, record: Any, owned: Owned, deps: Deps) -> None:
    table = table_of(sight.call.operation)
    if table is None:
        return
    if isinstance(record, Mapping):
        await _store(deps, table, [_of_nobody(record)], sight.call.path_params, owned)
    elif sight.own and call.operation.effect == "removes":
        key = last_key(call)
        if key.isdigit():
            await bury(deps.db, table, [int(key)], _ALWAYS, None, _moment(deps))


def _of_nobody(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record without external data: it does not tell whose that is, nor whether it is all."""
    return {**record, DATA: []} if pairs_of(record) else record


def _moment(deps: Deps) -> datetime | None:
    """The end of the second in which ServiceTitan answered last, by its own clock."""
    told = deps.st.source_time.now()
    return told and told + timedelta(seconds=1)


async def _keep_followers(operation: Operation, sent: Sent, owned: Owned, deps: Deps) -> bool:
    """Whether ServiceTitan shows all that follows."""
    verb = f"{operation.method} {_place(operation.path)}"
    following = [
        follower
        for follower in FOLLOWERS
        if re.fullmatch(follower.writes.replace("{}", r"\{\}"), verb)
    ]
    return all([await _keep_follower(follower, sent, owned, deps) for follower in following])


async def _keep_follower(follower: Follower, sent: Sent, owned: Owned, deps: Deps) -> bool:
    arguments = follower.choose(sent)
    operation = operation_named(follower.listing)
    table = table_of(operation)
    if arguments is None or table is None:
        return True
    wanted = {**_wide(operation), **arguments}
    parts = _parts(wanted)
    path = operation.validate(parts[0]).path_params

    async def look() -> bool:
        try:
            rows = [row for one in parts for row in await _all_shown(operation, one, deps)]
        except Forbidden:
            return True  # what we may not read is not mirrored either
        there = not follower.late or await _moved(deps, rows)
        await _store(deps, table, rows, path, owned)
        return there

    return await patiently(look, bool)


def _parts(wanted: Values) -> list[Values]:
    """The same arguments in as many calls as all their ids take."""
    if "ids" not in wanted:
        return [wanted]
    ids = wanted["ids"].split(",")
    parts = (ids[at : at + MOST_IDS] for at in range(0, len(ids), MOST_IDS))
    return [{**wanted, "ids": ",".join(part)} for part in parts]


async def _all_shown(operation: Operation, wanted: Values, deps: Deps) -> list[dict[str, Any]]:
    """The rows of all pages of a list or feed."""
    rows: list[dict[str, Any]] = []
    for _ in range(MOST_PAGES):
        answer = await deps.st.send(operation.validate(wanted))
        rows += rows_of(answer)
        if not (isinstance(answer, Mapping) and answer.get("hasMore")):
            return rows
        wanted = {**wanted, **_next_page(operation, wanted, answer)}
    raise Upstream(f"{operation.key} has more than {MOST_PAGES} pages.")


def _next_page(operation: Operation, wanted: Values, answer: Mapping[str, Any]) -> Values:
    if operation.kind == "feed":
        return {"from": answer["continueFrom"]}
    return {"page": wanted.get("page", operation.first_page) + 1}


async def _moved(deps: Deps, invoices: Sequence[Mapping[str, Any]]) -> bool:
    """Whether all of these changed after what the mirror knows of them."""
    asked = {
        "invoices": [one["id"] for one in invoices],
        "stamps": [one["modifiedOn"] for one in invoices],
    }
    return len(await deps.db.many(_Invoice, "moved_invoices", **asked)) == len(invoices) > 0


async def _store(
    deps: Deps,
    table: str,
    records: Iterable[Mapping[str, Any]],
    path: Mapping[str, str],
    owned: Owned,
) -> None:
    owner = OWNERS.get(table)
    named = dict(SINGLES.get(table, {}))
    if owner and path.get("id", "").isdigit():
        named[owner] = int(path["id"])
    raw = [dump_json({**record, **named}) for record in records]
    own = owned.of.get(table)
    await store(deps.db, table, raw, source="write", tenant=deps.tenant_id, own=own)


def table_of(operation: Operation) -> str | None:
    """The mirrored table of what this operation shows; None where nothing is mirrored."""
    table = TABLES.get(_place(operation.path).removesuffix("/{}"))
    if table is None or f"mirror_{table.rpartition('.')[2]}" not in _mappings():
        return None
    return table


@cache
def _mappings() -> frozenset[str]:
    return frozenset(QUERIES.names())


def operation_named(listing: str) -> Operation:
    """The operation of this name; its module is imported at the first write that needs it."""
    found: Operation = resolve_name(f"tools.servicetitan.{listing}").operation
    return found


def _wide(operation: Operation) -> Values:
    names = {slot.api for slot in operation.slots}
    wide = {"active": "Any", "activeState": "All", "calculatePrices": True, "pageSize": 500}
    return {name: value for name, value in wide.items() if name in names}


def _place(path: str) -> str:
    return re.sub(r"{\w+}", "{}", path.replace("/tenant/{tenant}", ""))
