"""A valid call for every operation: path, query and body that the sandbox accepts."""

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import quote

from sandbox.servicetitan.api import references
from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.api.rules.sales import ESTIMATES, kept_sold
from sandbox.servicetitan.company import clock, tasks
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.people import PREFERENCES
from sandbox.servicetitan.facts import Node, Operation

Fitting = Callable[[Box, Any, Any], bool]


def unworked_second(box: Box, key: Any, number: Any) -> bool:
    """A second visit nobody has worked on."""
    worked = box.table("payroll/jobs/timesheets").column("appointmentId")
    return str(number).endswith("-2") and key not in worked


def unsellable(box: Box, key: Any, _status: Any) -> bool:
    """A sold estimate that nobody signed or booked."""
    return kept_sold(box, box.table(ESTIMATES).get(key) or {}) is None


def unexported(box: Box, _key: Any, invoice: Any) -> bool:
    """A line of an invoice that can still be changed."""
    found = box.table("accounting/invoices").get(invoice) or {}
    return found.get("syncStatus") == "Pending"


# Rules that only some rows satisfy: verb and path → a column, and the value that a row must have
# there or a test of it.
SUITABLE: Final[dict[str, tuple[str, str | bool | Fitting]]] = {
    "PUT jpm/jobs/{id}/cancel": ("jobStatus", "Scheduled"),
    "PUT jpm/jobs/{id}/hold": ("jobStatus", "Scheduled"),
    "PUT jpm/jobs/{id}/complete": ("jobStatus", "Scheduled"),
    "PUT jpm/jobs/{id}/remove-cancellation": ("jobStatus", "Canceled"),
    "DELETE jpm/appointments/{id}": ("appointmentNumber", unworked_second),
    "PUT jpm/appointments/{id}/confirmation": ("status", "Scheduled"),
    "DELETE jpm/appointments/{id}/confirmation": ("status", "Scheduled"),
    "PUT jpm/appointments/{id}/hold": ("status", "Scheduled"),
    "DELETE jpm/appointments/{id}/hold": ("status", "Hold"),
    "PATCH jpm/appointments/{id}/reschedule": ("status", "Scheduled"),
    "PUT salestech/estimates/{id}/sell": ("status", "Open"),
    "PUT salestech/estimates/{id}/unsell": ("status", unsellable),
    "PUT salestech/estimates/{id}/dismiss": ("status", "Open"),
    "PATCH accounting/invoices/{id}": ("syncStatus", "Pending"),
    "PATCH accounting/invoices/{invoiceId}/items": ("syncStatus", "Pending"),
    "PUT accounting/journal-entries/{id}": ("source", "External"),
    "POST memberships/recurring-service-events/{id}/mark-complete": ("status", "NotAttempted"),
    "PATCH inventory/purchase-orders/{id}/cancellation": ("status", "Pending"),
    "PATCH inventory/returns/{id}/cancellation": ("status", "Pending"),
    "DELETE accounting/invoices/{invoiceId}/items/{itemId}": ("invoiceId", unexported),
    "POST crm/leads/{id}/dismiss": ("status", "Open"),
    "POST crm/booking-provider/{booking_provider}/bookings/{id}/dismiss": ("status", "New"),
    "GET crm/customers/{id}/contacts": ("active", True),
}
# Fields that are published as optional, and without which a call is about nothing.
SAYS: Final = {
    "POST accounting/bank-deposits/markasexported": "ids",
    "POST accounting/credit-memos/{id}/splits": "splits",
}
INSTALLED: Final = "equipment-systems/installed-equipment"
PURCHASES: Final = "inventory/purchase-order-types"
# What the names alone do not tell.
VALUES: Final[dict[str, Any]] = {
    "typeSlug": "customer",
    "preferenceName": PREFERENCES[0],
    "path": "Images/pump.png",
    "report_category": "operations",
    "reportId": fixed("report", 0),
    "dynamicSetId": "business-units",
    "booking_provider": fixed("provider", 0),
}


def example(box: Box, route: Route) -> dict[str, Any]:
    """Method, path and, where the operation takes them, query and body."""
    operation = route.operation
    values = path_values(box, route)
    path = operation.path.replace("{tenant}", str(box.credentials.tenant))
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    made: dict[str, Any] = {
        "op": f"{operation.module}/{operation.op}",
        "method": operation.verb,
        "path": path,
        "values": values,
    }
    made["query"] = query(box, route)
    if operation.body is not None:
        made["body"] = body(box, route)
    made["upload"] = operation.sends != "application/json"
    return made


def path_values(box: Box, route: Route) -> dict[str, Any]:
    """Ids of rows that exist and belong together; the deepest row decides its parents."""
    values: dict[str, Any] = {}
    row: dict[str, Any] = {}
    own = route.own
    if route.resource == "data-queries/{token}":
        return {"token": open_query(box)}
    if own == "relationshipId":  # whom a contact is related to
        return {own: box.pick("crm/customers", 0)}
    if own == "equipmentId":  # what is installed, not what is sold
        return {"id": box.pick("jpm/jobs", 0), own: box.pick(INSTALLED, 0)}
    if own and own not in VALUES and box.knows(route.table) and len(box.table(route.table)):
        table = box.table(route.table)
        place = suitable(box, route, route.table)
        row = table.read(place)
        values[own] = table.ids[place]
    elif operation_reads(route):
        row = with_parents(box, route)
    for parameter, field in reversed(route.parents.items()):
        if parameter not in values:
            values[parameter] = row.get(field) or parent(box, route, parameter)
            row = row or holder(box, route, parameter, values[parameter])
    return {name: typed(box, route, name, value) for name, value in values.items()}


def operation_reads(route: Route) -> bool:
    """A list below a row, of which any will do."""
    key = f"{route.operation.verb} {route.operation.module}/{route.resource}"
    return key.startswith("GET ") and route.own is None and key not in SUITABLE


def with_parents(box: Box, route: Route) -> dict[str, Any]:
    """A row of the list that names active rows above it, so that the list is not empty."""
    above = {field: route.parent_tables[name] for name, field in route.parents.items()}
    held = box.table(route.table)
    for place in held.places() if box.knows(route.table) and above else ():
        row = held.read(place)
        owners = [box.table(table).get(row.get(field)) for field, table in above.items()]
        if all(owner and owner.get("active") is not False for owner in owners):
            return row
    return {}


def holder(box: Box, route: Route, parameter: str, key: Any) -> dict[str, Any]:
    """The row just named, when parents above it are told by its fields."""
    table = route.parent_tables[parameter]
    return box.table(table).get(key) or {} if box.knows(table) else {}


def parent(box: Box, route: Route, parameter: str) -> Any:
    if parameter in VALUES:
        return VALUES[parameter]
    table = route.parent_tables[parameter]
    if box.knows(table) and len(box.table(table)):
        return box.table(table).ids[suitable(box, route, table)]
    return box.samples.value(
        route.operation.module, route.operation.in_path[parameter], parameter, 1, 0
    )


def typed(box: Box, route: Route, name: str, value: Any) -> Any:
    """A key of the wrong type for the path gives way to a made-up one."""
    node = box.facts.resolve(route.operation.module, route.operation.in_path[name])
    if node.get("type") == "integer" and not isinstance(value, int):
        return box.samples.value(route.operation.module, node, name, 1, 0)
    return value


def open_query(box: Box) -> str:
    box.queries["example"] = {"page": {"hasMore": False, "data": []}, "fields": [], "polls": 0}
    return "example"


def suitable(box: Box, route: Route, table_name: str) -> int:
    """A row the operation's rule accepts, else an active one, early in the table."""
    table = box.table(table_name)
    wanted = SUITABLE.get(f"{route.operation.verb} {route.operation.module}/{route.resource}")
    if wanted:
        column = table.column(wanted[0])
        for place in table.places():
            if fits(box, table.ids[place], column[place], wanted[1]):
                return place
    active = table.column("active")
    return next(
        (place for place in table.places() if active[place] is not False),
        next(iter(table.places())),
    )


def fits(box: Box, key: Any, have: Any, want: Any) -> bool:
    """Equal, by name for objects, or passing the test."""
    if callable(want):
        return bool(want(box, key, have))
    name = have.get("name") if isinstance(have, dict) else have
    return bool(name == want)


def query(box: Box, route: Route) -> dict[str, Any]:
    operation = route.operation
    wanted = {
        name for name, node in operation.in_query.items() if node.get("required") or name == "path"
    }
    wanted |= {group[0] for group in operation.one_of}
    told = {name: text(box, operation, name) for name in sorted(wanted)}
    if "ids" in wanted and box.knows(route.table) and box.table(route.table).ids:
        told["ids"] = str(box.table(route.table).ids[0])
    return told


def text(box: Box, operation: Operation, name: str) -> str:
    if name in VALUES:
        return str(VALUES[name])
    node = box.facts.resolve(operation.module, operation.in_query[name])
    if node.get("format") in {"date-time", "date"}:
        back = 3_600 if "Before" in name or name.startswith("to") else 30 * clock.DAY
        return clock.stamp(box.now() - back)
    value = box.samples.value(operation.module, node, name, 1, 0)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def body(box: Box, route: Route) -> Any:
    """The required fields, made consistent where a rule looks at two of them together."""
    made = required(box, route.operation.module, route.operation.body or {}, "")
    said = SAYS.get(f"{route.operation.verb} {route.operation.module}/{route.resource}")
    if said:
        made[said] = choices(box, route)[said]
    if isinstance(made, dict):
        _consistent(box, route, made)
    return referring(box, route, made)


def referring(box: Box, route: Route, value: Any, name: str = "") -> Any:
    """The same with ids of rows that exist, where a write must name one."""
    if isinstance(value, dict):
        return {key: referring(box, route, item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [referring(box, route, item, name) for item in value]
    tables = references.of(route.table, name) if isinstance(value, int) and value else ()
    known = not tables or references.exists(box, tables, value)
    return value if known else box.pick(tables[0], 1)


SPANS: Final = (
    ("start", "end"),
    ("startTime", "endTime"),
    ("startsOnOrAfter", "endsOnOrBefore"),
    ("startUtc", "endUtc"),
)


def _consistent(box: Box, route: Route, made: dict[str, Any]) -> None:
    for span in [made, *made.get("appointments", [])]:
        for first, last in SPANS:
            if first in span and last in span:
                begin = box.now() + (clock.DAY if "Time" not in first else -20 * clock.DAY)
                span[first], span[last] = clock.stamp(begin), clock.stamp(begin + 2 * clock.HOUR)
    if "locationId" in made and "customerId" in made:
        place = box.table("crm/locations").get(made["locationId"]) or {}
        made["customerId"] = place.get("customerId")
    if route.resource == "estimates/{id}/items":
        made["skuId"] = None
    if "jobAppointmentId" in made:
        made["jobAppointmentId"] = first_with(box, "jpm/appointments", "status", "Scheduled")
    if "webSessionData" in made:
        made["webSessionData"]["landingPageUrl"] = "https://www.example.com/spring-tune-up"
    if route.resource == "payments":
        made["splits"] = []
    if "jobId" in made and route.resource == "appointments":
        made["jobId"] = first_with(box, "jpm/jobs", "jobStatus", "Scheduled")
    _existing(box, made)
    fitting = choices(box, route)
    made |= {name: value for name, value in fitting.items() if name in made and value is not None}


def _existing(box: Box, made: dict[str, Any]) -> None:
    """A customer or location in a body is one that exists."""
    for name in ("customer", "location"):
        if "id" in (made.get(name) or {}):
            made[name]["id"] = box.pick(f"crm/{name}s", 0)


def first_with(box: Box, table: str, column: str, value: str) -> Any:
    held = box.table(table)
    values = held.column(column)
    return held.ids[values.index(value) if value in values else 0]


def choices(box: Box, route: Route) -> dict[str, Any]:
    """Values that only some rows or rules accept."""
    invoice = box.table("accounting/invoices").ids[0]
    days = {"From": box.now() - 30 * clock.DAY, "To": box.now()}
    report = [{"name": name, "value": clock.stamp(day)[:10]} for name, day in days.items()]
    equipment = route.resource.startswith("jobs/{id}/equipment")
    campaign = route.resource.startswith("campaigns")
    return {
        "priority": "Normal",
        "reasonId": reason(box, route),
        "ids": exported(box, route),
        "descriptionId": described(box, route),
        "typeId": kind(box, route),
        "adjustmentToId": invoice,
        "soldBy": box.pick("settings/technicians", 0),
        "splits": [{"amount": 1.0, "invoiceId": invoice}],
        "skuId": box.pick("pricebook/services", 0),
        "equipmentIds": [box.table(INSTALLED).ids[0]] if equipment else None,
        "categoryId": box.pick("marketing/categories", 0) if campaign else None,
        "createdByEmployeeId": box.pick("settings/employees", 0),
        "returnTypeId": box.pick("inventory/return-types", 0),
        "saleTaskId": box.pick("pricebook/services", 0),
        "tagTypes": [box.pick("settings/tag-types", 0)],
        "type": "Phone" if route.resource.endswith("/contacts") else None,
        "skillIds": [int(box.pick("dispatch/technician-skills", 0))],
        "parameters": report if route.operation.module == "reporting" else None,
        "operations": custom_values(box, route),
        "employeeTaskTypeId": tasks.word(0, 0),
        "employeeTaskSourceId": tasks.word(1, 0),
    }


def custom_values(box: Box, route: Route) -> list[Any] | None:
    """A custom field for the first row of the list it is about."""
    table = route.table.removesuffix("/custom-fields")
    if table == route.table or not box.knows(table):
        return None
    return [{"objectId": box.pick(table, 0), "customFields": [{"name": "Note", "value": "Set"}]}]


def exported(box: Box, route: Route) -> list[Any] | None:
    """Deposits that an accounting system has taken."""
    if not route.resource.endswith("markasexported"):
        return None
    return [box.pick(f"accounting/{route.segments[0]}", 0)]


def described(box: Box, route: Route) -> Any:
    if not route.resource.endswith("/description"):
        return None
    return box.pick(f"crm/{route.segments[0]}/descriptions", 1)


def reason(box: Box, route: Route) -> Any:
    return box.pick(
        "jpm/job-cancel-reasons" if route.resource.endswith("cancel") else "jpm/job-hold-reasons", 0
    )


def kind(box: Box, route: Route) -> Any:
    kinds = {"payments": "accounting/payment-types", "purchase-orders": PURCHASES}
    table = kinds.get(route.segments[0])
    return box.pick(table, 0) if table else None


def required(box: Box, module: str, node: Node, name: str) -> Any:
    """Only what must be there; one element in each required list."""
    whole = box.facts.resolve(module, node)
    if "properties" in whole:
        needed = whole.get("required", [])
        return {
            key: required(box, module, sub, key)
            for key, sub in whole["properties"].items()
            if key in needed
        }
    if whole.get("type") == "array":
        return [required(box, module, whole.get("items", {}), name)]
    return box.samples.value(module, {**whole, "nullable": False}, name, 1, 0)
