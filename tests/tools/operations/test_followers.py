"""Writes that change other records than their own: the mirror follows in those too."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.kit.rewind import forget, rewind
from tests.kit.truth import Row, Truth
from tests.kit.world import NOW, World
from tests.tools.operations.test_writing import confirmed, mirrored, payment
from tools.operations.followers import FOLLOWERS, Sent
from tools.operations.mirroring import LATE, operation_named, table_of

ONLY_FEEDS_TELL = {"active", "st_modified_on"}
Arguments = Callable[[Truth], dict[str, Any]]
Change = tuple[str, int, str, Any]


def owed(truth: Truth) -> list[Row]:
    return truth.rows("accounting/invoices", lambda row: float(row["balance"]) > 1)


def job(truth: Truth) -> Row:
    return truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]


def booked(truth: Truth, **source: int) -> dict[str, Any]:
    model = job(truth)
    names = ("customerId", "locationId", "businessUnitId", "jobTypeId", "priority", "campaignId")
    start = NOW + timedelta(days=9)
    visit = {"start": start.isoformat(), "end": (start + timedelta(hours=2)).isoformat()}
    return {"body": {name: model[name] for name in names} | {"appointments": [visit]} | source}


def _from_lead(truth: Truth) -> dict[str, Any]:
    return booked(
        truth, leadId=truth.rows("crm/leads", lambda one: one["status"] == "Open")[0]["id"]
    )


def _from_booking(truth: Truth) -> dict[str, Any]:
    return booked(truth, bookingId=truth.rows("crm/bookings")[0]["id"])


def _sold(truth: Truth) -> dict[str, Any]:
    estimate = truth.rows("salestech/estimates", lambda row: row["status"]["name"] == "Open")[0]
    seller = truth.rows("settings/technicians", lambda row: row["isManagedTech"])[0]["id"]
    return {"id": estimate["id"], "body": {"soldBy": seller}}


def _estimate(truth: Truth) -> dict[str, Any]:
    return {"body": {"jobId": job(truth)["id"], "name": "Heater"}}


def _visit_done(truth: Truth) -> dict[str, Any]:
    event = truth.rows(
        "memberships/recurring-service-events", lambda row: row["status"] == "NotAttempted"
    )[0]
    return {"id": event["id"], "body": {"jobId": job(truth)["id"]}}


def _adjusted(truth: Truth) -> dict[str, Any]:
    line = {"description": "Goodwill", "quantity": 1, "unitPrice": -5}
    return {"body": {"adjustmentToId": owed(truth)[0]["id"], "items": [line]}}


def _line(truth: Truth) -> dict[str, Any]:
    invoice = next(row for row in owed(truth) if row["syncStatus"] == "Pending")
    line = {"description": "Trip", "quantity": 1, "unitPrice": 20}
    return {"invoiceId": invoice["id"], "body": line}


def _detached(truth: Truth) -> dict[str, Any]:
    inside = truth.rows("jpm/jobs", lambda row: bool(row.get("projectId")))[0]
    return {"jobId": inside["id"]}


def _attached(truth: Truth) -> dict[str, Any]:
    project = truth.rows("jpm/projects")[0]["id"]
    outside = truth.rows("jpm/jobs", lambda row: not row.get("projectId"))[0]
    return {"id": project, "jobId": outside["id"]}


def _suspended(truth: Truth) -> dict[str, Any]:
    plan = truth.rows("memberships/memberships", lambda row: row["status"] == "Active")[0]
    return {"id": plan["id"], "body": {"status": "Suspended"}}


def _credited(truth: Truth) -> dict[str, Any]:
    """A credit memo for an invoice of its own customer."""
    whose = truth.rows("accounting/credit-memos", lambda one: bool(one["customer"]))
    memos = {one["customer"]["id"]: one for one in whose}
    bill = next(row for row in owed(truth) if row["customer"]["id"] in memos)
    split = {"invoiceId": bill["id"], "amount": 1}
    return {"id": memos[bill["customer"]["id"]]["id"], "body": {"splits": [split]}}


def _credited_by_nobody(truth: Truth) -> dict[str, Any]:
    """A credit memo that names no customer."""
    memo = truth.rows("accounting/credit-memos", lambda one: not one["customer"])[0]
    split = {"invoiceId": owed(truth)[0]["id"], "amount": 1}
    return {"id": memo["id"], "body": {"splits": [split]}}


def _described(truth: Truth) -> dict[str, Any]:
    text = truth.rows("crm/customers/descriptions")[0]["id"]
    return {"id": truth.customers()[0]["id"], "body": {"descriptionId": text}}


def _described_place(truth: Truth) -> dict[str, Any]:
    text = truth.rows("crm/locations/descriptions")[0]["id"]
    return {"id": truth.rows("crm/locations")[0]["id"], "body": {"descriptionId": text}}


def _spread_again(truth: Truth) -> dict[str, Any]:
    """A payment with the invoices that it pays already."""
    paid = next(row for row in truth.rows("accounting/payments") if row["appliedTo"])
    splits = [
        {"invoiceId": one["appliedTo"], "amount": float(one["appliedAmount"])}
        for one in paid["appliedTo"]
    ]
    return {"id": paid["id"], "body": {"typeId": int(paid["typeId"]), "splits": splits}}


def _noted(truth: Truth) -> dict[str, Any]:
    """A custom field of a vendor."""
    vendor = truth.rows("inventory/vendors")[0]["id"]
    fields = [{"name": "Note", "value": "Set"}]
    return {"body": {"operations": [{"objectId": vendor, "customFields": fields}]}}


CASES: list[tuple[str, Arguments]] = [
    ("inventory_update_vendor_custom_fields", _noted),
    ("accounting_update_payment", _spread_again),
    ("accounting_apply_credit_memo", _credited),
    ("accounting_apply_credit_memo", _credited_by_nobody),
    ("crm_set_customer_description", _described),
    ("crm_set_location_description", _described_place),
    ("jpm_create_job", _from_lead),
    ("jpm_create_job", _from_booking),
    ("salestech_sell_estimate", _sold),
    ("salestech_create_estimate", _estimate),
    ("memberships_complete_recurring_service_event", _visit_done),
    ("accounting_create_adjustment_invoice", _adjusted),
    ("accounting_save_invoice_item", _line),
    ("jpm_detach_job_from_project", _detached),
    ("jpm_attach_job_to_project", _attached),
    ("memberships_update_membership", _suspended),
]


@pytest.fixture(scope="module")
async def due(workshop: World) -> list[Change]:
    """What the next sync brings without any write: values that only lists have."""
    forget(workshop.company)
    since = await newest(workshop)
    await workshop.sync()
    brought = await changes(workshop, since)
    await rewind(workshop.deps.db)
    return brought


@pytest.mark.parametrize(("tool", "arguments"), CASES, ids=[one[1].__name__ for one in CASES])
async def test_the_next_sync_finds_nothing_that_came_along(
    due: list[Change],
    writing: World,
    truth: Truth,
    tool: str,
    arguments: Arguments,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    done = await confirmed(writing, tool, **arguments(truth))
    since = await newest(writing)

    monkeypatch.setattr(writing.company.box.settings, "export_delay", 0)
    await writing.sync()

    assert (done.status, done.notice) == ("done", None)
    assert [one for one in await changes(writing, since) if one not in due] == []


async def newest(world: World) -> int:
    [row] = await world.deps.db.raw("select coalesce(max(id), 0) as id from automation.events")
    return int(row["id"])


async def changes(world: World, since: int) -> list[Change]:
    told = await world.deps.db.raw(
        "select entity, st_id, kind, changed from automation.events where id > $1", since
    )
    return [
        (one["entity"], one["st_id"], one["kind"], one["changed"])
        for one in told
        if one["kind"] != "updated" or one["changed"].keys() - ONLY_FEEDS_TELL
    ]


async def test_a_payment_moved_to_another_invoice_leaves_both_as_they_are(
    writing: World, truth: Truth
) -> None:
    first, body = payment(truth)
    second = next(row for row in owed(truth) if row["id"] != first["id"])
    made = await confirmed(writing, "accounting_create_payment", body=body)
    split = {"invoiceId": second["id"], "amount": 1.0}
    change = {"typeId": body["typeId"], "splits": [split]}

    moved = await confirmed(writing, "accounting_update_payment", id=made.result["id"], body=change)

    now = truth.by_id("accounting/invoices")
    for invoice in (first, second):
        kept = await mirrored(writing, "st_invoices", invoice["id"])
        assert float(kept["balance"]) == float(now[invoice["id"]]["balance"])
    assert (moved.status, moved.notice) == ("done", None)


async def test_what_a_planned_visit_comes_to_shows_on_its_job_and_customer(
    writing: World, truth: Truth
) -> None:
    """The template of the visit puts items on the job's invoice."""
    asked = _visit_done(truth)
    event = truth.by_id("memberships/recurring-service-events")[asked["id"]]
    templates = truth.rows("memberships/invoice-templates", lambda one: bool(one["items"]))
    service = {
        "id": event["locationRecurringServiceId"],
        "invoiceTemplateId": templates[0]["id"],
    }
    writing.company.mutate("memberships/recurring-services", change=[service])
    before = truth.by_id("jpm/jobs")[asked["body"]["jobId"]]

    await confirmed(writing, "memberships_complete_recurring_service_event", **asked)

    work = truth.by_id("jpm/jobs")[before["id"]]
    bill = truth.by_id("accounting/invoices")[work["invoiceId"]]
    payer = truth.by_id("crm/customers")[work["customerId"]]
    assert work["total"] == float(bill["total"]) > before["total"]
    assert float((await mirrored(writing, "st_jobs", work["id"]))["total"]) == work["total"]
    kept = await mirrored(writing, "st_invoices", bill["id"])
    assert (kept["total"], kept["balance"]) == (Decimal(bill["total"]), Decimal(bill["balance"]))
    owed_by = (await mirrored(writing, "st_customers", payer["id"]))["balance"]
    assert float(owed_by) == payer["balance"]


async def test_goods_that_arrive_and_go_back_show_on_their_order(
    writing: World, truth: Truth
) -> None:
    order = truth.rows("inventory/purchase-orders", lambda row: row["items"])[0]
    key, line = order["id"], order["items"][0]
    item = {"purchaseOrderItemId": line["id"], "skuId": line["skuId"], "cost": 2, "quantity": 2}
    goods = {"purchaseOrderId": key, "dateReceived": NOW.isoformat(), "tax": 0, "shipping": 0}

    came = await confirmed(
        writing, "inventory_receive_purchase_order", body={**goods, "items": [item]}
    )
    more = await _received(writing, line["id"])
    gone = await confirmed(
        writing,
        "inventory_cancel_receipt",
        id=came.result["id"],
        body={"canceledReason": "Other"},
    )

    assert (came.status, gone.status) == ("done", "done")
    assert (came.notice, gone.notice) == (None, None)
    assert more == line["quantityReceived"] + 2
    assert await _received(writing, line["id"]) == line["quantityReceived"]
    shown = await mirrored(writing, "st_purchase_orders", key)
    assert shown["status"] == truth.by_id("inventory/purchase-orders")[key]["status"]


async def _received(world: World, line: int) -> float:
    [row] = await world.deps.db.raw(
        "select quantity_received from servicetitan.st_purchase_order_items where st_id = $1", line
    )
    return float(row["quantity_received"])


async def test_a_credit_lowers_what_invoice_and_customer_owe(writing: World, truth: Truth) -> None:
    arguments = _credited(truth)
    [split] = arguments["body"]["splits"]
    bill = truth.by_id("accounting/invoices")[split["invoiceId"]]

    done = await confirmed(writing, "accounting_apply_credit_memo", **arguments)

    kept = await mirrored(writing, "st_invoices", bill["id"])
    payer = await mirrored(writing, "st_customers", bill["customer"]["id"])
    assert (done.status, done.notice) == ("done", None)
    assert float(kept["balance"]) == float(bill["balance"]) - 1
    assert float(payer["balance"]) == truth.by_id("crm/customers")[payer["st_id"]]["balance"]


async def test_a_credit_that_its_invoice_shows_late_is_said(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing.company.box.settings, "invoice_lag", 600)

    done = await confirmed(writing, "accounting_apply_credit_memo", **_credited(truth))

    assert (done.status, done.notice) == ("done", LATE)


async def test_a_new_adjustment_that_was_seen_is_not_waited_for(
    writing: World, truth: Truth
) -> None:
    done = await confirmed(writing, "accounting_create_adjustment_invoice", **_adjusted(truth))

    assert LATE not in str(done.notice)


def test_every_follower_is_shown_by_a_list_of_a_mirrored_table() -> None:
    sent = Sent({"id": "1", "jobId": "2"}, {"splits": [1]}, {}, {}, {}, NOW)

    for follower in FOLLOWERS:
        operation = operation_named(follower.listing)
        assert table_of(operation), follower.listing
        if follower.choose.__name__ in {"_since", "_fresh"}:
            operation.validate(dict(follower.choose(sent) or {}))
