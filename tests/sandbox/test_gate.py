import base64
import json
import socket
import time
from typing import Any

import pytest

from sandbox.servicetitan import running
from tests.sandbox.conftest import NOW, Client


def test_token_is_a_readable_claim_set(reader: Client) -> None:
    answer = reader.token().json()

    assert answer["expires_in"] == 900
    assert answer["token_type"] == "Bearer"
    part = answer["access_token"].split(".")[1]
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    assert "tn.jpm.jobs:r" in claims["scope"]
    assert claims["tenant"] == str(reader.box.tenant)


def test_token_endpoint_understands_forms_only(reader: Client) -> None:
    assert (
        reader.http.post("/connect/token", json={"grant_type": "client_credentials"}).status_code
        == 400
    )
    assert reader.token(client_secret="wrong").json() == {"error": "invalid_client"}
    assert reader.token(grant_type="password").json() == {"error": "unsupported_grant_type"}
    assert reader.http.get("/connect/token").status_code == 405


@pytest.mark.parametrize(
    "headers", [{"ST-App-Key": "ak1.other"}, {"Authorization": "Bearer x.y.z"}]
)
def test_both_credentials_are_needed(reader: Client, headers: dict[str, str]) -> None:
    answer = reader.ask("GET", "crm/v2/customers", headers=headers)

    assert answer.status_code == 401
    assert set(answer.json()) == {"type", "title", "status", "traceId", "errors", "data"}


def test_another_tenant_is_forbidden(reader: Client) -> None:
    answer = reader.http.get("/crm/v2/tenant/1/customers", headers=reader.headers)

    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "crm/v2/nothing", 404),
        ("GET", "crm/v3/customers", 404),
        ("GET", "crm/v2/customers/1", 404),
        ("GET", "sales/v2/customers", 404),
        ("DELETE", "crm/v2/customers/40000000", 405),
        ("PUT", "crm/v2/customers", 405),
        ("GET", "crm/v2/customers/nobody", 404),
        ("POST", "crm/v2/customers/nobody", 404),
        ("POST", "crm/v2/customers/custom-fields", 405),
        ("GET", "crm/v2/customers/99999999999999999999", 404),
        ("GET", "jpm/v2/work-breakdown-structure/projects/5/budget-codes/match?codes=a", 404),
        ("GET", "reporting/v2/dynamic-value-sets/moons", 404),
        ("DELETE", "jpm/v2/jobs/{job}/equipment/5", 404),
        ("POST", "crm/v2/booking-provider/5/bookings/{booking}/dismiss", 404),
        ("POST", "marketing-ads/v2/performance", 404),
    ],
)
def test_unknown_paths_and_verbs(reader: Client, method: str, path: str, status: int) -> None:
    job, booking = (
        reader.box.rows(*name)[0]["id"] for name in (("jpm", "jobs"), ("crm", "bookings"))
    )
    body: Any = {} if method == "POST" else None

    answer = reader.send(method, path.format(job=job, booking=booking), body)

    assert answer.status_code == status


def test_the_tenant_segment_is_required(reader: Client) -> None:
    assert reader.http.get("/crm/v2/customers", headers=reader.headers).status_code == 404


def test_scopes_that_are_not_granted_are_refused() -> None:
    with (
        running(customers=10, now=NOW, scopes=("tn.crm.customers:r",)) as box,
        Client(box) as client,
    ):
        assert client.get("crm/v2/customers").status_code == 200
        refused = client.get("crm/v2/locations")

    assert refused.status_code == 403
    assert "scope" in refused.json()["title"].lower()


def test_more_than_the_rate_is_throttled_until_the_stated_wait() -> None:
    with running(customers=10, now=NOW, rate=5) as box, Client(box) as client:
        answers = [client.get("crm/v2/customers", pageSize=1) for _ in range(8)]
        late = next(answer for answer in answers if answer.status_code == 429)
        time.sleep(1.05)
        again = client.get("crm/v2/customers", pageSize=1)

    assert [answer.status_code for answer in answers].count(200) == 5
    assert late.headers["Retry-After"] == "1"
    assert late.json()["title"].endswith("again in 1 seconds.")
    assert again.status_code == 200


def test_requests_on_one_connection_are_answered_in_order(reader: Client) -> None:
    lines = [f"{name}: {value}" for name, value in reader.headers.items()]
    head = "\r\n".join(["Host: x", *lines])
    paths = [reader.path(f"crm/v2/customers/{40_000_000 + n * 1000}") for n in range(3)]
    raw = "".join(f"GET {path} HTTP/1.1\r\n{head}\r\n\r\n" for path in paths).encode()

    with socket.create_connection(("127.0.0.1", reader.box.port)) as wire:
        wire.sendall(raw)
        wire.settimeout(5)
        got = b""
        while got.count(b"HTTP/1.1 200") < 3:
            got += wire.recv(65536)

    places = [got.index(f'"id":{40_000_000 + n * 1000},'.encode()) for n in range(3)]
    assert places == sorted(places)


def raw(reader: Client, start: str) -> bytes:
    """A request for one customer that begins with these lines."""
    lines = [f"{name}: {value}" for name, value in reader.headers.items()]
    path = reader.path("crm/v2/customers/40000000")
    return "\r\n".join([start.format(path), *lines, "", ""]).encode()


@pytest.mark.parametrize(
    "start", ["GET {} HTTP/1.0", "GET {} HTTP/1.1\r\nHost: x\r\nConnection: TE, close"]
)
def test_an_old_client_reads_until_the_connection_ends(reader: Client, start: str) -> None:
    with socket.create_connection(("127.0.0.1", reader.box.port), 10) as wire:
        wire.sendall(raw(reader, start))
        answer = wire.makefile("rb").read()

    assert answer.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"\r\nconnection: close\r\n" in answer


@pytest.mark.parametrize(
    "start",
    [
        "GET {} HTTP/1.0\r\nConnection: keep-alive",
        # As Java's client offers it on the first request of a connection.
        "GET {} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: h2c",
    ],
)
def test_a_connection_goes_on_where_the_client_counts_on_it(reader: Client, start: str) -> None:
    with socket.create_connection(("127.0.0.1", reader.box.port), 10) as wire:
        wire.sendall(raw(reader, start))
        first = wire.recv(65536)
        wire.sendall(raw(reader, "GET {} HTTP/1.1\r\nHost: x\r\nConnection: close"))
        second = wire.makefile("rb").read()

    assert first.startswith(b"HTTP/1.1 200 OK\r\n")
    assert b"HTTP/1.1 200 OK\r\n" in second


@pytest.mark.parametrize(("seconds", "status"), [(890, 200), (901, 401)])
def test_a_token_expires_with_the_companys_clock(client: Client, seconds: int, status: int) -> None:
    moved = client.http.post("/_sandbox/clock", json={"advance": seconds})

    assert moved.status_code == 200
    assert client.get("crm/v2/customers").status_code == status
    client.sign_in()
    assert client.get("crm/v2/customers").status_code == 200
