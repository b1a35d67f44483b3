"""Ids in bodies that must name a row, wherever in the body they are."""

from collections.abc import Iterator
from typing import Any, Final

from sandbox.servicetitan.api.box import Box, Call
from sandbox.servicetitan.api.messages import conflict

Tables = tuple[str, ...]

STAFF: Final = ("settings/employees", "settings/technicians")
GOODS: Final = tuple(
    f"pricebook/{name}" for name in ("services", "materials", "equipment", "discounts-and-fees")
)
STORES: Final = ("inventory/warehouses", "inventory/trucks")
# Field → the tables in one of which its id must be.
NAMED: Final[dict[str, Tables]] = {
    "accountId": ("accounting/gl-accounts",),
    "activityCodeId": ("payroll/activity-codes",),
    "activityTypeId": ("timesheets/activity-types",),
    "appointmentId": ("jpm/appointments",),
    "assignedToId": STAFF,
    "billingTemplateId": ("memberships/invoice-templates",),
    "bookingId": ("crm/bookings",),
    "budgetCodeId": ("jpm/work-breakdown-structure/budget-codes",),
    "businessUnitId": ("settings/business-units",),
    "callReasonId": ("jbce/call-reasons",),
    "campaignId": ("marketing/campaigns",),
    "cancellationInvoiceId": ("accounting/invoices",),
    "costTypeId": ("pricebook/materials/costtypes",),
    "createdByEmployeeId": STAFF,
    "createdById": STAFF,
    "customerId": ("crm/customers",),
    "customerLocationId": ("crm/locations",),
    "employeeId": STAFF,
    "estimateTemplateId": ("salestech/estimate-templates",),
    "installedEquipmentId": ("equipment-systems/installed-equipment",),
    "inventoryLocationId": STORES,
    "invoiceId": ("accounting/invoices",),
    "invoiceTemplateId": ("memberships/invoice-templates",),
    "invoiceTemplateForFollowingYearsId": ("memberships/invoice-templates",),
    "involvedEmployeeId": STAFF,
    "jobId": ("jpm/jobs",),
    "jobTypeId": ("jpm/job-types",),
    "leadId": ("crm/leads",),
    "locationId": ("crm/locations",),
    "managerId": STAFF,
    "paymentTermId": ("accounting/payment-terms",),
    "paymentTypeId": ("accounting/payment-types",),
    "payrollBusinessUnitId": ("settings/business-units",),
    "payrollId": ("payroll/payrolls",),
    "preferredTechnicianId": ("settings/technicians",),
    "projectId": ("jpm/projects",),
    "projectManagerId": STAFF,
    "projectTypeId": ("jpm/project-types",),
    "purchaseOrderId": ("inventory/purchase-orders",),
    "recipientId": STAFF,
    "recurringLocationId": ("crm/locations",),
    "recurringServiceTypeId": ("memberships/recurring-service-types",),
    "reportedById": STAFF,
    "returnTypeId": ("inventory/return-types",),
    "roleId": ("settings/user-roles",),
    "segmentId": ("jpm/work-breakdown-structure/segments",),
    "serviceAgreementId": ("service-agreements/service-agreements",),
    "skuId": GOODS,
    "soldById": STAFF,
    "sourceJobId": ("jpm/jobs",),
    "subStatusId": ("jpm/project-substatuses",),
    "tagTypeId": ("settings/tag-types",),
    "taxZoneId": ("accounting/tax-zones",),
    "technicianId": ("settings/technicians",),
    "timesheetCodeId": ("payroll/timesheet-codes",),
    "truckId": ("inventory/trucks",),
    "vendorId": ("inventory/vendors",),
    "warehouseId": ("inventory/warehouses",),
    "zoneId": ("dispatch/zones",),
}
# The same name means another table in the writes of one.
LOCAL: Final[dict[tuple[str, str], Tables]] = {
    ("accounting/payments", "typeId"): ("accounting/payment-types",),
    ("equipment-systems/installed-equipment", "equipmentTypeId"): (
        "equipment-systems/equipment-types",
    ),
    ("inventory/purchase-orders", "typeId"): ("inventory/purchase-order-types",),
    ("inventory/vendors", "remittanceVendorId"): ("inventory/vendors",),
    ("jpm/projects", "statusId"): ("jpm/project-statuses",),
    ("marketing/campaigns", "categoryId"): ("marketing/categories",),
    ("pricebook/categories", "parentId"): ("pricebook/categories",),
    **{
        (f"pricebook/{name}", "category"): ("pricebook/categories",)
        for name in ("services", "materials", "equipment", "discounts-and-fees", "pricebook")
    },
}
LISTS: Final = ("Ids", "IdList")
# Calls that read, and those that answer for each id by itself.
TOLERANT: Final = {"capacity", "availability", "slots", "getlist", "markasexported"}


def check_references(call: Call) -> None:
    """What a body names must be there, else the business rule conflict 409.

    0 names nothing where nothing need be named; in a list of ids it names a row.
    """
    if TOLERANT.intersection(call.route.segments) or not isinstance(call.body, dict | list):
        return
    facts, operation = call.box.facts, call.route.operation
    needed = facts.resolve(operation.module, operation.body or {}).get("required", [])
    for name, key in named_in(call.body):
        named = key or name in needed or name.endswith(LISTS)
        tables = of(call.route.table, name) if named else ()
        if tables and not exists(call.box, tables, key):
            raise conflict(f"{name} {key} does not exist.")


def of(table: str, name: str) -> Tables:
    """The tables of what a field names in the writes of one."""
    single = name.removesuffix("List")
    single = f"{single[:-3]}y" if single.endswith("ies") else single.removesuffix("s")
    return LOCAL.get((table, single)) or NAMED.get(single, ())


def exists(box: Box, tables: Tables, key: Any) -> bool:
    """Whether one of the tables has the row; what nothing lists cannot be missing."""
    known = [table for table in tables if box.knows(table)]
    return not known or any(key in box.table(table).at for table in known)


def named_in(body: Any) -> Iterator[tuple[str, int]]:
    """Every number inside a body with the name of its field."""
    for name, value in body.items() if isinstance(body, dict) else enumerate(body):
        for item in value if isinstance(value, list) else [value]:
            if isinstance(item, dict | list):
                yield from named_in(item)
            elif isinstance(item, int) and not isinstance(item, bool):
                yield str(name), item
