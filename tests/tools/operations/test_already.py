"""A write that finds its record as it would leave it says so, before and afterwards."""

import re
from collections.abc import Callable
from pkgutil import resolve_name
from typing import Any

import pytest

from agent.catalogue import load_catalogue
from tests.kit.changes import losing
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_proving import spare, visit
from tests.tools.operations.test_writing import confirmed
from tools.operations.outcomes import STATES
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import sight_of

HOLD = "PUT jpm/appointments/{id}/hold"
PLACE = re.compile(r"{(\w+)}")


def tagged(truth: Truth) -> tuple[Row, int, int]:
    """A customer, a tag it has and one it has not."""
    row = truth.rows("crm/customers", lambda one: one["active"] and one["tagTypeIds"])[0]
    tags = [int(one["id"]) for one in truth.rows("settings/tag-types")]
    return row, row["tagTypeIds"][0], next(one for one in tags if one not in row["tagTypeIds"])


def _not_on_it(truth: Truth) -> dict[str, Any]:
    appointment = visit(truth)
    crew = [spare(truth, appointment)]
    return {"body": {"jobAppointmentId": appointment, "technicianIds": crew}}


def _has_it(truth: Truth) -> dict[str, Any]:
    row, tag, _ = tagged(truth)
    return {"id": row["id"], "tagTypeId": tag}


def _has_it_not(truth: Truth) -> dict[str, Any]:
    row, _, tag = tagged(truth)
    return {"id": row["id"], "tagTypeId": tag}


def _several(truth: Truth) -> dict[str, Any]:
    row, tag, _ = tagged(truth)
    return {"body": {"customerIds": [row["id"]], "tagTypeIds": [tag]}}


def _same_name(truth: Truth) -> dict[str, Any]:
    row, _, _ = tagged(truth)
    return {"id": row["id"], "body": {"name": row["name"], "doNotMail": row["doNotMail"]}}


def _confirmed(truth: Truth) -> dict[str, Any]:
    waiting = truth.rows("jpm/appointments", lambda one: one["status"] == "Scheduled")
    return {"id": next(one["id"] for one in waiting if one["isConfirmed"])}


SO_ALREADY: list[tuple[str, Callable[[Truth], dict[str, Any]]]] = [
    ("dispatch_unassign_technicians", _not_on_it),
    ("crm_add_customer_tag", _has_it),
    ("crm_remove_customer_tag", _has_it_not),
    ("crm_add_tags_to_customers", _several),
    ("crm_update_customer", _same_name),
    ("jpm_confirm_appointment", _confirmed),
]


@pytest.mark.parametrize(("tool", "arguments"), SO_ALREADY, ids=[one[0] for one in SO_ALREADY])
async def test_what_is_so_already_is_not_told_as_a_change(
    writing: World, truth: Truth, tool: str, arguments: Callable[[Truth], dict[str, Any]]
) -> None:
    asked = arguments(truth)

    shown = await writing.call(tool, **asked)
    done = await confirmed(writing, tool, **asked)

    assert shown.value.model_dump()["summary"].startswith("Nothing changed yet, and nothing would")
    assert done.status == "done"
    assert done.summary.startswith("Nothing was changed, it was so already: ")


async def test_a_real_change_is_told_as_one(writing: World, truth: Truth) -> None:
    asked = _has_it_not(truth)

    shown = await writing.call("crm_add_customer_tag", **asked)
    done = await confirmed(writing, "crm_add_customer_tag", **asked)

    assert "This would happen" in shown.value.model_dump()["summary"]
    assert done.summary == "Done and read back from ServiceTitan: Put a tag on a customer."


async def test_what_was_so_in_part_is_counted(writing: World, truth: Truth) -> None:
    asked = _not_on_it(truth)
    await confirmed(writing, "dispatch_assign_technicians", **asked)
    asked["body"]["technicianIds"].append(spare(truth, visit(truth)))

    done = await confirmed(writing, "dispatch_assign_technicians", **asked)

    assert done.summary.startswith("Done and read back")
    assert done.summary.endswith("1 of 2 was so already.")


async def test_a_state_with_a_new_reason_is_told_as_far_as_it_shows(
    writing: World, truth: Truth
) -> None:
    reason = truth.rows("jpm/job-hold-reasons")[0]["id"]
    key, body = visit(truth), {"reasonId": reason, "memo": "Part on order"}
    await confirmed(writing, "jpm_hold_appointment", id=key, body=body)
    losing(writing.company, HOLD, lambda _: body)

    new = {**body, "memo": "Part came"}
    done = await confirmed(writing, "jpm_hold_appointment", id=key, body=new)

    assert done.summary.startswith("What ServiceTitan shows of it was so already")
    assert done.summary.endswith("not checked: memo.")


async def test_a_state_with_the_same_reason_once_more_is_no_change(
    writing: World, truth: Truth
) -> None:
    reason = truth.rows("jpm/job-hold-reasons")[0]["id"]
    asked = {"id": visit(truth), "body": {"reasonId": reason, "memo": "Part on order"}}
    await confirmed(writing, "jpm_hold_appointment", **asked)

    done = await confirmed(writing, "jpm_hold_appointment", **asked)

    assert done.summary.startswith("Nothing was changed, it was so already")


async def test_nothing_sent_is_not_told_as_a_change(writing: World, truth: Truth) -> None:
    row, _, _ = tagged(truth)

    done = await confirmed(writing, "crm_update_customer", id=row["id"], body={})

    assert done.summary.startswith("Nothing was changed, since no field was sent: ")


async def test_a_request_for_parts_is_approved_once(writing: World, truth: Truth) -> None:
    waiting = truth.rows("inventory/purchase-orders/requests")[0]["id"]

    first = await confirmed(writing, "inventory_approve_purchase_order_request", id=waiting)
    second = await confirmed(writing, "inventory_approve_purchase_order_request", id=waiting)

    assert first.summary.endswith("Now: requestStatus PendingApproval → Approved.")
    assert second.summary.startswith("Nothing was changed")


def _fields_seen(operation: Operation) -> set[str]:
    """Fields of the record that is looked at to see what became of this action."""
    call = BoundCall(operation, dict.fromkeys(PLACE.findall(operation.path), "1"))
    sight = sight_of(call)
    assert sight is not None, operation.key
    reader = sight.call.operation
    return set(getattr(reader.item or reader.answer, "__annotations__", {}))


def test_the_state_of_every_action_is_a_field_that_shows() -> None:
    catalogue = load_catalogue()

    hidden = [
        f"{name} {state.field}"
        for name, state in STATES.items()
        if state.field not in _fields_seen(resolve_name(catalogue[name].target).operation)
    ]

    assert hidden == []
