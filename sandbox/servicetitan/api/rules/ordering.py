"""Purchase orders: numbered, summed, and told what their lines are of."""

from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.references import GOODS
from sandbox.servicetitan.api.rules.common import row_of, rows_where
from sandbox.servicetitan.api.rules.money import money
from sandbox.servicetitan.api.writes import create, save, update

ORDERS: Final = "inventory/purchase-orders"
KINDS: Final = {table: table.rpartition("/")[2].removesuffix("s").title() for table in GOODS}


def order(call: Call) -> Response:
    told = create(call)
    row = newest(call.box, ORDERS)
    save(call.box, ORDERS, summed(call, row | {"number": _number(call.box, row)}, {}))
    return told


def reorder(call: Call) -> Response:
    """Lines that were sent replace the others; of one that stays is kept what was not sent."""
    held = {one["id"]: one for one in row_of(call, ORDERS).get("items") or []}
    told = update(call)
    save(call.box, ORDERS, summed(call, row_of(call, ORDERS), held))
    return told


def newest(box: Box, table: str) -> Row:
    """The row that was made last."""
    held = box.table(table)
    return held.get(held.ids[-1]) or {}


def summed(call: Call, row: Row, held: dict[Any, Row]) -> Row:
    """An order with whole lines, which its total is the sum of, where lines were sent."""
    ship = call.body.get("shipTo") or {}
    where = {"shipTo": ship["address"]} if ship.get("address") else {}
    if not call.body.get("items"):
        return row | where
    lines = [_line(call.box, one, held.get(one["id"], {})) for one in row["items"]]
    total = float(sum(money(one["total"]) for one in lines))
    return row | where | {"items": lines, "total": total, "status": row.get("status") or "Pending"}


def _line(box: Box, sent: Row, held: Row) -> Row:
    moment = box.stamp()
    own = {"createdOn": moment, "quantityReceived": 0.0, "status": "Pending", "chargeable": True}
    known = {name: value for name, value in sent.items() if value is not None}
    made = own | {"skuType": _kind(box, sent.get("skuId"))} | held | known
    made["total"] = float(money(made.get("quantity")) * money(made.get("cost")))
    return held if made == held else made | {"modifiedOn": moment}


def _kind(box: Box, sku: int | None) -> str:
    return next((kind for table, kind in KINDS.items() if sku in box.table(table).at), "")


def _number(box: Box, row: Row) -> str:
    """That of its job, with how many orders the job has; else its own."""
    job = box.table("jpm/jobs").get(row.get("jobId"))
    if job is None:
        return str(row["id"])
    return f"{job['jobNumber']}-{len(rows_where(box, ORDERS, 'jobId', job['id'])):03}"


RULES: Final = {f"POST {ORDERS}": order, f"PATCH {ORDERS}/{{id}}": reorder}
