"""What the sync log says of a run that did not reach its end."""

import asyncpg
import pytest

from sync.leases import LeaseLostError
from sync.pages import UnreadablePageError, split
from sync.reasons import reason_of
from sync.walks import EMPTY_PAGES, StuckError, empties
from tests.sync.faults.sound import CLASS_NAME
from tools.errors import Upstream

NEXT = "What came before it is stored; the next run goes on from there."


def unreadable() -> UnreadablePageError:
    with pytest.raises(UnreadablePageError) as raised:
        split(b'{"rows": []}')
    return raised.value


def stuck() -> StuckError:
    with pytest.raises(StuckError) as raised:
        empties(EMPTY_PAGES, split(b'{"data": [], "hasMore": true}'))
    return raised.value


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            unreadable(),
            "ServiceTitan's answer is not a page of records (Object missing required field `data`)",
        ),
        (stuck(), f"ServiceTitan sent {EMPTY_PAGES} empty pages in a row that promise more"),
        (
            LeaseLostError("The table of jobs is written by another worker now"),
            "The table of jobs is written by another worker now",
        ),
        (
            asyncpg.DiskFullError("could not extend file\nHINT: no room."),
            "PostgreSQL did not do its part within 90 seconds: could not extend file HINT: no room",
        ),
        (KeyError("odd"), "An error that was not foreseen ended the run: 'odd' (KeyError)"),
        (
            ValueError(),
            "An error that was not foreseen ended the run: it says nothing more (ValueError)",
        ),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, Exception) else "",
)
def test_a_reason_is_a_sentence_and_says_what_comes_next(problem: Exception, told: str) -> None:
    assert reason_of(problem) == f"{told}. {NEXT}"
    assert CLASS_NAME.match(told) is None


def test_a_reason_does_not_say_of_a_run_what_holds_for_its_last_call_only() -> None:
    """Pages before the one that failed are stored."""
    assert reason_of(Upstream()) == (
        "ServiceTitan failed with an error of its own. Try again in a minute."
    )
