"""Parameters that mean something only together, and what rows show only to who asks for it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from sandbox.servicetitan.facts import load
from tests.sandbox.conftest import Client

GUID = "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111"
CUSTOMERS = "crm/v2/customers"
BOUNDARY = {"totalFilter": "total", "balanceFilter": "balance"}


def listed(name: str) -> list[tuple[str, str, str]]:
    """The lists that take a parameter: table, path as clients of tests write it, and field."""
    found = []
    for operation in load().operations:
        bare = operation.op == "InventoryBills_GetList"  # an array, beside the same in pages
        if name in operation.in_query and operation.verb == "GET" and not bare and operation.paged:
            short = operation.path.replace("/tenant/{tenant}", "").strip("/")
            found.append((operation.module, short, short.split("/", 2)[2]))
    return found


def given(client: Client, module: str, resource: str, fields: dict[str, Any]) -> Any:
    """The id of the first row of a table, which gets these fields."""
    table = f"{module}/{resource.removesuffix('/paginated')}"
    key = client.box.box.table(table).ids[0]
    client.box.mutate(table, change=[{"id": key, "active": True, **fields}])
    return key


def ids(client: Client, short: str, **query: Any) -> list[Any]:
    return [row["id"] for row in client.rows(short, pageSize=500, **query)]


@pytest.mark.parametrize(
    ("module", "short", "resource"), listed("customField.Fields") + listed("customFields.Fields")
)
def test_custom_fields_are_asked_for_all_at_once_or_any(
    client: Client, module: str, short: str, resource: str
) -> None:
    fields = [{"name": "Gate", "value": "7"}, {"name": "Dog", "value": "yes"}]
    key = given(client, module, resource, {"customFields": fields})
    operation = next(
        op for op in load().operations if op.path.endswith(f"/{resource}") and op.paged
    )
    name = next(n for n in operation.in_query if n.endswith(".Fields")).removesuffix(".Fields")

    def asked(dog: str, mode: str) -> list[Any]:
        pairs = {f"{name}.Fields[Gate]": "7", f"{name}.Fields[Dog]": dog}
        return ids(client, short, **pairs, **{f"{name}.Operator": mode})

    assert asked("yes", "And") == asked("no", "Or") == [key]
    assert asked("no", "And") == []


@pytest.mark.parametrize(("module", "short", "resource"), listed("externalDataKey"))
def test_external_data_is_found_by_key_and_value(
    client: Client, module: str, short: str, resource: str
) -> None:
    pairs = [{"key": "erp", "value": "R-7", "applicationGuid": GUID}]
    key = given(client, module, resource, {"externalData": pairs})

    def asked(name: str, values: str) -> list[Any]:
        sent = {"externalDataKey": name, "externalDataValues": values}
        return ids(client, short, externalDataApplicationGuid=GUID, **sent)

    assert asked("erp", "R-6,R-7") == [key]
    assert asked("erp", "R-6") == asked("crm", "R-7") == []


def test_one_vendor_is_found_by_its_external_data_too(client: Client) -> None:
    pairs = [{"key": "erp", "value": "R-7", "applicationGuid": GUID}]
    key = given(client, "inventory", "vendors", {"externalData": pairs})

    def asked(name: str, values: str) -> int:
        sent = {"externalDataKey": name, "externalDataValues": values}
        path = f"inventory/v2/vendors/{key}"
        return client.get(path, externalDataApplicationGuid=GUID, **sent).status_code

    assert asked("erp", "R-6,R-7") == 200
    assert asked("erp", "R-6") == asked("crm", "R-7") == 404


def test_journal_entries_are_found_by_a_custom_field(client: Client) -> None:
    fields = {"customFields": [{"name": "Gate", "value": "7"}]}
    key = given(client, "accounting", "journal-entries", fields)

    assert ids(client, "accounting/v2/journal-entries", **{"customField.Gate": "7"}) == [key]
    assert ids(client, "accounting/v2/journal-entries", **{"customField.Gate": "8"}) == []


def test_submissions_are_found_by_type_and_id_of_their_owner(reader: Client) -> None:
    row = reader.rows("forms/v2/submissions")[0]
    owner = row["owners"][0]

    def asked(kind: str, key: int) -> list[Any]:
        sent = {"owners[0].type": kind, "owners[0].id": key}
        return ids(reader, "forms/v2/submissions", **sent)

    assert asked(owner["type"], owner["id"]) == [row["id"]]
    assert asked("Customer", owner["id"]) == asked(owner["type"], 5) == []
    assert reader.rows("forms/v2/submissions", owners=7) == reader.rows("forms/v2/submissions")


@pytest.mark.parametrize("name", sorted(BOUNDARY))
def test_amounts_of_credit_memos_are_compared_as_asked(reader: Client, name: str) -> None:
    rows = reader.rows("accounting/v2/credit-memos", active="Any")
    bound = sorted(row[BOUNDARY[name]] for row in rows)[len(rows) // 2]

    def asked(sign: str) -> int:
        sent = {f"{name}.Amount": bound, f"{name}.Comparer": sign, "active": "Any"}
        return len(reader.rows("accounting/v2/credit-memos", **sent))

    assert asked("Equal") + asked("NotEqual") == len(rows)
    assert asked("LessThan") + asked("GreaterThanOrEqual") == len(rows)
    assert asked("LessThanOrEqual") + asked("GreaterThan") == len(rows)
    assert 0 < asked("LessThan") < len(rows)


def test_a_new_balance_moves_a_customer_unless_the_caller_leaves_it_out(client: Client) -> None:
    invoice = next(r for r in client.rows("accounting/v2/invoices") if float(r["balance"]) > 1)
    key = invoice["customer"]["id"]
    kind = client.rows("accounting/v2/payment-types")[0]["id"]
    since = client.http.post("/_sandbox/clock", json={}).json()["now"]
    body = {"typeId": kind, "splits": [{"invoiceId": invoice["id"], "amount": 1}]}
    assert client.send("POST", "accounting/v2/payments", body).status_code == 200

    def moved(*, left_out: bool) -> bool:
        flag = {"excludeAccountingChangesFromModifiedDateRange": left_out}
        return key in ids(client, CUSTOMERS, modifiedOnOrAfter=since, active="Any", **flag)

    assert moved(left_out=False)
    assert not moved(left_out=True)
    client.send("PATCH", f"{CUSTOMERS}/{key}", {"doNotMail": True})
    assert moved(left_out=True)


SHOWN = [
    ("memberships/v2/membership-types", "includeDurationBilling", "durationBilling"),
    ("memberships/v2/membership-types", "includeDiscounts", "discounts"),
    ("memberships/v2/membership-types", "includeRecurringServices", "recurringServices"),
    ("memberships/v2/membership-types", "includeTags", "tagTypeIds"),
    ("memberships/v2/recurring-services", "includeTechnicians", "preferredTechnicianIds"),
    ("taskmanagement/v2/tasks", "includeSubtasks", "subTasksData"),
    ("pricebook/v2/services", "calculatePrices", "calculatedPrice"),
    ("crm/v2/leads", "genPermUrl", "leadUrl"),
]


@pytest.mark.parametrize(("short", "flag", "field"), SHOWN)
def test_parts_are_shown_to_who_asks_for_them(
    reader: Client, short: str, flag: str, field: str
) -> None:
    bare, whole = reader.rows(short), reader.rows(short, **{flag: True})

    assert {str(row[field]) for row in bare} == {"None"}
    assert all(row[field] for row in whole)
    assert [row | {field: None} for row in whole] == bare


def test_a_plan_says_the_same_by_itself_and_below_itself(reader: Client) -> None:
    path = "memberships/v2/membership-types"
    for row in reader.rows(path, includeDiscounts=True, includeRecurringServices=True):
        whole = reader.get(f"{path}/{row['id']}").json()
        for field, below in (
            ("discounts", "discounts"), ("recurringServices", "recurring-service-items"),
            ("durationBilling", "duration-billing-items"),
        ):  # fmt: skip
            entries = [entry for entry in whole[field] if entry]
            items = reader.get(f"{path}/{row['id']}/{below}").json()
            assert [{name: item[name] for name in entries[0]} for item in items] == entries
        assert (row["discounts"], row["recurringServices"]) == (
            whole["discounts"],
            whole["recurringServices"],
        )


def test_items_of_a_segment_come_with_what_is_below_them_when_asked(reader: Client) -> None:
    segments = "jpm/v2/work-breakdown-structure/segments"
    phase = reader.get(segments).json()["data"][0]["id"]
    tops = reader.rows(f"{segments}/{phase}/items")
    every = reader.rows(f"{segments}/{phase}/items", includeChildren=True)
    under = f"{segments}/{phase}/items/{tops[0]['id']}/children"
    near, far = reader.rows(under), reader.rows(under, includeChildren=True)

    assert [row for row in every if row["parentId"] is None] == tops
    assert [row for row in every if row["parentId"] == tops[0]["id"]] == near
    assert 0 < len(near) < len(far) < len(every)


def test_a_subtask_is_below_its_task_and_leaves_it_as_it_was(client: Client) -> None:
    task = client.rows("taskmanagement/v2/tasks", active="Any")[0]
    path = f"taskmanagement/v2/tasks/{task['id']}"
    clerk = client.rows("settings/v2/employees")[0]["id"]
    body = {"name": "Ask the vendor", "assignedToId": clerk, "isClosed": False}

    made = client.send("POST", f"{path}/subtasks", body)

    after = client.get(path, includeSubtasks=True).json()
    assert made.json()["parentTaskId"] == task["id"]
    assert after["name"] == task["name"]
    assert after["subTasksData"]["subTasks"][-1]["name"] == "Ask the vendor"
    assert after["subTasksData"]["count"] == len(after["subTasksData"]["subTasks"])
    unknown = client.send("POST", f"{path}/subtasks", body | {"assignedToId": 5})
    assert unknown.status_code == 409


@pytest.mark.parametrize("kind", ["Campaign", "AdGroup", "Keyword"])
def test_advertising_adds_up_whatever_it_is_told_apart_by(reader: Client, kind: str) -> None:
    days = {"fromUtc": "2026-06-01T00:00:00Z", "toUtc": "2026-06-11T00:00:00Z"}
    path = "marketingads/v2/performance"

    def spent(kind: str, **window: str) -> float:
        rows = reader.rows(path, performanceSegmentationType=kind, **{**days, **window})
        return float(sum(row["digitalStats"]["cost"] for row in rows))

    assert spent(kind) == spent("Campaign") == 2 * spent(kind, toUtc="2026-06-06T00:00:00Z") > 0
    assert spent(kind, toUtc="2026-06-01T00:00:00Z") == 0


def test_advertising_has_rows_from_the_launch_of_the_campaigns_on(reader: Client) -> None:
    """An extractor that asks day by day ends where a day has no rows."""
    path, kind = "marketingads/v2/performance", {"performanceSegmentationType": "Campaign"}
    launch = datetime.fromisoformat(
        min(row["createdOn"] for row in reader.rows("marketing/v2/campaigns"))
    )

    found = {
        days: bool(
            reader.rows(
                path,
                **kind,
                fromUtc=(launch + timedelta(days=days)).isoformat(),
                toUtc=(launch + timedelta(days=days + 1)).isoformat(),
            )
        )
        for days in (-2, 0, 1, 300)
    }

    assert found == {-2: False, 0: True, 1: True, 300: True}


def test_campaigns_cost_what_their_days_cost(reader: Client) -> None:
    cost = next(
        row for row in reader.rows("marketing/v2/costs") if (row["year"], row["month"]) == (2026, 4)
    )
    days = {"from": "2026-04-10T00:00:00Z", "to": "2026-04-13T00:00:00Z"}

    items = reader.get("marketing/v2/campaign-cost-summary", **days).json()["items"]

    told = {item["campaignId"]: item["totalCost"] for item in items}
    assert told[cost["campaignId"]] == 3 * cost["dailyCost"]
