"""What happened to one customer: the decisions every row about that customer is written from."""

# ruff: noqa: PLR2004  (shares and moduli of a made-up company stand where they are drawn)

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Final

from sandbox.servicetitan.company import clock, ids
from sandbox.servicetitan.company.calendar import Calendar
from sandbox.servicetitan.company.catalog import BY_TRADE, Sku
from sandbox.servicetitan.company.reference import (
    BUSINESS_UNITS,
    JOB_TYPES,
    JOB_TYPES_OF,
    PAYMENT_TERMS,
    TAX_RATE_PERCENT,
)
from sandbox.servicetitan.company.staff import trade_of

TICKS: Final = 10_000_000  # 100 ns in a second
OPEN, SOLD, DISMISSED = 0, 1, 2


@dataclass(slots=True)
class Line:
    """A quantity of something from the pricebook; money in cents."""

    id: int
    sku: Sku
    quantity: int

    @property
    def total(self) -> int:
        return self.sku.price * self.quantity


@dataclass(slots=True)
class Visit:
    """An appointment and who was sent."""

    id: int
    number: int
    start: int
    end: int
    hour: int
    status: str
    technicians: tuple[int, ...]
    modified: int
    confirmed: bool = False

    @property
    def window(self) -> tuple[int, int]:
        return self.start, self.start + 2 * clock.HOUR


@dataclass(slots=True)
class EstimatePlan:
    id: int
    number: int
    lines: list[Line]
    status: int
    created: int
    modified: int
    sold_by: int

    @property
    def subtotal(self) -> int:
        return sum(line.total for line in self.lines)


@dataclass(slots=True)
class Paid:
    id: int
    amount: int
    on: int
    type: int


@dataclass(slots=True)
class JobPlan:
    """One job from call to payment."""

    id: int
    number: int
    type: int
    status: str
    created: int
    modified: int
    completed: int | None
    visits: list[Visit]
    campaign: int
    summary: int
    ticks: int
    location: int = 0
    estimates: list[EstimatePlan] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    paid: list[Paid] = field(default_factory=list)
    exempt: bool = False

    @property
    def unit(self) -> int:
        return JOB_TYPES[self.type][1]

    @property
    def trade(self) -> str:
        return BUSINESS_UNITS[self.unit][1]

    @property
    def invoice(self) -> int:
        return self.id + 40

    @property
    def subtotal(self) -> int:
        return sum(line.total for line in self.lines)

    @property
    def tax(self) -> int:
        """Sales tax on goods, half a cent rounded up."""
        goods = 0 if self.exempt else sum(line.total for line in self.lines if line.sku.taxable)
        return (goods * TAX_RATE_PERCENT + 50) // 100

    @property
    def total(self) -> int:
        return self.subtotal + self.tax

    @property
    def balance(self) -> int:
        return self.total - sum(part.amount for part in self.paid)

    @property
    def invoiced(self) -> int:
        return self.completed or self.created

    @property
    def called(self) -> bool:
        return self.number % 10 < 7


class Planner:
    """Makes the jobs of one customer, from the seed and the customer's position alone."""

    def __init__(self, seed: int, calendar: Calendar, now: datetime) -> None:
        self.seed, self.calendar, self.now = seed, calendar, int(now.timestamp())

    def jobs(
        self, index: int, first: int, count: int, *, exempt: bool, locations: int
    ) -> list[JobPlan]:
        """The `count` jobs of customer `index`; `first` is the running number of its first job."""
        slots = sorted(self.calendar.slot(first + n) for n in range(count))
        made = []
        for n, (day, hour, technician) in enumerate(slots):
            dice = Random((self.seed << 40) ^ ((first + n) * 2_654_435_761))
            job = self._job(
                dice,
                ids.family(index, ids.JOB_SPAN * (n + 1)),
                first + n,
                clock.at(day, hour),
                hour,
                technician,
            )
            job.exempt, job.location = exempt, int(dice.random() * locations)
            second = job.status not in {"Canceled", "Hold"} and dice.random() < 0.14
            if second:
                self._return_visit(dice, job)
            self._money(dice, job)
            made.append(job)
        return made

    def _job(
        self, dice: Random, job_id: int, number: int, start: int, hour: int, technician: int
    ) -> JobPlan:
        choices = JOB_TYPES_OF[trade_of(technician)]
        kind = choices[int(dice.random() * len(choices))]
        created = min(
            start - int((0.2 + dice.random() * 12) * clock.DAY),
            self.now - int(dice.random() * 9 * clock.DAY) - 600,
        )
        end = start + JOB_TYPES[kind][2] * 60
        status, visit = self._states(dice, start, end)
        modified = self._last_change(dice, status, created, start, end)
        crew = (technician,) if status != "Canceled" or dice.random() < 0.5 else ()
        seen = Visit(
            job_id + 1, 1, start, end, hour, visit, crew, modified, confirmed=dice.random() < 0.6
        )
        completed = modified if status == "Completed" else None
        ticks = int(dice.random() * TICKS)
        campaign, summary = int(dice.random() * 6), int(dice.random() * 8)
        return JobPlan(
            job_id,
            number,
            kind,
            status,
            created,
            modified,
            completed,
            [seen],
            campaign,
            summary,
            ticks,
        )

    def _states(self, dice: Random, start: int, end: int) -> tuple[str, str]:
        """Status of the job and of its first appointment at this moment."""
        chance = dice.random()
        if chance < 0.07:
            return "Canceled", "Canceled"
        if end <= self.now:
            return ("Hold", "Hold") if chance > 0.985 else ("Completed", "Done")
        if start <= self.now:
            return "InProgress", "Working"
        if chance > 0.95:
            return "Hold", "Hold"
        return (
            ("Dispatched", "Dispatched")
            if start - self.now < 2 * clock.HOUR
            else ("Scheduled", "Scheduled")
        )

    def _last_change(self, dice: Random, status: str, created: int, start: int, end: int) -> int:
        if status == "Completed":
            return min(end + int(dice.random() * 900), self.now - 1)
        if status in {"InProgress", "Dispatched"}:
            return max(created, min(start, self.now) - 60)
        latest = min(start, self.now)
        return created + int(dice.random() * max(latest - created, 1))

    def _return_visit(self, dice: Random, job: JobPlan) -> None:
        """A second visit some days later at seven, before the windows, by the same technician."""
        later = job.visits[0].start + (1 + int(dice.random() * 3)) * clock.DAY
        local = clock.local_day(later)
        if local.weekday() == 6:
            local += timedelta(days=1)
        start = clock.at(local, 7)
        done = start + clock.HOUR <= self.now and job.status == "Completed"
        visit = Visit(
            job.id + 2,
            2,
            start,
            start + clock.HOUR,
            7,
            "Done",
            job.visits[0].technicians,
            job.modified,
        )
        if done:
            job.completed = job.modified = visit.modified = min(visit.end + 600, self.now - 1)
        elif job.status == "Completed":
            visit.status, job.status, job.completed = "Scheduled", "InProgress", None
        else:
            visit.status = "Scheduled"
        job.visits.append(visit)

    def _money(self, dice: Random, job: JobPlan) -> None:
        if job.status == "Canceled":
            return
        seller = job.visits[0].technicians[0] if job.visits[0].technicians else 0
        begun = job.visits[0].start < self.now
        if begun and dice.random() < 0.45:
            job.estimates = [
                self._estimate(dice, job, n, seller) for n in range(1 + int(dice.random() * 3))
            ]
            job.modified = max([job.modified, *(e.modified for e in job.estimates)])
        # Two of ten completed jobs record nothing: their total is 0, not null.
        if job.status == "Completed" and dice.random() < 0.82:
            job.lines = self._lines(dice, job.trade, job.id + 41, 1 + int(dice.random() * 3))
            self._pay(dice, job)

    def _lines(self, dice: Random, trade: str, first: int, count: int) -> list[Line]:
        offer = BY_TRADE[trade]
        kinds = ("Service", "Material", "Material", "Equipment")
        lines = []
        for n in range(count):
            skus = offer["Service" if n == 0 else kinds[int(dice.random() * 4)]]
            sku = skus[int(dice.random() * len(skus))]
            quantity = 1 + int(dice.random() * 4) if sku.kind == "Material" else 1
            lines.append(Line(first + n, sku, quantity))
        return lines

    def _estimate(self, dice: Random, job: JobPlan, number: int, seller: int) -> EstimatePlan:
        created = min(job.visits[0].start + 1800 + 60 * number, self.now - 60)
        recent = self.now - created < 30 * clock.DAY
        chance = dice.random()
        status = SOLD if chance < 0.3 else OPEN if chance < (0.85 if recent else 0.5) else DISMISSED
        decided = min(created + int(dice.random() * 10 * clock.DAY), self.now - 30)
        lines = self._lines(dice, job.trade, job.id + 53 + 4 * number, 1 + int(dice.random() * 4))
        modified = created if status == OPEN else max(created, decided)
        return EstimatePlan(job.id + 50 + number, number, lines, status, created, modified, seller)

    def _pay(self, dice: Random, job: JobPlan) -> None:
        """Most invoices are paid within weeks, some in two parts, some in part, some not yet."""
        age = (self.now - job.invoiced) / clock.DAY
        chance = dice.random() * (1.0 if age > 45 else 0.75)
        if chance < 0.1:
            return
        whole = job.total if chance > 0.18 else job.total // 2
        parts = [whole // 3, whole - whole // 3] if chance > 0.9 else [whole]
        for n, amount in enumerate(parts):
            due = PAYMENT_TERMS[job.number % 3][1] + 1
            on = min(
                job.invoiced + int(dice.random() * due * clock.DAY) + n * clock.HOUR, self.now - 1
            )
            job.paid.append(Paid(job.id + 46 + n, amount, on, int(dice.random() * 6)))
