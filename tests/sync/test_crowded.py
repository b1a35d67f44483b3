"""Many records of one second: a list that changes while it is read hides none of them."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine, Mode
from sync.walks import Query
from tests.sync.conftest import world_of
from tests.sync.crowds import TABLE, after, campaigns, crowded, of_one_second
from tests.sync.faults.books import check_not_ahead, check_sound
from tests.sync.oracle import differences
from tools.servicetitan.client import Client
from tools.servicetitan.operation import Operation

Events = dict[int, Callable[[], object]]


@pytest.mark.parametrize("request_number", [1, 2, 3])
@pytest.mark.parametrize("mode", ["full", "incremental"])
async def test_no_record_of_a_crowded_second_slips_between_two_pages(
    database: Database, client: Client, box: Server, mode: Mode, request_number: int
) -> None:
    """One that changes goes to the end, and the one behind a page's edge moves up a page."""
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, mode)
    rename: dict[str, Any] = {"id": ids[0], "name": "Changed meanwhile"}
    moving = after(world, {request_number: lambda: box.mutate(TABLE, change=[rename])})

    first = await moving.run(entities, mode=mode)
    await Engine(world).run(entities, mode="incremental")

    assert first.entities[0].pages >= 3
    await check_sound(database, box, entities)


@pytest.mark.parametrize("request_number", [1, 2])
@pytest.mark.parametrize("mode", ["full", "incremental"])
async def test_nor_does_one_slip_where_another_is_removed(
    database: Database, client: Client, box: Server, mode: Mode, request_number: int
) -> None:
    """As many are left as were shown, but they are not the same."""
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, mode)
    remove = lambda: box.mutate(TABLE, delete=[ids[0]], hard=True)  # noqa: E731 - said once

    first = await after(world, {request_number: remove}).run(entities, mode=mode)

    assert first.entities[0].pages >= 3
    found = await differences(database, box, entities)
    assert [one for one in found if one.lost or one.other] == []
    await Engine(world).run(entities, mode="full")
    await check_sound(database, box, entities)


def seen_one_goes_and_a_new_one_comes(box: Server, ids: list[int]) -> Events:
    """As many are left as there were, and as many as were shown."""
    new = [{"name": "New meanwhile"}]
    return {1: lambda: box.mutate(TABLE, delete=[ids[0]], hard=True, insert=new)}


def one_changes_and_a_seen_one_goes_later(box: Server, ids: list[int]) -> Events:
    """One that was shown and is gone makes up for one that was not shown."""
    rename = {"id": ids[0], "name": "Changed meanwhile"}
    return {
        2: lambda: box.mutate(TABLE, change=[rename]),
        4: lambda: box.mutate(TABLE, delete=[ids[1]], hard=True),
    }


def all_that_were_seen_change(box: Server, ids: list[int]) -> Events:
    """More than a page of them, one after each answer."""
    return {
        request: partial(box.mutate, TABLE, change=[{"id": one, "name": f"New {one}"}])
        for request, one in enumerate(ids[:4], 1)
    }


@pytest.mark.parametrize("mode", ["full", "incremental"])
@pytest.mark.parametrize(
    "events",
    [
        seen_one_goes_and_a_new_one_comes,
        one_changes_and_a_seen_one_goes_later,
        all_that_were_seen_change,
    ],
)
async def test_nor_where_several_events_make_up_for_each_other(
    database: Database,
    client: Client,
    box: Server,
    mode: Mode,
    events: Callable[[Server, list[int]], Events],
) -> None:
    """No count of the list tells: as many records are there as were shown."""
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, mode)

    first = await after(world, events(box, ids)).run(entities, mode=mode)
    await Engine(world).run(entities, mode="incremental")

    assert (first.exit_code, first.entities[0].pages >= 4) == (0, True)
    found = await differences(database, box, entities)
    assert [one for one in found if one.lost or one.other] == []


async def test_nor_does_one_slip_in_a_second_that_is_not_over(
    database: Database, client: Client, box: Server
) -> None:
    """New ones still come into it, as many as are removed."""
    world, entities = world_of(database, client), campaigns(3)
    now = datetime.fromisoformat(box.box.stamp())
    stamp = f"{now + timedelta(minutes=2):%Y-%m-%dT%H:%M:%S}"
    ids = of_one_second(box, f"{stamp}.1Z")
    new = [{"name": "New meanwhile", "modifiedOn": f"{stamp}.2Z"}]
    swap = partial(box.mutate, TABLE, delete=[ids[0]], hard=True, insert=new, keep_stamp=True)

    await after(world, {1: swap}).run(entities, mode="full")

    (found,) = await differences(database, box, entities)
    assert (found.lost, found.other, found.extra) == ([], [], [ids[0]])


@pytest.mark.parametrize("request_number", [2, 3, 4, 5])
async def test_a_run_that_goes_on_in_a_crowded_second_fetches_one_page_again(
    database: Database, client: Client, box: Server, request_number: int
) -> None:
    world, entities = world_of(database, client), campaigns(3)
    ids = await crowded(world, box, "incremental")
    rename = {"id": ids[0], "name": "Changed meanwhile"}

    def die() -> None:
        box.mutate(TABLE, change=[rename])
        raise RuntimeError("the process is gone")

    broken = await after(world, {request_number: die}).run(entities, mode="incremental")
    await check_not_ahead(database, box, entities)
    again = await Engine(world).run(entities, mode="incremental")

    assert (broken.exit_code, again.exit_code) == (1, 0)
    once = len(ids) + 3  # the first page is read at the end, too, since it has changed
    assert broken.entities[0].fetched + again.entities[0].fetched <= once + 1
    await check_sound(database, box, entities)


@pytest.mark.parametrize("told", [None, 1, 5, 10**6])
async def test_a_total_that_is_wrong_or_not_told_hides_nothing(
    database: Database, client: Client, box: Server, told: int | None
) -> None:
    world, entities = world_of(database, client), campaigns(3)
    ids = of_one_second(box)

    async def fetch(operation: Operation, query: Query) -> bytes:
        page = json.loads(await world.fetch(operation, query))
        return json.dumps({**page, "totalCount": told}).encode()

    report = await Engine(replace(world, fetch=fetch)).run(entities, mode="full")

    assert len(ids) > 6
    assert report.total().created == len(ids)
    await check_sound(database, box, entities)


async def test_a_list_of_one_second_is_read_once(
    database: Database, client: Client, box: Server
) -> None:
    """Its first page is the first page of the window that begins at that second, too."""
    ids = of_one_second(box)

    report = await Engine(world_of(database, client)).run(campaigns(4), mode="full")

    assert len(ids) > 4
    assert report.total().created == report.entities[0].fetched == len(ids)
    await check_sound(database, box, campaigns(4))
