from typing import Any

import pytest

from sandbox.servicetitan import Server, running
from tests.sandbox.conftest import NOW, Client

CUSTOMERS = "crm/v2/export/customers"


def test_a_feed_holds_every_row_once_in_order_of_change(reader: Client) -> None:
    rows, _ = reader.feed(CUSTOMERS)

    keys = [(row["modifiedOn"].rstrip("Z"), row["id"]) for row in rows]
    assert keys == sorted(keys)
    assert {row["id"] for row in rows} == {row["id"] for row in reader.box.rows("crm", "customers")}
    assert any(row["mergedToId"] for row in rows)
    assert any(not row["active"] for row in rows)


def test_pages_join_without_gap_or_overlap() -> None:
    with running(customers=50, now=NOW, export_page=7) as box, Client(box) as client:
        rows, token = client.feed("jpm/v2/export/jobs")
        caught_up = client.get("jpm/v2/export/jobs", **{"from": token}).json()
        truth = box.rows("jpm", "jobs")

    assert [row["id"] for row in rows] == [
        row["id"]
        for row in sorted(truth, key=lambda row: (row["modifiedOn"].rstrip("Z"), row["id"]))
    ]
    assert (caught_up["data"], caught_up["hasMore"]) == ([], False)
    assert caught_up["continueFrom"] == token


def test_a_date_is_an_inclusive_start(reader: Client) -> None:
    everything, _ = reader.feed(CUSTOMERS)
    middle = everything[100]["modifiedOn"]

    rows, _ = reader.feed(CUSTOMERS, middle[:10])

    assert rows == [row for row in everything if row["modifiedOn"][:10] >= middle[:10]]


@pytest.mark.parametrize("start", ["nonsense", "AZ!!", "2026-13-45"])
def test_a_bad_start_is_refused(reader: Client, start: str) -> None:
    answer = reader.get(CUSTOMERS, **{"from": start})

    assert answer.status_code == 400
    assert "from" in answer.json()["errors"]


def test_a_token_belongs_to_its_feed(reader: Client) -> None:
    _, token = reader.feed(CUSTOMERS)

    assert reader.get("jpm/v2/export/jobs", **{"from": token}).status_code == 400


def test_changes_come_after_the_token(client: Client) -> None:
    rows, token = client.feed(CUSTOMERS)
    changed = rows[3]["id"]

    client.send("PATCH", f"crm/v2/customers/{changed}", {"name": "Renamed"})
    fresh, token = client.feed(CUSTOMERS, token)

    assert [(row["id"], row["name"]) for row in fresh] == [(changed, "Renamed")]
    assert client.feed(CUSTOMERS, token)[0] == []
    assert len(client.feed(CUSTOMERS)[0]) == len(rows)


def test_fresh_changes_wait_unless_asked_for() -> None:
    with running(customers=20, now=NOW, export_delay=900) as box, Client(box) as client:
        rows, token = client.feed(CUSTOMERS)
        client.send("PATCH", f"crm/v2/customers/{rows[0]['id']}", {"name": "Renamed"})

        hidden, same = client.feed(CUSTOMERS, token)
        shown, recent = client.feed(CUSTOMERS, token, includeRecentChanges="true")
        again, _ = client.feed(CUSTOMERS, recent, includeRecentChanges="true")
        box.box.move_clock(901)
        client.sign_in()
        settled, _ = client.feed(CUSTOMERS, same)

    assert hidden == []
    assert [row["name"] for row in shown] == ["Renamed"]
    assert "Renamed" in [row["name"] for row in again]
    assert [row["name"] for row in settled] == ["Renamed"]


def test_deleted_rows_stay_in_the_feed_as_inactive(client: Client) -> None:
    contact = client.feed("crm/v2/export/customers/contacts")[0][0]
    path = f"crm/v2/customers/{contact['customerId']}/contacts/{contact['id']}"

    assert client.send("DELETE", path).status_code == 200

    rows, _ = client.feed("crm/v2/export/customers/contacts")
    assert [row["active"] for row in rows if row["id"] == contact["id"]] == [False]
    listed = client.rows("crm/v2/customers/contacts", customerIds=contact["customerId"])
    assert contact["id"] not in {row["id"] for row in listed}


def test_two_feeds_filter_on_active(reader: Client) -> None:
    path = "dispatch/v2/export/appointment-assignments"
    everything, active = reader.feed(path)[0], reader.feed(path, active="True")[0]

    assert 0 < len(active) < len(everything)
    assert all(row["active"] for row in active)


def test_the_job_feed_lacks_what_the_list_has(reader: Client) -> None:
    listed = [row for row in reader.rows("jpm/v2/jobs") if row["recallForId"]]
    fed, _ = reader.feed("jpm/v2/export/jobs")

    assert listed
    assert not any(row["recallForId"] for row in fed)


def test_job_history_groups_entries_per_job(reader: Client) -> None:
    rows, _ = reader.feed("jpm/v2/export/job-history")

    assert set(rows[0]) == {"jobId", "history"}
    assert rows[0]["history"][0]["eventType"] == "Job Booked"


def test_old_and_new_path_of_the_estimate_feed_answer_alike(reader: Client) -> None:
    assert (
        reader.feed("sales/v2/estimates/export")[0] == reader.feed("sales/v2/export/estimates")[0]
    )


def test_every_feed_reaches_its_end(shared_box: Server, reader: Client) -> None:
    feeds = [route.operation for route in shared_box.box.router.routes if route.operation.feed]
    found: dict[str, Any] = {}
    for operation in feeds:
        path = operation.path.replace("/tenant/{tenant}", "")[1:]
        found[path] = len(reader.feed(path)[0])

    assert len(found) == 55
    assert [path for path, rows in found.items() if not rows] == []


def test_pay_settings_that_change_are_in_their_list_and_feed(client: Client) -> None:
    feed = "payroll/v2/export/payroll-settings"
    _, token = client.feed(feed)
    who = client.rows("settings/v2/technicians")[2]["id"]
    path = f"payroll/v2/technicians/{who}/payroll-settings"

    answer = client.send("PUT", path, {"hourlyRate": 41.5})

    assert answer.json() == {"employeeId": who}
    assert client.get(path).json()["hourlyRate"] == 41.5
    listed = client.rows("payroll/v2/payroll-settings")
    fed, _ = client.feed(feed, token)
    for rows in (listed, fed):
        assert [row["hourlyRate"] for row in rows if row["employeeId"] == who] == [41.5]
    assert client.get("payroll/v2/technicians/5/payroll-settings").status_code == 404


def test_a_membership_tells_its_change_of_status(client: Client) -> None:
    feed = "memberships/v2/export/membership-status-changes"
    _, token = client.feed(feed)
    key = next(r["id"] for r in client.rows("memberships/v2/memberships") if r["active"])

    client.send("PATCH", f"memberships/v2/memberships/{key}", {"memo": "Asked to wait"})
    quiet, token = client.feed(feed, token)
    client.send("PATCH", f"memberships/v2/memberships/{key}", {"status": "Suspended"})
    told, _ = client.feed(feed, token)

    assert quiet == []
    assert [(r["membershipId"], r["oldStatus"], r["newStatus"]) for r in told] == [
        (key, "Active", "Suspended")
    ]
