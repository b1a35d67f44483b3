"""Parameters about rows of another table, or about two parameters together."""

import operator
from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.meanings import AT_LEAST, BELOW, Filter, Test, equals, numeric

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


def _by_phone(call: Call, want: Any) -> Filter:
    digits = "".join(letter for letter in str(want) if letter.isdigit())

    def test(held: Columns, place: int) -> bool:
        return held["type"][place] != "Email" and digits in str(held["value"][place])

    found = set(_owners(call, "crm/customers/contacts", "customerId", test, ("type", "value")))
    return Filter(("id",), lambda have, _want: have in found)


def _comparison(name: str, field: str) -> Callable[[Call, Any], Filter]:
    """`balanceFilter.Balance` is compared as `balanceFilter.Comparer` says."""
    signs = {
        "Equals": operator.eq,
        "NotEquals": operator.ne,
        "Greater": operator.gt,
        "Less": operator.lt,
    }

    def make(call: Call, _want: Any) -> Filter:
        return Filter((field,), numeric(signs[call.query.get(f"{name}.Comparer") or "Equals"]))

    return make


RELATED: Final[dict[tuple[str, str], Callable[[Call, Any], Filter]]] = {
    ("jpm/jobs", "technicianId"): _by_technician("jobId", "id"),
    ("jpm/appointments", "technicianId"): _by_technician("appointmentId", "id"),
    ("jpm/jobs", "appointmentStatus"): _by_visit(equals, "status"),
    ("jpm/jobs", "appointmentStartsOnOrAfter"): _by_visit(AT_LEAST, "start"),
    ("jpm/jobs", "appointmentStartsBefore"): _by_visit(BELOW, "start"),
    ("jpm/jobs", "firstAppointmentStartsOnOrAfter"): _by_visit(AT_LEAST, "start"),
    ("jpm/jobs", "firstAppointmentStartsBefore"): _by_visit(BELOW, "start"),
    ("crm/customers", "phone"): _by_phone,
    ("accounting/invoices", "balanceFilter.Balance"): _comparison("balanceFilter", "balance"),
    ("accounting/credit-memos", "balanceFilter.Amount"): _comparison("balanceFilter", "balance"),
    ("accounting/credit-memos", "totalFilter.Amount"): _comparison("totalFilter", "total"),
}
