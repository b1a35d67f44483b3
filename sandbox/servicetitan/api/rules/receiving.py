"""Goods that arrive for a purchase order, whose lines count them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.rules.common import must_know, row_of
from sandbox.servicetitan.api.rules.records import cancel
from sandbox.servicetitan.api.writes import create, save

RECEIPTS: Final = "inventory/receipts"
ORDERS: Final = "inventory/purchase-orders"


def receive(call: Call) -> Response:
    must_know(call.box, ORDERS, [call.body["purchaseOrderId"]], "purchaseOrderId")
    told = create(call)
    _count(call.box, call.body["purchaseOrderId"], call.body["items"], 1)
    return told


def send_back(call: Call) -> Response:
    """A cancelled receipt counts no longer."""
    row = row_of(call, RECEIPTS)
    told: Response = cancel(RECEIPTS)(call)
    _count(call.box, row["purchaseOrderId"], row.get("items") or [], -1)
    return told


def _count(box: Box, order: int, arrived: Iterable[Row], sign: int) -> None:
    row = box.table(ORDERS).get(order)
    more: dict[Any, Decimal] = {}
    for one in arrived:
        key = one.get("purchaseOrderItemId")
        more[key] = more.get(key, Decimal()) + sign * _number(one.get("quantity"))
    if row and more.keys() & {item["id"] for item in row["items"]}:
        items = [_counted(item, more.get(item["id"], Decimal())) for item in row["items"]]
        save(box, ORDERS, row | {"items": items, "status": _state(row, items)})


def _counted(item: Row, more: Decimal) -> Row:
    there = max(_number(item.get("quantityReceived")) + more, Decimal())
    state = _of(there, _number(item.get("quantity")))
    return item | {"quantityReceived": float(there), "status": state}


def _of(there: Decimal, wanted: Decimal) -> str:
    if there <= 0:
        return "Pending"
    return "Received" if there >= wanted else "PartiallyReceived"


def _state(row: Row, items: list[Row]) -> str:
    states = {item["status"] for item in items}
    if states == {"Pending"}:
        return "Sent" if row.get("sentOn") else "Pending"
    return "Received" if states == {"Received"} else "PartiallyReceived"


def _number(value: Any) -> Decimal:
    return Decimal(str(value or 0))


RULES: Final = {
    f"POST {RECEIPTS}": receive,
    f"PATCH {RECEIPTS}/{{id}}/cancellation": send_back,
}
