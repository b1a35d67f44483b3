"""Lists that cannot be sorted by time, of several pages, which change while they are read."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync import state
from sync.engine import Engine, Mode
from sync.entities import find
from sync.entity import Entity
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.crowds import after
from tests.sync.faults.books import check_not_ahead, check_sound
from tests.sync.oracle import differences, versions
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

LISTS = {
    "job_types": "jpm/job-types",
    "campaign_categories": "marketing/categories",
    "forms": "forms/forms",
    "project_types": "jpm/project-types",
    "arrival_windows": "dispatch/arrival-windows",
}
SIZE = 3
CATEGORIES = LISTS["campaign_categories"]


def few_to_a_page(name: str) -> list[Entity]:
    return [replace(one, page_size=SIZE) for one in find([name])]


def filled(box: Server, table: str) -> list[int]:
    """Ids of a list of five pages, made up where the company's is shorter."""
    rows = box.rows(*table.split("/"))
    like = {name: value for name, value in rows[-1].items() if name != "id"}
    more = [like | {"name": f"More {one}"} for one in range(5 * SIZE - len(rows))]
    box.mutate(table, insert=more, keep_stamp=True)
    return [int(row["id"]) for row in box.rows(*table.split("/"))]


def swap(box: Server, table: str, *gone: int) -> None:
    """As many are there as before, but those behind a removed one are a place further on."""
    box.mutate(table, delete=gone, hard=True, insert=[{"name": f"No {one}"} for one in gone])


async def unfound(
    database: Database, box: Server, entities: list[Entity], ids: list[int]
) -> list[int]:
    """Which of these records are not in the mirror as they are at their source."""
    found = await differences(database, box, entities)
    return [one for table in found for one in (*table.lost, *table.other) if one in ids]


@pytest.mark.parametrize("request_number", [1, 2, 3, 4])
@pytest.mark.parametrize("mode", ["full", "incremental"])
@pytest.mark.parametrize("name", LISTS)
async def test_no_record_slips_between_two_pages_where_another_is_replaced(
    database: Database, client: Client, box: Server, name: str, mode: Mode, request_number: int
) -> None:
    """No count of the list tells: as many are there as were shown."""
    world, entities, table = world_of(database, client), few_to_a_page(name), LISTS[name]
    ids = filled(box, table)
    if mode == "incremental":
        await Engine(world).run(entities, mode="full")
        box.mutate(table, change=[{"id": one, "name": f"Changed {one}"} for one in ids])
    moving = after(world, {request_number: lambda: swap(box, table, ids[0])})

    first = await moving.run(entities, mode=mode)

    assert (first.exit_code, first.entities[0].pages >= 5) == (0, True)
    assert await unfound(database, box, entities, ids) == []
    await Engine(world).run(entities, mode="full")
    await check_sound(database, box, entities)


@pytest.mark.parametrize("mode", ["full", "verify"])
@pytest.mark.parametrize("name", ["project_types", "arrival_windows"])
async def test_none_is_buried_that_moves_over_an_edge_in_both_readings(
    database: Database, client: Client, box: Server, name: str, mode: Mode
) -> None:
    """What a reading did not show is looked for once more; that may fail for the same reason."""
    world, entities, table = world_of(database, client), few_to_a_page(name), LISTS[name]
    ids = filled(box, table)
    await Engine(world).run(entities, mode="full")
    moving = after(
        world, {2: lambda: swap(box, table, *ids[:3]), 6: lambda: swap(box, table, ids[3])}
    )

    report = await moving.run(entities, mode=mode)

    assert (report.exit_code, report.entities[0].pages >= 5) == (0, True)
    dead = await database.raw(f"select st_id from {entities[0].table} where deleted_at is not null")
    assert {row["st_id"] for row in dead} <= set(ids[:4])
    assert await unfound(database, box, entities, ids) == []


async def test_what_changes_while_a_list_is_read_back_comes_at_its_end(
    database: Database, client: Client, box: Server
) -> None:
    """New ones come behind the page that was read first, changed ones on it."""
    world, entities = world_of(database, client), few_to_a_page("campaign_categories")
    ids = filled(box, CATEGORIES)

    def meanwhile() -> None:
        box.mutate(CATEGORIES, change=[{"id": ids[-1], "name": "Changed"}], insert=[{"name": "N"}])

    report = await after(world, {3: meanwhile}).run(entities, mode="full")

    assert report.total().created == len(ids) + 1
    await check_sound(database, box, entities)


@pytest.mark.parametrize("request_number", [2, 4, 6])
@pytest.mark.parametrize("name", ["job_types", "campaign_categories", "forms"])
async def test_a_first_load_that_goes_on_fetches_one_page_again_and_what_changed(
    database: Database, client: Client, box: Server, name: str, request_number: int
) -> None:
    """What changed between the two runs on pages that the first had read is no older than it."""
    world, entities, table = world_of(database, client), few_to_a_page(name), LISTS[name]
    ids = filled(box, table)

    def die() -> None:
        raise RuntimeError("the process is gone")

    broken = await after(world, {request_number: die}).run(entities, mode="full")
    await check_not_ahead(database, box, entities)
    changed = [{"id": one, "name": "Changed meanwhile"} for one in (ids[0], ids[-1])]
    box.mutate(table, change=changed, insert=[{"name": "New"}])
    again = await Engine(world).run(entities, mode="incremental")
    at_once = await Engine(world).run(entities, mode="full")

    assert [one.exit_code for one in (broken, again, at_once)] == [1, 0, 0]
    both = broken.entities[0].pages + again.entities[0].pages
    assert both <= at_once.entities[0].pages + 1
    await check_sound(database, box, entities)


async def test_a_list_without_times_begins_again_and_writes_nothing_again(
    database: Database, client: Client, box: Server
) -> None:
    """Nothing but reading it again tells what has changed or gone on pages read before."""
    world, entities = world_of(database, client), few_to_a_page("project_types")
    table = LISTS["project_types"]
    ids = filled(box, table)

    def die() -> None:
        raise RuntimeError("the process is gone")

    broken = await after(world, {4: die}).run(entities, mode="full")
    before = (await versions(database))[entities[0].table]
    box.mutate(table, change=[{"id": ids[-1], "name": "Changed meanwhile"}])
    box.mutate(table, delete=[ids[-2]], hard=True)
    again = await Engine(world).run(entities, mode="incremental")

    assert (broken.exit_code, again.exit_code) == (1, 0)
    assert again.total().created + len(before) == len(ids)
    assert (again.total().updated, again.total().deleted) == (1, 1)
    kept = set(before).difference((await versions(database))[entities[0].table])
    assert {st_id for st_id, _ in kept} == {ids[-1], ids[-2]}
    await check_sound(database, box, entities)


async def test_a_list_that_is_not_in_the_order_asked_for_hides_nothing_either(
    database: Database, client: Client, box: Server
) -> None:
    """Some lists were found not to be."""
    world, entities = world_of(database, client), few_to_a_page("job_types")
    ids = filled(box, LISTS["job_types"])

    async def unsorted(operation: Operation, query: Query) -> bytes:
        return await world.fetch(operation, [one for one in query if "order" not in one[0]])

    deaf = replace(world, fetch=unsorted)
    moving = after(deaf, {1: lambda: swap(box, LISTS["job_types"], ids[0])})
    report = await moving.run(entities, mode="full")

    assert report.exit_code == 0
    assert await unfound(database, box, entities, ids) == []


async def test_a_list_without_times_is_as_fresh_as_its_first_page(
    database: Database, client: Client, box: Server
) -> None:
    """What changes on it while the others are read comes with the next run."""
    world, entities = world_of(database, client), few_to_a_page("project_types")
    ids = filled(box, LISTS["project_types"])
    changed: list[datetime] = []

    def change() -> None:
        changed.append(datetime.now(UTC))
        box.mutate(LISTS["project_types"], change=[{"id": ids[-1], "name": "Changed meanwhile"}])

    await after(world, {2: change}).run(entities, mode="full")

    assert await unfound(database, box, entities, ids) == [ids[-1]]
    as_of = (await state.read(database, "project_types")).as_of
    assert as_of is not None
    assert as_of < changed[0]
