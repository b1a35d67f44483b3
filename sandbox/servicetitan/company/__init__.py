"""A coherent made-up company, the same byte for byte for the same seed, size and moment."""

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Final

import msgspec

from sandbox.servicetitan.company import catalog, clock, extras, ids, reference, staff
from sandbox.servicetitan.company.calendar import HISTORY_DAYS, Calendar
from sandbox.servicetitan.company.family import Family, job_count, mix
from sandbox.servicetitan.company.plan import Planner
from sandbox.servicetitan.company.reference import Row
from sandbox.servicetitan.company.sections import SECTIONS

__all__ = ["DEFAULT_CUSTOMERS", "DEFAULT_SEED", "Company", "Row"]

DEFAULT_CUSTOMERS: Final = 2_000
DEFAULT_SEED: Final = 7

# Settings, people and prices were last touched between these days before now: an extractor's
# usual first date is a year or two back, and a feed of days or weeks brings none of them.
TOUCHED: Final = (60, 700)

# Up to this many customers their plans stay in memory between one table and the next.
REMEMBERED: Final = 10_000


def noon() -> datetime:
    """The moment of a company for which none is named: noon of today, in UTC."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)


class Company:
    """Pool and electrical work for `customers` customers over the two years before `now`."""

    def __init__(
        self,
        seed: int = DEFAULT_SEED,
        customers: int = DEFAULT_CUSTOMERS,
        now: datetime | None = None,
    ) -> None:
        self.seed, self.customers = seed, customers
        self.now = (now or noon()).astimezone(UTC).replace(microsecond=0)
        self.writer_of = {table: writer for writer, tables in SECTIONS.items() for table in tables}

    @cached_property
    def first_jobs(self) -> "array[int]":
        """Running number of each customer's first job, and the total at the end."""
        counts = (job_count(self.seed, index) for index in range(self.customers))
        return array("L", accumulate(counts, initial=0))

    @cached_property
    def planner(self) -> Planner:
        return Planner(self.seed, Calendar(self.seed, self.first_jobs[-1], self.now), self.now)

    @property
    def began(self) -> datetime:
        """When its settings were entered, more than a year before the jobs that there are."""
        return self.now - timedelta(days=HISTORY_DAYS + 400)

    @cached_property
    def fixed(self) -> dict[str, list[Row]]:
        """The tables whose size does not depend on the number of customers."""
        since = clock.stamp(self.began.timestamp())
        year = self.now.year - 1
        own = extras.fixed_tables(since)
        made = {
            **reference.tables(since, year),
            **catalog.tables(since),
            **staff.tables(self.seed, self.now, since),
            **own,
        }
        return {table: self._touched(made[table], since) for table in made}

    def _touched(self, rows: list[Row], since: str) -> list[Row]:
        """The rows with a later stamp of change wherever they have that of the beginning."""
        latest, room = self.now - timedelta(days=TOUCHED[0]), TOUCHED[1] - TOUCHED[0]
        stamps = (
            clock.stamp(latest.timestamp() - mix(self.seed, n, 29) % (room * clock.DAY))
            for n in range(len(rows))
        )
        return [
            row | {"modifiedOn": stamp} if row.get("modifiedOn") == since else row
            for row, stamp in zip(rows, stamps, strict=True)
        ]

    @property
    def tables(self) -> list[str]:
        return sorted([*self.writer_of, *self.fixed])

    @property
    def first_free_id(self) -> int:
        return ids.after(self.customers)

    def family(self, index: int) -> Family:
        return Family(self.seed, index, self.first_jobs[index], self.planner)

    def families(self) -> Iterable[Family]:
        if self.customers <= REMEMBERED:
            return self._remembered
        return (self.family(index) for index in range(self.customers))

    @cached_property
    def _remembered(self) -> list[Family]:
        return [self.family(index) for index in range(self.customers)]

    def written_with(self, table: str) -> tuple[str, ...]:
        """The tables that are made together with this one."""
        return SECTIONS[self.writer_of[table]]

    def section(self, table: str) -> Iterator[tuple[str, Row]]:
        """All rows of the tables that are made together with `table`, customer by customer."""
        writer = self.writer_of[table]
        return (pair for family in self.families() for pair in writer(family))

    def everything(self) -> Iterator[tuple[str, Row]]:
        """All rows of all tables that grow with the customers, in one pass."""
        for family in self.families():
            for writer in SECTIONS:
                yield from writer(family)

    def rows(self, table: str) -> list[Row]:
        if table in self.fixed:
            return self.fixed[table]
        return [row for name, row in self.section(table) if name == table]

    def digest(self) -> str:
        """One hash over every row of every table."""
        total = hashlib.sha256()
        for name in sorted(self.fixed):
            total.update(msgspec.json.encode([name, self.fixed[name]]))
        for pair in self.everything():
            total.update(msgspec.json.encode(pair))
        return total.hexdigest()
