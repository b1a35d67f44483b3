"""Which rows a list's parameters keep."""

from typing import Any, Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.meanings import Path, Test, among, equals, find, has
from sandbox.servicetitan.api.related import RELATED

PAGING: Final = {
    "page",
    "pageSize",
    "includeTotal",
    "sort",
    "orderBy",
    "orderByDirection",
    "from",
    "includeRecentChanges",
}
REMEMBERED: Final = 64
# How lists name the filter on `active`.
ACTIVITY: Final = {"active", "activeState", "includeInactive", "activeOnly"}
ANY_BY_DEFAULT: Final = {"jpm/job-cancel-reasons", "jpm/job-hold-reasons"}


def chosen(call: Call) -> list[int]:
    """Positions of the rows the parameters keep; remembered while the tables stand still."""
    if call.table is not call.box.table(call.route.table):
        return _chosen(call)  # of rows that readers see for a moment only
    asked = sorted((name, repr(value)) for name, value in call.query.items() if name not in PAGING)
    key = (call.route.operation.key, repr(asked), repr(call.path))
    version = sum(table.version for table in call.box.tables.values())
    found = call.box.kept.get(key)
    if found is None or found[0] != version:
        if len(call.box.kept) > REMEMBERED:
            call.box.kept.clear()
        found = call.box.kept[key] = (version, _chosen(call))
    return found[1]


def _chosen(call: Call) -> list[int]:
    table = call.table
    wanted = tests(call)
    indexed = [one for one in wanted if _numbers(one)]
    places = list(table.places())
    for n, one in enumerate(indexed):
        found = table.places_with(one[0], _numbers(one))
        places = found if n == 0 else sorted(set(places) & set(found))
    for one in wanted:
        if one not in indexed:
            places = _kept(call, places, *one)
    return places


def unsaid(call: Call, field: str) -> Any:
    """What rows show in a field that they say nothing about; a filter goes by what is shown."""
    operation, shapes = call.route.operation, call.box.shapes
    node = call.box.facts.properties(operation.module, operation.row).get(field)
    return shapes.default(operation.module, node, field) if node else None


def _numbers(one: tuple[Path, Test, Any]) -> list[int]:
    """The numbers a test on equality asks for; those are looked up instead of compared."""
    _, test, want = one
    values = want if isinstance(want, list) else [want]
    plain = all(isinstance(value, int) and not isinstance(value, bool) for value in values)
    return values if plain and test in {equals, among} else []


def _kept(call: Call, places: list[int], path: Path, test: Test, want: Any) -> list[int]:
    table, shown = call.table, unsaid(call, path[0])
    column = table.column(path[0])
    if shown is not None:
        column = [shown if value is None else value for value in column]
    if path[0] == "displayName":  # searchText looks into three fields at once
        columns = [table.column(name) for name in path]
        return [p for p in places if test([column[p] for column in columns], want)]
    if len(path) == 1:
        return [p for p in places if test(column[p], want)]
    return [p for p in places if isinstance(column[p], dict) and test(column[p].get(path[1]), want)]


def tests(call: Call) -> list[tuple[Path, Test, Any]]:
    """Everything a row must pass: its parents, its activity, then each parameter."""
    made: list[tuple[Path, Test, Any]] = []
    for parameter, field in call.route.parents.items():
        if parameter != call.route.own and has(call, field):
            made.append(((field,), equals, call.path[parameter]))
    made += activity(call)
    for name, want in call.query.items():
        if want is None or name in PAGING or name in ACTIVITY:
            continue
        found = (
            RELATED[call.route.table, name](call, want)
            if (call.route.table, name) in RELATED
            else find(call, name)
        )
        if found and found.path:
            made.append((found.path, found.test, want))
    return made


def activity(call: Call) -> list[tuple[Path, Test, Any]]:
    """Active rows unless asked otherwise; lists that cannot ask hide inactive rows."""
    if not has(call, "active"):
        return []
    wanted = _active(call)
    return (
        []
        if wanted is None
        else [(("active",), lambda have, want: (have is not False) == want, wanted)]
    )


def _active(call: Call) -> bool | None:
    query, known = call.query, call.route.operation.in_query
    if "includeInactive" in known:
        return None if query.get("includeInactive") else True
    if "activeOnly" in known:
        return True if query.get("activeOnly") else None
    state = query.get("activeState") or query.get("active")
    if state in {"InactiveOnly", "False", False}:
        return False
    if state in {"All", "Any"}:
        return None
    if state is None and call.route.table in ANY_BY_DEFAULT:
        return None
    return True
