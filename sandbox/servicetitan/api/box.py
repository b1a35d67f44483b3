"""The running company: its tables, its clock, its ids and everything a request may change."""

import gc
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sandbox.servicetitan.api.late import Late
from sandbox.servicetitan.api.routes import ALIASES, Route, Router
from sandbox.servicetitan.api.samples import ROWS, Samples
from sandbox.servicetitan.api.shapes import Shapes
from sandbox.servicetitan.api.store import Table
from sandbox.servicetitan.company import Company, clock
from sandbox.servicetitan.facts import Facts, load

Row = dict[str, Any]

# Paths that speak of a resource of another module.
ELSEWHERE: Final = {
    "forms/jobs": "jpm/jobs",
    "payroll/jobs": "jpm/jobs",
    "payroll/employees": "settings/employees",
    "payroll/technicians": "settings/technicians",
    "salestech/status/estimates": "salestech/estimates",
    "jpm/work-breakdown-structure/projects": "jpm/projects",
    "jpm/projects/detach-job": "jpm/jobs",
    "jpm/projects/attach-job": "jpm/jobs",
    "crm/locations/preferredtechnician": "settings/technicians",
    "crm/customers/tags": "settings/tag-types",
    "crm/locations/tags": "settings/tag-types",
    "forms/jobs/attachment": "forms/jobs/attachments",
    "customer-interactions/technician-rating/technician": "settings/technicians",
    "customer-interactions/technician-rating/technician/job": "jpm/jobs",
}
# Rows that are found by another field than their id.
KEYS: Final = {
    "marketing/suppressions": "email",
    "payroll/payroll-settings": "employeeId",
    "accounting/invoices/tasks": "taskId",
    "crm/contacts/contact-methods/preferences": "name",
}
# Rows whose schema was never published: the fields clients have seen.
UNPUBLISHED: Final[dict[str, Row]] = {
    "forms/jobs/attachments": {"fileName": "photo.jpg", "createdById": 10100007,
        "createdOn": "2026-01-05T15:00:00Z"},
    "salestech/opportunities": {"status": "Open", "createdOn": "2026-01-05T15:00:00Z",
        "modifiedOn": "2026-01-05T15:00:00Z"},
    "salestech/opportunities/followups": {"note": "Call back", "createdOn": "2026-01-05T15:00:00Z",
        "modifiedOn": "2026-01-05T15:00:00Z"},
}  # fmt: skip
# Those that stand below another row of whose schema nothing was published: field and table.
BELOW: Final = {"salestech/opportunities/followups": ("opportunityId", "salestech/opportunities")}
# Fields a record is known by, which are set although their schema lets them be null.
TELLING: Final[dict[str, Row]] = {
    "marketing-reputation/reviews": {
        "platform": "Google", "address": "12 Bay St, Tampa", "review": "On time and neat.",
    },
}  # fmt: skip


# Fields that filters are about and rows do not show, by running number.
HIDDEN: Final[dict[str, Callable[[int], Row]]] = {
    "pricebook/clientspecificpricing": lambda n: {
        "name": f"Rate sheet {n + 1}", "active": bool((n + 1) % 8),
    },
    "inventory/transfers": lambda n: {
        "transferType": ("Restock", "Return", "Loan")[n % 3], "transferTypeId": n % 3 + 1,
    },
}  # fmt: skip


# Changes of these may be read only after a while.
LATE: Final = {"accounting/invoices", "accounting/invoice-items"}
# What a tenant may lack: calls that need it are refused.
FEATURES: Final = ("appointment-summaries", "job-timesheets")


@dataclass
class Settings:
    """How this sandbox behaves where the real API leaves room."""

    rate: int = 60  # requests per second per app and tenant; 0 = no limit
    latency: float = 0.0  # seconds before every answer
    export_page: int = 5_000
    export_delay: float = 900.0  # seconds that fresh changes stay out of feeds
    invoice_lag: float = 0.0  # seconds until reads show a change of an invoice
    scopes: tuple[str, ...] | None = None  # what the token grants; None = everything
    off: tuple[str, ...] = ()  # features this tenant does not have: FEATURES


@dataclass(frozen=True)
class Kept:
    """A file as it was sent, to be given out again."""

    name: str
    type: str
    content: bytes


@dataclass
class Credentials:
    """The fixed values a client needs to talk to the sandbox."""

    client_id: str = "cid.sandbox0000000000000000"
    client_secret: str = "cs1.sandbox0000000000000000000000000000"  # noqa: S105  (opens nothing)
    app_key: str = "ak1.sandbox000000000000000"
    tenant: int = 987_654_321


@contextmanager
def without_collector() -> Iterator[None]:
    """Millions of rows made at once hold no cycles: looking for some would double the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


class Box:
    """One tenant of the sandbox."""

    def __init__(self, company: Company, settings: Settings | None = None) -> None:
        self.company, self.settings = company, settings or Settings()
        self.credentials = Credentials()
        self.facts: Facts = load()
        self.router = Router(self.facts)
        self.shapes = Shapes(self.facts)
        self.samples = Samples(self.facts, company, self.pick, self.look)
        self.listed = self._listed()
        self._loading = threading.RLock()
        self.tables: dict[str, Table] = {}
        self.reset()

    def reset(self) -> None:
        """Back to the company as it was made, with no tokens and the clock at `now`."""
        self.tables = {name: one for name, one in self.tables.items() if self._as_made(one)}
        self.documents: dict[str, Row] = {}
        self.files: dict[str, Kept] = {}
        self.queries: dict[str, Row] = {}
        self.tokens: dict[str, float] = {}
        self.kept: dict[tuple[str, str, str], tuple[int, list[int]]] = {}
        self._fields: dict[str, frozenset[str]] = {}
        self.next_id = self.company.first_free_id
        self._shift = self.company.now.timestamp() - time.time()
        self.moment: float | None = None
        self._last = 0

    def _as_made(self, table: Table) -> bool:
        """Whether a table is the company's own and nobody wrote to it since it was made."""
        company = self.company
        return not table.version and (
            table.name in company.writer_of or table.name in company.fixed
        )

    def _listed(self) -> dict[str, Route]:
        """The operation that lists a table, from which its rows take their schema."""
        found: dict[str, Route] = {}
        routes = [*self.router.routes, *self.router.later]
        for route in routes:
            operation = route.operation
            if (
                operation.verb == "GET"
                and (operation.row or operation.paged)
                and not operation.feed
            ):
                found.setdefault(route.table, route)
        for route in routes:
            if route.operation.feed:
                found.setdefault(route.table, route)
        return found

    def now(self) -> float:
        """Seconds since 1970 in the company's time; still while one request is handled."""
        return time.time() + self._shift if self.moment is None else self.moment

    @contextmanager
    def at(self, moment: float) -> Iterator[None]:
        """Let the clock stand: whatever happens inside happens at this moment."""
        self.moment = moment
        try:
            yield
        finally:
            self.moment = None

    def move_clock(self, seconds: float) -> None:
        self._shift += seconds

    def set_clock(self, moment: datetime) -> None:
        self._shift = moment.timestamp() - time.time()

    def stamp(self) -> str:
        """This moment as text; later than every stamp given before, to the tick."""
        self._last = max(int(self.now() * 10_000_000), self._last + 1)
        return clock.stamp(self._last // 10_000_000, self._last % 10_000_000)

    def new_id(self) -> int:
        self.next_id += 7
        return self.next_id

    def table(self, name: str) -> Table:
        name = ELSEWHERE.get(name, ALIASES.get(name, name))
        made = self.tables.get(name)
        if made is None:
            with self._loading:  # a test may ask from another thread than the server's
                if name not in self.tables:
                    self._load(name)
            made = self.tables[name]
        return made

    def fields_of(self, route: Route) -> frozenset[str]:
        """Names that rows behind a route may have: from the schema and from the rows themselves."""
        made = self._fields.get(route.operation.key)
        if made is None:
            table = self.table(route.table)
            first = table.read(next(iter(table.places()))) if len(table) else {}
            names = (
                self.shapes.keys(route.operation.module, route.operation.row)
                if route.operation.row
                else []
            )
            made = self._fields[route.operation.key] = frozenset([*names, *first])
        return made

    def knows(self, name: str) -> bool:
        """Whether a table has rows of its own: from the company, or from a list operation."""
        name = ELSEWHERE.get(name, name)
        return name in self.company.writer_of or name in self.company.fixed or name in self.listed

    def names(self) -> set[str]:
        """Every name a table goes by, those included that only writes filled."""
        company, written = self.company, (name for name, one in self.tables.items() if len(one))
        return {*company.writer_of, *company.fixed, *self.listed, *ALIASES, *ELSEWHERE, *written}

    def shows_activity(self, table: str) -> bool:
        """Whether a list or feed of the table tells active rows from others."""
        return any(
            "active" in self.shapes.keys(route.operation.module, route.operation.row)
            for route in self.router.routes
            if route.table == table and route.operation.row
        )

    def _empty(self, name: str) -> Table:
        return Late(name, self._lag, self.now) if name in LATE else Table(name)

    def _lag(self) -> float:
        return self.settings.invoice_lag

    def _load(self, name: str) -> None:
        company = self.company
        if name in company.writer_of:
            fresh = {table: self._empty(table) for table in company.written_with(name)}
            with without_collector():
                for table, row in company.section(name):
                    fresh[table].append(row)
            self.tables |= fresh
            return
        made = self.tables[name] = Table(name, KEYS.get(name, "id"))
        made.load(company.fixed[name] if name in company.fixed else self._sampled(name))

    def load_all(self) -> None:
        """Makes every table now, in one pass, instead of at its first request."""
        fresh = {table: self._empty(table) for table in self.company.writer_of}
        with without_collector():
            for table, row in self.company.everything():
                fresh[table].append(row)
        self.tables = fresh | self.tables

    def _sampled(self, name: str) -> list[Row]:
        route = self.listed.get(name)
        if route is None:
            return []
        rows = []
        for serial in range(ROWS):
            row = self._sample(route, name, serial)
            for parameter, field_name in route.parents.items():
                parent = route.parent_tables[parameter]
                known = parameter != route.own and self.knows(parent)
                if known and row.get(field_name) not in self.table(parent).at:
                    row[field_name] = self.pick(parent, serial // 2)
            rows.append(row)
        return rows

    def _sample(self, route: Route, name: str, serial: int) -> Row:
        if route.operation.row is None:
            field_name, owners = BELOW.get(name, ("", ""))
            owner = {field_name: self.pick(owners, serial // 2)} if owners else {}
            known = {"id": self.samples.identity(name, serial), **owner}
            return known | UNPUBLISHED.get(name, {})
        row = self.samples.row(route.operation.module, route.operation.row, serial, name)
        known = {key: text for key, text in TELLING.get(name, {}).items() if row[key] is None}
        return row | known | (HIDDEN[name](serial) if name in HIDDEN else {})

    def look(self, table: str, key: Any) -> Row:
        """The row of a table with this key, empty when there is none."""
        return self.table(table).get(key) or {}

    def pick(self, table: str, serial: int) -> Any:
        """An id that exists in a table; early ones, which are active customers and done jobs."""
        found = self.table(table)
        return found.ids[serial % min(len(found.ids), 40)] if found.ids else 0


@dataclass(slots=True)
class Call:
    """A request that passed the gate: which operation, on which row, with what."""

    box: Box
    route: Route
    path: dict[str, Any]
    query: dict[str, Any]
    body: Any = None
    raw: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def table(self) -> Table:
        """The rows it is about: those that readers see already, when it reads."""
        found = self.box.table(self.route.table)
        return found.seen() if self.route.operation.verb == "GET" else found
