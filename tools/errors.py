"""Problems a caller can act on: what happened, whether anything changed, what to try."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MOST = 50
"""Faults that one sentence names: of a long body all would fill a reader's whole context."""
_LINE = re.compile(r"\.\d+(?=\.|$)")


class ToolProblem(Exception):
    """Something went wrong. Nothing was changed."""

    status = 400
    """The HTTP status that REST answers with."""

    def __init__(
        self,
        message: str | None = None,
        *,
        trace_id: str | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.message = message or self.words()
        self.trace_id = trace_id
        self.retry_after = retry_after
        """Seconds until the same call may do better, where that is known."""
        super().__init__(self.message)

    def __str__(self) -> str:
        return f"{self.message} (traceId {self.trace_id})" if self.trace_id else self.message

    @classmethod
    def words(cls) -> str:
        """What every problem of this kind says, in one line."""
        return " ".join((cls.__doc__ or "").split())

    @property
    def kind(self) -> str:
        return type(self).__name__


@dataclass(frozen=True)
class ArgumentFault:
    """One argument that was refused: its path, what came, and what is allowed."""

    name: str
    received: str
    allowed: str

    def __str__(self) -> str:
        return f"{self.name}: received {self.received}; {self.allowed}"


def _told(faults: Sequence[ArgumentFault]) -> list[str]:
    """What is wrong, once where it is so in many lines of a list."""
    alike: dict[tuple[str, ...], list[ArgumentFault]] = {}
    for one in faults:
        place = _LINE.sub(".N", one.name)
        alike.setdefault((place, one.received, one.allowed), []).append(one)
    groups = list(alike.values())
    told = [
        f"{same[0]} (as in {len(same) - 1} more)" if len(same) > 1 else str(same[0])
        for same in groups[:_MOST]
    ]
    rest = sum(len(same) for same in groups[_MOST:])
    return [*told, f"and {rest} more"] if rest else told


class BadArguments(ToolProblem):
    """An argument is missing or not of the accepted form. Nothing was sent."""

    status = 422

    def __init__(self, tool: str, faults: Sequence[ArgumentFault], advice: str = "") -> None:
        self.tool = tool
        self.faults = tuple(faults)
        lines = "; ".join(_told(faults))
        end = "" if lines.endswith(("?", ".", "!")) else "."
        more = f" {advice}" if advice else ""
        super().__init__(f"{tool} was not called, nothing was changed. {lines}{end}{more}")


class UnknownTool(ToolProblem):
    """There is no tool of that name. Nothing was called. List or search the tools for its name."""

    status = 404


class NotFound(ToolProblem):
    """Nothing matches. Check the id, or search by name."""

    status = 404
    explained = False
    """Whether the message itself names those that exist."""


class Ambiguous(ToolProblem):
    """More than one record fits. Nothing was changed. Pick one by its id."""

    status = 409


class NotAllowed(ToolProblem):
    """Your role does not allow this. Nothing was changed. Ask the owner for the right."""

    status = 403


class ReadOnly(ToolProblem):
    """This server only reads (ACCESS=read). Nothing was changed. Change it in ServiceTitan."""

    status = 403


class NeedsPerson(ToolProblem):
    """A person has to approve this change and no channel to one is open. Nothing was changed.

    No argument stands in for that person. It can be made in ServiceTitan itself, or through a
    client that asks its user (with APPROVALS=same).
    """

    status = 409


class ConfirmationRefused(ToolProblem):
    """The confirmation does not fit. Nothing was changed. Call without it for a new preview."""

    status = 409


class Conflict(ToolProblem):
    """ServiceTitan refuses this in the present state of its records. Nothing was changed.

    Look at the record that it names, put that right or choose another, and call again.
    """

    status = 409


class NotPossible(ToolProblem):
    """ServiceTitan's API cannot do this. Nothing was changed."""

    status = 422


class FileNotKept(ToolProblem):
    """The server's folder does not take the file. Nothing was changed. Make room, call again."""

    status = 507


class Rejected(ToolProblem):
    """ServiceTitan did not accept the values. Nothing was changed. Correct them and call again."""

    status = 422


class Unauthorized(ToolProblem):
    """ServiceTitan refused our credentials. Nothing was changed. Check SERVICE_TITAN_*."""

    status = 502


class Forbidden(ToolProblem):
    """ServiceTitan does not allow our app this: the scope is missing, or the tenant is not ours.

    Nothing was changed. Grant the scope there, or correct SERVICE_TITAN_TENANT_ID.
    """

    status = 403


class Unreachable(ToolProblem):
    """ServiceTitan could not be reached. Nothing was changed. Try again in a minute."""

    status = 502


class Upstream(ToolProblem):
    """ServiceTitan failed with an error of its own. Nothing was changed. Try again in a minute."""

    status = 502


class TooBusy(ToolProblem):
    """Too many calls are waiting for ServiceTitan's rate limit. Nothing was changed. Try later."""

    status = 429


class OutcomeUnknown(ToolProblem):
    """The change was sent and no answer came: it may have happened. Look before repeating it."""

    status = 502


class NotShown(OutcomeUnknown):
    """ServiceTitan accepted the change, but it could not be read back."""


class DatabaseDown(ToolProblem):
    """The database does not answer. Nothing was changed. Try again in a minute."""

    status = 503
