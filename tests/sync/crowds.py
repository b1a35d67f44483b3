"""Campaigns of which many changed in one second, and a source that changes while it is read."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sandbox.servicetitan import Server
from sync.engine import Engine, Mode
from sync.entities import find
from sync.entity import Entity
from sync.visit import World
from sync.walks import Query
from tools.servicetitan.operation import Operation

TABLE = "marketing/campaigns"
STAMP = f"{datetime.now(UTC) - timedelta(days=2):%Y-%m-%dT03:04:05.6789Z}"
"""Later than any change of a campaign that the company begins with."""
LONG_AGO = "2025-01-02T03:04:05Z"
"""No run looks so far back for what is new."""


def campaigns(size: int) -> list[Entity]:
    """Campaigns, few to a page."""
    (entity,) = find(["campaigns"])
    return [replace(entity, page_size=size)]


def of_one_second(box: Server, stamp: str = STAMP) -> list[int]:
    """Give all campaigns one stamp, as a bulk change does; comes back: their ids."""
    ids = [int(row["id"]) for row in box.rows(*TABLE.split("/"))]
    same = [{"id": one, "modifiedOn": stamp, "createdOn": LONG_AGO} for one in ids]
    box.mutate(TABLE, change=same, keep_stamp=True)
    return ids


def after(world: World, events: Mapping[int, Callable[[], object]]) -> Engine:
    """An engine that meets an event right after its source answered the request of a number."""
    asked = 0

    async def moving(operation: Operation, query: Query) -> bytes:
        nonlocal asked
        body = await world.fetch(operation, query)
        asked += 1
        events.get(asked, lambda: None)()
        return body

    return Engine(replace(world, fetch=moving))


async def crowded(world: World, box: Server, mode: Mode) -> list[int]:
    """Ids of records that all changed in one second, none of which this run has read."""
    if mode == "full":
        return of_one_second(box)
    await Engine(world).run(campaigns(3), mode="full")
    box.mutate(TABLE, insert=[{"name": f"New {one}"} for one in range(5)])
    ids = of_one_second(box)
    await world.db.raw("update servicetitan.sync_state set value = '2026-01-01T00:00:00Z'")
    return ids
