"""What a report is: columns, parameters, and how its rows come from the company's tables."""

import re
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple

from sandbox.servicetitan.api.box import Box
from sandbox.servicetitan.api.rules.common import rows_where

JOBS: Final = "jpm/jobs"
UNITS: Final = "settings/business-units"
DATE_TYPES: Final = ("Invoice Date", "Job Completion Date", "Job Creation Date")
# The column of a job by which each of them chooses; an invoice has its job's day of completion.
DATED: Final = ("completedOn", "completedOn", "createdOn")


class Parameter(NamedTuple):
    name: str
    label: str
    kind: str
    required: bool = False
    values: str | None = None  # the dynamic value set that lists them

    @property
    def many(self) -> bool:
        return self.name.startswith("BusinessUnitId")


FROM: Final = Parameter("From", "From", "Date", required=True)
TO: Final = Parameter("To", "To", "Date", required=True)
OF_UNITS: Final = Parameter("BusinessUnitIds", "Business Unit", "Number", values="business-units")
# Technicians' dashboards and most lists call it so, and take several just the same.
OF_UNIT: Final = OF_UNITS._replace(name="BusinessUnitId")
BY_DATE: Final = Parameter(
    "DateType", "Filter by", "Number", required=True, values="job-date-filter-type"
)


class Record(dict[str, Any]):
    """A row in which what a write left out is null."""

    def __missing__(self, name: str) -> None:
        return None


class Window(NamedTuple):
    """What a run is about: days, both included, and business units, all of them if none."""

    box: Box
    low: str
    high: str
    units: set[int]
    dated: int = 1

    def holds(self, moment: str | None) -> bool:
        return bool(moment) and self.low <= str(moment)[:10] <= self.high

    def meant(self, unit: Any) -> bool:
        return not self.units or unit in self.units

    def every(self, table: str) -> Iterator[Record]:
        held = self.box.table(table)
        return (Record(held.read(place)) for place in held.places())

    def rows(self, table: str, column: str) -> Iterator[Record]:
        """The rows whose moment in this column is in the window."""
        held = self.box.table(table)
        moments = held.column(column)
        return (Record(held.read(place)) for place in held.places() if self.holds(moments[place]))

    def below(self, table: str, column: str, value: Any) -> list[Record]:
        """The rows with this value in the column."""
        return [Record(row) for row in rows_where(self.box, table, column, value)]

    def jobs(self, column: str = "completedOn") -> list[Record]:
        return [row for row in self.rows(JOBS, column) if self.meant(row["businessUnitId"])]

    def find(self, table: str, key: Any) -> Record:
        """The row of this id, or an empty one."""
        return Record(self.box.table(table).get(key) or {})

    def name(self, table: str, key: Any, field: str = "name") -> Any:
        return self.find(table, key)[field]


class Report(NamedTuple):
    """`fields` are name, label and data type of each column."""

    key: int
    name: str
    category: str
    fields: tuple[tuple[str, str, str], ...]
    rows: Callable[[Window], list[list[Any]]]
    parameters: tuple[Parameter, ...] = (FROM, TO, OF_UNITS)


TEXT: Final = re.compile(
    r"(Name|Number|Date|On|Type|Phone|Address|Status|EMail|Email|Zip|Code|Unit|Division)$"
)
WORDS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")


def columns(names: str) -> tuple[tuple[str, str, str], ...]:
    """Columns of these names, labelled with their words; what does not say text is a number."""
    return tuple(
        (name, WORDS.sub(" ", name), "String" if TEXT.search(name) else "Number")
        for name in names.split()
    )
