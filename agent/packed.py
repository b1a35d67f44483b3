"""Objects that came as JSON text, which models often write where an object is expected."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import from_json

from tools.errors import ArgumentFault, BadArguments
from tools.wording import received


def unpacked(tool: str, arguments: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The arguments with this one as the object that its text holds; others are left alone."""
    text = arguments.get(name)
    if not isinstance(text, str):
        return arguments
    try:
        value = from_json(text, allow_inf_nan=False)
    except ValueError as odd:
        raise _refused(tool, name, text, f"this text is no JSON ({odd})") from odd
    if not isinstance(value, dict | list):
        raise _refused(tool, name, text, "this text holds none")
    return {**arguments, name: value}


def _refused(tool: str, name: str, text: str, why: str) -> BadArguments:
    told = f"allowed: a JSON object, better sent as such than as text; {why}"
    return BadArguments(tool, [ArgumentFault(name, received(text), told)])
