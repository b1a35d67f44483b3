"""Cursors over ServiceTitan's four ways of paging: page numbers, feeds, bodies, plain arrays."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tools.errors import ArgumentFault, BadArguments
from tools.results import cursor_of, place_of
from tools.servicetitan.operation import Operation

PAGE_SIZE, LARGEST_PAGE = 50, 5_000
REPORT_PAGE = 1_000
"""ServiceTitan's own size: a report may run once a minute, so that its pages are not small."""
Style = Literal["numbered", "feed", "body", "whole"]
_BODY_PAGE, _BODY_SIZE = "pageNumber", "pageSize"


@dataclass(frozen=True)
class Place:
    """Where in a list a call reads: a page of some size or a feed's token, and rows seen there."""

    style: Style
    page: int
    size: int
    token: str | None = None
    skip: int = 0

    def following(self, envelope: Mapping[str, Any], shown: int, there: int) -> str | None:
        """A cursor for what follows: in this page, on the next one; None at the end."""
        if shown < there:
            return self._cursor(self.page, self.token, self.skip + shown)
        if not envelope.get("hasMore") or self.style == "whole":
            return None
        if self.style == "feed":
            return self._cursor(self.page, str(envelope.get("continueFrom") or ""), 0)
        return self._cursor(self.page + 1, None, 0)

    def _cursor(self, page: int, token: str | None, skip: int) -> str:
        """The size travels along: page 2 of 50 is not page 2 of 5,000."""
        return cursor_of(token if self.style == "feed" else f"{page}/{self.size}", skip)


def style_of(operation: Operation) -> Style:
    names = {slot.api for slot in operation.slots}
    if operation.kind == "feed":
        return "feed"
    if {"page", "pageSize"} <= names and operation.kind != "list":
        return "numbered"  # an array does not say whether there is more: it is read whole
    return "body" if operation.kind == "page" and "body" in names else "whole"


def placed(operation: Operation, arguments: dict[str, Any], cursor: object) -> Place:
    """The place that a cursor stands for; page, size or token are written into the arguments."""
    style = style_of(operation)
    at, skip = place_of(cursor, operation.key)
    if style == "feed":
        return _in_feed(arguments, at, skip)
    if style == "whole":
        if operation.kind == "list" and "pageSize" in {slot.api for slot in operation.slots}:
            arguments.setdefault("pageSize", LARGEST_PAGE)
        return Place(style, 0, 0, None, skip)
    holder, page, size = _holder(style, arguments)
    if at is not None:
        holder[page], holder[size] = _numbers(at, operation.key, cursor)
    elif style == "numbered" and not _demanded(operation):
        holder.setdefault(size, REPORT_PAGE if operation.lane == "report" else PAGE_SIZE)
    first, amount = holder.get(page), holder.get(size)
    return Place(style, _whole(first, operation.first_page), _whole(amount, PAGE_SIZE), None, skip)


def _in_feed(arguments: dict[str, Any], at: str | int | None, skip: int) -> Place:
    token = arguments.get("from") if at is None else str(at)
    if token is None:
        return Place("feed", 0, 0, None, skip)
    arguments["from"] = token
    return Place("feed", 0, 0, str(token), skip)


def _holder(style: Style, arguments: dict[str, Any]) -> tuple[dict[str, Any], str, str]:
    """Where page and size are kept: among the arguments, or in the body's `pagination`."""
    if style == "numbered":
        return arguments, "page", "pageSize"
    body = arguments.get("body")
    paging = body.get("pagination") if isinstance(body, dict) else None
    if not isinstance(body, dict) or not isinstance(paging, dict):
        return {}, _BODY_PAGE, _BODY_SIZE  # the check that follows names what is wrong
    paging = dict(paging)
    arguments["body"] = {**body, "pagination": paging}
    return paging, _BODY_PAGE, _BODY_SIZE


def _demanded(operation: Operation) -> bool:
    """Two lists want their page size told; then the caller tells it."""
    return any(slot.required and slot.api == "pageSize" for slot in operation.slots)


def _numbers(at: str | int, tool: str, cursor: object) -> tuple[int, int]:
    page, _, size = str(at).partition("/")
    if page.isdigit() and size.isdigit():
        return int(page), int(size)
    fault = ArgumentFault("cursor", repr(cursor), "allowed: the `next` of an earlier answer")
    raise BadArguments(tool, [fault])


def _whole(value: object, otherwise: int) -> int:
    """A number that was given; a wrong one is for the check that follows."""
    return value if isinstance(value, int) and not isinstance(value, bool) else otherwise
