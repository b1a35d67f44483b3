"""Kinds of values in arguments: what a client may write for each, one rule for every tool.

JSON has whole numbers, numbers, truth and text; days and times travel as text. Clients also send
numbers and truth as text, which can mean one thing only and is taken. What could mean several, or
means something only to a validation library, is refused: true as 1, yes or 1 as true, seconds
since 1970 as a time, a time as a day.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from pydantic import BaseModel, GetCoreSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, PydanticKnownError, core_schema

_WHOLE = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME = re.compile(
    rf"{_DAY.pattern}[Tt][0-9]{{2}}:[0-9]{{2}}(:[0-9]{{2}}([.,][0-9]+)?)?"
    r"([Zz]|[+-][0-9]{2}:?[0-9]{2})?"
)
_TRUTH = {"true": True, "false": False}
_LARGEST = 2**63 - 1
"""The largest whole number of ServiceTitan and of PostgreSQL."""
_DIGITS = 19
OUT_OF_TIME = PydanticCustomError("out_of_time", "a day from 0001-01-02 to 9999-12-30")
"""The calendar ends a day later: a day's end and a time in another zone have to exist too."""


def _whole(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and not _WHOLE.fullmatch(value)):
        raise PydanticKnownError("int_parsing")
    if _beyond(value):
        raise PydanticKnownError("int_parsing_size")
    return value


def _beyond(value: object) -> bool:
    """Whether nothing here can hold this whole number."""
    if isinstance(value, str):
        digits = value.lstrip("+-0")
        return len(digits) > _DIGITS or int(digits or 0) > _LARGEST
    return isinstance(value, int) and abs(value) > _LARGEST


def _number(value: object) -> object:
    if isinstance(value, bool) or (isinstance(value, str) and not _NUMBER.fullmatch(value)):
        raise PydanticKnownError("decimal_parsing")
    return value


def _truth(value: object) -> object:
    told = _TRUTH.get(value.lower()) if isinstance(value, str) else value
    if not isinstance(told, bool):
        raise PydanticKnownError("bool_parsing")
    return told


def _day(value: object) -> object:
    exact = isinstance(value, date) and not isinstance(value, datetime)
    if exact or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise PydanticKnownError("date_type")


def _time(value: object) -> object:
    if isinstance(value, datetime) or (isinstance(value, str) and _TIME.fullmatch(value)):
        return value
    raise PydanticKnownError("datetime_type")


_RULES = {
    "int": _whole,
    "float": _number,
    "decimal": _number,
    "bool": _truth,
    "date": _day,
    "datetime": _time,
}


def _choice(numbers: list[int]) -> Callable[[object], object]:
    """One of a few numbers: written as a whole number may be, but a refusal names those few."""
    spelled = {str(number): number for number in numbers}
    *most, last = spelled
    expected = f"{', '.join(most)} or {last}" if most else last

    def rule(value: object) -> object:
        if isinstance(value, bool):
            raise PydanticKnownError("literal_error", {"expected": expected})
        return spelled.get(value, value) if isinstance(value, str) else value

    return rule


def _rule_of(schema: Mapping[str, Any]) -> Callable[[object], object] | None:
    kind = str(schema.get("type"))
    if kind == "literal" and all(type(one) is int for one in schema["expected"]):
        return _choice(schema["expected"])
    return _RULES.get(kind)


_INSIDE = frozenset({"schema", "items_schema", "values_schema", "choices", "fields"})
"""Where a schema of pydantic's holds others; its other keys hold values."""


def _held(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_held(one) for one in schema]
    if not isinstance(schema, Mapping):
        return schema
    rule = _rule_of(schema)
    if rule is not None:
        return core_schema.no_info_before_validator_function(rule, schema)
    return {key: _inside(key, one) for key, one in schema.items()}


def _inside(key: str, value: Any) -> Any:
    if key not in _INSIDE:
        return value
    named = key == "fields" and isinstance(value, Mapping)
    return {name: _held(one) for name, one in value.items()} if named else _held(value)


class Given(BaseModel):
    """A model of what arrives: each value in it, however deep, is held to the rule of its kind."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        held: CoreSchema = _held(handler(source))
        return held
