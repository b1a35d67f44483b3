"""What ServiceTitan's refusals mean: status codes and problem bodies as ToolProblems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import httpx
import msgspec

from tools.errors import (
    Conflict,
    Forbidden,
    NotFound,
    Rejected,
    TooBusy,
    ToolProblem,
    Unauthorized,
    Upstream,
)

BY_STATUS: Mapping[int, type[ToolProblem]] = {
    400: Rejected,
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    422: Rejected,
    429: TooBusy,
}
LONGEST = 400
"""Characters of ServiceTitan's own words that one message repeats."""


@dataclass(frozen=True)
class Told:
    """What an error body told us, empty where it was not the documented JSON."""

    title: str = ""
    trace_id: str | None = None
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __str__(self) -> str:
        named = [f"{name}: {' '.join(said)}" for name, said in self.fields.items()]
        text = "; ".join([*([self.title] if self.title else []), *named])
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


class Refused(Rejected):
    """ServiceTitan did not accept the values. Nothing was changed. Correct them and call again."""

    def __init__(self, message: str, told: Told) -> None:
        self.fields = dict(told.fields)
        super().__init__(message, trace_id=told.trace_id)


def read_problem(response: httpx.Response) -> Told:
    """Read an error body; the gateway also sends HTML, plain text and nothing at all."""
    try:
        body = msgspec.json.decode(response.content)
    except msgspec.DecodeError:
        return Told()
    if not isinstance(body, dict):
        return Told()
    errors = body.get("errors")
    fields = errors if isinstance(errors, dict) else {}
    return Told(
        title=_text(body.get("title")),
        trace_id=_text(body.get("traceId")) or None,
        fields={str(name): _texts(said) for name, said in fields.items()},
    )


def problem_of(
    response: httpx.Response, scope: str | None, hide: Callable[[str], str]
) -> ToolProblem:
    """Turn an answer of 3xx to 5xx into the problem its status stands for."""
    told = read_problem(response)
    kind = BY_STATUS.get(response.status_code, Upstream)
    words = kind.words()
    if kind is Forbidden and scope:
        words = f"{words} Scope: {scope}."
    if kind is Upstream:
        words = f"{words} Status {response.status_code}."
    message = hide(f"{words} ServiceTitan says: {told}" if str(told) else words)
    if kind is Rejected:
        return Refused(message, told)
    return kind(message, trace_id=told.trace_id)


def _text(value: object) -> str:
    return value.strip() if isinstance(value, str) else ""


def _texts(said: object) -> tuple[str, ...]:
    several = said if isinstance(said, list) else [said]
    return tuple(str(one) for one in several if one is not None)
