"""Reading case files, and rewriting what they expect."""

from pathlib import Path

import pytest

from evals.case import CaseError, bless, load_cases

TWO = """\
- name: a-note
  about: Writes.
  tool: add_job_note
  arguments: {job_id: 7, text: Hello.}
  confirm: true
  then:
    - {tool: get_job_details, arguments: {job_id: 7}}
- name: a-day
  about: Reads.
  tool: get_dispatch_board
  arguments: {day: 2026-03-14}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "jobs.yaml").write_text(TWO)
    return tmp_path


def test_days_stay_text_as_a_json_client_sends_them(folder: Path) -> None:
    cases = {case.name: case for case in load_cases(folder)}

    assert cases["a-day"].arguments == {"day": "2026-03-14"}


def test_reads_come_before_writes(folder: Path) -> None:
    assert [case.name for case in load_cases(folder)] == ["a-day", "a-note"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- {name: A Name, about: x, tool: t}", "A Name"),
        ("- {name: a, about: x, tool: t, expekt: {}}", "expekt"),
        ("- {name: a, about: x, tool: t, expect: {}}", "either a result or an error"),
        ("- {name: a, about: x, tool: t, as_role: king}", "as_role"),
        ("- {name: a, about: x, tool: t}\n- {name: a, about: x, tool: t}", "one name: a"),
        ("name: a", "not a list"),
    ],
)
def test_unusable_file_is_named_with_its_fault(tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "jobs.yaml").write_text(text)

    with pytest.raises(CaseError, match=fault):
        load_cases(tmp_path)


def test_blessed_answers_are_what_is_expected_from_then_on(folder: Path) -> None:
    preview, done, job = ({"result": {"status": word}} for word in ("preview", "done", "read"))

    names = list(bless({"a-note": [preview, done, job]}, folder))

    case = next(case for case in load_cases(folder) if case.name == "a-note")
    found = [case.expect, case.confirmed, case.then[0].expect]
    assert names == ["a-note"]
    assert [one.model_dump(exclude_none=True) for one in found if one] == [preview, done, job]


def test_other_cases_are_left_as_they_are(folder: Path) -> None:
    list(bless({"a-day": [{"error": {"kind": "NotFound"}}]}, folder))

    note = next(case for case in load_cases(folder) if case.name == "a-note")
    assert note.expect is None
    assert note.arguments == {"job_id": 7, "text": "Hello."}
