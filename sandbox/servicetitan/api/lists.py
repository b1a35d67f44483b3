"""Pages of rows: filtered, sorted, counted."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.filters import chosen
from sandbox.servicetitan.api.included import asked, with_parts
from sandbox.servicetitan.api.meanings import find
from sandbox.servicetitan.api.messages import (
    Response,
    invalid,
    json_response,
    not_found,
    rows_response,
)
from sandbox.servicetitan.api.params import FROM_ZERO
from sandbox.servicetitan.api.shapes import Cut
from sandbox.servicetitan.api.store import Table, encode
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.facts import Operation

DEFAULT_PAGE: Final = 50
APPLICATION: Final = "externalDataApplicationGuid"
VALUES: Final = "externalDataValues"
NULLABLE: Final = {"nullable": True}
# What feeds say differently from lists, beyond their fields.
FEED_CHANGES: Final[dict[str, Callable[[Row], Row]]] = {
    # Nearly always empty in the job feed while set in the list.
    "jpm/jobs": lambda row: row | {"recallForId": None, "warrantyId": None},
    # Lists show the job's type here, the feed how the call ended.
    "telecom/calls": lambda row: row | {"type": (row.get("leadCall") or {}).get("callType")},
}


def check_parents(call: Call) -> None:
    """A list below a row that does not exist is not found."""
    for parameter, table in call.route.parent_tables.items():
        if parameter == call.route.own or not call.box.knows(table):
            continue
        if call.path[parameter] not in call.box.table(table).at:
            raise not_found(f"{parameter} {call.path[parameter]} was not found.")


def list_rows(call: Call) -> Response:
    check_parents(call)
    places = in_order(call, chosen(call))
    if not bare(call):
        return paged(call, places)
    size, page = call.query.get("pageSize"), max(call.query.get("page") or 1, 1)
    if size or "page" in call.query:
        size = size or DEFAULT_PAGE
        places = places[(page - 1) * size : page * size]
    return Response(body=b"[" + b",".join(shown(call, places)) + b"]")


def bare(call: Call) -> bool:
    """Some lists are plain arrays without an envelope, whatever their paging parameters."""
    operation = call.route.operation
    node = operation.answer
    whole = call.box.facts.resolve(operation.module, node) if node else {}
    return whole.get("type") == "array"


def paged(call: Call, places: list[int]) -> Response:
    size = call.query.get("pageSize") or DEFAULT_PAGE
    page = call.query.get("page")
    first = 0 if call.route.resource in FROM_ZERO else 1
    number = max(first, first if page is None else page)
    start = (number - first) * size
    envelope = envelope_of(call)
    counted = call.query.get("includeTotal") or not envelope.get("totalCount", NULLABLE).get(
        "nullable"
    )
    total = len(places) if counted else "null"
    more = "true" if start + size < len(places) else "false"
    rows = shown(call, places[start : start + size])
    if envelope and "page" not in envelope:
        return rows_response('{"data":[', rows)
    head = f'{{"page":{number},"pageSize":{size},"hasMore":{more},"totalCount":{total},"data":['
    return rows_response(head, rows)


def envelope_of(call: Call) -> dict[str, Any]:
    """Fields around the rows; a few lists have no page number, or always count."""
    operation = call.route.operation
    if operation.answer is None:
        return {}
    whole = call.box.facts.resolve(operation.module, operation.answer)
    properties: dict[str, Any] = whole.get("properties", {})
    return properties


def shown(call: Call, places: list[int]) -> list[bytes]:
    operation = call.route.operation
    if operation.row is None:
        return [call.table.raw[place] or b"{}" for place in places]
    application, told = call.query.get(APPLICATION), with_parts(call)
    cut = cut_of(call.box, operation, call.table)
    if application:
        plain, table = call.box.shapes.cut(operation.module, operation.row), call.table
        rows = (with_data_of(table.read(place), application) for place in places)
        return [encode(plain(told(row) if told else row)) for row in rows]
    if told is None:
        return call.table.page((operation.module, operation.row), cut, places)
    view = (operation.module, f"{operation.row}:{asked(call)}")
    return call.table.page(view, lambda row: cut(told(row)), places)


def cut_of(box: Box, operation: Operation, table: Table) -> Cut:
    """How this operation shows the rows of a table."""
    cut = box.shapes.cut(operation.module, operation.row or "")
    change = FEED_CHANGES.get(table.name) if operation.feed else None
    if APPLICATION in operation.in_query:
        change = with_data_of
    return (lambda row: cut(change(row))) if change else cut


def with_data_of(row: Row, application: str = "") -> Row:
    """The row with the external data of one application; without its GUID none is shown."""
    if not row.get("externalData"):
        return row
    pairs = [pair for pair in row["externalData"] if pair.get("applicationGuid") == application]
    shown = {name: value for name, value in row.items() if name != "externalData"}
    return shown | ({"externalData": pairs} if pairs else {})


def in_order(call: Call, places: list[int]) -> list[int]:
    """Sorted as `sort`, or the older `orderBy`, asks; else as they were made."""
    field, down = _wanted(call)
    if field is None and call.route.table == "pricebook/services":
        field, down = "active", False  # inactive ones first, when they are asked for
    if field is None:
        return places
    column = call.table.column(field)
    rank: dict[int, Any] = {place: _comparable(column[place]) for place in places}
    return sorted(places, key=lambda place: (rank[place] is not None, rank[place]), reverse=down)


def _wanted(call: Call) -> tuple[str | None, bool]:
    query = call.query
    if query.get("sort"):
        return _parsed(call, query["sort"])
    if query.get("orderBy"):
        down = str(query.get("orderByDirection", "asc")).lower().startswith("desc")
        return _known(call, query["orderBy"], "orderBy"), down
    if query.get("sortBy"):
        return _known(call, query["sortBy"], "sortBy"), bool(query.get("descending"))
    return None, False


def _parsed(call: Call, text: str) -> tuple[str, bool]:
    """`+Field` or `-Field`; an unencoded plus arrives as a space and is refused."""
    if text[:1] not in {"+", "-"}:
        raise invalid({"sort": [f"The sort value '{text}' must start with + or -."]})
    return _known(call, text[1:], "sort"), text[0] == "-"


def _known(call: Call, wanted: str, parameter: str) -> str:
    names = call.route.operation.in_query.get(parameter, {}).get("sortFields")
    operation = call.route.operation
    if names is None:
        names = (
            call.box.shapes.keys(operation.module, operation.row)
            if operation.row
            else sorted(call.box.fields_of(call.route))
        )
    for name in names:
        if name.lower() == wanted.lower():
            return _field(call, str(name))
    raise invalid({parameter: [f"Cannot sort by '{wanted}'. Allowed: {', '.join(names)}."]})


def _field(call: Call, name: str) -> str:
    """The field a sort name means: `ID` is id, `CreatedBy` may be createdById."""
    fields = {field.lower(): field for field in call.box.fields_of(call.route)}
    known = (fields.get(f"{name}{ending}".lower()) for ending in ("", "Id", "On"))
    return next(filter(None, known), name[:1].lower() + name[1:])


def _comparable(value: Any) -> Any:
    if isinstance(value, str):
        return clock.key(value).lower()
    return value if isinstance(value, int | float) else None


def by_id(call: Call) -> Response:
    """One row, when it exists and belongs to the parents in the path."""
    check_parents(call)
    row = own_row(call)
    if any(value not in {None, row.get(name)} for name, value in call.query.items() if name in row):
        raise not_found("No row has this id and these values.")
    data = find(call, VALUES) if call.query.get(VALUES) else None
    if data and not data.test(row.get("externalData"), call.query[VALUES]):
        raise not_found("No row has this id and this external data.")
    answer, told = call.route.operation.answer, with_parts(call)
    row = told(row) if told else row
    if APPLICATION in call.route.operation.in_query:
        row = with_data_of(row, call.query.get(APPLICATION) or "")
    if answer is None or "ref" not in answer:
        return json_response(row)
    return json_response(call.box.shapes.cut(call.route.operation.module, answer["ref"])(row))


def own_key(call: Call, table: Table) -> Any:
    """The key of the row the path ends in."""
    name = call.route.own
    value = call.path[name] if name else None
    return value if value in table.at else None


def own_row(call: Call) -> dict[str, Any]:
    table = call.table
    key = own_key(call, table)
    row = table.get(key) if key is not None else None
    if row is None or not _belongs(call, row):
        raise not_found(
            f"{call.route.segments[0]} {call.path.get(call.route.own or '')} was not found."
        )
    return row


def _belongs(call: Call, row: dict[str, Any]) -> bool:
    for parameter, field in call.route.parents.items():
        if parameter != call.route.own and field in row and row[field] != call.path[parameter]:
            return False
    return True
