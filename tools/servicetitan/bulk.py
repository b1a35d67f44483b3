"""Many items of the pricebook in one call: which they are, and what shows them afterwards."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.logic.external_data import application_of
from tools.servicetitan.looking import MOST_IDS, body_of, by_ids
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import APPLICATION

KINDS = {
    "services": "list_services",
    "equipment": "list_equipment",
    "materials": "list_materials",
    "discountAndFees": "list_discounts_and_fees",
}


BULK = frozenset({"pricebook_create_many_items", "pricebook_update_many_items"})


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
            for shown in by_ids(call, KINDS[kind], (one.key for one in part), **named):
                yield shown, part


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
