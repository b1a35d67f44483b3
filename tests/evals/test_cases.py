"""The cases themselves: all pass, every listed tool has one, and they agree with the source."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from agent.catalogue import load_catalogue
from evals.__main__ import main
from evals.case import load_cases
from evals.report import read_baseline

SEARCH = {"search_tools", "describe_tools", "call_tool"}
"""Tools about tools: measured by recall in bench/, not by exact answers."""


def test_every_listed_tool_has_a_case() -> None:
    listed = {entry.name for entry in load_catalogue().values() if entry.listed}

    assert listed - {case.tool for case in load_cases()} - SEARCH == set()


def test_every_listed_write_has_a_confirmed_case_with_a_read_back() -> None:
    writes = {e.name for e in load_catalogue().values() if e.listed and e.effect != "reads"}
    confirmed = {case.tool for case in load_cases() if case.confirm and case.then}

    assert writes - confirmed - SEARCH == set()


def test_every_case_is_in_the_baseline() -> None:
    assert sorted(case.name for case in load_cases()) == read_baseline()


@pytest.mark.slow
def test_evals_pass_from_the_command_line(state: Path, tmp_path: Path) -> None:
    file = tmp_path / "report.json"

    done = subprocess.run(
        [sys.executable, "-m", "evals", "--json", str(file)],
        env={**os.environ, "STATE_DIR": str(state)},
        capture_output=True,
        text=True,
        check=False,
    )

    failed = {
        case["name"]: case["faults"]
        for case in json.loads(file.read_text())["cases"]
        if not case["passed"]
    }
    assert (done.returncode, failed) == (0, {}), done.stderr


def test_unknown_case_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["no-such-case"])

    assert (code, *capsys.readouterr()) == (1, "", "there is no case no-such-case\n")
