"""Budget codes that a write names: the company's, or those of the project it is for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tools.deps import Deps
from tools.errors import ArgumentFault, ToolProblem
from tools.operations.mirroring import operation_named
from tools.servicetitan.siblings import rows_of

FINDERS = "jpm_list_budget_codes, jpm_list_project_budget_codes"
_MOST = 50
_CODES = "jpm.budget_codes:BudgetCodes"


@dataclass(frozen=True)
class _Coded:
    """A budget code in a body, with the project or job that is named nearest to it."""

    place: str
    key: int
    project: int | None = None
    job: int | None = None


async def unknown_codes(body: Any, deps: Deps) -> list[ArgumentFault]:
    """Codes that neither the company has nor the project of the write; in doubt, none."""
    named = list(_coded(body, _Coded("body", 0)))
    try:
        own = await _codes({one.key for one in named}, deps) if named else set()
        strangers = [one for one in named if one.key not in own]
        absent = [one for one in strangers if await _is_absent(one, deps)]
    except ToolProblem:
        return []  # what cannot be looked at, ServiceTitan itself will judge
    words = "neither the company nor the project has a budget code with this id"
    return [ArgumentFault(one.place, str(one.key), words) for one in absent]


def _coded(value: Any, near: _Coded) -> Iterator[_Coded]:
    if isinstance(value, Mapping):
        near = replace(
            near,
            project=value.get("projectId") or near.project,
            job=value.get("jobId") or near.job,
        )
        if key := value.get("budgetCodeId"):
            yield replace(near, place=f"{near.place}.budgetCodeId", key=key)
        for name, one in value.items():
            yield from _coded(one, replace(near, place=f"{near.place}.{name}"))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _coded(one, replace(near, place=f"{near.place}[{at}]"))


async def _is_absent(named: _Coded, deps: Deps) -> bool:
    """Whether the project has no such code either; without one it may be any project's."""
    project, known = named.project, named.project is not None
    if named.job is not None and not known:
        job = await deps.st.send(
            operation_named("jpm.jobs:Jobs.get_job").validate({"id": named.job})
        )
        project, known = job.get("projectId"), True
    if project is None:
        return known
    return named.key not in await _codes({named.key}, deps, projectId=project)


async def _codes(keys: set[int], deps: Deps, **of: int) -> set[int]:
    """Those of these that the company has, or one of its projects."""
    reader = "list_project_budget_codes" if of else "list_budget_codes"
    operation = operation_named(f"{_CODES}.{reader}")
    wanted: Sequence[int] = sorted(keys)
    found: set[int] = set()
    for at in range(0, len(wanted), _MOST):
        asked = {**of, "budgetCodeIds": list(wanted[at : at + _MOST]), "pageSize": _MOST}
        found |= {row["id"] for row in rows_of(await deps.st.send(operation.validate(asked)))}
    return found
