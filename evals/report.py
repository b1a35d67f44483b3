"""The score of a run: as a table, as JSON, and beside the last accepted one."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from evals.run import Outcome
from tools.wording import counted

BASELINE = Path(__file__).with_name("baseline.json")
SHOWN_FAULTS = 8


@dataclass(frozen=True)
class Report:
    """All outcomes of a run."""

    outcomes: Sequence[Outcome]

    @property
    def score(self) -> float:
        return sum(o.passed for o in self.outcomes) / len(self.outcomes) if self.outcomes else 0.0

    @property
    def passed(self) -> list[str]:
        return sorted(outcome.case.name for outcome in self.outcomes if outcome.passed)

    def as_json(self) -> dict[str, Any]:
        return {
            "score": self.score,
            "cases": [
                {
                    "name": outcome.case.name,
                    "tool": outcome.case.tool,
                    "passed": outcome.passed,
                    "milliseconds": outcome.milliseconds,
                    "faults": list(outcome.faults),
                }
                for outcome in self.outcomes
            ],
        }


def show(report: Report, console: Console) -> None:
    """Print a line per case, and under it what was wrong."""
    table = Table("case", "tool", "result", "ms", box=None)
    for outcome in report.outcomes:
        result = "[green]passed[/green]" if outcome.passed else "[red]failed[/red]"
        table.add_row(outcome.case.name, outcome.case.tool, result, str(outcome.milliseconds))
    console.print(table)
    for outcome in report.outcomes:
        for line in _shortened(outcome.faults):
            console.print(f"{outcome.case.name}: {line}", markup=False, soft_wrap=True)
    cases = counted(len(report.outcomes), "case")
    console.print(f"{len(report.passed)} of {cases} passed", markup=False)


def _shortened(faults: Sequence[str]) -> Iterable[str]:
    yield from faults[:SHOWN_FAULTS]
    if len(faults) > SHOWN_FAULTS:
        yield f"… and {counted(len(faults) - SHOWN_FAULTS, 'more difference')}"


def below_baseline(report: Report, accepted: Sequence[str], *, whole: bool) -> list[str]:
    """Why this run is worse than the accepted one; `whole` when every case was played."""
    played = {outcome.case.name for outcome in report.outcomes}
    missing = sorted(set(accepted) - played) if whole else []
    failed = sorted(played - set(report.passed))
    lines = [f"{name}: accepted before, not there any more" for name in missing]
    return lines + [
        f"{name}: {'passed before, fails now' if name in accepted else 'fails'}" for name in failed
    ]


def read_baseline(path: Path = BASELINE) -> list[str]:
    """The names of the cases that passed when the baseline was accepted."""
    return list(json.loads(path.read_text(encoding="utf-8"))["passed"]) if path.exists() else []


def accept(report: Report, path: Path = BASELINE) -> None:
    """Make this run the baseline."""
    kept = {"score": report.score, "passed": report.passed}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
