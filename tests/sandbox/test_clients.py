"""The requests that other integrations make: extractors, clients and servers in the field."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from sandbox.servicetitan import Server, running
from tests.sandbox.conftest import NOW, Client

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def token_of(answer: httpx.Response) -> str:
    assert answer.status_code == 200, answer.text
    return str(answer.json()["access_token"])


def test_tokens_are_asked_for_in_every_usual_form(reader: Client) -> None:
    env = reader.box.env
    known = {
        "grant_type": "client_credentials",
        "client_id": env["SERVICE_TITAN_CLIENT_ID"],
        "client_secret": env["SERVICE_TITAN_CLIENT_SECRET"],
    }
    raw = "&".join(f"{name}={value}" for name, value in reversed(known.items()))

    plain = reader.http.post("/connect/token", data=known)
    scoped = reader.http.post("/connect/token", data={**known, "scope": "", "tenant": "1"})
    kinds = (kind := FORM["Content-Type"], f"{kind}; charset=utf-8", kind.upper())
    texts = [
        reader.http.post("/connect/token", content=raw, headers={"Content-Type": one})
        for one in kinds
    ]

    assert all(token_of(answer) for answer in (plain, scoped, *texts))
    assert reader.http.post("/connect/token", json=known).status_code == 400


def test_a_token_is_asked_for_with_a_basic_header(reader: Client) -> None:
    """Workflow programs put id and secret there by themselves."""
    env, grant = reader.box.env, {"grant_type": "client_credentials"}
    pair = (env["SERVICE_TITAN_CLIENT_ID"], env["SERVICE_TITAN_CLIENT_SECRET"])

    made = reader.http.post("/connect/token", data={**grant, "scope": ""}, auth=pair)
    slash = reader.http.post("/connect/token/", data=grant, auth=pair)
    wrong = reader.http.post("/connect/token", data=grant, auth=(pair[0], "another"))
    garbled = reader.http.post("/connect/token", data=grant, headers={"Authorization": "Basic ?"})

    assert token_of(made) != token_of(slash)
    assert [answer.json()["error"] for answer in (wrong, garbled)] == ["invalid_client"] * 2


@pytest.mark.parametrize("name", ["ST-App-Key", "st-app-key", "St-App-Key"])
@pytest.mark.parametrize("kind", ["Bearer {}", "bearer {}", "{}"])
def test_headers_come_in_any_case_and_the_token_bare(reader: Client, name: str, kind: str) -> None:
    token = reader.headers["Authorization"].removeprefix("Bearer ")
    headers = {name: reader.headers["ST-App-Key"], "Authorization": kind.format(token)}

    answer = reader.http.get(reader.path("crm/v2/customers"), headers=headers)

    assert answer.status_code == 200


@pytest.mark.parametrize("sent", ["", "Bearer", "x.y.z", "Basic dXNlcg=="])
def test_what_is_no_token_is_refused(reader: Client, sent: str) -> None:
    answer = reader.ask("GET", "crm/v2/customers", headers={"Authorization": sent})

    assert answer.status_code == 401


def pages(client: Client, path: str, first: int = 1, **query: Any) -> list[dict[str, Any]]:
    """Every row of a list, by the page number until there is no more."""
    rows: list[dict[str, Any]] = []
    for number in range(first, first + 1_000):
        page = client.get(path, page=number, **query).json()
        rows += page["data"]
        if not page["hasMore"]:
            return rows
    raise AssertionError(path)


# A list as an extractor asks for it, the size of its page, and the table behind it.
EXTRACTED = [
    ("inventory/v2/vendors", 5000, "inventory/vendors", {}),
    ("pricebook/v2/services", 5000, "pricebook/services", {"calculatePrices": True}),
    ("pricebook/v2/equipment", 7, "pricebook/equipment", {"sort": "+ModifiedOn"}),
    ("marketing/v2/suppressions", 5000, "marketing/suppressions", {"sort": "+ModifiedOn"}),
    ("sales/v2/estimates/items", 100, "salestech/estimates/items", {}),
    ("forms/v2/submissions", 500, "forms/submissions", {"sort": "+SubmittedOn"}),
    ("payroll/v2/locations/rates", 5000, "payroll/locations/rates", {}),
    ("task-management/v2/tasks", 5000, "task-management/tasks", {}),
    ("taskmanagement/v2/tasks", 5000, "task-management/tasks", {}),
    ("dispatch/v2/technician-shifts", 1000, "dispatch/technician-shifts", {}),
    ("accounting/v2/journal-entries", 500, "accounting/journal-entries", {}),
]


@pytest.mark.parametrize(("path", "size", "table", "more"), EXTRACTED)
def test_an_extractor_reads_a_list_whole(
    reader: Client, path: str, size: int, table: str, more: Any
) -> None:
    since = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1)
    query = {"active": "Any", "pageSize": size, "modifiedOnOrAfter": since.isoformat(), **more}
    module, resource = table.split("/", 1)

    rows = pages(reader, path, **query)

    assert rows
    assert len(rows) == len(reader.box.rows(module, resource))


def test_an_extractor_reads_the_list_that_counts_from_zero(reader: Client) -> None:
    path, query = "settings/v2/business-units/intacct", {"pageSize": 500, "includeTotal": True}

    rows = pages(reader, path, first=0, **query)

    assert len(rows) == reader.get(path, page=0, **query).json()["totalCount"] > 0


def test_an_extractor_follows_a_feed_from_a_moment() -> None:
    """First an instant with an offset and a millisecond, then tokens, and again the next day."""
    with running(customers=60, now=NOW, export_page=20) as box, Client(box) as client:
        path, rows = "jpm/v2/export/appointments", []
        query: dict[str, Any] = {"from": "2020-01-01T00:00:00.001000+00:00", "active": "Any"}
        for _ in range(1_000):
            page = client.get(path, **query).json()
            rows += page["data"]
            query = {"from": page["continueFrom"], "active": "Any"}
            if not page["hasMore"]:
                break
        latest = max(row["modifiedOn"].rstrip("Z") for row in rows)
        moment = datetime.fromisoformat(f"{latest[:23]}+00:00") + timedelta(milliseconds=1)
        again = client.get(path, **{"from": moment.isoformat()}).json()

        assert {row["id"] for row in rows} == {row["id"] for row in box.rows("jpm", "appointments")}
    assert (again["data"], again["hasMore"]) == ([], False)


def test_feeds_are_asked_for_with_empty_and_capital_values(reader: Client) -> None:
    """`from=` is the beginning, `False` a boolean, a page size has no meaning here."""
    query = {"from": "", "includeRecentChanges": False, "pageSize": 100}
    spelled = f"{reader.path('crm/v2/export/leads')}?from=&includeRecentChanges=False"

    rows = reader.get("crm/v2/export/leads", **query).json()["data"]

    assert rows == reader.http.get(spelled, headers=reader.headers).json()["data"]
    assert len(rows) == len(reader.box.rows("crm", "leads"))


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("?pagesize=3&PAGE=2&INCLUDETOTAL=True", "?pageSize=3&page=2&includeTotal=true"),
        ("?active=any&pageSize=5", "?active=Any&pageSize=5"),
        ("/?pageSize=5", "?pageSize=5"),
        ("?sort=-modifiedOn&pageSize=5", "?sort=-ModifiedOn&pageSize=5"),
        ("?sort=%2Bid&pageSize=5", "?sort=%2BId&pageSize=5"),
        ("?createdOnOrAfter=2025-01-01", "?createdOnOrAfter=2025-01-01T00:00:00Z"),
        (
            "?modifiedOnOrAfter=2025-01-01T00:00:00.0010000%2B00:00",
            "?modifiedOnOrAfter=2025-01-01T00:00:00.001Z",
        ),
        ("?modifiedOnOrAfter=2025-01-01T00:00:00", "?modifiedOnOrAfter=2025-01-01T00:00:00Z"),
        ("?MODIFIEDONORAFTER=2025-01-01", "?modifiedOnOrAfter=2025-01-01T00:00:00.0000000Z"),
        ("?page=0&pageSize=5000", "?page=1&pageSize=5000"),
        ("?page=&pageSize=&active=", ""),
        ("?active=Any&status=Open&customerid=7", "?active=Any"),
        ("?ids[]=40000000&page[]=2&pageSize[0]=1&sort[]=%2BName&active.x=1&createdBefore[x]=1", ""),
        ("?ids=40000000,%2040001000", "?ids=40000000,40001000"),
        ("?createdBefore=2025-06-01T00:00:00-04:00", "?createdBefore=2025-06-01T04:00:00Z"),
    ],
)
def test_spellings_mean_the_same(reader: Client, written: str, canonical: str) -> None:
    path = reader.path("crm/v2/customers")

    first, second = (
        reader.http.get(f"{path}{end}", headers=reader.headers) for end in (written, canonical)
    )

    assert first.status_code == 200, first.text
    assert first.json() == second.json()
    assert first.json()["data"]


@pytest.mark.parametrize(
    ("path", "query"),
    [
        # A plus that nobody encoded arrives as a space.
        ("crm/v2/customers", "modifiedOnOrAfter=2025-01-01T00:00:00+00:00"),
        ("crm/v2/export/customers", "from=2025-01-01T00:00:00+00:00"),
        ("crm/v2/customers", "sort=+Id"),
        ("jpm/v2/jobs/custom-fields", "page=0"),
        ("crm/v2/customers", "pageSize=5001"),
    ],
)
def test_what_the_real_api_refuses_is_refused(reader: Client, path: str, query: str) -> None:
    answer = reader.http.get(f"{reader.path(path)}?{query}", headers=reader.headers)

    assert answer.status_code == 400, answer.text
    assert set(answer.json()["errors"]) == {query.partition("=")[0]}


@pytest.mark.parametrize("spelling", ["includeRecentChanges=true", "INCLUDERECENTCHANGES=True"])
def test_the_end_of_a_feed_is_asked_for_again_with_its_token(client: Client, spelling: str) -> None:
    """With recent changes the last minutes come again; without, only what is new."""
    path, key = "crm/v2/export/customers", client.box.rows("crm", "customers")[0]["id"]
    client.box.mutate("crm/customers", change=[{"id": key, "name": "Renamed"}])
    _, end = client.feed(path)
    asked = f"{client.path(path)}?{spelling}"

    again = client.http.get(asked, headers=client.headers).json()["continueFrom"]
    recent = client.http.get(f"{asked}&from={again}", headers=client.headers).json()["data"]

    assert client.get(path, **{"from": end}).json()["data"] == []
    assert recent[-1]["name"] == "Renamed"
    assert 0 < len(recent) < len(client.box.rows("crm", "customers"))


def test_a_get_may_carry_an_empty_object(reader: Client) -> None:
    """One client sends a JSON body with whatever it asks."""
    path = "jpm/v2/jobs"

    assert reader.ask("GET", path, json={}).json() == reader.get(path).json()


def test_capacity_is_asked_for_day_by_day_with_truth_as_text(reader: Client) -> None:
    unit = reader.get("settings/v2/business-units").json()["data"][0]["id"]
    body = {
        "skillBasedAvailability": "false",
        "startsOnOrAfter": "2026-06-16T00:00:00+00:00",
        "endsOnOrBefore": "2026-06-17T00:00:00+00:00",
        "businessUnitIds": [unit],
    }

    answer = reader.send("POST", "dispatch/v2/capacity", body)

    assert answer.status_code == 200, answer.text
    slots = answer.json()["availabilities"]
    assert any(slot["technicians"] for slot in slots)
    assert all(slot["startUtc"] and slot["businessUnitIds"] == [unit] for slot in slots)
    refused = reader.send("POST", "dispatch/v2/capacity", body | {"skillBasedAvailability": "no"})
    assert refused.status_code == 400


def test_times_are_written_with_any_offset_and_read_in_utc(client: Client) -> None:
    path, name = "dispatch/v2/non-job-appointments", {"op": "dispatch/NonJobAppointments_Create"}
    body = client.http.get("/_sandbox/examples", params=name).json()[0]["body"]

    made = client.send("POST", path, body | {"start": "2026-06-20T09:30:00.5-04:00"}).json()
    around = {"startsOnOrAfter": "2026-06-20T13:30:00Z", "startsBefore": "2026-06-20T13:31:00Z"}

    assert made["start"].rstrip("Z0") == "2026-06-20T13:30:00.5"
    assert made["id"] in [row["id"] for row in client.rows(path, **around)]
    visit = client.rows("jpm/v2/appointments", status="Scheduled")[0]
    back = {"start": "2026-07-01T10:00:00-04:00", "end": "2026-07-01T13:00:00Z"}
    moved = client.send("PATCH", f"jpm/v2/appointments/{visit['id']}/reschedule", back)
    assert moved.status_code == 400


def test_children_are_read_below_each_parent(reader: Client) -> None:
    paths = {
        "crm/customers": "crm/v2/customers/{}/notes",
        "crm/locations": "crm/v2/locations/{}/notes",
        "jpm/jobs": "forms/v2/jobs/{}/attachments",
        "scheduling-pro/schedulers": "schedulingpro/v2/schedulers/{}/performance",
    }
    for table, path in paths.items():
        for row in reader.box.rows(*table.split("/", 1))[:5]:
            answer = reader.get(path.format(row["id"]), pageSize=5000, page=1)
            assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    "path",
    [
        "equipmentsystems/v2/export/equipment-systems",
        "equipmentsystems/v2/equipment-systems",
        "accounting/v2/expense-transactions",
        "accounting/v2/expense-transactions/custom-fields",
    ],
)
def test_resources_that_came_later_answer(reader: Client, path: str) -> None:
    rows = reader.get(path).json()["data"]

    assert rows
    assert all({"id", "modifiedOn"} <= set(row) for row in rows)


def test_numbers_where_the_document_has_names(reader: Client) -> None:
    window = {"fromUtc": "2026-06-01T00:00:00Z", "toUtc": "2026-06-02T00:00:00Z"}
    ads = reader.get(
        "marketingads/v2/performance", performanceSegmentationType="Campaign", **window
    ).json()["data"]
    bills = reader.get("accounting/v2/export/inventory-bills").json()["data"]

    assert {type(row["campaign"]["status"]) for row in ads} == {int}
    assert {row["landedCostMethod"] for row in bills} <= {0, 1}


def test_plain_dates_come_as_midnight(reader: Client) -> None:
    entries = reader.get("accounting/v2/journal-entries", pageSize=500).json()["data"]
    agreements = reader.get("service-agreements/v2/service-agreements").json()["data"]
    dates = [row["postDate"] for row in entries] + [row["startDate"] for row in agreements]

    assert any(dates)
    assert all(date is None or date.endswith("T00:00:00") for date in dates)


def test_what_identifies_a_review_is_there(reader: Client) -> None:
    rows = reader.get("marketingreputation/v2/reviews").json()["data"]

    assert all(row["review"] and row["platform"] and row["address"] for row in rows)


def test_text_ids_differ_between_resources(shared_box: Server) -> None:
    tables = [("crm", "contacts"), ("accounting", "journal-entries")]
    ids = [row["id"] for table in tables for row in shared_box.rows(*table)]

    assert len(ids) == len(set(ids)) > 0


def test_the_wait_is_the_last_but_one_word_of_the_title() -> None:
    """Clients read the seconds from there."""
    with running(customers=10, now=NOW, rate=1) as box, Client(box) as client:
        client.get("crm/v2/customers")
        late = client.get("crm/v2/customers")

    assert late.status_code == 429
    assert int(late.json()["title"].split(" ")[-2]) == int(late.headers["Retry-After"])


def test_report_pages_ask_for_the_total(reader: Client) -> None:
    path = "reporting/v2/report-category/operations/reports"
    key = reader.get(path).json()["data"][0]["id"]
    body = {
        "parameters": [
            {"name": "From", "value": "2025-01-01"},
            {"name": "To", "value": "2026-06-14"},
        ]
    }
    query = {"page": 1, "pageSize": 5000, "includeTotal": True}

    page = reader.ask("POST", f"{path}/{key}/data", json=body, params=query).json()

    assert page["totalCount"] == len(page["data"]) > 0
    assert {len(row) for row in page["data"]} == {len(page["fields"])}


def test_a_probe_without_a_body_leaves_the_connection_whole(reader: Client) -> None:
    """The answer to HEAD has no body: bytes of one would be read as the next answer."""
    path = reader.path("crm/v2/customers")
    with httpx.Client(base_url=reader.box.api_url, headers=reader.headers) as http:
        probes = [http.head(path), http.options(path)]
        after = http.get(path)

    assert [answer.status_code for answer in (*probes, after)] == [405, 405, 200]
    assert {answer.headers["allow"] for answer in probes} == {"GET, POST"}


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"headers": {"Content-Type": "application/json"}},
        {"json": {}},
        {"content": iter([b"{}"]), "headers": {"Content-Type": "application/json"}},
    ],
    ids=["nothing", "a type alone", "an empty object", "in chunks"],
)
def test_an_action_without_a_body_is_asked_for_in_any_way(client: Client, sent: Any) -> None:
    offer = next(
        row for row in client.rows("sales/v2/estimates") if row["status"]["name"] == "Open"
    )
    path = f"sales/v2/estimates/{offer['id']}"

    answer = client.ask("PUT", f"{path}/dismiss", **sent)

    assert answer.status_code == 200, answer.text
    assert client.get(path).json()["status"]["name"] == "Dismissed"


@pytest.mark.parametrize("kind", [None, "text/plain", "application/json-patch+json"])
def test_a_change_is_read_whatever_it_is_labelled(client: Client, kind: str | None) -> None:
    """One client sends its JSON as text without saying so."""
    key = client.rows("crm/v2/customers")[0]["id"]
    path, label = f"crm/v2/customers/{key}", {"Content-Type": kind} if kind else {}

    answer = client.ask("PATCH", path, content='{"name": "Renamed"}', headers=label)

    assert (answer.status_code, answer.json()["name"]) == (200, "Renamed")
