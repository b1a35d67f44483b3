"""Selling a membership: what is there afterwards, whether an answer came or not."""

from typing import Any

import pytest

from sandbox.servicetitan.api.writes import add, change
from tests.kit.changes import deafen, losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, mirrored

TOOL, OPERATION = "memberships_sell_membership", "POST memberships/memberships/sale"
PRICES = "memberships/membership-types/duration-billing-items"
PLANS = "memberships/memberships"


def sale(truth: Truth) -> Row:
    """A plan for a customer who has one already."""
    held = truth.rows(PLANS)[0]
    return {
        "customerId": held["customerId"],
        "businessUnitId": held["businessUnitId"],
        "locationId": held["locationId"],
        "saleTaskId": truth.rows("pricebook/services")[0]["id"],
        "durationBillingId": truth.rows(PRICES)[1]["id"],
        "recurringServiceAction": "None",
    }


def newest(truth: Truth) -> Row:
    return max(truth.rows(PLANS), key=lambda row: int(row["id"]))


def owed(truth: Truth, customer: int) -> float:
    [row] = truth.rows("crm/customers", lambda one: one["id"] == customer)
    return float(row["balance"])


def lose(world: World, *, after: bool) -> None:
    world.company.set_faults({"match": "/sale", "fault": "reset", "after": after})


async def test_a_sale_without_an_answer_is_found_by_its_membership(
    writing: World, truth: Truth
) -> None:
    lose(writing, after=True)

    done = await confirmed(writing, TOOL, body=sale(truth))

    made = newest(truth)
    bill = max(truth.rows("accounting/invoices"), key=lambda row: int(row["id"]))
    assert done.status == "done", done.summary
    assert done.result["id"] == made["id"]
    assert "not checked: durationBillingId, recurringServiceAction, saleTaskId." in done.summary
    assert await mirrored(writing, "st_memberships", made["id"])
    assert await mirrored(writing, "st_invoices", bill["id"])
    assert done.notice is None or "mirror" not in done.notice


async def test_a_sale_says_what_its_membership_does_not_show(writing: World, truth: Truth) -> None:
    done = await confirmed(writing, TOOL, body=sale(truth))

    assert done.status == "done"
    assert "not checked: durationBillingId, recurringServiceAction, saleTaskId." in done.summary


async def test_a_sale_that_was_not_made_is_not_found_in_an_older_membership(
    writing: World, truth: Truth
) -> None:
    before = len(truth.rows(PLANS))
    lose(writing, after=False)

    done = await confirmed(writing, TOOL, body=sale(truth))

    assert (done.status, len(truth.rows(PLANS))) == ("unknown", before)
    assert "not among the newest" in done.summary


@pytest.mark.parametrize("answered", [True, False])
async def test_what_a_sale_adds_to_a_balance_is_in_the_mirror(
    writing: World, truth: Truth, *, answered: bool
) -> None:
    body = sale(truth)
    before = owed(truth, body["customerId"])
    if not answered:
        lose(writing, after=True)

    await confirmed(writing, TOOL, body=body)

    now = owed(truth, body["customerId"])
    kept = await mirrored(writing, "st_customers", body["customerId"])
    assert now > before
    assert float(kept["balance"]) == now


def another(truth: Truth, sent: Row, **fields: Any) -> Row:
    """A membership like the one that is sold, which somebody else sells meanwhile."""
    kind = next(row for row in truth.rows(PRICES) if row["id"] == sent["durationBillingId"])
    like = {name: sent[name] for name in ("customerId", "businessUnitId", "locationId")}
    row = truth.rows(PLANS)[0]
    return {**row, **like, "membershipTypeId": kind["membershipTypeId"], "id": 990, **fields}


async def test_of_two_new_memberships_none_is_guessed(writing: World, truth: Truth) -> None:
    body = sale(truth)
    other = another(truth, body)

    def with_other(sent: Row) -> Row:
        add(writing.company.box, PLANS, **other)
        return sent

    losing(writing.company, OPERATION, with_other)
    lose(writing, after=True)

    done = await confirmed(writing, TOOL, body=body)

    assert done.status == "unknown"
    assert f"of which several may be it: id 990, {newest(truth)['id']}." in done.summary


async def test_a_new_membership_of_another_type_is_not_what_was_sold(
    writing: World, truth: Truth
) -> None:
    body = sale(truth)
    other = another(truth, body, membershipTypeId=truth.rows(PRICES)[0]["membershipTypeId"])
    deafen(writing.company, OPERATION, lambda _: add(writing.company.box, PLANS, **other))
    lose(writing, after=True)

    done = await confirmed(writing, TOOL, body=body)

    assert done.status == "unknown"
    assert "in part otherwise than sent: id 990." in done.summary


async def test_an_older_membership_that_changed_is_not_what_was_sold(
    writing: World, truth: Truth
) -> None:
    held = truth.rows(PLANS)[0]
    body = sale(truth)
    body["durationBillingId"] = next(
        row["id"]
        for row in truth.rows(PRICES)
        if row["membershipTypeId"] == held["membershipTypeId"]
    )
    box = writing.company.box
    deafen(writing.company, OPERATION, lambda _: change(box, PLANS, held["id"], memo="Call first"))
    lose(writing, after=True)

    done = await confirmed(writing, TOOL, body=body)

    assert done.status == "unknown"


async def test_a_sale_in_another_unit_is_told(writing: World, truth: Truth) -> None:
    unit = truth.rows("settings/business-units")[-1]["id"]
    losing(writing.company, OPERATION, lambda sent: {**sent, "businessUnitId": unit})

    done = await confirmed(writing, TOOL, body=sale(truth))

    assert done.status == "partly"
    assert "other values for businessUnitId." in done.summary
