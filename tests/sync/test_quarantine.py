"""Quarantine for a person: what waits and why, another try, and what it must not undo."""

from pathlib import Path

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import find
from sync.quarantine import tried_again, waiting
from tests.sync.oracle import differences
from tests.sync.program import environment, finish, start

JOBS = find(["jobs"])
RULE = "alter table servicetitan.st_jobs add constraint no_luck check (summary <> 'Bad')"


async def test_what_waits_is_told_with_its_reason_and_tried_again(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(JOBS, mode="full")
    await database.raw(RULE)
    unlucky = [row["id"] for row in box.rows("jpm", "jobs")[:2]]
    box.mutate("jpm/jobs", change=[{"id": one, "summary": "Bad"} for one in unlucky])
    before = await waiting(database, JOBS)
    await engine.run(JOBS, mode="incremental")

    told = await waiting(database, JOBS)
    trouble = await database.rows("entities_in_trouble")
    early, left = await tried_again(database, JOBS, box.tenant)
    await database.raw("alter table servicetitan.st_jobs drop constraint no_luck")
    late, none = await tried_again(database, JOBS, box.tenant)

    assert trouble == [{"key": "jobs", "state": "2 in quarantine"}]
    assert await database.rows("entities_in_trouble") == []
    assert before == ["Nothing waits in quarantine."]
    assert sorted(line.split(":")[0] for line in told) == [
        f"servicetitan.st_jobs {one}" for one in sorted(unlucky)
    ]
    assert all("no_luck" in line and "1 try)" in line for line in told)
    assert (early[0], left, len(early)) == ("jobs: 0 stored, 2 still waiting", 2, 3)
    assert (late, none) == (["jobs: 2 stored, 0 still waiting"], 0)
    assert await differences(database, box, JOBS) == []


async def test_a_replayed_export_empties_nothing_that_the_list_filled(
    engine: Engine, database: Database, box: Server
) -> None:
    """The job feed leaves recallForId out; a job that waited must not lose it by that."""
    await engine.run(JOBS, mode="full")
    st_id = box.rows("jpm", "jobs")[0]["id"]
    recall = "update servicetitan.st_jobs set recall_for_id = 7 where st_id = $1"
    await database.raw(recall, st_id)
    await database.raw(RULE)
    change = {"id": st_id, "summary": "Bad", "recallForId": None}
    box.mutate("jpm/jobs", change=[change])
    await engine.run(JOBS, mode="full")
    await database.raw("alter table servicetitan.st_jobs drop constraint no_luck")

    await tried_again(database, JOBS, box.tenant)

    (job,) = await database.raw(
        "select summary, recall_for_id from servicetitan.st_jobs where st_id = $1", st_id
    )
    assert dict(job) == {"summary": "Bad", "recall_for_id": 7}


@pytest.mark.slow
async def test_the_program_lists_and_tries_again(
    database: Database, box: Server, fresh_database: str, tmp_path: Path
) -> None:
    env = environment(box, fresh_database, tmp_path)
    await database.raw(RULE.replace("<>", "is distinct from"))
    box.mutate("jpm/jobs", change=[{"id": box.rows("jpm", "jobs")[0]["id"], "summary": "Bad"}])

    codes = []
    said = ""
    for words in (("jobs",), ("quarantine",), ("quarantine", "leads"), ("replay", "jobs")):
        code, text = await finish(await start(env, *words))
        codes.append(code)
        said += text

    assert codes == [0, 0, 0, 1], said
    assert said.count("no_luck") == 2
    assert "Nothing waits in quarantine." in said
