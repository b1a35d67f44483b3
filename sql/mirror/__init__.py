"""The mirror: raw records of ServiceTitan in, rows, events and quarantine out."""

from sql.mirror.replay import replay
from sql.mirror.store import Source, Stored, store

__all__ = ["Source", "Stored", "replay", "store"]
