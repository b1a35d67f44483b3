"""What is written is read back: every field that both sides share, in every module."""

from collections.abc import Iterator
from typing import Any

import pytest

from sandbox.servicetitan import running
from sandbox.servicetitan.api.examples import referring
from sandbox.servicetitan.api.routes import Route
from sandbox.servicetitan.company import tasks
from sandbox.servicetitan.facts import Operation, load
from tests.sandbox.conftest import NOW, Client

Row = dict[str, Any]

MODULES = sorted(load().modules)
DEEPEST = 4
OWN_RULES = "follows from other rows: splits, lines, what a customer owes"
OTHERWISE = "comes as another type: a name with a number, a date with a time"
REASONS = {
    "Payments_Create customerId": "the invoices that it pays say whose it is",
    "Payments_Create splits": OWN_RULES,
    "Payments_Create typeId": OTHERWISE,
    "NonJobAppointments_Create frequency": OTHERWISE,
    "NonJobAppointments_Create endType": OTHERWISE,
    "Estimates_Create items": OWN_RULES,
    "Estimates_Create status": OTHERWISE,
    "Invoices_CreateAdjustmentInvoice items": OWN_RULES,
    "Customers_Create externalData": "is shown to who names its application: test_behaviour.py",
    "externalData": "is shown to who names its application: test_behaviour.py",
    "JournalEntries_CreateJournalEntry postDate": OTHERWISE,
    "JournalEntries_FullUpdate postDate": OTHERWISE,
    "Estimates_Update status": OTHERWISE,
    "Estimates_Update items": OWN_RULES,
    "MaterialsMarkup_Update id": "the path says which row",
    "Jobs_Update priority": "is one of four words",
    "customFields": "are written by type and shown by name: test_writes.py",
}
# Operations whose body is not the row: files, texts, actions.
OTHER_BODIES = (
    "attachments",
    "assets",
    "images",
    "custom-fields",
    "description",
    "technician-skills",
    "calls",
)
# Ids of words that no list but the office's own shows, and words that are declared as any text.
WORDS: dict[str, Row] = {
    "Tasks_Create": {"employeeTaskResolutionId": tasks.word(2, 0)},
    "Bookings_Create": {"customerType": "Residential"},
}
# A field that is shown as another, or moves others along.
ALONG = {
    "equipment-systems": {"tagTypeIds": {"tags"}, "equipmentTypeId": {"type"}},
    "inventory": {
        **{name: {"contactInfo"} for name in ("firstName", "lastName", "phone", "email", "fax")},
        "taxRate": {"defaultTaxRate"},
        "restrictedMobileCreation": {"isMobileCreationRestricted"},
        "vendorInvoiceNumber": {"vendorDocumentNumber"},
        "memo": {"summary"},
        "items": {"total"},
    },
    "marketing": {"businessUnitId": {"businessUnit"}, "categoryId": {"category"}},
    "salestech": {"items": {"subtotal"}},
    "settings": {"login": {"loginName"}, "roleId": {"roleIds"}},
}


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    """One company for all of these: each write meets what those before it left."""
    with running(customers=30, seed=3, now=NOW) as server, Client(server) as made:
        yield made


def body_of(client: Client, route: Route, example: Row, serial: int) -> Row:
    """A body with every field it may have; what it names exists."""
    box, module = client.box.box, route.operation.module

    def made(node: Any, name: str, depth: int) -> Any:
        whole = box.facts.resolve(module, node)
        if "properties" in whole and depth < DEEPEST:
            return {key: made(sub, key, depth + 1) for key, sub in whole["properties"].items()}
        if whole.get("type") == "array" and depth < DEEPEST:
            return [made(whole.get("items", {}), name, depth + 1)]
        return box.samples.value(module, {**whole, "nullable": False}, name, serial, 0)

    told = referring(box, route, made(route.operation.body, "", 0))
    known = {**example["body"], **WORDS.get(route.operation.op, {})}
    return {**told, **known} if isinstance(told, dict) else {}


def same(sent: Any, shown: Any) -> bool:
    """Equal in everything both sides have; an amount may come as text, an id with a name."""
    if isinstance(sent, dict) and isinstance(shown, dict):
        return all(same(value, shown[name]) for name, value in sent.items() if name in shown)
    if isinstance(sent, list) and isinstance(shown, list):
        return len(sent) == len(shown) and all(map(same, sent, shown))
    if isinstance(sent, int) and isinstance(shown, dict):
        return bool(sent == shown.get("id"))
    if isinstance(sent, int | float) and isinstance(shown, str):
        return shown.replace(".", "", 1).isdigit() and float(shown) == sent
    return bool(sent == shown)


class Resource:
    """One write operation, the row it is about and how to read it."""

    def __init__(self, client: Client, route: Route) -> None:
        self.client, self.route, self.op = client, route, route.operation.op
        self.name = f"{route.operation.module}/{self.op}"
        self.refresh()

    def refresh(self) -> None:
        query = {"op": self.name}
        self.example = self.client.http.get("/_sandbox/examples", params=query).json()[0]

    @property
    def path(self) -> str:
        return str(self.example["path"])

    def send(self, body: Row) -> Any:
        return self.client.http.request(
            self.example["method"], self.path, json=body, headers=self.client.headers
        )

    def read(self, path: str = "") -> Row | None:
        answer = self.client.http.get(path or self.path, headers=self.client.headers)
        told: Row = answer.json() if answer.status_code == 200 else {}
        return told["data"] if set(told) == {"data"} else told or None

    def listed(self, key: Any) -> Row | None:
        """The row with this id in its list."""
        for size in (500, 5_000):
            query = {"pageSize": size, "active": "Any", "activeState": "All"}
            answer = self.client.http.get(self.path, params=query, headers=self.client.headers)
            told = answer.json() if answer.status_code == 200 else []
            rows = told["data"] if isinstance(told, dict) else told
            found = next((row for row in rows if row.get("id") == key), None)
            if found:
                return dict(found)
        return None

    def excused(self, name: str) -> bool:
        return bool({name, f"{self.op} {name}"} & set(REASONS))


def fields_of(operation: Operation) -> Row:
    """The fields of a body that is one object."""
    whole = load().resolve(operation.module, operation.body or {})
    return dict(whole.get("properties", {}))


def resources(client: Client, module: str, *verbs: str) -> Iterator[Resource]:
    """Writes of rows that can be read one by one, or in a list, under the same path."""
    facts = load()
    readable = {op.path for op in facts.operations if op.verb == "GET"}
    for route in client.box.box.router.routes:
        operation = route.operation
        plain = not set(OTHER_BODIES) & set(route.segments) and operation.path in readable
        if operation.module == module and operation.verb in verbs and operation.body and plain:
            yield from [Resource(client, route)] if fields_of(operation) else []


@pytest.mark.parametrize("module", MODULES)
def test_a_new_row_says_what_was_sent(client: Client, module: str) -> None:
    lost = []
    for one in resources(client, module, "POST"):
        body = body_of(client, one.route, one.example, 2)
        answer = one.send(body)
        assert answer.is_success, f"{one.op} {answer.text[:200]}"
        made = answer.json() if answer.content else {}
        key = made.get("id") if isinstance(made, dict) else made
        views = [made if isinstance(made, dict) else None]
        views += [one.read(f"{one.path}/{key}"), one.listed(key)] if key else []
        lost += [
            f"{one.op} {name}: {value} -> {row[name]}"[:160]
            for row in views
            if row
            for name, value in body.items()
            if name in row and not same(value, row[name]) and not one.excused(name)
        ]
        if key and len(views) == 3 and views[1] and views[2]:
            both = set(views[1]) & set(views[2])
            lost += [
                f"{one.op} {name}: one and list"
                for name in both
                if views[1][name] != views[2][name] and not one.excused(name)
            ]

    assert not lost, "\n".join(lost)


@pytest.mark.parametrize("module", MODULES)
def test_a_patch_changes_what_was_sent_and_nothing_else(client: Client, module: str) -> None:
    wrong = []
    for one in resources(client, module, "PATCH"):
        for name in fields_of(one.route.operation):
            one.refresh()
            before = one.read() or {}
            values = [body_of(client, one.route, one.example, n).get(name) for n in (3, 5, 8, 12)]
            values += [not values[0]] if isinstance(values[0], bool) else []
            value = next((v for v in values if not same(v, before.get(name))), None)
            if value is None or one.excused(name):
                continue
            needed = one.example["body"]
            answer = one.send({**needed, name: value})
            assert answer.is_success, f"{one.op} {name} {answer.text[:200]}"
            after = one.read() or {}
            moved = {field for field in after if after[field] != before.get(field)}
            along = ALONG.get(module, {})
            allowed = {"modifiedOn", "modifiedBy", name, *needed}
            allowed = allowed.union(*(along.get(sent, set()) for sent in (name, *needed)))
            if name in after and not same(value, after[name]):
                wrong.append(f"{one.op} {name}: {value} -> {after[name]}"[:160])
            if moved - allowed:
                wrong.append(f"{one.op} {name} also moved {moved - allowed}")

    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("module", MODULES)
def test_a_put_sets_everything_that_can_be_sent(client: Client, module: str) -> None:
    """Whole, every field is there; with what is required alone, the others are empty."""
    wrong = []
    for one in resources(client, module, "PUT"):
        if one.op == "Estimates_Update":  # changes what was sent, as its clients know
            continue
        whole = body_of(client, one.route, one.example, 4)
        assert one.send(whole).is_success, one.op
        full = one.read() or {}
        wrong += [
            f"{one.op} {name}: {value} -> {full[name]}"[:160]
            for name, value in whole.items()
            if name in full and not same(value, full[name]) and not one.excused(name)
        ]
        bare = one.example["body"]
        assert one.send(bare).is_success, one.op
        left = one.read() or {}
        fields = fields_of(one.route.operation)
        wrong += [
            f"{one.op} {name} is still {left[name]}"[:160]
            for name, node in fields.items()
            if name in left and name not in bare and load().resolve(module, node).get("nullable")
            if left[name] and left[name] == full[name] and not one.excused(name)
        ]

    assert not wrong, "\n".join(wrong)


def test_lines_of_a_journal_entry_are_replaced_as_a_whole(client: Client) -> None:
    op = {"op": "accounting/JournalEntries_CreateJournalEntry"}
    example = client.http.get("/_sandbox/examples", params=op).json()[0]
    unit = client.rows("settings/v2/business-units")[0]
    line = {"businessUnitId": unit["id"], "debit": 5, "credit": 0, "memo": "Paid"}
    path = "accounting/v2/journal-entries"

    told = client.send("POST", path, {**example["body"], "name": "Two", "lines": [line, line]})
    made = next(row for row in client.rows(path, pageSize=500) if row["name"] == "Two")
    assert told.status_code == 200, told.text
    held = client.rows(f"{path}/{made['id']}/details", pageSize=500)
    client.send("PUT", f"{path}/{made['id']}", {**example["body"], "lines": [line]})
    left = client.rows(f"{path}/{made['id']}/details", pageSize=500)

    assert (len(held), len(left)) == (2, 1)
    assert held[0]["businessUnit"] == {"id": unit["id"], "name": unit["name"]}


def test_custom_field_types_of_a_job_type_are_replaced_or_joined(client: Client) -> None:
    path = f"jpm/v2/job-types/{client.rows('jpm/v2/job-types')[0]['id']}"

    def left(kinds: list[int], mode: str) -> list[int]:
        body = {"customFieldTypeIds": kinds, "customFieldsUpdateMode": mode}
        return list(client.send("PATCH", path, body).json()["customFieldTypeIds"])

    assert left([7, 8], "Replace") == [7, 8]
    assert left([9], "Merge") == [7, 8, 9]
    assert left([9], "Replace") == [9]
