"""The forms that answers take: how fresh, how many, where the rest is."""

import base64
import json
from collections.abc import Sequence
from datetime import datetime
from typing import Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from pydantic import BaseModel, Field

from tools.errors import ArgumentFault, BadArguments
from tools.logic.days import in_zone

T = TypeVar("T", bound=BaseModel)

MAX_BYTES = 11_500
"""A list answer's size: 50 customers fit, and a client's context survives it."""

Source = Literal["mirror", "servicetitan"]
AsOf = dict[str, datetime | None]
"""Table → when it was last known to equal ServiceTitan; null when it never was synced."""


class Answer(BaseModel):
    """What every answer carries besides its own fields."""

    as_of: AsOf = Field(
        default_factory=dict,
        description="For each table read: when it last equalled ServiceTitan; null means never.",
    )
    notice: str | None = Field(
        default=None, description="Something to tell the user, such as made-up data."
    )


class Rows(BaseModel, Generic[T]):
    """Some rows of many. Nothing is cut silently: `truncated` and `next` tell of the rest."""

    items: list[T] = Field(description="The rows, best or newest first.")
    returned: int = Field(description="How many rows are in `items`.")
    total: int | None = Field(description="How many rows there are in all; null when unknown.")
    truncated: bool = Field(description="True when there are more rows than these.")
    next: str | None = Field(description="Pass this as `cursor` for the rows that follow.")


class Listed(Rows[T], Answer, Generic[T]):
    """A list as an answer of its own."""


class Counted(BaseModel):
    """A query's row that says how many rows there are without the limit."""

    total: int


def rows_of(rows: Sequence[T], *, total: int, offset: int = 0) -> Rows[T]:
    """As many of the rows as fit into the size limit."""
    items = _fitting(rows)
    end = offset + len(items)
    more = end < total
    return Rows(
        items=items,
        returned=len(items),
        total=total,
        truncated=more,
        next=cursor_at(end) if more else None,
    )


def listed(rows: Sequence[T], *, total: int, offset: int = 0, as_of: AsOf) -> Listed[T]:
    """The same as an answer of its own, with how fresh it is."""
    shown = rows_of(rows, total=total, offset=offset)
    return Listed(**dict(shown), as_of=as_of)


def plain(model: type[T], row: BaseModel) -> T:
    """A query's row as callers see it: without what only the tool needed of it."""
    return model.model_validate(row.model_dump(include=set(model.model_fields)))


def total_of(rows: Sequence[Counted], offset: int) -> int:
    """How many rows there are in all; beyond the last one there is none to say it."""
    return rows[0].total if rows else offset


def in_company_time(row: T, zone: ZoneInfo) -> T:
    """The row with its times in the company's zone, as people there say them."""
    moments = {name: value for name, value in row if isinstance(value, datetime)}
    return row.model_copy(update={name: in_zone(at, zone) for name, at in moments.items()})


def _fitting(rows: Sequence[T]) -> list[T]:
    size = 0
    for count, row in enumerate(rows):
        size += len(row.model_dump_json().encode()) + 1
        if size > MAX_BYTES and count:
            return list(rows[:count])
    return list(rows)


def cursor_at(offset: int) -> str:
    """An opaque cursor for the row at this offset."""
    return cursor_of(None, offset)


def cursor_of(page: str | int | None, skip: int) -> str:
    """An opaque cursor: a page or token of ServiceTitan, and how many of its rows were seen."""
    text = json.dumps([page, skip], separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def offset_of(cursor: str | None, tool: str) -> int:
    """The offset that a cursor of the mirror stands for; 0 without one."""
    return place_of(cursor, tool)[1]


def place_of(cursor: object, tool: str) -> tuple[str | int | None, int]:
    """What a cursor stands for: page or token, and rows to skip; the beginning without one."""
    if cursor is None:
        return None, 0
    try:
        text = str(cursor) + "=" * (-len(str(cursor)) % 4)
        page, skip = json.loads(base64.urlsafe_b64decode(text))
        return page if isinstance(page, str | int) else None, max(int(skip), 0)
    except (ValueError, TypeError) as reason:
        fault = ArgumentFault("cursor", repr(cursor), "allowed: the `next` of an earlier answer")
        raise BadArguments(tool, [fault]) from reason
