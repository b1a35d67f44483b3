"""One answer of ServiceTitan taken apart: its records as raw JSON, and where the walk goes on."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec


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
    except (ValueError, RecursionError) as odd:
        raise UnreadablePageError(
            f"ServiceTitan's answer is not a page of records ({odd})"
        ) from odd
    return Page(
        envelope.data, bool(envelope.has_more), envelope.continue_from, envelope.total_count
    )
