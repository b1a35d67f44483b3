"""One customer with everything that belongs to it."""

# ruff: noqa: PLR2004  (shares and moduli of a made-up company stand where they are drawn)

from collections.abc import Iterator
from functools import cached_property
from random import Random
from typing import Final

from sandbox.servicetitan.company import clock, ids
from sandbox.servicetitan.company.plan import JobPlan, Planner
from sandbox.servicetitan.company.words import CITIES, FIRMS, FIRST, LAST, ODD_NAMES, STREETS

# Positions (modulo) of customers with a story; primes, so the stories mix.
ODD_EVERY: Final = 29
TWIN_EVERY: Final = 53
MERGE_EVERY: Final = 97
INACTIVE_EVERY: Final = 23


def mix(seed: int, index: int, salt: int) -> int:
    """A 32-bit hash that is the same in every process."""
    value = (index * 0x9E3779B1 + seed * 0x85EBCA6B + salt * 0xC2B2AE35) & 0xFFFFFFFF
    value ^= value >> 15
    value = (value * 0x2C1B3C6D) & 0xFFFFFFFF
    return value ^ (value >> 13)


def merged_into(index: int) -> int | None:
    """The customer this one was merged into: 14 → 13 → 12 of every 97, a chain of two."""
    return index - 1 if index % MERGE_EVERY in {13, 14} else None


def survivor(index: int) -> int:
    """The end of the merge chain."""
    while (into := merged_into(index)) is not None:
        index = into
    return index


def job_count(seed: int, index: int) -> int:
    """0 to 4 jobs, 1.9 on average; a merged customer's jobs went to the survivor."""
    if merged_into(index) is not None:
        return 0
    chance = mix(seed, index, 1) % 100
    return 0 if chance < 11 else 1 if chance < 42 else 2 if chance < 70 else 3 if chance < 89 else 4


def name_of(seed: int, index: int) -> str:
    if index % TWIN_EVERY == 7:
        return _near(name_of(seed, index - 1))
    chance = mix(seed, index, 2)
    if index % ODD_EVERY == 3:
        return ODD_NAMES[chance % len(ODD_NAMES)]
    last = LAST[(chance >> 8) % len(LAST)]
    if chance % 9 == 0:
        return f"{last} {FIRMS[(chance >> 16) % len(FIRMS)]}"
    return f"{FIRST[(chance >> 16) % len(FIRST)]} {last}"


def _near(name: str) -> str:
    """Almost the same name, as duplicates are made: a doubled letter."""
    return f"{name[:-1]}{name[-1]}{name[-1]}" if len(name) > 1 else f"{name}."


class Family:
    """The customer at `index`, its places, people and jobs."""

    def __init__(self, seed: int, index: int, first_job: int, planner: Planner) -> None:
        self.seed, self.index, self.planner, self.first_job = seed, index, planner, first_job
        self.id = ids.family(index)
        self.name = name_of(seed, index)
        self.commercial = mix(seed, index, 2) % 9 == 0
        self.owner = ids.family(survivor(index))
        self.merged = merged_into(index)
        self.exempt = self.commercial and mix(seed, index, 4) % 5 == 0
        self.places = 2 if mix(seed, index, 3) % 12 == 0 else 1
        self.active = self.merged is None and not (
            index % INACTIVE_EVERY == 5 and not self.open_work
        )

    @cached_property
    def jobs(self) -> list[JobPlan]:
        count = job_count(self.seed, self.index)
        return self.planner.jobs(
            self.index, self.first_job, count, exempt=self.exempt, locations=self.places
        )

    @property
    def open_work(self) -> bool:
        return any(job.status not in {"Completed", "Canceled"} for job in self.jobs)

    @cached_property
    def dice(self) -> Random:
        """Drawn from in a fixed order below; never shared between tables."""
        return Random((self.seed << 33) ^ (self.index * 40_503 + 11))

    @cached_property
    def created(self) -> int:
        """Before the first job; customers without jobs came at any time."""
        away = 1 + mix(self.seed, self.index, 5) % (300 * clock.DAY)
        if self.jobs:
            return min(job.created for job in self.jobs) - away // 20 - 60
        return self.planner.now - 2 * away - clock.HOUR

    @cached_property
    def modified(self) -> int:
        """Payments move the customer, as its balance changes."""
        moments = [self.created + mix(self.seed, self.index, 6) % clock.HOUR]
        moments += [part.on for job in self.jobs for part in job.paid]
        moments += [job.invoiced for job in self.jobs if job.lines]
        return min(max(moments), self.planner.now - 1)

    @cached_property
    def ticks(self) -> int:
        chance = mix(self.seed, self.index, 7)
        return 0 if chance % 10 == 0 else chance % 10_000_000

    @cached_property
    def balance(self) -> int:
        return sum(job.balance for job in self.jobs)

    @cached_property
    def zone(self) -> int:
        return mix(self.seed, self.index, 8) % len(CITIES)

    def location(self, number: int) -> int:
        return self.id + 1 + number

    def place_name(self, number: int) -> str:
        other = "Rental" if mix(self.seed, self.index, 31 + number) % 2 else "Shop"
        return f"{self.name} - {other}" if number else self.name

    def address(self, number: int = 0) -> dict[str, object]:
        chance = mix(self.seed, self.index, 9 + number)
        city, prefix, latitude, longitude = CITIES[self.zone]
        located = chance % 7 != 0
        return {
            "street": f"{100 + chance % 9800} {STREETS[(chance >> 12) % len(STREETS)]}",
            "unit": f"#{chance % 40}" if chance % 6 == 0 else None,
            "city": city,
            "state": "FL",
            "zip": "" if chance % 41 == 0 else f"{prefix}{1 + (chance >> 5) % 9:02d}",
            "country": "USA",
            "latitude": round(latitude + (chance % 2000 - 1000) / 9000, 6) if located else None,
            "longitude": round(longitude + (chance % 1777 - 888) / 9000, 6) if located else None,
        }

    def people(self) -> Iterator[tuple[int, str, str, bool]]:
        """Offset, kind, value, active for each way to reach the customer; some have none."""
        chance = mix(self.seed, self.index, 20)
        phone = f"813{2_000_000 + (chance >> 3) % 7_999_999:07d}"
        if chance % 17 == 0:
            return
        yield 10, "MobilePhone" if chance % 3 else "Phone", phone, True
        if chance % 4:
            yield (
                11,
                "Email",
                f"c{self.index}@{('mail', 'inbox', 'post')[chance % 3]}.example",
                True,
            )
        if chance % 5 == 0:
            yield 12, "Phone", f"727{2_000_000 + chance % 7_999_999:07d}", chance % 2 == 0
