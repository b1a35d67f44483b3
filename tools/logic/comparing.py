"""Whether a value that was sent is the value that is there, however each is written."""

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any


def same(sent: Any, there: Any) -> bool:
    """True when what is there says what was sent; fields the sender did not know are no matter."""
    if isinstance(sent, Mapping) and isinstance(there, Mapping):
        return all(name in there and same(value, there[name]) for name, value in sent.items())
    if isinstance(sent, list) and isinstance(there, list):
        return len(sent) == len(there) and all(map(same, sent, there))
    return bool(sent == there or _value(sent) == _value(there))


def _value(value: Any) -> Any:
    """Numbers as exact numbers, times as moments, anything else as it is."""
    if isinstance(value, bool) or value is None:
        return value
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return _moment(value)


def _moment(value: Any) -> Any:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return value
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
