"""Lines of a purchase order that goods are said to have arrived for."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.errors import ArgumentFault, ToolProblem
from tools.operations.lines import MOST_NAMED
from tools.operations.mirroring import operation_named
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

RECEIVING = "inventory_receive_purchase_order"
_ORDER = "inventory.purchase_orders:PurchaseOrders.get_purchase_order"
_LINE = "purchaseOrderItemId"


async def unordered(call: BoundCall, body: Any, deps: Deps) -> list[ArgumentFault]:
    """Lines that the named order lacks; in doubt, none."""
    if call.operation.key != RECEIVING or not isinstance(body, Mapping):
        return []
    named = {at: one[_LINE] for at, one in enumerate(body["items"]) if one.get(_LINE)}
    if not named:
        return []
    shown = operation_named(_ORDER).validate({"id": body["purchaseOrderId"]})
    try:
        order = await deps.st.send(shown)
    except ToolProblem:
        return []  # what cannot be looked at, ServiceTitan itself will judge
    lines = [row.get("id") for row in rows_of(order.get("items"))]
    words = f"allowed: a line of the purchase order: {', '.join(map(str, lines[:MOST_NAMED]))}"
    return [
        ArgumentFault(f"body.items[{at}].{_LINE}", str(key), words)
        for at, key in named.items()
        if key not in lines
    ]
