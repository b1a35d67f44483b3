"""What a write says of what was sent: there, ignored, shown nowhere, or not to be found."""

import pytest

from tests.kit.changes import deafen, losing, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, mirrored
from tools.errors import BadArguments

GUID = "5f0c2b1e-8d3a-4c6b-9e7f-1a2b3c4d5e6f"


def without_summary(sent: Row) -> Row:
    return {name: value for name, value in sent.items() if name != "summary"}


def settled(truth: Truth) -> list[Row]:
    """What an invoice takes of its payments, and shows nowhere."""
    return [{"id": truth.rows("accounting/payments")[0]["id"]}]


async def test_what_is_ignored_and_what_is_not_shown_are_both_told(
    writing: World, truth: Truth
) -> None:
    losing(writing.company, "PATCH accounting/invoices/{id}", without_summary)
    invoice = truth.rows("accounting/invoices", lambda row: row["syncStatus"] == "Pending")[0]
    body = {"summary": "Other", "dueDate": "2026-05-01", "payments": settled(truth)}

    done = await confirmed(writing, "accounting_update_invoice", id=invoice["id"], body=body)

    assert done.status == "partly"
    assert "shows other values for summary." in done.summary
    assert "not checked: payments." in done.summary


async def test_a_task_given_to_somebody_is_done(writing: World, truth: Truth) -> None:
    task = truth.rows("accounting/invoices/tasks")[0]
    path = {"invoiceId": task["invoiceId"], "taskId": task["taskId"]}

    done = await confirmed(
        writing, "accounting_update_invoice_task", **path, body={"assigneeId": GUID.upper()}
    )

    assert done.status == "done"
    assert done.result["assigneeId"] == GUID


async def test_a_new_record_that_cannot_be_found_is_told_by_its_id(
    writing: World, truth: Truth
) -> None:
    invoice = truth.rows("accounting/invoices")[0]["id"]
    deafen(writing.company, "POST accounting/invoices", lambda _: 4106)

    sent = await confirmed(
        writing, "accounting_create_adjustment_invoice", body={"adjustmentToId": invoice}
    )

    assert sent.status == "unknown"
    assert "answered with id 4106, but does not show it" in sent.summary


async def test_values_that_an_action_does_not_take_are_told(writing: World, truth: Truth) -> None:
    [entry] = truth.rows("accounting/journal-entries")[:1]
    sync = "PATCH accounting/journal-entries/{id}/sync"
    losing(writing.company, sync, lambda sent: {**sent, "syncStatus": entry["syncStatus"]})
    body = {"syncStatus": "InProgress", "message": "on its way"}

    done = await confirmed(
        writing, "accounting_set_journal_entry_sync_status", id=entry["id"], body=body
    )

    assert done.status == "partly"
    assert "other values for syncStatus" in done.summary


async def test_a_new_record_that_has_none_of_what_was_sent_was_made_all_the_same(
    writing: World, truth: Truth
) -> None:
    losing(
        writing.company,
        "POST crm/booking-provider-tags",
        lambda _: {"tagName": "", "description": ""},
    )

    done = await confirmed(
        writing, "crm_create_booking_provider_tag", body={"tagName": "Web", "description": "Site"}
    )

    assert done.status == "partly"
    assert len(truth.rows("crm/booking-provider-tags", lambda row: row["tagName"] == "")) == 1


async def test_nothing_is_called_unchanged_beside_what_cannot_be_seen(
    writing: World, truth: Truth
) -> None:
    losing(writing.company, "PATCH accounting/invoices/{id}", without_summary)
    invoice = truth.rows("accounting/invoices", lambda row: row["syncStatus"] == "Pending")[0]
    body = {"summary": "Other", "payments": settled(truth)}

    done = await confirmed(writing, "accounting_update_invoice", id=invoice["id"], body=body)

    assert done.status == "unknown"
    assert done.summary.count("not checked: payments.") == 1


async def test_a_lost_new_record_that_came_out_otherwise_is_named(
    writing: World, truth: Truth
) -> None:
    invoice = truth.rows("accounting/invoices")[0]["id"]
    lost = {"match": r"/invoices(\?|$)", "method": "POST", "fault": "reset", "after": True}
    writing.company.set_faults(lost)

    sent = await confirmed(
        writing,
        "accounting_create_adjustment_invoice",
        body={"adjustmentToId": invoice, "subtotal": 67.5},
    )

    made = max(row["id"] for row in truth.rows("accounting/invoices"))
    assert sent.status == "unknown"
    assert f"New there since, and in part otherwise than sent: id {made}." in sent.summary


async def test_an_open_outcome_comes_with_the_record_as_it_is(writing: World, truth: Truth) -> None:
    row = truth.rows("crm/customers", lambda one: one["type"] == "Residential")[0]
    lost = {"match": f"/customers/{row['id']}", "method": "PATCH", "fault": "reset"}
    writing.company.set_faults({**lost, "after": True})
    losing(writing.company, "PATCH crm/customers/{id}", lambda sent: {"name": sent["name"]})

    sent = await confirmed(
        writing, "crm_update_customer", id=row["id"], body={"name": "Other", "type": "Commercial"}
    )

    kept = await mirrored(writing, "st_customers", row["id"])
    assert sent.status == "unknown"
    assert sent.result["name"] == kept["name"] == "Other"


async def test_a_second_link_to_the_same_record_is_counted(writing: World, truth: Truth) -> None:
    link = truth.rows("crm/contacts/relationships")[0]
    path = {name: link[name] for name in ("contactId", "relatedEntityId", "typeSlug")}

    asked = await writing.ask("crm_create_contact_relationship", **path)
    done = await confirmed(writing, "crm_create_contact_relationship", **path)

    assert asked.change.before == {"links like it": 1}
    assert done.status == "done"


async def test_a_link_that_is_not_made_twice_is_not_called_done(
    writing: World, truth: Truth
) -> None:
    link = truth.rows("crm/contacts/relationships")[0]
    path = {name: link[name] for name in ("contactId", "relatedEntityId", "typeSlug")}
    place = "POST crm/contacts/{contactId}/relationships/{relatedEntityId}/{typeSlug}"
    deafen(writing.company, place, lambda _: link)

    done = await confirmed(writing, "crm_create_contact_relationship", **path)

    assert done.status == "not_done"
    assert done.summary.endswith("does not show it for the link.")


@pytest.mark.parametrize("body", [{}, {"splits": []}])
async def test_a_credit_that_goes_nowhere_is_refused(
    writing: World, truth: Truth, body: Row
) -> None:
    memo = truth.rows("accounting/credit-memos")[0]["id"]

    with pytest.raises(
        BadArguments, match=r"body\.splits: received \[\]; allowed: at least 1 item"
    ):
        await writing.ask("accounting_apply_credit_memo", id=memo, body=body)

    assert writes(writing.company) == []


async def test_an_action_that_was_done_before_is_told_so_beforehand(
    writing: World, truth: Truth
) -> None:
    lead = truth.rows("crm/leads", lambda row: row["status"] == "Open")[0]["id"]
    arguments = {"id": lead, "body": {"dismissingReasonId": 37030701}}
    await confirmed(writing, "crm_dismiss_lead", **arguments)

    asked = await writing.ask("crm_dismiss_lead", **arguments)
    done = await confirmed(writing, "crm_dismiss_lead", **arguments)

    assert asked.change.already is True
    assert done.summary.startswith("Nothing was changed, it was so already")


async def test_the_type_and_the_tags_of_equipment_are_read_back(
    writing: World, truth: Truth
) -> None:
    held = truth.rows("equipment-systems/installed-equipment")[0]["id"]
    kind = truth.rows("equipment-systems/equipment-types")[0]
    tags = [row["id"] for row in truth.rows("settings/tag-types")[:2]]

    done = await confirmed(
        writing,
        "equipment_systems_update_installed_equipment",
        id=held,
        body={"equipmentTypeId": kind["id"], "tagTypeIds": tags},
    )

    assert done.status == "done"
    assert "not checked" not in done.summary
    assert done.result["type"]["name"] == kind["name"]


async def test_what_was_sent_and_is_there_is_named(writing: World, truth: Truth) -> None:
    row = truth.rows("crm/customers", lambda one: one["active"] and not one["doNotMail"])[0]
    body = {"doNotMail": True, "doNotService": True, "type": "Commercial", "name": "O'Hara"}

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body=body)

    told = done.summary.removeprefix(f"Done and read back from ServiceTitan: {done.change.action}")
    assert told == " Now: name \"O'Hara\", type 'Commercial', doNotMail yes and 1 more field."


async def test_long_texts_and_lists_are_only_counted(writing: World, truth: Truth) -> None:
    row = truth.rows("jpm/jobs", lambda one: one["jobStatus"] == "Scheduled")[0]
    tags = [truth.rows("settings/tag-types")[0]["id"]]
    body = {"summary": "Heater " * 20, "tagTypeIds": tags, "priority": "Urgent"}

    done = await confirmed(writing, "jpm_update_job", id=row["id"], body=body)

    assert done.status == "done"
    assert done.summary.endswith(" Now: priority 'Urgent' and 2 more fields.")


async def test_a_value_that_is_not_shown_is_not_called_there(writing: World, truth: Truth) -> None:
    row = truth.rows("settings/employees")[0]
    body = {"name": "Ann Lee", "mobilePhoneNumber": "8135550147"}

    done = await confirmed(writing, "settings_update_employee", id=row["id"], body=body)

    assert done.status == "done"
    told = " Now: name 'Ann Lee'. Not shown there, so not checked: mobilePhoneNumber."
    assert done.summary.endswith(told)


async def test_a_time_of_seven_digits_arrives_as_it_was_sent(writing: World, truth: Truth) -> None:
    visit = truth.rows("jpm/appointments", lambda row: row["status"] == "Scheduled")[0]
    body = {"start": "2026-03-12T12:00:00.1234567Z", "end": "2026-03-12T14:00:00.1234567Z"}

    done = await confirmed(writing, "jpm_reschedule_appointment", id=visit["id"], body=body)

    after = truth.rows("jpm/appointments", lambda row: row["id"] == visit["id"])[0]
    assert done.status == "done"
    assert {name: after[name] for name in body} == body


async def test_an_end_of_seven_digits_is_after_its_start_too(writing: World, truth: Truth) -> None:
    visit = truth.rows("jpm/appointments", lambda row: row["status"] == "Scheduled")[0]
    body = {"start": "2026-03-12T14:00:00.1234567Z", "end": "2026-03-12T12:00:00.1234567Z"}

    with pytest.raises(BadArguments, match=r"body\.end: received 2026-03-12T12:00:00"):
        await writing.ask("jpm_reschedule_appointment", id=visit["id"], body=body)

    assert writes(writing.company) == []
