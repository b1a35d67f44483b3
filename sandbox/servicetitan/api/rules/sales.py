"""Estimates: writing, selling, unselling, dismissing, and their items."""

from decimal import Decimal

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, not_found
from sandbox.servicetitan.api.rules.common import must_know, row_of
from sandbox.servicetitan.api.writes import add, answer, change, save
from sandbox.servicetitan.company.ids import fixed

ESTIMATES, ITEMS = "salestech/estimates", "salestech/estimates/items"
STATUS = {"Open": 0, "Sold": 1, "Dismissed": 2}
SKU_TABLES = ("pricebook/services", "pricebook/materials", "pricebook/equipment")


def status(name: str) -> Row:
    return {"value": STATUS[name], "name": name}


def sku_of(box: Box, key: int | None, name: str | None = None) -> Row:
    """A pricebook item by id, or by code or display name."""
    for table in SKU_TABLES:
        held = box.table(table)
        for place in held.places():
            row = {"code": "", "displayName": "", **held.read(place)}
            called = name and name in {row["code"], row["displayName"]}
            if row["id"] == key or (key is None and called):
                return {**row, "type": table.rsplit("/", 1)[1].removesuffix("s").title()}
    raise conflict(f"The SKU {key or name} does not exist." if key or name else "No SKU is named.")


def item_of(box: Box, body: Row, held: Row | None = None) -> Row:
    """An estimate line from what was sent, over what it was."""
    held = held or {}
    sku = held.get("sku") or _sku(sku_of(box, body.get("skuId"), body.get("skuName")))
    quantity = Decimal(str(body.get("quantity") or held.get("qty") or 1))
    rate = Decimal(
        str(
            body["unitPrice"]
            if body.get("unitPrice") is not None
            else held.get("unitRate", sku.get("price", 0))
        )
    )
    cost = Decimal(str(body.get("unitCost") or held.get("unitCost") or 0))
    moment = box.stamp()
    return {
        "id": box.new_id(), "createdOn": moment, "skuAccount": "Sales", "itemGroupName": "",
        "description": sku["displayName"],
        **held, **({"description": body["description"]} if body.get("description") else {}),
        "sku": sku, "qty": float(quantity), "unitRate": float(rate),
        "total": float((quantity * rate).quantize(Decimal("0.01"))),
        "unitCost": float(cost), "totalCost": float(quantity * cost), "modifiedOn": moment,
        "chargeable": True,
    }  # fmt: skip


def _sku(row: Row) -> Row:
    names = {
        "id": row["id"],
        "name": row["code"],
        "displayName": row["displayName"],
        "type": row["type"],
        "price": row["price"],
    }
    account = {"generalLedgerAccountId": 0, "generalLedgerAccountName": "Sales"}
    return {**names, "soldHours": row.get("hours", 0), **account, "modifiedOn": row["modifiedOn"]}


def store(box: Box, estimate: Row, items: list[Row]) -> Row:
    """Saves an estimate with its lines; the subtotal is their exact sum."""
    table = box.table(ITEMS)
    for gone in {item["id"] for item in estimate.get("items") or []} - {
        item["id"] for item in items
    }:
        table.remove(gone)
    for item in items:
        table.put({**item, "estimateId": estimate["id"], "active": True}, moment=box.now())
    subtotal = sum((Decimal(str(item["total"])) for item in items), Decimal())
    return save(box, ESTIMATES, estimate | {"items": items, "subtotal": float(subtotal)})


def create_estimate(call: Call) -> Response:
    box, body = call.box, call.body
    job = box.table("jpm/jobs").get(body.get("jobId")) or {}
    fields = {
        name: value
        for name, value in body.items()
        if name not in {"items", "status", "useDefaultProjectLabels"}
    }
    place = {
        "locationId": job.get("locationId"),
        "customerId": job.get("customerId"),
        "jobNumber": job.get("jobNumber"),
    }
    unit: Row = {
        "businessUnitId": job.get("businessUnitId"),
        "isRecommended": False,
        "isChangeOrder": False,
        "externalLinks": [],
    }
    estimate = add(
        box,
        ESTIMATES,
        **{"reviewStatus": "None", "tax": 0.0, **unit, **place, **fields},
        status=status(body.get("status") or "Open"),
    )
    estimate = store(box, estimate, [item_of(box, item) for item in body.get("items") or []])
    if job:
        change(
            box, "jpm/jobs", job["id"], estimateIds=[*job.get("estimateIds", []), estimate["id"]]
        )
    return answer(call, estimate)


def update_estimate(call: Call) -> Response:
    box, body, estimate = call.box, call.body, row_of(call, ESTIMATES)
    fields = {
        name: value
        for name, value in body.items()
        if name not in {"items", "status", "useDefaultProjectLabels"}
    }
    if body.get("status"):
        fields["status"] = status(body["status"])
    held = {item["id"]: item for item in estimate.get("items") or []}
    sent = body.get("items")
    items = (
        list(held.values())
        if sent is None
        else [item_of(box, item, held.get(item.get("id"))) for item in sent]
    )
    return answer(call, store(box, estimate | fields, items))


def put_item(call: Call) -> Response:
    """One line per call: with an id it changes, without it adds."""
    box, body, estimate = call.box, call.body, row_of(call, ESTIMATES)
    items = {item["id"]: item for item in estimate.get("items") or []}
    if body.get("id") and body["id"] not in items:
        raise not_found(f"Item {body['id']} was not found.")
    item = item_of(box, body, items.get(body.get("id")))
    items[item["id"]] = item
    store(box, estimate, list(items.values()))
    return answer(call, item)


def delete_item(call: Call) -> Response:
    estimate = row_of(call, ESTIMATES)
    items = [item for item in estimate.get("items") or [] if item["id"] != call.path["itemId"]]
    if len(items) == len(estimate.get("items") or []):
        raise not_found(f"Item {call.path['itemId']} was not found.")
    store(call.box, estimate, items)
    return Response()


def state_of(estimate: Row) -> str:
    return str((estimate.get("status") or {}).get("name"))


def sell(call: Call) -> Response:
    box, estimate, seller = call.box, row_of(call, ESTIMATES), call.body["soldBy"]
    if state_of(estimate) == "Sold":
        raise conflict("The estimate is already sold.")
    must_know(box, "settings/technicians", [seller], "soldBy")
    if not (box.table("settings/technicians").get(seller) or {}).get("isManagedTech"):
        raise conflict(f"soldBy {seller} is not a managed technician.")
    sold = estimate | {"status": status("Sold"), "soldOn": box.stamp(), "soldBy": seller}
    sold["signed"] = False  # whoever sells over the API has no signature
    if estimate.get("jobId") in box.table("jpm/jobs").at:
        change(box, "jpm/jobs", estimate["jobId"], soldById=seller)
    return answer(call, save(box, ESTIMATES, sold))


def signed(estimate: Row) -> bool:
    """Whether the customer signed; of the company's own sales, those with an even id."""
    return bool(estimate.get("signed", estimate["id"] % 2 == 0))


def booked(box: Box, estimate: Row) -> bool:
    """Whether the sold work became a job of its own."""
    return bool(box.table("jpm/jobs").places_with(("createdFromEstimateId",), [estimate["id"]]))


def kept_sold(box: Box, estimate: Row) -> str | None:
    """Why an estimate cannot be unsold."""
    if state_of(estimate) != "Sold":
        return "The estimate is not sold."
    if signed(estimate):
        return "A signed estimate cannot be unsold."
    if booked(box, estimate):
        return "The work of the estimate is already booked."
    return None


def unsell(call: Call) -> Response:
    estimate = row_of(call, ESTIMATES)
    if reason := kept_sold(call.box, estimate):
        raise conflict(reason)
    save(call.box, ESTIMATES, estimate | {"status": status("Open"), "soldOn": None, "soldBy": None})
    return Response()


def dismiss(call: Call) -> Response:
    estimate = row_of(call, ESTIMATES)
    if state_of(estimate) != "Open":
        raise conflict(f"An estimate that is {state_of(estimate)} cannot be dismissed.")
    save(call.box, ESTIMATES, estimate | {"status": status("Dismissed")})
    return Response()


def proposal_types(call: Call) -> Response:
    """Two kinds, one of which nobody uses any more."""
    wanted = {"False": (False,), "Any": (True, False)}.get(str(call.query.get("active")), (True,))
    rows = [
        {"id": fixed("proposal-type", n), "name": name, "active": active, "isDefault": active,
         "isSystemDefault": active, "options": []}
        for n, (name, active) in enumerate((("Good, better, best", True), ("Single", False)))
        if active in wanted
    ]  # fmt: skip
    return answer(call, {"data": rows})


RULES = {
    "GET salestech/proposal-types": proposal_types,
    "POST salestech/estimates": create_estimate,
    "PUT salestech/estimates/{id}": update_estimate,
    "PUT salestech/estimates/{id}/items": put_item,
    "DELETE salestech/estimates/{id}/items/{itemId}": delete_item,
    "PUT salestech/estimates/{id}/sell": sell,
    "PUT salestech/estimates/{id}/unsell": unsell,
    "PUT salestech/estimates/{id}/dismiss": dismiss,
}
