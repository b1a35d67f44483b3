"""Old rows go where automation.retention says so, and do not come back with the next page."""

from sql import Database
from sql.mirror import Stored, store
from sql.mirror.retention import keep
from tests.sql.mirror.records import CUSTOMERS, customer, events


async def test_rows_older_than_retention_go_and_stay_away(database: Database) -> None:
    page = [customer(1, createdOn="2001-01-01T00:00:00Z"), customer(2, createdOn=None)]
    await store(database, CUSTOMERS, page, source="export")
    await database.raw(
        "insert into automation.retention (entity, keep_days, time_column)"
        " values ($1, 365, 'st_created_on')", CUSTOMERS,
    )  # fmt: skip

    forgotten = await database.rows("mirror_forget")
    again = await store(database, CUSTOMERS, page, source="export")

    assert forgotten == [{"entity": CUSTOMERS, "removed": 1}]
    assert again == Stored(unchanged=2)
    assert [one[0] for one in await events(database)] == [1, 2]


async def test_an_old_row_that_is_still_here_takes_its_changes_whatever_is_guessed(
    database: Database,
) -> None:
    """The rule came after the row; an insert that leaves old records out would pass it by."""
    await store(database, CUSTOMERS, [customer(1)], source="export")
    await keep(database, CUSTOMERS, 30)
    newer = customer(1, name="Changed", modifiedOn="2025-03-01T00:00:00Z")

    stored = await store(database, CUSTOMERS, [newer], source="export", all_new=True)

    assert stored == Stored(updated=1)


async def test_without_retention_everything_stays(database: Database) -> None:
    await store(database, CUSTOMERS, [customer(1, createdOn="2001-01-01T00:00:00Z")], source="list")

    assert await database.rows("mirror_forget") == []
