"""Export feeds: every row in order of change, page after page, behind opaque tokens."""

import base64
from typing import Any

import msgspec

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.lists import shown
from sandbox.servicetitan.api.meanings import moment_key
from sandbox.servicetitan.api.messages import Response, invalid, rows_response
from sandbox.servicetitan.api.params import as_moment
from sandbox.servicetitan.api.store import Key, Table
from sandbox.servicetitan.company import clock

# How far back a token reaches when the caller asked for the newest changes: those come again.
RECENT = 15 * 60


def feed(call: Call) -> Response:
    table = call.table
    order = table.order()
    start = position(call, table)
    stop = min(start + call.box.settings.export_page, len(order))
    keys = order[start:stop]
    if not call.query.get("includeRecentChanges"):
        keys = keys[: settled(call, table, keys)]
    end = start + len(keys)
    more = end == stop < len(order)
    token = _token(call, order, end, more=more)
    rows = shown(call, [place for _, _, place in _kept(call, table, keys)])
    head = f'{{"hasMore":{"true" if more else "false"},"continueFrom":"{token}","data":['
    return rows_response(head, rows)


def _kept(call: Call, table: Table, keys: list[Key]) -> list[Key]:
    """Two feeds let the caller ask for active rows only; rows left out still count as read."""
    wanted = call.query.get("active")
    if wanted in {None, "Any"}:
        return keys
    column = table.column("active")
    return [key for key in keys if (column[key[2]] is not False) == (wanted == "True")]


def settled(call: Call, table: Table, keys: list[Key]) -> int:
    """How many leading rows are old enough to be shown."""
    edge = call.box.now() - call.box.settings.export_delay
    for count, (_, _, place) in enumerate(keys):
        if table.touched.get(place, 0.0) > edge:
            return count
    return len(keys)


def position(call: Call, table: Table) -> int:
    """Where in the feed `from` points: the start, a moment, or behind the row of a token."""
    text = call.query.get("from") or ""
    if not text:
        return 0
    key = _read(text)
    if key is not None:
        if key[0] != call.route.table:
            raise invalid({"from": ["The continuation token belongs to another feed."]})
        return table.after(key[1], _identity(key[2])) if key[2:] else table.since(key[1])
    try:
        return table.since(moment_key(as_moment(text)))
    except ValueError:
        raise invalid({"from": [f"'{text}' is neither a date nor a continuation token."]}) from None


def _token(call: Call, order: list[Key], stop: int, *, more: bool) -> str:
    table = call.route.table
    if call.query.get("includeRecentChanges") and not more and stop > 0:
        edge = clock.key(clock.stamp(call.box.now() - RECENT))
        return _write([table, min(edge, order[stop - 1][0])])
    if stop == 0:
        return _write([table, ""])
    moment, key, _ = order[stop - 1]
    return _write([table, moment, list(key) if isinstance(key, tuple) else key])


def _write(key: list[Any]) -> str:
    return base64.urlsafe_b64encode(b"\x01" + msgspec.msgpack.encode(key)).decode().rstrip("=")


def _read(text: str) -> list[Any] | None:
    try:
        raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        key = msgspec.msgpack.decode(raw[1:]) if raw[:1] == b"\x01" else None
    except (ValueError, msgspec.DecodeError):
        return None
    return key if isinstance(key, list) else None


def _identity(key: Any) -> Any:
    return tuple(key) if isinstance(key, list) else key
