"""Every documented parameter of every read makes a difference, unless a reason is given."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

import pytest

from sandbox.servicetitan import running
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.api.samples import points_to
from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import NOW, Client

Row = dict[str, Any]

MODULES: Final = sorted(load().modules)
GUID: Final = "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111"
LONG_AGO, FAR_OFF = "1990-01-01T00:00:00Z", "2090-01-01T00:00:00Z"
MOMENTS: Final = (LONG_AGO, FAR_OFF, "2026-06-01T00:00:00Z", "2026-06-05T00:00:00Z")
TIMELY: Final = re.compile(r"(OnOrAfter|OnOrBefore|Before|After|Utc|dOn)$|^(from|to)(Date)?$|^date")
BOUNDS: Final = re.compile(r"Greater|Less|^min|^max|From$|To$|Rating$")
UPPER: Final = re.compile(r"Before$|^to(?![a-z])|To$|endedOn$")
MOST_OF: Final = re.compile(r"Less|^max|^to(?![a-z])|To$")
MALFORMED, BROKEN = "400", 500
ACTIVITY: Final = {"active", "activeState", "includeInactive", "activeOnly"}
SORTING: Final = {"sort", "orderBy", "sortBy"}
MOST: Final = 100  # values tried, until one finds a row
FEW: Final = 3  # of a field whose name says nothing of the filter

TOGETHER: Final = "means something only with another parameter: see test_pairs.py"
UNTOLD: Final = "what its numbers stand for was never published; rows tell nothing of it"
COUNTED: Final = "the answer has no place for a total"
REASONS: Final = {
    "path": "the file of a path is there after an upload: test_files_and_reports.py",
    "externalDataKey": TOGETHER,
    "externalDataValues": TOGETHER,
    "customField": TOGETHER,
    "customField.Fields": TOGETHER,
    "customField.Operator": TOGETHER,
    "customFields.Fields": TOGETHER,
    "customFields.Operator": TOGETHER,
    "owners": TOGETHER,
    "balanceFilter.Comparer": TOGETHER,
    "totalFilter.Comparer": TOGETHER,
    "orderByDirection": TOGETHER,
    "descending": TOGETHER,
    "excludeAccountingChangesFromModifiedDateRange": TOGETHER,
    "reviews reportType": UNTOLD,
    "reviews responseTypes": UNTOLD,
    "InventoryBills_GetList includeTotal": COUNTED,
    "BudgetCodes_ListProjectSegments includeTotal": COUNTED,
    "BudgetCodes_ListCompanySegments includeTotal": COUNTED,
}
BATCH: Final = {"batch": {"id": 7, "number": "77", "name": "June"}}
SOMEONE: Final = {"id": 77, "name": "Someone"}
APPLIED: Final = {"appliedTo": 77, "appliedToReferenceNumber": "R-7", "appliedOn": "2026-06-01"}
CALL: Final = {"leadCall": {"tags": [{"id": 1, "typeName": "VIP"}]}, "agent": {"externalId": 77}}
PLANTED: Final[dict[str, Row]] = {
    "accounting/credit-memos": {"appliedTo": [APPLIED]},
    "accounting/credit-memos/items": {"businessUnit": SOMEONE},
    "accounting/gl-accounts": {"description": "Till"},
    "accounting/invoices": {**BATCH, "adjustmentToId": 77, "assignedTo": SOMEONE},
    "accounting/payments": {"deposit": SOMEONE},
    "crm/contacts": {"title": "Owner", "referenceId": "R-7"},
    "crm/contacts/contact-methods": {"referenceId": "R-7"},
    "crm/leads": {"leadCustomerName": "Ann Lee", "leadPhone": "8135550100"},
    "dispatch/technician-shifts": {"note": "Bring the ladder"},
    "inventory/purchase-orders": {"projectId": 77},
    "jpm/jobs": {"bookingId": 77, "createdFromEstimateId": 77, "equipmentIds": [77]},
    "pricebook/materials": {"costTypeId": 77},
    "salestech/estimates": {"projectId": 77},
    "task-management/tasks": {"projectId": 77},
    "telecom/calls": CALL,
}
"""Fields that no row of the company has by itself, given to the first row of a table."""
DETAILS, ORDERS = "accounting/journal-entries/details", "inventory/purchase-orders"
ELSEWHERE: Final = {
    **dict.fromkeys(("customerName", "locationName", "vendorName"), DETAILS),
    **dict.fromkeys(("inventoryLocationName", "refNumber"), DETAILS),
    **dict.fromkeys(("customerCity", "customerState", "customerZip"), "crm/customers"),
    "appointmentId": "jpm/appointments",
    "purchaseOrderTypes": ORDERS,
    "purchaseOrderNumber": ORDERS,
}
"""Filters about the rows of another table."""


class Asked(NamedTuple):
    """One read with the values without which it does not answer."""

    client: Client
    route: Route
    path: str
    query: Row

    @property
    def name(self) -> str:
        return self.route.operation.op

    @property
    def known(self) -> Row:
        return self.route.operation.in_query

    def get(self, **query: Any) -> Any:
        sent = {**self.query, **query}
        answer = self.client.http.get(self.path, params=sent, headers=self.client.headers)
        assert answer.status_code < BROKEN, f"{self.name} {query}: {answer.text}"
        return answer

    def told(self, **query: Any) -> str:
        """The answer as text; of a refusal the status alone."""
        size = {"pageSize": 500} if "pageSize" in self.known else {}
        answer = self.get(**size, **query)
        where = answer.headers.get("location", "")
        told = answer.status_code in {200, 302}
        return answer.text + where if told else str(answer.status_code)

    def rows(self, size: int = 500, **query: Any) -> list[Any] | None:
        limit = {"pageSize": size} if "pageSize" in self.known else {}
        answer = self.get(**{**limit, **query})
        made = answer.json() if answer.status_code == 200 else None
        found = made.get("data") if isinstance(made, dict) else made
        return found if isinstance(found, list) else None

    def finds(self, **query: Any) -> bool:
        return bool(self.rows(1, **query))

    def node(self, name: str) -> Row:
        facts, module = load(), self.route.operation.module
        whole = facts.resolve(module, self.known[name])
        return facts.resolve(module, whole.get("items", {})) or whole


def reads(client: Client, module: str) -> Iterator[Asked]:
    for route in client.box.box.router.routes:
        operation = route.operation
        if operation.module != module or operation.verb != "GET" or not operation.in_query:
            continue
        if not operation.feed:
            op = {"op": f"{module}/{operation.op}"}
            found = client.http.get("/_sandbox/examples", params=op).json()[0]
            yield Asked(client, route, found["path"], widened(found["path"], found["query"]))


def widened(path: str, query: Row) -> Row:
    """What must be sent, so that it keeps as many rows as it can."""
    for name in query:
        if TIMELY.search(name):
            query[name] = FAR_OFF if re.search(r"Before$|^to", name) else LONG_AGO
    if "page" in query:
        query["page"] = 0 if "intacct" in path else 1
    return query


@pytest.fixture(scope="module")
def planted() -> Iterator[Client]:
    """A company in which each table has an inactive row, and each filter something to find."""
    with running(customers=40, seed=3, now=NOW) as server, Client(server) as client:
        for route in server.box.router.routes:
            plant(server.mutate, server.box.table(route.table), set(route.operation.in_query))
        for name, fields in PLANTED.items():
            first = server.rows(*name.split("/", 1))[0]
            server.mutate(name, change=[{"id": first["id"], **merged(first, fields)}])
        paid = server.rows("payroll", "payrolls")[0]
        clerk = server.rows("settings", "employees")[0]["id"]
        server.mutate("payroll/payrolls", insert=[{**paid, "id": 77, "employeeId": clerk}])
        yield client


def merged(row: Row, fields: Row) -> Row:
    nested = {
        k: v for k, v in fields.items() if isinstance(v, dict) and isinstance(row.get(k), dict)
    }
    return fields | {name: {**row[name], **value} for name, value in nested.items()}


def plant(mutate: Callable[..., Any], table: Any, known: set[str]) -> None:
    """An inactive row at the end, external data at the beginning."""
    last = table.read(max(table.places())) if len(table) > 1 else {}
    if ACTIVITY & known and last.get(table.key):
        mutate(table.name, change=[{table.key: last[table.key], "active": False}])
    if "externalDataApplicationGuid" in known:
        pairs = [{"key": "erp", "value": "R-7", "applicationGuid": GUID}]
        mutate(table.name, change=[{table.key: table.ids[0], "externalData": pairs}])


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every plain value inside another, with the field that holds it."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, key)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, name)
    elif value not in {None, ""} and not isinstance(value, bool):
        yield name, value


def candidates(one: Asked, name: str, rows: list[Any]) -> list[Any]:
    """Values that a filter of this name may find, the likeliest first."""
    box = one.client.box.box
    held = box.table(ELSEWHERE.get(name, one.route.table))
    truth = [held.read(place) for place in list(held.places())[:50]]
    digits = one.node(name).get("type") in {"integer", "number"}
    found = [
        (key, value)
        for key, value in leaves([truth, rows[:50]])
        if not digits or str(value).lstrip("-").replace(".", "", 1).isdigit()
    ]
    stem = re.sub(r"(Ids|Id|IdList|Contains|s)$", "", name).lower()
    likely = [v for key, v in found if key.lower() in name.lower() or stem in key.lower()]
    fields: dict[str, list[Any]] = {}
    for key, value in found:
        fields.setdefault(key, []).append(value)
    planted = [77] if digits or name.endswith("Ids") else ["true", "false"]
    rest = [value for values in fields.values() for value in values[:FEW]]
    told = [*planted, *likely[: MOST // 3], *named(one, name)[: MOST // 3], *rest, *likely]
    return list(dict.fromkeys(told))[:MOST]


def named(one: Asked, name: str) -> list[Any]:
    """The ids of what a parameter is about by its name."""
    table, box = points_to(name), one.client.box.box
    return list(box.table(table).ids) if table and box.knows(table) else []


def words_wrong(one: Asked, name: str, rows: list[Any], words: list[Any]) -> str | None:
    counts = [len(one.rows(**{name: word}) or []) for word in words]
    told = any(counts) and min(counts) < len(rows)
    return None if told else f"{dict(zip(words, counts, strict=True))} of {len(rows)}"


def ends_wrong(one: Asked, name: str) -> str | None:
    ends = [one.finds(**{name: moment}) for moment in (LONG_AGO, FAR_OFF)]
    wanted = [False, True] if UPPER.search(name) else [True, False]
    return None if ends == wanted else f"ends {ends}"


def bounds_wrong(one: Asked, name: str) -> str | None:
    low, high = (len(one.rows(**{name: bound}) or []) for bound in (0, 99_999_999))
    right = low < high if MOST_OF.search(name) else low > high
    return None if right else f"{low} of nothing, {high} of very much"


def value_wrong(one: Asked, name: str, rows: list[Any]) -> str | None:
    node = one.node(name)
    nobody = "999999999" if node.get("type") in {"integer", "number"} else "no such value"
    if one.finds(**{name: nobody}):
        return "a value that nobody has finds rows"
    tried = candidates(one, name, rows)
    hit = any(one.finds(**{name: value}) for value in tried)
    return None if hit else f"none of {len(tried)} values finds a row"


def filter_wrong(one: Asked, name: str, rows: list[Any]) -> str | None:
    """A value nobody has finds nothing, and another finds something."""
    node = one.node(name)
    words, kind = node.get("enum") or node.get("knownValues"), node.get("type")
    if words:
        return words_wrong(one, name, rows, words)
    if kind == "boolean":
        return alike(one, name, ["true", "false"])
    if kind == "string" and (node.get("format") == "date-time" or TIMELY.search(name)):
        return ends_wrong(one, name)
    if kind != "string" and BOUNDS.search(name) and not name.endswith("Id"):
        return bounds_wrong(one, name)
    return value_wrong(one, name, rows)


def page_wrong(one: Asked, name: str, rows: list[Any]) -> str | None:
    first = int(one.query.get("page", 1))
    told = one.rows(1, page=first + 1) if name == "page" else one.rows(1)
    wanted = rows[1:2] if name == "page" else rows[:1]
    return None if told == wanted else "not that page"


def sort_wrong(one: Asked, name: str) -> str | None:
    fields = one.known[name].get("sortFields") or ["Id", "CreatedOn", "ModifiedOn"]
    if name == "sort":
        told = [[one.told(sort=f"{sign}{field}") for sign in "+-"] for field in fields]
    else:
        turn = "descending" if "descending" in one.known else "orderByDirection"
        ends = ("false", "true") if turn == "descending" else ("asc", "desc")
        told = [[one.told(**{name: field, turn: end}) for end in ends] for field in fields]
    return None if any(up != down for up, down in told) else "up and down are alike"


def alike(one: Asked, name: str, words: list[Any] | tuple[Any, ...]) -> str | None:
    told = {one.told(**{name: word}) for word in words} - {MALFORMED}
    return None if len(told) > 1 else "every value is answered alike"


def lone_wrong(one: Asked, name: str) -> str | None:
    """Where the answer is no list, two values lead to two answers."""
    node = one.node(name)
    timely = node.get("format") == "date-time"
    plain = (*named(one, name)[:FEW], "true", "false", "Images/a", "Images/b", GUID)
    words = node.get("enum") or (MOMENTS if timely else plain)
    return alike(one, name, words)


def activity_wrong(one: Asked, name: str) -> str | None:
    many = len(one.client.box.box.table(one.route.table)) > 1
    return alike(one, name, one.node(name).get("enum") or ["true", "false"]) if many else None


def wrong(one: Asked, name: str, rows: list[Any] | None) -> str | None:
    """What is the matter with a parameter, if anything."""
    if name == "externalDataApplicationGuid":
        return None if one.told(**{name: GUID}) != one.told() else "no data is shown"
    if rows is None:
        return lone_wrong(one, name)
    if name in SORTING:
        return sort_wrong(one, name) if len(rows) > 1 else None
    if name in ACTIVITY:
        return activity_wrong(one, name)
    paging = page_wrong if name in {"page", "pageSize"} else filter_wrong
    return paging(one, name, rows)


@pytest.mark.parametrize("module", MODULES)
def test_every_parameter_of_a_read_makes_a_difference(planted: Client, module: str) -> None:
    silent = [
        f"{one.name} {name}: {what}"
        for one in reads(planted, module)
        for rows in [one.rows()]
        for name in one.known
        if not {name, f"{one.name} {name}"} & set(REASONS)
        for what in [wrong(one, name, rows)]
        if what
    ]

    assert not silent, "\n".join(silent)


def test_every_excuse_is_about_a_parameter_that_there_is() -> None:
    known = {name for one in load().operations for name in one.in_query}
    known |= {f"{one.op} {name}" for one in load().operations for name in one.in_query}

    assert set(REASONS) <= known
