"""Coherent rows for the resources the company has no story for, from the schemas alone."""

import re
from collections.abc import Callable
from datetime import timedelta
from functools import cache
from typing import Any, Final
from zlib import crc32

from sandbox.servicetitan.company import Company, clock
from sandbox.servicetitan.company.ids import guid
from sandbox.servicetitan.facts import Facts, Node

Row = dict[str, Any]
Pick = Callable[[str, int], Any]
Look = Callable[[str, Any], Row]

# What an id field points to: field name (without `Id`/`Ids`) → table.
POINTS_TO: Final = {
    "customer": "crm/customers", "location": "crm/locations", "job": "jpm/jobs",
    "appointment": "jpm/appointments",
    "jobAppointment": "jpm/appointments", "technician": "settings/technicians",
    "employee": "settings/employees",
    "businessUnit": "settings/business-units", "invoice": "accounting/invoices",
    "estimate": "salestech/estimates", "estimateTemplate": "salestech/estimate-templates",
    "campaign": "marketing/campaigns", "jobType": "jpm/job-types",
    "membership": "memberships/memberships",
    "membershipType": "memberships/membership-types", "project": "jpm/projects",
    "vendor": "inventory/vendors",
    "warehouse": "inventory/warehouses", "truck": "inventory/trucks", "sku": "pricebook/services",
    "service": "pricebook/services",
    "material": "pricebook/materials", "equipment": "pricebook/equipment",
    "tagType": "settings/tag-types", "zone": "dispatch/zones",
    "team": "dispatch/teams", "taxZone": "accounting/tax-zones",
    "paymentType": "accounting/payment-types",
    "paymentTerm": "accounting/payment-terms", "payment": "accounting/payments",
    "callReason": "jbce/call-reasons",
    "lead": "crm/leads", "booking": "crm/bookings", "call": "telecom/calls", "form": "forms/forms",
    "payroll": "payroll/payrolls",
    "timesheetCode": "payroll/timesheet-codes", "activityCode": "payroll/activity-codes",
    "activityType": "timesheets/activity-types",
    "purchaseOrder": "inventory/purchase-orders", "inventoryLocation": "inventory/warehouses",
    "category": "pricebook/categories",
    "installedEquipment": "equipment-systems/installed-equipment",
    "createdBy": "settings/employees", "modifiedBy": "settings/employees",
    "assignedTo": "settings/employees", "reportedBy": "settings/employees",
    "soldBy": "settings/technicians",
    "recurringServiceType": "memberships/recurring-service-types",
    "recurringService": "memberships/recurring-services",
    "locationRecurringService": "memberships/recurring-services",
    "invoiceItem": "accounting/invoice-items",
    "sourceJob": "jpm/jobs", "role": "settings/user-roles", "glAccount": "accounting/gl-accounts",
    "contact": "crm/contacts",
    "createdById": "settings/employees", "mainZone": "dispatch/zones",
    "agent": "settings/employees", "relatedEntity": "crm/customers",
    "bill": "accounting/ap-bills", "apCredit": "accounting/ap-credits",
    "apPayment": "accounting/ap-payments", "creditMemo": "accounting/credit-memos",
    "inventoryBill": "accounting/inventory-bills", "deposit": "accounting/bank-deposits",
    "segment": "jpm/work-breakdown-structure/segments",
    "segmentItem": "jpm/work-breakdown-structure/segments/items",
    "generalLedgerAccount": "accounting/gl-accounts", "customerLocation": "crm/locations",
    "status": "jpm/project-statuses",
    "budgetCode": "jpm/work-breakdown-structure/budget-codes",
    "fromLocation": "inventory/warehouses", "toLocation": "inventory/warehouses",
    "scheduler": "scheduling-pro/schedulers",
}  # fmt: skip
# Numbers whose name does not end in Id, and what they name.
BARE: Final = {"appliedTo": "accounting/invoices", "categories": "pricebook/categories"}
STAFF: Final = "settings/employees"
# Plain text that holds an amount of money.
MONEY: Final = re.compile(
    r"(Amount|Total|Charge|Cost|Price)$|^(total|subTotal|balance|amount|cost|price|salesTax)$"
)
# Plain text that is one of a few words, where no filter of the list names them.
WORDS: Final = {"syncStatus": ("Pending", "Posted", "Exported")}
ADDRESS: Final = {
    "street": "12 Bay St",
    "unit": None,
    "city": "Tampa",
    "state": "FL",
    "zip": "33602",
    "country": "USA",
}
STAMPS: Final = {"createdOn", "modifiedOn"}  # feeds and filters need them
SHALLOW: Final = 2  # below this, what may be null is null
DEEPEST: Final = 5
ROWS: Final = 24


def points_to(field: str) -> str | None:
    """The table an id field refers to, if the name tells."""
    for ending in ("Ids", "Id"):
        if field.endswith(ending) and len(field) > len(ending):
            return table_of(field.removesuffix(ending))
    return None


def table_of(name: str) -> str | None:
    """The table of what a field is about; who did something is one of the staff."""
    found = POINTS_TO.get(name) or POINTS_TO.get(name[:1].lower() + name[1:])
    return found or (STAFF if name.endswith("By") else None)


def filter_words(facts: Facts, module: str, schema: str) -> dict[str, list[str]]:
    """Field of a row → the words that the lists of such rows accept in the filter on it."""
    found: dict[str, list[str]] = {}
    for operation in facts.modules[module].operations:
        for name, node in operation.in_query.items() if operation.row == schema else ():
            whole = facts.resolve(module, node)
            words = facts.resolve(module, whole.get("items", whole)).get("enum")
            for ending, instead in (("", ""), ("ses", "s"), ("s", "")):
                if words and name.endswith(ending):
                    found[name.removesuffix(ending) + instead] = words
    return found


class Samples:
    """Makes values from schema nodes; the same serial gives the same value."""

    def __init__(self, facts: Facts, company: Company, pick: Pick, look: Look) -> None:
        self.facts, self.company, self.pick, self.look = facts, company, pick, look
        self.words = cache(lambda module, schema: filter_words(facts, module, schema))

    def row(self, module: str, schema: str, serial: int, salt: str) -> Row:
        made = self.value(module, {"ref": schema}, "", serial, 0)
        row: Row = self._worded(module, schema, serial, made if isinstance(made, dict) else {})
        if "id" in row:
            textual = self.facts.properties(module, schema)["id"].get("type") == "string"
            key = self.identity(salt, serial)
            row["id"] = guid(key) if textual else key
        if row.get("active") is False:
            row["active"] = bool((serial + 1) % 8)
        # Lists filter on these also where their rows do not show them.
        stamps = {name: self._text({"format": "date-time"}, name, serial) for name in STAMPS}
        return stamps | row

    def _worded(self, module: str, schema: str, serial: int, row: Row) -> Row:
        """Text fields of few words hold one of those; a batch has one id."""
        properties = self.facts.properties(module, schema)
        for name, words in {**WORDS, **self.words(module, schema)}.items():
            node = self.facts.resolve(module, properties.get(name, {}))
            if row.get(name) is not None and node.get("type") == "string" and "enum" not in node:
                row[name] = words[serial % len(words)]
        if isinstance(row.get("externalData"), list):
            row["externalData"] = []  # belongs to an application, which nobody named yet
        if isinstance(row.get("batch"), dict):
            row["batch"]["number"] = str(row["batch"]["id"])
            row |= {"batchId": row["batch"]["id"]} if "batchId" in row else {}
        return row

    def identity(self, salt: str, serial: int) -> int:
        """An id in a band of its own per resource, between the reference rows and the customers."""
        return 20_000_000 + crc32(salt.encode()) % 190_000 * 100 + serial

    def value(self, module: str, node: Node, name: str, serial: int, depth: int) -> Any:
        whole = self.facts.resolve(module, node)
        optional = whole.get("nullable") and name not in STAMPS
        if optional and (depth > SHALLOW or (serial + crc32(name.encode())) % 5 == 0):
            return None
        if "enum" in whole:
            return whole["enum"][serial % len(whole["enum"])]
        if "oneOf" in whole:
            return self.value(module, whole["oneOf"][0], name, serial, depth + 1)
        if "properties" in whole:
            props = whole["properties"].items()
            made = {key: self.value(module, sub, key, serial, depth + 1) for key, sub in props}
            return self._named(name, serial, made) if depth else made
        return self._plain(module, whole, name, serial, depth)

    def _named(self, name: str, serial: int, made: Row) -> Row:
        """An object with an id and a name is about a row that exists, as it is called there."""
        table = table_of(name)
        key = self.pick(table, serial) if table and isinstance(made.get("id"), int) else 0
        if not table or not key:
            return made
        row = self.look(table, key)
        names = (f"{name}Number", "number", "referenceNumber", "accountNumber")
        number = next((str(row[field]) for field in names if row.get(field)), None)
        known = {"id": key, "name": row.get("name") or number, "number": number}
        return made | {field: value for field, value in known.items() if value and field in made}

    def _plain(self, module: str, node: Node, name: str, serial: int, depth: int) -> Any:
        made: dict[Any, Callable[[], Any]] = {
            "array": lambda: self._list(module, node, name, serial, depth),
            "string": lambda: self._text(node, name, serial),
            "integer": lambda: self._number(name, serial, node),
            "number": lambda: self._bounded(node, self._decimal(name, serial)),
            "boolean": lambda: name in {"active", "isActive"} or serial % 3 == 0,
        }
        return made.get(node.get("type"), dict)()

    def _list(self, module: str, node: Node, name: str, serial: int, depth: int) -> list[Any]:
        if depth > DEEPEST:
            return []
        return [self.value(module, node.get("items", {}), name, serial, depth + 1)]

    def _number(self, name: str, serial: int, node: Node) -> Any:
        table = points_to(name) or BARE.get(name)
        if table:
            return self.pick(table, serial)
        if name in {"year", "month"}:
            return self.company.now.year if name == "year" else serial % 12 + 1
        if name.endswith(("Id", "Ids")):
            return self.identity(name, serial)
        return self._bounded(node, serial % 50 + 1)

    def _decimal(self, name: str, serial: int) -> float:
        return serial % 5 + 1.0 if name == "rating" else serial % 40 * 12.5 + 5

    def _bounded(self, node: Node, value: Any) -> Any:
        low, high = node.get("minimum"), node.get("maximum")
        value = value if low is None else max(low, value)
        return value if high is None else min(high, value)

    def _text(self, node: Node, name: str, serial: int) -> str | None:
        form = node.get("format", "")
        moment = self.company.now - timedelta(
            hours=7 * serial + 1, minutes=crc32(name.encode()) % 50
        )
        if form == "date-time":
            back = timedelta(days=30) if name == "createdOn" else timedelta()
            return clock.stamp((moment - back).timestamp(), serial * 101 % 10_000_000)
        if form == "date":
            return moment.date().isoformat()
        if form == "guid":
            table = points_to(name)
            return str(self.pick(table, serial)) if table else guid(serial, crc32(name.encode()))
        shaped = {
            "duration": "01:30:00",
            "email": f"office{serial}@blueheron.example",
            "phone": f"813555{serial:04d}",
            "binary": "",
        }
        if form in shaped:
            return shaped[form]
        table = points_to(name)
        key = self.pick(table, serial) if table else None
        return key if isinstance(key, str) else self._said(node, name, serial)

    def _said(self, node: Node, name: str, serial: int) -> str:
        """Text without a format: an amount, who did it, part of an address, else its own name."""
        if name == "email":
            return f"office{serial}@blueheron.example"
        if MONEY.search(name):
            return f"{serial % 40 * 12.5 + 5:.2f}"
        if name.endswith("By"):
            return str(self.look(STAFF, self.pick(STAFF, serial)).get("name"))
        if name.endswith("Date"):
            return (self.company.now - timedelta(days=serial)).date().isoformat()
        if name in ADDRESS:
            return ADDRESS[name] or ""
        text = f"{name[:1].upper()}{name[1:]} {serial + 1}" if name else f"Value {serial + 1}"
        return text[: node.get("maxLength", 200)]
