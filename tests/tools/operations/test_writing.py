"""Writes of the operations' tools: how they end, and what the mirror shows when they do."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from agent.gate import Approval
from sql import DatabaseUnavailable
from tests.kit.changes import deafen, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tools.changes import Written
from tools.errors import NotPossible
from tools.operations.mirroring import LATE


async def confirmed(world: World, tool: str, **arguments: Any) -> Any:
    """Preview and go ahead, as a person who approves."""
    outcome = await world.call(tool, **arguments)
    assert outcome.preview is not None
    approval = Approval(outcome.preview.id, by="ann")
    done = await world.call(tool, approval=approval, **arguments)
    assert isinstance(done.value, Written)
    return done.value


async def mirrored(world: World, table: str, st_id: Any) -> dict[str, Any]:
    (row,) = await world.deps.db.raw(
        f"select * from servicetitan.{table} where st_id = $1", int(st_id)
    )
    return dict(row)


def customer(truth: Truth) -> Row:
    return truth.rows("crm/customers", lambda row: row["active"] and not row["mergedToId"])[0]


def payment(truth: Truth) -> tuple[Row, Row]:
    """An invoice that is owed, and what pays a dollar of it."""
    invoice = truth.rows("accounting/invoices", lambda row: float(row["balance"]) > 1)[0]
    kind = truth.rows("accounting/payment-types")[0]["id"]
    split = {"invoiceId": invoice["id"], "amount": 1.0}
    return invoice, {"typeId": kind, "amount": 1.0, "splits": [split]}


def visit(truth: Truth) -> Row:
    return truth.rows("jpm/appointments", lambda row: row["status"] == "Scheduled")[0]


async def test_the_preview_shows_the_values_before_and_after(writing: World, truth: Truth) -> None:
    row = customer(truth)

    shown = await writing.ask("crm_update_customer", id=row["id"], body={"name": "New Name"})

    assert shown.status == "needs_confirmation"
    assert shown.change.before == {"name": row["name"]}
    assert shown.change.after == {"name": "New Name"}
    assert shown.change.target == f"PATCH /crm/v2/customers/{row['id']}"
    assert writes(writing.company) == []


async def test_an_update_is_read_back_and_in_the_mirror(writing: World, truth: Truth) -> None:
    row = customer(truth)

    done = await confirmed(
        writing, "crm_update_customer", id=row["id"], body={"name": "New Name", "doNotMail": True}
    )

    kept = await mirrored(writing, "st_customers", row["id"])
    assert (done.status, done.notice is None or "mirror" not in done.notice) == ("done", True)
    assert (kept["name"], kept["do_not_mail"]) == ("New Name", True)
    assert len(writes(writing.company)) == 1


async def test_a_made_update_that_cannot_be_read_back_is_never_called_undone(
    writing: World, truth: Truth
) -> None:
    row = customer(truth)
    arguments = {"id": row["id"], "body": {"name": "New Name"}}
    preview = await writing.ask("crm_update_customer", **arguments)
    blind = {"match": f"/customers/{row['id']}", "method": "GET", "fault": "403", "from": 2}
    writing.company.set_faults({**blind, "to": 99})

    sent = await writing.ask("crm_update_customer", **arguments, confirmation=preview.confirmation)

    assert sent.status == "unknown"
    assert "accepted it, but reading it back failed (Forbidden)" in sent.summary
    assert "othing was changed" not in f"{sent.summary} {sent.notice}"
    assert customer(truth)["name"] == "New Name"
    assert len(writes(writing.company)) == 1


async def test_what_servicetitan_ignores_is_not_called_done(writing: World, truth: Truth) -> None:
    row = customer(truth)
    deafen(writing.company, "PATCH crm/customers/{id}", lambda _: row)

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={"name": "Other"})

    assert done.status == "not_done"
    assert "shows other values for name" in done.summary


async def test_a_new_record_is_read_back_by_its_id(writing: World, truth: Truth) -> None:
    row = customer(truth)
    address = {name: row["address"][name] for name in ("street", "city", "state", "zip", "country")}

    done = await confirmed(
        writing,
        "crm_create_location",
        body={"customerId": row["id"], "name": "Shed", "address": {**address, "unit": "1"}},
    )

    kept = await mirrored(writing, "st_locations", done.result["id"])
    assert done.status == "done"
    assert (kept["name"], kept["customer_id"]) == ("Shed", row["id"])


async def test_items_shown_by_other_names_are_compared(writing: World, truth: Truth) -> None:
    (sku,) = truth.rows("pricebook/services", lambda row: row["active"])[:1]
    job = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]

    done = await confirmed(
        writing,
        "salestech_create_estimate",
        body={
            "jobId": job["id"],
            "name": "Heater",
            "items": [{"skuId": sku["id"], "quantity": 1, "unitPrice": 90}],
        },
    )

    (item,) = done.result["items"]
    assert done.status == "done"
    assert "not checked" not in done.summary
    assert item["sku"]["id"] == sku["id"]


async def test_a_contact_is_in_the_mirror_and_gone_from_it(writing: World, truth: Truth) -> None:
    row = customer(truth)
    made = await confirmed(
        writing,
        "crm_create_customer_contact",
        id=row["id"],
        body={"type": "Email", "value": "new@example.com"},
    )
    kept = await mirrored(writing, "st_customer_contacts", made.result["id"])

    gone = await confirmed(
        writing, "crm_delete_customer_contact", id=row["id"], contactId=made.result["id"]
    )

    assert (kept["customer_id"], kept["value"]) == (row["id"], "new@example.com")
    assert gone.status == "done"
    after = await mirrored(writing, "st_customer_contacts", made.result["id"])
    assert after["deleted_at"] - timedelta(seconds=1) == writing.deps.st.source_time.now()


async def test_assigning_a_technician_shows_in_the_mirror(writing: World, truth: Truth) -> None:
    row = visit(truth)
    assigned = {
        one["technicianId"]
        for one in truth.rows("dispatch/appointment-assignments")
        if one["appointmentId"] == row["id"]
    }
    free = next(
        one["id"]
        for one in truth.rows("settings/technicians")
        if one["id"] not in assigned and one["active"]
    )

    done = await confirmed(
        writing,
        "dispatch_assign_technicians",
        body={"jobAppointmentId": row["id"], "technicianIds": [free]},
    )

    rows = await writing.deps.db.raw(
        "select technician_id from servicetitan.st_appointment_assignments"
        " where appointment_id = $1 and deleted_at is null",
        row["id"],
    )
    assert done.status == "done"
    assert free in {one["technician_id"] for one in rows}


async def test_cancelling_a_job_shows_its_visits_as_they_are(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs", lambda row: row["jobStatus"] == "Scheduled")[0]
    reason = truth.rows("jpm/job-cancel-reasons")[0]["id"]

    done = await confirmed(
        writing, "jpm_cancel_job", id=job["id"], body={"reasonId": reason, "memo": "Moved away"}
    )

    kept = await mirrored(writing, "st_jobs", job["id"])
    visits = await writing.deps.db.raw(
        "select status from servicetitan.st_appointments where job_id = $1", job["id"]
    )
    now = {one["status"] for one in truth.rows("jpm/appointments") if one["jobId"] == job["id"]}
    assert done.status == "done"
    assert "jobStatus Scheduled → Canceled" in done.summary
    assert kept["job_status"] == "Canceled"
    assert {one["status"] for one in visits} == now


async def test_what_an_action_changed_is_told_in_plain_words(writing: World, truth: Truth) -> None:
    waiting = truth.rows("jpm/appointments", lambda row: row["status"] == "Scheduled")
    row = next(one for one in waiting if not one["isConfirmed"])

    done = await confirmed(writing, "jpm_confirm_appointment", id=row["id"])

    assert done.summary.endswith("Now: isConfirmed no → yes.")


async def test_a_lost_answer_is_looked_up_and_never_sent_again(
    writing: World, truth: Truth
) -> None:
    row = customer(truth)
    writing.company.set_faults(
        {"match": "/customers/", "method": "PATCH", "fault": "reset", "after": True}
    )

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={"name": "New Name"})

    assert done.status == "done"
    assert done.result["name"] == "New Name"
    assert len(writes(writing.company)) == 1


async def test_a_write_that_never_arrived_is_told_so(writing: World, truth: Truth) -> None:
    row = customer(truth)
    writing.company.set_faults({"match": "/customers/", "method": "PATCH", "fault": "reset"})

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={"name": "New Name"})

    assert done.status == "not_done"
    assert len(writes(writing.company)) == 1


async def test_a_lost_action_that_was_done_before_too_stays_unknown(
    writing: World, truth: Truth
) -> None:
    waiting = truth.rows("jpm/appointments", lambda row: row["status"] == "Scheduled")
    row = next(one for one in waiting if one["isConfirmed"])
    writing.company.set_faults({"match": "/confirmation", "fault": "reset", "after": True})

    done = await confirmed(writing, "jpm_confirm_appointment", id=row["id"])

    assert done.status == "unknown"
    assert "Read the record before you repeat it" in done.summary
    assert len(writes(writing.company)) == 1


async def test_a_lost_new_line_is_found_among_its_neighbours(writing: World, truth: Truth) -> None:
    row = customer(truth)
    writing.company.set_faults(
        {"match": "/notes", "method": "POST", "fault": "reset", "after": True}
    )

    done = await confirmed(
        writing, "crm_create_customer_note", id=row["id"], body={"text": "Beware of the dog"}
    )

    assert done.status == "done"
    assert done.result["text"] == "Beware of the dog"
    assert len(writes(writing.company)) == 1


async def test_what_the_api_cannot_do_names_what_works(writing: World, truth: Truth) -> None:
    with pytest.raises(NotPossible, match="jpm_hold_appointment"):
        await writing.ask(
            "jpm_reschedule_appointment", id=visit(truth)["id"], body={"status": "Done"}
        )

    assert writes(writing.company) == []


def shed(truth: Truth) -> dict[str, Any]:
    row = customer(truth)
    address = {name: row["address"][name] for name in ("street", "city", "state", "zip", "country")}
    return {"customerId": row["id"], "name": "Shed", "address": {**address, "unit": "1"}}


async def test_a_lost_new_record_is_found_among_those_created_since(
    writing: World, truth: Truth
) -> None:
    writing.company.set_faults(
        {"match": "/locations", "method": "POST", "fault": "reset", "after": True}
    )

    done = await confirmed(writing, "crm_create_location", body=shed(truth))

    kept = await mirrored(writing, "st_locations", done.result["id"])
    assert done.status == "done"
    assert kept["name"] == "Shed"
    assert len(writes(writing.company)) == 1


async def test_a_record_like_the_lost_one_that_was_there_before_is_not_taken_for_it(
    writing: World, truth: Truth
) -> None:
    first = await confirmed(writing, "crm_create_location", body=shed(truth))
    writing.company.set_faults({"match": "/locations", "method": "POST", "fault": "reset"})

    second = await confirmed(writing, "crm_create_location", body=shed(truth))

    assert first.status == "done"
    assert second.status == "unknown"
    assert second.result is None
    assert len(writes(writing.company)) == 2


async def test_a_note_is_in_the_mirror_under_the_id_of_its_feed(
    writing: World, truth: Truth
) -> None:
    job = visit(truth)["jobId"]

    done = await confirmed(writing, "jpm_create_job_note", id=job, body={"text": "Gate code 4411"})

    rows = await writing.deps.db.raw(
        "select text from servicetitan.st_job_notes where job_id = $1", job
    )
    assert done.status == "done"
    assert "Gate code 4411" in {row["text"] for row in rows}


async def test_a_mirror_that_fails_does_not_undo_what_is_done(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> None:
        raise DatabaseUnavailable

    monkeypatch.setattr("tools.operations.mirroring.store", away)

    done = await confirmed(
        writing, "crm_update_customer", id=customer(truth)["id"], body={"name": "New Name"}
    )

    assert done.status == "done"
    assert "mirror does not show it" in str(done.notice)


async def test_removing_a_line_looks_for_it_in_its_record(writing: World, truth: Truth) -> None:
    estimate = truth.rows(
        "salestech/estimates",
        lambda row: row["items"] and row["status"]["name"] == "Open" and row["active"],
    )[0]
    item = estimate["items"][0]["id"]

    done = await confirmed(
        writing, "salestech_delete_estimate_item", id=estimate["id"], itemId=item
    )

    rows = await writing.deps.db.raw(
        "select st_id from servicetitan.st_estimate_items where estimate_id = $1", estimate["id"]
    )
    assert done.status == "done"
    assert item not in {row["st_id"] for row in rows}


async def test_what_an_invoice_shows_late_is_waited_for(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing.company.box.settings, "invoice_lag", 0.3)
    monkeypatch.setattr("tools.changes.LAG", (0.2, 0.2, 0.2, 5.0))
    invoice, body = payment(truth)

    done = await confirmed(writing, "accounting_create_payment", body=body)

    kept = await mirrored(writing, "st_invoices", invoice["id"])
    assert (done.status, done.notice) == ("done", None)
    assert kept["balance"] == Decimal(invoice["balance"]) - 1


async def test_what_an_invoice_does_not_show_in_time_is_said(
    writing: World, truth: Truth, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing.company.box.settings, "invoice_lag", 600)
    invoice, body = payment(truth)

    done = await confirmed(writing, "accounting_create_payment", body=body)

    kept = await mirrored(writing, "st_invoices", invoice["id"])
    assert (done.status, done.notice) == ("done", LATE)
    assert kept["balance"] == Decimal(invoice["balance"])
