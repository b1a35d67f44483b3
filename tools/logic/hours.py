"""Who works on a day: shifts, and what takes a technician away from them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

Kind = Literal["Normal", "OnCall", "TimeOff", "Event"]
Why = Literal["time off", "no shift"]


@dataclass(frozen=True)
class Hours:
    """A stretch of a technician's time."""

    kind: Kind
    start: datetime
    end: datetime

    @property
    def works(self) -> bool:
        return self.kind in {"Normal", "OnCall"}

    @property
    def told(self) -> str:
        """On the clock, as people say it."""
        words = " on call" if self.kind == "OnCall" else ""
        return f"{self.start:%H:%M}-{self.end:%H:%M}{words}"


def why_off(hours: Sequence[Hours], *, keeps_shifts: bool) -> Why | None:
    """Why a technician does not work at all; None who does, or of whom no shifts are kept."""
    away = [one for one in hours if not one.works]
    shifts = [one for one in hours if one.works]
    if shifts:
        return None if any(_left(shift, away) for shift in shifts) else "time off"
    if any(one.kind == "TimeOff" for one in away):
        return "time off"
    return "no shift" if keeps_shifts else None


def _left(shift: Hours, away: Sequence[Hours]) -> bool:
    """Whether something of a shift is left beside what takes the technician away."""
    reached = shift.start.astimezone(UTC)
    for one in sorted(away, key=lambda one: one.start.astimezone(UTC)):
        if one.start.astimezone(UTC) <= reached:
            reached = max(reached, one.end.astimezone(UTC))
    return reached < shift.end.astimezone(UTC)
