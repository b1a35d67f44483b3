"""Merged customers: the mirror gives the survivor everything at once, and leaves it at that."""

from typing import Any

from sandbox.servicetitan import Server
from sql import Database
from sql.mirror.pointers import CUSTOMERS, children
from sync.engine import Engine
from sync.entities import ENTITIES, find
from tests.sync.oracle import differences, truth, versions


async def owned(db: Database, customer: int) -> dict[str, set[int]]:
    """What the mirror says a customer has, by table."""
    held = {}
    for table, column in children(CUSTOMERS):
        rows = await db.raw(f"select st_id from {table} where {column} = $1", customer)
        held[table] = {one["st_id"] for one in rows}
    return held


def owned_in(box: Server, *customers: int) -> dict[str, set[int]]:
    """The same by the source's own rows, whichever of these they name."""
    held = {}
    for table, _ in children(CUSTOMERS):
        (entity,) = [one for one in ENTITIES if one.table == table]
        held[table] = {
            st_id
            for st_id, row in truth(box, entity.name).items()
            if (row.get("customerId") or (row.get("customer") or {}).get("id")) in customers
        }
    return held


def busiest(box: Server) -> list[int]:
    """Customers that are nobody's losers, those with most jobs first."""
    jobs = [row["customerId"] for row in truth(box, "jobs").values()]
    free = [st_id for st_id, row in truth(box, "customers").items() if not row["mergedToId"]]
    return sorted(free, key=jobs.count, reverse=True)


async def test_a_merge_moves_everything_before_any_other_feed_is_read(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(ENTITIES, mode="full")
    first, second, third, *_ = busiest(box)
    before = await owned(database, first)
    box.mutate("crm/customers", merge=[{"from": first, "into": second}])
    box.mutate("crm/customers", merge=[{"from": second, "into": third}])

    await engine.run(find(["customers"]), mode="incremental")
    at_once = await owned(database, third)
    left = [await owned(database, one) for one in (first, second)]
    await engine.run(ENTITIES, mode="incremental")
    after_all_feeds = await owned(database, third)

    assert before["servicetitan.st_jobs"]
    assert at_once == after_all_feeds == owned_in(box, first, second, third)
    assert not any(ids for tables in left for ids in tables.values())
    assert await differences(database, box) == []


async def test_after_a_merge_nothing_is_written_twice_and_nobody_changes_back(
    engine: Engine, database: Database, box: Server
) -> None:
    await engine.run(ENTITIES, mode="full")
    first, second, *_ = busiest(box)
    box.mutate("crm/customers", merge=[{"from": first, "into": second}])
    await engine.run(ENTITIES, mode="incremental")
    rows, told = (
        await versions(database),
        await database.raw("select max(id) from automation.events"),
    )

    await engine.run(ENTITIES, mode="full")

    assert await versions(database) == rows
    assert await database.raw("select max(id) from automation.events") == told
    moves = await database.raw(
        "select entity, st_id, count(*) as times from automation.events"
        " where changed ? 'customer_id' group by 1, 2"
    )
    assert {one["times"] for one in moves} == {1}


async def test_the_survivors_history_is_whole_though_no_child_of_the_source_follows(
    engine: Engine, database: Database, box: Server
) -> None:
    """A source whose children are slow: their own feeds go on naming the loser."""
    await engine.run(ENTITIES, mode="full")
    loser, winner, *_ = busiest(box)
    parts = [await totals(database, one) for one in (loser, winner)]
    box.mutate("crm/customers", change=[{"id": loser, "active": False, "mergedToId": winner}])

    await engine.run(ENTITIES, mode="incremental")
    await engine.run(find(["jobs", "invoices"]), mode="full")

    assert all(part["jobs"] and part["invoiced"] for part in parts)
    assert await totals(database, winner) == {
        name: sum(part[name] for part in parts) for name in parts[0]
    }
    assert not any((await totals(database, loser)).values())
    assert await differences(database, box) == []


async def totals(db: Database, customer: int) -> dict[str, Any]:
    [row] = await db.rows("customer_totals", customer=customer)
    return {name: row[name] for name in ("jobs", "completed_jobs", "invoiced", "paid")}
