"""The shapes all operations share: pages, feeds, files, bodies and ServiceTitan's formats."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from pydantic import (
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    WrapValidator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticKnownError
from typing_extensions import TypedDict

from tools.kinds import OUT_OF_TIME, Given

T = TypeVar("T")

Timestamp = str
"""ISO 8601 in UTC as ServiceTitan sent it, with up to seven digits of a second."""
Number = Decimal | int
"""A JSON number: whole ones decode as int, the others exactly."""
Choice = str | int
"""One of a few names; some answers give the number that stands for it."""
Money = Decimal | int | str
"""A number in most modules, a string such as "0.00" in accounting; never a binary float."""


class Page(TypedDict, Generic[T], total=False):
    """One page of a list; `totalCount` is there only after `includeTotal`."""

    page: int
    pageSize: int
    hasMore: bool
    totalCount: int | None
    data: list[T]


class Feed(TypedDict, Generic[T], total=False):
    """One page of an export feed; `continueFrom` is where the next call goes on."""

    hasMore: bool
    continueFrom: str
    data: list[T]


@dataclass(frozen=True)
class Download:
    """A file ServiceTitan sent: a recording, an attachment, an image."""

    content: bytes
    content_type: str
    filename: str | None = None


@dataclass(frozen=True)
class Upload:
    """A file to send as multipart form data."""

    filename: str
    content: bytes
    content_type: str = "application/octet-stream"


def api_name(name: str) -> str:
    """Spell a name as ServiceTitan does: `from_` is from, `modified_before` modifiedBefore."""
    first, *rest = name.rstrip("_").split("_")
    return first + "".join(part[:1].upper() + part[1:] for part in rest)


class StBody(Given):
    """A request body: only fields that were given are sent, unknown ones are refused.

    ServiceTitan ignores unknown fields with a success status, so a misspelt one has to fail here.
    """

    model_config = ConfigDict(
        alias_generator=api_name,
        populate_by_name=True,
        extra="forbid",
        defer_build=True,
        protected_namespaces=(),
    )


def optional(description: str, **rules: Any) -> Any:
    """A field that may be left out, and then is not sent; null is sent where the type allows it."""
    return Field(default=None, description=description, **rules)


_SEVENTH = re.compile(r"[.,]\d{6}([1-9])")


class Tick(datetime):
    """A moment with a seventh digit of a second, which ServiceTitan keeps and Python does not."""

    digit: str

    def __str__(self) -> str:
        six = self.isoformat(timespec="microseconds").removesuffix("+00:00")
        return f"{six}{self.digit}Z"


def _utc(value: Any, read: ValidatorFunctionWrapHandler) -> datetime:
    moment: datetime = read(value)
    if moment.tzinfo is None:
        raise PydanticKnownError("timezone_aware")
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        raise OUT_OF_TIME from None
    seventh = _SEVENTH.search(value) if isinstance(value, str) else None
    return _tick(moment, seventh[1]) if seventh else moment


def _tick(moment: datetime, digit: str) -> Tick:
    tick = Tick.combine(moment, moment.timetz())
    tick.digit = digit
    return tick


Instant = Annotated[
    datetime,
    WrapValidator(_utc),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]
"""A moment with its zone; sent in UTC, to the second in a query, else as it was given."""
Day = Annotated[date, WithJsonSchema({"type": "string", "format": "date"})]
"""A calendar day."""


class _ExactNumber:
    """Shows an exact number as a number, without the text that it may also be written as."""

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """The limits, which `WithJsonSchema` would drop, stay."""
        both = handler(core_schema)
        return dict(next(one for one in both["anyOf"] if one["type"] == "number"))


Amount = Annotated[Decimal, _ExactNumber]
"""An exact number: money, quantities, hours."""
