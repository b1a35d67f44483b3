"""Where a write names other records: which field of which operation means which kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from tools.servicetitan.operation import BoundCall, Operation

_PERSON = "employee or technician"
_NAMES: Mapping[str, tuple[str, ...]] = {
    "customer": ("customerId", "customerIds"),
    "location": ("locationId", "customerLocationId", "recurringLocationId"),
    "lead": ("leadId",),
    "booking": ("bookingId",),
    "tag type": ("tagTypeId", "tagTypeIds", "tagTypes"),
    "call reason": ("callReasonId",),
    "job": ("jobId", "jobIds", "sourceJobId", "job"),
    "job type": ("jobTypeId",),
    "job custom field": ("customFieldTypeIds",),
    "appointment": ("appointmentId", "jobAppointmentId"),
    "project": ("projectId",),
    "project type": ("projectTypeId",),
    "project status": ("statusId",),
    "project sub-status": ("subStatusId",),
    "installed equipment": ("installedEquipmentId", "equipmentId", "equipmentIds"),
    "equipment type": ("equipmentTypeId",),
    "business unit": (
        "businessUnitId", "businessUnitIds", "businessUnits", "payrollBusinessUnitId",
    ),
    "technician": (
        "technicianId", "technicianIds", "technician", "preferredTechnicianId",
        "preferredTechnicianIds",
    ),
    _PERSON: (
        "employeeId", "employee", "assignedToId", "createdByEmployeeId", "soldBy", "soldById",
        "managerId", "projectManagerIds", "reportedById", "involvedEmployeeIdList",
    ),
    "user role": ("roleId",),
    "campaign": ("campaignId",),
    "invoice": (
        "invoiceId", "adjustmentToId", "cancellationInvoiceId", "cancellationBalanceInvoiceId",
    ),
    "payment": ("paymentIds",),
    "payment type": ("paymentTypeId",),
    "payment term": ("paymentTermId",),
    "tax zone": ("taxZoneId",),
    "remittance vendor": ("remittanceVendorId",),
    "estimate template": ("estimateTemplateId",),
    "recurring service type": ("recurringServiceTypeId",),
    "invoice template": (
        "invoiceTemplateId", "invoiceTemplateForFollowingYearsId", "billingTemplateId",
    ),
    "service agreement": ("serviceAgreementId",),
    "vendor": ("vendorId",),
    "warehouse": ("warehouseId",),
    "truck": ("truckId",),
    "warehouse or truck": ("inventoryLocationId",),
    "purchase order": ("purchaseOrderId",),
    "return type": ("returnTypeId",),
    "pricebook category": ("categories",),
    "service": ("saleTaskId",),
    "material": ("variationMaterials",),
    "equipment": ("variationEquipment",),
    "pricebook item": ("skuId", "upgrades", "recommendations"),
    "payroll": ("payrollId",),
    "activity code": ("activityCodeId",),
    "timesheet code": ("timesheetCodeId",),
    "activity type": ("activityTypeId",),
}  # fmt: skip
"""Kind → fields of bodies and places of paths that mean it wherever they stand."""
_BY_NAME = {name: kind for kind, names in _NAMES.items() for name in names}
_PLACES: Mapping[str, str] = {
    "accounting_*_credit_memo id": "credit memo",
    "accounting_*_invoice id": "invoice",
    "accounting_*_journal_entry body.lines.accountId": "GL account",
    "accounting_*_payment body.typeId": "payment type",
    "accounting_mark_ap_bills_exported body.billIds": "AP bill",
    "accounting_mark_ap_credits_exported body.apCreditId": "AP credit",
    "accounting_mark_ap_payments_exported body.apPaymentId": "AP payment",
    "accounting_mark_bank_deposits_exported body.ids": "bank deposit",
    "accounting_mark_credit_memos_exported body.creditMemoId": "credit memo",
    "accounting_mark_inventory_bills_exported body.inventoryBillIds": "inventory bill",
    "accounting_update_ap_bill_custom_fields body.operations.objectId": "AP bill",
    "accounting_update_ap_credit_custom_fields body.operations.objectId": "AP credit",
    "accounting_update_ap_payment_custom_fields body.operations.objectId": "AP payment",
    "accounting_update_credit_memo_custom_fields body.operations.objectId": "credit memo",
    "accounting_update_inventory_bill_custom_fields body.operations.objectId": "inventory bill",
    "accounting_update_invoice body.payments.id": "payment",
    "accounting_update_invoice_custom_fields body.operations.objectId": "invoice",
    "accounting_update_payment id": "payment",
    "accounting_update_payment_custom_fields body.operations.objectId": "payment",
    "crm_*_customer body.customFields.typeId": "customer custom field",
    "crm_*_customer body.locations.customFields.typeId": "location custom field",
    "crm_*_customer_contact contactId": "customer's phone or e-mail",
    "crm_*_location body.customFields.typeId": "location custom field",
    "crm_*_location_contact contactId": "location's phone or e-mail",
    "inventory_*_purchase_order body.typeId": "purchase order type",
    "inventory_*_purchase_order_request id": "purchase order request",
    "inventory_*_return id": "return",
    "inventory_*_truck body.templateId": "truck template",
    "inventory_cancel_receipt id": "receipt",
    "inventory_update_adjustment id": "adjustment",
    "inventory_update_adjustment_custom_fields body.operations.objectId": "adjustment",
    "inventory_update_purchase_order_type id": "purchase order type",
    "inventory_update_receipt_custom_fields body.operations.objectId": "receipt",
    "inventory_update_return_custom_fields body.operations.objectId": "return",
    "inventory_update_return_type id": "return type",
    "inventory_update_transfer id": "transfer",
    "inventory_update_transfer_custom_fields body.operations.objectId": "transfer",
    "inventory_update_truck id": "truck",
    "inventory_update_vendor_custom_fields body.operations.objectId": "vendor",
    "inventory_update_warehouse id": "warehouse",
    "jpm_*_job body.customFields.typeId": "job custom field",
    "jpm_*_project body.customFields.typeId": "project custom field",
    "jpm_cancel_job body.reasonId": "cancel reason",
    "jpm_create_*_message body.recipientIds": "employee or technician",
    "jpm_hold_* body.reasonId": "hold reason",
    "jpm_set_appointment_summary id": "appointment",
    "marketing_*_campaign body.categoryId": "campaign category",
    "memberships_*_recurring_service_event id": "recurring service event",
    "payroll_*_gross_pay_item id": "gross pay item",
    "payroll_update_job_timesheet id": "job timesheet",
    "pricebook_* body.*costTypeId": "cost type",
    "pricebook_*_category body.parentId": "pricebook category",
    "pricebook_update_many_items body.discountAndFees.id": "discount or fee",
    "pricebook_update_many_items body.equipment.id": "equipment",
    "pricebook_update_many_items body.materials.id": "material",
    "pricebook_update_many_items body.services.id": "service",
    "settings_update_tag_type id": "tag type",
    "task_management_create_subtask id": "task",
    "task_management_create_task body.employeeTaskResolutionId": "task resolution",
    "task_management_create_task body.employeeTaskSourceId": "task source",
    "task_management_create_task body.employeeTaskTypeId": "task type",
    "telecom_update_call body.customer.id": "customer",
    "telecom_update_call body.location.id": "location",
}
"""Operation and place, where a name alone says too little → kind."""
NEVER_NONE = frozenset({"user role"})
"""Kinds of which whoever may have one has one: a change may leave it out, but not take it away."""


@dataclass(frozen=True)
class Named:
    """A record that a write names: where, of which kind, by which id."""

    place: str
    kind: str
    key: int


@lru_cache(4096)
def kind_at(operation: str, place: str) -> str | None:
    """The kind that this place of an operation names, told without positions in lists."""
    spot = f"{operation} {place}"
    found = (kind for pattern, kind in _PLACES.items() if fnmatchcase(spot, pattern))
    return next(found, _BY_NAME.get(place.rpartition(".")[2]))


def records_named(call: BoundCall, body: Any) -> list[Named]:
    """Every record of a known kind that the path or the body names, each once."""
    named = [*_in_path(call), *_in_body(call.operation, body)]
    return list(dict.fromkeys(named))


def _in_path(call: BoundCall) -> Iterator[Named]:
    for name, value in call.path_params.items():
        kind = kind_at(call.operation.key, name)
        if kind and value.isdecimal():
            yield Named(name, kind, int(value))


def _in_body(operation: Operation, body: Any) -> Iterator[Named]:
    """Ids in a body; 0 names a record where one must be named, elsewhere it means none."""
    for one in _numbers(body, "body", "body"):
        kind = kind_at(operation.key, one.spot)
        needed = kind in NEVER_NONE or one.listed or must_have(operation, one.spot)
        if kind and (one.value or needed):
            yield Named(one.place, kind, one.value)


@dataclass(frozen=True)
class _Number:
    """A whole number in a body: `place` counts the elements of lists, `spot` does not."""

    place: str
    spot: str
    value: int
    listed: bool
    """Whether it stands in a list of numbers."""


def _numbers(value: Any, place: str, spot: str, *, listed: bool = False) -> Iterator[_Number]:
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _numbers(one, f"{place}.{name}", f"{spot}.{name}")
    elif isinstance(value, list):
        for at, one in enumerate(value):
            plain = isinstance(one, int)
            yield from _numbers(one, place if plain else f"{place}[{at}]", spot, listed=plain)
    elif isinstance(value, int) and not isinstance(value, bool):
        yield _Number(place, spot, value, listed)


@lru_cache(4096)
def must_have(operation: Operation, spot: str) -> bool:
    """Whether whatever holds this place has to have it."""
    *above, name = spot.split(".")
    node = operation.input_schema()
    for step in above:
        node = node.get("properties", {}).get(step, {})
        node = node.get("items", node)
    return name in node.get("required", ())
