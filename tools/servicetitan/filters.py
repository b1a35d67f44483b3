"""Parameters that many lists share, each described once, and how lists travel in a query."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field
from typing_extensions import TypedDict

from tools.servicetitan.types import Instant

Style = Literal["plain", "comma", "dotted"]


@dataclass(frozen=True)
class Api:
    """ServiceTitan's name of a parameter where the rule does not lead to it."""

    name: str


@dataclass(frozen=True)
class As:
    """How a value travels: `comma` joins a list, `dotted` sends a map as name.key=value."""

    style: Style


def sorted_by(*names: str) -> object:
    """Fields a list can be sorted by; a plus sign is ascending, a minus descending."""
    choices = "|".join(names)
    return Field(
        pattern=rf"^[+-]({choices})$",
        description=f"+Field ascending or -Field descending; fields: {', '.join(names)}.",
    )


def _split(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Ids = Annotated[list[int], As("comma"), BeforeValidator(_split)]
"""Ids, sent as one comma-separated string."""
Ids50 = Annotated[Ids, Field(max_length=50)]
"""At most 50 ids in one call: ServiceTitan refuses more."""
Texts = Annotated[list[str], As("comma"), BeforeValidator(_split)]
"""Words, sent as one comma-separated string."""
Texts50 = Annotated[Texts, Field(max_length=50)]

Active = Literal["True", "False", "Any"]
PageNumber = Annotated[int, Field(ge=1, description="Which page, counted from 1.")]
PageSize = Annotated[
    int, Field(ge=1, le=5000, default=50, description="Records per page, 1 to 5000.")
]
IncludeTotal = Annotated[bool, "True to have the number of all matching records counted too."]


class Paged(TypedDict, total=False):
    """Which page of a list."""

    page: PageNumber
    page_size: PageSize
    include_total: IncludeTotal


class Created(TypedDict, total=False):
    """When a record was created."""

    created_before: Annotated[Instant, "Created before this time (exclusive)."]
    created_on_or_after: Annotated[Instant, "Created at or after this time."]


class Modified(TypedDict, total=False):
    """When a record last changed."""

    modified_before: Annotated[Instant, "Last changed before this time (exclusive)."]
    modified_on_or_after: Annotated[Instant, "Last changed at or after this time."]


class Dated(Created, Modified):
    """When a record was created or last changed."""


class PagedCreated(Paged, Created):
    """A page of the records created in a span of time."""


class PagedModified(Paged, Modified):
    """A page of the records changed in a span of time."""


class PagedDated(Paged, Dated):
    """A page of the records created or changed in a span of time."""


class Changes(TypedDict, total=False):
    """Where an export feed starts."""

    from_: Annotated[
        str,
        "The continueFrom token of the last call, or a date to start at; absent: the first record.",
    ]
    include_recent_changes: Annotated[
        bool,
        "True to get changes of the last 15 minutes too; such records may come more than once.",
    ]
