"""Which operation a path and verb mean, and which table of the company it is about."""

from dataclasses import dataclass, field
from typing import Final

from sandbox.servicetitan.facts import Facts, Operation

# The same rows under another path.
WBS: Final = "jpm/work-breakdown-structure"
ALIASES: Final = {
    "crm/booking-provider/bookings": "crm/bookings",
    "crm/booking-provider/bookings/contacts": "crm/bookings/contacts",
    "jpm/job-notes": "jpm/jobs/notes",
    "jpm/job-history": "jpm/jobs/history",
    "jpm/project-notes": "jpm/projects/notes",
    "jpm/jobs/canceled-log": "jpm/job-canceled-logs",
    "memberships/membership-status-changes": "memberships/memberships/status-changes",
    "accounting/inventory-bills/paginated": "accounting/inventory-bills",
    "accounting/credit-memos/credit-memo-items": "accounting/credit-memos/items",
    "accounting/invoices/items": "accounting/invoice-items",
    "payroll/employees/payrolls": "payroll/payrolls",
    "payroll/technicians/payrolls": "payroll/payrolls",
    "payroll/technicians/payroll-settings": "payroll/payroll-settings",
    "payroll/employees/payroll-settings": "payroll/payroll-settings",
    "marketing/campaigns/costs": "marketing/costs",
    f"{WBS}/projects/segments": f"{WBS}/segments",
    f"{WBS}/projects/segments/items": f"{WBS}/segments/items",
    f"{WBS}/projects/segments/items/children": f"{WBS}/segments/items",
    f"{WBS}/segments/items/children": f"{WBS}/segments/items",
    f"{WBS}/projects/budget-codes": f"{WBS}/budget-codes",
}
# Segments whose `{id}` parameter has no name of its own: the field in child rows that holds it.
PARENT_FIELDS: Final = {
    "ap-bills": "billId",
    "bank-deposits": "depositId",
    "memberships": "membershipId",
    "categories": "categoryId",
    "technicians": "technicianId",
    "membership-types": "membershipTypeId",
    "location-findings": "findingId",
    "opportunities": "opportunityId",
    "campaigns": "campaignId",
    "journal-entries": "journalEntryId",
    "credit-memos": "creditMemoId",
}
# The document's base by another that clients in production use.
OTHER_BASES: Final = {"/task-management/v2": "/taskmanagement/v2"}
NAMED_PARAMETERS: Final = {
    "job": "jobId",
    "employee": "employeeId",
    "technician": "employeeId",
    "booking_provider": "bookingProviderId",
}


@dataclass(slots=True)
class Route:
    """An operation with what its path says about tables and parents."""

    operation: Operation
    segments: tuple[str, ...]
    table: str
    resource: str  # the path below the tenant, without the export word: the key of special rules
    parents: dict[str, str] = field(default_factory=dict)  # path parameter → field in the rows
    parent_tables: dict[str, str] = field(
        default_factory=dict
    )  # path parameter → table it lives in

    @property
    def own(self) -> str | None:
        """The parameter that names the row itself, when the path ends in one."""
        last = self.segments[-1]
        return last[1:-1] if last.startswith("{") else None


def below_tenant(path: str) -> str:
    return path.split("/tenant/{tenant}/", 1)[1]


def table_name(module: str, resource: str) -> str:
    words = [word for word in resource.split("/") if not word.startswith("{")]
    if words[0] == "export" or words[-1] == "export":
        words.remove("export")
    name = f"{module}/{'/'.join(words)}"
    return ALIASES.get(name, name)


def singular(segment: str) -> str:
    words = segment.split("-")
    last = words[-1]
    words[-1] = f"{last[:-3]}y" if last.endswith("ies") else last.removesuffix("s")
    return words[0] + "".join(word.title() for word in words[1:])


def parent_field(before: str, parameter: str) -> str:
    if parameter in NAMED_PARAMETERS:
        return NAMED_PARAMETERS[parameter]
    return PARENT_FIELDS.get(before, f"{singular(before)}Id") if parameter == "id" else parameter


def route(operation: Operation) -> Route:
    resource = below_tenant(operation.path)
    segments = tuple(resource.split("/"))
    made = Route(operation, segments, table_name(operation.module, resource), resource)
    for place, word in enumerate(segments):
        if word.startswith("{") and place:
            name = word[1:-1]
            made.parents[name] = parent_field(segments[place - 1], name)
            made.parent_tables[name] = table_name(operation.module, "/".join(segments[:place]))
    return made


class Router:
    """Finds the route of a path; literal segments win over parameters."""

    def __init__(self, facts: Facts) -> None:
        self.routes = [route(operation) for operation in facts.operations]
        self.later = [route(operation) for operation in facts.later]
        self.exact: dict[str, dict[str, Route]] = {}
        self.shaped: dict[tuple[str, int], list[tuple[tuple[str, ...], dict[str, Route]]]] = {}
        for made in [*self.routes, *self.later]:
            self._add(made)
        for group in self.shaped.values():
            group.sort(key=lambda entry: [word.startswith("{") for word in entry[0]])

    def _add(self, made: Route) -> None:
        base = made.operation.path.split("/tenant/", 1)[0]
        if "{" not in made.resource:
            self.exact.setdefault(f"{base}/{made.resource}", {})[made.operation.verb] = made
            return
        group = self.shaped.setdefault((base, len(made.segments)), [])
        for segments, verbs in group:
            if _alike(segments, made.segments):
                verbs[made.operation.verb] = made
                return
        group.append((made.segments, {made.operation.verb: made}))

    def find(self, base: str, rest: str) -> dict[str, Route]:
        """Routes by verb, for a module base such as /crm/v2 and the path below the tenant."""
        base = OTHER_BASES.get(base, base)
        found = dict(self.exact.get(f"{base}/{rest}", {}))
        words = tuple(rest.split("/"))
        for segments, verbs in self.shaped.get((base, len(words)), ()):
            if all(s.startswith("{") or s == w for s, w in zip(segments, words, strict=True)):
                found = verbs | found
        return found


def _alike(left: tuple[str, ...], right: tuple[str, ...]) -> bool:
    """The same shape, whatever the parameters are called."""
    return all(
        a == b or (a.startswith("{") and b.startswith("{"))
        for a, b in zip(left, right, strict=True)
    )


def path_values(made: Route, rest: str) -> dict[str, str]:
    """What the parameters of this route are in a concrete path."""
    words = rest.split("/")
    return {s[1:-1]: w for s, w in zip(made.segments, words, strict=True) if s.startswith("{")}
