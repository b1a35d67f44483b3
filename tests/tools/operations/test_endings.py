"""Writes that end otherwise than hoped, in the words that they are told in."""

from typing import Any

import pytest

from tests.kit.changes import losing
from tests.kit.truth import Row, Truth, when
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, customer, mirrored


async def test_what_nobody_answered_is_not_called_accepted(writing: World, truth: Truth) -> None:
    row = customer(truth)
    writing.company.set_faults({"match": "/customers/", "method": "PATCH", "fault": "500"})

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={"name": "New Name"})

    assert done.status == "not_done"
    assert done.summary == "No answer came, and it shows other values for name."


def _rating(truth: Truth, value: float) -> Row:
    crew = truth.rows("dispatch/appointment-assignments", lambda one: one["active"])[0]
    about = {"technicianId": crew["technicianId"], "jobId": crew["jobId"]}
    return {"body": {**about, "rating": value}}


@pytest.mark.parametrize("after", [True, False])
async def test_what_was_so_before_proves_no_write_without_an_answer(
    writing: World, truth: Truth, after: bool
) -> None:
    rating = _rating(truth, 4.0)
    await confirmed(writing, "customer_interactions_rate_technician", **rating)
    writing.company.set_faults({"match": "", "method": "POST", "fault": "500", "after": after})

    done = await confirmed(writing, "customer_interactions_rate_technician", **rating)

    assert done.status == "unknown"


async def test_a_rating_that_became_another_one_is_not_undone(writing: World, truth: Truth) -> None:
    await confirmed(writing, "customer_interactions_rate_technician", **_rating(truth, 4.0))
    losing(
        writing.company,
        "POST customer-interactions/technician-ratings",
        lambda sent: {**sent, "rating": 5.0},
    )

    done = await confirmed(writing, "customer_interactions_rate_technician", **_rating(truth, 11.0))

    assert done.status == "partly"
    assert done.summary.endswith("does not show it for the rating, which is 5.")


async def test_a_state_that_was_left_before_proves_no_removal(writing: World, truth: Truth) -> None:
    waiting = truth.rows("jpm/appointments", lambda one: one["status"] == "Scheduled")
    row = next(one for one in waiting if not one["isConfirmed"])
    writing.company.set_faults({"match": "", "method": "DELETE", "fault": "500"})

    done = await confirmed(writing, "jpm_remove_appointment_confirmation", id=row["id"])

    assert done.status == "unknown"


def _deleted_visit(truth: Truth) -> Row:
    table = "jpm/appointments"
    return truth.rows(table, lambda one: one["appointmentNumber"].endswith("-2"))[0]


@pytest.mark.parametrize("after", [True, False])
async def test_a_removal_of_what_was_gone_is_not_proved_by_its_being_gone(
    writing: World, truth: Truth, after: bool
) -> None:
    row = _deleted_visit(truth)
    writing.company.mutate("jpm/appointments", change=[{"id": row["id"], "active": False}])
    writing.company.set_faults({"match": "", "method": "DELETE", "fault": "500", "after": after})

    done = await confirmed(writing, "jpm_delete_appointment", id=row["id"])

    assert done.status == "unknown"
    assert "it may or may not have happened" in done.summary


async def test_a_new_record_with_other_values_is_there_all_the_same(
    writing: World, truth: Truth
) -> None:
    losing(writing.company, "POST marketing/categories", lambda _: {})

    done = await confirmed(writing, "marketing_create_category", body={"name": "Radio"})

    made = truth.by_id("marketing/categories")[done.result["id"]]
    assert made.get("name") != "Radio"
    assert done.status == "partly"
    assert "other values for name." in done.summary


NOTHING_SAID: list[tuple[str, dict[str, Any]]] = [
    ("jpm_create_job_note", {"text": "Ring twice", "pinToTop": None}),
    ("salestech_create_estimate", {"name": "Heater", "status": None}),
]


@pytest.mark.parametrize(("tool", "body"), NOTHING_SAID)
async def test_a_null_of_a_new_record_says_nothing(
    writing: World, truth: Truth, tool: str, body: dict[str, Any]
) -> None:
    job = truth.rows("jpm/jobs", lambda one: one["jobStatus"] == "Scheduled")[0]["id"]
    about = {"id": job, "body": body} if "text" in body else {"body": {**body, "jobId": job}}

    done = await confirmed(writing, tool, **about)

    assert done.status == "done"
    assert "read back" in done.summary


async def test_a_null_that_would_clear_a_field_is_compared(writing: World, truth: Truth) -> None:
    project = truth.rows("jpm/projects", lambda one: one["projectTypeId"])[0]["id"]
    losing(writing.company, "PATCH jpm/projects/{id}", lambda _: {})

    done = await confirmed(writing, "jpm_update_project", id=project, body={"projectTypeId": None})

    assert done.status == "not_done"


async def test_what_moved_nothing_that_shows_may_have_moved_the_rest(
    writing: World, truth: Truth
) -> None:
    row = truth.rows("settings/employees", lambda one: one["active"])[0]
    losing(
        writing.company,
        "PATCH settings/employees/{id}",
        lambda sent: {"mobilePhoneNumber": sent["mobilePhoneNumber"]},
    )
    body = {"name": "New Name", "mobilePhoneNumber": "8135550142"}

    done = await confirmed(writing, "settings_update_employee", id=row["id"], body=body)

    assert truth.by_id("settings/employees")[row["id"]]["mobilePhoneNumber"] == "8135550142"
    assert done.status == "unknown"
    assert "other values for name. Not shown there, so not checked: mobileP" in done.summary


async def test_what_is_unknown_shows_the_record_and_leaves_no_mirror_behind(
    writing: World, truth: Truth
) -> None:
    row = customer(truth)
    writing.company.set_faults(
        {"match": "/customers/", "method": "PATCH", "fault": "500", "after": True}
    )

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={"name": row["name"]})

    now = truth.by_id("crm/customers")[row["id"]]
    kept = await mirrored(writing, "st_customers", row["id"])
    assert done.status == "unknown"
    assert done.result["modifiedOn"] == now["modifiedOn"] != row["modifiedOn"]
    assert kept["st_modified_on"] == when(now["modifiedOn"])


@pytest.mark.parametrize("tool", ["pricebook_create_many_items", "pricebook_update_many_items"])
@pytest.mark.parametrize("body", [{}, {"services": []}, {"services": None, "materials": []}])
async def test_many_of_nothing_change_nothing(
    writing: World, tool: str, body: dict[str, Any]
) -> None:
    done = await confirmed(writing, tool, body=body)

    assert done.status == "done"
    assert done.summary.startswith("No field was sent, so nothing had to change.")


async def test_what_shows_nowhere_is_named_where_nothing_else_was_sent(
    writing: World, truth: Truth
) -> None:
    row = truth.rows("settings/employees", lambda one: one["active"])[0]
    body = {"mobilePhoneNumber": "8135550142"}

    done = await confirmed(writing, "settings_update_employee", id=row["id"], body=body)

    assert done.status == "unknown"
    assert "accepted it, but the record shows no change: Change an office em" in done.summary
    assert "Not shown there, so not checked: mobilePhoneNumber." in done.summary


SILENCED: list[tuple[str, str, Row, str, str]] = [
    (
        "marketing_suppress_emails",
        "POST marketing/suppressions/suppress",
        {"emails": ["ann@example.com"], "reason": "Bounce"},
        "reason",
        "SpamReport",
    ),
    (
        "telecom_create_opt_outs",
        "POST telecom/optinouts/optouts",
        {"contactNumbers": ["8135550142"], "optOutType": "Marketing"},
        "optOutType",
        "Global",
    ),
]


@pytest.mark.parametrize(("tool", "operation", "body", "field", "other"), SILENCED)
async def test_the_same_silence_for_another_reason_is_a_change(
    writing: World, tool: str, operation: str, body: Row, field: str, other: str
) -> None:
    first = await confirmed(writing, tool, body=body)
    shown = await writing.call(tool, body={**body, field: other})
    second = await confirmed(writing, tool, body={**body, field: other})
    again = await confirmed(writing, tool, body={**body, field: other})
    losing(writing.company, operation, lambda sent: {**sent, field: other})
    ignored = await confirmed(writing, tool, body=body)

    assert shown.preview is not None
    assert "already" not in shown.preview.change or not shown.preview.change["already"]
    assert [one.status for one in (first, second, again, ignored)] == ["done"] * 3 + ["unknown"]
    assert "read back" in second.summary
    assert again.summary.startswith("Nothing was changed, it was so already")
    assert "does not show it for" in ignored.summary


async def test_a_budget_code_of_other_items_is_not_called_done(
    writing: World, truth: Truth
) -> None:
    items = truth.rows("jpm/work-breakdown-structure/segments/items")
    body = {"segmentItemIds": [items[0]["id"]]}
    made = await confirmed(writing, "jpm_create_budget_code", body=body)
    losing(
        writing.company,
        "POST jpm/work-breakdown-structure/budget-codes",
        lambda _: {"segmentItemIds": [items[1]["id"]]},
    )

    other = await confirmed(writing, "jpm_create_budget_code", body=body)

    assert (made.status, other.status) == ("done", "unknown")
    assert "does not show it for the items of " in other.summary


@pytest.mark.parametrize("tool", ["jpm_attach_job_equipment", "jpm_detach_many_job_equipment"])
async def test_equipment_is_counted_beside_what_the_job_has(
    writing: World, truth: Truth, tool: str
) -> None:
    job = truth.rows("jpm/jobs", lambda one: not one["equipmentIds"])[0]["id"]
    first, *others = (row["id"] for row in truth.rows(INSTALLED)[:3])
    begun = {"equipmentIds": others}
    await confirmed(writing, "jpm_attach_job_equipment", id=job, body=begun)
    wanted = {"equipmentIds": [first, others[0]]}

    done = await confirmed(writing, tool, id=job, body=wanted)
    again = await confirmed(writing, tool, id=job, body=wanted)

    left = {first, *others} if tool == "jpm_attach_job_equipment" else {others[1]}
    assert set(truth.by_id("jpm/jobs")[job]["equipmentIds"]) == left
    assert done.status == "done"
    assert done.summary.startswith("Done and read back")
    assert done.summary.endswith("1 of 2 was so already.")
    assert again.summary.startswith("Nothing was changed, it was so already")


INSTALLED = "equipment-systems/installed-equipment"


async def test_equipment_that_was_not_attached_is_named(writing: World, truth: Truth) -> None:
    job = truth.rows("jpm/jobs", lambda one: not one["equipmentIds"])[0]["id"]
    first, second = (row["id"] for row in truth.rows(INSTALLED)[:2])
    losing(writing.company, "POST jpm/jobs/{id}/equipment", lambda _: {"equipmentIds": [first]})

    done = await confirmed(
        writing, "jpm_attach_job_equipment", id=job, body={"equipmentIds": [first, second]}
    )

    assert done.status == "partly"
    assert f"does not show it for equipment {second}." in done.summary


async def test_what_a_tool_deletes_of_the_pricebook_is_inactive_in_the_mirror(
    writing: World, truth: Truth
) -> None:
    key = truth.rows("pricebook/materials", lambda one: one["active"])[-1]["id"]
    await writing.sync("pb_materials")

    await confirmed(writing, "pricebook_delete_material", id=key)

    select = "select active, deleted_at from pricebook.pb_materials where st_id = $1"
    (row,) = await writing.deps.db.raw(select, key)
    await writing.sync("pb_materials")
    (after,) = await writing.deps.db.raw(select, key)
    assert (row["active"], row["deleted_at"] is None) == (False, False)
    assert dict(after) == dict(row)
