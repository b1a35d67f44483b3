"""Many pricebook items in one write: each is compared with what its list shows of it."""

from collections.abc import Mapping
from typing import Any

from tools.logic.external_data import DATA
from tools.operations.matching import Match, matched
from tools.servicetitan.bulk import BULK, KINDS, Item, calls_for, items_of
from tools.servicetitan.looking import Answers, Evidence, Maker, rows_by_id
from tools.servicetitan.operation import BoundCall, Operation

Row = Mapping[str, Any]

_CUSTOM = "customId"
"""What a sender calls a new item that has no id yet."""


def _match(operation: Operation, item: Item, row: Row, made: Mapping[str, Any]) -> Match:
    """What was sent of an item beside its row; `made` has the ids of new items by custom id."""
    own = {name: one for name, one in item.sent.items() if name != _CUSTOM}
    sent = {name: _linked(one, row.get(name), made) for name, one in own.items()}
    return matched(operation, sent, {DATA: None, **row} if item.application else row)


def _linked(sent: Any, there: Any, made: Mapping[str, Any]) -> Any:
    """Links to other items by their ids, which some records show without anything else."""
    if not isinstance(sent, list) or not any(_names_item(one) for one in sent):
        return sent
    rows = [_with_id(one, made) for one in sent]
    bare = isinstance(there, list) and not any(isinstance(one, Mapping) for one in there)
    return [one.get("skuId") for one in rows] if bare else rows


def _names_item(one: Any) -> bool:
    return isinstance(one, Mapping) and bool({"skuId", _CUSTOM} & one.keys())


def _with_id(link: Row, made: Mapping[str, Any]) -> Row:
    key = link.get("skuId") or made.get(link.get(_CUSTOM) or "")
    rest = {name: one for name, one in link.items() if name not in {"skuId", _CUSTOM}}
    return rest | ({"skuId": key} if key else {})


def _items(call: BoundCall, answer: Any) -> Evidence | None:
    """New items by the ids of the answer, changed ones by those sent."""
    items, new = items_of(call, answer), call.operation.method == "POST"
    made = _ids_by_name(answer) if new else {}
    calls = tuple(shown for shown, _ in calls_for(call, items))

    def compared(answers: Answers) -> list[tuple[Item, Match | None]]:
        rows = rows_by_id(answers)
        return [
            (one, _match(call.operation, one, rows[one.key], made) if one.key in rows else None)
            for one in items
        ]

    def missing(answers: Answers) -> list[str]:
        return [
            one.key + (f" ({', '.join(match.differing)})" if match else "")
            for one, match in compared(answers)
            if match is None or match.differing
        ]

    def unseen(answers: Answers) -> list[str]:
        return sorted({name for _, match in compared(answers) if match for name in match.unseen})

    def values(answers: Answers) -> list[Any]:
        return [
            match and {name: match.shown[name] for name in match.comparable}
            for _, match in compared(answers)
        ]

    if not items:
        return None
    claimed = frozenset(one.key for one in items) if new else None
    return Evidence(
        calls, missing, len(items), claimed=claimed, unseen=unseen, values=None if new else values
    )


def _ids_by_name(answer: Any) -> Mapping[str, Any]:
    """The ids of new items by what the sender called them."""
    rows = [one for kind in KINDS for one in (answer or {}).get(kind) or []]
    return {one[_CUSTOM]: one["id"] for one in rows if one.get(_CUSTOM) and one.get("id")}


ITEMS: Mapping[str, Maker] = dict.fromkeys(BULK, _items)
"""Operation → what shows it."""
