"""Fields that are sent under one name and shown under another."""

from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Row

NAMES: Final[dict[str, dict[str, str]]] = {
    "accounting/credit-memos": {"summary": "description"},
    "inventory/receipts": {
        "dateReceived": "receivedOn", "tax": "taxAmount", "shipping": "shippingAmount",
    },
    "inventory/returns": {"tax": "taxAmount", "shipping": "shippingAmount"},
    "inventory/trucks": {"templateId": "inventoryTemplateId"},
    "inventory/vendors": {
        "taxRate": "defaultTaxRate", "restrictedMobileCreation": "isMobileCreationRestricted",
    },
    "settings/employees": {"login": "loginName"},
    "settings/technicians": {"login": "loginName"},
}  # fmt: skip
# What is named by its id and shown as an object → the table it is in.
OBJECTS: Final[dict[str, dict[str, str]]] = {
    "marketing/campaigns": {"categoryId": "marketing/categories"},
    "equipment-systems/installed-equipment": {"equipmentTypeId": "equipment-systems/types"},
}  # fmt: skip
CONTACT: Final = ("firstName", "lastName", "phone", "email", "fax")


def as_shown(box: Box, table: str, body: Row) -> Row:
    """The fields of a body in the words of the record."""
    names, objects = NAMES.get(table, {}), OBJECTS.get(table, {})
    made = {names.get(name, name): value for name, value in body.items() if name not in objects}
    made |= {name.removesuffix("Id"): _named(box, place, body[name])
             for name, place in objects.items() if body.get(name)}  # fmt: skip
    if table == "inventory/vendors":
        contact = {name: made.pop(name) for name in CONTACT if name in made}
        made |= {"contactInfo": contact} if contact else {}
    return made


def _named(box: Box, table: str, key: Any) -> Row:
    row = (box.table(table).get(key) or {}) if box.knows(table) else {}
    return {"id": key, "name": row.get("name") or "", "active": row.get("active", True)}
