"""Whether a value that was sent is the value that is there, however each is written."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

_AMOUNT = re.compile(r"-?\d+\.\d+")
"""Money travels as text such as "10.50"; digits without a point may be a code or a phone."""
_SEVENTH = re.compile(r"[.,]\d{6}([1-9])")
"""ServiceTitan's times have up to seven digits of a second, Python's six."""
_EMPTY: tuple[object, ...] = (None, "", [], {})
_NAMES = ("value", "name", "id")
"""What stands for a whole object where the sender names it by one word or number."""


def same(sent: Any, there: Any) -> bool:
    """True when what is there says what was sent; fields the sender did not know are no matter."""
    if isinstance(sent, Mapping) and isinstance(there, Mapping):
        return all(same(value, there.get(name)) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(there, list):
        return len(sent) == len(there) and _matched(sent, there)
    if isinstance(there, Mapping) and not isinstance(sent, Mapping | list) and sent is not None:
        return any(same(sent, there[name]) for name in _NAMES if name in there)
    return _equal(sent, there)


def _matched(sent: list[Any], there: list[Any]) -> bool:
    """Each one sent is there, in whatever order ServiceTitan keeps them."""
    left = list(there)
    for one in sent:
        place = next((at for at, other in enumerate(left) if same(one, other)), None)
        if place is None:
            return False
        del left[place]
    return True


def _equal(sent: Any, there: Any) -> bool:
    if isinstance(sent, bool) or isinstance(there, bool):
        return sent is there
    if _nothing(sent) or _nothing(there):
        return _nothing(sent) and _nothing(there)
    if isinstance(sent, date) and not isinstance(sent, datetime):
        return str(there).startswith(sent.isoformat())
    return bool(sent == there or _value(sent, there) == _value(there, sent))


def _nothing(value: Any) -> bool:
    """ServiceTitan leaves out what is empty, or sends null for it."""
    return any(value == nothing and type(value) is type(nothing) for nothing in _EMPTY)


def _value(value: Any, beside: Any) -> Any:
    """Numbers as exact numbers, times as moments, anything else as it is."""
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value))
    if isinstance(value, datetime):
        return _in_utc(value), ""
    if isinstance(value, UUID) or isinstance(beside, UUID):
        return str(value).lower()
    if not isinstance(value, str):
        return value
    if _AMOUNT.fullmatch(value) or (
        isinstance(beside, int | float | Decimal) and re.fullmatch(r"-?\d+", value)
    ):
        return Decimal(value)
    return _moment(value)


def _moment(value: str) -> Any:
    """The moment that a text with a time of day stands for, and the seventh digit of its second.

    A bare day stays a text.
    """
    if "T" not in value:
        return value
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    seventh = _SEVENTH.search(value)
    return _in_utc(moment), seventh[1] if seventh else ""


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
