"""How long to wait before asking again: the stated wait of a 429, else backoff with jitter."""

import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import httpx

from tools.servicetitan.problems import read_problem

SPOKEN = re.compile(r"(\d+(?:\.\d+)?)\s*second", re.IGNORECASE)
"""A 429 says the wait at the end of its title: "... again in N seconds." """


@dataclass(frozen=True)
class Patience:
    """How often and how long a call is tried again; all times in seconds."""

    read_tries: int = 3
    throttled_tries: int = 5
    first: float = 0.25
    longest: float = 60.0
    total: float = 240.0
    jitter: Callable[[], float] = field(default=random.random, repr=False)

    def backoff(self, attempt: int) -> float:
        """Half to all of a doubling step, so that callers do not come back in step."""
        step = min(self.longest, self.first * 2.0 ** max(0, attempt - 1))
        return float(step * (0.5 + self.jitter() / 2))


@dataclass
class SourceTime:
    """What time it was at ServiceTitan when it answered last, by its own clock."""

    header: str = ""
    heard: float = 0.0

    def note(self, response: httpx.Response) -> None:
        self.header, self.heard = response.headers.get("date", self.header), time.monotonic()

    def now(self) -> datetime | None:
        return _date(self.header)

    def by_now(self) -> datetime | None:
        """What time it has become there since."""
        told = self.now()
        return told and told + timedelta(seconds=time.monotonic() - self.heard)


def stated_wait(response: httpx.Response, now: float) -> float | None:
    """Seconds a 429 asks for: the header as a number or a date, else the number in its title."""
    header = response.headers.get("retry-after", "").strip()
    if header:
        stated = _seconds(header)
        return stated if stated is not None else _until(header, response, now)
    spoken = SPOKEN.findall(read_problem(response).title)
    return float(spoken[-1]) if spoken else None


def _seconds(header: str) -> float | None:
    return float(header) if re.fullmatch(r"\d+(\.\d+)?", header) else None


def _until(header: str, response: httpx.Response, now: float) -> float | None:
    """Count from the answer's own Date, so that a wrong clock of ours does not matter."""
    moment = _date(header)
    if moment is None:
        return None
    sent = _date(response.headers.get("date", "")) or datetime.fromtimestamp(now, UTC)
    return max(0.0, (moment - sent).total_seconds())


def _date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
