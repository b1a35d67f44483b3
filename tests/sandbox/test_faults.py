import json
import time
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from sandbox.servicetitan.api.faults import KINDS, Fault, load_plan
from tests.sandbox.conftest import Client

CUSTOMERS, FEED = "crm/v2/customers", "crm/v2/export/customers"


def first(client: Client, fault: str, path: str = CUSTOMERS, **params: Any) -> httpx.Response:
    client.box.set_faults({"match": path.split("/", 2)[2], "fault": fault, "nth": 1, **params})
    return client.get(path)


def test_a_fault_meets_the_calls_that_its_plan_picks() -> None:
    def met(**when: Any) -> list[int]:
        from sandbox.servicetitan.api.messages import Request  # noqa: PLC0415

        fault = Fault.read({"match": "/jobs", "fault": "500", **when})
        asked = Request("GET", "/jpm/v2/tenant/1/jobs?page=1", {})
        return [n for n in range(1, 8) if fault.meets(asked)]

    assert met(nth=3) == [3]
    assert met(every=2) == [2, 4, 6]
    assert met(**{"from": 2, "to": 4}) == [2, 3, 4]
    assert met(times=2) == [1, 2]
    assert met() == [1, 2, 3, 4, 5, 6, 7]
    assert met(method="POST") == []


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        ("500", 500),
        ("502", 502),
        ("503html", 503),
        ("504", 504),
        ("403", 403),
        ("expired-token", 401),
        ("429", 429),
    ],
)
def test_an_answer_can_fail_once(client: Client, fault: str, status: int) -> None:
    assert first(client, fault).status_code == status
    assert client.get(CUSTOMERS).status_code == 200


def test_a_fault_that_cannot_be_shown_is_a_defect_and_not_an_answer_that_never_comes(
    client: Client,
) -> None:
    told = first(client, "bad-type", value=Decimal(1))

    assert told.status_code == 500
    assert "Decimal is not JSON serializable" in told.text
    assert client.get(CUSTOMERS).status_code == 200


def test_the_wait_is_said_in_three_ways(client: Client) -> None:
    seconds = first(client, "429", retry_after=7)
    date = first(client, "429", retry_after=7, style="date")
    words = first(client, "429", retry_after=7, style="title")

    assert seconds.headers["Retry-After"] == "7"
    assert parsedate_to_datetime(date.headers["Retry-After"]).timestamp() > time.time() + 4
    assert "Retry-After" not in words.headers
    assert words.json()["title"].endswith("again in 7 seconds.")


def test_bodies_that_are_not_what_was_asked_for(client: Client) -> None:
    assert first(client, "503html").headers["content-type"] == "text/html"
    assert first(client, "503data").json()["data"]
    half = first(client, "cut-json")
    assert half.status_code == 200
    with pytest.raises(json.JSONDecodeError):
        half.json()
    html = first(client, "200html")
    assert (html.status_code, html.headers["content-type"]) == (200, "text/html")


def test_a_connection_can_be_reset_cut_off_or_left_silent(client: Client) -> None:
    with pytest.raises(httpx.ReadError):
        first(client, "reset")
    with pytest.raises(httpx.RemoteProtocolError):
        first(client, "truncate")
    client.box.set_faults({"match": CUSTOMERS[7:], "fault": "stall", "seconds": 5})
    with pytest.raises(httpx.ReadTimeout):
        client.http.get(client.path(CUSTOMERS), headers=client.headers, timeout=0.2)


def test_slow_answers_are_late_but_right(client: Client) -> None:
    began = time.monotonic()

    answer = first(client, "slow", seconds=0.3)

    assert answer.json()["data"]
    assert time.monotonic() - began >= 0.3


def test_expiring_every_token_needs_a_new_one(client: Client) -> None:
    assert first(client, "expire-token").status_code == 401
    assert client.get(CUSTOMERS).status_code == 401
    client.sign_in()
    assert client.get(CUSTOMERS).status_code == 200


def test_a_write_may_take_effect_before_its_answer_is_lost(client: Client) -> None:
    key = client.rows(CUSTOMERS)[0]["id"]
    client.box.set_faults(
        {"match": "/customers/", "method": "PATCH", "fault": "500", "after": True}
    )
    after = client.send("PATCH", f"{CUSTOMERS}/{key}", {"name": "Applied"})
    client.box.set_faults({"match": "/customers/", "method": "PATCH", "fault": "500"})
    before = client.send("PATCH", f"{CUSTOMERS}/{key}", {"name": "Lost"})

    assert (after.status_code, before.status_code) == (500, 500)
    assert client.get(f"{CUSTOMERS}/{key}").json()["name"] == "Applied"


@pytest.mark.parametrize(
    ("fault", "params", "field", "value"),
    [
        ("drift-add", {"field": "fresh", "value": 1}, "fresh", 1),
        ("drift-type", {}, "id", "40000000"),
        ("drift-enum", {}, "type", "BrandNewValue"),
        ("bad-type", {}, "balance", "x"),
        ("null-id", {}, "id", None),
        ("odd-date", {}, "createdOn", "0001-01-01T00:00:00"),
    ],
)
def test_rows_that_are_wrong(
    client: Client, fault: str, params: Any, field: str, value: Any
) -> None:
    sound = client.get(CUSTOMERS).json()["data"]
    rows = first(client, fault, **params).json()["data"]

    assert rows[0][field] == value
    assert rows[1:] == sound[1:]


def test_a_page_can_lack_fields_hold_nul_be_huge_or_repeat_rows(client: Client) -> None:
    assert "modifiedOn" not in first(client, "missing-modified").json()["data"][0]
    assert "name" not in first(client, "drift-remove").json()["data"][0]
    assert "\x00" in first(client, "nul").json()["data"][0]["name"]
    assert len(first(client, "huge", bytes=100_000).content) > 100_000
    rows = first(client, "duplicate").json()["data"]
    assert rows[-1] == rows[0]
    rows = first(client, "duplicate", row=1, change={"name": "Older"}).json()["data"]
    assert rows[-1] == {**rows[1], "name": "Older"}
    rows = first(client, "duplicate", rows=[{"id": 5}]).json()["data"]
    assert rows[-1] == {"id": 5}


def test_a_feed_can_stand_still_or_begin_again(client: Client) -> None:
    client.box.box.settings.export_page = 10
    token = client.get(FEED).json()["continueFrom"]
    feed = {"match": "/export/customers", "nth": 1}

    def asked(fault: str) -> Any:
        client.box.set_faults({**feed, "fault": fault})
        return client.get(FEED, **{"from": token})

    assert asked("repeat-token").json()["continueFrom"] == token
    assert asked("loop-token").json()["continueFrom"] == ""
    empty = asked("empty-page").json()
    assert (empty["data"], empty["hasMore"], empty["continueFrom"]) == ([], True, token)
    early = asked("end-early").json()
    assert (len(early["data"]), early["hasMore"]) == (10, False)
    assert asked("expired-continuation").status_code == 400


def test_a_plan_is_read_from_a_file(tmp_path: Path) -> None:
    plan = [{"match": "/jobs", "fault": "429", "nth": 2, "retry_after": 9}]
    written = tmp_path / "plan.json"
    written.write_text(json.dumps(plan), "utf-8")

    (fault,) = load_plan(written)

    assert (fault.fault, fault.nth, fault.params) == ("429", 2, {"retry_after": 9})


def test_an_unknown_fault_names_those_there_are(client: Client) -> None:
    answer = client.http.post("/_sandbox/faults", json=[{"match": "/", "fault": "earthquake"}])

    assert answer.status_code == 400
    assert all(kind in answer.json()["error"] for kind in KINDS)


def test_an_answer_tells_the_companys_time(client: Client) -> None:
    company = client.box.box
    company.move_clock(86_400)

    told = parsedate_to_datetime(client.get(CUSTOMERS).headers["Date"])

    assert abs(told.timestamp() - company.now()) < 600
