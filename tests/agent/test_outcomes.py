from typing import Any

import pytest

from tests.kit.changes import CASES, CREATE, MOVE, NOTE, Case, deafen, losing, open_visit, writes
from tests.kit.truth import Row, Truth
from tests.kit.world import World

every = pytest.mark.parametrize("case", CASES, ids=str)
FAULTS = ("reset", "stall", "500", "503html")


async def confirmed(world: World, case: Case, arguments: Row, *faults: Row) -> Any:
    """The change, confirmed, while these faults stand in the way."""
    preview = await world.ask(case.tool, **arguments)
    world.company.set_faults(*faults)
    return await world.ask(case.tool, **arguments, confirmation=preview.confirmation)


def fault_at(case: Case, fault: str, *, after: bool) -> Row:
    method = "PATCH" if case is MOVE else "POST"
    match = "/customers" if case is CREATE else case.path
    return {
        "match": match, "method": method, "fault": fault, "after": after, "times": 1, "seconds": 1,
    }  # fmt: skip


@every
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_lost_answer_of_a_change_that_was_made_is_done(
    impatient: World, truth: Truth, case: Case, fault: str
) -> None:
    arguments = case.arguments(truth)

    answer = await confirmed(impatient, case, arguments, fault_at(case, fault, after=True))

    assert answer.status == "done"
    assert answer.result is not None
    assert case.done(truth, arguments) == 1
    assert len(writes(impatient.company)) == 1


@every
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_lost_answer_of_a_change_that_was_not_made_is_not_done(
    impatient: World, truth: Truth, case: Case, fault: str
) -> None:
    arguments = case.arguments(truth)
    before = truth.snapshot()

    answer = await confirmed(impatient, case, arguments, fault_at(case, fault, after=False))

    assert answer.status == "not_done"
    assert answer.summary.startswith("Not done")
    assert truth.snapshot() == before
    assert len(writes(impatient.company)) == 1


@every
@pytest.mark.parametrize("after", [True, False])
async def test_where_the_look_up_fails_too_the_outcome_is_unknown(
    impatient: World, truth: Truth, case: Case, *, after: bool
) -> None:
    """The look-up is the second reading: the first one is part of the preview's comparison."""
    arguments = case.arguments(truth)
    preview = await impatient.ask(case.tool, **arguments)
    impatient.company.set_faults(fault_at(case, "reset", after=after), *_blind_after(case))

    answer = await impatient.ask(case.tool, **arguments, confirmation=preview.confirmation)

    assert answer.status == "unknown"
    assert "may have happened" in answer.summary
    assert "check ServiceTitan before repeating" in answer.summary
    assert answer.result is None
    assert case.done(truth, arguments) == int(after)
    assert len(writes(impatient.company)) == 1


@every
async def test_a_change_that_was_made_and_cannot_be_read_back_is_never_called_undone(
    impatient: World, truth: Truth, case: Case
) -> None:
    """ServiceTitan said yes; only the readings after it fail."""
    arguments = case.arguments(truth)

    answer = await confirmed(impatient, case, arguments, *_blind_after(case))

    assert answer.status == "unknown"
    assert "check ServiceTitan before repeating" in answer.summary
    assert case.done(truth, arguments) == 1
    assert len(writes(impatient.company)) == 1


def _blind_after(case: Case) -> list[Row]:
    """Faults on every reading that follows the write."""
    reads = {CREATE: ("/customers", 1), NOTE: ("/notes", 2), MOVE: ("/appointments/", 2)}
    match, first = reads[case]
    return [{"match": match, "method": "GET", "fault": "500", "from": first, "to": 99}]


@every
async def test_a_cut_off_answer_counts_as_lost(impatient: World, truth: Truth, case: Case) -> None:
    arguments = case.arguments(truth)

    answer = await confirmed(impatient, case, arguments, fault_at(case, "truncate", after=True))

    assert answer.status == "done"
    assert case.done(truth, arguments) == 1
    assert len(writes(impatient.company)) == 1


@every
async def test_a_throttled_write_is_sent_again_and_made_once(
    writing: World, truth: Truth, case: Case
) -> None:
    """A 429 was not done, so the same write may go out again."""
    arguments = case.arguments(truth)
    fault = {**fault_at(case, "429", after=False), "retry_after": 0}

    answer = await confirmed(writing, case, arguments, fault)

    assert answer.status == "done"
    assert case.done(truth, arguments) == 1
    assert [entry["status"] for entry in writes(writing.company)] == [429, 200]


@every
async def test_an_expired_token_is_renewed_and_the_write_made_once(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments = case.arguments(truth)

    answer = await confirmed(writing, case, arguments, fault_at(case, "expired-token", after=False))

    assert answer.status == "done"
    assert case.done(truth, arguments) == 1


@every
async def test_a_refusal_of_servicetitan_changes_nothing(
    writing: World, truth: Truth, case: Case
) -> None:
    arguments = case.arguments(truth)
    before = truth.snapshot()

    with pytest.raises(Exception, match="Nothing was changed") as problem:
        await confirmed(writing, case, arguments, fault_at(case, "403", after=False))

    assert type(problem.value).__name__ == "Forbidden"
    assert truth.snapshot() == before


async def test_a_patch_that_is_ignored_is_not_reported_as_done(
    writing: World, truth: Truth
) -> None:
    """ServiceTitan ignores what it does not know, with a status of success."""
    arguments = MOVE.arguments(truth)
    row = truth.by_id("jpm/appointments")[arguments["appointment_id"]]
    deafen(writing.company, "PATCH jpm/appointments/{id}/reschedule", lambda _: row)

    answer = await confirmed(writing, MOVE, arguments)

    assert answer.status == "unknown"
    assert answer.summary.startswith("ServiceTitan accepted the new times, but shows other ones.")
    assert answer.result is None
    assert MOVE.done(truth, arguments) == 0
    assert len(writes(writing.company)) == 1


@pytest.mark.parametrize(
    ("case", "operation", "ignored", "told"),
    [
        (MOVE, "PATCH jpm/appointments/{id}/reschedule", "arrivalWindowStart", "arrival_window"),
        (CREATE, "POST crm/customers", "contacts", "contacts"),
        (CREATE, "POST crm/customers", "type", "type"),
    ],
)
async def test_a_part_that_is_ignored_is_told(
    writing: World, truth: Truth, case: Case, operation: str, ignored: str, told: str
) -> None:
    more: dict[Case, Row] = {
        MOVE: {"arrival_window_start": "2026-03-25T11:00:00+00:00"},
        CREATE: {"type": "Commercial"},
    }
    arguments = {**case.arguments(truth), **more[case]}
    losing(writing.company, operation, lambda sent: _without(sent, ignored))

    answer = await confirmed(writing, case, arguments)

    assert answer.status == "partly"
    assert answer.summary.startswith(f"Accepted, but ServiceTitan shows other values for {told}")
    assert case.done(truth, arguments) == 1


def _without(sent: Row, name: str) -> Row:
    kept = {key: value for key, value in sent.items() if key != name}
    return kept if name != "type" else {**kept, "type": "Residential"}


@pytest.mark.parametrize("after", [True, False])
async def test_a_twin_of_a_lost_customer_is_not_taken_for_it(
    writing: World, truth: Truth, *, after: bool
) -> None:
    arguments = {**CREATE.arguments(truth), "allow_duplicate": True}
    first = await confirmed(writing, CREATE, arguments)

    second = await confirmed(writing, CREATE, arguments, fault_at(CREATE, "reset", after=after))

    assert second.status == ("done" if after else "not_done")
    assert CREATE.done(truth, arguments) == 1 + after
    assert second.result is None or second.result.id != first.result.id


async def test_a_note_that_does_not_show_is_not_reported_as_done(
    writing: World, truth: Truth
) -> None:
    arguments = NOTE.arguments(truth)
    deafen(
        writing.company,
        "POST jpm/jobs/{id}/notes",
        lambda _: {"text": arguments["text"], "isPinned": False, "createdById": 1,
                   "createdOn": "2026-03-11T14:30:00Z", "modifiedOn": "2026-03-11T14:30:00Z"},
    )  # fmt: skip

    answer = await confirmed(writing, NOTE, arguments)

    assert answer.status == "unknown"
    assert answer.summary.startswith("ServiceTitan accepted the note, but does not show it.")
    assert NOTE.done(truth, arguments) == 0


async def test_a_move_that_was_made_in_part_is_not_called_undone(
    writing: World, truth: Truth
) -> None:
    losing(
        writing.company,
        "PATCH jpm/appointments/{id}/reschedule",
        lambda sent: {**sent, "arrivalWindowEnd": "2026-03-25T19:00:00Z"},
    )
    arguments = MOVE.arguments(truth)

    answer = await confirmed(writing, MOVE, arguments)

    assert MOVE.done(truth, arguments) == 1
    assert answer.status == "partly"
    assert "shows other values for arrival_window_end" in answer.summary


@pytest.mark.parametrize(("wanted", "told"), [(True, "did not pin it"), (False, "pinned it")])
async def test_a_note_that_is_not_pinned_as_it_was_to_be_is_partly_done(
    writing: World, truth: Truth, wanted: bool, told: str
) -> None:
    losing(
        writing.company, "POST jpm/jobs/{id}/notes", lambda sent: {**sent, "pinToTop": not wanted}
    )
    arguments = {**NOTE.arguments(truth), "pin_to_top": wanted}

    answer = await confirmed(writing, NOTE, arguments)

    assert answer.status == "partly"
    assert answer.summary == f"The note is there, but ServiceTitan {told}."


async def test_the_same_note_twice_is_two_notes(writing: World, truth: Truth) -> None:
    """An older note of the same text is not taken for the new one."""
    arguments = NOTE.arguments(truth)
    first = await confirmed(writing, NOTE, arguments)
    second = await confirmed(writing, NOTE, arguments)

    assert (first.status, second.status) == ("done", "done")
    assert first.result.id != second.result.id
    assert NOTE.done(truth, arguments) == 2


async def test_a_lost_second_note_is_not_taken_for_the_first(writing: World, truth: Truth) -> None:
    arguments = NOTE.arguments(truth)
    await confirmed(writing, NOTE, arguments)

    answer = await confirmed(writing, NOTE, arguments, fault_at(NOTE, "500", after=False))

    assert answer.status == "not_done"
    assert NOTE.done(truth, arguments) == 1


async def test_what_servicetitan_forbids_in_this_state_is_said(
    writing: World, truth: Truth
) -> None:
    done = next(row for row in truth.visits() if row["status"] == "Done")
    arguments = {"appointment_id": done["id"], "start": "2026-03-25T13:00:00+00:00"}

    with pytest.raises(Exception, match="Nothing was changed") as problem:
        await confirmed(writing, MOVE, arguments)

    assert type(problem.value).__name__ == "Conflict"
    assert truth.by_id("jpm/appointments")[done["id"]] == done


async def test_what_was_written_is_in_the_mirror_at_once(writing: World, truth: Truth) -> None:
    note = NOTE.arguments(truth)
    await confirmed(writing, NOTE, note)
    created = await confirmed(writing, CREATE, CREATE.arguments(truth))

    job = await writing.ask("get_job_details", job_id=note["job_id"])
    found = await writing.ask("search_customers", term="8131110199")

    assert note["text"] in [one.text for one in job.notes]
    assert [one.id for one in found.items] == [created.result.id]
    assert created.result.location_ids
    assert created.result.contact_ids


async def test_hidden_signs_in_a_note_are_sent_as_they_are(writing: World, truth: Truth) -> None:
    arguments = {"job_id": open_visit(truth)["jobId"], "text": "Schlüssel 🔑\nunter der Matte"}

    answer = await confirmed(writing, NOTE, arguments)

    assert answer.status == "done"
    assert answer.result.text == arguments["text"]
    assert NOTE.done(truth, arguments) == 1
