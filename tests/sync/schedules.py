"""One sandbox and one database for all schedules of the state machine, and what must hold."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sandbox.servicetitan import Server
from sql import Database, dump_json
from sql.mirror import retention, store
from sync.engine import Engine, Mode
from sync.entities import find
from sync.period import ALWAYS, Period
from sync.report import EntityReport
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import client_of, no_wait
from tests.sync.oracle import Difference, differences, truth
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.operation import Operation

ENTITIES = [
    *find(["customers", "customer_contacts"]),
    *(replace(one, page_size=3) for one in find(["call_reasons", "forms"])),
]
CUSTOMERS = "servicetitan.st_customers"
AGEING = {CUSTOMERS: "customers", "servicetitan.st_call_reasons": "call_reasons"}
"""Tables whose rows some schedules keep for a while only, and the name of each."""


class CrashError(BaseException):
    """The process ends here, in the middle of whatever it did."""


class Bench:
    """One sandbox and one database for all schedules; each begins with both as they were made."""

    def __init__(self, box: Server, loop: asyncio.AbstractEventLoop, db: Database) -> None:
        self.box = box
        self.loop = loop
        self.db = db
        self.client = client_of(box)
        self.begin()

    def begin(self) -> None:
        """What a schedule knows of itself when it begins; forms, which have no order, in pages."""
        self.box.mutate("forms/forms", insert=[{"name": f"Form {one}"} for one in range(5)])
        self.skew = timedelta(0)
        self.tells_time = False
        self.rules: dict[str, int] = {}
        self.strictest: dict[str, int] = {}
        self.forgotten: Counter[tuple[str, int]] = Counter()

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
        told = self.client.source_time.now if self.tells_time else lambda: None
        world = World(self.db, fetch, self.client.tenant_id, now, no_wait, told)
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

    async def keep(self, table: str, days: int | None) -> None:
        await retention.keep(self.db, table, days)
        if days is None:
            self.rules.pop(table, None)
        else:
            self.rules[table] = days
            self.strictest[table] = min(days, self.strictest.get(table, days))

    async def forget(self) -> None:
        """Remove what is too old; what went may be new once more."""
        before = await self._present()
        await retention.forget(self.db)
        self.forgotten.update(before - await self._present())

    async def _present(self) -> set[tuple[str, int]]:
        return {
            (table, row["st_id"])
            for table in AGEING
            for row in await self.db.raw(f"select st_id from {table}")
        }

    async def differing(self, rules: Mapping[str, int], *, gone: bool = False) -> list[Difference]:
        """What differs but for rows that are older than these rules; `gone`: of those none is left.

        A rule that was taken back brings no row again before the next full run.
        """
        found = {one.table: one for one in await differences(self.db, self.box, ENTITIES)}
        for table, days in rules.items():
            one = found.setdefault(table, Difference(table))
            lost, old = set(one.lost), self._older(table, days)
            one.lost = sorted(lost ^ old if gone else lost - old)
        return [one for one in found.values() if one.lost or one.extra or one.other]

    def _older(self, table: str, days: int) -> set[int]:
        edge = datetime.now(UTC) - timedelta(days=days)
        stamps = {st_id: row["createdOn"] for st_id, row in truth(self.box, AGEING[table]).items()}
        return {st_id for st_id, at in stamps.items() if at and datetime.fromisoformat(at) < edge}

    async def check_kept(self) -> None:
        """Rows that are too old are gone and stay away, until their rule is taken back."""
        await self.forget()
        assert await self.differing(self.rules, gone=True) == []
        assert await self.sync("full") == []
        assert await self.differing(self.rules, gone=True) == []
        for table in AGEING:
            await self.keep(table, None)
        assert await self.sync("full") == []

    async def compared(self) -> None:
        assert await differences(self.db, self.box, ENTITIES) == []
        await self._check_told_once()
        await self._check_derived()
        await self._check_merged()
        await self._check_told()
        await self._check_counted()

    async def _check_told_once(self) -> None:
        """No row is new twice, unless it was removed for its age in between."""
        rows = await self.db.raw(
            "select entity, st_id, count(*) as times from automation.events"
            " where kind = 'created' group by 1, 2 having count(*) > 1"
        )
        told = {(row["entity"], row["st_id"]): row["times"] for row in rows}
        assert [one for one, times in told.items() if times > 1 + self.forgotten[one]] == []

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
                "         filter (where e.changed ? $2 or e.kind = 'created'))[1] as last"
                "       from automation.events e where e.entity = $1 and e.st_id = t.st_id)"
                "   as e on true"
                " where e.any = 0 or (e.made = 0 and t.deleted_at is null"
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
