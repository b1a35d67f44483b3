"""The membership that a sale makes, where no answer names it: a new one of the customer's."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.servicetitan.looking import asked, body_of, by_ids
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

_SALE = "memberships_sell_membership"


def sells_plan(call: BoundCall) -> bool:
    return call.operation.key == _SALE


def plans_of_customer(call: BoundCall) -> BoundCall:
    """The list of all memberships that the customer of a sale has."""
    (shown,) = by_ids(call, "list_memberships", [body_of(call)["customerId"]], "customerIds")
    return shown


async def is_sold(call: BoundCall, plan: Mapping[str, Any], deps: Deps) -> bool:
    """Whether a membership is of the type whose price was sold: it does not show the price."""
    prices = asked(call, "list_membership_type_billing", id=plan["membershipTypeId"])
    sold = body_of(call)["durationBillingId"]
    return any(one.get("id") == sold for one in rows_of(await deps.st.send(prices)))
