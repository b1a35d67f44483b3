"""A lost new record of a list that cannot tell what is new: it is read whole before and after."""

from typing import Any

import pytest

from tests.kit.truth import Row, Truth
from tests.kit.world import World
from tests.tools.operations.test_lost import lose
from tests.tools.operations.test_writing import confirmed

COSTS = "marketing/costs"


def cost(truth: Truth) -> Row:
    campaign = truth.rows("marketing/campaigns")[0]["id"]
    return {"campaignId": campaign, "year": 2027, "month": 5, "dailyCost": 12.5}


def template(truth: Truth) -> Row:
    service = truth.rows("pricebook/services")[0]["id"]
    item = {"skuId": service, "skuType": "Service", "isAddOn": False, "quantity": 1}
    return {"name": "Spring", "internalName": "spring", "mode": "Static", "items": [item]}


MARKUP = {"id": 0, "from": 50_000, "to": 60_000, "percent": 12}
CASES = [
    ("marketing_create_cost", COSTS, cost),
    ("pricebook_create_materials_markup", "pricebook/materialsmarkup", lambda _: MARKUP),
    ("salestech_create_estimate_template", "salestech/estimate-templates", template),
]


@pytest.mark.parametrize(("tool", "table", "body"), CASES)
@pytest.mark.parametrize("after", [True, False])
async def test_a_new_record_is_found_among_all_of_its_list(
    writing: World, truth: Truth, tool: str, table: str, body: Any, *, after: bool
) -> None:
    before = len(truth.rows(table))
    lose(writing, table.rpartition("/")[2], "POST", after=after)

    done = await confirmed(writing, tool, body=body(truth))

    assert len(truth.rows(table)) - before == after
    assert done.status == ("done" if after else "unknown"), done.summary
