"""A run: phases in order, entities side by side inside a phase, one writer per entity."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Literal

from agent.log import get_log
from sql.mirror import tombstones
from sql.mirror.settle import settle
from sync import journal, state
from sync.entity import Entity
from sync.leases import Lease, LeaseLostError, Leases
from sync.listing import read_list
from sync.news import News
from sync.pages import UnreadablePageError
from sync.period import ALWAYS, Period
from sync.reasons import reason_of
from sync.recount import recount
from sync.report import EntityReport, RunReport, Status
from sync.steadily import RETRIED, steadily
from sync.sweep import sweep
from sync.undated import look
from sync.visit import Visit, World
from sync.walks import StuckError, Walk, WindowWalk, next_second, restore
from tools.errors import Forbidden, NotFound, ToolProblem, Unauthorized

Mode = Literal["full", "incremental", "verify"]
"""Verify reads as full does, or from a day on, and repairs; cursors stay where they are."""
Progress = Callable[[EntityReport], None]

log = get_log(__name__)

SIDE_BY_SIDE = 4
"""Entities read at once: two keep two cores busy, the others wait for ServiceTitan."""
CLOSING = 5.0
"""Seconds a run's last word waits for a database that is away; the next run says it else."""
STOPPING = 1.5
"""Seconds that word may take in all of a run that is stopped: its process has ten to end."""
GIVING_BACK = 0.5
"""The same for its lease, which runs out by itself."""
UNSEEN = timedelta(hours=1)
"""No transaction of ours lasts so long: older merges were seen by every page of a run."""
POLL = 0.25
"""Seconds between two tries for a lease that another worker holds."""


def silent(_: EntityReport) -> None:
    """Progress for nobody."""


class Engine:
    """Runs entities; make one per process."""

    def __init__(self, world: World, *, side_by_side: int = SIDE_BY_SIDE) -> None:
        self.world = world
        self._slots = asyncio.Semaphore(side_by_side)

    async def run(
        self,
        entities: Sequence[Entity],
        *,
        mode: Mode = "incremental",
        trigger: str = "cli",
        wait: float = 0.0,
        period: Period = ALWAYS,
        progress: Progress = silent,
    ) -> RunReport:
        """Bring these tables up to date; `wait` seconds for leases that others hold.

        `period` is the time that a verify compares, by modified stamps.
        """
        started = time.monotonic()
        report = RunReport(mode)
        async with Leases(self.world.db) as leases:
            for phase in phases(entities):
                parts = [EntityReport(one.name, one.table) for one in phase]
                report.entities += parts
                async with asyncio.TaskGroup() as group:
                    for entity, part in zip(phase, parts, strict=True):
                        errand = _Errand(self.world, leases, entity, part, mode, trigger, period)
                        group.create_task(self._one(errand, wait, progress))
        report.seconds = time.monotonic() - started
        return report

    async def _one(self, errand: "_Errand", wait: float, progress: Progress) -> None:
        async with self._slots:
            started = time.monotonic()
            try:
                await errand.run(wait, progress)
            finally:
                errand.report.seconds = time.monotonic() - started
                progress(errand.report)


def phases(entities: Iterable[Entity]) -> list[list[Entity]]:
    """Entities in the order they start, cut where one must wait for all before it.

    Phase 1 ends first: new customers and jobs take columns from contacts and assignments.
    Later phases begin in order and overlap, since no row needs the row it refers to.
    """
    ordered = sorted(entities, key=lambda one: one.phase)
    return [list(group) for _, group in groupby(ordered, key=lambda one: one.phase > 1)]


@dataclass(frozen=True, slots=True)
class _Way:
    """A walk, and what it means when it has reached its end."""

    walk: Walk
    full: bool
    sweeps: bool
    resumed: bool = False

    @property
    def start(self) -> str:
        """From when on this run sees all: of a crowded second it goes on in, others saw a part."""
        if self.full:
            return ""
        begin = self.walk.value or ""
        crowded = isinstance(self.walk, WindowWalk) and self.walk.crowd and not self.walk.whole
        return next_second(begin) if crowded else begin


class _Errand:
    """One entity's part of a run: lease, log row, walk, sweep, and a truthful end."""

    def __init__(
        self,
        world: World,
        leases: Leases,
        entity: Entity,
        report: EntityReport,
        mode: Mode,
        trigger: str,
        period: Period,
    ) -> None:
        self.world = world
        self.leases = leases
        self.entity = entity
        self.report = report
        self.mode = mode
        self.trigger = trigger
        self.period = ALWAYS if entity.kind == "snapshot" else period
        report.whole = period != self.period

    async def run(self, wait: float, progress: Progress) -> None:
        """A database that stays away ends this entity's part, never that of its neighbours."""
        try:
            await self._leased(wait, progress)
        except RETRIED as away:
            self._end("failed", reason_of(away))

    async def _leased(self, wait: float, progress: Progress) -> None:
        lease = await self._lease(wait)
        if lease is None:
            self.report.status = "skipped"
            self.report.reason = "another worker is writing this entity"
            return
        try:
            await self._logged(lease, progress)
        finally:
            await self._last(self.leases.give_back(lease), GIVING_BACK)

    async def _lease(self, wait: float) -> Lease | None:
        deadline = time.monotonic() + wait
        while True:
            lease = await steadily(lambda: self.leases.take(self.entity.name), self.world.sleep)
            if lease is not None or time.monotonic() >= deadline:
                return lease
            await asyncio.sleep(POLL)

    async def _logged(self, lease: Lease, progress: Progress) -> None:
        """Run inside a log row that says how it ended, whatever happens."""
        known, book = await self._opened()
        try:
            await self._walk(lease, book, known, progress)
        except asyncio.CancelledError:
            self._end("interrupted", "The run was stopped; the next one goes on from its cursor.")
            raise
        except (ToolProblem, UnreadablePageError, StuckError, LeaseLostError, *RETRIED) as problem:
            self._end("partial" if self.report.pages else "failed", reason_of(problem))
            await _quietly(self._pause(problem))
        except Exception as problem:
            log.exception("sync.unexpected", entity=self.entity.name)
            self._end("failed", reason_of(problem))
        finally:
            await self._last(self._close(book), STOPPING)

    async def _opened(self) -> tuple[state.State, journal.Journal]:
        """Open the log row to its end: one that was begun while we are stopped is closed again."""
        opening = asyncio.ensure_future(steadily(self._open, self.world.sleep))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            self._end("interrupted", "The run was stopped before its first page.")
            await _quietly(self._closed(opening), STOPPING)
            raise

    async def _closed(self, opening: Awaitable[tuple[state.State, journal.Journal]]) -> None:
        _, book = await opening
        await self._close(book)

    async def _last(self, ending: Awaitable[object], seconds: float) -> None:
        """What is still to be done, come what may: of a run that is stopped, soon."""
        stopped = self.report.status == "interrupted"
        await asyncio.shield(_quietly(ending, seconds if stopped else None))

    async def _open(self) -> tuple[state.State, journal.Journal]:
        """What is known of the entity, and a log row that says the run began."""
        known = await state.read(self.world.db, self.entity.name)
        entity = self.entity
        told = {"table": entity.table, "operation": entity.operation.key}
        if self.period:
            told |= {"since": self.period.since, "before": self.period.before}
        book = await journal.begin(
            self.world.db, entity.name, entity.module, self.mode, self.trigger, told
        )
        return known, book

    async def _close(self, book: journal.Journal) -> None:
        """Say how the run ended; soon, since the process may be about to end too."""
        await steadily(
            lambda: book.close(self.world.db, self.report.status, self.report.reason),
            self.world.sleep,
            CLOSING,
        )

    def _end(self, status: Status, reason: str) -> None:
        self.report.status = status
        self.report.reason = reason

    async def _walk(
        self, lease: Lease, book: journal.Journal, known: state.State, progress: Progress
    ) -> None:
        """The whole way: from the beginning, or on from where the last run stopped."""
        way = self._way(known)
        visit = Visit(
            self.world,
            self.entity,
            lease,
            book,
            self.report,
            full=way.full,
            collect=way.sweeps or self.entity.kind == "modified",
            moves=self.mode != "verify",
            period=self.period,
        )
        self.report.run_id = book.run_id
        began = await steadily(lambda: self.world.db.value("sync_now"), self.world.sleep)
        start = way.start
        # News are of no period that has an end; a reading that has one is soon over.
        long = way.full or (self.mode == "verify" and self.period.end is None)
        if long and self.entity.hot and self.entity.feed:
            visit.between = News(visit, known.front)
        as_of = await visit.run(way.walk, progress)
        await recount(visit, way.walk, start, resumed=way.resumed)
        await look(visit, start, known.as_of)
        if way.sweeps:
            await steadily(lambda: sweep(visit, began), self.world.sleep)
        if way.full or self.report.stored.written:
            await steadily(lambda: self._settle(began, full=way.full), self.world.sleep)
        if self.mode != "verify":
            await steadily(
                lambda: self._complete(lease, as_of, began, full=way.full), self.world.sleep
            )
        self.report.status = "completed"
        if self.mode == "incremental" and not way.full:
            await self._fill(visit, known.mark)

    async def _fill(self, visit: Visit, mark: state.Mark) -> None:
        """Read the list for what the export lacks; without a right to it the rows stay fresh."""
        now = await state.read(self.world.db, self.entity.name)
        try:
            await read_list(visit, mark, str(now.metadata.get("latest", "")))
        except (Forbidden, NotFound) as problem:
            self._end("partial", f"The list could not be read: {reason_of(problem)}")

    async def _settle(self, began: datetime, *, full: bool) -> None:
        """Look again at merges that pages of other runs could not see, and they not ours."""
        since = None if full else began - UNSEEN
        await settle(self.world.db, self.entity.table, self.report.run_id, since)

    def _way(self, known: state.State) -> "_Way":
        """Where this run begins, and whether it will have seen everything at its end."""
        walk = self.entity.walk()
        never = known.value is None and not known.metadata.get("latest")
        if self.mode == "verify":
            walk.begin(self.period)
            return _Way(walk, full=False, sweeps=True)
        whole = self.mode == "full" or never or self.entity.kind == "snapshot"
        if not whole:
            restore(known.metadata, known.value, walk)
        sweeps = whole and not known.untouched
        paged = known.metadata.get("page", 1) > 1 and not known.metadata.get("crowd")
        resumed = not whole and (known.full_unfinished or paged)
        full = whole or known.full_unfinished
        return _Way(walk, full, sweeps, resumed)

    async def _complete(
        self, lease: Lease, as_of: datetime, began: datetime, *, full: bool
    ) -> None:
        db, name, table = self.world.db, self.entity.name, self.entity.table
        written = self.report.stored.written and not full
        added = await tombstones.added(db, table, self.report.run_id, began) if written else 0
        async with db.transaction() as tx:
            await lease.keep(tx)
            await state.complete(tx, name, as_of=as_of, full=full, added=added)
            if full:
                await state.counted(tx, name, await tombstones.living(tx, table))

    async def _pause(self, problem: BaseException) -> None:
        """A right that is missing will be missing in five minutes: leave the entity alone."""
        if isinstance(problem, Forbidden | NotFound | Unauthorized):
            kind = "auth" if isinstance(problem, Unauthorized) else "not allowed"
            await state.pause(
                self.world.db, self.entity.name, self.entity.table, self.entity.kind, kind
            )


async def _quietly(ending: Awaitable[object], seconds: float | None = None) -> None:
    """Tidy up as far as the database allows: the next run repairs what this leaves behind."""
    with suppress(*RETRIED):
        async with asyncio.timeout(seconds):
            await ending
