"""What is sent under one name or in rows, and shown under another, is compared all the same."""

from collections.abc import Callable
from typing import Any

import pytest

from agent.catalogue import load_catalogue
from agent.runners import schemas_of
from tests.kit.changes import losing, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, shed
from tools.operations.matching import matched
from tools.operations.renames import PARTS, SHOWN_AS
from tools.servicetitan.accounting.payments import Payments
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.salestech.estimates import Estimates
from tools.servicetitan.settings.employees import Employees

Made = Callable[[Truth], Row]
PAYMENT = Payments.update_payment.operation
ESTIMATE = Estimates.create_estimate.operation
CUSTOMER = Customers.update_customer.operation
EMPLOYEE = Employees.update_employee.operation


def payment(truth: Truth) -> Row:
    row = truth.rows("accounting/payments", lambda one: one["appliedTo"])[0]
    other = truth.rows("accounting/invoices", lambda one: one["customer"]["id"])[-1]
    splits = [{"invoiceId": other["id"], "amount": 1.25}]
    kind = truth.rows("accounting/payment-types")[0]["id"]
    return {"id": row["id"], "body": {"typeId": kind, "memo": "Split anew", "splits": splits}}


def job(truth: Truth) -> Row:
    place = truth.rows("crm/locations", lambda one: one["active"])[0]
    known = truth.rows("jpm/jobs")[0]
    same = {name: known[name] for name in ("businessUnitId", "jobTypeId", "campaignId")}
    hours = [(f"2026-03-2{day}T14:00:00Z", f"2026-03-2{day}T16:00:00Z") for day in (5, 6)]
    visits = [{"start": start, "end": end} for start, end in hours]
    about = {"customerId": place["customerId"], "locationId": place["id"], "priority": "High"}
    return {"body": {**about, **same, "appointments": visits}}


def family(truth: Truth) -> Row:
    place = shed(truth)
    address = place["address"]
    contacts = [{"type": "Email", "value": "iris@quintanilla.example"}]
    home = {"name": "Home", "address": address}
    about = {"name": "Iris Quintanilla", "address": address, "locations": [home]}
    return {"body": {**about, "contacts": contacts}}


def estimate(truth: Truth) -> Row:
    (sku,) = truth.rows("pricebook/services", lambda row: row["active"])[:1]
    known = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]
    item = {"skuId": sku["id"], "quantity": 2, "unitPrice": 90}
    return {"body": {"jobId": known["id"], "name": "Heater", "items": [item]}}


def without(name: str) -> Callable[[Row], Row]:
    return lambda body: {key: value for key, value in body.items() if key != name}


LOST: list[tuple[str, str, Made, Callable[[Row], Row], str]] = [
    (
        "accounting_update_payment",
        "PATCH accounting/payments/{id}",
        payment,
        without("splits"),
        "splits",
    ),
    (
        "jpm_create_job",
        "POST jpm/jobs",
        job,
        lambda body: {**body, "appointments": body["appointments"][:1]},
        "appointments",
    ),
    ("crm_create_customer", "POST crm/customers", family, without("contacts"), "contacts"),
    (
        "salestech_create_estimate",
        "POST salestech/estimates",
        estimate,
        lambda body: {**body, "items": [{**body["items"][0], "unitPrice": 9}]},
        "items",
    ),
]


@pytest.mark.parametrize(
    ("tool", "operation", "made", "lose", "name"), LOST, ids=[one[0] for one in LOST]
)
async def test_rows_that_were_not_taken_are_told(
    writing: World,
    truth: Truth,
    tool: str,
    operation: str,
    made: Made,
    lose: Callable[[Row], Row],
    name: str,
) -> None:
    losing(writing.company, operation, lose)

    done = await confirmed(writing, tool, **made(truth))

    assert done.status == "partly"
    assert f"shows other values for {name}." in done.summary
    assert len(writes(writing.company)) == 1


@pytest.mark.parametrize(
    ("tool", "made"),
    [(one[0], one[2]) for one in LOST],
    ids=[one[0] for one in LOST],
)
async def test_rows_that_were_taken_are_checked_and_done(
    writing: World, truth: Truth, tool: str, made: Made
) -> None:
    done = await confirmed(writing, tool, **made(truth))

    assert done.status == "done"
    assert "not checked" not in done.summary


async def test_the_preview_shows_what_is_there_under_the_names_that_are_sent(
    writing: World, truth: Truth
) -> None:
    asked = await writing.call("accounting_update_payment", **payment(truth))

    assert asked.preview is not None
    assert asked.preview.change["before"]["splits"][0]["invoiceId"]


@pytest.mark.parametrize(
    ("sent", "there", "differing", "unseen"),
    [
        ({"a": 1}, {"a": 1}, [], ()),
        ({"a": 1}, {"a": 2}, ["a"], ()),
        ({"a": 1}, {}, [], ("a",)),
        ({"roleId": 7}, {"role": {"id": 7, "name": "CSR"}}, [], ()),
        ({"roleId": 7}, {"role": {"id": 8, "name": "CSR"}}, ["roleId"], ()),
        ({"rows": [{"a": 1, "b": 2}]}, {"rows": [{"a": 1, "c": 3}]}, [], ("rows.b",)),
        ({"rows": [{"a": 1, "b": 2}]}, {"rows": [{"a": 4, "c": 3}]}, ["rows"], ("rows.b",)),
        ({"rows": [{"b": 2}]}, {"rows": [{"c": 3}]}, [], ("rows", "rows.b")),
        ({"rows": [{"a": 1}]}, {"rows": []}, ["rows"], ()),
        ({"at": {"x": 1}}, {"at": {"y": 1}}, [], ("at",)),
        ({"at": {"x": 1}}, {"at": [{"x": 1}]}, [], ("at",)),
        ({"at": {"x": 1, "z": 2}}, {"at": {"x": 1}}, ["at"], ()),
        ({"unitId": 0}, {"unit": None}, [], ()),
        ({"unitId": None}, {"unit": None}, [], ()),
        ({"unitId": 0}, {"unit": {"id": 7}}, ["unitId"], ()),
        ({"unitId": 7}, {"unit": None}, [], ("unitId",)),
        ({"unitId": 0}, {}, [], ("unitId",)),
        ({"unitId": 0}, {"unitId": None}, [], ()),
        ({"unitId": None}, {"unitId": 0}, [], ()),
        ({"unitId": 0}, {"unitId": 7}, ["unitId"], ()),
    ],
)
def test_what_can_be_compared_is(
    sent: Row, there: Row, differing: list[str], unseen: tuple[str, ...]
) -> None:
    match = matched(CUSTOMER, sent, there)

    assert (match.differing, match.unseen) == (differing, unseen)


@pytest.mark.parametrize(
    ("roles", "differing", "unseen"),
    [([7], [], ()), ([8], ["roleId"], ()), ([7, 8], [], ("roleId",)), ([], [], ("roleId",))],
)
def test_a_role_is_compared_where_somebody_has_one(
    roles: list[int], differing: list[str], unseen: tuple[str, ...]
) -> None:
    match = matched(EMPLOYEE, {"roleId": 7}, {"roleIds": roles})

    assert (match.differing, match.unseen) == (differing, unseen)


def test_every_rename_is_of_a_field_that_is_sent() -> None:
    sent: dict[str, set[str]] = {}
    for entry in load_catalogue().values():
        if entry.path is not None and entry.effect != "reads":
            body: dict[str, Any] = schemas_of(entry)[0]["properties"].get("body", {})
            sent.setdefault(entry.resource, set()).update(body.get("properties", {}))

    unknown = [
        f"{module}.{resource}.{name}"
        for (module, resource), fields in [*SHOWN_AS.items(), *PARTS.items()]
        for name in fields
        if name not in sent[f"{module}.{resource}"]
    ]

    assert unknown == []


def test_nothing_sent_agrees_with_nothing() -> None:
    assert not matched(PAYMENT, {}, {"id": 1}).agrees
    assert not matched(ESTIMATE, None, {"id": 1}).agrees
