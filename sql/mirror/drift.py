"""Differences between what ServiceTitan sends and what we know, each reported once."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import msgspec

from sql import Database
from sql.mirror import repair
from sql.mirror.records import Batch
from sql.mirror.repair import Oddity

__all__ = ["Oddity", "inspect", "report"]

_keys = msgspec.json.Decoder(dict[str, msgspec.Raw]).decode


def inspect(batch: Batch, known_fields: frozenset[str] | None) -> list[Oddity]:
    """What is unusual in these records; escapes that PostgreSQL refuses are rewritten in place."""
    found: list[Oddity] = []
    if repair.has_odd_escapes(batch.payload):
        found += _escaped(batch)
    if repair.has_odd_dates(batch.payload):
        found += _odd_dates(batch)
    if known_fields:
        found += _unknown_fields(batch, known_fields)
    return found


async def report(db: Database, table: str, oddities: Iterable[Oddity]) -> int:
    """Write each difference once; returns how many there were."""
    distinct = {(one.path, one.kind): one for one in oddities}
    for one in distinct.values():
        await db.execute(
            "mirror_drift", entity=table, path=one.path, kind=one.kind, sample=one.sample
        )
    return len(distinct)


def _escaped(batch: Batch) -> Iterator[Oddity]:
    for at, raw in enumerate(batch.raws):
        text = bytes(raw)
        mended = repair.escape(text)
        if mended != text:
            batch.replace(at, mended)
            yield Oddity("", "odd escape", f"record {batch.ids[at]}")


def _odd_dates(batch: Batch) -> Iterator[Oddity]:
    for raw in batch.raws:
        text = bytes(raw)
        if repair.has_odd_dates(text):
            yield from repair.odd_dates(text)


def _unknown_fields(batch: Batch, known: frozenset[str]) -> Iterator[Oddity]:
    decode = _strict(known)
    for raw in batch.raws:
        try:
            decode(raw)
        except msgspec.ValidationError:
            record = _keys(raw)
            for name in record.keys() - known:
                sample = bytes(record[name])[:100].decode("utf-8", "replace")
                yield Oddity(name, "field added", sample)


@lru_cache(maxsize=256)
def _strict(known: frozenset[str]) -> Any:
    """A decoder that builds nothing and refuses unknown fields: cheaper than comparing keys."""
    members: list[Any] = [
        (f"f{number}", msgspec.Raw, msgspec.field(default=msgspec.Raw(), name=name))
        for number, name in enumerate(sorted(known))
    ]
    shape = msgspec.defstruct("Known", members, forbid_unknown_fields=True)
    return msgspec.json.Decoder(shape).decode
