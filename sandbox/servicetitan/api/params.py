"""Query and path values checked against the facts; unknown names are ignored."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sandbox.servicetitan.api.messages import ProblemError, Request, invalid, not_found
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.facts import Facts, Node, Operation

MAX_IDS: Final = 50
MAX_PAIRS: Final = 50
LARGEST_PAGE: Final = 5_000
# Path below the tenant → largest page, where it is another.
OTHER_PAGES: Final = {
    "journal-entries": 500,
    "journal-entries/{id}/summary": 500,
    "journal-entries/{id}/details": 500,
    "business-units/intacct": 500,
    "report-category/{report_category}/reports/{reportId}/data": 25_000,
    "report-category/{report_category}/reports/{reportId}/data/query": 25_000,
}
# Lists that give out fewer rows than asked for: nothing says so, extractors found it.
CLIPPED: Final = {"return-types": 500}
# Filters of lists that no published document names and that clients send all the same.
UNLISTED: Final = {
    f"pricebook/{name}": ("categoryIds",) for name in ("equipment", "materials", "services")
}
FROM_ZERO: Final = {"business-units/intacct"}
Z_ONLY: Final = {"submissions"}
# Its required parameters are left out by an extractor in production.
NOT_ENFORCED: Final = {"schedulers/{id}/performance"}
NO_PAGE_ZERO: Final = ("custom-fields", "custom-field-types")
TIMELY: Final = re.compile(r"(OnOrAfter|Before)$")
PAGING: Final = ("page", "pageSize")
INTEGER: Final = re.compile(r"[+-]?\d{1,19}$")


def as_integer(text: str) -> int:
    if not INTEGER.match(text) or not -(2**63) <= int(text) < 2**63:
        raise ValueError(text)
    return int(text)


def as_boolean(text: str) -> bool:
    lowered = text.lower()
    if lowered not in {"true", "false"}:
        raise ValueError(text)
    return lowered == "true"


def as_moment(text: str) -> datetime:
    """An instant; a bare date is its midnight in UTC."""
    return clock.parse(text.strip())


READERS: Final[dict[str, Callable[[str], Any]]] = {
    "integer": as_integer,
    "number": float,
    "boolean": as_boolean,
}
FORMATS: Final[dict[str, Callable[[str], Any]]] = {
    "date-time": as_moment,
    "date": as_moment,
    "guid": lambda text: str(UUID(text)),
}


def read(facts: Facts, module: str, node: Node, text: str) -> Any:
    """One value of a parameter, or ValueError."""
    whole = facts.resolve(module, node)
    names = whole.get("enum") or whole.get("knownValues")
    if names:
        return _named(names, text)
    reader = READERS.get(whole.get("type", "")) or FORMATS.get(whole.get("format", ""))
    value = reader(text) if reader else text
    return bounded(whole, value)


def bounded(node: Node, value: Any) -> Any:
    """The value, when its length or size is within the limits."""
    if isinstance(value, str):
        inside = node.get("minLength", 0) <= len(value) <= node.get("maxLength", len(value))
    elif isinstance(value, int | float) and not isinstance(value, bool):
        inside = node.get("minimum", value) <= value <= node.get("maximum", value)
    else:
        inside = True
    if not inside:
        raise ValueError(value)
    return value


def _named(names: list[Any], text: str) -> Any:
    """Enumerations are matched without regard to case, by name or by number."""
    for name in names:
        if str(name).lower() == text.lower():
            return name
    raise ValueError(text)


def refused(name: str, text: str) -> dict[str, list[str]]:
    return {name: [f"The value '{text}' is not valid."]}


def path_of(facts: Facts, route: Route, values: dict[str, str]) -> dict[str, Any]:
    """Typed path values; one of the wrong type is no path of ours."""
    made: dict[str, Any] = {}
    for name, text in values.items():
        node = route.operation.in_path.get(name, {"type": "string"})
        try:
            made[name] = read(facts, route.operation.module, node, text)
        except ValueError:
            raise not_found("Resource not found") from None
    return made


def fits(facts: Facts, route: Route, values: dict[str, str]) -> bool:
    """Whether a path's values are such as this route's parameters take."""
    try:
        path_of(facts, route, values)
    except ProblemError:
        return False
    return True


def query_of(facts: Facts, route: Route, request: Request) -> dict[str, Any]:
    """Typed query values by name; every refusal names its parameter."""
    operation, made, errors = route.operation, dict[str, Any](), dict[str, list[str]]()
    unlisted = UNLISTED.get(route.table, ()) if operation.paged else ()
    spelled = {name.lower(): name for name in (*operation.in_query, *unlisted)}
    for sent, texts in request.query.items():
        name = spelled.get(sent.lower())
        if name is None:
            _keep_object_parameter(facts, operation, sent, texts, made)
            continue
        try:
            made[name] = (
                id_list(",".join(texts), MAX_IDS)
                if name in unlisted
                else _value(facts, operation, name, texts, route)
            )
        except ValueError:
            errors |= refused(name, texts[-1])
    given = {name for name, value in made.items() if value is not None}
    errors |= _missing(route, given | set(errors)) | _limits(route, made)
    if errors:
        raise invalid(errors)
    if made.get("pageSize") and route.resource in CLIPPED:
        made["pageSize"] = min(made["pageSize"], CLIPPED[route.resource])
    return made


def _keep_object_parameter(
    facts: Facts, operation: Operation, sent: str, texts: list[str], made: dict[str, Any]
) -> None:
    """`customField.Fields[name]=value`, `owners[0].id=value`, `customField.name=value`.

    Only where objects are declared: `ids[]=7`, as some clients spell lists, is an unknown name.
    """
    name, bracket, rest = sent.partition("[")
    if not bracket:
        name, _, rest = sent.partition(".")
    node = operation.in_query.get(name)
    if node and rest and _in_parts(facts, operation, name, node):
        made[name] = {**(made.get(name) or {}), "".join(rest.split("]", 1)): texts[-1]}


def _in_parts(facts: Facts, operation: Operation, name: str, node: Node) -> bool:
    """Whether a parameter is an object or a list of them; one module's `sort` is mere text."""
    if node.get("type") == "array" and name != "sort":
        return "properties" in facts.resolve(operation.module, node.get("items", {}))
    return node.get("type") == "object"


def _value(facts: Facts, operation: Operation, name: str, texts: list[str], route: Route) -> Any:
    node = operation.in_query[name]
    if TIMELY.search(name) and node.get("type") == "string" and "format" not in node:
        node = {**node, "format": "date-time"}  # one module declares its times as mere text
    if _in_parts(facts, operation, name, node):
        return None
    if node.get("type") == "array" and name != "sort":
        item = node.get("items", {})
        return [read(facts, operation.module, item, text) for text in texts if text] or None
    text = texts[-1]
    if not text and name not in {"from", "sort"}:
        return None
    if route.resource in Z_ONLY and node.get("format") == "date-time" and not text.endswith("Z"):
        raise ValueError(text)
    most = node.get("maxItems", MAX_IDS if name == "externalDataValues" else None)
    if most and len(text.split(",")) > most:
        raise ValueError(text)
    if name.lower().endswith(("ids", "idlist")) and node.get("type") == "string":
        return id_list(text, node.get("maxItems", MAX_IDS))
    value = read(facts, operation.module, node, text)
    return int(value) if name in PAGING else value  # one list declares them as any number


def id_list(text: str, most: int) -> list[Any]:
    """Comma-separated ids, integers where they look like it; more than allowed is an error."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if len(words) > most:
        raise ValueError(text)
    return [int(word) if INTEGER.match(word) else word for word in words]


def _missing(route: Route, given: set[str]) -> dict[str, list[str]]:
    """Required parameters that were not sent."""
    if route.resource in NOT_ENFORCED:
        return {}
    needed = [name for name, node in route.operation.in_query.items() if node.get("required")]
    return {name: [f"The {name} parameter is required."] for name in needed if name not in given}


def _limits(route: Route, made: dict[str, Any]) -> dict[str, list[str]]:
    """Page numbers and sizes outside their range."""
    errors: dict[str, list[str]] = {}
    largest = OTHER_PAGES.get(route.resource, LARGEST_PAGE)
    size, page = made.get("pageSize"), made.get("page")
    if size is not None and not 1 <= size <= largest:
        errors["pageSize"] = [f"The field PageSize must be between 1 and {largest}."]
    planning = route.operation.module == "jpm"
    lowest = 1 if planning and route.segments[-1] in NO_PAGE_ZERO else 0
    if page is not None and page < lowest:
        errors["page"] = [f"The field Page must be greater than or equal to {lowest}."]
    for name, pairs in made.items():
        most = route.operation.in_query.get(name, {}).get("maxProperties", MAX_PAIRS)
        if isinstance(pairs, dict) and len(pairs) > most:
            errors[name] = [f"At most {most} pairs may be sent."]
    for group in route.operation.one_of:
        if not any(made.get(name) for name in group):
            errors |= {name: ["At least one of these filters is required."] for name in group}
    return errors
