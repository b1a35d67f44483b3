"""A valid call for every operation: path, query and body that the sandbox accepts."""

from typing import Any
from urllib.parse import quote

from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.facts import Node, Operation


def every(box: Box) -> list[dict[str, Any]]:
    return [example(box, route) for route in box.router.routes]


def example(box: Box, route: Route) -> dict[str, Any]:
    """Method, path and, where the operation takes them, query and body."""
    operation = route.operation
    values = path_values(box, route)
    path = operation.path.replace("{tenant}", str(box.credentials.tenant))
    for name, value in values.items():
        path = path.replace(f"{{{name}}}", quote(str(value), safe=""))
    made = {"op": f"{operation.module}/{operation.op}", "method": operation.verb, "path": path, "values": values}
    made["query"] = query(box, operation)
    if operation.body is not None:
        made["body"] = body(box, operation)
    if operation.sends != "application/json":
        made["upload"] = True
    return made


def path_values(box: Box, route: Route) -> dict[str, Any]:
    """Ids of rows that exist and belong together; the deepest row decides its parents."""
    values: dict[str, Any] = {}
    row: dict[str, Any] = {}
    own = route.own
    if own and box.knows(route.table) and len(box.table(route.table)):
        table = box.table(route.table)
        place = suitable(box, route)
        row, values[own] = table.read(place), table.ids[place]
    for parameter, field in route.parents.items():
        if parameter in values:
            continue
        parent = route.parent_tables[parameter]
        if row.get(field):
            values[parameter] = row[field]
        elif box.knows(parent):
            values[parameter] = box.pick(parent, len(box.tables) % 3)
        else:
            values[parameter] = box.samples.value(route.operation.module, route.operation.in_path[parameter], parameter, 1, 0)
    for name, value in list(values.items()):
        if isinstance(value, tuple):
            values[name] = row.get(name) or value[-1]
    return values


def suitable(box: Box, route: Route) -> int:
    """An active row, early in the table."""
    table = box.table(route.table)
    active = table.column("active")
    return next((place for place in table.places() if active[place] is not False), next(iter(table.places())))


def query(box: Box, operation: Operation) -> dict[str, Any]:
    wanted = {name for name, node in operation.in_query.items() if node.get("required")}
    wanted |= {group[0] for group in operation.one_of}
    return {name: text(box, operation, name) for name in sorted(wanted)}


def text(box: Box, operation: Operation, name: str) -> str:
    node = box.facts.resolve(operation.module, operation.in_query[name])
    if node.get("format") in {"date-time", "date"}:
        back = 3_600 if "Before" in name or name.startswith("to") else 30 * clock.DAY
        return clock.stamp(box.now() - back)
    value = box.samples.value(operation.module, node, name, 1, 0)
    if isinstance(value, list):
        value = value[0] if value else ""
    return str(value).lower() if isinstance(value, bool) else str(value)


def body(box: Box, operation: Operation) -> Any:
    return required(box, operation.module, operation.body or {}, "")


def required(box: Box, module: str, node: Node, name: str) -> Any:
    """Only what must be there; one element in each required list."""
    whole = box.facts.resolve(module, node)
    if "properties" in whole:
        needed = whole.get("required", [])
        return {key: required(box, module, sub, key) for key, sub in whole["properties"].items() if key in needed}
    if whole.get("type") == "array":
        return [required(box, module, whole.get("items", {}), name)]
    return box.samples.value(module, {**whole, "nullable": False}, name, 1, 0)
