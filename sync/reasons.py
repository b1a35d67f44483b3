"""Why a run ended, as one plain sentence or two for its row in the sync log."""

from sync.leases import LeaseLostError
from sync.pages import UnreadablePageError
from sync.steadily import PATIENCE, RETRIED
from sync.walks import StuckError
from tools.errors import ToolProblem

LONGEST = 500
"""Characters of a reason; an error of the database can quote a whole statement."""
GOES_ON = "What came before it is stored; the next run goes on from there."
CALLERS = " Nothing was changed."
"""True of the call that failed, not of the run: pages before it may be stored."""


def reason_of(problem: BaseException) -> str:
    """What happened and what comes next, without the names that only the code knows."""
    if isinstance(problem, ToolProblem):
        return str(problem).replace(CALLERS, "")[:LONGEST]
    said = _said(problem)
    if isinstance(problem, UnreadablePageError | StuckError | LeaseLostError):
        return f"{said}. {GOES_ON}"
    if isinstance(problem, RETRIED):
        return f"PostgreSQL did not do its part within {PATIENCE:.0f} seconds: {said}. {GOES_ON}"
    name = type(problem).__name__
    return f"An error that was not foreseen ended the run: {said} ({name}). {GOES_ON}"


def _said(problem: BaseException) -> str:
    """The error's own words in one line, capitals and stop left to the sentence around them."""
    return " ".join(str(problem).split())[: LONGEST // 2].rstrip(".") or "it says nothing more"
