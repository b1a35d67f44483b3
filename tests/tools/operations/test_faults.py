"""Each kind of write while the answer gets lost, the server fails, or ServiceTitan refuses."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

from tests.kit.changes import writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed, customer, shed, visit
from tools.errors import Conflict

LOST = ("reset", "stall", "truncate", "500", "503html")


@dataclass(frozen=True)
class Kind:
    """One kind of write: a call of it, what the company shows of it, and where it can be told."""

    tool: str
    match: str
    method: str
    arguments: Callable[[Truth], Row]
    table: str
    untold: str = "not_done"
    """How it ends when it never arrived: a new record may still come, so that is not said of it."""

    def __str__(self) -> str:
        return self.tool


def _job(truth: Truth) -> Row:
    row = truth.rows("jpm/jobs", lambda one: one["jobStatus"] == "Scheduled")[0]
    reason = truth.rows("jpm/job-cancel-reasons")[0]["id"]
    return {"id": row["id"], "body": {"reasonId": reason, "memo": "Moved away"}}


def _estimate(truth: Truth) -> Row:
    return truth.rows(
        "salestech/estimates",
        lambda one: one["items"] and one["status"]["name"] == "Open" and one["active"],
    )[0]


def _unconfirmed(truth: Truth) -> Row:
    visits = truth.rows("jpm/appointments", lambda one: one["status"] == "Scheduled")
    return next(row for row in visits if not row["isConfirmed"])


def _sale(truth: Truth) -> Row:
    seller = truth.rows("settings/technicians", lambda one: one["active"])[0]
    return {"id": _estimate(truth)["id"], "body": {"soldBy": seller["id"]}}


def _item(truth: Truth) -> Row:
    sku = truth.rows("pricebook/services", lambda one: one["active"])[3]
    item = {"skuId": sku["id"], "quantity": 3, "unitPrice": 41.5, "description": "Anode rod"}
    return {"id": _estimate(truth)["id"], "body": item}


def _line(truth: Truth) -> Row:
    row = truth.rows("accounting/invoices", lambda one: one["syncStatus"] == "Pending")[0]
    sku = truth.rows("pricebook/services", lambda one: one["active"])[3]
    line = {"skuId": sku["id"], "quantity": 3, "description": "Anode rod"}
    return {"invoiceId": row["id"], "body": line}


def _removed_item(truth: Truth) -> Row:
    row = _estimate(truth)
    return {"id": row["id"], "itemId": row["items"][0]["id"]}


def _contact(truth: Truth) -> Row:
    owner = customer(truth)["id"]
    row = truth.rows("crm/customers/contacts", lambda one: one["customerId"] == owner)[0]
    return {"id": owner, "contactId": row["id"]}


def _crew(truth: Truth) -> Row:
    appointment = visit(truth)["id"]
    rows = truth.rows("dispatch/appointment-assignments")
    on = {row["technicianId"] for row in rows if row["appointmentId"] == appointment}
    free = next(one["id"] for one in truth.rows("settings/technicians") if one["id"] not in on)
    return {"body": {"jobAppointmentId": appointment, "technicianIds": [free]}}


KINDS = (
    Kind(
        "crm_create_location",
        "/locations",
        "POST",
        lambda truth: {"body": shed(truth)},
        "crm/locations",
        "unknown",
    ),
    Kind(
        "crm_create_customer_note",
        "/notes",
        "POST",
        lambda truth: {"id": customer(truth)["id"], "body": {"text": "Beware of the dog"}},
        "crm/customers/notes",
        "unknown",
    ),
    Kind(
        "salestech_upsert_estimate_item", "/items", "PUT", _item, "salestech/estimates", "unknown"
    ),
    Kind(
        "accounting_save_invoice_item", "/items", "PATCH", _line, "accounting/invoices", "unknown"
    ),
    Kind(
        "crm_update_customer",
        "/customers/",
        "PATCH",
        lambda truth: {"id": customer(truth)["id"], "body": {"name": "New Name"}},
        "crm/customers",
    ),
    Kind("jpm_cancel_job", "/cancel", "PUT", _job, "jpm/jobs"),
    Kind("salestech_sell_estimate", "/sell", "PUT", _sale, "salestech/estimates"),
    Kind(
        "jpm_confirm_appointment",
        "/confirmation",
        "PUT",
        lambda truth: {"id": _unconfirmed(truth)["id"]},
        "jpm/appointments",
    ),
    Kind("crm_delete_customer_contact", "/contacts/", "DELETE", _contact, "crm/customers/contacts"),
    Kind(
        "salestech_delete_estimate_item", "/items/", "DELETE", _removed_item, "salestech/estimates"
    ),
    Kind(
        "dispatch_assign_technicians",
        "/assign-technicians",
        "POST",
        _crew,
        "dispatch/appointment-assignments",
    ),
)
every = pytest.mark.parametrize("kind", KINDS, ids=str)
MIRRORED = {
    "crm_create_location",
    "accounting_save_invoice_item",
    "jpm_cancel_job",
    "crm_delete_customer_contact",
}
"""One of each verb."""


def fault(kind: Kind, name: str, *, after: bool) -> Row:
    met = {"match": kind.match, "method": kind.method, "fault": name}
    return {**met, "after": after, "times": 1, "seconds": 1}


async def behind(world: World, event: int) -> list[str]:
    """What a sync still changes in rows that were not known to be gone: what a write left out."""
    await world.sync()
    rows = await world.deps.db.raw(
        "select entity, st_id, kind, changed from automation.events where id > $1", event
    )
    return [str(dict(one)) for one in rows if one["changed"].keys() - {"active", "st_modified_on"}]


async def newest_event(world: World) -> int:
    [row] = await world.deps.db.raw("select coalesce(max(id), 0) as id from automation.events")
    return int(row["id"])


@every
@pytest.mark.parametrize("name", LOST)
async def test_a_write_whose_answer_was_lost_is_done(
    impatient: World, truth: Truth, kind: Kind, name: str
) -> None:
    arguments = kind.arguments(truth)
    before = truth.rows(kind.table)
    impatient.company.set_faults(fault(kind, name, after=True))

    ended = await confirmed(impatient, kind.tool, **arguments)

    assert (ended.status, len(writes(impatient.company))) == ("done", 1), ended.summary
    assert truth.rows(kind.table) != before


@every
@pytest.mark.parametrize("name", [one for one in LOST if one != "truncate"])
async def test_a_write_that_never_took_effect_is_not_called_done(
    impatient: World, truth: Truth, kind: Kind, name: str
) -> None:
    arguments = kind.arguments(truth)
    before = truth.snapshot()
    impatient.company.set_faults(fault(kind, name, after=False))

    ended = await confirmed(impatient, kind.tool, **arguments)

    assert (ended.status, len(writes(impatient.company))) == (kind.untold, 1), ended.summary
    assert truth.snapshot() == before


@every
async def test_a_conflict_says_what_servicetitan_said_and_that_nothing_changed(
    writing: World, truth: Truth, kind: Kind
) -> None:
    arguments = kind.arguments(truth)
    before = truth.snapshot()
    writing.company.set_faults(fault(kind, "409", after=False))

    with pytest.raises(Conflict) as refused:
        await confirmed(writing, kind.tool, **arguments)

    assert "ServiceTitan says: The record is in use by another change." in str(refused.value)
    assert "Nothing was changed." in str(refused.value)
    assert "call again" in str(refused.value)
    assert truth.snapshot() == before
    assert len(writes(writing.company)) == 1


@pytest.mark.parametrize("kind", [one for one in KINDS if one.tool in MIRRORED], ids=str)
async def test_after_a_lost_answer_the_mirror_has_what_servicetitan_has(
    impatient: World, truth: Truth, kind: Kind
) -> None:
    await impatient.sync()  # which fills what only lists show
    impatient.company.set_faults(fault(kind, "reset", after=True))

    await confirmed(impatient, kind.tool, **kind.arguments(truth))

    assert await behind(impatient, await newest_event(impatient)) == []


@pytest.mark.parametrize(
    ("tool", "arguments", "said"),
    [
        (
            "jpm_cancel_job",
            lambda truth: {
                **_job(truth),
                "id": truth.rows("jpm/jobs", lambda one: one["jobStatus"] == "Completed")[0]["id"],
            },
            "Cancelling is not possible while the status is Completed.",
        ),
        (
            "jpm_remove_job_cancellation",
            lambda truth: {"id": _job(truth)["id"]},
            "Only a canceled job can be restored.",
        ),
    ],
)
async def test_a_rule_of_the_company_reaches_the_caller_in_its_words(
    writing: World, truth: Truth, tool: str, arguments: Callable[[Truth], Any], said: str
) -> None:
    before = truth.snapshot()

    with pytest.raises(Conflict) as refused:
        await confirmed(writing, tool, **arguments(truth))

    assert said in str(refused.value)
    assert "Nothing was changed." in str(refused.value)
    assert truth.snapshot() == before


async def test_the_contacts_of_an_inactive_customer_are_refused_in_plain_words(
    world: World, truth: Truth
) -> None:
    gone = truth.rows("crm/customers", lambda one: not one["active"])[0]

    with pytest.raises(Conflict, match="inactive"):
        await world.ask("crm_list_customer_contacts", id=gone["id"])
