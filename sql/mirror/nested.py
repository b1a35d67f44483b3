"""JSON that is nested too deeply to be decoded, taken apart one level at a time."""

import re
from collections.abc import Iterator
from itertools import pairwise

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*+"|[\[{]|[\]}]|[,:]', re.DOTALL)
_OPENS, _CLOSES = b"[{", b"]}"


class NotWholeError(ValueError):
    """The text ends inside of something."""


def items(array: bytes) -> list[bytes]:
    """The values of an array, each as its text."""
    return [one for one in _parts(array) if one]


def fields(record: bytes) -> dict[str, bytes]:
    """The values of an object by name, each as its text."""
    found = _parts(record)
    return {
        name.strip(b'"').decode("utf-8", "replace"): value
        for name, value in zip(found[::2], found[1::2], strict=False)
    }


def _parts(text: bytes) -> list[bytes]:
    """What stands between the commas and colons of the outermost brackets."""
    return [text[start + 1 : end].strip() for start, end in pairwise(_marks(text))]


def _marks(text: bytes) -> Iterator[int]:
    """Where the outermost brackets are, and the commas and colons right inside them."""
    depth = 0
    for found in _TOKEN.finditer(text):
        token = found[0]
        depth += token in _OPENS
        if depth == 1 and token[:1] != b'"':
            yield found.start()
        depth -= token in _CLOSES
        if token in _CLOSES and depth == 0:
            return
    raise NotWholeError("the text ends inside of something")
