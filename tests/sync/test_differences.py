"""What ServiceTitan sends otherwise than we know it, for a person."""

from pathlib import Path

from sandbox.servicetitan import Server
from sql import Database
from sync.differences import known
from sync.engine import Engine
from sync.entities import find
from tests.sync.faults.sound import FEED
from tests.sync.program import environment, finish, start

CUSTOMERS, JOBS = find(["customers"]), find(["jobs"])


async def test_a_difference_is_told_once_with_an_example(
    engine: Engine, database: Database, box: Server
) -> None:
    before = await known(database, CUSTOMERS)
    for fault in (
        {"fault": "drift-add", "field": "mood", "value": "Gold"},
        {"fault": "drift-enum", "field": "type", "value": "Odd"},
    ):
        box.set_faults({"match": FEED, **fault})
        await engine.run(CUSTOMERS, mode="full")
    await engine.run(CUSTOMERS, mode="full")

    told = [line.partition(" (since ")[0] for line in await known(database, CUSTOMERS)]

    assert before == ["Everything came as we know it."]
    assert told == [
        "servicetitan.st_customers new value: type = Odd",
        'servicetitan.st_customers field added: mood, for example "Gold"',
    ]
    assert await known(database, find(["leads"])) == before


async def test_many_differences_are_counted(database: Database) -> None:
    await database.raw(
        "insert into automation.sync_drift (entity, path, kind)"
        " select 'servicetitan.st_jobs', 'field' || n, 'field added' from generate_series(1, 53) n"
    )

    told = await known(database, JOBS)

    assert len(told) == 51
    assert told[-1] == "and 3 more"


async def test_the_program_tells_them(
    database: Database, box: Server, fresh_database: str, tmp_path: Path
) -> None:
    await database.raw(
        "insert into automation.sync_drift (entity, path, kind)"
        " values ('servicetitan.st_jobs', 'mood', 'field added')"
    )
    env = environment(box, fresh_database, tmp_path)

    code, said = await finish(await start(env, "drift", "jobs"))

    assert (code, "st_jobs field added: mood" in said) == (0, True), said
