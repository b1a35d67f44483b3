"""Every list of every module: pages, order, filters and single rows agree with one another."""

from itertools import count
from typing import Any

import pytest

from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.api.samples import points_to
from sandbox.servicetitan.facts import Operation, load
from tests.sandbox.conftest import Client

MODULES = sorted(load().modules)
# Whoever works in the field is one of the other table.
STAFF = {"settings/employees": ("settings/technicians",)}
# Names that mean something else in another module.
OTHER_IDS = {"agentId", "categoryId"}
# No row has these values.
NEVER = {"integer": "5", "string": "no such value"}
LONG_AGO, FAR_OFF = "1990-01-01T00:00:00Z", "2090-01-01T00:00:00Z"
# Accepted, and about something that the row does not say in a field of that name.
NOT_A_FIELD = {"search", "searchText", "number", "name", "status", "includeTotal", "sort", "type"}


def listed(operation: Operation) -> bool:
    report = any(part in operation.path for part in ("data-queries", "dynamic-value-sets"))
    return operation.verb == "GET" and operation.paged and not operation.feed and not report


class List:
    """One list operation with the parameters without which it does not answer."""

    def __init__(self, client: Client, operation: Operation) -> None:
        self.client, self.operation = client, operation
        name = f"{operation.module}/{operation.op}"
        found = client.http.get("/_sandbox/examples", params={"op": name}).json()[0]
        self.path, self.query = found["path"], found["query"]
        self.first = 0 if "intacct" in self.path else 1
        if "page" in self.query:
            self.query["page"] = self.first
        for narrow in ("createdOnOrAfter", "modifiedOnOrAfter", "modifiedBefore", "createdBefore"):
            if narrow in self.query:
                self.query[narrow] = FAR_OFF if "Before" in narrow else LONG_AGO

    def get(self, path: str = "", **query: Any) -> Any:
        sent = {**self.query, **query} if not path else query
        headers = self.client.headers
        answer = self.client.http.get(path or self.path, params=sent, headers=headers)
        assert answer.status_code == 200, f"{self.path} {sent} {answer.text[:200]}"
        return answer.json()

    def rows(self, **query: Any) -> list[dict[str, Any]]:
        """All of them; one table has more than the largest page holds."""
        rows: list[dict[str, Any]] = []
        for number in count(self.first):
            more = {} if number == self.first else {"page": number}
            page = self.get(**{"pageSize": self.largest, **query, **more})
            rows += page if isinstance(page, list) else page["data"]
            if isinstance(page, list) or not page.get("hasMore"):
                break
        return rows

    @property
    def largest(self) -> int:
        small = "journal-entries" in self.path or "intacct" in self.path
        return 500 if small else 5_000


def lists(client: Client, module: str) -> list[List]:
    return [List(client, op) for op in load().modules[module].operations if listed(op)]


@pytest.mark.parametrize("module", MODULES)
def test_pages_join_and_are_counted(reader: Client, module: str) -> None:
    for one in lists(reader, module):
        rows = one.rows()
        names = set(one.operation.in_query)
        plain = isinstance(one.get(), list)
        if plain or not {"page", "pageSize"} <= names or len(rows) == one.largest:
            continue
        size = max(1, len(rows) // 3)
        pages = [one.get(page=one.first + n, pageSize=size, includeTotal="true") for n in range(3)]

        joined = [row for page in pages for row in page["data"]]
        assert joined == rows[: 3 * size], one.path
        assert [p["hasMore"] for p in pages if "hasMore" in p] == [
            (n + 1) * size < len(rows) for n, p in enumerate(pages) if "hasMore" in p
        ], one.path
        if "includeTotal" in names:
            assert {page.get("totalCount", len(rows)) for page in pages} == {len(rows)}, one.path


@pytest.mark.parametrize("module", MODULES)
def test_sort_goes_both_ways_on_every_field(reader: Client, module: str) -> None:
    for one in lists(reader, module):
        for field in one.operation.in_query.get("sort", {}).get("sortFields", []):
            up, down = (one.rows(sort=f"{sign}{field}") for sign in "+-")
            key = field[:1].lower() + field[1:]
            values = [row.get(key) for row in up]
            texts = [v.rstrip("Z").lower() if isinstance(v, str) else v for v in values]
            known = [value for value in texts if value is not None]
            if len(up) == one.largest or any(isinstance(value, dict) for value in known):
                continue

            assert known == sorted(known), f"{one.path} {field}"
            assert [row.get(key) for row in down] == values[::-1], f"{one.path} {field}"


@pytest.mark.parametrize("module", MODULES)
def test_the_first_row_is_found_by_its_id(reader: Client, module: str) -> None:
    routes = [r for r in reader.box.box.router.routes if r.operation.module == module]
    for one in lists(reader, module):
        parts = [name for name in one.operation.in_query if name.startswith("include")]
        row = next(iter(one.rows(**dict.fromkeys(parts, True))), None)
        if row and row.get("id") and single(routes, one.operation):
            found = one.get(f"{one.path}/{row['id']}", **dict.fromkeys(parts, True))
            found = found.get("data", found) if set(found) == {"data"} else found
            both = {k for k in set(found) & set(row) if not isinstance(found[k], dict)}

            assert both, one.path
            assert {k: found[k] for k in both} == {k: row[k] for k in both}, one.path


def single(routes: list[Route], operation: Operation) -> bool:
    return any(
        route.operation.verb == "GET"
        and route.operation.path.rpartition("/")[0] == operation.path
        and route.own in {"id", "technicianId", "report_id"}
        for route in routes
    )


@pytest.mark.parametrize("module", MODULES)
def test_filters_named_like_a_field_keep_what_they_say(reader: Client, module: str) -> None:
    for one in lists(reader, module):
        rows = one.rows()
        if not rows or "id" not in rows[0]:
            continue
        for name, node in one.operation.in_query.items():
            if node.get("type") not in NEVER or node.get("format") or name in one.query:
                continue
            check_plain(one, rows, name, str(node["type"]))
        if "ids" in one.operation.in_query and "ids" not in one.query:
            assert one.rows(ids=rows[-1]["id"]) == [rows[-1]], one.path
            assert one.rows(ids="5") == [], one.path


@pytest.mark.parametrize("module", MODULES)
def test_ids_in_rows_name_rows_that_exist(reader: Client, module: str) -> None:
    box = reader.box.box
    lost = [
        f"{one.path} {name} {row[name]}"
        for one in lists(reader, module)
        for row in one.rows()[:20]
        for name in row
        for table in [points_to(name)]
        if table and row[name] and isinstance(row[name], int) and name not in OTHER_IDS
        if not any(row[name] in box.table(t).at for t in (table, *STAFF.get(table, ())))
    ]

    assert lost == []


def check_plain(one: List, rows: list[dict[str, Any]], name: str, kind: str) -> None:
    values = [row[name] for row in rows if name not in NOT_A_FIELD and row.get(name)]
    if not values or isinstance(values[0], dict | list | bool) or len(str(values[0])) > 100:
        return
    found = one.rows(**{name: values[0]})

    assert found, f"{one.path} {name}"
    assert {str(row[name]).lower() for row in found} == {str(values[0]).lower()}, (
        f"{one.path} {name}"
    )
    if not {"maxLength", "knownValues"} & set(one.operation.in_query[name]):
        assert one.rows(**{name: NEVER[kind]}) == [], f"{one.path} {name}"


@pytest.mark.parametrize("module", MODULES)
def test_times_of_change_include_their_start_and_exclude_their_end(
    reader: Client, module: str
) -> None:
    for one in lists(reader, module):
        rows = one.rows()
        for stem, field in (("created", "createdOn"), ("modified", "modifiedOn")):
            names = {f"{stem}OnOrAfter", f"{stem}Before"}
            stamps = sorted(row[field].rstrip("Z") for row in rows if row.get(field))
            if not names <= set(one.operation.in_query) or names & set(one.query) or not stamps:
                continue
            middle = f"{stamps[len(stamps) // 2][:19]}Z"
            after = one.rows(**{f"{stem}OnOrAfter": middle})
            before = one.rows(**{f"{stem}Before": middle})

            assert len(after) + len(before) == len(stamps), f"{one.path} {stem}"
            assert all(row[field].rstrip("Z") >= middle[:-1] for row in after), one.path
            assert all(row[field].rstrip("Z") < middle[:-1] for row in before), one.path
            assert one.rows(**{f"{stem}OnOrAfter": FAR_OFF}) == [], one.path
            assert one.rows(**{f"{stem}Before": LONG_AGO}) == [], one.path


@pytest.mark.parametrize("module", MODULES)
def test_what_is_created_changed_and_deleted_shows(client: Client, module: str) -> None:
    """Each resource that can be read by id: made, read, deleted where it can be, read again."""
    verbs = {(op.verb, op.path): op for op in load().modules[module].operations}
    hidden = []
    for (verb, path), operation in verbs.items():
        if verb != "POST" or ("GET", f"{path}/{{id}}") not in verbs:
            continue
        answer = asked(client, f"{module}/{operation.op}")
        made = answer.json() if answer.content else {}
        key = made.get("id") if isinstance(made, dict) else made
        if key is None:  # the answer wraps the row, or says nothing
            continue
        where = f"{answer.url.path}/{key}"
        if client.http.get(where, headers=client.headers).status_code != 200:
            hidden.append(f"{path} {key} is not there")
        if ("DELETE", f"{path}/{{id}}") in verbs:
            gone = client.http.delete(where, headers=client.headers)
            left = client.http.get(where, headers=client.headers)
            if not gone.is_success or (left.is_success and left.json().get("active") is not False):
                hidden.append(f"{path} {key} is still there")

    assert hidden == []


def asked(client: Client, op: str) -> Any:
    found = client.http.get("/_sandbox/examples", params={"op": op}).json()[0]
    more: dict[str, Any] = {"params": found["query"], "headers": client.headers}
    return client.http.request(found["method"], found["path"], json=found.get("body"), **more)


@pytest.mark.parametrize("module", MODULES)
def test_plain_fields_of_a_change_are_read_back(client: Client, module: str) -> None:
    operations = load().modules[module].operations
    readable = {op.path for op in operations if op.verb == "GET"}
    lost = []
    for operation in operations:
        if operation.verb != "PATCH" or operation.path not in readable:
            continue
        found = client.http.get(
            "/_sandbox/examples", params={"op": f"{module}/{operation.op}"}
        ).json()[0]
        before = client.http.get(found["path"], headers=client.headers).json()
        names = [
            n for n in ("name", "memo", "description", "summary") if n in operation_body(operation)
        ]
        body = {**found["body"], **{name: "Changed here" for name in names if name in before}}
        answer = client.http.patch(found["path"], json=body, headers=client.headers)
        after = client.http.get(found["path"], headers=client.headers).json()
        lost += [
            f"{operation.path} {name} {answer.status_code}"
            for name in names
            if name in before and after.get(name) != "Changed here"
        ]

    assert lost == []


def operation_body(operation: Operation) -> dict[str, Any]:
    node = load().resolve(operation.module, operation.body or {})
    fields: dict[str, Any] = node.get("properties", {})
    return fields
