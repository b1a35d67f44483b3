"""What was sent beside what is there: which of it can be compared, and where the two differ."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from tools.logic.comparing import same
from tools.logic.external_data import DATA, pairs_of, rows_beside
from tools.operations.renames import as_sent, line_as_sent, naming_nothing, without_parts
from tools.servicetitan.operation import Operation
from tools.servicetitan.siblings import shows_data

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Match:
    """What of a body a record shows."""

    shown: Record
    """The record, with its fields under the names they are sent by."""
    comparable: Record
    """What was sent, without what the record does not show."""
    unseen: tuple[str, ...]
    """What was sent and is not shown; a field of rows as `items.chargeable`."""

    @property
    def differing(self) -> list[str]:
        sent = self.comparable.items()
        return sorted(name for name, value in sent if not same(value, self.shown[name]))

    @property
    def agrees(self) -> bool:
        """Whether something could be compared, and all of that is equal."""
        return bool(self.comparable) and not self.differing


def matched(operation: Operation, sent: object, record: object) -> Match:
    body: Record = sent if isinstance(sent, Mapping) else {}
    if operation.method == "POST":
        body = {name: value for name, value in _said(body).items() if (name, value) != ("id", 0)}
    body = {name: _lines(value) for name, value in body.items()}
    shown: Record = {}
    if isinstance(record, Mapping):
        shown = {**as_sent(operation, record), **naming_nothing(operation, body, record)}
    if isinstance(body.get(DATA), Mapping):
        # A record that takes no application shows data only where a list was asked for it.
        body, shown = _with_rows(body, shown, known=DATA in shown or shows_data(operation))
    kept, hidden = without_parts(operation, body)
    match = _match(kept, shown)
    return replace(match, unseen=tuple(sorted({*match.unseen, *hidden})))


def _lines(value: Any) -> Any:
    """Rows that are sent with external data of their own, with it as it is shown."""
    if not _records(value) or not any(isinstance(row.get(DATA), Mapping) for row in value):
        return value
    return [{**row, DATA: pairs_of(row[DATA])} if row.get(DATA) else row for row in value]


def _with_rows(body: Record, record: Record, *, known: bool) -> tuple[Record, Record]:
    """External data goes out as an object and comes back as rows, where it is shown at all."""
    if not known:
        return body, {name: value for name, value in record.items() if name != DATA}
    sent, there = rows_beside(body[DATA], record.get(DATA))
    return {**body, DATA: sent}, {**record, DATA: there}


def matched_line(operation: Operation, lines: str, sent: Record, row: Record) -> Match:
    """A line that was sent by itself, beside one of a record's lines."""
    body = sent if sent.get("id") else _said(sent)
    return _match(body, _called_so({body.get("skuName")}, line_as_sent(operation, lines, row)))


def _called_so(names: AbstractSet[Any], line: Record) -> Record:
    """A pricebook item may be named by its code or by what people call it; a line shows both."""
    name = line.get("displayName")
    called = name in names - {None} and line.get("skuName") not in names
    return {**line, "skuName": name} if called else line


def _said(value: Any) -> Any:
    """Without nulls: of something new they say nothing, and ServiceTitan fills in its own."""
    if isinstance(value, Mapping):
        return {name: _said(one) for name, one in value.items() if one is not None}
    return [_said(one) for one in value] if isinstance(value, list) else value


def _match(body: Record, record: Record) -> Match:
    shown = dict(record) | {n: _told_so(body[n], one) for n, one in record.items() if n in body}
    comparable: dict[str, Any] = {}
    unseen: list[str] = []
    for name, value in body.items():
        there = shown.get(name)
        if name not in shown or not _alike(value, there):
            unseen.append(name)
            continue
        comparable[name], hidden = _rows(value, there)
        unseen += [f"{name}.{field}" for field in hidden]
    empty = {name for name, value in comparable.items() if _blank(value) and not _blank(body[name])}
    kept = {name: value for name, value in comparable.items() if name not in empty}
    return Match(shown, kept, tuple(sorted({*unseen, *empty})))


def _alike(sent: Any, there: Any) -> bool:
    """Whether the two have a shape in common: a record may show a field in quite another one."""
    if {type(sent), type(there)} == {dict, list}:
        return False
    both = isinstance(sent, Mapping) and isinstance(there, Mapping)
    return not both or not sent or not there or bool(sent.keys() & there.keys())


def _told_so(sent: Any, there: Any) -> Any:
    """Rows in the form that they are sent in."""
    if not _records(there):
        return there
    if _records(sent):
        names = {row.get("skuName") for row in sent}
        return [_called_so(names, row) for row in there]
    return _by_name(there) if isinstance(sent, Mapping) else there


def _by_name(there: Any) -> Any:
    """Pairs of name and value as the object that custom fields are sent as."""
    pairs = [(row["name"], row["value"]) for row in there if {"name", "value"} <= row.keys()]
    return dict(pairs) if len(pairs) == len(there) else there


def _rows(sent: Any, there: Any) -> tuple[Any, list[str]]:
    """Rows without the fields that no row there has, and the names of those fields."""
    if not _records(sent) or not _records(there):
        return sent, []
    known = {name for row in there for name in row}
    hidden = sorted({name for row in sent for name in row} - known)
    kept = [{name: one for name, one in row.items() if name in known} for row in sent]
    return kept, hidden


def _records(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(r, Mapping) for r in rows)


def _blank(value: Any) -> bool:
    """Rows of which nothing is left to compare."""
    return isinstance(value, list) and bool(value) and not any(value)
