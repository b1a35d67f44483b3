"""What the name of a list's parameter means: which field, compared how."""

import operator
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.company import clock

Test = Callable[[Any, Any], bool]
Path = tuple[str, ...]

BILLS: Final = ("accounting/ap-bills", "accounting/inventory-bills")
CALLS: Final = "telecom/calls"
JOURNAL: Final = "accounting/journal-entries"
PROJECTS: Final = "jpm/projects"
REVIEWS: Final = "marketing-reputation/reviews"
ADDRESS: Final = {"street", "unit", "city", "state", "zip", "country", "latitude", "longitude"}
POSITION: Final = {"latitude", "longitude"}


class Filter(NamedTuple):
    path: Path
    test: Test


def moment_key(value: datetime) -> str:
    """A stamp without the Z, comparable with those of rows."""
    text = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{text}.{value.microsecond:06d}".rstrip("0") if value.microsecond else text


def _plain(value: Any) -> Any:
    return moment_key(value) if isinstance(value, datetime) else value


def timely(compare: Callable[[Any, Any], bool]) -> Test:
    return lambda have, want: isinstance(have, str) and compare(clock.key(have), _plain(want))


def numeric(compare: Callable[[Any, Any], bool]) -> Test:
    return lambda have, want: have is not None and compare(float(have), float(want))


def lasting(compare: Callable[[Any, Any], bool]) -> Test:
    """Durations are seconds, in rows of some lists as `hours:minutes:seconds`."""

    def test(have: Any, want: Any) -> bool:
        if isinstance(have, str):
            hours, minutes, seconds = (int(part) for part in have.split(":"))
            have = hours * 3600 + minutes * 60 + seconds
        return isinstance(have, int) and compare(have, want)

    return test


def spelled(have: Any, want: Any) -> bool:
    """A number or truth that one of both holds as text."""
    return str(have).lower() == str(want).lower()


def worded(have: Any, want: Any) -> bool:
    """One of several words separated by commas."""
    return among(have, want if isinstance(want, list) else str(want).split(","))


def unless_missing(have: Any, want: Any) -> bool:
    """Rows without a value are kept when they are asked for."""
    return bool(want) or have is not None


def within(field: str, test: Test) -> Test:
    """Holds when it does for that field of any item of a list."""
    return lambda have, want: any(test(item[field], want) for item in have or [] if item)


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


def owned(have: Any, want: Any) -> bool:
    """`owners[0].type` and `owners[0].id` name an owner together; any one will do."""
    asked: dict[str, dict[str, str]] = {}
    for key, value in want.items():
        place, _, field = key.partition(".")
        asked.setdefault(place, {})[field] = value.lower()
    return any(
        all(str(owner.get(field)).lower() == value for field, value in wanted.items())
        for owner in have or []
        for wanted in asked.values()
    )


def in_category(have: Any, want: list[Any]) -> bool:
    """Services show categories as objects, goods as ids; several at once were seen to find none."""
    held = [one["id"] if isinstance(one, dict) else one for one in have or []]
    return len(want) == 1 and want[0] in held


AT_LEAST, BELOW = timely(operator.ge), timely(operator.lt)
UP_TO = timely(operator.le)
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
    "totalGreater": Filter(("total",), numeric(operator.gt)),
    "totalLess": Filter(("total",), numeric(operator.lt)),
    "minDuration": Filter(("duration",), lasting(operator.ge)),
    "maxDuration": Filter(("duration",), lasting(operator.le)),
    "searchText": Filter(
        ("displayName", "code", "description"),
        lambda have, want: any(contains(part, want) for part in have),
    ),
    "titleContains": Filter(("title",), contains),
    "noteContains": Filter(("note",), contains),
    "appliedToInvoiceIds": Filter(("appliedTo",), within("appliedTo", among)),
    "appliedToReferenceNumber": Filter(("appliedTo",), within("appliedToReferenceNumber", equals)),
    "appliedOnOrAfter": Filter(("appliedTo",), within("appliedOn", AT_LEAST)),
    "appliedBefore": Filter(("appliedTo",), within("appliedOn", BELOW)),
    "batchNumber": Filter(("batch", "number"), spelled),
    "grossAmountGreater": Filter(("grossAmount",), numeric(operator.gt)),
    "grossAmountLess": Filter(("grossAmount",), numeric(operator.lt)),
    "completeOnOrAfter": Filter(("completeBy",), AT_LEAST),
    "completeBefore": Filter(("completeBy",), BELOW),
    "ownerType": Filter(("owners",), within("type", equals)),
    "adjustmentTypes": Filter(("type",), worded),
    "budgetCodeIds": Filter(("id",), among),
    "segmentIds": Filter(("segments",), within("segmentId", among)),
    "segmentItemIds": Filter(("segments",), within("segmentItemId", among)),
    "owners": Filter(("owners",), owned),
    "campaignPhoneNumber": Filter(("campaignPhoneNumbers",), among),
    "phoneNumberCalled": Filter(("to",), contains),
    "callerPhoneNumber": Filter(("from",), contains),
    "isProspect": Filter(("customerId",), lambda have, want: (have is None) == want),
    "isCaptureSourceForm": Filter(
        ("captureSource",), lambda have, want: contains(have, "form") == want
    ),
    "startsOnOrAfter": Filter(("start",), AT_LEAST),
    "startsBefore": Filter(("start",), BELOW),
    "startsOnOrBefore": Filter(("start",), UP_TO),
    "endsOnOrBefore": Filter(("end",), UP_TO),
    "externalDataApplicationGuid": None,
    "isArchived": Filter(("isArchived",), spelled),
    "searchTerm": Filter(("name",), contains),
    "withoutCustomer": Filter(("customerId",), lambda have, want: (have is None) == want),
}
LEAD_TYPES: Final = ("Call", "WebBooking", "WebLeadForm", "ManualJob")
"""Named where they are asked for, numbered from 1 where they are shown."""
# The same, for one table.
LOCAL: Final[dict[tuple[str, str], Filter]] = {
    ("jpm/jobs", "number"): Filter(("jobNumber",), equals),
    ("jpm/appointments", "number"): Filter(("appointmentNumber",), equals),
    ("inventory/purchase-orders", "number"): Filter(("number",), equals),
    ("accounting/invoices", "statuses"): Filter(("syncStatus",), among),
    ("accounting/payments", "statuses"): Filter(("syncStatus",), among),
    (PROJECTS, "startsOnOrAfter"): Filter(("startDate",), AT_LEAST),
    (PROJECTS, "startsBefore"): Filter(("startDate",), BELOW),
    (PROJECTS, "completedOnOrAfter"): Filter(("actualCompletionDate",), AT_LEAST),
    (PROJECTS, "completedBefore"): Filter(("actualCompletionDate",), BELOW),
    ("salestech/estimates", "soldByEmployeeId"): Filter(("soldBy",), equals),
    ("salestech/estimates", "soldById"): Filter(("soldBy",), equals),
    ("salestech/estimates", "totalGreater"): Filter(("subtotal",), numeric(operator.gt)),
    ("salestech/estimates", "totalLess"): Filter(("subtotal",), numeric(operator.lt)),
    ("dispatch/appointment-assignments", "appointmentIds"): Filter(("appointmentId",), among),
    ("marketing-ads/attributed-leads", "leadType"): Filter(
        ("leadType",), lambda have, want: want in LEAD_TYPES[int(have) - 1 : int(have)]
    ),
    **{
        (f"pricebook/{name}", "categoryIds"): Filter(("categories",), in_category)
        for name in ("equipment", "materials", "services")
    },
    ("settings/technicians", "userIds"): Filter(("userId",), among),
    ("settings/employees", "userIds"): Filter(("userId",), among),
    ("crm/booking-provider-tags", "name"): Filter(("tagName",), contains),
    ("forms/forms", "status"): Filter(
        ("published",), lambda have, want: want == "Any" or have == (want == "Published")
    ),
    (CALLS, "agentId"): Filter(("agent", "id"), among),
    (CALLS, "agentName"): Filter(("agent", "name"), contains),
    (CALLS, "agentExternalId"): Filter(("agent", "externalId"), among),
    (CALLS, "agentIsExternal"): Filter(
        ("agent", "externalId"), lambda have, want: (have is not None) == want
    ),
    (CALLS, "sid"): Filter(("leadCall", "sid"), equals),
    (CALLS, "tag"): Filter(("leadCall", "tags"), within("typeName", contains)),
    ("payroll/jobs/timesheets", "startedOn"): Filter(("dispatchedOn",), AT_LEAST),
    ("payroll/jobs/timesheets", "endedOn"): Filter(("doneOn",), UP_TO),
    ("payroll/payrolls", "approvedOnOrAfter"): Filter(("managerApprovedOn",), AT_LEAST),
    ("memberships/membership-types", "duration"): Filter(
        ("durationBilling",), within("duration", equals)
    ),
    ("memberships/membership-types", "billingFrequency"): Filter(
        ("durationBilling",), within("billingFrequency", equals)
    ),
    ("marketing-ads/attributed-leads", "fromUtc"): Filter(("dateTime",), AT_LEAST),
    ("marketing-ads/attributed-leads", "toUtc"): Filter(("dateTime",), BELOW),
    (REVIEWS, "search"): Filter(("review",), contains),
    (REVIEWS, "fromDate"): Filter(("publishDate",), AT_LEAST),
    (REVIEWS, "toDate"): Filter(("publishDate",), UP_TO),
    (REVIEWS, "fromRating"): Filter(("rating",), numeric(operator.ge)),
    (REVIEWS, "toRating"): Filter(("rating",), numeric(operator.le)),
    (REVIEWS, "sources"): Filter(("platform",), among),
    (REVIEWS, "reviewStatuses"): Filter(("reviewType",), among),
    (JOURNAL, "exportedFrom"): Filter(("exportedOn",), AT_LEAST),
    (JOURNAL, "exportedTo"): Filter(("exportedOn",), UP_TO),
    (JOURNAL, "postedFrom"): Filter(("postDate",), AT_LEAST),
    (JOURNAL, "postedTo"): Filter(("postDate",), UP_TO),
    (JOURNAL, "numberFrom"): Filter(("number",), numeric(operator.ge)),
    (JOURNAL, "numberTo"): Filter(("number",), numeric(operator.le)),
    (JOURNAL, "empty"): Filter(
        ("isEmpty",), lambda have, want: want != "Exclude" or have is not True
    ),
    **{(table, "billNumber"): Filter(("referenceNumber",), contains) for table in BILLS},
    **{(table, "dateFrom"): Filter(("billDate",), AT_LEAST) for table in BILLS},
    **{(table, "dateTo"): Filter(("billDate",), UP_TO) for table in BILLS},
    **{(table, "minCost"): Filter(("billAmount",), numeric(operator.ge)) for table in BILLS},
    **{(table, "maxCost"): Filter(("billAmount",), numeric(operator.le)) for table in BILLS},
    # Bills of stock hold no total of the vendor's that could differ.
    ("accounting/inventory-bills", "threeWayMatchDiscrepancy"): Filter(
        ("id",), lambda _have, want: want == "NoDiscrepancy"
    ),
    ("accounting/payments", "transactionType"): Filter(
        ("id",), lambda _have, want: want == "ReceivePayment"
    ),
    (REVIEWS, "includeReviewsWithoutTechnician"): Filter(("technicianId",), unless_missing),
    (REVIEWS, "includeReviewsWithoutLocation"): Filter(("jobId",), unless_missing),
    (REVIEWS, "includeReviewsWithoutCampaign"): Filter(("jobId",), unless_missing),
    ("accounting/inventory-bills", "billType"): Filter(
        ("purchaseOrderId",),
        lambda have, want: want == ("NotSet" if have is None else "Procurement"),
    ),
}


# Parameters about pairs of a name and a value, and the field that holds them.
PAIRS: Final = {
    "customField.Fields": "customFields",
    "customFields.Fields": "customFields",
    "customField": "customFields",
    "externalDataValues": "externalData",
}


def has(call: Call, field: str) -> bool:
    """Whether rows of this list can have the field."""
    return field in call.box.fields_of(call.route)


def find(call: Call, name: str) -> Filter | None:
    """The field and comparison a parameter's name means."""
    if (call.route.table, name) in LOCAL:
        return LOCAL[call.route.table, name]
    if name in EXCEPTIONS and not (name == "number" and has(call, "number")):
        return EXCEPTIONS[name]
    if name in PAIRS:
        return _pairs(call, name)
    return _own(call, name) or _timed(call, name) or _listed(call, name) or _nested(call, name)


def _own(call: Call, name: str) -> Filter | None:
    """A field of the same name, or a part of the address."""
    if name == "ids":
        return Filter(("id",), among)
    if has(call, name):
        exact = call.route.operation.in_query[name].get("match") == "exact"
        return Filter((name,), contains if name == "name" and not exact else among)
    if name in ADDRESS and has(call, "address"):
        return Filter(("address", name), equals if name in POSITION else contains)
    return None


def _pairs(call: Call, name: str) -> Filter | None:
    """Custom fields by name and value, all or any of them; external data by key and values."""
    query = call.query
    if PAIRS[name] == "customFields":
        mode = any if query.get(name.removesuffix("Fields") + "Operator") == "Or" else all

        def fields(have: Any, want: Any) -> bool:
            held = {pair["name"]: pair.get("value") for pair in have or []}
            return mode(held.get(key) == value for key, value in want.items())

        return Filter(("customFields",), fields)

    def data(have: Any, want: Any) -> bool:
        wanted = str(want).split(",")
        application = query.get("externalDataApplicationGuid")
        pairs = [
            pair
            for pair in have or []
            if pair["key"] == query.get("externalDataKey")
            and application in {None, pair.get("applicationGuid")}
        ]
        return any(str(pair["value"]) in wanted for pair in pairs)

    return Filter(("externalData",), data)


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
