"""One sandbox and one database for all schedules of the state machine, and what must hold."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.servicetitan import Server
from sql import Database, dump_json
from sql.mirror import store
from sync.engine import Engine, Mode
from sync.entities import find
from sync.period import ALWAYS, Period
from sync.report import EntityReport
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import no_wait
from tests.sync.conftest import client_of
from tests.sync.oracle import differences, truth
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.operation import Operation

ENTITIES = [
    *find(["customers", "customer_contacts"]),
    *(replace(one, page_size=3) for one in find(["call_reasons", "job_types"])),
]
CUSTOMERS = "servicetitan.st_customers"


class CrashError(BaseException):
    """The process ends here, in the middle of whatever it did."""


class Bench:
    """One sandbox and one database for all schedules; each begins with both as they were made."""

    def __init__(self, box: Server, loop: asyncio.AbstractEventLoop, db: Database) -> None:
        self.box = box
        self.loop = loop
        self.db = db
        self.client = client_of(box)
        self.skew = timedelta(0)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    async def close(self) -> None:
        await self.client.aclose()
        await self.db.close()

    async def sync(
        self,
        mode: Mode,
        *,
        crash_at: int | None = None,
        crash_after: int | None = None,
        meanwhile: dict[int, Callable[[], Awaitable[object]]] | None = None,
        period: Period = ALWAYS,
        wait: float = 0.0,
    ) -> list[str]:
        """One run, which may end at its nth request or after its nth page.

        Comes back: what did not end well.
        """
        asked = stored = 0

        async def fetch(operation: Operation, query: Query) -> bytes:
            nonlocal asked
            asked += 1
            at = asked
            if at == crash_at:
                raise CrashError
            body = await self.client.request_bytes(operation, {}, query)
            if meanwhile and at in meanwhile:
                await meanwhile[at]()
            return body

        def progress(part: EntityReport) -> None:
            nonlocal stored
            stored += part.status == "running"
            if stored == crash_after:
                raise CrashError

        now = lambda: datetime.now(UTC) + self.skew  # noqa: E731 - a clock that may be wrong
        world = World(self.db, fetch, self.client.tenant_id, now, no_wait)
        try:
            report = await Engine(world).run(
                ENTITIES, mode=mode, period=period, wait=wait, progress=progress
            )
        except BaseExceptionGroup as gone:
            if gone.subgroup(CrashError) is None:
                raise
            return ["crashed"]
        return [f"{one.name}: {one.reason}" for one in report.entities if one.status != "completed"]

    async def write(self, st_id: int, word: str) -> None:
        """What a tool does: change a customer at its source, read it back, keep what came."""
        self.box.mutate("crm/customers", change=[{"id": st_id, "name": f"t{word}"}])
        record = await Customers(self.client).get_customer(st_id)
        await store(
            self.db, CUSTOMERS, [dump_json(record)], source="write", tenant=self.client.tenant_id
        )

    async def compared(self) -> None:
        assert await differences(self.db, self.box, ENTITIES) == []
        twice = await self.db.raw(
            "select entity, st_id from automation.events where kind = 'created'"
            " group by 1, 2 having count(*) > 1"
        )
        assert twice == []
        await self._check_derived()
        await self._check_merged()
        await self._check_told()
        await self._check_counted()

    async def _check_derived(self) -> None:
        """Phones of customers are those of their living contacts, whatever came when."""
        wrong = await self.db.raw(
            "select c.st_id from servicetitan.st_customers c"
            " where (c.phone is not null) is distinct from exists ("
            "   select from servicetitan.st_customer_contacts k"
            "    where k.customer_id = c.st_id and k.deleted_at is null"
            "      and k.type in ('Phone', 'MobilePhone'))"
        )
        assert wrong == []

    async def _check_merged(self) -> None:
        """Contacts belong to whom their customer has merged into, however many merges that took."""
        into = {st_id: one.get("mergedToId") for st_id, one in truth(self.box, "customers").items()}
        rows = await self.db.raw(
            "select st_id, customer_id, (full_data ->> 'customerId')::bigint as said"
            " from servicetitan.st_customer_contacts where deleted_at is null"
        )
        wanted = {row["st_id"]: survivor(into, row["said"]) for row in rows}
        assert {row["st_id"]: row["customer_id"] for row in rows} == wanted

    async def _check_told(self) -> None:
        """Events alone tell which rows there are and what they are called; states count them."""
        for entity in ENTITIES:
            name = "value" if entity.table.endswith("contacts") else "name"
            wrong = await self.db.raw(
                f"select t.st_id from {entity.table} t"
                "  left join lateral (select count(*) filter (where e.kind = 'created') as made,"
                "       count(*) as any, (array_agg(e.changed -> $2 -> 'after' order by e.id desc)"
                "         filter (where e.changed ? $2))[1] as last"
                "       from automation.events e where e.entity = $1 and e.st_id = t.st_id)"
                "   as e on true"
                " where e.any = 0 or e.made > 1 or (e.made = 0 and t.deleted_at is null"
                "       and not exists (select from automation.events d where d.entity = $1"
                "       and d.st_id = t.st_id and d.kind = 'deleted'))"
                f"    or e.last is distinct from coalesce(to_jsonb(t.{name}), 'null')"
                "       and e.last is not null",
                entity.table,
                name,
            )
            assert wrong == [], entity.name
            [state] = await self.db.raw(
                f"select s.rows = (select count(*) from {entity.table}"
                "  where deleted_at is null) as right from servicetitan.sync_state s"
                " where s.key = $1",
                entity.name,
            )
            assert state["right"], entity.name

    async def _check_counted(self) -> None:
        """Every record that was fetched is counted once; rows of these tables go by sweeps only."""
        wrong = await self.db.raw(
            "select * from servicetitan.st_sync_log where entity_type <> 'customer_contacts'"
            " and records_fetched <> records_created + records_updated + records_unchanged"
            " + records_failed"
        )
        assert wrong == []


def survivor(into: dict[int, int | None], st_id: int) -> int:
    """The end of a chain of merges; in a circle nobody has merged into anybody."""
    at, met = st_id, {st_id}
    while (ahead := into.get(at)) is not None:
        if ahead in met:
            return st_id
        met.add(ahead)
        at = ahead
    return at
