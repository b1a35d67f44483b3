"""What shows a write that has no record of its own: calls, and what is missing in their answers."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic_core import to_jsonable_python

from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import operations_beside, rows_of, widest

MOST_IDS = 50
"""As many ids as a list takes in one call; of more, these are looked at."""

Answers = Sequence[Any]
Missing = Callable[[Answers], list[str]]


@dataclass(frozen=True)
class Evidence:
    """Calls that show a write, and what of it is missing in their answers.

    `sure` is False where nothing published promises that the answers follow the write;
    `confirmed` is True where the write's own answer says of each part that it was done;
    `beforehand` is False where looking before the write costs more than it tells; `adds` is True
    where each write adds one more, so that one alike from before proves nothing; `claimed` is what
    the write's own answer says that it did, in the words of `missing`; None where it does not.
    """

    calls: tuple[BoundCall, ...]
    missing: Missing
    size: int
    sure: bool = True
    confirmed: bool = False
    beforehand: bool = True
    adds: bool = False
    claimed: frozenset[str] | None = None


Maker = Callable[[BoundCall, Any], Evidence | None]


def body_of(call: BoundCall) -> Any:
    return to_jsonable_python(call.body)


@cache
def _reader(operation: Operation, name: str) -> Operation:
    return next(one for one in operations_beside(operation) if one.name == name)


def asked(call: BoundCall, reader: str, **arguments: object) -> BoundCall:
    operation = _reader(call.operation, reader)
    return operation.validate({**widest(operation), **arguments})


def by_ids(call: BoundCall, reader: str, ids: Iterable[Any], name: str = "ids") -> BoundCall:
    chosen = list(dict.fromkeys(map(str, ids)))[:MOST_IDS]
    schema = _reader(call.operation, reader).input_schema()["properties"][name]
    takes_list = schema.get("type") == "array"
    return asked(call, reader, **{name: chosen if takes_list else ",".join(chosen)})


def rows_by_id(answers: Answers) -> dict[str, dict[str, Any]]:
    return {str(row.get("id")): row for answer in answers for row in rows_of(answer)}
