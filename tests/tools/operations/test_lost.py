"""Writes whose answer was lost, told by what is there before and afterwards."""

import pytest

from tests.kit.changes import deafen, writes
from tests.kit.truth import Truth
from tests.kit.world import World
from tests.tools.operations.test_already import tagged
from tests.tools.operations.test_writing import confirmed, mirrored
from tools.operations.mirroring import DOUBTED


def lose(world: World, part: str, method: str, *, after: bool) -> None:
    world.company.set_faults({"match": part, "method": method, "fault": "reset", "after": after})


async def test_a_tag_that_was_put_on_is_seen(writing: World, truth: Truth) -> None:
    row, _, tag = tagged(truth)
    lose(writing, "/tags/", "POST", after=True)

    done = await confirmed(writing, "crm_add_customer_tag", id=row["id"], tagTypeId=tag)

    kept = await mirrored(writing, "st_customers", row["id"])
    assert done.status == "done"
    assert done.summary.startswith("Done and read back")
    assert tag in kept["tag_type_ids"]
    assert len(writes(writing.company)) == 1


async def test_a_tag_that_was_not_put_on_is_not_called_done(writing: World, truth: Truth) -> None:
    row, _, tag = tagged(truth)
    lose(writing, "/tags/", "POST", after=False)

    done = await confirmed(writing, "crm_add_customer_tag", id=row["id"], tagTypeId=tag)

    assert done.status == "unknown"


@pytest.mark.parametrize("after", [True, False])
async def test_a_tag_that_was_never_there_is_not_called_taken_off(
    writing: World, truth: Truth, *, after: bool
) -> None:
    row, _, tag = tagged(truth)
    lose(writing, "/tags/", "DELETE", after=after)

    done = await confirmed(writing, "crm_remove_customer_tag", id=row["id"], tagTypeId=tag)

    assert done.status == "unknown"


async def test_what_an_action_changed_is_told_in_plain_words(writing: World, truth: Truth) -> None:
    receipt = truth.rows("inventory/receipts", lambda row: row["active"])[0]["id"]
    lose(writing, "/cancellation", "PATCH", after=True)

    done = await confirmed(writing, "inventory_cancel_receipt", id=receipt, body={})

    assert done.status == "done"
    assert "Now: active yes → no." in done.summary


async def test_nobody_accepted_what_got_no_answer(writing: World, truth: Truth) -> None:
    lead = truth.rows("crm/leads", lambda row: row["status"] == "Open")[0]["id"]
    lose(writing, "/dismiss", "POST", after=False)

    done = await confirmed(
        writing, "crm_dismiss_lead", id=lead, body={"dismissingReasonId": 37030701}
    )

    assert done.status == "not_done"
    assert done.summary.startswith("No answer came, and")


async def test_what_may_not_be_written_is_not_called_written(writing: World, truth: Truth) -> None:
    deafen(writing.company, "POST crm/locations", lambda _: {"id": 4106})
    address = {**truth.rows("crm/locations")[0]["address"], "unit": "1"}
    body = {"customerId": truth.customers()[0]["id"], "name": "Shed", "address": address}

    done = await confirmed(writing, "crm_create_location", body=body)

    assert done.status == "unknown"
    assert done.notice == DOUBTED
