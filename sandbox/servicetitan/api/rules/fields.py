"""Custom fields of many rows at once, by the name of the field."""

from typing import Final

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.messages import Response, invalid
from sandbox.servicetitan.api.writes import save

LISTS: Final = {
    "accounting": (
        "ap-bills", "ap-credits", "ap-payments", "credit-memos", "inventory-bills", "invoices",
        "payments",
    ),
    "inventory": ("adjustments", "receipts", "returns", "transfers", "vendors"),
}  # fmt: skip


def set_fields(call: Call) -> Response:
    """All of them or, when one row is unknown, none."""
    table = call.box.table(call.route.table.removesuffix("/custom-fields"))
    unknown = {
        f"operations[{n}].objectId": [f"{sent['objectId']} was not found."]
        for n, sent in enumerate(call.body["operations"])
        if sent["objectId"] not in table.at
    }
    if unknown:
        raise invalid(unknown)
    for sent in call.body["operations"]:
        row = table.get(sent["objectId"]) or {}
        save(call.box, table, row | {"customFields": written(row, sent["customFields"])})
    return Response()


def written(row: Row, sent: list[Row]) -> list[Row]:
    """What the row had, with the fields that were sent in place of those of the same name."""
    held = {field["name"]: field for field in row.get("customFields") or [] if field}
    for field in sent:
        name = field["name"]
        held[name] = {**held.get(name, {}), "name": name, "value": field.get("value")}
    return list(held.values())


RULES = {
    f"PATCH {module}/{name}/custom-fields": set_fields
    for module, names in LISTS.items()
    for name in names
}
