"""Plans: selling one, and the visits that a plan brings along."""

from typing import Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, json_response
from sandbox.servicetitan.api.rules.common import row_of
from sandbox.servicetitan.api.rules.money import INVOICES, line, store
from sandbox.servicetitan.api.writes import add, answer, change

EVENTS, SERVICES = "memberships/recurring-service-events", "memberships/recurring-services"
TYPES: Final = "memberships/membership-types"
PRICES: Final = f"{TYPES}/duration-billing-items"
TEMPLATES: Final = "memberships/invoice-templates"
ADDED: Final = "addedItems"  # which lines of the job's invoice a visit brought; rows hide it


def sell_membership(call: Call) -> Response:
    box, body = call.box, call.body
    price = box.table(PRICES).get(body["durationBillingId"]) or {}
    invoice = bill(box, body, price)
    member = add(
        box, "memberships/memberships", customerId=body["customerId"],
        businessUnitId=body["businessUnitId"], status="Active",
        membershipTypeId=price.get("membershipTypeId") or box.pick(TYPES, 0),
        locationId=body.get("locationId"), recurringLocationId=body.get("recurringLocationId"),
        billingFrequency=price.get("billingFrequency") or "Annual", duration=price.get("duration"),
        followUpStatus="NotAttempted", followUpOn=box.stamp(), **{"from": box.stamp()},
        customFields=[],
    )  # fmt: skip
    return json_response({"invoiceId": invoice["id"], "customerMembershipId": member["id"]})


def bill(box: Box, sale: Row, price: Row) -> Row:
    """The invoice of a sale: what sells the plan, for what the plan costs."""
    customer = box.look("crm/customers", sale["customerId"])
    zero = dict.fromkeys(("total", "balance", "subTotal", "salesTax"), "0.00")
    invoice = add(box, INVOICES, **zero, items=[],
        customer={"id": customer["id"], "name": customer["name"]}, syncStatus="Pending",
                  referenceNumber=str(box.next_id), invoiceDate=box.stamp(),
                  invoiceConfiguration="MembershipInvoice")  # fmt: skip
    task = box.table("pricebook/services").get(sale["saleTaskId"])
    if task is None:
        return invoice
    named = {"skuId": task["id"], "description": task.get("description") or "", "quantity": 1}
    return store(box, invoice, [line(box, named | {"unitPrice": price.get("salePrice")})])


def complete(call: Call) -> Response:
    """Links the job, whose invoice takes over what the template says."""
    box, row = call.box, row_of(call, EVENTS)
    if row["status"] == "Won":
        raise conflict("The visit is already complete.")
    key = call.body["jobId"]
    added = add_lines(box, key, template_of(box, row))
    change(box, EVENTS, row["id"], status="Won", jobId=key, **{ADDED: added})
    return answer(call, {"id": row["id"]})


def undo(call: Call) -> Response:
    """Takes the job and the lines that came with it away again."""
    box, row = call.box, row_of(call, EVENTS)
    invoice = invoice_of(box, row.get("jobId"))
    gone = set(row.get(ADDED) or ())
    if invoice and gone:
        store(box, invoice, [one for one in invoice["items"] if one["id"] not in gone])
    change(box, EVENTS, row["id"], status="NotAttempted", jobId=None, **{ADDED: []})
    return answer(call, {"id": row["id"]})


def template_of(box: Box, event: Row) -> list[Row]:
    """The items that a visit of this plan puts on an invoice."""
    service = box.look(SERVICES, event.get("locationRecurringServiceId"))
    items: list[Row] = box.look(TEMPLATES, service.get("invoiceTemplateId")).get("items") or []
    return items


def invoice_of(box: Box, job: int | None) -> Row | None:
    return box.table(INVOICES).get(box.look("jpm/jobs", job).get("invoiceId"))


def add_lines(box: Box, job: int, items: list[Row]) -> list[int]:
    invoice = invoice_of(box, job)
    if invoice is None or not items:
        return []
    fresh = [line(box, one | {"description": one.get("description") or ""}) for one in items]
    store(box, invoice, [*(invoice.get("items") or []), *fresh])
    return [one["id"] for one in fresh]


RULES = {
    "POST memberships/memberships/sale": sell_membership,
    f"POST {EVENTS}/{{id}}/mark-complete": complete,
    f"POST {EVENTS}/{{id}}/mark-incomplete": undo,
}
