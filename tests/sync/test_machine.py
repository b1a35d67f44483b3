"""Any order of changes, syncs, crashes and faults ends with the mirror equal to the source."""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from sandbox.servicetitan import Server, running
from sandbox.servicetitan.api.faults import KINDS
from sql import Database, dump_json
from sql.mirror import store
from sql.mirror.retention import keep
from sync import news
from sync.engine import Engine, Mode
from sync.entities import find
from sync.report import EntityReport
from sync.visit import World
from sync.walks import Query
from tests.kit.clients import no_wait
from tests.kit.databases import create, drop
from tests.kit.rewind import forget
from tests.sync.conftest import client_of
from tests.sync.oracle import differences, truth
from tools.servicetitan.crm.customers import Customers
from tools.servicetitan.operation import Operation

SCHEDULES = int(os.environ.get("SYNC_SCHEDULES", "50"))
"""More of them find more: SYNC_SCHEDULES=500 ./dev test tests/sync/test_machine.py."""

ENTITIES = [
    *find(["customers", "customer_contacts"]),
    *(replace(one, page_size=3) for one in find(["call_reasons", "job_types"])),
]
MODES: list[Mode] = ["full", "incremental", "verify"]
TABLES = ("crm/customers", "crm/customers/contacts", "jbce/call-reasons", "jpm/job-types")
CUSTOMERS = "servicetitan.st_customers"
CLEAR = (
    "truncate servicetitan.st_customers, servicetitan.st_customer_contacts,"
    " servicetitan.st_call_reasons, servicetitan.st_job_types, servicetitan.sync_state,"
    " servicetitan.st_sync_log, automation.events, automation.sync_quarantine,"
    " automation.sync_drift, automation.merged_records, automation.retention"
)
FAULTS = sorted(KINDS)
"""Everything the sandbox can do wrong."""
DETAILS = {"bytes": 200_000, "seconds": 0.05, "retry_after": 1}
"""Large, slow and stalled enough to be met, small enough for many schedules."""
SEED = int(os.environ.get("SYNC_SEED") or random.SystemRandom().randrange(2**32))
"""Printed, so that the same schedules can be run again: SYNC_SEED=… SYNC_SCHEDULES=…."""
CENTURY = 36_500
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
PATHS = (r"/export/customers\?", "/export/customers/contacts", "/call-reasons", "/job-types")
MEANWHILE = ("change", "insert", "remove", "merge", "write")
"""What may happen while a page is on its way."""


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
        since: str | None = None,
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
                ENTITIES, mode=mode, since=since, wait=wait, progress=progress
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


bench: Bench


@seed(SEED)
class SyncMachine(RuleBasedStateMachine):
    """Users change the source, the sync runs, crashes and meets faults."""

    def __init__(self) -> None:
        super().__init__()
        forget(bench.box)
        bench.skew = timedelta(0)
        news.EVERY = 20.0
        bench.run(bench.db.raw(CLEAR))

    def _pick(self, table: str, number: int) -> Any:
        module, _, resource = table.partition("/")
        rows = bench.box.rows(module, resource)
        return rows[number % len(rows)]["id"]

    @rule(table=st.sampled_from(TABLES), number=st.integers(0, 999), word=WORDS)
    def change(self, table: str, number: int, word: str) -> None:
        name = "value" if table.endswith("contacts") else "name"
        bench.box.mutate(table, change=[{"id": self._pick(table, number), name: f"w{word}"}])

    @rule(number=st.integers(0, 999))
    def insert(self, number: int) -> None:
        customer = {"name": f"New {number}", "type": "Residential", "balance": 0.0}
        bench.box.mutate("crm/customers", insert=[customer])
        owner = self._pick("crm/customers", number)
        contact = {"customerId": owner, "type": "Phone", "value": "941-555-0100"}
        bench.box.mutate("crm/customers/contacts", insert=[contact])

    @rule(table=st.sampled_from(TABLES[1:]), number=st.integers(0, 999), hard=st.booleans())
    def remove(self, table: str, number: int, hard: bool) -> None:
        module, _, resource = table.partition("/")
        if len(bench.box.rows(module, resource)) > 3:
            bench.box.mutate(table, delete=[self._pick(table, number)], hard=hard)

    @rule(first=st.integers(0, 999), second=st.integers(0, 999))
    def merge(self, first: int, second: int) -> None:
        loser, winner = self._pick(TABLES[0], first), self._pick(TABLES[0], second)
        if loser != winner:
            bench.box.mutate("crm/customers", merge=[{"from": loser, "into": winner}])

    @rule()
    def take_back_merges(self) -> None:
        merged = [row["id"] for row in bench.box.rows("crm", "customers") if row.get("mergedToId")]
        alone = [{"id": one, "mergedToId": None, "active": True} for one in merged]
        bench.box.mutate("crm/customers", change=alone)

    @rule(fault=st.sampled_from(FAULTS), match=st.sampled_from(PATHS), nth=st.integers(1, 4))
    def plan_fault(self, fault: str, match: str, nth: int) -> None:
        plan = {"match": match, "fault": fault, "nth": nth, **DETAILS}
        bench.box.set_faults(plan)

    @rule(days=st.integers(-1, 1))
    def move_clock(self, days: int) -> None:
        bench.skew = timedelta(days=days)

    @rule(mode=st.sampled_from(MODES))
    def sync(self, mode: Mode) -> None:
        bench.run(bench.sync(mode))

    @rule(mode=st.sampled_from(MODES), request=st.integers(1, 12))
    def crash(self, mode: Mode, request: int) -> None:
        bench.run(bench.sync(mode, crash_at=request))

    @rule(mode=st.sampled_from(MODES), pages=st.integers(1, 10))
    def crash_after_a_page(self, mode: Mode, pages: int) -> None:
        bench.run(bench.sync(mode, crash_after=pages))

    @rule(
        mode=st.sampled_from(MODES),
        what=st.dictionaries(st.integers(1, 12), st.sampled_from(MEANWHILE), max_size=3),
        table=st.sampled_from(TABLES),
        number=st.integers(0, 999),
        word=WORDS,
    )
    def sync_while_it_moves(
        self, mode: Mode, what: dict[int, str], table: str, number: int, word: str
    ) -> None:
        bench.run(
            bench.sync(
                mode,
                meanwhile={
                    at: lambda kind=kind: self._happen(kind, table, number, word)  # type: ignore[misc]
                    for at, kind in what.items()
                },
            )
        )

    async def _happen(self, kind: str, table: str, number: int, word: str) -> None:
        if kind == "change":
            self.change(table, number, word)
        elif kind == "insert":
            self.insert(number)
        elif kind == "remove":
            self.remove(table if table in TABLES[1:] else TABLES[1], number, hard=number % 2 == 0)
        elif kind == "merge":
            self.merge(number, number // 7)
        else:
            await bench.write(self._pick(TABLES[0], number), word)

    @rule(number=st.integers(0, 999), word=WORDS)
    def write_through(self, number: int, word: str) -> None:
        bench.run(bench.write(self._pick(TABLES[0], number), word))

    @rule(one=st.sampled_from(MODES), other=st.sampled_from(MODES), patient=st.booleans())
    def sync_twice_at_once(self, one: Mode, other: Mode, patient: bool) -> None:
        async def both() -> None:
            await asyncio.gather(bench.sync(one), bench.sync(other, wait=1.0 if patient else 0.0))

        bench.run(both())

    @rule(day=st.sampled_from(["2020-01-01", "2026-06-01", "2026-11-27"]))
    def verify_from_a_day_on(self, day: str) -> None:
        bench.run(bench.sync("verify", since=day))

    @rule(table=st.sampled_from(TABLES[2:]), number=st.integers(0, 999))
    def lose_a_stamp(self, table: str, number: int) -> None:
        change = {"id": self._pick(table, number), "modifiedOn": None}
        bench.box.mutate(table, change=[change], keep_stamp=True)

    @rule(rule_there=st.booleans())
    def keep_for_long(self, rule_there: bool) -> None:
        """A rule of a century removes nothing, yet where there is one, rows go in another way."""
        bench.run(keep(bench.db, CUSTOMERS, CENTURY if rule_there else None))

    @rule(eager=st.booleans())
    def look_at_news(self, eager: bool) -> None:
        news.EVERY = 0.0 if eager else 20.0

    def teardown(self) -> None:
        bench.box.set_faults()
        bench.run(bench.sync("incremental"))
        assert bench.run(bench.sync("full")) == []
        bench.run(bench.compared())


@contextmanager
def a_loop() -> Any:
    loop = asyncio.new_event_loop()
    try:
        yield loop
    finally:
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()


@pytest.mark.slow
@pytest.mark.timeout(max(600, 20 * SCHEDULES))
def test_any_schedule_converges(postgres: str, template: str) -> None:
    print(f"SYNC_SEED={SEED} SYNC_SCHEDULES={SCHEDULES}")  # noqa: T201 - pytest shows it
    global bench  # noqa: PLW0603 - hypothesis makes the machines, this hands them their world
    name = f"pc_machine_{os.getpid()}"
    with running(customers=12, seed=11, export_page=5) as box, a_loop() as loop:
        url = loop.run_until_complete(create(postgres, name, template))
        db = loop.run_until_complete(Database.connect(url, max_size=8))
        bench = Bench(box, loop, db)
        try:
            run_state_machine_as_test(
                SyncMachine,
                settings=settings(
                    max_examples=SCHEDULES,
                    stateful_step_count=12,
                    deadline=None,
                    database=None,
                    print_blob=True,
                    phases=[Phase.explicit, Phase.generate],
                    suppress_health_check=list(HealthCheck),
                ),
            )
        finally:  # uvloop waits for connections that a failure left open
            bench.run(bench.close())
        loop.run_until_complete(drop(postgres, name))
