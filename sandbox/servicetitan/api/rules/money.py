"""Invoices, payments and memberships: balances follow, sums stay exact."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, invalid, json_response, not_found
from sandbox.servicetitan.api.references import STORES
from sandbox.servicetitan.api.related import modified_by_people
from sandbox.servicetitan.api.renamed import as_shown
from sandbox.servicetitan.api.rules.common import must_know, row_of
from sandbox.servicetitan.api.rules.sales import sku_of
from sandbox.servicetitan.api.writes import add, answer, change, save
from sandbox.servicetitan.company.ids import fixed

CUSTOMERS, JOBS = "crm/customers", "jpm/jobs"
INVOICES, ITEMS, PAYMENTS = "accounting/invoices", "accounting/invoice-items", "accounting/payments"
MEMOS = "accounting/credit-memos"
# What a line's price and cost are sent as and shown as, and the group it stands in.
PRICES = (("unitPrice", "price"), ("cost", "cost"))
GROUP = {"itemGroupRootId": "rootId", "itemGroupName": "name"}
A_DAY = len("2026-01-05")
CENT = Decimal("0.01")
TAX = Decimal("0.07")
# What an invoice does not take over as it was sent.
RECEIVED = {"items", "payments", "subtotal", "tax", "typeId", "adjustmentToId"}


def money(value: Any) -> Decimal:
    return Decimal(str(value or 0))


def text(amount: Decimal) -> str:
    return str(amount.quantize(CENT, ROUND_HALF_UP))


def line(box: Box, body: Row, held: Row | None = None) -> Row:
    """An invoice line; without a price field that the API knows, the price is zero."""
    held = held or {}
    quantity = money(body["quantity"])
    price, cost = (money(_either(body.get(n), held.get(o))) for n, o in PRICES)
    moment = box.stamp()
    new = {
        "id": box.new_id(), "createdOn": moment, "type": "Unspecified", "skuName": None, "skuId": 0,
        "taxable": False, "isChargeable": True, "inventory": False, "addOn": False,
        "membershipTypeId": 0, "order": 0,
    }  # fmt: skip
    sums = {
        "quantity": text(quantity), "price": text(price), "cost": text(cost),
        "total": text(quantity * price), "totalCost": text(quantity * cost),
    }  # fmt: skip
    said = {"description": body["description"], **sums, "modifiedOn": moment}
    return {**new, **held, **_goods(box, body), **_whose(box, body, held), **said}


def _either(sent: Any, held: Any) -> Any:
    return held if sent is None else sent


def _goods(box: Box, body: Row) -> Row:
    """What a line tells of the pricebook item that was named, if one was."""
    if not (body.get("skuId") or body.get("skuName")):
        return {}
    sku = sku_of(box, body.get("skuId"), body.get("skuName"))
    return {
        "type": sku["type"], "skuName": sku["code"], "skuId": sku["id"],
        "displayName": sku["displayName"], "taxable": sku.get("taxable", False),
    }  # fmt: skip


def _whose(box: Box, body: Row, held: Row) -> Row:
    """Who did the work of a line, where its goods come from, and what it belongs to."""
    told: Row = {name: body[name] for name in ("technicianId", "budgetCodeId") if name in body}
    if body.get("isAddOn") is not None:
        told["addOn"] = body["isAddOn"]
    if "inventoryLocationId" in body:
        key = body["inventoryLocationId"]
        places = (box.table(table).get(key) for table in STORES)
        place = next(filter(None, places), {})
        told |= {"inventoryLocationId": key, "inventoryLocation": place.get("name")}
    group = {ours: body[name] for name, ours in GROUP.items() if body.get(name) is not None}
    if group:
        told["itemGroup"] = {"rootId": 0, "name": None, **(held.get("itemGroup") or {}), **group}
    return told


def store(box: Box, invoice: Row, items: list[Row]) -> Row:
    """Saves an invoice with its lines and sums; customer's balance and job's total move along."""
    table = box.table(ITEMS)
    for gone in {item["id"] for item in invoice.get("items") or []} - {
        item["id"] for item in items
    }:
        table.remove(gone)
    for item in items:
        table.put({**item, "invoiceId": invoice["id"], "active": True}, moment=box.now())
    subtotal = sum((money(item["total"]) for item in items), Decimal())
    tax = sum((money(item["total"]) for item in items if item["taxable"]), Decimal()) * TAX
    total = subtotal + tax.quantize(CENT, ROUND_HALF_UP)
    more = total - money(invoice.get("total"))
    owed = more + money(invoice.get("balance"))
    charge(box, (invoice.get("job") or {}).get("id"), more)
    sums = {"subTotal": text(subtotal), "salesTax": text(tax), "total": text(total)}
    return owe(box, invoice | sums | {"items": items}, owed)


def charge(box: Box, job: int | None, more: Decimal) -> None:
    """Moves what a job comes to: its invoice, and what adjusts that."""
    row = box.table(JOBS).get(job)
    if row and more:
        save(box, JOBS, row | {"total": float(money(row.get("total")) + more)})


def owe(box: Box, invoice: Row, balance: Decimal) -> Row:
    """Sets what is still due, on the invoice and on its customer."""
    moved = balance - money(invoice.get("balance"))
    customer = box.table(CUSTOMERS).get((invoice.get("customer") or {}).get("id"))
    if customer and moved:
        owed = float(money(customer["balance"]) + moved)
        before = modified_by_people(customer)
        row = save(box, CUSTOMERS, customer | {"balance": owed})
        marks = {"accountedOn": row["modifiedOn"], "modifiedBefore": before}
        box.table(CUSTOMERS).put(row | marks, moment=box.now())
    return save(box, INVOICES, invoice | {"balance": text(balance)})


def create_invoice(call: Call) -> Response:
    """Only adjustments of an existing invoice can be made."""
    box, body = call.box, call.body
    adjusted = box.table(INVOICES).get(body["adjustmentToId"])
    if adjusted is None:
        raise conflict(f"adjustmentToId {body['adjustmentToId']} does not exist.")
    about = {
        name: adjusted.get(name)
        for name in (
            "customer",
            "location",
            "businessUnit",
            "job",
            "customerAddress",
            "locationAddress",
        )
    }
    zero = dict.fromkeys(("total", "balance", "subTotal", "salesTax"), "0.00")
    own = {
        "invoiceDate": box.stamp(), "referenceNumber": f"{adjusted['referenceNumber']}-A",
        "syncStatus": "Pending",
    }  # fmt: skip
    fields = {**about, **zero, **own, **told(box, body)}
    made = add(box, INVOICES, **fields, adjustmentToId=adjusted["id"], items=[])
    made = store(box, made, [line(box, item) for item in body.get("items") or []])
    return json_response(made["id"])


def told(box: Box, body: Row) -> Row:
    """The fields of a body that an invoice shows, in its words."""
    sent = {name: value for name, value in body.items() if name not in RECEIVED}
    made = as_shown(box, INVOICES, {k: v for k, v in sent.items() if v is not None})
    if body.get("typeId") is None:
        return made
    return made | {"invoiceType": invoice_type(body["typeId"])}


def invoice_type(key: int) -> Row | None:
    """The type of an invoice; 0 is none, and only the company's own has a name."""
    name = "Job" if key == fixed("division", 0) else None
    return {"id": key, "name": name} if key else None


def update_invoice(call: Call) -> Response:
    box, body, invoice = call.box, call.body, row_of(call, INVOICES)
    _open(invoice)
    fields = told(box, body)
    if body.get("items") is None:
        save(box, INVOICES, invoice | fields)
    else:
        held = {item["id"]: item for item in invoice.get("items") or []}
        store(
            box,
            invoice | fields,
            [line(box, item, held.get(item.get("id"))) for item in body["items"]],
        )
    return Response()


def _open(invoice: Row) -> None:
    if invoice.get("syncStatus") == "Exported":
        raise conflict("An exported invoice cannot be changed.")


def put_line(call: Call) -> Response:
    """One line per call."""
    box, body, invoice = call.box, call.body, row_of(call, INVOICES, "invoiceId")
    _open(invoice)
    items = {item["id"]: item for item in invoice.get("items") or []}
    if body.get("id") and body["id"] not in items:
        raise not_found(f"Item {body['id']} was not found.")
    made = line(box, body, items.get(body.get("id")))
    items[made["id"]] = made
    store(box, invoice, list(items.values()))
    return Response()


def delete_line(call: Call) -> Response:
    invoice = row_of(call, INVOICES, "invoiceId")
    _open(invoice)
    items = [item for item in invoice.get("items") or [] if item["id"] != call.path["itemId"]]
    if len(items) == len(invoice.get("items") or []):
        raise not_found(f"Item {call.path['itemId']} was not found.")
    store(call.box, invoice, items)
    return Response()


def splits_of(box: Box, body: Row) -> list[tuple[Row, Decimal]]:
    """Each split's invoice, found by id or number, and amount."""
    table, found = box.table(INVOICES), []
    numbers = table.column("referenceNumber")
    for split in body.get("splits") or []:
        key = split.get("invoiceId")
        if key is None and split.get("invoiceNumber"):
            key = next(
                (
                    table.ids[place]
                    for place in table.places()
                    if numbers[place] == split["invoiceNumber"]
                ),
                None,
            )
        invoice = table.get(key)
        if invoice is None:
            raise conflict(f"invoiceId {key} does not exist.")
        found.append((invoice, money(split.get("amount"))))
    return found


def applied(box: Box, splits: list[tuple[Row, Decimal]]) -> list[Row]:
    rows = []
    for split, amount in splits:
        invoice = box.table(INVOICES).get(split["id"]) or split  # as the one before left it
        owe(box, invoice, money(invoice["balance"]) - amount)
        rows.append({
            "appliedId": box.new_id(), "appliedTo": invoice["id"], "appliedAmount": text(amount),
            "appliedOn": box.stamp(),
            "appliedBy": "API", "appliedToReferenceNumber": invoice["referenceNumber"],
        })  # fmt: skip
    return rows


def spent(splits: list[tuple[Row, Decimal]], total: Decimal) -> Decimal:
    """What the splits come to, which is at most the payment."""
    found = sum((amount for _, amount in splits), Decimal())
    if found > total:
        raise invalid({"splits": ["The splits are more than the amount."]})
    return found


def payer(box: Box, body: Row) -> Row:
    """Whose payment it is, where no invoice tells."""
    if not body.get("customerId"):
        raise invalid({"customerId": ["A customer or splits are required."]})
    row = box.table(CUSTOMERS).get(body["customerId"]) or {}
    return {"id": body["customerId"], "name": row.get("name")}


def create_payment(call: Call) -> Response:
    box, body = call.box, call.body
    splits = splits_of(box, body)
    total = money(body.get("amount")) or sum((amount for _, amount in splits), Decimal())
    unapplied = total - spent(splits, total)
    kind = box.table("accounting/payment-types").get(body["typeId"]) or {}
    fields = {name: body.get(name) for name in ("authCode", "checkNumber", "memo", "exportId")}
    customer = splits[0][0]["customer"] if splits else payer(box, body)
    made = add(
        box, PAYMENTS, **fields, date=body.get("paidOn") or box.stamp(),
        syncStatus=body.get("status") or "Pending", total=text(total),
        unappliedAmount=text(unapplied), type=kind.get("name"), typeId=str(body["typeId"]),
        customer=customer,
        appliedTo=applied(box, splits),
        businessUnit=splits[0][0].get("businessUnit") if splits else None,
    )  # fmt: skip
    return answer(call, _payment(made))


def _payment(row: Row) -> Row:
    """A payment in the words of its write operations."""
    parts = [
        {
            "amount": float(p["appliedAmount"]),
            "invoiceId": p["appliedTo"],
            "invoiceNumber": p["appliedToReferenceNumber"],
        }
        for p in row["appliedTo"]
    ]
    told = {
        "customerId": (row.get("customer") or {}).get("id"),
        "paidOn": row["date"],
        "status": row["syncStatus"],
        "splits": parts,
    }
    return {**row, **told, "total": float(row["total"]), "typeId": int(row["typeId"] or 0)}


def update_payment(call: Call) -> Response:
    """New splits undo the old ones first."""
    box, body, row = call.box, call.body, row_of(call, PAYMENTS)
    fields = {
        name: body[name]
        for name in ("active", "authCode", "checkNumber", "memo", "exportId")
        if name in body
    }
    fields |= {
        ours: body[theirs]
        for ours, theirs in (("date", "paidOn"), ("syncStatus", "status"))
        if body.get(theirs)
    }
    if body.get("typeId"):
        kind = box.table("accounting/payment-types").get(body["typeId"]) or {}
        fields |= {"typeId": str(body["typeId"]), "type": kind.get("name")}
    if body.get("splits"):
        wanted, total = splits_of(box, body), money(row["total"])
        fields["unappliedAmount"] = text(total - spent(wanted, total))
        for part in row["appliedTo"]:
            invoice = box.table(INVOICES).get(part["appliedTo"]) or {}
            owe(box, invoice, money(invoice.get("balance")) + money(part["appliedAmount"]))
        fields["appliedTo"] = applied(box, wanted)
    return answer(call, _payment(save(box, PAYMENTS, row | fields)))


def payment_status(call: Call) -> Response:
    must_know(call.box, PAYMENTS, call.body["paymentIds"], "paymentId")
    for key in call.body["paymentIds"]:
        change(call.box, PAYMENTS, key, syncStatus=call.body["status"])
    return Response()


def apply_credit(call: Call) -> Response:
    """Takes of a credit memo's balance what goes to invoices; more than that is refused."""
    box, memo = call.box, row_of(call, MEMOS)
    if "splits" not in call.body:
        raise invalid({"splits": ["The splits are required."]})
    asked = [one for one in call.body["splits"] or [] if one]
    splits, balance = splits_of(box, {"splits": asked}), money(memo["balance"])
    left = float(balance - spent(splits, balance))
    parts = [
        part | {"appliedAmount": float(part["appliedAmount"]), "appliedOn": box.stamp()[:A_DAY]}
        for part in applied(box, splits)
    ]
    save(box, MEMOS, memo | {"balance": left, "appliedTo": [*memo["appliedTo"], *parts]})
    told = [{"invoiceId": one["appliedTo"], "amount": one["appliedAmount"]} for one in parts]
    return answer(call, {"id": memo["id"], "splits": told})


RULES = {
    "POST accounting/credit-memos/{id}/splits": apply_credit,
    "POST accounting/invoices": create_invoice,
    "PATCH accounting/invoices/{id}": update_invoice,
    "PATCH accounting/invoices/{invoiceId}/items": put_line,
    "DELETE accounting/invoices/{invoiceId}/items/{itemId}": delete_line,
    "POST accounting/payments": create_payment,
    "PATCH accounting/payments/{id}": update_payment,
    "POST accounting/payments/status": payment_status,
}
