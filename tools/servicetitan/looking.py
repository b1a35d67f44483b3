"""What shows a write that has no record of its own: calls, and what is missing in their answers."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import operations_beside, rows_of, widest

MOST_IDS = 50
"""As many ids as a list takes in one call."""

Answers = Sequence[Any]
Missing = Callable[[Answers], list[str]]
Tally = Callable[[Answers], Counter[str]]
Told = Callable[[Answers], dict[str, Any]]


@dataclass(frozen=True)
class Evidence:
    """Calls that show a write, and what of it is missing in their answers.

    `sure` is False where nothing published promises that the answers follow the write;
    `confirmed` is True where the write's own answer says of each part that it was done;
    `beforehand` is False where looking before the write costs more than it tells; `claimed` is what
    the write's own answer says that it did, in the words of `missing`; None where it does not.
    Where each write adds one more, `alike` counts what is there of the `wanted` things: those from
    before prove nothing. `about` tells what the write is going to meet, for whoever has to agree to
    it; `differing` what of it shows otherwise than it was sent, once nothing is missing; `unseen`
    what of it shows nowhere; `values` what is there now, by which a change to other values than
    those that were sent is told from none.
    """

    calls: tuple[BoundCall, ...]
    missing: Missing
    size: int
    sure: bool = True
    confirmed: bool = False
    beforehand: bool = True
    claimed: frozenset[str] | None = None
    alike: Tally | None = None
    wanted: Counter[str] = field(default_factory=Counter)
    about: Told | None = None
    differing: Missing | None = None
    unseen: Missing | None = None
    values: Callable[[Answers], Any] | None = None

    def lacking(self, answers: Answers, before: Counter[str]) -> list[str]:
        """What is missing, where so much of the wanted was there before the write."""
        if self.alike is None:
            return self.missing(answers)
        return list((self.wanted - (self.alike(answers) - before)).elements())


def adding(
    calls: Iterable[BoundCall], wanted: Counter[str], alike: Tally, *, sure: bool = True
) -> Evidence:
    """What shows a write that adds one more each time, however many alike are there."""

    def missing(answers: Answers) -> list[str]:
        return list((wanted - alike(answers)).elements())

    return Evidence(tuple(calls), missing, wanted.total(), sure, alike=alike, wanted=wanted)


Maker = Callable[[BoundCall, Any], Evidence | None]


def body_of(call: BoundCall) -> Any:
    return to_jsonable_python(call.body)


@cache
def _reader(operation: Operation, name: str) -> Operation:
    return next(one for one in operations_beside(operation) if one.name == name)


def asked(call: BoundCall, reader: str, **arguments: object) -> BoundCall:
    operation = _reader(call.operation, reader)
    return operation.validate({**widest(operation), **arguments})


def by_ids(
    call: BoundCall, reader: str, ids: Iterable[Any], name: str = "ids", **further: object
) -> tuple[BoundCall, ...]:
    """As many calls as it takes for all of these ids."""
    keys = list(dict.fromkeys(map(str, ids)))
    schema = _reader(call.operation, reader).input_schema()["properties"][name]
    takes_list = schema.get("type") == "array"
    parts = (keys[at : at + MOST_IDS] for at in range(0, len(keys), MOST_IDS))
    return tuple(
        asked(call, reader, **{name: part if takes_list else ",".join(part)}, **further)
        for part in parts
    )


def rows_by_id(answers: Answers) -> dict[str, dict[str, Any]]:
    return {str(row.get("id")): row for answer in answers for row in rows_of(answer)}
