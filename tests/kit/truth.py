"""What the company's own rows say: read past all of our code, to compare answers with."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sandbox.servicetitan import Server as Company
from tests.kit.world import ZONE

Row = dict[str, Any]


@dataclass(frozen=True)
class Truth:
    """The rows of a company, as ServiceTitan has them."""

    company: Company

    def rows(self, path: str, keep: Callable[[Row], bool] = lambda _: True) -> list[Row]:
        module, _, resource = path.partition("/")
        return [row for row in self.company.rows(module, resource) if keep(row)]

    def by_id(self, path: str) -> dict[int, Row]:
        return {row["id"]: row for row in self.rows(path)}

    def customers(self) -> list[Row]:
        """Those people still deal with: active and not merged into another."""
        return self.rows("crm/customers", lambda row: row["active"] and not row["mergedToId"])

    def visits(self) -> list[Row]:
        """Appointments that take place or took place."""
        return self.rows(
            "jpm/appointments", lambda row: row["active"] and row["status"] != "Canceled"
        )

    def crews(self) -> dict[int, set[int]]:
        """Technicians by appointment."""
        crews: dict[int, set[int]] = {}
        for row in self.rows("dispatch/appointment-assignments", lambda row: row["active"]):
            crews.setdefault(row["appointmentId"], set()).add(row["technicianId"])
        return crews

    def snapshot(self) -> dict[str, list[bytes | None]]:
        """Every row that a tool of these tests may change, to prove that none did."""
        return {path: list(self.company.box.table(path).raw) for path in WRITABLE}


WRITABLE = (
    "crm/customers",
    "crm/locations",
    "crm/customers/contacts",
    "crm/locations/contacts",
    "jpm/jobs",
    "jpm/jobs/notes",
    "jpm/appointments",
    "dispatch/appointment-assignments",
    "salestech/estimates",
    "accounting/invoices",
    "accounting/payments",
)


def money(value: object) -> Decimal:
    """An amount as text or JSON number, exact."""
    return Decimal(str(value))


def total(values: Iterable[object]) -> Decimal:
    return sum((money(value) for value in values), Decimal(0))


def when(text: str) -> datetime:
    """ServiceTitan's time, its seventh digit rounded as PostgreSQL does: as a double."""
    seconds, _, fraction = text.removesuffix("Z").partition(".")
    micros = round(float(f"0.{fraction or 0}") * 1_000_000)
    return datetime.fromisoformat(seconds).replace(tzinfo=UTC) + timedelta(microseconds=micros)


def day_of(text: str) -> date:
    """The company's day of a moment."""
    return when(text).astimezone(ZONE).date()


def span_of(day: date) -> tuple[datetime, datetime]:
    """Both midnights of a company day, counted in UTC."""
    after = day + timedelta(days=1)
    return (
        datetime(day.year, day.month, day.day, tzinfo=ZONE).astimezone(UTC),
        datetime(after.year, after.month, after.day, tzinfo=ZONE).astimezone(UTC),
    )
