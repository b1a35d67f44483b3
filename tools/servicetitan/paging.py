"""Walk a list by page number or an export feed by token, as records or as bytes for the mirror."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar, cast

import msgspec

from tools.errors import Upstream
from tools.servicetitan.client import AGAIN, Client
from tools.servicetitan.operation import BoundCall, Endpoint, Operation
from tools.servicetitan.types import Feed, Page

T = TypeVar("T")
FeedEndpoint = Endpoint[Any, Feed[T]]
PageEndpoint = Endpoint[Any, Page[T]]
PAGE_SIZE = 500


@dataclass(frozen=True)
class FeedPage(Generic[T]):
    """Records of a feed, the token behind them, and whether more are there already."""

    items: list[T]
    token: str | None
    has_more: bool


@dataclass(frozen=True)
class RawPage:
    """The JSON of one answer, its `data` array within, and where the walk goes on."""

    body: bytes
    data: msgspec.Raw
    has_more: bool
    token: str | None = None
    page: int | None = None


class _Envelope(msgspec.Struct, rename="camel"):
    data: msgspec.Raw
    has_more: bool | None = None
    continue_from: str | None = None


_envelope = msgspec.json.Decoder(_Envelope)


def operation_of(target: Endpoint[Any, Any] | Operation) -> Operation:
    return target if isinstance(target, Operation) else target.operation


async def pages(
    client: Client, target: PageEndpoint[T], *, page_size: int = PAGE_SIZE, **arguments: object
) -> AsyncIterator[Page[T]]:
    """Every page of a list, until ServiceTitan says there is no more."""
    operation = target.operation
    number, more = operation.first_page, True
    while more:
        call = _page(operation, arguments, number, page_size)
        page = cast("Page[T]", await client.send(call))
        yield page
        more = bool(page.get("hasMore"))
        number += 1


async def pages_bytes(
    client: Client,
    target: Endpoint[Any, Any] | Operation,
    *,
    page_size: int = PAGE_SIZE,
    start: int | None = None,
    **arguments: object,
) -> AsyncIterator[RawPage]:
    """The same walk as bytes, from any page number on."""
    operation = operation_of(target)
    number, more = operation.first_page if start is None else start, True
    while more:
        body = await client.send_bytes(_page(operation, arguments, number, page_size))
        envelope = _opened(operation, body)
        more = bool(envelope.has_more)
        yield RawPage(body, envelope.data, more, page=number)
        number += 1


async def feed(
    client: Client,
    target: FeedEndpoint[T],
    start: str | datetime | None = None,
    *,
    include_recent_changes: bool = False,
    **arguments: object,
) -> AsyncIterator[FeedPage[T]]:
    """Everything in a feed after a token, a moment, or from its first record."""
    operation, token, more = target.operation, _start(start), True
    given = {**arguments, "include_recent_changes": include_recent_changes or None}
    seen = {token}
    while more:
        answer = cast("Feed[T]", await client.send(_feed(operation, given, token)))
        more, token = bool(answer.get("hasMore")), answer.get("continueFrom")
        _check_progress(operation, token, seen, more=more)
        yield FeedPage(answer.get("data") or [], token, more)


async def feed_bytes(
    client: Client,
    target: Endpoint[Any, Any] | Operation,
    start: str | datetime | None = None,
    *,
    include_recent_changes: bool = False,
    **arguments: object,
) -> AsyncIterator[RawPage]:
    """The same walk as bytes; the cursor to keep after a page is its token."""
    operation, token, more = operation_of(target), _start(start), True
    given = {**arguments, "include_recent_changes": include_recent_changes or None}
    seen = {token}
    while more:
        body = await client.send_bytes(_feed(operation, given, token))
        envelope = _opened(operation, body)
        more, token = bool(envelope.has_more), envelope.continue_from
        _check_progress(operation, token, seen, more=more)
        yield RawPage(body, envelope.data, more, token=token)


def _page(
    operation: Operation, arguments: Mapping[str, object], number: int, size: int
) -> BoundCall:
    return operation.validate({**arguments, "page": number, "page_size": size})


def _feed(operation: Operation, arguments: Mapping[str, object], token: str | None) -> BoundCall:
    return operation.validate({**arguments, "from_": token})


def _start(start: str | datetime | None) -> str | None:
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("the start of a feed must carry its zone")
        return start.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return start


def _opened(operation: Operation, body: bytes) -> _Envelope:
    try:
        return _envelope.decode(body)
    except msgspec.DecodeError as odd:
        raise Upstream(f"{operation.key} did not answer with a page. {AGAIN}") from odd


def _check_progress(
    operation: Operation, token: str | None, seen: set[str | None], *, more: bool
) -> None:
    """A feed that says "more" without a new token would be walked in a circle for ever."""
    if more and (token is None or token in seen):
        raise Upstream(f"{operation.key} says there is more but gives no new token. {AGAIN}")
    seen.add(token)
