from datetime import UTC, datetime
from typing import Any

from sql import Database

COLUMNS = ["st_id", "job_id", "appointment_id", "technician_id", "technician_name", "assigned_on"]


def at(hour: int) -> datetime:
    return datetime(2026, 1, 1, hour, tzinfo=UTC)


async def assign(database: Database, *rows: tuple[Any, ...]) -> None:
    await database.copy("servicetitan.st_appointment_assignments", COLUMNS, rows)


async def technicians(database: Database, job: int) -> list[tuple[Any, ...]]:
    rows = await database.raw(
        "select technician_id, is_primary, appointment_count from servicetitan.job_technicians"
        " where job_id = $1 order by technician_id",
        job,
    )
    return [tuple(row.values()) for row in rows]


async def test_the_first_one_assigned_is_primary(database: Database) -> None:
    await assign(
        database,
        (1, 10, 100, 7, "Tia", at(9)),
        (2, 10, 101, 7, "Tia", at(10)),
        (3, 10, 100, 8, "Bo", at(8)),
        (4, 11, 102, 7, "Tia", at(9)),
    )

    assert await technicians(database, 10) == [(7, False, 2), (8, True, 1)]
    assert await technicians(database, 11) == [(7, True, 1)]


async def test_who_is_taken_off_leaves_the_job(database: Database) -> None:
    await assign(database, (1, 10, 100, 7, "Tia", at(9)), (2, 10, 100, 8, "Bo", at(8)))

    await database.raw(
        "update servicetitan.st_appointment_assignments set active = false where st_id = 2"
    )

    assert await technicians(database, 10) == [(7, True, 1)]


async def test_a_removed_assignment_leaves_the_job(database: Database) -> None:
    await assign(database, (1, 10, 100, 7, "Tia", at(9)))

    await database.raw("delete from servicetitan.st_appointment_assignments where st_id = 1")

    assert await technicians(database, 10) == []


async def test_an_assignment_moved_to_another_job_leaves_the_old_one(database: Database) -> None:
    await assign(database, (1, 10, 100, 7, "Tia", at(9)))

    await database.raw("update servicetitan.st_appointment_assignments set job_id = 11")

    assert await technicians(database, 10) == []
    assert await technicians(database, 11) == [(7, True, 1)]


async def test_a_row_that_is_right_is_not_rewritten(database: Database) -> None:
    await assign(database, (1, 10, 100, 7, "Tia", at(9)))
    stamp = "select xmin::text from servicetitan.job_technicians"
    before = await database.raw(stamp)

    await database.raw("update servicetitan.st_appointment_assignments set status = 'Done'")

    assert await database.raw(stamp) == before
