"""Every id that a write can name is checked before anybody is asked, or has a reason not to be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from typing import Any

import pytest

from agent.catalogue import Entry
from sync.entities import ENTITIES
from tests.kit.changes import CASES, Case
from tests.kit.truth import Truth
from tests.kit.world import World
from tests.sweeps.calls import Examples, catalogue, input_of, operations
from tests.sweeps.naming import naming, numbers_of, spot_of
from tools.errors import NotFound, ToolProblem
from tools.operations.kinds import KINDS
from tools.operations.mentions import kind_at
from tools.operations.mirroring import operation_named

pytestmark = pytest.mark.timeout(60)

WRITES = [entry for entry in operations() if entry.effect != "reads"]
MODULES = sorted({entry.category for entry in WRITES})
UNKNOWN = 987_654_321_987
AT_ONCE = 2
"""Kinds named wrongly in one call: only so many records are looked for."""

_LINE = "a line of the record itself, not a record that stands alone"
_NO_LIST = "ServiceTitan has neither a list nor a look-up of them"
_NOT_MIRRORED = "not mirrored, so ServiceTitan itself checks it after the yes"
_MIXED = "which kind of record it is depends on another field"
_USERS = "users of any kind, of whom no list shows all"
NO_RECORD = (
    "countOccurrences", "defaultRequiredDateDaysOffset", "duration", "durationLength", "fromHour",
    "interval", "month", "order", "position", "recurrenceInterval", "repeatInterval",
    "serviceDaysIds", "toHour", "versionId", "year",
)  # fmt: skip
"""Whole numbers that count or order something."""
LEFT: Mapping[str, str] = {
    "accounting_*_invoice body.items.id": _LINE,
    "accounting_*_invoice body.typeId": _NO_LIST,
    "accounting_*_journal_entry body.lines.appliedTo.id": _MIXED,
    "accounting_*_journal_entry body.lines.sku.id": "a booked item may be gone by now",
    "accounting_save_invoice_item body.id": _LINE,
    "crm_dismiss_lead body.dismissingReasonId": "nothing tells which list it is from",
    "crm_set_*_description body.descriptionId": "its list is gone from ServiceTitan's reference",
    "dispatch_assign_technician_skills body.skillIds": _NOT_MIRRORED,
    "equipment_systems_* body.customFields.id": _LINE,
    "equipment_systems_* body.customFields.typeId": _NOT_MIRRORED,
    "inventory_*_vendor body.vendorContacts.id": _LINE,
    "inventory_create_return body.items.shipmentItemId": _LINE,
    "inventory_receive_purchase_order body.items.purchaseOrderItemId": "looked for in its order",
    "inventory_update_purchase_order body.items.id": _LINE,
    "inventory_update_return body.items.id": _LINE,
    "inventory_update_return_type body.id": "the record itself again",
    "jpm_*_budget_code body.*segment*": "looked for apart: each has its list in its segment",
    "jpm_create_*_message body.parentMessageId": _NO_LIST,
    "jpm_create_job body.partnerLeadCallId": "a partner's call, which is not in our list",
    "memberships_create_invoice_template body.items.workflowActionItemId": _NO_LIST,
    "memberships_sell_membership body.durationBillingId": _LINE,
    "memberships_update_invoice_template body.createdById": _USERS,
    "memberships_update_invoice_template body.items.id": _LINE,
    "memberships_update_membership body.paymentMethodId": _NO_LIST,
    "memberships_update_membership body.renewalMembershipTaskId": _NO_LIST,
    "payroll_update_*_payroll_settings body.customFields.typeId": _NO_LIST,
    "pricebook_*_materials_markup body.id": "the record itself again",
    "salestech_* body.*itemGroup*Id": _LINE,
    "salestech_* body.*parentItemId": _LINE,
    "salestech_* body.items.id": _LINE,
    "salestech_*_proposal_template body.*proposalType*": _NOT_MIRRORED,
    "salestech_upsert_estimate_item body.id": _LINE,
    "settings_* body.customFields.typeId": _NO_LIST,
    "telecom_update_call body.*.contacts.id": _LINE,
    "telecom_update_call body.agentId": _USERS,
    "telecom_update_call body.callId": "the record itself again",
    "timesheets_* body.laborTypeId": _NO_LIST,
    "timesheets_* body.nonJobEventAssignmentId": _NO_LIST,
    "* body.*budgetCodeId": "codes are looked for apart: a project may have its own",
    "accounting_* body.*itemGroupRootId": _LINE,
    "accounting_* body.*durationBillingId": _LINE,
}
"""Operation and field that names a record which is not checked, and why."""
PASSED: Mapping[str, str] = {
    "crm_update_booking_contact contactId": _LINE,
    "crm_delete_booking_contact contactId": _LINE,
    "crm_create_contact_relationship relatedEntityId": _MIXED,
    "crm_delete_contact_relationship relatedEntityId": _MIXED,
    "crm_delete_customer_note noteId": _NO_LIST,
    "crm_submit_lead_form id": _NO_LIST,
    "crm_delete_location_note noteId": _NO_LIST,
    "pricebook_update_rate_sheet rateSheetId": _NOT_MIRRORED,
}
"""Record of a path that neither the check nor the look before the preview misses, and why."""


@cache
def places(tool: str) -> tuple[str, ...]:
    """Every whole number that a tool takes."""
    shapes = input_of(tool)["properties"].items()
    return tuple(place for name, schema in shapes for place in numbers_of(schema, name))


def left(tool: str, spot: str) -> list[str]:
    return [pattern for pattern in LEFT if fnmatchcase(f"{tool} {spot}", pattern)]


def test_every_id_of_a_body_is_checked_or_left_for_a_reason() -> None:
    numbers = [(entry.name, place) for entry in WRITES for place in places(entry.name)]
    spots = [(tool, spot_of(place)) for tool, place in numbers if "body" in place]
    ids = [one for one in spots if one[1].rpartition(".")[2] not in NO_RECORD]
    reasons = {(tool, spot): left(tool, spot) for tool, spot in ids}

    undecided = [
        f"{tool} {spot}"
        for (tool, spot), why in reasons.items()
        if bool(why) == bool(kind_at(tool, spot))
    ]

    assert undecided == []
    assert set(LEFT) == {pattern for why in reasons.values() for pattern in why}


@pytest.mark.parametrize("module", MODULES)
async def test_an_unknown_id_is_refused_wherever_a_body_has_it(world: World, module: str) -> None:
    examples, passed = Examples(world.company), []
    for entry in (one for one in WRITES if one.category == module):
        valid = examples.valid(entry)
        for wrong in _by_kinds(entry):
            asked = valid
            for place in wrong:
                asked = naming(asked, input_of(entry.name), place, UNKNOWN)
            told = await _told(world, entry, asked)
            fine = [place for place in wrong if not _names(told, entry, place)]
            passed += [f"{entry.name} {place}: {told}" for place in fine]

    assert passed == []


def _by_kinds(entry: Entry) -> Iterator[list[str]]:
    """The checked places of a body, a few kinds at a time."""
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for place in places(entry.name):
        if "body" in place and (kind := kind_at(entry.name, spot_of(place))):
            kinds[kind].append(place)
    groups = list(kinds.values())
    for at in range(0, len(groups), AT_ONCE):
        yield [place for group in groups[at : at + AT_ONCE] for place in group]


async def _told(world: World, entry: Entry, asked: Mapping[str, Any]) -> str:
    try:
        return f"asked: {await world.ask(entry.name, **asked)}"
    except ToolProblem as problem:
        return f"{problem.kind}: {problem}"


def _names(told: str, entry: Entry, place: str) -> bool:
    kind = KINDS[str(kind_at(entry.name, spot_of(place)))]
    field = place.removesuffix("[]").replace("[]", "[0]")
    words = f"{field}: received {UNKNOWN}; ServiceTitan has no {kind.word} with this id"
    return words in told and kind.finder in told


@pytest.mark.parametrize("module", MODULES)
async def test_so_it_is_with_the_records_of_a_path(world: World, module: str) -> None:
    examples, passed = Examples(world.company), []
    for entry in (one for one in WRITES if one.category == module):
        valid = examples.valid(entry)
        for place in (one for one in places(entry.name) if "body" not in one):
            told = await _told(world, entry, {**valid, place: UNKNOWN})
            checked = kind_at(entry.name, place) is not None
            if not (_names(told, entry, place) if checked else told.startswith("NotFound")):
                passed.append(f"{entry.name} {place}")

    assert passed == [one for one in PASSED if catalogue()[one.split()[0]].category == module]


def test_every_kind_is_mirrored_or_read_by_id_and_can_be_found() -> None:
    mirrored = {entity.table.rpartition(".")[2] for entity in ENTITIES}
    readers = [operation_named(name) for kind in KINDS.values() for name in kind.readers]
    named = [name for kind in KINDS.values() for name in kind.finder.split(", ")]
    finders = [catalogue()[name] for name in named]

    assert {table for kind in KINDS.values() for table in kind.tables} <= mirrored
    assert all(one.method == "GET" and one.last_listed is None for one in readers)
    assert all(one.effect == "reads" for one in finders)


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_a_curated_tool_looks_for_what_it_is_about_before_it_asks(
    world: World, truth: Truth, case: Case
) -> None:
    arguments = case.arguments(truth)
    named = [name for name, value in arguments.items() if isinstance(value, int)]

    for name in named:
        with pytest.raises(NotFound):
            await world.ask(case.tool, **{**arguments, name: UNKNOWN})

    assert set(named) == set(places(case.tool))


def test_no_other_curated_tool_writes() -> None:
    tools = {entry.name for entry in catalogue().values() if entry.effect != "reads"}

    assert tools - {entry.name for entry in WRITES} == {"call_tool", *map(str, CASES)}
