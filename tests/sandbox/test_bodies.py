"""Bodies that are hard to read: other encodings, numbers and times out of range."""

from typing import Any

import pytest

from tests.sandbox.conftest import Client


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b'\xef\xbb\xbf{"name": "Renamed"}', 200),  # a byte order mark, as some editors write it
        ('{"name": "Renée"}'.encode("latin-1"), 400),
        (b'{"name": ' + b"[" * 5_000 + b"]" * 5_000 + b"}", 400),
    ],
    ids=["byte order mark", "another encoding", "nested too deeply"],
)
def test_a_body_in_another_encoding_is_read_or_refused(
    client: Client, sent: bytes, status: int
) -> None:
    key = client.rows("crm/v2/customers")[0]["id"]

    answer = client.ask("PATCH", f"crm/v2/customers/{key}", content=sent)

    assert answer.status_code == status, answer.text


@pytest.mark.parametrize("quantity", [10**30, -(10**30), 1e308, "3", None, True])
def test_a_number_that_the_field_cannot_hold_is_refused(client: Client, quantity: Any) -> None:
    invoice = next(
        row for row in client.rows("accounting/v2/invoices") if row["syncStatus"] == "Pending"
    )
    body = {"description": "x", "quantity": quantity, "skuName": "x"}

    answer = client.send("PATCH", f"accounting/v2/invoices/{invoice['id']}/items", body)

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"quantity"})


@pytest.mark.parametrize(
    "identity", [2**63, -(2**64), 10**400], ids=["by one", "below zero", "by far"]
)
def test_an_id_beyond_64_bits_is_refused(client: Client, identity: int) -> None:
    key = client.rows("crm/v2/customers")[0]["id"]

    answer = client.send("PATCH", f"crm/v2/customers/{key}", {"tagTypeIds": [identity]})

    assert answer.status_code == 400, answer.text


@pytest.mark.parametrize("start", ["0001-01-01T00:00:00", "0001-01-01T00:00:00+14:00"])
def test_a_time_out_of_range_is_refused(client: Client, start: str) -> None:
    body = {
        "startsOnOrAfter": start,
        "endsOnOrBefore": "2026-06-17T00:00:00Z",
        "skillBasedAvailability": False,
    }

    answer = client.send("POST", "dispatch/v2/capacity", body)

    assert (answer.status_code, set(answer.json()["errors"])) == (400, {"startsOnOrAfter"})
