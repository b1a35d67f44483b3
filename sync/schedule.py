"""When what is synced: the crons of the settings, and which entities are due at a tick."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sync.engine import Mode
from sync.entities import ENTITIES
from sync.entity import Entity
from tools.wording import counted

PAUSE = timedelta(hours=1)
"""An entity whose right is missing is tried again after this."""
SLACK = timedelta(seconds=20)
"""A tick a little early still counts: crons and clocks are not exact."""

LOOKED_BACK = 8 * 24 * 60
"""Minutes back in which a line's last moment is looked for: more than a week."""

FIELDS: Mapping[str, range] = {
    "minute": range(60),
    "hour": range(24),
    "day": range(1, 32),
    "month": range(1, 13),
    "weekday": range(7),
}


@dataclass(frozen=True, slots=True)
class Tick:
    """One line of the schedule: when it comes, what it asks for."""

    name: str
    cron: str
    mode: Mode
    wanted: Callable[[Entity], bool]
    always: bool = False
    seconds: int | None = None
    """Seconds between two of them, for those that come too often for a cron line."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the scheduler knows of an entity."""

    as_of: datetime | None
    paused_at: datetime | None


def ticks(
    incremental: str,
    full: str,
    contacts: str,
    contacts_full: str,
    hot_seconds: int | None,
) -> list[Tick]:
    """The schedule of the settings; `hot_seconds` adds a tick of its own for hot entities."""
    hot = Tick("hot", "* * * * *", "incremental", is_hot, always=True, seconds=hot_seconds)
    return [
        Tick("incremental", incremental, "incremental", lambda one: one.group != "contacts"),
        Tick("full", full, "full", lambda one: one.group != "contacts", always=True),
        Tick("contacts", contacts, "incremental", is_contacts, always=True),
        Tick("contacts_full", contacts_full, "full", is_contacts, always=True),
        *([hot] if hot_seconds else []),
    ]


def is_hot(entity: Entity) -> bool:
    return entity.hot


def is_contacts(entity: Entity) -> bool:
    return entity.group == "contacts"


def due(
    tick: Tick,
    standings: Mapping[str, Standing],
    now: datetime,
    entities: Sequence[Entity] = ENTITIES,
) -> list[Entity]:
    """Entities that a tick shall sync now, in the order they depend on each other."""
    wanted = [one for one in entities if tick.wanted(one) and _ripe(tick, one, standings, now)]
    return sorted(wanted, key=lambda one: one.phase)


def _ripe(tick: Tick, entity: Entity, standings: Mapping[str, Standing], now: datetime) -> bool:
    known = standings.get(entity.name)
    if known is None:
        return True
    if known.paused_at is not None and timedelta() <= now - known.paused_at < PAUSE:
        return False
    if tick.always or known.as_of is None or known.as_of > now + SLACK:
        return True  # a moment to come is that of a clock that was wrong
    return now - known.as_of >= entity.every - SLACK


def last_time(line: str, now: datetime) -> datetime | None:
    """The last minute up to now, on the clock of its zone, that a crontab line names."""
    wanted = parse_cron(line)
    moment = now.replace(second=0, microsecond=0)
    for back in range(LOOKED_BACK):
        at = moment - timedelta(minutes=back)
        parts = {"weekday": at.weekday(), "minute": at.minute, "hour": at.hour,
                 "day": at.day, "month": at.month}  # fmt: skip
        if all(parts[name] in values for name, values in wanted.items()):
            return at
    return None


def parse_cron(text: str) -> dict[str, set[int]]:
    """Five fields of a crontab line as sets; a field that is `*` is left out.

    As in cron, Sunday is 0 or 7; arq counts Monday as 0.
    """
    parts = text.split()
    if len(parts) != len(FIELDS):
        raise ValueError(f"{text!r} has {counted(len(parts), 'field')}, a cron line has five")
    found = {}
    for (name, allowed), part in zip(FIELDS.items(), parts, strict=True):
        if part == "*":
            continue
        values = {value for piece in part.split(",") for value in _values(piece, name, allowed)}
        found[name] = {(value - 1) % 7 for value in values} if name == "weekday" else values
    return found


def _values(piece: str, name: str, allowed: range) -> range:
    span, _, step = piece.partition("/")
    first, _, last = span.partition("-")
    top = 7 if name == "weekday" else allowed[-1]
    if span == "*":
        values = range(allowed.start, allowed.stop, int(step or 1))
    else:
        end = int(last) if last else (top if step else int(first))
        values = range(int(first), end + 1, int(step or 1))
    if not values or values[0] < allowed.start or values[-1] > top:
        raise ValueError(f"{piece!r} does not fit the {name} field of a cron line")
    return values
