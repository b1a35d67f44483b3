"""Rows about money: estimates with items, invoices with items, payments."""

from collections.abc import Iterator
from functools import lru_cache

from sandbox.servicetitan.company import clock
from sandbox.servicetitan.company.family import Family
from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.people import TableRow
from sandbox.servicetitan.company.plan import SOLD, EstimatePlan, JobPlan, Line, Paid
from sandbox.servicetitan.company.reference import (
    BUSINESS_UNITS,
    GL_ACCOUNTS,
    JOB_TYPES,
    PAYMENT_TERMS,
    PAYMENT_TYPES,
    TAX_RATE_PERCENT,
    Row,
)
from sandbox.servicetitan.company.staff import OFFICE
from sandbox.servicetitan.company.work import project_of

POSTED_AFTER, EXPORTED_AFTER = 20, 60  # days
SALES, COST_OF_SALES, UNDEPOSITED = 0, 1, 2  # positions in GL_ACCOUNTS
STATUSES = ("Open", "Sold", "Dismissed")


def estimates(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        for estimate in job.estimates:
            row = estimate_row(family, job, estimate)
            yield "salestech/estimates", row
            for item in row["items"]:
                line = {**item, "estimateId": estimate.id, "active": True}
                yield "salestech/estimates/items", line


def invoices(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        invoice = invoice_row(family, job)
        yield "accounting/invoices", invoice
        for item in invoice["items"]:
            yield "accounting/invoice-items", {**item, "invoiceId": job.invoice, "active": True}


def payments(family: Family) -> Iterator[TableRow]:
    for job in family.jobs:
        for part in job.paid:
            yield "accounting/payments", payment(family, job, part)


def dollars(cents: int) -> str:
    """Accounting speaks in strings such as "12.50"; exact, no float on the way."""
    sign = "-" if cents < 0 else ""
    return f"{sign}{abs(cents) // 100}.{abs(cents) % 100:02d}"


def unit_ref(job: JobPlan) -> Row:
    return {"id": fixed("business-unit", job.unit), "name": BUSINESS_UNITS[job.unit][0]}


def ledger(account: int) -> Row:
    number, name, kind = GL_ACCOUNTS[account]
    key = fixed("gl-account", account)
    return {"id": key, "name": name, "number": number, "type": kind, "detailType": kind}


def estimate_item(line: Line, moment: str) -> Row:
    sku = line.sku
    return {
        "id": line.id,
        "sku": {
            "id": sku.id, "name": sku.code, "displayName": sku.name, "type": sku.kind,
            "soldHours": sku.hours,
            "generalLedgerAccountId": fixed("gl-account", SALES),
            "generalLedgerAccountName": "Sales", "modifiedOn": moment,
        },
        "skuAccount": "Sales",
        "description": f"{sku.name}.",
        "membershipTypeId": None,
        "qty": float(line.quantity),
        "unitRate": sku.price / 100,
        "total": line.total / 100,
        "unitCost": sku.cost / 100,
        "totalCost": sku.cost * line.quantity / 100,
        "itemGroupName": "",
        "itemGroupRootId": None,
        "createdOn": moment,
        "modifiedOn": moment,
        "chargeable": True,
        "invoiceItemId": None,
        "budgetCodeId": None,
    }  # fmt: skip


def estimate_row(family: Family, job: JobPlan, plan: EstimatePlan) -> Row:
    moment = clock.stamp(plan.created, job.ticks)
    sold = plan.status == SOLD
    return {
        "id": plan.id,
        "jobId": job.id,
        "projectId": project_of(family, job),
        "locationId": family.location(job.location),
        "customerId": family.id,
        "name": ("Good", "Better", "Best")[plan.number],
        "jobNumber": str(100_000 + job.number),
        "status": {"value": plan.status, "name": STATUSES[plan.status]},
        "reviewStatus": "None",
        "summary": f"<p>{plan.lines[0].sku.name}</p>",
        "createdOn": moment,
        "modifiedOn": clock.stamp(plan.modified, job.ticks),
        "soldOn": clock.stamp(plan.modified, job.ticks) if sold else None,
        "soldBy": fixed("technician", plan.sold_by) if sold else None,
        "active": True,
        "items": [estimate_item(line, moment) for line in plan.lines],
        "externalLinks": [],
        "subtotal": plan.subtotal / 100,
        "tax": 0.0,
        "businessUnitId": fixed("business-unit", job.unit),
        "businessUnitName": BUSINESS_UNITS[job.unit][0],
        "isRecommended": plan.number == 1,
        "budgetCodeId": None,
        "isChangeOrder": False,
        "proposalTagName": None,
        "depositAmount": None,
        "depositPercent": None,
        "requireDepositOnSignature": None,
    }


def invoice_item(job: JobPlan, line: Line, order: int, moment: str) -> Row:
    sku = line.sku
    return {
        "id": line.id, "description": f"{sku.name}.", "quantity": f"{line.quantity}.00",
        "cost": dollars(sku.cost),
        "totalCost": dollars(sku.cost * line.quantity), "budgetCodeId": None,
        "inventoryLocationId": None, "inventoryLocation": None,
        "price": dollars(sku.price), "type": sku.kind, "skuName": sku.code, "skuId": sku.id,
        "total": dollars(line.total),
        "inventory": sku.kind != "Service", "taxable": sku.taxable, "isChargeable": True,
        "generalLedgerAccount": ledger(SALES),
        "costOfSaleAccount": ledger(COST_OF_SALES),
        "assetAccount": None,
        "membershipTypeId": 0, "itemGroup": None, "displayName": sku.name, "soldHours": sku.hours,
        "createdOn": moment,
        "modifiedOn": moment, "serviceDate": moment, "order": order, "businessUnit": unit_ref(job),
        "createdById": fixed("employee", 3),
        "displayInAmount": True, "importId": None, "exportId": None, "inventoryStatus": None,
        "addOn": False, "memberPrice": None,
        "technicianId": fixed("technician", job.visits[0].technicians[0]),
        "installedEquipmentId": None, "estimateItemId": None,
    }  # fmt: skip


def invoice_row(family: Family, job: JobPlan) -> Row:
    moment = clock.stamp(job.invoiced, job.ticks)
    changed = max([job.invoiced, *(part.on for part in job.paid)])
    term, days = PAYMENT_TERMS[job.number % 3]
    sync = synced(family.planner.now - job.invoiced)
    address = postal(family.address(job.location))
    place = family.place_name(job.location)
    settled = job.lines and job.balance == 0
    return {
        "id": job.invoice, "syncStatus": sync, "budgetCodeId": None,
        "referenceNumber": str(100_000 + job.number),
        "invoiceDate": moment, "dueDate": clock.stamp(job.invoiced + days * clock.DAY),
        "subTotal": dollars(job.subtotal),
        "salesTax": dollars(job.tax),
        "salesTaxCode": {"id": fixed("tax-zone", 0), "name": "FL Sales Tax",
            "taxRate": TAX_RATE_PERCENT / 100},
        "taxZoneId": fixed("tax-zone", 0), "total": dollars(job.total),
        "balance": dollars(job.balance),
        "invoiceType": {"id": fixed("division", 0), "name": "Job"},
        "customer": {"id": family.id, "name": family.name},
        "customerAddress": address,
        "location": {"id": family.location(job.location), "name": place},
        "locationAddress": address,
        "businessUnit": unit_ref(job), "termName": term, "createdBy": OFFICE[3][0],
        "batch": batch(job.invoiced) if sync != "Pending" else None, "depositedOn": None,
        "createdOn": clock.stamp(job.created, job.ticks),
        "modifiedOn": clock.stamp(changed, job.ticks), "adjustmentToId": None,
        "job": {"id": job.id, "number": str(100_000 + job.number), "type": JOB_TYPES[job.type][0]},
        "projectId": project_of(family, job),
        "royalty": {"status": "Pending", "date": None, "sentOn": None, "memo": None},
        "employeeInfo": {"id": fixed("employee", 3), "name": OFFICE[3][0], "modifiedOn": moment},
        "commissionEligibilityDate": None,
        "sentStatus": "Sent" if job.lines else "NotSent",
        "reviewStatus": "Reviewed" if sync != "Pending" else "NeedsReview",
        "assignedTo": None, "summary": "",
        "items": [invoice_item(job, line, n, moment) for n, line in enumerate(job.lines)],
        "customFields": [], "active": True, "discountTotal": "0.00", "importId": None,
        "exportId": None, "materialSkuId": None,
        "membershipId": None,
        "paidOn": clock.stamp(job.paid[-1].on) if settled and job.paid else None,
        "invoiceConfiguration": "JobInvoice",
    }  # fmt: skip


def synced(age: int) -> str:
    """Accounting posts after three weeks and exports after two months."""
    days = age / clock.DAY
    return "Exported" if days > EXPORTED_AFTER else "Posted" if days > POSTED_AFTER else "Pending"


def postal(address: Row) -> Row:
    """An address without coordinates."""
    return {key: value for key, value in address.items() if key not in {"latitude", "longitude"}}


@lru_cache(maxsize=8_192)
def _month(day: int) -> tuple[int, str]:
    local = clock.local_day(day * clock.DAY + clock.DAY // 2)
    return (local.year - 2000) * 12 + local.month, f"{local:%Y-%m}"


def batch(moment: int) -> Row:
    """Invoices and payments of a month are one accounting batch."""
    number, name = _month(moment // clock.DAY)
    return {"id": fixed("batch", number), "number": str(number), "name": name}


def payment(family: Family, job: JobPlan, part: Paid) -> Row:
    moment = clock.stamp(part.on, job.ticks)
    amount = dollars(part.amount)
    old = synced(family.planner.now - part.on) != "Pending"
    applied = {
        "appliedId": part.id + 20, "appliedTo": job.invoice, "appliedAmount": amount,
        "appliedOn": moment,
        "appliedBy": OFFICE[3][0], "appliedToReferenceNumber": str(100_000 + job.number),
    }  # fmt: skip
    return {
        "active": True, "appliedTo": [applied], "authCode": None,
        "batch": batch(part.on) if old else None,
        "businessUnit": unit_ref(job),
        "checkNumber": str(part.id % 9000 + 1000) if part.type == 0 else None,
        "createdBy": OFFICE[3][0], "createdOn": moment,
        "customer": {"id": family.id, "name": family.name}, "customFields": [],
        "date": moment, "deposit": None,
        "generalLedgerAccount": ledger(UNDEPOSITED),
        "id": part.id, "memo": None, "modifiedOn": moment, "referenceNumber": str(part.id),
        "refundedPaymentId": None,
        "syncStatus": "Posted" if old else "Pending", "total": amount,
        "type": PAYMENT_TYPES[part.type],
        "typeId": str(fixed("payment-type", part.type)), "unappliedAmount": "0.00",
    }  # fmt: skip
