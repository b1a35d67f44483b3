from decimal import Decimal
from typing import Any

import pytest

from sandbox.servicetitan import running
from tests.sandbox.conftest import NOW, Client


def post(client: Client, name: str, body: Any) -> Any:
    answer = client.http.post(f"/_sandbox/{name}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_faults_are_set_listed_counted_and_cleared(client: Client) -> None:
    post(client, "faults", [{"match": "/jobs", "fault": "500", "nth": 1}])
    post(client, "faults", {"add": [{"match": "/locations", "fault": "500"}]})

    assert client.get("jpm/v2/jobs").status_code == 500
    listed = client.http.get("/_sandbox/faults").json()
    assert [(fault["fault"], fault["fired"]) for fault in listed] == [("500", 1), ("500", 0)]
    assert client.http.delete("/_sandbox/faults").json() == []
    assert client.get("crm/v2/locations").status_code == 200


def test_requests_are_logged_without_secrets(client: Client) -> None:
    client.get("crm/v2/customers", page=2)
    client.send(
        "PATCH", f"crm/v2/customers/{client.rows('crm/v2/customers')[0]['id']}", {"name": "N"}
    )

    log = client.http.get("/_sandbox/requests", params={"path": "/customers"}).json()
    whole = client.http.get("/_sandbox/requests").text
    assert log["count"] == 3
    assert log["requests"][0]["query"] == "page=2"
    assert (log["requests"][-1]["method"], log["requests"][-1]["body"]) == ("PATCH", '{"name":"N"}')
    assert client.box.env["SERVICE_TITAN_CLIENT_SECRET"] not in whole
    assert client.headers["Authorization"] not in whole


def test_mutations_reach_lists_and_feeds(client: Client) -> None:
    rows, token = client.feed("crm/v2/export/customers")
    changed, gone = rows[0]["id"], rows[1]["id"]

    post(
        client, "mutate", {"table": "crm/customers", "change": [{"id": changed, "name": "Mutated"}]}
    )
    post(
        client,
        "mutate",
        {"table": "crm/customers", "delete": [gone], "insert": [{"name": "Inserted"}]},
    )

    fresh, _ = client.feed("crm/v2/export/customers", token)
    assert {row["name"] for row in fresh} >= {"Mutated", "Inserted"}
    assert [row["active"] for row in fresh if row["id"] == gone] == [False]
    assert client.get(f"crm/v2/customers/{changed}").json()["name"] == "Mutated"


def test_a_hard_delete_leaves_no_trace(client: Client) -> None:
    rows, _ = client.feed("crm/v2/export/customers")

    post(client, "mutate", {"table": "crm/customers", "delete": [rows[0]["id"]], "hard": True})

    after, _ = client.feed("crm/v2/export/customers")
    assert [row["id"] for row in after] == [row["id"] for row in rows[1:]]


def test_a_merge_takes_the_children_along(client: Client) -> None:
    jobs = client.rows("jpm/v2/jobs")
    loser, winner = jobs[0]["customerId"], jobs[-1]["customerId"]

    post(client, "mutate", {"table": "crm/customers", "merge": [{"from": loser, "into": winner}]})

    merged = client.get(f"crm/v2/customers/{loser}").json()
    assert (merged["active"], merged["mergedToId"]) == (False, winner)
    assert client.rows("jpm/v2/jobs", customerId=loser) == []
    assert client.rows("crm/v2/locations", customerId=loser, active="Any") == []
    ids = {row["id"] for row in client.rows("jpm/v2/jobs", customerId=winner)}
    assert jobs[0]["id"] in ids
    bills = client.rows("accounting/v2/invoices", customerId=winner)
    due = sum(Decimal(bill["balance"]) for bill in bills)
    assert Decimal(str(client.get(f"crm/v2/customers/{winner}").json()["balance"])) == due


def test_truth_is_the_feed_and_more(client: Client) -> None:
    truth = client.http.get("/_sandbox/rows/crm/customers/contacts").json()
    shown = client.http.get("/_sandbox/rows/crm/customers/contacts", params={"view": "feed"}).json()
    fed, _ = client.feed("crm/v2/export/customers/contacts")

    assert len(truth) == len(shown)
    assert sorted(shown, key=lambda row: row["id"]) == sorted(fed, key=lambda row: row["id"])


def test_the_clock_moves_and_a_reset_undoes_what_was_written(client: Client) -> None:
    key = client.rows("crm/v2/customers")[0]["id"]
    before = client.get(f"crm/v2/customers/{key}").json()
    client.send("PATCH", f"crm/v2/customers/{key}", {"name": "Other"})

    assert post(client, "clock", {"advance": 86_400})["now"].startswith("2026-06-16T12:00")
    assert post(client, "clock", {"now": "2026-07-01T00:00:00Z"})["now"].startswith("2026-07-01")
    post(client, "reset", {})
    client.sign_in()

    assert client.get(f"crm/v2/customers/{key}").json() == before


def test_bad_admin_calls_say_why(client: Client) -> None:
    assert client.http.post("/_sandbox/mutate", json={}).status_code == 400
    assert (
        client.http.post(
            "/_sandbox/mutate", json={"table": "crm/customers", "delete": [5]}
        ).status_code
        == 400
    )
    assert client.http.get("/_sandbox/nothing").status_code == 404


@pytest.mark.parametrize(
    ("method", "name", "sent", "close"),
    [
        ("GET", "rows/crm/customerz", {}, "crm/customers"),
        ("GET", "rows/crm/jobs", {"view": "feed"}, "jpm/jobs"),
        ("POST", "mutate", {"table": "jpm/job", "insert": [{"id": 1}]}, "jpm/jobs"),
        ("GET", "examples", {"op": "crm/Customers_Creat"}, "crm/Customers_Create"),
    ],
)
def test_what_there_is_not_is_404_with_the_close_names(
    client: Client, method: str, name: str, sent: Any, close: str
) -> None:
    way = {"json": sent} if method == "POST" else {"params": sent}

    answer = client.http.request(method, f"/_sandbox/{name}", **way)

    assert answer.status_code == 404
    told, _, names = answer.json()["error"].partition("; close: ")
    assert told.endswith(f"is called {(sent.get('table') or sent.get('op') or name[5:])!r}")
    assert close in names.split(", ")


def test_a_name_that_nothing_is_like_is_404_too(client: Client) -> None:
    answer = client.http.get("/_sandbox/rows/xyz")

    assert answer.status_code == 404
    assert answer.json() == {"error": "no table is called 'xyz'; none is close"}


def test_every_table_that_there_is_can_be_read_by_each_of_its_names(client: Client) -> None:
    for name in ("crm/customers", "jpm/job-notes", "forms/jobs", "reporting/report-categories"):
        assert client.http.get(f"/_sandbox/rows/{name}").json(), name
    assert client.http.get("/_sandbox/rows/fleet-pro/gps").status_code == 404


def test_a_change_in_words_that_mean_nothing_is_refused(client: Client) -> None:
    sent = {"table": "crm/customers", "remove": [1]}

    answer = client.http.post("/_sandbox/mutate", json=sent)

    assert answer.status_code == 400
    assert answer.json()["error"].startswith("ValueError: remove: not among change, delete, ")


def test_the_test_kit_reads_as_it_should() -> None:
    plan = [{"match": "/jobs", "fault": "500", "nth": 1}]
    with running(customers=20, seed=1, now=NOW, faults=plan) as box, Client(box) as client:
        first, second = client.get("jpm/v2/jobs"), client.get("jpm/v2/jobs")

        assert (first.status_code, second.status_code) == (500, 200)
        assert [entry["status"] for entry in box.requests("/jobs")] == [500, 200]
        assert box.env["SERVICE_TITAN_TENANT_ID"] == str(box.tenant)
        assert box.api_url == box.auth_url
        assert len(box.rows("crm", "customers")) == box.company.customers == 20
