"""Reports: categories, descriptions, and runs over the company's rows, at once or by polling."""

from datetime import datetime
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, invalid, json_response, not_found
from sandbox.servicetitan.api.rules import dashboards, listings
from sandbox.servicetitan.api.rules.report import (
    BY_DATE,
    DATE_TYPES,
    OF_UNITS,
    UNITS,
    Report,
    Window,
)
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.ids import fixed, guid

CATEGORIES: Final = (
    ("operations", "Operations"),
    ("accounting", "Accounting"),
    ("technicians", "Technicians"),
    ("marketing", "Marketing"),
    ("business-unit-dashboard", "Business Unit Dashboard"),
    ("technician-dashboard", "Technician Dashboard"),
)
DEFAULT_PAGE: Final = 1_000


def _jobs(window: Window) -> list[list[Any]]:
    # Values are as loose as the real ones: numbers as text, dates with times.
    return [
        [
            row["jobNumber"],
            row["completedOn"],
            window.name(UNITS, row["businessUnitId"]),
            str(row["total"]),
        ]
        for row in window.jobs()
    ]


COLUMNS: Final = (
    ("JobNumber", "Job #", "String"),
    ("CompletedOn", "Completion Date", "Date"),
    ("BusinessUnit", "Business Unit", "String"),
    ("Total", "Jobs Total", "Number"),
)
REPORTS: Final = (
    Report(fixed("report", 0), "Completed Jobs", "operations", COLUMNS, _jobs),
    Report(fixed("report", 1), "Revenue by Job", "accounting", COLUMNS, _jobs),
    # Two reports may share a name; only the id tells them apart.
    Report(
        fixed("report", 2), "Completed Jobs", "technicians", COLUMNS[:3],
        lambda window: [row[:3] for row in _jobs(window)],
    ),
    *listings.REPORTS,
    *dashboards.REPORTS,
)  # fmt: skip


def paged(call: Call, rows: list[Any], default: int = DEFAULT_PAGE, **more: Any) -> Row:
    size = int(call.query.get("pageSize") or default)  # one document calls it a number
    page = max(int(call.query.get("page") or 1), 1)
    part = rows[(page - 1) * size : page * size]
    total = len(rows) if call.query.get("includeTotal") else None
    return {
        "page": page,
        "pageSize": size,
        "hasMore": page * size < len(rows),
        "totalCount": total,
        **more,
        "data": part,
    }


def categories(call: Call) -> Response:
    return json_response(paged(call, [{"id": key, "name": name} for key, name in CATEGORIES]))


def _category(call: Call) -> str:
    key = str(call.path["report_category"])
    if key not in dict(CATEGORIES):
        raise not_found(f"Report category {key} was not found.")
    return key


def reports(call: Call) -> Response:
    key = _category(call)
    rows = [
        {"id": one.key, "name": one.name, "description": None}
        for one in REPORTS
        if one.category == key
    ]
    return json_response(paged(call, rows))


def report_of(call: Call) -> Report:
    named = (_category(call), call.path["reportId"])
    for found in REPORTS:
        if (found.category, found.key) == named:
            return found
    raise not_found(f"Report {call.path['reportId']} was not found.")


def described(call: Call) -> Response:
    found = report_of(call)
    parameters: list[Row] = [
        {
            "name": one.name, "label": one.label, "dataType": one.kind, "isArray": one.many,
            "isRequired": one.required,
            "acceptValues": {"fields": [], "dynamicSetId": one.values, "values": None}
            if one.values else None,
        }
        for one in found.parameters
    ]  # fmt: skip
    fields = [
        {"name": name, "label": label, "dataType": kind} for name, label, kind in found.fields
    ]
    head = {
        "id": call.path["reportId"],
        "name": found.name,
        "description": None,
        "modifiedOn": clock.stamp(call.box.company.now.timestamp()),
    }
    return json_response({**head, "parameters": parameters, "fields": fields})


def value_set(call: Call) -> Response:
    units = call.box.table(UNITS)
    sets = {
        OF_UNITS.values: [[row["id"], row["name"]] for row in map(units.read, units.places())],
        BY_DATE.values: [[n, name] for n, name in enumerate(DATE_TYPES)],
    }
    rows = sets.get(call.path["dynamicSetId"])
    if rows is None:
        raise not_found(f"Dynamic value set {call.path['dynamicSetId']} was not found.")
    return json_response(
        paged(call, rows, fields=[{"name": "Id", "label": "Id"}, {"name": "Name", "label": "Name"}])
    )


def rows_of(box: Box, found: Report, parameters: list[Row]) -> list[list[Any]]:
    """The report's rows between From and To, both days included."""
    given = {item["name"]: item.get("value") for item in parameters}
    missing = [
        one.name for one in found.parameters if one.required and given.get(one.name) in (None, "")
    ]
    if missing:
        raise invalid({name: [f"The parameter {name} is required."] for name in missing})
    units = next((one.name for one in found.parameters if one.many), "")
    dated = _choice(given["DateType"], "DateType") if BY_DATE in found.parameters else 1
    low, high = (_day(given[name], name) for name in ("From", "To"))
    return found.rows(Window(box, low, high, _ids(given.get(units), units), dated))


def _choice(value: Any, name: str) -> int:
    text = str(value).strip()
    if not text.isdecimal() or int(text) >= len(DATE_TYPES):
        raise invalid({name: [f"'{value}' is not one of 0 to {len(DATE_TYPES) - 1}."]})
    return int(text)


def _ids(value: Any, name: str) -> set[int]:
    """A list, a number, or text with commas: clients that only know text send the last."""
    parts = value if isinstance(value, list) else str(value or "").split(",")
    try:
        return {int(part) for part in parts if str(part).strip()}
    except ValueError:
        raise invalid({name: [f"'{value}' is not a list of numbers."]}) from None


def _day(value: Any, name: str) -> str:
    try:
        return datetime.fromisoformat(str(value)).date().isoformat()
    except ValueError:
        raise invalid({name: [f"'{value}' is not a date."]}) from None


def run(call: Call) -> Response:
    """Paging is in the query; the body holds parameters only."""
    found = report_of(call)
    fields = [{"name": name, "label": label} for name, label, _ in found.fields]
    return json_response(
        paged(call, rows_of(call.box, found, call.body["parameters"]), fields=fields)
    )


def query(call: Call) -> Response:
    """Starts a run to be polled; which page comes is settled here, in the query."""
    found = report_of(call)
    rows = rows_of(call.box, found, call.body["parameters"])
    token = guid(call.box.new_id(), 21)
    fields = [(name, label) for name, label, _ in found.fields]
    call.box.queries[token] = {"page": paged(call, rows), "polls": 0, "fields": fields}
    return json_response({"status": "NotStarted", "token": token}, 202)


def poll(call: Call) -> Response:
    """In progress once, then the rows, whose keys are in PascalCase whatever the document says."""
    held = call.box.queries.get(str(call.path["token"]))
    if held is None:
        raise not_found("The query was not found.")
    held["polls"] += 1
    if held["polls"] == 1:
        return json_response({"status": "InProgress", "token": call.path["token"]}, 202)
    fields = [{"Name": name, "Label": label} for name, label in held["fields"]]
    page = {name[:1].upper() + name[1:]: value for name, value in held["page"].items()}
    return json_response({"Fields": fields, **page})


def cancel(call: Call) -> Response:
    if call.box.queries.pop(str(call.path["token"]), None) is None:
        raise not_found("The query was not found.")
    return Response(204)


CATEGORY = "reporting/report-category/{report_category}/reports"
RULES = {
    "GET reporting/report-categories": categories,
    f"GET {CATEGORY}": reports,
    f"GET {CATEGORY}/{{reportId}}": described,
    f"POST {CATEGORY}/{{reportId}}/data": run,
    f"POST {CATEGORY}/{{reportId}}/data/query": query,
    "GET reporting/dynamic-value-sets/{dynamicSetId}": value_set,
    "GET reporting/data-queries/{token}": poll,
    "DELETE reporting/data-queries/{token}": cancel,
}
