"""What the state of a record rules out is told before anybody is asked about a write."""

from typing import Any

import pytest

from tests.kit.changes import writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tools.errors import BadArguments, Conflict

JOBS, VISITS, ESTIMATES = "jpm/jobs", "jpm/appointments", "salestech/estimates"
BILLS, ENTRIES = "accounting/invoices", "accounting/journal-entries"


def visits_of(truth: Truth, job: int) -> list[Row]:
    return truth.rows(VISITS, lambda row: row["jobId"] == job and row["active"])


def visit(truth: Truth, *, alone: bool) -> Row:
    """A scheduled appointment, alone on its job or not."""
    return truth.rows(
        VISITS,
        lambda row: row["status"] == "Scheduled" and _is_alone(truth, row) is alone,
    )[0]


def _is_alone(truth: Truth, row: Row) -> bool:
    return len(visits_of(truth, row["jobId"])) == 1


async def preview(world: World, tool: str, **arguments: Any) -> str:
    """What a person is asked; nothing is written for it."""
    shown = (await world.call(tool, **arguments)).preview
    assert shown is not None
    assert writes(world.company) == []
    return str(shown.change["action"])


async def refused(world: World, tool: str, **arguments: Any) -> str:
    with pytest.raises((Conflict, BadArguments)) as caught:
        await world.call(tool, **arguments)
    assert writes(world.company) == []
    return str(caught.value)


async def test_the_only_appointment_of_a_job_is_not_deleted(writing: World, truth: Truth) -> None:
    row = visit(truth, alone=True)

    told = await refused(writing, "jpm_delete_appointment", id=row["id"])

    assert f"the only one of job {row['jobId']}" in told
    assert "jpm_cancel_job" in told
    assert "Nothing was changed" in told


async def second(world: World, truth: Truth) -> Row:
    """One of two appointments of a job."""
    row = visit(truth, alone=True)
    [made] = world.company.mutate(VISITS, insert=[{**row, "id": 9_900_001}])
    return {**row, "id": made}


async def test_one_of_several_appointments_may_go(writing: World, truth: Truth) -> None:
    row = await second(writing, truth)

    assert await preview(writing, "jpm_delete_appointment", id=row["id"])


async def test_an_appointment_with_timesheets_is_not_deleted(writing: World, truth: Truth) -> None:
    row = await second(writing, truth)
    sheet = truth.rows("payroll/jobs/timesheets")[0]
    sheet |= {"id": 9_900_002, "appointmentId": row["id"], "jobId": row["jobId"]}
    writing.company.mutate("payroll/jobs/timesheets", insert=[sheet])

    told = await refused(writing, "jpm_delete_appointment", id=row["id"])

    assert "has timesheets" in told


def sold(truth: Truth) -> Row:
    return truth.rows(ESTIMATES, lambda row: row["status"]["name"] == "Sold")[0]


async def test_an_estimate_whose_work_is_booked_stays_sold(writing: World, truth: Truth) -> None:
    estimate = sold(truth)
    job = truth.rows(JOBS, lambda row: row["jobStatus"] == "Scheduled")[0]
    change = [{"id": job["id"], "createdFromEstimateId": estimate["id"]}]
    writing.company.mutate(JOBS, change=change)

    told = await refused(writing, "salestech_unsell_estimate", id=estimate["id"])

    assert f"(id {job['id']})" in told


async def test_whether_it_was_signed_servicetitan_judges(writing: World, truth: Truth) -> None:
    assert await preview(writing, "salestech_unsell_estimate", id=sold(truth)["id"])


async def test_who_is_no_managed_technician_sells_nothing(writing: World, truth: Truth) -> None:
    estimate = truth.rows(ESTIMATES, lambda row: row["status"]["name"] == "Open")[0]["id"]
    seller = truth.rows("settings/technicians")[0]["id"]
    writing.company.mutate("settings/technicians", change=[{"id": seller, "isManagedTech": False}])
    office = truth.rows("settings/employees")[0]["id"]

    for one in (seller, office):
        told = await refused(writing, "salestech_sell_estimate", id=estimate, body={"soldBy": one})
        assert "a managed technician" in told


def entry(truth: Truth, source: str) -> dict[str, Any]:
    row = truth.rows(ENTRIES, lambda one: one["source"] == source)[0]
    return {"id": row["id"], "body": {"status": "Open", "versionId": 1, "lines": []}}


async def test_entries_of_servicetitans_own_are_not_replaced(writing: World, truth: Truth) -> None:
    told = await refused(
        writing, "accounting_replace_journal_entry", **entry(truth, "ServiceTitan")
    )

    assert "made this journal entry itself" in told
    assert await preview(writing, "accounting_replace_journal_entry", **entry(truth, "External"))


async def test_an_entry_takes_five_fields_at_most(writing: World, truth: Truth) -> None:
    sent = entry(truth, "External")
    sent["body"]["customFields"] = {f"Field {n}": "x" for n in range(6)}

    told = await refused(writing, "accounting_replace_journal_entry", **sent)

    assert "body.customFields" in told
    assert "at most 5" in told


def reasoned(truth: Truth) -> dict[str, Any]:
    return {"reasonId": truth.rows("jpm/job-cancel-reasons")[0]["id"], "memo": "No"}


async def test_a_state_that_may_stand_against_a_write_is_told(writing: World, truth: Truth) -> None:
    done = truth.rows(JOBS, lambda row: row["jobStatus"] == "Completed")[0]["id"]
    open_one = truth.rows(JOBS, lambda row: row["jobStatus"] == "Scheduled")[0]["id"]
    bill = truth.rows(BILLS, lambda row: row["syncStatus"] == "Exported")[0]["id"]

    cancelled = await preview(writing, "jpm_cancel_job", id=done, body=reasoned(truth))
    plain = await preview(writing, "jpm_cancel_job", id=open_one, body=reasoned(truth))
    changed = await preview(writing, "accounting_update_invoice", id=bill, body={"summary": "X"})

    assert cancelled.endswith("It is Completed now: ServiceTitan may refuse this.")
    assert "may refuse" not in plain
    assert changed.endswith("It is Exported now: ServiceTitan may refuse this.")


MOVE = {"start": "2026-03-26T14:00:00Z", "end": "2026-03-26T15:00:00Z"}


async def test_a_visit_of_a_posted_invoice_comes_with_a_warning(
    writing: World, truth: Truth
) -> None:
    row = visit(truth, alone=True)
    [bill] = truth.rows(BILLS, lambda one: (one["job"] or {}).get("id") == row["jobId"])

    before = await preview(writing, "jpm_reschedule_appointment", id=row["id"], body=MOVE)
    writing.company.mutate(BILLS, change=[{"id": bill["id"], "syncStatus": "Posted"}])
    after = await preview(writing, "jpm_reschedule_appointment", id=row["id"], body=MOVE)

    assert "invoice" not in before
    assert "Its job's invoice is Posted" in after


async def test_the_state_of_the_visit_or_job_that_a_body_names_is_told(
    writing: World, truth: Truth
) -> None:
    row = truth.rows(VISITS, lambda one: one["status"] == "Done")[0]
    [bill] = truth.rows(BILLS, lambda one: (one["job"] or {}).get("id") == row["jobId"])
    writing.company.mutate(BILLS, change=[{"id": bill["id"], "syncStatus": "Posted"}])
    crew = {
        "jobAppointmentId": row["id"],
        "technicianIds": [one["id"] for one in truth.rows("settings/technicians")],
    }

    assigned = await preview(writing, "dispatch_assign_technicians", body=crew)
    added = await preview(writing, "jpm_create_appointment", body={"jobId": row["jobId"], **MOVE})

    assert "It is Done now: ServiceTitan may refuse this." in assigned
    assert "It is Completed now: ServiceTitan may refuse this." in added
    for told in (assigned, added):
        assert "Its job's invoice is Posted" in told


async def test_a_start_in_the_past_is_told(writing: World, truth: Truth) -> None:
    row = visit(truth, alone=True)
    body = {"start": "2026-03-01T14:00:00Z", "end": "2026-03-01T15:00:00Z"}

    told = await preview(writing, "jpm_reschedule_appointment", id=row["id"], body=body)

    assert told.endswith("Its start is in the past.")


async def test_a_payment_that_is_spread_too_far_is_told(writing: World, truth: Truth) -> None:
    paid = truth.rows("accounting/payments", lambda row: row["syncStatus"] == "Pending")[0]
    part = {"invoiceId": paid["appliedTo"][0]["appliedTo"], "amount": float(paid["total"]) + 1}
    body = {"typeId": int(paid["typeId"]), "splits": [part]}

    told = await preview(writing, "accounting_update_payment", id=paid["id"], body=body)
    part["amount"] = float(paid["total"])
    plain = await preview(writing, "accounting_update_payment", id=paid["id"], body=body)

    assert f"It is {paid['total']} in all, and its splits {part['amount'] + 1}" in told
    assert "may refuse" not in plain


async def test_what_is_left_of_a_credit_is_shown(writing: World, truth: Truth) -> None:
    memo = truth.rows("accounting/credit-memos")[0]
    split = {"invoiceId": truth.rows(BILLS)[0]["id"], "amount": 1}

    shown = await writing.call(
        "accounting_apply_credit_memo", id=memo["id"], body={"splits": [split]}
    )

    assert shown.preview is not None
    assert float(shown.preview.change["before"]["balance"]) == memo["balance"]
