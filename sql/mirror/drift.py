"""Differences between what ServiceTitan sends and what we know, each reported once."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace

from sql import Database
from sql.mirror import expected, repair
from sql.mirror.quarantine import keep_originals
from sql.mirror.records import UNREADABLE, Batch, Reject
from sql.mirror.repair import Oddity

__all__ = ["Oddity", "as_they_came", "inspect", "report"]


def inspect(
    table: str, batch: Batch, known_fields: frozenset[str] | None, dates: frozenset[str]
) -> list[Oddity]:
    """What is unusual in these records; escapes that PostgreSQL refuses are rewritten in place."""
    found: list[Oddity] = []
    if repair.has_odd_escapes(batch.payload):
        found += _escaped(batch)
    if repair.has_odd_dates(batch.payload):
        found += _odd_dates(batch)
    if known_fields:
        found += _surprises(batch, table, known_fields, dates)
    return found


def as_they_came(rejects: Sequence[Reject], oddities: Iterable[Oddity]) -> list[Oddity]:
    """Make rejects wait as they came; of those, nothing was stored with changes."""
    refused = {one.st_id: one for one in rejects}
    told: list[Oddity] = []
    for one in oddities:
        reject = refused.get(str(one.original[0])) if one.original else None
        if reject and one.original:
            reject.raw = one.original[1]
        told.append(replace(one, original=None) if reject else one)
    return told


async def report(db: Database, table: str, oddities: Iterable[Oddity]) -> None:
    """Write each difference once, and keep what was mended."""
    oddities = list(oddities)
    await keep_originals(db, table, [one for one in oddities if one.original])
    distinct = {(one.path, one.kind): one for one in oddities}
    for one in distinct.values():
        await db.execute(
            "mirror_drift", entity=table, path=one.path, kind=one.kind, sample=one.sample
        )


def _escaped(batch: Batch) -> Iterator[Oddity]:
    for at, raw in enumerate(batch.raws):
        text = bytes(raw)
        mended = repair.escape(text)
        if mended != text:
            batch.replace(at, mended)
            st_id = batch.ids[at]
            yield Oddity("", "odd escape", f"record {st_id}", (st_id, text))


def _odd_dates(batch: Batch) -> Iterator[Oddity]:
    for raw in batch.raws:
        text = bytes(raw)
        if repair.has_odd_dates(text):
            with suppress(*UNREADABLE):
                yield from repair.odd_dates(text)


def _surprises(
    batch: Batch, table: str, known: frozenset[str], dates: frozenset[str]
) -> Iterator[Oddity]:
    decode = expected.decoder(table, known, dates)
    for raw in batch.raws:
        try:
            decode(raw)
        except UNREADABLE:
            with suppress(*UNREADABLE):
                yield from expected.surprises(table, known, dates, bytes(raw))
