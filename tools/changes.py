"""What a write is made of: the change shown beforehand, the outcome told afterwards."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from tools.errors import NotShown, OutcomeUnknown
from tools.results import Answer
from tools.types import Shown

T = TypeVar("T")

LAG = (2.0, 4.0, 5.0)
"""Seconds before looking again: ServiceTitan may show a write only after 2 to 10 seconds."""

_NEITHER = ", but neither the answer nor a look-up"

Status = Literal["needs_confirmation", "done", "partly", "not_done", "unknown"]


class Change(BaseModel):
    """What a write would do, in words and as values before and after."""

    model_config = ConfigDict(frozen=True)

    action: str = Field(description="One sentence: what would change, on which record.")
    target: str = Field(description="The record: ServiceTitan module, resource and id.")
    before: dict[str, JsonValue] = Field(description="The values now; empty for a new record.")
    after: dict[str, JsonValue] = Field(description="The values that would be there afterwards.")
    names: Annotated[dict[str, str], Shown] = Field(
        default_factory=dict,
        description="What ids in it stand for, where that is known: kind and id, then name.",
        exclude_if=lambda names: not names,
    )
    already: bool = Field(
        default=False,
        description="True where all of it is so already: nothing would change.",
        exclude_if=lambda already: not already,
    )


class Written(Answer, Generic[T]):
    """How a write ended. Only `done` means that ServiceTitan has the whole change."""

    status: Status = Field(
        description="needs_confirmation: nothing changed yet. done: ServiceTitan has it; "
        "`summary` says so where it had it before. partly: some of it was ignored. "
        "not_done: nothing changed. unknown: sent, but the outcome could not be seen."
    )
    summary: str = Field(description="One sentence on what happened or would happen.")
    change: Change | None = Field(default=None, description="The change, before and after.")
    confirmation: str | None = Field(
        default=None,
        description="Call the same tool with the same arguments and this value to go ahead, "
        "once your user has agreed. Single use.",
    )
    expires_at: datetime | None = Field(
        default=None, description="When the confirmation stops working."
    )
    result: Annotated[T | None, Shown] = Field(
        default=None, description="The record as ServiceTitan has it now."
    )


class Gate(Protocol):
    """Stands before every write: lets a confirmed change pass, stops every other one."""

    async def confirm(self, change: Change) -> None:
        """Return when this change may be sent now; otherwise raise and send nothing."""
        ...


class ConfirmationNeeded(Exception):
    """The change may not be sent before somebody agreed to it."""

    def __init__(self, change: Change) -> None:
        super().__init__(change.action)
        self.change = change


Lacking = Callable[[T], Sequence[str]]
"""What of a change its record does not show, by name."""


def nothing(_: object) -> Sequence[str]:
    """For what cannot come out otherwise than it was sent."""
    return ()


async def written(
    change: Change,
    send: Callable[[], Awaitable[T]],
    look_up: Callable[[], Awaitable[T | None]],
    lacking: Lacking[T] = nothing,
) -> Written[T]:
    """Send a confirmed change once; where no answer came, say what a look-up shows."""
    try:
        sent = await send()
    except OutcomeUnknown as problem:
        return await _looked_up(change, look_up, problem, lacking)
    return _ended(change, sent, lacking, "Accepted, but")


def _ended(change: Change, found: T, lacking: Lacking[T], came: str) -> Written[T]:
    """Done, or partly where ServiceTitan ignored some of it without a word."""
    if not (names := lacking(found)):
        return Written[T](status="done", summary=_past(change), change=change, result=found)
    words = f"{came} ServiceTitan shows other values for {', '.join(names)}: {change.action}"
    return Written[T](status="partly", summary=words, change=change, result=found)


@contextmanager
def accepted() -> Iterator[None]:
    """What follows ServiceTitan's yes: whatever fails in it, the change may be there."""
    try:
        yield
    except OutcomeUnknown:
        raise
    except Exception as reason:
        raise NotShown from reason


async def patiently(look: Callable[[], Awaitable[T]], expected: Callable[[T], bool]) -> T:
    """What a look shows once it is as expected, or when patience ends."""
    for wait in LAG:
        if expected(shown := await look()):
            return shown
        await asyncio.sleep(wait)
    return await look()


async def _looked_up(
    change: Change,
    look_up: Callable[[], Awaitable[T | None]],
    problem: OutcomeUnknown,
    lacking: Lacking[T],
) -> Written[T]:
    try:
        found = await patiently(look_up, lambda there: there is not None)
    except Exception:  # noqa: BLE001 - whatever stops the look-up leaves the outcome open
        came = " and accepted, but no look-up" if isinstance(problem, NotShown) else _NEITHER
        summary = (
            f"Sent{came} came back. It may have happened: check ServiceTitan before repeating."
        )
        return Written[T](status="unknown", summary=summary, change=change)
    if found is None and isinstance(problem, NotShown):
        summary = f"{problem.message} Look there before you call again. {change.action}"
        return Written[T](status="unknown", summary=summary, change=change)
    if found is None:
        why = "ServiceTitan gave no usable answer and shows no such change"
        summary = f"Not done: {why}. Look at it once more before you call again. {change.action}"
        return Written[T](status="not_done", summary=summary, change=change)
    return _ended(change, found, lacking, "No answer came, and")


def _past(change: Change) -> str:
    if change.already:
        return f"Nothing was changed, it was so already: {change.action}"
    return f"Done and read back from ServiceTitan: {change.action}"
