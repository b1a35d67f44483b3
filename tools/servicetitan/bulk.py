"""Many items of the pricebook in one call: which they are, and what shows them afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.logic.comparing import same
from tools.logic.external_data import DATA, application_of, rows_beside
from tools.servicetitan.looking import (
    MOST_IDS,
    Answers,
    Evidence,
    Maker,
    body_of,
    by_ids,
    rows_by_id,
)
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import APPLICATION

KINDS = {
    "services": "list_services",
    "equipment": "list_equipment",
    "materials": "list_materials",
    "discountAndFees": "list_discounts_and_fees",
}


@dataclass(frozen=True)
class Item:
    """An item that a call makes or changes, and what was sent for it."""

    kind: str
    key: str
    sent: Mapping[str, Any]

    @property
    def application(self) -> str | None:
        """Whose external data is sent with it."""
        return application_of(self.sent)


def items_of(call: BoundCall, answer: Any) -> list[Item]:
    """New items by the ids of the answer, changed ones by those sent; none of another call."""
    if call.operation.key not in BULK:
        return []
    body = body_of(call) or {}
    told = answer if call.operation.method == "POST" else body
    return [one for kind in KINDS for one in _pairs(body, told or {}, kind)]


def calls_for(call: BoundCall, items: Sequence[Item]) -> Iterator[tuple[BoundCall, list[Item]]]:
    """The lists that show these items, each with the external data that was sent with them."""
    for kind, application in dict.fromkeys((one.kind, one.application) for one in items):
        some = [one for one in items if (one.kind, one.application) == (kind, application)]
        named = {APPLICATION: application} if application else {}
        for start in range(0, len(some), MOST_IDS):
            part = some[start : start + MOST_IDS]
            yield by_ids(call, KINDS[kind], (one.key for one in part), **named), part


def _items(call: BoundCall, answer: Any) -> Evidence | None:
    sent = items_of(call, answer)
    calls = tuple(shows for shows, _ in calls_for(call, sent))

    def missing(answers: Answers) -> list[str]:
        rows = rows_by_id(answers)
        differing = [(one.key, _differing(one.sent, rows.get(one.key))) for one in sent]
        return [f"{key}{words}" for key, words in differing if words is not None]

    made = frozenset(one.key for one in sent) if call.operation.method == "POST" else None
    return Evidence(calls, missing, len(sent), claimed=made) if sent else None


def _pairs(body: Any, told: Any, kind: str) -> list[Item]:
    """Kind and id of each item of an answer or body, with the item that was sent for it."""
    items, named = body.get(kind) or [], told.get(kind) or []
    marked = {one.get("customId"): one for one in items if one.get("customId")}
    beside = items if len(items) == len(named) else [{}] * len(named)
    return [
        Item(kind, str(one["id"]), marked.get(one.get("customId"), other))
        for one, other in zip(named, beside, strict=True)
        if one.get("id")
    ]


def _differing(sent: Mapping[str, Any], row: Mapping[str, Any] | None) -> str | None:
    """What of an item shows otherwise."""
    if row is None:
        return ""
    names = [name for name, value in sent.items() if name in row and _other(value, row[name])]
    if application_of(sent) and not same(*rows_beside(sent[DATA], row.get(DATA))):
        names.append(DATA)
    return f" ({', '.join(names)})" if names else None


def _other(sent: Any, there: Any) -> bool:
    """Objects and lists of them come back in other forms than they are sent: those are counted."""
    if isinstance(sent, dict):
        return False
    if isinstance(sent, list) and any(isinstance(one, dict) for one in sent):
        return len(sent) != len(there or [])
    return not same(sent, there)


BULK: Mapping[str, Maker] = {
    "pricebook_create_many_items": _items,
    "pricebook_update_many_items": _items,
}
