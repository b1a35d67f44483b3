"""Fields that ServiceTitan takes under one name and shows under another."""

from collections.abc import Iterable, Mapping
from typing import Any

from tools.servicetitan.operation import Operation

Rows = tuple[str, Mapping[str, str]]
"""Where rows are shown, and each field of a sent row → its place in a shown one."""

NOTE = {"pinToTop": "isPinned"}
_ACCOUNT = {"login": "loginName", "roleId": "roleIds.0"}
_AMOUNTS = {"tax": "taxAmount", "shipping": "shippingAmount"}

LINES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("accounting", "items"): {
        "unitPrice": "price",
        "isAddOn": "addOn",
        "itemGroupName": "itemGroup.name",
        "itemGroupRootId": "itemGroup.rootId",
    },
    ("salestech", "items"): {
        "skuId": "sku.id",
        "skuName": "sku.name",
        "displayName": "sku.displayName",
        "quantity": "qty",
        "unitPrice": "unitRate",
    },
}
"""API module and list of lines → field of a sent line → its place in a shown one."""
SHOWN_AS: Mapping[tuple[str, str], Mapping[str, str | Rows]] = {
    ("accounting", "credit_memos"): {"summary": "description"},
    ("accounting", "invoices"): {
        "number": "referenceNumber",
        "typeId": "invoiceType.id",
        "invoicedOn": "invoiceDate",
        "subtotal": "subTotal",
        "tax": "salesTax",
        "royaltyStatus": "royalty.status",
        "royaltyDate": "royalty.date",
        "royaltySentOn": "royalty.sentOn",
        "royaltyMemo": "royalty.memo",
        "items": ("items", LINES["accounting", "items"]),
    },
    ("accounting", "payments"): {
        "amount": "total",
        "paidOn": "date",
        "status": "syncStatus",
        "splits": (
            "appliedTo",
            {
                "invoiceId": "appliedTo",
                "invoiceNumber": "appliedToReferenceNumber",
                "amount": "appliedAmount",
            },
        ),
    },
    ("accounting", "journal_entries"): {"lines": ("lines", {})},
    ("crm", "descriptions"): {"descriptionId": "id"},
    ("crm", "customers"): NOTE,
    ("crm", "leads"): NOTE,
    ("crm", "locations"): NOTE,
    ("jpm", "job_notes"): NOTE,
    ("jpm", "projects"): NOTE,
    ("equipment-systems", "installed_equipment"): {
        "equipmentTypeId": "type.id",
        "tagTypeIds": "tags.typeId",
    },
    ("inventory", "receipts"): {"dateReceived": "receivedOn", **_AMOUNTS},
    ("inventory", "returns"): _AMOUNTS,
    ("inventory", "trucks"): {"templateId": "inventoryTemplateId"},
    ("inventory", "vendors"): {
        "restrictedMobileCreation": "isMobileCreationRestricted",
        "taxRate": "defaultTaxRate",
        **{
            name: f"contactInfo.{name}"
            for name in ("firstName", "lastName", "phone", "email", "fax")
        },
    },
    ("pricebook", "materials_markup"): {
        name: f"data.{name}" for name in ("id", "from", "to", "percent")
    },
    ("salestech", "estimates"): {
        "items": ("items", LINES["salestech", "items"]),
    },
    ("settings", "employees"): _ACCOUNT,
    ("settings", "technicians"): _ACCOUNT,
    ("telecom", "calls"): {
        "callType": "leadCall.callType",
        "campaignId": "leadCall.campaign.id",
        "agentId": "leadCall.agent.id",
        "reason": "leadCall.reason",
        "customer": "leadCall.customer",
    },
    ("task-management", "tasks"): {"reportedDate": "reportedOn"},
}
"""API module and resource → field that is sent → where it is shown; in a list, of each row."""
PARTS: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("inventory", "purchase_orders"): {"shipTo": "address"},
}
"""API module and resource → object that is sent → the part of it that stands for it in a record."""


def line_as_sent(operation: Operation, lines: str, row: Mapping[str, Any]) -> Mapping[str, Any]:
    """A line of a record with its fields also under the names they are sent by."""
    return _row(row, LINES.get((operation.module, lines), {}))


def as_sent(operation: Operation, record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The record with its fields also under the names they are sent by."""
    renamed = SHOWN_AS.get((operation.module, operation.resource), {})
    shown = {name: _shown(record, place) for name, place in renamed.items()}
    told = {name: one for name, one in shown.items() if one is not _HIDDEN}
    whole = {name: {part: record[name]} for name, part in _parts(operation) if record.get(name)}
    return {**_named(record), **record, **told, **whole}


def without_parts(
    operation: Operation, sent: Mapping[str, Any]
) -> tuple[Mapping[str, Any], list[str]]:
    """What is sent without what has no place in a record, and the names of that."""
    kept, hidden = dict(sent), list[str]()
    for name, part in _parts(operation):
        if isinstance(whole := sent.get(name), Mapping):
            kept[name] = {one: value for one, value in whole.items() if one == part}
            hidden += [f"{name}.{one}" for one in whole if one != part]
    return kept, hidden


def _parts(operation: Operation) -> Iterable[tuple[str, str]]:
    return PARTS.get((operation.module, operation.resource), {}).items()


def naming_nothing(operation: Operation, sent: Mapping[str, Any], record: Any) -> Mapping[str, Any]:
    """Ids that were sent as 0 or null, which name nothing, where the record shows nothing too."""
    renamed = SHOWN_AS.get((operation.module, operation.resource), {})
    empty = (name for name, value in sent.items() if name.endswith("Id") and not value)
    places = {name: renamed.get(name, f"{name.removesuffix('Id')}.id") for name in empty}
    return {name: sent[name] for name, place in places.items() if _no_id(record, name, place)}


def _no_id(record: Mapping[str, Any], name: str, place: str | Rows) -> bool:
    """Whether a record shows an id, or the object that has it, as absent."""
    if name in record:
        return not record[name]
    return isinstance(place, str) and _at(record, place.removesuffix(".id")) is None


_HIDDEN = object()


def _named(record: Mapping[str, Any]) -> Mapping[str, Any]:
    """The ids of what a record shows as objects, under the names that ids are sent by."""
    objects = {name: one for name, one in record.items() if isinstance(one, Mapping)}
    return {f"{name}Id": one["id"] for name, one in objects.items() if "id" in one}


def _shown(record: Mapping[str, Any], place: str | Rows) -> Any:
    if isinstance(place, str):
        return _at(record, place)
    name, fields = place
    rows = record.get(name, _HIDDEN)
    if not isinstance(rows, list):
        return rows
    return [_row(row, fields) if isinstance(row, Mapping) else row for row in rows]


def _row(row: Mapping[str, Any], fields: Mapping[str, str]) -> Mapping[str, Any]:
    shown = {name: _at(row, place) for name, place in fields.items()}
    told = {name: one for name, one in shown.items() if one is not _HIDDEN}
    return {**_named(row), **row, **told}


def _at(record: Mapping[str, Any], place: str) -> Any:
    """What a dotted path leads to; hidden where a part of it is not shown.

    A 0 leads to the only one of a list: which of several was meant, nothing tells.
    """
    part, _, rest = place.partition(".")
    if part not in record:
        return _HIDDEN
    found = record[part]
    if not rest:
        return found
    if rest == "0":
        return found[0] if isinstance(found, list) and len(found) == 1 else _HIDDEN
    if isinstance(found, list):
        return [_at(row, rest) for row in found if isinstance(row, Mapping)]
    return _at(found, rest) if isinstance(found, Mapping) else _HIDDEN
