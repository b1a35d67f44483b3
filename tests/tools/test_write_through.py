"""The curated tools' writes are in the mirror when they return: the feeds bring nothing more."""

import pytest

from tests.kit.changes import CASES, Case
from tests.kit.truth import Truth
from tests.kit.world import World

ONLY_FEEDS_TELL = {"active", "st_modified_on"}


@pytest.mark.parametrize("case", CASES, ids=str)
async def test_the_next_sync_changes_nothing(writing: World, truth: Truth, case: Case) -> None:
    db = writing.deps.db
    await writing.sync()
    sent = case.arguments(truth)
    preview = await writing.ask(case.tool, **sent)
    answer = await writing.ask(case.tool, **sent, confirmation=preview.confirmation)
    [before] = await db.raw("select max(id) as id from automation.events")

    await writing.sync()

    told = await db.raw(
        "select entity, kind, changed from automation.events where id > $1", before["id"]
    )
    left = [
        (one["entity"], one["kind"], one["changed"])
        for one in told
        if one["kind"] != "updated" or one["changed"].keys() - ONLY_FEEDS_TELL
    ]
    assert answer.status == "done"
    assert left == []
