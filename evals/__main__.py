"""`perfect-catch evals`: plays the cases, prints the score, fails below the accepted one."""

import argparse
import asyncio
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from agent.commands.common import mendable
from evals.case import Case, CaseError, bless, load_cases
from evals.report import Report, accept, below_baseline, read_baseline, show
from evals.run import play
from evals.world import WorldError, seeded_server

ALL = "all"


def main(argv: Sequence[str] | None = None) -> int:
    """Play the cases and compare the score with the baseline."""
    options = _parser().parse_args(argv)
    try:
        cases = load_cases()
        wanted = _named(cases, [*options.case, *(options.bless or [])])
        report = asyncio.run(_played(wanted))
    except Exception as problem:
        if not isinstance(problem, CaseError | WorldError) and not mendable(problem):
            raise
        sys.stderr.write(f"{problem}\n")
        return 1
    if options.bless:
        return _blessed(report)
    return _judged(report, options, whole=len(wanted) == len(cases))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("perfect-catch evals", description=main.__doc__)
    parser.add_argument("case", nargs="*", help="play only these cases")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the report there as well")
    parser.add_argument("--accept", action="store_true", help="make this run the baseline")
    parser.add_argument(
        "--bless",
        nargs="+",
        metavar="CASE",
        help=f"write the answers of these cases ({ALL!r}: every one) as expected, for review",
    )
    return parser


def _named(cases: Sequence[Case], names: Sequence[str]) -> list[Case]:
    unknown = set(names) - {case.name for case in cases} - {ALL}
    if unknown:
        message = f"there is no case {', '.join(sorted(unknown))}"
        raise CaseError(message)
    return [case for case in cases if not names or ALL in names or case.name in names]


async def _played(cases: Sequence[Case]) -> Report:
    async with seeded_server() as server:
        return Report([await play(server, case) for case in cases])


def _blessed(report: Report) -> int:
    observed = {outcome.case.name: list(outcome.answers) for outcome in report.outcomes}
    for name in bless(observed):
        sys.stdout.write(f"{name}: rewritten; read the difference before committing it\n")
    return 0


def _judged(report: Report, options: argparse.Namespace, *, whole: bool) -> int:
    show(report, Console())
    if options.json:
        text = json.dumps(report.as_json(), indent=2, ensure_ascii=False)
        options.json.write_text(text + "\n", encoding="utf-8")
    if options.accept:
        accept(report)
    worse = below_baseline(report, read_baseline(), whole=whole)
    for line in worse:
        sys.stderr.write(f"{line}\n")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
