"""Acknowledging an accounting sync: rows become exported, unknown ids are told one by one."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.messages import Response, invalid, json_response
from sandbox.servicetitan.api.writes import change

# Resource → the field of a result that holds its id, and the one in a body that lists ids.
ID_FIELDS: Final = {
    "ap-bills": ("billId", "billIds"),
    "ap-credits": ("apCreditId", ""),
    "ap-payments": ("apPaymentId", ""),
    "bank-deposits": ("id", "ids"),
    "credit-memos": ("creditMemoId", ""),
    "inventory-bills": ("inventoryBillId", "inventoryBillIds"),
    "invoices": ("invoiceId", ""),
}


def wanted(body: Any, field: str, listed: str) -> list[Row]:
    """What was sent, one item per id."""
    if isinstance(body, list):
        return body
    if not body.get(listed):
        raise invalid({listed: ["At least one id is required."]})
    return [{field: key} for key in body[listed]]


def exported(resource: str) -> Callable[[Call], Response]:
    field, listed = ID_FIELDS[resource]

    def handler(call: Call) -> Response:
        table = call.box.table(f"accounting/{resource}")
        results = []
        for item in wanted(call.body, field, listed):
            known = item[field] in table.at
            if known:
                fields = {"syncStatus": "Exported", "exportId": item.get("externalId")}
                change(call.box, table.name, item[field], **fields)
            message = None if known else f"{field} {item[field]} does not exist."
            results.append({field: item[field], "success": known, "errorMessage": message})
        return json_response(results) if call.route.operation.answer else Response()

    return handler


RULES = {f"POST accounting/{name}/markasexported": exported(name) for name in ID_FIELDS}
