"""Plays the cases against a server and keeps what came back."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from agent.auth import principal
from agent.server import Server
from evals.case import Case, Step
from evals.scorers import Answer, faults_of, normalised
from tools.errors import ToolProblem


@dataclass(frozen=True)
class Outcome:
    """What one case gave: its answers as they may be stored, its faults, and how long it took."""

    case: Case
    answers: Sequence[Answer]
    faults: Sequence[str]
    milliseconds: int

    @property
    def passed(self) -> bool:
        return not self.faults


async def play(server: Server, case: Case) -> Outcome:
    """Make the calls of a case, one after the other, and score the answers."""
    began = time.perf_counter()
    answers = [await _call(server, case, case.arguments)]
    if case.confirm:
        confirmation = (answers[0].get("result") or {}).get("confirmation")
        arguments = {**case.arguments, "confirmation": confirmation}
        answers.append(await _call(server, case, arguments))
    for step in case.then:
        answers.append(await _call(server, step, step.arguments))  # noqa: PERF401 - in this order
    milliseconds = round((time.perf_counter() - began) * 1000)
    kept = [normalised(answer, case.volatile) for answer in answers]
    return Outcome(case, kept, faults_of(case, answers), milliseconds)


async def _call(server: Server, step: Step, arguments: Mapping[str, Any]) -> dict[str, Any]:
    caller = principal("evals", step.as_role, "cli")
    try:
        answer = await server.call_tool(step.tool, arguments, caller)
    except ToolProblem as problem:
        return {"error": {"kind": problem.kind, "says": str(problem)}}
    return {"result": answer.model_dump(mode="json")}
