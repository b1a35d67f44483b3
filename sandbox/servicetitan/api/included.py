"""What rows show only to whoever asks for it: parts of plans, subtasks, prices, links."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sandbox.servicetitan.api.box import Call, Row


class Part(NamedTuple):
    """A field that is empty unless a parameter is true, and what it then holds."""

    field: str
    told: Callable[[Row], Any]


def held(field: str) -> Part:
    """A field that the row has anyway."""
    return Part(field, lambda row: row.get(field))


def subtasks(row: Row) -> Row:
    below = row.get("subTasks") or []
    return {"count": len(below), "subTasks": below}


def link(row: Row) -> str:
    return f"https://go.servicetitan.example/leads/{row['id']}"


PLANS: Final = "memberships/membership-types"
PARTS: Final[dict[str, dict[str, Part]]] = {
    PLANS: {
        "includeDurationBilling": held("durationBilling"),
        "includeDiscounts": held("discounts"),
        "includeRecurringServices": held("recurringServices"),
        "includeTags": held("tagTypeIds"),
    },
    "memberships/recurring-services": {"includeTechnicians": held("preferredTechnicianIds")},
    "task-management/tasks": {"includeSubtasks": Part("subTasksData", subtasks)},
    "pricebook/services": {
        "calculatePrices": Part("calculatedPrice", lambda row: row.get("price")),
    },
    "crm/leads": {"genPermUrl": Part("leadUrl", link)},
}


def parts_of(call: Call) -> dict[str, Part]:
    """The parts that this operation lets its caller ask for."""
    known = PARTS.get(call.route.table, {})
    return {name: part for name, part in known.items() if name in call.route.operation.in_query}


def asked(call: Call) -> tuple[str, ...]:
    """The parts this caller asked for: one more word of what a view of the rows is called."""
    return tuple(name for name in parts_of(call) if call.query.get(name))


def with_parts(call: Call) -> Callable[[Row], Row] | None:
    """Fills and empties the fields a caller may ask for; None where there are none."""
    parts = parts_of(call)
    if not parts:
        return None
    wanted = asked(call)

    def change(row: Row) -> Row:
        told = {p.field: p.told(row) if name in wanted else None for name, p in parts.items()}
        return row | told

    return change
