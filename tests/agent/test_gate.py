import asyncio
from typing import Any

import pytest

from agent.gate import Approval
from tests.kit.changes import CASES, MOVE, NOTE, Case, open_visit, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import (
    DISPATCHER,
    OTHER_OWNER,
    OWNER,
    READER,
    TECHNICIAN,
    World,
)
from tools.errors import (
    BadArguments,
    ConfirmationRefused,
    NeedsPerson,
    ReadOnly,
    UnknownTool,
)

every = pytest.mark.parametrize("case", CASES, ids=str)


async def previewed(world: World, case: Case, truth: Truth) -> tuple[Row, Any]:
    arguments = case.arguments(truth)
    return arguments, await world.ask(case.tool, **arguments)


@every
async def test_the_first_call_shows_the_change_and_makes_none(
    writing: World, truth: Truth, case: Case
) -> None:
    before = truth.snapshot()

    arguments, preview = await previewed(writing, case, truth)

    assert preview.status == "needs_confirmation"
    assert preview.summary.startswith("Nothing changed yet.")
    assert preview.change.after
    assert preview.confirmation
    assert preview.expires_at.tzinfo
    assert truth.snapshot() == before
    assert writes(writing.company) == []
    assert case.done(truth, arguments) == 0


@every
async def test_a_confirmed_change_is_made_once_and_read_back(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments, preview = await previewed(writing, case, truth)

    answer = await writing.ask(case.tool, **arguments, confirmation=preview.confirmation)

    assert answer.status == "done"
    assert answer.change == preview.change
    assert answer.result.id
    assert case.done(truth, arguments) == 1
    assert len(writes(writing.company)) == 1


@every
async def test_a_confirmation_works_once(writing: World, truth: Truth, case: Case) -> None:
    arguments, preview = await previewed(writing, case, truth)
    arguments["confirmation"] = preview.confirmation
    if case.tool == "create_customer":
        arguments["allow_duplicate"] = True
        again = await writing.ask(case.tool, **{**arguments, "confirmation": None})
        arguments["confirmation"] = again.confirmation
    await writing.ask(case.tool, **arguments)

    with pytest.raises(ConfirmationRefused, match="used already"):
        await writing.ask(case.tool, **arguments)

    assert len(writes(writing.company)) == 1


@every
async def test_a_confirmation_given_twice_at_once_works_once(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments, preview = await previewed(writing, case, truth)
    calls = [
        writing.ask(case.tool, **arguments, confirmation=preview.confirmation) for _ in range(4)
    ]

    ends = await asyncio.gather(*calls, return_exceptions=True)

    assert len([end for end in ends if not isinstance(end, BaseException)]) == 1
    assert all(isinstance(end, ConfirmationRefused) for end in ends if isinstance(end, Exception))
    assert len(writes(writing.company)) == 1
    assert case.done(truth, arguments) == 1


@every
async def test_a_confirmation_expires(writing: World, truth: Truth, case: Case) -> None:
    arguments, preview = await previewed(writing, case, truth)
    lasts = "select extract(epoch from expires_at - created_at) as s from automation.write_previews"
    assert int((await writing.deps.db.raw(lasts))[0]["s"]) == 600
    await writing.deps.db.raw(
        "update automation.write_previews set expires_at = now() - interval '1 second'"
    )

    await refused(
        writing, truth, case, {**arguments, "confirmation": preview.confirmation}, "has expired"
    )


async def refused(
    world: World, truth: Truth, case: Case, arguments: Row, words: str, **caller: Any
) -> None:
    """The call is refused with these words, and nothing changed."""
    before = truth.snapshot()
    with pytest.raises(ConfirmationRefused, match=words) as problem:
        await world.ask(case.tool, **caller, **arguments)

    assert "Nothing was changed" in str(problem.value)
    assert "\n" not in str(problem.value)
    assert truth.snapshot() == before
    assert writes(world.company) == []


@every
async def test_somebody_elses_confirmation_is_none(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments, preview = await previewed(writing, case, truth)
    arguments["confirmation"] = preview.confirmation

    for caller in (OTHER_OWNER, DISPATCHER):
        await refused(writing, truth, case, arguments, "no such confirmation", caller=caller)


@pytest.mark.parametrize("confirmation", ["", "guess", "x" * 5_000, "' or 1=1 --"])
async def test_a_made_up_confirmation_is_none(
    writing: World, truth: Truth, confirmation: str
) -> None:
    arguments = {**NOTE.arguments(truth), "confirmation": confirmation}

    await refused(writing, truth, NOTE, arguments, "no such confirmation")


@every
async def test_a_confirmation_is_for_its_own_arguments(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments, preview = await previewed(writing, case, truth)
    changed = {**arguments, **case.other, "confirmation": preview.confirmation}

    await refused(writing, truth, case, changed, "not those of the preview")


async def test_a_confirmation_is_for_its_own_tool(writing: World, truth: Truth) -> None:
    _, preview = await previewed(writing, NOTE, truth)
    arguments = {**MOVE.arguments(truth), "confirmation": preview.confirmation}

    await refused(writing, truth, MOVE, arguments, "not those of the preview")


async def test_a_record_that_changed_meanwhile_needs_a_new_preview(
    writing: World, truth: Truth
) -> None:
    arguments, preview = await previewed(writing, MOVE, truth)
    other = {
        "id": arguments["appointment_id"],
        "start": "2026-03-18T14:00:00Z",
        "end": "2026-03-18T16:00:00Z",
    }
    writing.company.mutate("jpm/appointments", change=[other])

    await refused(
        writing, truth, MOVE, {**arguments, "confirmation": preview.confirmation}, "has changed"
    )


async def test_numbers_with_a_point_are_confirmed_as_they_were_shown(
    writing: World, truth: Truth
) -> None:
    place = truth.rows("crm/locations")[0]
    address = {**place["address"], "unit": "", "latitude": 27.88, "longitude": -82.318444}
    arguments = {"id": place["id"], "body": {"address": address}}
    shown = await writing.ask("crm_update_location", **arguments)

    done = await writing.ask("crm_update_location", **arguments, confirmation=shown.confirmation)

    assert done.status == "done"


async def test_a_refused_confirmation_is_not_spent(writing: World, truth: Truth) -> None:
    arguments, preview = await previewed(writing, NOTE, truth)
    arguments["confirmation"] = preview.confirmation
    await refused(writing, truth, NOTE, {**arguments, "text": "Other"}, "not those")

    answer = await writing.ask(NOTE.tool, **arguments)

    assert answer.status == "done"


async def test_reading_tools_take_no_confirmation(writing: World) -> None:
    with pytest.raises(BadArguments, match="confirmation: received 'x'; there is no such argument"):
        await writing.ask("get_sync_status", confirmation="x")


@every
async def test_access_read_hides_and_blocks(writing: World, truth: Truth, case: Case) -> None:
    reading = writing.variant(ACCESS="read")
    async with reading.server.running():
        before = truth.snapshot()
        with pytest.raises(ReadOnly, match=r"only reads .*Nothing was changed"):
            await reading.ask(case.tool, **case.arguments(truth))
        names = {row["name"] for row in reading.server.tool_rows(OWNER)}

    assert case.tool not in names
    assert "search_customers" in names
    assert truth.snapshot() == before


@every
async def test_access_direct_writes_at_once(writing: World, truth: Truth, case: Case) -> None:
    direct = writing.variant(ACCESS="direct")
    arguments = case.arguments(truth)
    async with direct.server.running():
        answer = await direct.ask(case.tool, **arguments)

    assert answer.status == "done"
    assert case.done(truth, arguments) == 1
    assert len(writes(writing.company)) == 1


@pytest.mark.parametrize(
    ("caller", "allowed"),
    [
        (TECHNICIAN, {"add_job_note"}),
        (READER, set()),
        (DISPATCHER, {case.tool for case in CASES}),
    ],
)
async def test_a_role_writes_what_its_scopes_say(
    writing: World, truth: Truth, caller: Any, allowed: set[str]
) -> None:
    for case in CASES:
        if case.tool in allowed:
            preview = await writing.ask(case.tool, caller, **case.arguments(truth))
            assert preview.status == "needs_confirmation"
        else:
            with pytest.raises(UnknownTool, match="Nothing was called"):
                await writing.ask(case.tool, caller, **case.arguments(truth))


def cancel(truth: Truth) -> Row:
    reason = truth.rows("jpm/job-cancel-reasons", lambda row: row["active"])[0]
    return {
        "id": open_visit(truth)["jobId"],
        "body": {"reasonId": reason["id"], "memo": "Moved away"},
    }


async def test_a_grave_change_needs_a_person(writing: World, truth: Truth) -> None:
    before = truth.snapshot()

    with pytest.raises(NeedsPerson, match=r"Nothing was changed\. No argument") as problem:
        await writing.ask("jpm_cancel_job", **cancel(truth))

    assert "It would be:" in str(problem.value)
    assert truth.snapshot() == before
    assert writes(writing.company) == []


async def test_a_model_cannot_confirm_a_grave_change(writing: World, truth: Truth) -> None:
    arguments = cancel(truth)
    outcome = await writing.call("jpm_cancel_job", **arguments)
    assert outcome.preview

    with pytest.raises(BadArguments, match="confirmation"):
        await writing.ask("jpm_cancel_job", **arguments, confirmation=outcome.preview.id)
    with pytest.raises(ConfirmationRefused, match="A person has to approve"):
        await writing.call("jpm_cancel_job", approval=Approval(outcome.preview.id), **arguments)

    assert writes(writing.company) == []


async def test_a_grave_preview_shows_no_confirmation(writing: World, truth: Truth) -> None:
    outcome = await writing.call("jpm_cancel_job", **cancel(truth))

    assert getattr(outcome.value, "confirmation", "") is None


async def test_a_person_can_approve_a_grave_change(writing: World, truth: Truth) -> None:
    arguments = cancel(truth)
    outcome = await writing.call("jpm_cancel_job", **arguments)
    assert outcome.preview

    answer = await writing.call(
        "jpm_cancel_job", approval=Approval(outcome.preview.id, by="ann on the page"), **arguments
    )

    assert getattr(answer.value, "status", "") == "done"
    assert truth.by_id("jpm/jobs")[arguments["id"]]["jobStatus"] == "Canceled"
    assert len(writes(writing.company)) == 1
    with pytest.raises(ConfirmationRefused, match="used already"):
        await writing.call(
            "jpm_cancel_job", approval=Approval(outcome.preview.id, by="ann"), **arguments
        )
    assert len(writes(writing.company)) == 1


async def test_an_envelope_does_not_lower_the_gate(writing: World, truth: Truth) -> None:
    arguments = cancel(truth)
    wrapped: Row = {
        "name": "call_tool",
        "arguments": {"name": "jpm_cancel_job", "arguments": arguments},
    }

    with pytest.raises(NeedsPerson):
        await writing.ask("call_tool", **wrapped)
    preview = await writing.ask("call_tool", name=NOTE.tool, arguments=NOTE.arguments(truth))

    assert preview.status == "needs_confirmation"
    assert writes(writing.company) == []


async def test_a_duplicate_customer_is_refused_before_any_preview(
    writing: World, truth: Truth
) -> None:
    known = truth.customers()[0]
    wanted: Row = {"street": "1 A St", "city": "Tampa", "state": "FL", "zip_code": "33601"}

    with pytest.raises(Exception, match=rf"Already known.*{known['id']}"):
        await writing.ask("create_customer", name=known["name"].upper(), **wanted)
    allowed = await writing.ask(
        "create_customer", name=known["name"], allow_duplicate=True, **wanted
    )

    assert allowed.status == "needs_confirmation"
    assert writes(writing.company) == []
