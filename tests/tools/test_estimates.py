from decimal import Decimal

import pytest

from tests.kit.truth import Truth, money, total, when
from tests.kit.world import World
from tools.deps import Deps
from tools.errors import BadArguments, NotFound
from tools.estimates import get_estimate_details


async def test_an_estimate_says_what_servicetitan_says(deps: Deps, truth: Truth) -> None:
    customers = truth.by_id("crm/customers")
    technicians = truth.by_id("settings/technicians")
    for row in truth.rows("salestech/estimates")[::8]:
        found = await get_estimate_details(estimate_id=row["id"], deps=deps)

        assert (found.id, found.name, found.status) == (
            row["id"],
            row["name"],
            row["status"]["name"],
        )
        assert (found.job_id, found.job_number) == (row["jobId"], row["jobNumber"])
        assert found.customer_id == row["customerId"]
        assert found.customer == customers[row["customerId"]]["name"]
        assert found.business_unit == row["businessUnitName"]
        assert found.created_on == when(row["createdOn"])
        assert found.sold_on == (when(row["soldOn"]) if row["soldOn"] else None)
        assert found.sold_by == (technicians[row["soldBy"]]["name"] if row["soldBy"] else None)


async def test_the_lines_of_an_estimate_add_up_to_the_cent(deps: Deps, truth: Truth) -> None:
    for row in truth.rows("salestech/estimates")[::8]:
        found = await get_estimate_details(estimate_id=row["id"], deps=deps)

        assert [item.id for item in found.items] == sorted(item["id"] for item in row["items"])
        assert found.subtotal == money(row["subtotal"])
        assert found.subtotal == sum((item.total or Decimal(0) for item in found.items), Decimal(0))
        assert found.total == money(row["subtotal"]) + money(row["tax"])
        assert found.subtotal == total(item["total"] for item in row["items"])


async def test_a_line_is_quantity_times_price(deps: Deps, truth: Truth) -> None:
    row = max(truth.rows("salestech/estimates"), key=lambda one: len(one["items"]))
    lines = {item["id"]: item for item in row["items"]}

    for item in (await get_estimate_details(estimate_id=row["id"], deps=deps)).items:
        line = lines[item.id]
        assert item.quantity == money(line["qty"])
        assert item.unit_price == money(line["unitRate"])
        assert item.total == (item.quantity or 0) * (item.unit_price or 0)
        assert (item.sku, item.type) == (line["sku"]["name"], line["sku"]["type"])
        assert item.name == line["sku"]["displayName"]
        assert item.description == line["description"]


async def test_every_status_is_seen(deps: Deps, truth: Truth) -> None:
    for status in ("Open", "Sold", "Dismissed"):
        row = next(
            one for one in truth.rows("salestech/estimates") if one["status"]["name"] == status
        )
        found = await get_estimate_details(estimate_id=row["id"], deps=deps)
        assert found.status == status
        assert (found.sold_on is not None) == (status == "Sold")


async def test_live_brings_the_estimate_and_its_lines_up_to_date(
    writing: World, truth: Truth
) -> None:
    row = max(truth.rows("salestech/estimates"), key=lambda one: len(one["items"]))
    kept = row["items"][:-1]
    kept[0] = {**kept[0], "description": "Changed \u202e<b>text</b>"}
    writing.company.mutate(
        "salestech/estimates",
        change=[{"id": row["id"], "name": "Renamed", "items": kept, "subtotal": 0.1, "tax": 0.2}],
    )

    stale = await get_estimate_details(estimate_id=row["id"], deps=writing.deps)
    live = await get_estimate_details(estimate_id=row["id"], live=True, deps=writing.deps)
    again = await get_estimate_details(estimate_id=row["id"], deps=writing.deps)

    assert stale.name == row["name"]
    assert (live.name, live.subtotal, live.tax) == ("Renamed", Decimal("0.1"), Decimal("0.2"))
    assert live.total == Decimal("0.3")
    assert [item.id for item in live.items] == sorted(item["id"] for item in kept)
    assert "Changed <b>text</b>" in {item.description for item in live.items}
    assert live.as_of["servicetitan.st_estimates"] == writing.deps.now()
    assert again.items == live.items


@pytest.mark.parametrize("live", [False, True])
async def test_an_unknown_estimate_is_one_clear_sentence(deps: Deps, *, live: bool) -> None:
    with pytest.raises(NotFound) as missing:
        await get_estimate_details(estimate_id=4242, live=live, deps=deps)

    assert "\n" not in str(missing.value)


async def test_an_id_has_to_be_a_positive_whole_number(world: World) -> None:
    for wrong in (0, -1, 1.5, "x", None):
        with pytest.raises(BadArguments, match="estimate_id"):
            await world.ask("get_estimate_details", estimate_id=wrong)
