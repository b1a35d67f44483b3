"""What a refused caller most likely needs next: where ids are found, what a number is, the day."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from importlib import import_module
from typing import Any

from agent.catalogue import Catalogue, Entry
from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, ToolProblem
from tools.hints import whose_id

_POSITION = re.compile(r"\.\d+\b|\[\d+\]")
_ID = re.compile(r"[0-9]{1,18}")
_PLACE = re.compile(r"{(\w+)}")
_NAMED = re.compile(r"'.*[^\W\d_]{2}.*'", re.DOTALL)
"""A text with words in it came, rather than a number of another form."""
_WHOLE, _DAY, _TIME = "allowed: a whole number", "allowed: a day", "allowed: a time"
_MOST = 3
"""Numbers of one call that are looked up."""


def after_arguments(
    problem: BadArguments, entry: Entry, catalogue: Catalogue, now: datetime
) -> str:
    """Sentences for words that came instead of ids, or of days."""
    worded = [fault for fault in problem.faults if _NAMED.fullmatch(fault.received)]
    finders = (_finder(entry, one, catalogue) for one in worded if one.allowed.startswith(_WHOLE))
    found = _find_with(finders)
    if any(one.allowed.startswith((_DAY, _TIME)) for one in worded):
        found += f" Today is {now:%A} {now:%Y-%m-%d} in company time ({now.tzinfo})."
    return found


async def after_missing(
    problem: ToolProblem,
    entry: Entry,
    arguments: Mapping[str, Any],
    catalogue: Catalogue,
    deps: Deps,
) -> str:
    """Sentences for ids that nothing has: what else bears such a number, and where to look."""
    given = {name: arguments[name] for name in _places(entry) if name in arguments}
    numbers = [int(one) for one in given.values() if _ID.fullmatch(str(one))]
    hints = [await whose_id(deps, one) for one in numbers[:_MOST]]
    fresh = "".join(hint for hint in hints if hint.strip() not in problem.message)
    return fresh + _find_with(_finder_of(entry, name, catalogue) for name in given)


def _places(entry: Entry) -> list[str]:
    """Arguments that name the records a tool is about."""
    if entry.path:
        return [name for name in _PLACE.findall(entry.path) if name != "tenant"]
    return [name for name in (entry.input_schema or {}).get("properties", {}) if _is_id(name)]


def _is_id(name: str) -> bool:
    return name.endswith("_id")


def _find_with(finders: Iterator[str | None]) -> str:
    names = list(dict.fromkeys(one for one in finders if one))
    return f" Find the right id with: {', '.join(names)}." if names else ""


def _finder(entry: Entry, fault: ArgumentFault, catalogue: Catalogue) -> str | None:
    return _finder_of(entry, _POSITION.sub("", fault.name), catalogue)


def _finder_of(entry: Entry, place: str, catalogue: Catalogue) -> str | None:
    """The tools that lead to the records which this argument names."""
    # Imported for a refusal only: a server that starts needs none of it.
    spot = import_module("tools.servicetitan.types").api_name(place)
    kind = import_module("tools.operations.mentions").kind_at(entry.name, spot)
    if kind:
        return str(import_module("tools.operations.kinds").KINDS[kind].finder)
    return _lister(entry, place, catalogue)


def _lister(entry: Entry, place: str, catalogue: Catalogue) -> str | None:
    """The tool that lists what a path names at this place: the path so far, without the id."""
    head, found, _ = (entry.path or "").partition(f"/{{{place}}}")
    if not found:
        return None
    lists = {head, f"{head}s", f"{head.removesuffix('y')}ies"}
    readers = (one for one in catalogue.values() if one.method == "GET" and one.path in lists)
    return next((one.name for one in readers), None)
