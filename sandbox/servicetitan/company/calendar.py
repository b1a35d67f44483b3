"""When the company works: seasons, duty days and the slot of every job."""

from bisect import bisect_right
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import accumulate
from math import gcd
from random import Random
from typing import Final, NamedTuple

from sandbox.servicetitan.company import clock

HISTORY_DAYS: Final = 730
FUTURE_DAYS: Final = 21
# Local hours at which arrival windows open; each lasts two hours.
WINDOWS: Final = (8, 10, 13, 15)
# Pool work peaks in summer; January = index 0.
SEASON: Final = (0.6, 0.7, 1.0, 1.3, 1.5, 1.6, 1.6, 1.5, 1.2, 0.9, 0.7, 0.6)
WEEKDAY: Final = (1.1, 1.0, 1.0, 1.0, 1.05, 0.4, 0.0)
TECHNICIANS: Final = 12
SATURDAY, SUNDAY = 5, 6
# Days from today → how much fuller the board is there.
NEAR: Final = ((3, 3.0), (10, 1.8), (HISTORY_DAYS, 1.0))


class Slot(NamedTuple):
    day: date
    hour: int
    technician: int  # position in the list of technicians


def on_duty(technician: int, day: date) -> bool:
    """Sundays are free, every third Saturday is not; one weekday off a week."""
    weekday = day.weekday()
    if weekday == SUNDAY:
        return False
    if weekday == SATURDAY:
        return (day.toordinal() // 7 + technician) % 3 == 0
    return weekday != (technician * 2 + day.toordinal() // 7) % 5


def weight(day: date, today: date) -> float:
    away = abs((day - today).days)
    near = next((share for days, share in NEAR if away <= days), 1.0)
    return SEASON[day.month - 1] * WEEKDAY[day.weekday()] * near


class Calendar:
    """Spreads jobs over working days; nobody is booked twice while days have room."""

    def __init__(self, seed: int, jobs: int, now: datetime) -> None:
        self.seed, self.jobs = seed, max(jobs, 1)
        self.today = now.astimezone(clock.ZONE).date()
        self.first = self.today - timedelta(days=HISTORY_DAYS)
        self.days = [self.first + timedelta(days=n) for n in range(HISTORY_DAYS + FUTURE_DAYS + 1)]
        weights = list(accumulate(weight(day, self.today) for day in self.days))
        self.ends = [round(self.jobs * part / weights[-1]) for part in weights]
        step = int(self.jobs * 0.618034) | 1
        while gcd(step, self.jobs) != 1:
            step += 2
        self.step = step
        self._order = lru_cache(maxsize=1024)(self._places)

    def slot(self, number: int) -> Slot:
        """The slot of job `number`; a permutation, so two jobs never share a place in a day."""
        place = (number * self.step + self.seed) % self.jobs
        index = bisect_right(self.ends, place)
        start = self.ends[index - 1] if index else 0
        order = self._order(index)
        hour, technician = order[(place - start) % len(order)]
        return Slot(self.days[index], hour, technician)

    def _places(self, index: int) -> list[tuple[int, int]]:
        day = self.days[index]
        crew = [tech for tech in range(TECHNICIANS) if on_duty(tech, day)] or [0]
        places = [(hour, tech) for hour in WINDOWS for tech in crew]
        Random(self.seed * 7919 + day.toordinal()).shuffle(places)
        return places
