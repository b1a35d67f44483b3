"""One writer per entity: the lease, its fence, and what a stale holder may no longer do."""

import asyncio

import asyncpg
import pytest

from sandbox.servicetitan import Server
from sql import Database
from sync.engine import Engine
from sync.entities import ENTITIES, find
from sync.leases import LeaseLostError, Leases
from tests.kit.clients import client_of
from tests.sync.conftest import world_of
from tests.sync.oracle import differences
from tools.servicetitan.client import Client


async def test_a_second_worker_does_not_get_the_lease(database: Database) -> None:
    async with Leases(database) as one, Leases(database) as other:
        lease = await one.take("customers")

        assert lease is not None
        assert await other.take("customers") is None
        await one.give_back(lease)
        assert await other.take("customers") is not None


async def test_a_holder_that_is_gone_is_followed_at_once(database: Database) -> None:
    async with Leases(database) as gone:
        assert await gone.take("jobs") is not None

    async with Leases(database) as successor:
        lease = await successor.take("jobs")

    assert lease is not None
    assert lease.fence == 2


async def test_what_is_given_back_after_the_end_opens_no_connection(database: Database) -> None:
    """A run that crashes goes on giving back in the background."""
    async with Leases(database) as leases:
        lease = await leases.take("jobs")
        assert lease is not None
        held = await _connections(database)

    with pytest.raises(asyncpg.InterfaceError, match="has ended"):
        await leases.give_back(lease)

    assert await _connections(database) == held - 1


async def _connections(database: Database) -> int:
    """Connections to this database, once those that were closed are gone."""
    await asyncio.sleep(0.2)
    (row,) = await database.raw(
        "select count(*) as n from pg_stat_activity where datname = current_database()"
    )
    return int(row["n"])


async def test_a_stale_holder_may_not_commit(database: Database) -> None:
    async with Leases(database) as stale, Leases(database) as successor:
        old = await stale.take("jobs")
        await database.raw("update automation.sync_leases set expires_at = now() - interval '9 s'")
        assert await successor.take("jobs") is not None
        assert old is not None

        with pytest.raises(LeaseLostError):
            async with database.transaction() as tx:
                await old.keep(tx)


async def test_as_many_runs_as_connections_do_not_wait_for_each_other_for_ever(
    fresh_database: str, client: Client, box: Server
) -> None:
    """Each holds its locks on a connection that no page has to wait for."""
    some = find(["customers", "job_types", "campaigns"])
    database = await Database.connect(fresh_database, max_size=2)

    async with asyncio.timeout(120):
        reports = await asyncio.gather(
            *(Engine(world_of(database, client)).run([one], mode="full") for one in some)
        )

    assert [one.exit_code for one in reports] == [0, 0, 0]
    assert await differences(database, box, some) == []
    await database.close()


async def test_two_workers_at_once_write_every_row_once(database: Database, box: Server) -> None:
    async with client_of(box) as first, client_of(box) as second:
        engines = [Engine(world_of(database, one)) for one in (first, second)]

        reports = await asyncio.gather(
            *(one.run(ENTITIES, mode="full", wait=20) for one in engines)
        )

    troubles = [part for one in reports for part in one.entities if not part.ended_well]
    assert troubles == []
    assert sum(one.total().created for one in reports) == len(
        await database.raw("select 1 from automation.events where kind = 'created'")
    )
    assert await differences(database, box) == []
