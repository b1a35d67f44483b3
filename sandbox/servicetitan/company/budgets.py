"""How costs of projects are broken down: segments, their items in a tree, codes made of both."""

from itertools import product
from typing import Final

from sandbox.servicetitan.company.ids import fixed
from sandbox.servicetitan.company.reference import Row

WBS: Final = "jpm/work-breakdown-structure"
# Name, type, structure.
SEGMENTS: Final = (("Phase", "CostCode", "Hierarchal"), ("Cost type", "CostType", "Flat"))
# Segment, code, description, place of the parent, kind of cost.
ITEMS: Final = (
    (0, "01", "Site work", None, "None"),
    (0, "01.1", "Excavation", 0, "None"),
    (0, "01.1.1", "Hauling", 1, "None"),
    (0, "02", "Equipment pad", None, "None"),
    (0, "02.1", "Bonding and wiring", 3, "None"),
    (1, "L", "Labour", None, "Labor"),
    (1, "M", "Material", None, "Material"),
)


def path_of(number: int) -> str:
    _, code, _, parent, _ = ITEMS[number]
    return code if parent is None else f"{path_of(parent)}/{code}"


def item(number: int) -> Row:
    segment, code, description, parent, kind = ITEMS[number]
    return {
        "id": fixed("segment-item", number), "segmentId": fixed("segment", segment),
        "parentId": None if parent is None else fixed("segment-item", parent),
        "code": code, "description": description, "path": path_of(number),
        "costCategory": kind, "isActive": True,
    }  # fmt: skip


def code(number: int, parts: tuple[Row, ...]) -> Row:
    """A budget code: one item of every segment."""
    shown = ("segmentId", "code", "description", "path")
    return {
        "id": fixed("budget-code", number),
        "code": "-".join(part["code"] for part in parts),
        "description": " / ".join(part["description"] for part in parts),
        "segments": [
            {"segmentItemId": part["id"], **{name: part[name] for name in shown}} for part in parts
        ],
    }


def tables(since: str) -> dict[str, list[Row]]:
    when = {"createdOn": since, "modifiedOn": since}
    items = [item(n) for n in range(len(ITEMS))]
    of = [[row for row in items if row["segmentId"] == fixed("segment", n)] for n in range(2)]
    return {
        f"{WBS}/segments": [
            {"id": fixed("segment", n), "name": name, "type": kind, "structure": structure,
             "isActive": True, "isRequired": n == 0, **when}
            for n, (name, kind, structure) in enumerate(SEGMENTS)
        ],
        f"{WBS}/segments/items": [row | when for row in items],
        f"{WBS}/budget-codes": [code(n, pair) | when for n, pair in enumerate(product(*of))],
    }  # fmt: skip
