"""The state of the mirror: short at first, whole on request, nothing left out unsaid."""

import pytest

from sync.entities import ENTITIES
from tests.kit.world import World
from tools.database import DAILY, get_sync_status
from tools.deps import Deps
from tools.errors import BadArguments

JOBS = "servicetitan.st_jobs"
FAILED = (
    "insert into servicetitan.st_sync_log (entity_type, sync_type, status, started_at,"
    " error_message) values ($1, 'incremental', 'failed', now() + interval '1 minute', $2)"
)


def test_the_daily_tables_are_those_that_are_read_most_often() -> None:
    assert {one.table for one in ENTITIES if one.hot} == DAILY


async def test_a_status_is_short_and_says_what_it_leaves_out(deps: Deps) -> None:
    whole = await get_sync_status(detail=True, deps=deps)

    status = await get_sync_status(deps=deps)

    assert len(status.model_dump_json()) <= 5_000
    assert {one.table for one in status.tables} == DAILY
    assert (status.total, status.in_trouble) == (len(whole.tables), 0)
    assert status.stalest == min(one.as_of for one in whole.tables if one.as_of)
    left = len(whole.tables) - len(status.tables)
    assert status.left_out == (
        f"{left} more tables, none of them in trouble: pass `table` or `detail` for them."
    )
    assert whole.left_out is None


async def test_what_failed_comes_first_with_its_reason(writing: World) -> None:
    await writing.deps.db.raw(FAILED, "zones", "Too " * 200)

    status = await get_sync_status(deps=writing.deps)

    first = status.tables[0]
    assert (first.entity, first.trouble, status.in_trouble) == ("zones", "failed", 1)
    assert str(first.last_error).endswith("…")
    assert len(status.model_dump_json()) <= 5_000


async def test_tables_in_trouble_that_do_not_fit_are_counted(writing: World) -> None:
    for entity in [
        one.entity for one in (await get_sync_status(detail=True, deps=writing.deps)).tables
    ]:
        await writing.deps.db.raw(FAILED, entity, "Out of reach. " * 20)

    status = await get_sync_status(deps=writing.deps)

    rest = status.total - status.returned
    assert len(status.model_dump_json()) <= 5_000
    assert status.in_trouble == status.total
    assert status.left_out == (
        f"{rest} more tables, {rest} of them in trouble: pass `table` or `detail` for them."
    )


async def test_a_mirror_that_was_never_filled_is_in_trouble(writing: World) -> None:
    await writing.deps.db.raw("update servicetitan.sync_state set as_of = null")

    status = await get_sync_status(deps=writing.deps)

    assert (status.in_trouble, status.stalest) == (status.total, None)
    assert {one.trouble for one in status.tables} == {"never synced"}


async def test_a_mirror_without_any_run_says_how_to_fill_it(writing: World) -> None:
    await writing.deps.db.raw("delete from servicetitan.sync_state")

    status = await get_sync_status(deps=writing.deps)

    assert (status.tables, status.total, status.stalest) == ([], 0, None)
    assert status.left_out == "Nothing was ever synced: perfect-catch sync full fills the mirror."


async def test_a_table_is_found_by_a_part_of_its_name(deps: Deps) -> None:
    status = await get_sync_status(table="Zones", deps=deps)

    assert [one.table for one in status.tables] == ["servicetitan.st_zones"]
    assert status.left_out is None


async def test_an_unknown_table_is_answered_with_those_there_are(deps: Deps) -> None:
    with pytest.raises(BadArguments, match=r"received 'nothing'; no such table; known: pricebook"):
        await get_sync_status(table="nothing", deps=deps)


async def test_the_status_follows_a_change(writing: World) -> None:
    before = await get_sync_status(table="st_customers", deps=writing.deps)
    fresh = {"name": "Ada Newcomer", "type": "Residential", "address": {}, "balance": 0}
    writing.company.mutate("crm/customers", insert=[fresh])
    await writing.sync("st_customers")

    after = await get_sync_status(table="st_customers", deps=writing.deps)

    assert (after.tables[0].rows or 0) == (before.tables[0].rows or 0) + 1
