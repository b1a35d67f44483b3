"""What is allowed where an argument was refused, in the words of somebody who has to mend it."""

import difflib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

Context = Mapping[str, Any]
_MOMENT = "a time with its zone, such as 2026-03-01T09:00:00Z"
_DAY = "a day, such as 2026-03-01"
_WORDS: Mapping[str, str] = {
    **dict.fromkeys(("int_type", "int_parsing", "int_from_float"), "a whole number, such as 12"),
    "int_parsing_size": f"a whole number of at most {2**63 - 1}",
    **dict.fromkeys(("float_type", "float_parsing"), "a number, such as 12.5"),
    "finite_number": "a finite number, such as 12",
    **dict.fromkeys(("decimal_type", "decimal_parsing"), "a number, such as 12.50"),
    **dict.fromkeys(("bool_type", "bool_parsing"), "true or false"),
    **dict.fromkeys(
        (
            *("datetime_type", "datetime_parsing", "datetime_from_date_parsing"),
            *("datetime_object_invalid", "timezone_aware"),
        ),
        _MOMENT,
    ),
    **dict.fromkeys(
        (
            *("date_type", "date_parsing", "date_from_datetime_parsing"),
            "date_from_datetime_inexact",
        ),
        _DAY,
    ),
    **dict.fromkeys(
        ("uuid_type", "uuid_parsing", "uuid_version"),
        "a GUID, such as 5f0c2b1e-8d3a-4c6b-9e7f-1a2b3c4d5e6f",
    ),
    **dict.fromkeys(("string_type", "string_unicode"), "text"),
    "invalid_key": "names that are text",
    **dict.fromkeys(
        ("dict_type", "model_type", "model_attributes_type"), "an object of names and items"
    ),
}
_LIMITS: Mapping[str, Callable[[Context], str]] = {
    "too_long": lambda about: f"at most {_most(about, 'item')}, not {about['actual_length']}",
    "too_short": lambda about: f"at least {_fewest(about, 'item')}",
    "string_too_long": lambda about: f"at most {_most(about, 'character')}",
    "string_too_short": lambda about: f"at least {_fewest(about, 'character')}",
    "greater_than_equal": lambda about: f"{about['ge']} or more",
    "greater_than": lambda about: f"more than {about['gt']}",
    "less_than_equal": lambda about: f"{about['le']} or less",
    "less_than": lambda about: f"less than {about['lt']}",
    "literal_error": lambda about: str(about["expected"]),
    "enum": lambda about: str(about["expected"]),
    "string_pattern_mismatch": lambda about: _choices(str(about["pattern"])),
}
_LIBRARY = re.compile(r"^(Value error|Assertion failed), |^(\w+ )+should (be |have |match )?")
"""How the library begins: what follows says what is allowed."""
_LONGEST_VALUE = 80
"""Characters of a refused value that a message repeats."""
_SHORT = 30
"""Characters of a value that an example repeats."""
NOTHING = "—"
"""What stands for a value that is not there."""
_TELLING = 4
"""Letters from which on a part of a name says which name is meant."""


def allowed(error: ErrorDetails) -> str:
    """What may stand there instead of the value that was refused."""
    kind = error["type"]
    if kind == "list_type":
        return _listed(error["input"])
    if kind in _WORDS:
        return _WORDS[kind]
    if kind in _LIMITS:
        return _LIMITS[kind](error.get("ctx", {}))
    said = _LIBRARY.sub("", error["msg"])
    return f"{said[:1].lower()}{said[1:]}"


def received(value: object) -> str:
    """A refused value as a message repeats it: what was cut off shows as such."""
    text = repr(value) if isinstance(value, str) else json.dumps(value, default=str)
    return text if len(text) <= _LONGEST_VALUE else f"{text[:_LONGEST_VALUE]}…"


def plainly(value: object) -> str:
    """A value as a person reads it, in no programming language's words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_inside(one)}" for key, one in value.items()) or NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(map(_inside, value)) or NOTHING
    return NOTHING if value is None or value == "" else str(value)


def _inside(value: object) -> str:
    """A value within another: where it has parts of its own, brackets show which."""
    told = plainly(value)
    return f"({told})" if isinstance(value, Mapping | list) and value else told


def _listed(came: object) -> str:
    """A list, shown by what came alone: its items are of the kind that is wanted more often."""
    plain = isinstance(came, str | int) and not isinstance(came, bool)
    items = items_in(came) if isinstance(came, str) else [came]
    shown = plain and items and len(str(came)) <= _SHORT
    return f"a list, such as {json.dumps(items)}" if shown else "a list, as [ ]"


def items_in(text: str) -> list[str]:
    """What a text lists by commas, in brackets and quotes or without, where a list is wanted."""
    parts = (part.strip(" '\"") for part in text.strip(" []").split(","))
    return [part for part in parts if part]


def counted(number: int, noun: str, many: str | None = None) -> str:
    """So many of something: 1 record, 2 records; `many` where an s is not enough."""
    return f"{number:,} {noun if number == 1 else many or f'{noun}s'}"


def no_such(what: str, name: str, known: Iterable[str]) -> str:
    """That nothing has this name, and what was meant; all there are where nothing is near."""
    names = list(known)
    near = nearest(name, names, most=1)
    told = f"did you mean {near[0]}?" if near else f"known: {', '.join(names) or 'none'}"
    return f"there is no such {what}; {told}"


def nearest(name: str, known: Iterable[str], *, most: int) -> list[str]:
    """The names most like this one, best first; capitals, _ and - are no difference."""
    names = {_bare(one): one for one in known}
    wanted = _bare(name)
    near = difflib.get_close_matches(wanted, names, n=most)
    within = [one for one in names if len(wanted) >= _TELLING and wanted in one]
    return [names[one] for one in dict.fromkeys([*near, *within])][:most]


def _bare(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def _most(about: Context, what: str) -> str:
    return counted(about["max_length"], what)


def _fewest(about: Context, what: str) -> str:
    return counted(about["min_length"], what)


def _choices(pattern: str) -> str:
    """Sort patterns are a sign and one of a few names; of the others only e-mail has words."""
    if "@" in pattern:
        return "an e-mail address, such as ann@example.com"
    head, _, rest = pattern.partition("(")
    if head != "^[+-]" or not rest.endswith(")$"):
        return f"text of the form {pattern}"
    names = rest.removesuffix(")$").split("|")
    return f"+ or - and a name, such as +{names[0]}; names: {', '.join(names)}"
