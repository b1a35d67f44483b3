"""Any order of changes, syncs, crashes and faults ends with the mirror equal to the source."""

import asyncio
import os
import random
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from hypothesis.strategies import SearchStrategy

from sandbox.servicetitan import running
from sandbox.servicetitan.api.faults import KINDS
from sql import Database
from sync import news
from sync.engine import Mode
from sync.period import Period
from tests.kit.databases import create, drop
from tests.kit.rewind import forget
from tests.sync.schedules import AGEING, Bench

SCHEDULES = int(os.environ.get("SYNC_SCHEDULES", "50"))
"""More of them find more: SYNC_SCHEDULES=500 ./dev test tests/sync/test_machine.py."""

MODES: list[Mode] = ["full", "incremental", "verify"]
TABLES = ("crm/customers", "crm/customers/contacts", "jbce/call-reasons", "forms/forms")
CLEAR = (
    "truncate servicetitan.st_customers, servicetitan.st_customer_contacts,"
    " servicetitan.st_call_reasons, servicetitan.st_forms, servicetitan.sync_state,"
    " servicetitan.st_sync_log, automation.events, automation.sync_quarantine,"
    " automation.sync_drift, automation.merged_records, automation.retention"
)
FAULTS = sorted(KINDS)
"""Everything the sandbox can do wrong."""
LIES = {"nul", "bad-type", "null-id", "missing-modified", "odd-date", "huge"}
"""Those that alter records: only a whole reading puts right what was stored of them."""
DETAILS = {"bytes": 200_000, "seconds": 0.05, "retry_after": 1}
"""Large, slow and stalled enough to be met, small enough for many schedules."""
SEED = int(os.environ.get("SYNC_SEED") or random.SystemRandom().randrange(2**32))
"""Printed, so that the same schedules can be run again: SYNC_SEED=… SYNC_SCHEDULES=…."""
AGES = (60, 430, 600, 36_500, None)
"""How long rows are kept; a rule of a century removes none, yet rows go in another way."""
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=8)
PATHS = (r"/export/customers\?", "/export/customers/contacts", "/call-reasons", "/forms")
DAYS = (date(2020, 1, 1), date(2026, 6, 1), date(2026, 11, 27))
MEANWHILE = ("change", "insert", "remove", "merge", "write")
"""What may happen while a page is on its way."""


MODE, TABLE, ANY, WORD, SURE = (
    st.sampled_from(MODES), st.sampled_from(TABLES), st.integers(0, 999), WORDS, st.booleans()
)  # fmt: skip
Step = tuple[int, dict[str, SearchStrategy[Any]]]
STEPS: dict[str, Step] = {
    "change": (5, {"table": TABLE, "number": ANY, "word": WORD}),
    "insert": (4, {"number": ANY}),
    "remove": (3, {"table": st.sampled_from(TABLES[1:]), "number": ANY, "hard": SURE}),
    "merge": (4, {"first": ANY, "second": ANY}),
    "take_back_merges": (1, {}),
    "write_through": (2, {"number": ANY, "word": WORD}),
    "lose_a_stamp": (1, {"table": st.sampled_from(TABLES[2:]), "number": ANY}),
    "plan_fault": (4, {
        "fault": st.sampled_from(FAULTS), "match": st.sampled_from(PATHS),
        "nth": st.integers(1, 4)}),
    "move_clock": (1, {"days": st.integers(-1, 1)}),
    "keep_for": (3, {"table": st.sampled_from(sorted(AGEING)), "days": st.sampled_from(AGES)}),
    "forget": (2, {}),
    "look_at_news": (1, {"eager": SURE}),
    "sync": (6, {"mode": MODE}),
    "sync_twice_at_once": (3, {"one": MODE, "other": MODE, "patient": SURE}),
    "sync_while_it_moves": (6, {
        "mode": MODE, "number": ANY, "word": WORD, "table": TABLE,
        "what": st.dictionaries(st.integers(1, 12), st.sampled_from(MEANWHILE), max_size=3)}),
    "verify_some_days": (1, {
        "days": st.sets(st.sampled_from(DAYS), max_size=2), "open_end": SURE}),
    "crash": (4, {"mode": MODE, "request": st.integers(1, 12)}),
    "crash_after_a_page": (4, {"mode": MODE, "pages": st.integers(1, 10)}),
}  # fmt: skip
"""What may happen, how often beside the rest, and what is drawn for it."""
LIKELY = [name for name, (weight, _) in STEPS.items() for _ in range(weight)]

bench: Bench


@seed(SEED)
class SyncMachine(RuleBasedStateMachine):
    """Users change the source, the sync runs, crashes and meets faults."""

    def __init__(self) -> None:
        super().__init__()
        forget(bench.box)
        bench.begin()
        self.honest = True
        """Whether incremental runs were shown all there is to know."""
        news.EVERY = 20.0
        bench.run(bench.db.raw(CLEAR))

    @rule(data=st.data())
    def step(self, data: st.DataObject) -> None:
        """One rule for all: of several, Hypothesis leaves most out of each schedule."""
        name = data.draw(st.sampled_from(LIKELY))
        drawn = {word: data.draw(strategy) for word, strategy in STEPS[name][1].items()}
        getattr(self, name)(**drawn)

    def _pick(self, table: str, number: int) -> Any:
        module, _, resource = table.partition("/")
        rows = bench.box.rows(module, resource)
        return rows[number % len(rows)]["id"]

    def change(self, table: str, number: int, word: str) -> None:
        name = "value" if table.endswith("contacts") else "name"
        bench.box.mutate(table, change=[{"id": self._pick(table, number), name: f"w{word}"}])

    def insert(self, number: int) -> None:
        customer = {"name": f"New {number}", "type": "Residential", "balance": 0.0}
        bench.box.mutate("crm/customers", insert=[customer])
        merged = [one["id"] for one in bench.box.rows("crm", "customers") if one.get("mergedToId")]
        owner = merged[0] if merged and number % 2 else self._pick("crm/customers", number)
        contact = {"customerId": owner, "type": "Phone", "value": "941-555-0100"}
        bench.box.mutate("crm/customers/contacts", insert=[contact])

    def remove(self, table: str, number: int, hard: bool) -> None:
        module, _, resource = table.partition("/")
        if len(bench.box.rows(module, resource)) > 3:
            self.honest &= not hard
            bench.box.mutate(table, delete=[self._pick(table, number)], hard=hard)

    def merge(self, first: int, second: int) -> None:
        loser, winner = self._pick(TABLES[0], first), self._pick(TABLES[0], second)
        if loser != winner:
            bench.box.mutate("crm/customers", merge=[{"from": loser, "into": winner}])

    def take_back_merges(self) -> None:
        merged = [row["id"] for row in bench.box.rows("crm", "customers") if row.get("mergedToId")]
        alone = [{"id": one, "mergedToId": None, "active": True} for one in merged]
        bench.box.mutate("crm/customers", change=alone)

    def plan_fault(self, fault: str, match: str, nth: int) -> None:
        self.honest &= fault not in LIES and not fault.startswith("drift-")
        plan = {"match": match, "fault": fault, "nth": nth, **DETAILS}
        bench.box.set_faults(plan)

    def move_clock(self, days: int) -> None:
        bench.skew = timedelta(days=days)

    def sync(self, mode: Mode) -> None:
        bench.run(bench.sync(mode))

    def crash(self, mode: Mode, request: int) -> None:
        bench.run(bench.sync(mode, crash_at=request))

    def crash_after_a_page(self, mode: Mode, pages: int) -> None:
        bench.run(bench.sync(mode, crash_after=pages))

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

    def write_through(self, number: int, word: str) -> None:
        bench.run(bench.write(self._pick(TABLES[0], number), word))

    def sync_twice_at_once(self, one: Mode, other: Mode, patient: bool) -> None:
        async def both() -> None:
            await asyncio.gather(bench.sync(one), bench.sync(other, wait=1.0 if patient else 0.0))

        bench.run(both())

    def verify_some_days(self, days: set[date], open_end: bool) -> None:
        """From one to another, from one on, up to one, or all."""
        two = [*sorted(days), None, None][:2]
        first, last = two if two[1] or open_end else reversed(two)
        bench.run(bench.sync("verify", period=Period.of_days(first, last, ZoneInfo("UTC"))))

    def lose_a_stamp(self, table: str, number: int) -> None:
        self.honest = False
        change = {"id": self._pick(table, number), "modifiedOn": None}
        bench.box.mutate(table, change=[change], keep_stamp=True)

    def keep_for(self, table: str, days: int | None) -> None:
        bench.run(bench.keep(table, days))

    def forget(self) -> None:
        bench.run(bench.forget())

    def look_at_news(self, eager: bool) -> None:
        """A first load reads them where ServiceTitan tells its time."""
        news.EVERY = 0.0 if eager else 20.0
        bench.tells_time = eager

    def teardown(self) -> None:
        bench.box.set_faults()
        if bench.run(bench.sync("incremental")) == [] and self.honest:
            assert bench.run(bench.differing(bench.strictest)) == []
        assert bench.run(bench.sync("full")) == []
        if bench.strictest:
            bench.run(bench.check_kept())
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
            news.EVERY = 20.0
            bench.run(bench.close())
        loop.run_until_complete(drop(postgres, name))
