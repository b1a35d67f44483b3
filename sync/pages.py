"""One answer of ServiceTitan taken apart: its records as raw JSON, and where the walk goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from sql.mirror import nested


class UnreadablePageError(Exception):
    """The answer is JSON, but not a page of records."""


@dataclass(frozen=True, slots=True)
class Page:
    """Records of one answer, in the order they came."""

    items: Sequence[msgspec.Raw]
    has_more: bool = False
    token: str | None = None
    total: int | None = None


class _Envelope(msgspec.Struct, rename="camel"):
    data: list[msgspec.Raw]
    has_more: bool | None = None
    continue_from: str | None = None
    total_count: int | None = None


REST = {"hasMore", "continueFrom", "totalCount"}
"""What a page says beside its records."""

_envelope = msgspec.json.Decoder(_Envelope).decode
_array = msgspec.json.Decoder(list[msgspec.Raw]).decode
_one = msgspec.json.Decoder(msgspec.Raw).decode


def split(body: bytes, *, single: bool = False) -> Page:
    """Split a page, a feed or a bare array without decoding its records."""
    try:
        if single:
            return Page([_one(body)])
        if body.lstrip()[:1] == b"[":
            return Page(_array(body))
        envelope = _envelope(body)
    except RecursionError:
        return _nested(body, single=single)
    except ValueError as odd:
        raise UnreadablePageError(
            f"ServiceTitan's answer is not a page of records ({odd})"
        ) from odd
    return _page(envelope, envelope.data)


def _page(envelope: _Envelope, items: Sequence[msgspec.Raw]) -> Page:
    return Page(items, bool(envelope.has_more), envelope.continue_from, envelope.total_count)


def _nested(body: bytes, *, single: bool) -> Page:
    """Split a page with something in it that is nested too deeply: its records are told apart."""
    try:
        if body.lstrip()[:1] == b"[":
            return Page(list(map(msgspec.Raw, nested.items(body))))
        fields = nested.fields(body)
        if single:
            return Page([msgspec.Raw(body)])
        items = list(map(msgspec.Raw, nested.items(fields.pop("data"))))
        rest = b",".join(
            b'"%s":%s' % (name.encode(), fields[name]) for name in REST & fields.keys()
        )
        return _page(_envelope(b'{"data":[]%s}' % (rest and b"," + rest)), items)
    except (KeyError, ValueError, RecursionError) as odd:
        raise UnreadablePageError(
            f"ServiceTitan's answer is not a page of records (nested too deeply; {odd})"
        ) from odd
