"""The score beside the accepted one."""

from pathlib import Path

from evals.case import Case
from evals.report import Report, accept, below_baseline, read_baseline
from evals.run import Outcome


def report(**faults: str) -> Report:
    return Report(
        [
            Outcome(Case(name=name, about="-", tool="t"), [], [fault] if fault else [], 1)
            for name, fault in faults.items()
        ]
    )


def test_score_is_the_share_of_cases_that_pass() -> None:
    assert report(one="", two="wrong", three="", four="").score == 0.75
    assert report().score == 0.0


def test_equal_to_the_baseline_is_fine() -> None:
    assert below_baseline(report(one="", two=""), ["one", "two"], whole=True) == []


def test_accepted_case_that_fails_is_named() -> None:
    assert below_baseline(report(one="wrong"), ["one"], whole=True) == [
        "one: passed before, fails now"
    ]


def test_new_case_that_fails_is_named() -> None:
    assert below_baseline(report(one="", new="wrong"), ["one"], whole=True) == ["new: fails"]


def test_case_that_was_taken_away_is_named_when_all_were_played() -> None:
    gone = ["gone: accepted before, not there any more"]

    assert below_baseline(report(one=""), ["one", "gone"], whole=True) == gone
    assert below_baseline(report(one=""), ["one", "gone"], whole=False) == []


def test_accepted_run_is_the_next_baseline(tmp_path: Path) -> None:
    path = tmp_path / "baseline.json"

    accept(report(one="", two="wrong"), path)

    assert read_baseline(path) == ["one"]
    assert read_baseline(tmp_path / "none.json") == []
