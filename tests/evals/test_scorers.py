"""The grader graded: a right answer passes, every kind of wrong one fails its case."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from evals.case import Case
from evals.scorers import faults_of, normalised

Result = dict[str, Any]

LIST: Result = {
    "as_of": {"servicetitan.st_customers": "2026-03-11T14:30:00Z"},
    "notice": None,
    "items": [{"id": 1, "balance": "10.00"}, {"id": 2, "balance": "0.00"}],
    "returned": 2,
    "total": 2,
    "truncated": False,
    "next": None,
}
PREVIEW: Result = {
    "status": "needs_confirmation",
    "confirmation": "aK-p3coCAz8BIFYr",
    "expires_at": "2026-03-11T14:40:00Z",
    "change": {"after": {"text": "Hello."}},
}
DONE: Result = {"status": "done", "confirmation": None, "result": {"id": 7, "text": "Hello."}}


def reading() -> Case:
    expected = normalised({"result": LIST})
    return Case(name="reading", about="-", tool="search_customers", expect=expected)


def writing() -> Case:
    return Case(
        name="writing",
        about="-",
        tool="add_job_note",
        confirm=True,
        volatile=("result.id",),
        expect=normalised({"result": PREVIEW}),
        confirmed=normalised({"result": DONE}, ("result.id",)),
    )


def answered(result: Result, change: Callable[[Result], object] = lambda _: None) -> Result:
    came = copy.deepcopy(result)
    change(came)
    return {"result": came}


def test_right_answer_passes() -> None:
    assert faults_of(reading(), [answered(LIST)]) == []


def test_another_time_of_the_run_passes() -> None:
    later = answered(LIST, lambda r: r["as_of"].update({"servicetitan.st_customers": LATER}))

    assert faults_of(reading(), [later]) == []


LATER = "2027-01-01T00:00:00+01:00"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda r: r["items"][0].update(balance="10.01"), "answer.items[0].balance"),
        (lambda r: r["items"][0].update(balance=10.0), "answer.items[0].balance"),
        (lambda r: r["items"][0].update(id="1"), "answer.items[0].id"),
        (lambda r: r["items"].pop(), "2 rows expected, 1 came"),
        (lambda r: r["items"].append({"id": 3}), "2 rows expected, 3 came"),
        (lambda r: r["items"].append(r["items"][0]), "2 rows expected, 3 came"),
        (lambda r: r["items"].reverse(), "answer.items[0].id"),
        (lambda r: r["items"][1].pop("balance"), "answer.items[1].balance: missing"),
        (lambda r: r["items"][1].update(secret="x"), "answer.items[1].secret: unexpected"),
        (lambda r: r.update(total=3), "answer.total"),
        (lambda r: r.update(notice="Made-up data."), "answer.notice"),
        (lambda r: r.update(as_of={}), "missing"),
        (lambda r: r["as_of"].update({"servicetitan.st_customers": None}), "as_of"),
        (lambda r: r["as_of"].update({"servicetitan.st_customers": "yesterday"}), "as_of"),
        (lambda r: r["as_of"].update({"servicetitan.st_customers": "2026-03-11T14:30"}), "as_of"),
    ],
)
def test_wrong_answer_fails(change: Callable[[Result], object], fault: str) -> None:
    faults = faults_of(reading(), [answered(LIST, change)])

    assert any(fault in line for line in faults), faults


def test_list_that_miscounts_itself_fails_even_when_expected_so() -> None:
    def change(result: Result) -> None:
        result.update(returned=3)

    wrong = answered(LIST, change)
    case = Case(name="blessed", about="-", tool="t", expect=normalised(wrong))

    assert faults_of(case, [wrong]) == ["answer: returned is 3 for 2 rows"]


def test_confirmed_write_passes_whatever_its_id_and_confirmation() -> None:
    answers = [
        answered(PREVIEW, lambda r: r.update(confirmation="another")),
        answered(DONE, lambda r: r["result"].update(id=8)),
    ]

    assert faults_of(writing(), answers) == []


@pytest.mark.parametrize("status", ["done", "unknown", None])
def test_write_without_a_preview_fails(status: str | None) -> None:
    unasked = answered(PREVIEW, lambda r: r.update(status=status))

    faults = faults_of(writing(), [unasked, answered(DONE)])

    assert f"the unconfirmed call answered {status!r}" in faults


@pytest.mark.parametrize("status", ["needs_confirmation", "not_done", "unknown"])
def test_confirmed_write_that_is_not_done_fails(status: str) -> None:
    undone = answered(DONE, lambda r: r.update(status=status))

    faults = faults_of(writing(), [answered(PREVIEW), undone])

    assert f"the confirmed call answered {status!r}" in faults


def test_unconfirmed_write_cannot_be_blessed() -> None:
    case = writing().model_copy(update={"expect": reading().model_copy().expect})
    done = answered(DONE)

    assert any("unconfirmed" in line for line in faults_of(case, [done, done]))


def test_preview_without_a_confirmation_fails() -> None:
    closed = answered(PREVIEW, lambda r: r.update(confirmation=None))

    faults = faults_of(writing(), [closed, answered(DONE)])

    assert any("answer.confirmation" in line for line in faults)


def test_refusal_must_be_the_expected_one() -> None:
    case = Case(name="refused", about="-", tool="t", expect={"error": {"kind": "NotFound"}})

    assert faults_of(case, [{"error": {"kind": "NotFound", "says": "…"}}]) == []
    assert faults_of(case, [{"error": {"kind": "Conflict", "says": "…"}}])
    assert faults_of(case, [answered(LIST)])


def test_refusal_instead_of_a_result_fails() -> None:
    assert faults_of(reading(), [{"error": {"kind": "NotFound", "says": "…"}}])


def test_case_without_an_expectation_fails() -> None:
    case = Case(name="new", about="-", tool="t")

    assert faults_of(case, [answered(LIST)])


def test_no_answer_fails() -> None:
    assert faults_of(reading(), []) == ["0 answers came"]
