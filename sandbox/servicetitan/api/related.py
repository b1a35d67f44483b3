"""Parameters about rows of another table, or about two parameters together."""

import operator
from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.meanings import (
    AT_LEAST,
    BELOW,
    BILLS,
    JOURNAL,
    PROJECTS,
    REVIEWS,
    UP_TO,
    Filter,
    Test,
    among,
    contains,
    equals,
    numeric,
    worded,
)

Columns = dict[str, list[Any]]


def _owners(
    call: Call,
    table: str,
    field: str,
    test: Callable[[dict[str, list[Any]], int], bool],
    columns: tuple[str, ...],
) -> list[Any]:
    """The values of `field` in the rows of another table that pass a test on its columns."""
    other = call.box.table(table)
    held = {name: other.column(name) for name in (*columns, field)}
    return [held[field][place] for place in other.places() if test(held, place)]


def _by_visit(test: Test, column: str) -> Callable[[Call, Any], Filter]:
    def make(call: Call, want: Any) -> Filter:
        jobs = set(
            _owners(
                call,
                "jpm/appointments",
                "jobId",
                lambda held, p: test(held[column][p], want),
                (column,),
            )
        )
        return Filter(("id",), lambda have, _want: have in jobs)

    return make


def _by_technician(field: str, target: str) -> Callable[[Call, Any], Filter]:
    def make(call: Call, want: Any) -> Filter:
        def same(held: Columns, place: int) -> bool:
            return held["technicianId"][place] == want and held["active"][place] is not False

        found = set(
            _owners(
                call, "dispatch/appointment-assignments", field, same, ("technicianId", "active")
            )
        )
        return Filter((target,), lambda have, _want: have in found)

    return make


def _of(
    table: str, field: str, test: Test, target: str, key: str = "id"
) -> Callable[[Call, Any], Filter]:
    """Rows whose `target` is the `key` of a row of another table that passes the test."""
    column, _, inner = field.partition(".")

    def make(call: Call, want: Any) -> Filter:
        def told(held: Columns, place: int) -> bool:
            value = held[column][place]
            return test((value or {}).get(inner) if inner else value, want)

        found = set(_owners(call, table, key, told, (column,)))

        def shares(have: Any, _want: Any) -> bool:
            return any(one in found for one in (have if isinstance(have, list) else [have]))

        return Filter((target,), shares)

    return make


def _by_visitor(call: Call, want: Any) -> Filter:
    """Projects with a job that a technician was sent to."""

    def same(held: Columns, place: int) -> bool:
        return bool(held["technicianId"][place] == want)

    table = "dispatch/appointment-assignments"
    jobs = set(_owners(call, table, "jobId", same, ("technicianId",)))
    return Filter(("jobIds",), lambda have, _want: bool(jobs.intersection(have or [])))


def _by_discrepancy(call: Call, want: Any) -> Filter:
    """What the vendor asks and what was ordered are not the same amount."""
    ids = _owners(
        call,
        BILLS[0],
        "id",
        lambda held, p: held["vendorInvoiceTotal"][p] not in {None, held["billAmount"][p]},
        ("vendorInvoiceTotal", "billAmount"),
    )
    differ = set(ids)
    return Filter(("id",), lambda have, _want: (have in differ) == (want == "Discrepancy"))


def _by_phone(call: Call, want: Any) -> Filter:
    digits = "".join(letter for letter in str(want) if letter.isdigit())

    def test(held: Columns, place: int) -> bool:
        known = str(held["value"][place])
        return bool(digits) and held["type"][place] != "Email" and digits in known

    found = set(_owners(call, "crm/customers/contacts", "customerId", test, ("type", "value")))
    return Filter(("id",), lambda have, _want: have in found)


def modified_by_people(row: dict[str, Any]) -> Any:
    """When a customer last changed, but for its balance."""
    moved = row.get("modifiedOn")
    return row.get("modifiedBefore") if moved and moved == row.get("accountedOn") else moved


def _by_change(test: Test) -> Callable[[Call, Any], Filter]:
    """A new balance counts as a change of the customer, unless the caller says otherwise."""

    def make(call: Call, want: Any) -> Filter:
        if not call.query.get("excludeAccountingChangesFromModifiedDateRange"):
            return Filter(("modifiedOn",), test)
        names = ("modifiedOn", "accountedOn", "modifiedBefore")

        def changed(held: Columns, place: int) -> bool:
            return test(modified_by_people({name: held[name][place] for name in names}), want)

        found = set(_owners(call, call.route.table, "id", changed, names))
        return Filter(("id",), lambda have, _want: have in found)

    return make


def _comparison(name: str, field: str) -> Callable[[Call, Any], Filter]:
    """`balanceFilter.Balance` is compared as `balanceFilter.Comparer` says."""
    signs = {
        "Equal": operator.eq,
        "NotEqual": operator.ne,
        "GreaterThan": operator.gt,
        "GreaterThanOrEqual": operator.ge,
        "LessThan": operator.lt,
        "LessThanOrEqual": operator.le,
    }
    signs |= {f"{name}s": sign for name, sign in signs.items() if name.endswith("Equal")}
    signs |= {"Greater": operator.gt, "Less": operator.lt}

    def make(call: Call, _want: Any) -> Filter:
        return Filter((field,), numeric(signs[call.query.get(f"{name}.Comparer") or "Equals"]))

    return make


def _typed(have: Any, want: Any) -> bool:
    """Comma-separated ids, sent as text."""
    return str(have) in str(want).split(",")


RELATED: Final[dict[tuple[str, str], Callable[[Call, Any], Filter]]] = {
    ("jpm/jobs", "technicianId"): _by_technician("jobId", "id"),
    ("jpm/appointments", "technicianId"): _by_technician("appointmentId", "id"),
    ("jpm/jobs", "appointmentStatus"): _by_visit(equals, "status"),
    ("jpm/jobs", "appointmentStartsOnOrAfter"): _by_visit(AT_LEAST, "start"),
    ("jpm/jobs", "appointmentStartsBefore"): _by_visit(BELOW, "start"),
    **{
        ("jpm/jobs", f"firstAppointmentStarts{ending}"): _of(
            "jpm/appointments", "start", test, "firstAppointmentId"
        )
        for ending, test in (("OnOrAfter", AT_LEAST), ("Before", BELOW))
    },
    ("jpm/jobs", "hasUnusedAppointments"): _of("jpm/appointments", "unused", equals, "id", "jobId"),
    ("jpm/appointments", "projectId"): _of("jpm/jobs", "projectId", equals, "jobId"),
    (PROJECTS, "jobId"): _of("jpm/jobs", "id", equals, "jobIds"),
    (PROJECTS, "appointmentId"): _of("jpm/appointments", "id", equals, "jobIds", "jobId"),
    (PROJECTS, "invoiceId"): _of("jpm/jobs", "invoiceId", equals, "jobIds"),
    (PROJECTS, "technicianId"): _by_visitor,
    (REVIEWS, "locationIds"): _of("jpm/jobs", "locationId", among, "jobId"),
    (REVIEWS, "campaignIds"): _of("jpm/jobs", "campaignId", among, "jobId"),
    ("memberships/recurring-service-types", "membershipTypeId"): _of(
        "memberships/membership-types/recurring-service-items",
        "membershipTypeId",
        equals,
        "id",
        "recurringServiceTypeId",
    ),
    **{
        ("crm/leads", f"customer{part}"): _of(
            "crm/customers", f"address.{part.lower()}", contains, "customerId"
        )
        for part in ("City", "State", "Zip")
    },
    **{
        ("crm/leads", f"customer{name}"): _of("crm/customers", field, test, "customerId")
        for name, field, test in (
            ("CreatedOnOrAfter", "createdOn", AT_LEAST),
            ("CreatedBefore", "createdOn", BELOW),
            ("ModifiedOnOrAfter", "modifiedOn", AT_LEAST),
        )
    },
    **{
        (JOURNAL, name): _of(f"{JOURNAL}/details", field, test, "id", "journalEntryId")
        for name, field, test in (
            ("businessUnitIds", "businessUnit.id", among),
            ("serviceAgreementIds", "serviceAgreement.id", among),
            ("customerName", "customer.name", contains),
            ("locationName", "customerLocation.name", contains),
            ("vendorName", "vendor.name", contains),
            ("inventoryLocationName", "inventoryLocation.name", contains),
            ("refNumber", "transaction.refNumber", worded),
            ("transactionTypes", "transaction.type", among),
            ("transactionPostedFrom", "transactionDate", AT_LEAST),
            ("transactionPostedTo", "transactionDate", UP_TO),
        )
    },
    **{
        (table, name): _of("inventory/purchase-orders", field, test, "purchaseOrderId")
        for table in BILLS
        for name, field, test in (
            ("purchaseOrderNumber", "number", contains),
            ("purchaseOrderTypes", "typeId", _typed),
        )
    },
    (BILLS[0], "threeWayMatchDiscrepancy"): _by_discrepancy,
    ("crm/customers", "phone"): _by_phone,
    ("crm/customers", "modifiedOnOrAfter"): _by_change(AT_LEAST),
    ("crm/customers", "modifiedBefore"): _by_change(BELOW),
    ("accounting/invoices", "balanceFilter.Balance"): _comparison("balanceFilter", "balance"),
    ("accounting/credit-memos", "balanceFilter.Amount"): _comparison("balanceFilter", "balance"),
    ("accounting/credit-memos", "totalFilter.Amount"): _comparison("totalFilter", "total"),
}
