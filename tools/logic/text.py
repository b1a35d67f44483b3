"""Text that customers and staff wrote: what a reader cannot see, what a database cannot keep."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

_TAGS = range(0xE0000, 0xE0080)
"""Unicode tag characters: invisible, and used to hide instructions in text."""
_KEPT_CONTROLS = "\n\t"
_HIDDEN_CATEGORIES = {"Cc", "Cf", "Co", "Cs"}
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_ESCAPED = re.compile(r"\\[bfru]")
"""How JSON writes characters that are not shown; a backslash of the text itself may look so too."""
_JOINERS = "\u200c\u200d"
"""Zero-width joiners belong to emoji and to Persian and Indic writing."""


def visible(text: str) -> str:
    """The text without control, direction and tag characters; what people see stays."""
    if text.isprintable():
        return text
    return "".join(char for char in text if not _hidden(char))


def visible_throughout(value: Any) -> Any:
    """A JSON value with all text in it as people see it; where nothing hides, the value itself."""
    text = to_json(value, fallback=str, bytes_mode="hex").decode()
    if text.isprintable() and not _ESCAPED.search(text):
        return value
    return _without_hidden(value)


def _without_hidden(value: Any) -> Any:
    match value:
        case str():
            return visible(value)
        case dict():
            return {_without_hidden(key): _without_hidden(one) for key, one in value.items()}
        case list():
            return [_without_hidden(one) for one in value]
    return value


def _hidden(char: str) -> bool:
    if char in _KEPT_CONTROLS or char in _JOINERS:
        return False
    return ord(char) in _TAGS or unicodedata.category(char) in _HIDDEN_CATEGORIES


def storable(value: object) -> bool:
    """Whether PostgreSQL can keep all text inside: no NUL, no half of a surrogate pair."""
    if isinstance(value, Mapping):
        return all(storable(key) and storable(inner) for key, inner in value.items())
    if isinstance(value, list | tuple):
        return all(map(storable, value))
    return not isinstance(value, str) or not _UNSTORABLE.search(value)
