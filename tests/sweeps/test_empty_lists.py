"""A required list that may not be empty is refused before anybody is asked; any other is taken."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

import pytest

from tests.sweeps.calls import Sweep, called, input_of, operations, text_of

MAY_BE_EMPTY = {
    "businessUnitIds": "a window may wait for its business units",
    "contacts": "a caller may have neither phone nor e-mail",
    "estimateAssignments": "a template may be filled later",
    "items": "an order or a template may be filled later",
    "positions": "people may have no position",
    "saturday": "no hours mean closed",
    "skillIds": "with replaceExistingSkills it takes every skill",
    "splits": "a payment may be spread over nothing",
    "sunday": "no hours mean closed",
    "tagTypes": "an empty list is its word for none",
    "weekdays": "no hours mean closed",
}


def required_lists(schema: Mapping[str, Any], value: Any, *path: Any) -> Iterator[tuple[Any, ...]]:
    """Where lists stand in a value that have to be there."""
    if isinstance(value, list):
        yield path
        for at, one in enumerate(value[:1]):
            yield from required_lists(schema.get("items", {}), one, *path, at)
    elif isinstance(value, Mapping):
        for name in set(schema.get("required", ())) & value.keys():
            yield from required_lists(schema["properties"][name], value[name], *path, name)


def emptied(arguments: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    made: Any = deepcopy(arguments)
    place = made
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = []
    return dict(made)


def cases(sweep: Sweep) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Each required list of each write, empty: tool, arguments, name of the list."""
    for entry in operations():
        if entry.effect == "reads":
            continue
        arguments = sweep.valid(entry)
        body = {"body": arguments.get("body")}
        for path in required_lists(input_of(entry.name), body):
            yield entry.name, emptied(arguments, path), str(path[-1])


async def test_a_list_that_may_not_be_empty_is_refused_before_the_preview(sweep: Sweep) -> None:
    wrong, seen = [], set()
    for tool, arguments, name in cases(sweep):
        if name in MAY_BE_EMPTY:
            continue
        seen.add(name)
        told = text_of(await called(sweep.silent, tool, arguments))
        refused = f"{tool} was not called, nothing was changed. " in told
        if not (refused and "received []; allowed: at least 1 item" in told):
            wrong.append(f"{tool} {name}: {told[:150]}")
    assert not wrong, "\n".join(wrong)
    assert {"appointments", "locations", "technicianIds", "emails", "body"} <= seen


async def test_a_list_that_may_be_empty_is_taken(
    sweep: Sweep, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.changes.LAG", ())
    wrong, seen = [], set()
    for tool, arguments, name in cases(sweep):
        if name not in MAY_BE_EMPTY:
            continue
        seen.add(name)
        answer = await called(sweep.asking, tool, arguments)
        if answer.is_error:
            wrong.append(f"{tool} {name}: {text_of(answer)[:200]}")

    assert not wrong, "\n".join(wrong)
    assert seen == MAY_BE_EMPTY.keys()
