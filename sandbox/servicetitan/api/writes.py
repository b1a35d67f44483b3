"""What POST, PUT, PATCH and DELETE do where no special rule says otherwise."""

from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.lists import check_parents, own_row
from sandbox.servicetitan.api.messages import (
    Response,
    invalid,
    json_response,
    not_found,
)
from sandbox.servicetitan.api.renamed import as_shown
from sandbox.servicetitan.api.store import Table
from sandbox.servicetitan.company.ids import guid

AUTHOR: Final = "createdById"
# Fields that a PATCH accepts with success and leaves as they are.
IGNORED: Final = {"pricebook/equipment": {"variationEquipment"}}
# Tables that can be written only where the tenant has a feature.
NEEDS: Final = {"payroll/jobs/timesheets": "job-timesheets"}
# Deleting removes these for good instead of making them inactive; their feeds alone tell it.
GONE_FOR_GOOD: Final = tuple(
    f"pricebook/{name}"
    for name in ("categories", "discounts-and-fees", "equipment", "materials", "services")
)
# A change of nothing but their items does not move the stamp.
TEMPLATES: Final = {"salestech/estimate-templates", "salestech/proposal-templates"}


# Whether custom field types that are sent replace the others or join them.
FIELDS_MODE: Final = "customFieldsUpdateMode"


def answer(call: Call, row: Row) -> Response:
    """The row in the shape the operation promises."""
    operation = call.route.operation
    node = operation.answer
    if node is None:
        return Response(operation.status)
    whole = call.box.facts.resolve(operation.module, node)
    if whole.get("type") == "integer":
        return json_response(row["id"], operation.status)
    if whole.get("type") == "array":
        rows = row if isinstance(row, list) else [row]
        return json_response(
            [shaped(call.box, operation.module, whole["items"], one) for one in rows],
            operation.status,
        )
    return json_response(shaped(call.box, operation.module, node, row), operation.status)


def shaped(box: Box, module: str, node: dict[str, Any], value: Any) -> Any:
    inner = box.shapes.inner(module, node)
    return inner(value) if inner else value


def save(box: Box, table: str | Table, row: Row, key: Any = None) -> Row:
    """Stores a changed row with a new modification stamp."""
    row["modifiedOn"] = box.stamp()
    held = box.table(table) if isinstance(table, str) else table
    if isinstance(row.get("customFields"), list):
        fields = [field for field in row["customFields"] if field]
        row["customFields"] = named_fields(box, held.name, fields)
    held.put(row, key, moment=box.now())
    return row


def named_fields(box: Box, table: str, fields: list[Row]) -> list[Row]:
    """Custom fields are written by type id and read with the type's name."""
    if all("name" in field for field in fields):
        return fields
    kinds = box.table(f"{table}/custom-fields")
    names = {key: (kinds.get(key) or {}).get("name") for key in kinds.at}
    return [{"name": names.get(field.get("typeId"), ""), **field} for field in fields]


def change(box: Box, table: str, key: Any, **fields: Any) -> Row:
    """Sets fields of an existing row."""
    row = box.table(table).get(key)
    if row is None:
        raise not_found()
    return save(box, table, row | fields, key)


def add(box: Box, table: str, **fields: Any) -> Row:
    """A new row with an id, stamps and the given fields."""
    row = {
        "id": box.new_id(),
        "active": True,
        "createdOn": box.stamp(),
        AUTHOR: box.pick("settings/employees", 1),
        **fields,
    }
    return save(box, table, row)


def merged(row: Row, body: Row) -> Row:
    """A row with the fields of a body; nested external data follows its patch mode."""
    fresh = dict(row)
    for name, value in body.items():
        if name == "externalData" and isinstance(value, dict):
            fresh[name] = _external(row.get(name) or [], value)
        elif isinstance(value, dict) and isinstance(row.get(name), dict):
            fresh[name] = {**row[name], **value}
        elif not (isinstance(row.get(name), dict) and isinstance(value, str | int)):
            fresh[name] = value
    return fresh


def _external(held: list[Row], sent: Row) -> list[Row]:
    """Replace drops the application's keys that were not sent; Merge keeps them."""
    application = str(sent.get("applicationGuid") or "").lower()
    own = [item for item in held if item.get("applicationGuid") == application]
    pairs = {item["key"]: item for item in own} if sent.get("patchMode") == "Merge" else {}
    for item in sent.get("externalData", []):
        fields = {"key": item["key"], "value": item.get("value")}
        pairs[item["key"]] = fields | {"applicationGuid": application}
    return [item for item in held if item not in own] + list(pairs.values())


def blank(box: Box, table: str) -> Row:
    """What a new row of a table says where nobody said anything; its id and stamps come later."""
    listing = box.listed.get(table)
    if listing is None or not listing.operation.row:
        return {}
    made: Row = box.shapes.cut(listing.operation.module, listing.operation.row)({})
    own = {box.table(table).key, "active", "createdOn", "modifiedOn", AUTHOR}
    # Another answer about the row may not let be null what the list does.
    return {name: value for name, value in made.items() if name not in own and value is not None}


def create(call: Call) -> Response:
    check_parents(call)
    body = call.body if isinstance(call.body, dict) else {}
    parents = {
        field: call.path[parameter]
        for parameter, field in call.route.parents.items()
        if parameter != call.route.own
    }
    told = as_shown(call.box, call.route.table, body)
    fields = {**blank(call.box, call.route.table), **merged({}, told), **parents}
    made = add(call.box, call.route.table, **fields, **own_id(call))
    return answer(call, made)


def own_id(call: Call) -> Row:
    """A GUID where the rows of a list are known by one."""
    listing, facts = call.box.listed.get(call.route.table), call.box.facts
    operation = listing.operation if listing else call.route.operation
    node = facts.properties(operation.module, operation.row).get("id", {})
    return {"id": guid(call.box.new_id())} if node.get("type") == "string" else {}


def emptied(call: Call, row: Row) -> Row:
    """A row as a PUT finds it: without the optional fields that could be sent."""
    operation, facts = call.route.operation, call.box.facts
    if operation.verb != "PUT" or not operation.body:
        return row
    fields = facts.resolve(operation.module, operation.body).get("properties", {})
    empty = {
        name: None
        for name, node in fields.items()
        if facts.resolve(operation.module, node).get("nullable") and name != call.table.key
    }
    gone = as_shown(call.box, call.route.table, empty)
    return {name: value for name, value in row.items() if name not in gone}


def update(call: Call) -> Response:
    """PATCH changes what was sent, PUT everything that can be sent."""
    row = emptied(call, own_row(call))
    body = call.body if isinstance(call.body, dict) else {}
    dropped = IGNORED.get(call.route.table, set())
    # The path says which row; an id in the body changes nothing.
    body = {name: value for name, value in body.items() if name not in {*dropped, call.table.key}}
    body = as_shown(call.box, call.route.table, body)
    if body.pop(FIELDS_MODE, None) == "Merge":
        kinds = [*row.get("customFieldTypeIds", []), *(body.get("customFieldTypeIds") or [])]
        body["customFieldTypeIds"] = list(dict.fromkeys(kinds))
    key = call.path[call.route.own or ""]
    if call.route.table in TEMPLATES and set(body) == {"items"}:
        call.table.put(row | body, key, moment=call.box.now())
        return answer(call, row | body)
    return answer(call, save(call.box, call.table, merged(row, body), key))


def delete(call: Call) -> Response:
    """Rows that can be inactive become so, as their feed must tell; others go."""
    row = own_row(call)
    key = call.path[call.route.own or ""]
    if call.route.table in GONE_FOR_GOOD:
        gone = row | {"active": False, "modifiedOn": call.box.stamp()}
        call.table.bury(gone, moment=call.box.now())
    elif "active" in row and call.box.shows_activity(call.route.table):
        save(call.box, call.table, row | {"active": False}, key)
    else:
        call.table.remove(key)
    return answer(call, {"id": key, "message": "Deleted"})


def act(call: Call) -> Response:
    """An action on the row above: known fields are merged into it and its stamp moves."""
    check_parents(call)
    box, body = call.box, call.body if isinstance(call.body, dict) else {}
    fields: Row = {}
    for parameter, table in reversed(call.route.parent_tables.items()):
        key = call.path[parameter]
        row = box.table(table).get(key) if box.knows(table) else None
        if row is not None:
            body = as_shown(box, table, body)
            known = {name: value for name, value in body.items() if name in row}
            fields = save(box, table, row | known, key)
            break
    return answer(call, {**fields, **body, "id": fields.get("id") or box.new_id(), "success": True})


def must_have(box: Box, feature: str) -> None:
    """A feature the tenant lacks is a bad request, not a missing path."""
    if feature in box.settings.off:
        raise invalid({"": [f"The feature {feature} is not enabled for this tenant."]})


def general(call: Call) -> Response:
    """Create, update, delete or act, as the verb and the path tell."""
    verb, route = call.route.operation.verb, call.route
    known = call.box.knows(route.table)
    if route.table in NEEDS:
        must_have(call.box, NEEDS[route.table])
    if isinstance(call.body, list) or route.segments[-1] in {
        "markasexported",
        "custom-fields",
        "status",
    }:
        return acknowledge(call)
    if verb == "POST":
        return create(call) if known and not route.own else act(call)
    if route.own and known:
        return delete(call) if verb == "DELETE" else update(call)
    return act(call)


def acknowledge(call: Call) -> Response:
    """Bulk calls answer one result per item."""
    check_parents(call)
    body = call.body if isinstance(call.body, list) else [call.body or {}]
    rows = [
        {**item, "success": True, "errorMessage": None} if isinstance(item, dict) else {}
        for item in body
    ]
    node = call.route.operation.answer
    whole = call.box.facts.resolve(call.route.operation.module, node) if node else {}
    return answer(call, rows if whole.get("type") == "array" else (rows[0] if rows else {}))  # type: ignore[arg-type]
