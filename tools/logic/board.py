"""Which visits of one technician overlap."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Protocol, TypeVar


class Span(Protocol):
    """Something with a start and an end."""

    @property
    def start(self) -> datetime: ...
    @property
    def end(self) -> datetime | None: ...


S = TypeVar("S", bound=Span)


def overlapping(visits: Sequence[S]) -> list[tuple[S, S]]:
    """Pairs of visits that share time, earliest first; touching ends do not overlap.

    Moments are compared, not clock faces: in autumn an hour comes twice.
    """
    ordered = sorted(visits, key=lambda visit: visit.start.astimezone(UTC))
    return [
        (first, second)
        for index, first in enumerate(ordered)
        for second in ordered[index + 1 :]
        if first.end is not None and second.start.astimezone(UTC) < first.end.astimezone(UTC)
    ]
