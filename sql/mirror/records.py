"""Raw records of a page: their ids and hashes, and the ones that cannot be told apart."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated

import msgspec
from xxhash import xxh3_128_digest

from sql.mirror import nested

RawItem = bytes | msgspec.Raw

fingerprint = xxh3_128_digest
"""16 bytes by which versions of a record differ: enough that two never collide by chance."""

Id = Annotated[int, msgspec.Meta(ge=1, le=2**63 - 1)]


class _Head(msgspec.Struct):
    id: Id


class _Stamp(msgspec.Struct):
    modified: str | None = msgspec.field(default=None, name="modifiedOn")


class _Submitted(msgspec.Struct):
    submitted: str | None = msgspec.field(default=None, name="submittedOn")


class _JobHead(msgspec.Struct):
    id: Id = msgspec.field(name="jobId")


UNREADABLE = (ValueError, OverflowError, RecursionError)
"""What decoding raises of bytes that are no record for us: msgspec's errors are ValueErrors."""

_HEADS: dict[str, type[_Head | _JobHead]] = {"id": _Head, "jobId": _JobHead}
_stamp = msgspec.json.Decoder(_Stamp).decode
_submitted = msgspec.json.Decoder(_Submitted).decode


@dataclass(slots=True)
class Reject:
    """A record that cannot be stored, and why."""

    raw: bytes
    reason: str
    st_id: str | None = None


@dataclass(slots=True)
class Batch:
    """Records by position: id, hash and raw JSON.

    `rejects` have no usable id; `text_ids` are ids that came as text; `repeated` is how many came
    again in a version that does not count.
    """

    ids: list[int] = field(default_factory=list)
    hashes: list[bytes] = field(default_factory=list)
    raws: list[RawItem] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    text_ids: list[str] = field(default_factory=list)
    repeated: int = 0
    _payload: bytes | None = None

    def pick(self, positions: Sequence[int]) -> "Batch":
        """The records at these positions, ordered by id so that writers never deadlock."""
        order = sorted(positions, key=self.ids.__getitem__)
        return Batch(
            [self.ids[at] for at in order],
            [self.hashes[at] for at in order],
            [self.raws[at] for at in order],
        )

    def whole(self) -> "Batch":
        """All records, in that order."""
        return self.pick(range(len(self.ids)))

    def portions(self, most: int) -> Iterator["Batch"]:
        """The records in order, as batches of at most so many bytes of JSON or one record."""
        start = size = 0
        for at, raw in enumerate(self.raws):
            length = len(memoryview(raw))
            if at > start and size + length > most:
                yield self._cut(slice(start, at))
                start, size = at, 0
            size += length
        yield self._cut(slice(start, None)) if start else self

    def halves(self) -> Iterator["Batch"]:
        middle = len(self.ids) // 2
        for part in (slice(None, middle), slice(middle, None)):
            yield self._cut(part)

    def _cut(self, part: slice) -> "Batch":
        return Batch(self.ids[part], self.hashes[part], self.raws[part])

    @property
    def payload(self) -> bytes:
        """One JSON array of all records, for one parse by the server."""
        if self._payload is None:
            self._payload = b"[" + b",".join(map(bytes, self.raws)) + b"]"
        return self._payload

    @property
    def id_text(self) -> str:
        """The ids as one text with commas."""
        return ",".join(map(str, self.ids))

    @property
    def hash_run(self) -> bytes:
        """The hashes one behind the other."""
        return b"".join(self.hashes)

    @property
    def shown(self) -> list[int]:
        """The ids of all records, of those too that cannot be stored."""
        ids = (one.st_id for one in self.rejects if one.st_id)
        refused = [int(one) for one in ids if re.fullmatch(r"[0-9]{1,18}", one)]
        return [*self.ids, *refused] if refused else self.ids

    def replace(self, at: int, raw: bytes) -> None:
        """Put another text in a record's place; its hash stays that of what came."""
        self.raws[at] = raw
        self._payload = None


def read(items: Sequence[RawItem], key: str = "id") -> Batch:
    """The id of every record; of two with one id the newer stays."""
    batch = Batch()
    head = msgspec.json.Decoder(_HEADS[key]).decode
    for raw in items:
        st_id: int | None
        try:
            st_id = head(raw).id
        except UNREADABLE:
            st_id = _lenient(raw, key, batch)
        if st_id is None:
            continue
        batch.ids.append(st_id)
        batch.raws.append(raw)
    batch.hashes += map(fingerprint, batch.raws)
    return batch if len(set(batch.ids)) == len(batch.ids) else _newest(batch)


def _lenient(raw: RawItem, key: str, batch: Batch) -> int | None:
    """An id that came as text of digits is an id; anything else is a reject."""
    text = bytes(raw)
    try:
        record = json.loads(text.decode("utf-8", "replace"))
    except RecursionError:
        batch.rejects.append(Reject(text, "nested too deeply", _id_of_nested(text, key)))
        return None
    except ValueError:
        batch.rejects.append(Reject(text, "not JSON"))
        return None
    value = record.get(key) if isinstance(record, dict) else None
    if isinstance(value, str) and re.fullmatch(r"[0-9]{1,18}", value):
        batch.text_ids.append(value)
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63:
        return value
    known = None if value is None else str(value)[:100]
    reason = f"no {key}" if value is None else f"{key} is not a whole number"
    batch.rejects.append(Reject(text, reason, known))
    return None


def _id_of_nested(text: bytes, key: str) -> str | None:
    try:
        value = nested.fields(text).get(key, b"")
    except ValueError:
        return None
    return value.decode() if re.fullmatch(rb"[0-9]{1,18}", value) else None


def _newest(batch: Batch) -> Batch:
    """Of records with one id keep the newest modifiedOn, the later one when equal."""
    chosen: dict[int, int] = {}
    for at, st_id in enumerate(batch.ids):
        held = chosen.get(st_id)
        if held is None or modified_on(batch.raws[at]) >= modified_on(batch.raws[held]):
            chosen[st_id] = at
    kept = batch.pick(list(chosen.values()))
    kept.rejects, kept.text_ids = batch.rejects, batch.text_ids
    kept.repeated = len(batch.ids) - len(kept.ids)
    return kept


def modified_on(raw: RawItem) -> str:
    """The record's modifiedOn as sortable text, "" when absent."""
    try:
        return sortable(_stamp(raw).modified)
    except UNREADABLE:
        return ""


def submitted_on(raw: RawItem) -> str:
    """A filled-in form's submittedOn, likewise."""
    try:
        return sortable(_submitted(raw).submitted)
    except UNREADABLE:
        return ""


def sortable(stamp: str | None) -> str:
    """A UTC stamp with seven digits of a second, so that text order is time order.

    One without a zone names no moment, nor does one that no calendar has: they move nothing.
    """
    text = stamp or ""
    try:
        moment = datetime.fromisoformat(text)
        if not (text.endswith("Z") and text[10:11] == "T" and text[19:20] in {".", "Z"}):
            text = _in_utc(moment)
    except (ValueError, OverflowError):
        return ""
    whole, _, fraction = text.rstrip("Z").partition(".")
    return f"{whole}.{fraction:0<7}" if whole else ""


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().removesuffix("+00:00") if moment.tzinfo else ""
