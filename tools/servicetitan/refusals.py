"""What an answer with a status of success says of itself, line by line."""

from collections.abc import Mapping
from typing import Any


def refused_in(answer: Any) -> list[str]:
    """What an answer of success itself says was not done: its lines with `success: false`."""
    return [_told(one) for one in _lines(answer) if _says(one) is False]


def _lines(answer: Any) -> list[Any]:
    return answer if isinstance(answer, list) else [answer]


def _says(line: Any) -> Any:
    """What a line of an answer says of itself; None where it says nothing."""
    if not isinstance(line, Mapping):
        return None
    return line.get("success", line.get("updated"))


def confirmed_in(answer: Any) -> bool:
    """Whether an answer says of each of its lines that it was done."""
    return bool(_lines(answer)) and all(_says(one) is True for one in _lines(answer))


def _told(line: Mapping[str, Any]) -> str:
    named = next((str(value) for key, value in line.items() if key.endswith("Id")), "one")
    reason = line.get("errorMessage")
    return f"{named} ({reason})" if reason else named
