"""One entity read to its end: each page is stored with its cursor and counts in one transaction."""

import asyncio
import time
from array import array
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

import msgspec

from sql import Database
from sql.mirror import Stored, store
from sql.mirror.doubt import doubt, mend, outrun
from sql.mirror.records import Batch
from sql.mirror.store import records
from sync import state
from sync.entity import Entity, wide
from sync.journal import Journal
from sync.leases import Lease
from sync.pages import Page, UnreadablePageError, split
from sync.period import ALWAYS, Period
from sync.report import EntityReport
from sync.steadily import Sleep, steadily
from sync.walks import Query, StuckError, TokenWalk, Walk, horizon, stamp_of
from tools.errors import Unreachable, Upstream
from tools.servicetitan.breaker import Probing, Resting
from tools.servicetitan.operation import Operation
from tools.servicetitan.problems import Refused

Fetch = Callable[[Operation, Query], Awaitable[bytes]]

FETCH_TRIES = 3
"""Times a page is asked for again after the client itself has given up or the page is broken."""
PROBED = 10.0
"""Seconds a visit waits for the one call that finds out whether ServiceTitan answers again."""
POLL = 0.1
"""Seconds between two looks whether that call has ended."""


@dataclass(frozen=True, slots=True)
class World:
    """What a visit needs of the outside."""

    db: Database
    fetch: Fetch
    tenant: int
    now: Callable[[], datetime]
    sleep: Sleep = asyncio.sleep
    source_time: Callable[[], datetime | None] = lambda: None

    def horizon(self) -> datetime:
        """What no stamp that moves a cursor may reach."""
        return horizon(self.now(), self.source_time())


class Between(Protocol):
    """What else is read between the pages of a long reading."""

    async def look(self) -> None: ...

    def front(self) -> state.Front | None:
        """How far it is read, to be kept with each page."""


class Visit:
    """A walk over one entity by the holder of its lease.

    One that moves no cursor compares: it trusts no hash.
    """

    def __init__(
        self,
        world: World,
        entity: Entity,
        lease: Lease,
        journal: Journal,
        report: EntityReport,
        *,
        full: bool,
        collect: bool,
        moves: bool = True,
        period: Period = ALWAYS,
    ) -> None:
        self.world = world
        self.entity = entity
        self.lease = lease
        self.journal = journal
        self.report = report
        self.full = full
        self.collect = collect
        self.moves = moves
        self.period = period
        self.seen: array[int] = array("q")
        self.picked: set[int] = set()
        self.all_new = False
        self.between: Between | None = None

    async def run(self, walk: Walk, progress: Callable[[EntityReport], None]) -> datetime:
        """Walk to the end; returns the moment up to which the table now holds everything.

        A list without times says nothing of what changes on a page behind us.
        """
        began = self.world.now()
        while True:
            as_of = began if walk.kind == "snapshot" else self.world.now()
            await self._step(walk)
            progress(self.report)
            if walk.done:
                return as_of
            if self.between:
                await self.between.look()

    async def _step(self, walk: Walk) -> None:
        """Read and store one page, which may be large: it ends before the next one comes."""
        whole = await self.read(walk)
        page = self._within(whole)
        batch = records(self.entity.table, page.items)
        try:
            walk.take(whole, self.world.horizon())
        except StuckError:
            await self._keep(page, batch, walk)  # its records are good, its token is not
            raise
        await self._keep(page, batch, walk)
        if self.collect:
            self.seen.extend(batch.shown)
        if self.period:
            stamps = map(stamp_of(self.entity.window), page.items)
            self.report.unplaced += sum(not stamp for stamp in stamps)

    def _within(self, page: Page) -> Page:
        """The page without records of another period than the one asked for."""
        if not self.period:
            return page
        items = self.period.pick(page.items, stamp_of(self.entity.window))
        return replace(page, items=items)

    async def again(self, walk: Walk) -> set[int]:
        """Read on a way that moves no cursor; comes back: the ids it showed."""
        shown: array[int] = array("q")
        self.all_new = False
        while not walk.done:
            whole = await self.read(walk)
            walk.take(whole, self.world.horizon())
            page = self._within(whole)
            batch = records(self.entity.table, page.items)
            await self._keep(page, batch, None)
            shown.extend(batch.shown)
        self.seen.extend(shown)
        return set(shown)

    async def pick(self, walk: Walk, wanted: Collection[int]) -> set[int]:
        """Read a way whatever the period, store what is wanted of it; comes back: the ids shown."""
        shown: set[int] = set()
        while not walk.done:
            page = await self.read(walk)
            walk.take(page, self.world.horizon())
            shown |= await self.pick_of(page, wanted)
        return shown

    async def pick_of(self, page: Page, wanted: Collection[int]) -> set[int]:
        """The same for a page in hand."""
        batch = records(self.entity.table, page.items)
        some = batch.pick([at for at, one in enumerate(batch.ids) if one in wanted])
        if some.ids:
            self.all_new = False
            items = [msgspec.Raw(bytes(raw)) for raw in some.raws]
            await self._keep(replace(page, items=items), some, None)
            self.picked.update(some.ids)
        return set(batch.shown)

    async def read(self, walk: Walk, listing: Operation | None = None) -> Page:
        """Fetch and split; a broken or failed page is asked for again, then the run ends."""
        operation = listing or self.entity.operation

        async def once() -> Page:
            page = split(await self._probed(walk, operation), single=self.entity.single)
            return replace(page, items=self.entity.stamped(page.items))

        return await self.patiently(once)

    async def patiently(self, ask: Callable[[], Awaitable[Page]]) -> Page:
        """Ask for a page again when it fails or is broken, some times and ever later."""
        for attempt in range(FETCH_TRIES):
            try:
                return await ask()
            except Resting:
                raise  # to ask again before the rest is over cannot help: the next run will
            except (UnreadablePageError, Upstream, Unreachable):
                if attempt == FETCH_TRIES - 1:
                    raise
            await self.world.sleep(2.0**attempt)
        raise AssertionError("unreachable")

    async def _probed(self, walk: Walk, operation: Operation) -> bytes:
        """Fetch; while another call probes the circuit, wait for what it finds."""
        deadline = time.monotonic() + PROBED
        while True:
            try:
                return await self._fetch(walk, operation)
            except Probing:
                if time.monotonic() >= deadline:
                    raise
            await asyncio.sleep(POLL)

    async def _fetch(self, walk: Walk, operation: Operation) -> bytes:
        always = wide(operation)
        try:
            return await self.world.fetch(operation, [*always, *walk.query()])
        except Refused:
            if isinstance(walk, TokenWalk) and walk.rewind():
                return await self.world.fetch(operation, [*always, *walk.query()])
            raise

    async def _keep(self, page: Page, batch: Batch, cursor: Walk | None) -> None:
        stored = await self.commit(len(page.items), lambda tx: self._store(tx, page, batch, cursor))
        self.all_new = 0 < len(page.items) == stored.created  # so will the next page be, or most

    async def commit(self, fetched: int, work: Callable[[Database], Awaitable[Stored]]) -> Stored:
        """Do and count a page's work in one transaction, however often PostgreSQL goes away."""
        done: Stored | None = None

        async def once() -> Stored:
            nonlocal done
            if done is not None and await self.journal.fetched(self.world.db) > self.report.fetched:
                return done  # the answer to our commit was lost, the commit was not
            async with self.world.db.transaction() as tx:
                await self.lease.keep(tx)
                done = await work(tx)
                await self.journal.count(tx, fetched, done)
            return done

        stored = await steadily(once, self.world.sleep)
        self.report.stored.add(stored)
        self.report.fetched += fetched
        self.report.pages += 1
        return stored

    async def _store(self, tx: Database, page: Page, batch: Batch, cursor: Walk | None) -> Stored:
        if not self.moves:
            await doubt(tx, self.entity.table, page.items, self.entity.source)
        stored = await store(
            tx,
            self.entity.table,
            batch,
            source=self.entity.source,
            tenant=self.world.tenant,
            run_id=self.journal.run_id,
            known_fields=self.entity.known_fields,
            all_new=self.all_new,
        )
        if self.moves and cursor:
            front = self.between.front() if self.between else None
            name, table = self.entity.name, self.entity.table
            await state.write(tx, name, table, cursor, full=self.full, front=front)
        if not self.moves:
            mended = await mend(tx, self.entity.table, batch.ids, self.journal.run_id)
            mended = min(mended, stored.unchanged)  # one that waits in quarantine counts as that
            stored.updated += mended
            stored.unchanged -= mended
            self.report.older -= set(batch.ids)
            self.report.older |= await outrun(tx, self.entity.table, batch)
        return stored
