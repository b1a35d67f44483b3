"""Which rows a list's parameters keep: a reading of their names and a table of exceptions."""

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.store import Table
from sandbox.servicetitan.company import clock

Test = Callable[[Any, Any], bool]
Path = tuple[str, ...]
Columns = dict[str, list[Any]]

PAGING: Final = {
    "page",
    "pageSize",
    "includeTotal",
    "sort",
    "orderBy",
    "orderByDirection",
    "from",
    "includeRecentChanges",
}
REMEMBERED: Final = 64
ADDRESS: Final = {"street", "unit", "city", "state", "zip", "country", "latitude", "longitude"}


class Filter(NamedTuple):
    path: Path
    test: Test


def moment_key(value: datetime) -> str:
    """A stamp without the Z, comparable with those of rows."""
    text = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{value.microsecond:06d}".rstrip("0") if value.microsecond else text


def _plain(value: Any) -> Any:
    return moment_key(value) if isinstance(value, datetime) else value


def _time(compare: Callable[[Any, Any], bool]) -> Test:
    return lambda have, want: isinstance(have, str) and compare(clock.key(have), _plain(want))


def _number(compare: Callable[[Any, Any], bool]) -> Test:
    return lambda have, want: have is not None and compare(float(have), float(want))


def equals(have: Any, want: Any) -> bool:
    if isinstance(have, dict):
        have = have.get("name")
    if isinstance(have, str) and isinstance(want, str):
        return have.lower() == want.lower()
    return bool(have == want)


def contains(have: Any, want: Any) -> bool:
    return isinstance(have, str) and str(want).lower() in have.lower()


def among(have: Any, want: Any) -> bool:
    """Any of several values; a row's list matches when it shares one."""
    wanted = want if isinstance(want, list) else [want]
    held = have if isinstance(have, list) else [have]
    return any(equals(one, other) for one in held for other in wanted)


AT_LEAST, BELOW = _time(operator.ge), _time(operator.lt)
UP_TO, AFTER = _time(operator.le), _time(operator.gt)
ENDINGS: Final = (
    ("OnOrAfter", AT_LEAST),
    ("OnOrBefore", UP_TO),
    ("OnAfter", AT_LEAST),
    ("OnBefore", BELOW),
    ("After", AT_LEAST),
    ("Before", BELOW),
)

# What the name alone does not tell. A parameter mapped to None is accepted and keeps every row.
EXCEPTIONS: Final[dict[str, Filter | None]] = {
    "paidOnAfter": Filter(("date",), AT_LEAST),
    "paidOnBefore": Filter(("date",), BELOW),
    "invoicedOnOrAfter": Filter(("invoiceDate",), AT_LEAST),
    "invoicedOnBefore": Filter(("invoiceDate",), BELOW),
    "number": Filter(("referenceNumber",), equals),
    "totalGreater": Filter(("total",), _number(operator.gt)),
    "totalLess": Filter(("total",), _number(operator.lt)),
    "minDuration": Filter(("duration",), lambda have, want: isinstance(have, int) and have >= want),
    "maxDuration": Filter(("duration",), lambda have, want: isinstance(have, int) and have <= want),
    "searchText": Filter(
        ("displayName", "code", "description"),
        lambda have, want: any(contains(part, want) for part in have),
    ),
    "titleContains": Filter(("title",), contains),
    "noteContains": Filter(("note",), contains),
    "appliedToInvoiceIds": Filter(
        ("appliedTo",), lambda have, want: among([part["appliedTo"] for part in have or []], want)
    ),
    "owners": None,
    "campaignPhoneNumber": Filter(("campaignPhoneNumbers",), among),
    "phoneNumberCalled": Filter(("to",), contains),
    "callerPhoneNumber": Filter(("from",), contains),
    "isProspect": None,
    "startsOnOrAfter": Filter(("start",), AT_LEAST),
    "startsBefore": Filter(("start",), BELOW),
    "startsOnOrBefore": Filter(("start",), UP_TO),
    "endsOnOrBefore": Filter(("end",), UP_TO),
    "externalDataApplicationGuid": None,
    "isArchived": Filter(("isArchived",), equals),
    "withoutCustomer": Filter(("customerId",), lambda have, want: (have is None) == want),
}
# The same, for one table.
LOCAL: Final[dict[tuple[str, str], Filter]] = {
    ("jpm/jobs", "number"): Filter(("jobNumber",), equals),
    ("jpm/appointments", "number"): Filter(("appointmentNumber",), equals),
    ("inventory/purchase-orders", "number"): Filter(("number",), equals),
    ("accounting/invoices", "statuses"): Filter(("syncStatus",), among),
    ("accounting/payments", "statuses"): Filter(("syncStatus",), among),
    ("jpm/projects", "startsOnOrAfter"): Filter(("startDate",), AT_LEAST),
    ("jpm/projects", "startsBefore"): Filter(("startDate",), BELOW),
    ("jpm/projects", "completedOnOrAfter"): Filter(("actualCompletionDate",), AT_LEAST),
    ("jpm/projects", "completedBefore"): Filter(("actualCompletionDate",), BELOW),
    ("jpm/projects", "technicianId"): Filter((), lambda _have, _want: True),
    ("salestech/estimates", "soldByEmployeeId"): Filter(("soldBy",), equals),
    ("salestech/estimates", "soldById"): Filter(("soldBy",), equals),
    ("salestech/estimates", "totalGreater"): Filter(("subtotal",), _number(operator.gt)),
    ("salestech/estimates", "totalLess"): Filter(("subtotal",), _number(operator.lt)),
    ("dispatch/appointment-assignments", "appointmentIds"): Filter(("appointmentId",), among),
    ("settings/technicians", "userIds"): Filter(("userId",), among),
    ("settings/employees", "userIds"): Filter(("userId",), among),
}


def chosen(call: Call) -> list[int]:
    """Positions of the rows the parameters keep; remembered while the tables stand still."""
    asked = sorted((name, repr(value)) for name, value in call.query.items() if name not in PAGING)
    key = (call.route.operation.key, repr(asked), repr(call.path))
    version = sum(table.version for table in call.box.tables.values())
    found = call.box.kept.get(key)
    if found is None or found[0] != version:
        if len(call.box.kept) > REMEMBERED:
            call.box.kept.clear()
        found = call.box.kept[key] = (version, _chosen(call))
    return found[1]


def _chosen(call: Call) -> list[int]:
    table = call.table
    wanted = tests(call)
    indexed = [one for one in wanted if _numbers(one)]
    places = list(table.places())
    for n, one in enumerate(indexed):
        found = table.places_with(one[0], _numbers(one))
        places = found if n == 0 else sorted(set(places) & set(found))
    for one in wanted:
        if one not in indexed:
            places = _kept(table, places, *one)
    return places


def _numbers(one: tuple[Path, Test, Any]) -> list[int]:
    """The numbers a test on equality asks for; those are looked up instead of compared."""
    _, test, want = one
    values = want if isinstance(want, list) else [want]
    plain = all(isinstance(value, int) and not isinstance(value, bool) for value in values)
    return values if plain and test in {equals, among} else []


def _kept(table: Table, places: list[int], path: Path, test: Test, want: Any) -> list[int]:
    column = table.column(path[0])
    if path[0] == "displayName":  # searchText looks into three fields at once
        columns = [table.column(name) for name in path]
        return [p for p in places if test([column[p] for column in columns], want)]
    if len(path) == 1:
        return [p for p in places if test(column[p], want)]
    return [p for p in places if isinstance(column[p], dict) and test(column[p].get(path[1]), want)]


# How lists name the filter on `active`.
ACTIVITY: Final = {"active", "activeState", "includeInactive", "activeOnly"}
ANY_BY_DEFAULT: Final = {"jpm/job-cancel-reasons", "jpm/job-hold-reasons"}


def tests(call: Call) -> list[tuple[Path, Test, Any]]:
    """Everything a row must pass: its parents, its activity, then each parameter."""
    made: list[tuple[Path, Test, Any]] = []
    for parameter, field in call.route.parents.items():
        if parameter != call.route.own and has(call, field):
            made.append(((field,), equals, call.path[parameter]))
    made += activity(call)
    for name, want in call.query.items():
        if want is None or name in PAGING or name in ACTIVITY:
            continue
        found = (
            RELATED[call.route.table, name](call, want)
            if (call.route.table, name) in RELATED
            else find(call, name)
        )
        if found and found.path:
            made.append((found.path, found.test, want))
    return made


def has(call: Call, field: str) -> bool:
    """Whether rows of this list can have the field."""
    return field in call.box.fields_of(call.route)


def activity(call: Call) -> list[tuple[Path, Test, Any]]:
    """Active rows unless asked otherwise; lists that cannot ask hide inactive rows."""
    if not has(call, "active"):
        return []
    wanted = _active(call)
    return (
        []
        if wanted is None
        else [(("active",), lambda have, want: (have is not False) == want, wanted)]
    )


def _active(call: Call) -> bool | None:
    query, known = call.query, call.route.operation.in_query
    if "includeInactive" in known:
        return None if query.get("includeInactive") else True
    if "activeOnly" in known:
        return True if query.get("activeOnly") else None
    state = query.get("activeState") or query.get("active")
    if state in {"InactiveOnly", "False", False}:
        return False
    if state in {"All", "Any"}:
        return None
    if state is None and call.route.table in ANY_BY_DEFAULT:
        return None
    return True


def find(call: Call, name: str) -> Filter | None:
    """The field and comparison a parameter's name means."""
    if (call.route.table, name) in LOCAL:
        return LOCAL[call.route.table, name]
    if name in EXCEPTIONS and not (name == "number" and has(call, "number")):
        return EXCEPTIONS[name]
    if name == "ids":
        return Filter(("id",), among)
    if has(call, name):
        exact = call.route.operation.in_query[name].get("match") == "exact"
        return Filter((name,), contains if name == "name" and not exact else among)
    if name in ADDRESS and has(call, "address"):
        return Filter(("address", name), contains)
    return _timed(call, name) or _listed(call, name) or _nested(call, name)


def _timed(call: Call, name: str) -> Filter | None:
    for ending, test in ENDINGS:
        if name.endswith(ending):
            stem = name.removesuffix(ending)
            for field in (f"{stem}On", stem, f"{stem}Date", f"{stem}Time"):
                if has(call, field):
                    return Filter((field,), test)
    return None


def _listed(call: Call, name: str) -> Filter | None:
    """`customerIds` means customerId, `statuses` means status."""
    for ending, instead in (("Ids", "Id"), ("ies", "y"), ("ses", "s"), ("s", "")):
        if name.endswith(ending):
            field = name.removesuffix(ending) + instead
            if has(call, field):
                return Filter((field,), among)
            return _nested(call, field)
    return None


def _nested(call: Call, name: str) -> Filter | None:
    """`customerId` may stand in the row as customer.id, `jobNumber` as job.number."""
    for ending in ("Id", "Number", "Name"):
        if name.endswith(ending) and has(call, name.removesuffix(ending)):
            return Filter((name.removesuffix(ending), ending.lower()), among)
    return None


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
        return Filter((field,), _number(signs[call.query.get(f"{name}.Comparer") or "Equals"]))

    return make


# Parameters about rows of another table, or about two parameters together.
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
