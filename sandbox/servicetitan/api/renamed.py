"""Fields that are sent under one name and shown under another."""

from typing import Any, Final

from sandbox.servicetitan.api import references
from sandbox.servicetitan.api.box import Box, Row
from sandbox.servicetitan.facts import Node

NAMES: Final[dict[str, dict[str, str]]] = {
    "accounting/credit-memos": {"summary": "description"},
    "accounting/invoices": {"number": "referenceNumber", "invoicedOn": "invoiceDate"},
    "inventory/purchase-orders": {"vendorInvoiceNumber": "vendorDocumentNumber", "memo": "summary"},
    "inventory/receipts": {
        "dateReceived": "receivedOn", "tax": "taxAmount", "shipping": "shippingAmount",
        "vendorDocumentNumber": "vendorInvoiceNumber",
    },
    "inventory/returns": {"tax": "taxAmount", "shipping": "shippingAmount"},
    "inventory/trucks": {"templateId": "inventoryTemplateId"},
    "inventory/vendors": {
        "taxRate": "defaultTaxRate", "restrictedMobileCreation": "isMobileCreationRestricted",
    },
    "settings/employees": {"login": "loginName"},
    "settings/technicians": {"login": "loginName"},
}  # fmt: skip
CONTACT: Final = ("firstName", "lastName", "phone", "email", "fax")
A_DAY: Final = len("2026-01-05")
SKU: Final = {"skuName": "displayName", "name": "displayName", "skuCode": "code", "code": "code",
              "description": "description"}  # fmt: skip
EQUIPMENT: Final = "equipment-systems/installed-equipment"


def fields_of(box: Box, table: str) -> tuple[str, dict[str, Node]]:
    """The module and the fields of a table's rows, as its list shows them."""
    listing = box.listed.get(table)
    operation = listing.operation if listing else None
    row = operation.row if operation else None
    module = operation.module if operation else ""
    return module, box.facts.properties(module, row) if row else {}


def as_shown(box: Box, table: str, body: Row) -> Row:
    """The fields of a body in the words of the record."""
    names, (module, fields) = NAMES.get(table, {}), fields_of(box, table)
    made: Row = {}
    for sent, value in body.items():
        name = names.get(sent, sent)
        told = shown_as(box, module, fields, table, name, value)
        made |= told or {name: value}
    return made | grouped(box, table, body)


def shown_as(
    box: Box, module: str, fields: dict[str, Node], table: str, name: str, value: Any
) -> Row:
    """`customerId` is shown as the customer, where rows have one; new items get ids."""
    stem = name.removesuffix("Id")
    if name not in fields and stem != name and stem in fields:
        node = box.facts.resolve(module, fields[stem])
        known = {stem: _named(box, references.of(table, name), node, value)}
        return {} if "enum" in node else known
    node = box.facts.resolve(module, fields.get(name, {}))
    if node.get("format") == "date-time" and isinstance(value, str) and len(value) == A_DAY:
        return {name: f"{value}T00:00:00Z"}
    if node.get("type") != "array":
        return {}
    item = box.facts.resolve(module, node.get("items", {}))
    if isinstance(value, dict) and {"name", "value"} <= set(item.get("properties", {})):
        return {name: [{"name": key, "value": text} for key, text in value.items()]}
    tables = references.of(table, name)
    shown = [_item(box, tables, item, one) for one in value] if isinstance(value, list) else value
    return {name: shown}


def _named(box: Box, tables: references.Tables, node: Node, key: Any) -> Any:
    """What is named by its id as an object with its name, or as its name alone."""
    if not key:
        return None
    rows = (box.table(table).get(key) for table in tables)
    row = next(filter(None, rows), {})
    name = row.get("name") or ""
    if "properties" not in node:
        return name
    number = next((row[field] for field in ("number", "jobNumber") if row.get(field)), None)
    told = {"id": key, "name": name, "number": number, "active": row.get("active", True)}
    return {field: told[field] for field in node["properties"] if field in told}


def _item(box: Box, tables: references.Tables, node: Node, item: Any) -> Any:
    """An item of a list: named where it came as an id, an id where it came with more.

    An object gets an id of its own and is told what its SKU is called.
    """
    fields = node.get("properties", {})
    if not isinstance(item, dict):
        return _named(box, tables, node, item) if fields and isinstance(item, int) else item
    if node.get("type") == "integer":
        return item.get("skuId")
    made = dict(item)
    if fields.get("id", {}).get("type") == "integer" and not made.get("id"):
        made["id"] = box.new_id()
    goods = (box.table(table).get(made["skuId"]) for table in references.GOODS if "skuId" in made)
    sku = next(filter(None, goods), {})
    known = {name: sku.get(own) for name, own in SKU.items() if name in fields and sku.get(own)}
    return known | made


def grouped(box: Box, table: str, body: Row) -> Row:
    """Several fields of a body that the record shows as one."""
    made: Row = {}
    if table == "inventory/vendors":
        contact = {name: body[name] for name in CONTACT if name in body}
        made |= {"contactInfo": contact} if contact else {}
    if table in {"settings/employees", "settings/technicians"} and body.get("roleId"):
        made["roleIds"] = [body["roleId"]]
    if table == EQUIPMENT and "equipmentTypeId" in body:
        kind = box.look("equipment-systems/equipment-types", body["equipmentTypeId"])
        made["type"] = {"id": kind["id"], "name": kind["name"]} if kind else None
    if table == EQUIPMENT and body.get("tagTypeIds") is not None:
        tags = box.table("settings/tag-types")
        rows = [tags.get(key) or {} for key in body["tagTypeIds"]]
        made["tags"] = [
            {"id": box.new_id(), "typeId": row["id"], "typeName": row["name"],
             "code": row.get("code"), "color": row.get("color")}
            for row in rows
        ]  # fmt: skip
    return made
