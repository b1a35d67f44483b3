"""Goods that arrive for a purchase order, whose lines count them."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.rules.common import must_know, row_of, rows_where
from sandbox.servicetitan.api.rules.ordering import ORDERS, newest
from sandbox.servicetitan.api.rules.records import cancel
from sandbox.servicetitan.api.writes import create, save

RECEIPTS: Final = "inventory/receipts"
TAKEN_OVER: Final = (
    "vendorId", "jobId", "businessUnitId", "technicianId", "inventoryLocationId", "shipTo",
)  # fmt: skip


def receive(call: Call) -> Response:
    must_know(call.box, ORDERS, [call.body["purchaseOrderId"]], "purchaseOrderId")
    told = create(call)
    box = call.box
    save(box, RECEIPTS, _whole(box, newest(box, RECEIPTS)))
    _count(call.box, call.body["purchaseOrderId"], call.body["items"], 1)
    return told


def send_back(call: Call) -> Response:
    """A cancelled receipt counts no longer."""
    row = row_of(call, RECEIPTS)
    told: Response = cancel(RECEIPTS)(call)
    _count(call.box, row["purchaseOrderId"], row.get("items") or [], -1)
    return told


def _whole(box: Box, row: Row) -> Row:
    """A receipt with what its order says: whose goods, for what, where they went."""
    order = box.table(ORDERS).get(row["purchaseOrderId"]) or {}
    given = {name: order.get(name) for name in TAKEN_OVER if not row.get(name)}
    came = rows_where(box, RECEIPTS, "purchaseOrderId", order.get("id"))
    cost = sum(
        _number(one.get("quantity")) * _number(one.get("cost")) for one in row.get("items") or []
    )
    own = {"number": f"{order.get('number')}-R{len(came)}", "receiptAmount": float(cost)}
    return row | given | own


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
