import pytest

from agent.advice import described, without

LIST = "A status follows the work. What works: jpm_hold_job, jpm_cancel_job, or a visit's end."


@pytest.mark.parametrize(
    ("text", "hidden", "left"),
    [
        (LIST, {"crm_get_tag"}, LIST),
        (
            LIST,
            {"jpm_hold_job"},
            "A status follows the work. What works: jpm_cancel_job, a visit's end.",
        ),
        (
            "Why not. What works: jpm_hold_job and jpm_cancel_job. Nothing was changed.",
            {"jpm_hold_job", "jpm_cancel_job"},
            "Why not. Nothing was changed.",
        ),
        (
            "There is no estimate 7. get_job_details names a job's estimates.",
            {"get_job_details"},
            "There is no estimate 7.",
        ),
    ],
)
def test_a_hidden_name_leaves_its_list_or_takes_its_sentence_along(
    text: str, hidden: set[str], left: str
) -> None:
    assert without(text, hidden) == left


def test_a_description_loses_only_the_clauses_that_name_what_is_hidden() -> None:
    text = "Bills, one bare list.\n\nNever says more; prefer list_bills. Ask\nget_bill first. Slow."

    assert described(text, {"other_tool"}) == text
    assert described(text, {"list_bills", "get_bill"}) == (
        "Bills, one bare list.\n\nNever says more. Slow."
    )
