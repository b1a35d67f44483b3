from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.kit.truth import Row, Truth, day_of, money, total
from tests.kit.world import TODAY, World
from tools.deps import Deps
from tools.errors import BadArguments
from tools.invoicing import OutstandingInvoice, get_outstanding_invoices


def owed(truth: Truth) -> list[Row]:
    return truth.rows(
        "accounting/invoices", lambda row: row["active"] and money(row["balance"]) > 0
    )


def overdue(row: Row, today: date = TODAY) -> int:
    return max((today - day_of(row["dueDate"])).days, 0)


def age(row: Row) -> str:
    days = (TODAY - day_of(row["dueDate"])).days
    named = {30: "1-30 days", 60: "31-60 days", 90: "61-90 days"}
    if days <= 0:
        return "not due"
    return next((name for most, name in named.items() if days <= most), "over 90 days")


async def everything(deps: Deps, **filters: Any) -> list[OutstandingInvoice]:
    found: list[OutstandingInvoice] = []
    cursor = None
    while True:
        page = await get_outstanding_invoices(**filters, limit=9, cursor=cursor, deps=deps)
        found += page.invoices.items
        cursor = page.invoices.next
        if cursor is None:
            assert page.invoices.total == len(found) == len({one.id for one in found})
            return found


async def test_the_sum_of_all_open_balances_is_exact(deps: Deps, truth: Truth) -> None:
    answer = await get_outstanding_invoices(limit=1, deps=deps)

    assert answer.balance_of_all == total(row["balance"] for row in owed(truth))
    assert answer.invoices.total == len(owed(truth))
    assert answer.invoices.returned == 1
    assert answer.invoices.truncated


async def test_sums_by_age_are_exact_and_add_up(deps: Deps, truth: Truth) -> None:
    counts = Counter(age(row) for row in owed(truth))
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in owed(truth):
        sums[age(row)] += money(row["balance"])
    assert len(counts) > 3

    answer = await get_outstanding_invoices(deps=deps)

    assert {part.age: part.invoices for part in answer.by_age} == counts
    assert {part.age: part.balance for part in answer.by_age} == sums
    assert sum(part.balance for part in answer.by_age) == answer.balance_of_all


async def test_pages_show_every_invoice_once_longest_overdue_first(
    deps: Deps, truth: Truth
) -> None:
    expected = sorted(
        owed(truth), key=lambda row: (day_of(row["dueDate"]), -money(row["balance"]), row["id"])
    )

    found = await everything(deps)

    assert [one.id for one in found] == [row["id"] for row in expected]


async def test_an_invoice_says_what_servicetitan_says(deps: Deps, truth: Truth) -> None:
    rows = truth.by_id("accounting/invoices")

    for one in await everything(deps):
        row = rows[one.id]
        assert (one.amount, one.balance) == (money(row["total"]), money(row["balance"]))
        assert str(one.balance) == row["balance"]
        assert (one.invoice_date, one.due_date) == (
            day_of(row["invoiceDate"]),
            day_of(row["dueDate"]),
        )
        assert one.days_overdue == overdue(row)
        assert (one.number, one.job_id) == (row["referenceNumber"], row["job"]["id"])
        assert (one.customer_id, one.customer) == (row["customer"]["id"], row["customer"]["name"])
        assert one.business_unit == row["businessUnit"]["name"]


@pytest.mark.parametrize(
    ("filters", "keep"),
    [
        ({"days_overdue": 1}, lambda row: overdue(row) >= 1),
        ({"days_overdue": 30}, lambda row: overdue(row) >= 30),
        ({"days_overdue": 91}, lambda row: overdue(row) >= 91),
        ({"days_overdue": 3650}, lambda _: False),
        ({"min_balance": Decimal("500.01")}, lambda row: money(row["balance"]) >= money("500.01")),
        (
            {"min_balance": Decimal(100), "days_overdue": 31},
            lambda row: money(row["balance"]) >= 100 and overdue(row) >= 31,
        ),
    ],
)
async def test_filters_keep_exactly_what_fits(
    deps: Deps, truth: Truth, filters: dict[str, Any], keep: Callable[[Row], bool]
) -> None:
    expected = [row for row in owed(truth) if keep(row)]

    answer = await get_outstanding_invoices(**filters, deps=deps)
    found = await everything(deps, **filters)

    assert {one.id for one in found} == {row["id"] for row in expected}
    assert answer.balance_of_all == total(row["balance"] for row in expected)


async def test_the_least_balance_includes_its_own_cent(deps: Deps, truth: Truth) -> None:
    row = max(owed(truth), key=lambda one: money(one["balance"]))
    exact = money(row["balance"])

    at = await get_outstanding_invoices(min_balance=exact, deps=deps)
    above = await get_outstanding_invoices(min_balance=exact + Decimal("0.01"), deps=deps)

    assert [one.id for one in at.invoices.items] == [row["id"]]
    assert (above.invoices.items, above.balance_of_all, above.by_age) == ([], Decimal(0), [])


async def test_what_one_customer_owes(deps: Deps, truth: Truth) -> None:
    customers = truth.by_id("crm/customers")
    for key in {row["customer"]["id"] for row in owed(truth)}:
        own = [row for row in owed(truth) if row["customer"]["id"] == key]

        answer = await get_outstanding_invoices(customer_id=key, deps=deps)

        assert {one.id for one in answer.invoices.items} == {row["id"] for row in own}
        assert answer.balance_of_all == total(row["balance"] for row in own)
        assert answer.balance_of_all == money(customers[key]["balance"])


async def test_an_unknown_customer_owes_nothing(deps: Deps) -> None:
    answer = await get_outstanding_invoices(customer_id=4242, deps=deps)

    assert (answer.balance_of_all, answer.invoices.total) == (Decimal(0), 0)


async def test_a_day_begins_at_midnight_in_new_york(deps: Deps) -> None:
    """At 03:59 UTC the company still has yesterday, one minute later it is a day more overdue."""
    before = datetime(2026, 3, 11, 3, 59, tzinfo=UTC)
    after = datetime(2026, 3, 11, 4, 0, tzinfo=UTC)
    late = await get_outstanding_invoices(days_overdue=1, deps=replace(deps, now=lambda: after))
    early = await get_outstanding_invoices(days_overdue=1, deps=replace(deps, now=lambda: before))

    days = {one.id: one.days_overdue or 0 for one in early.invoices.items}
    shared = [one for one in late.invoices.items if one.id in days]
    assert shared
    assert all(one.days_overdue == days[one.id] + 1 for one in shared)


async def test_sums_keep_every_cent_and_leave_inactive_invoices_out(
    writing: World, truth: Truth
) -> None:
    first, second, third = owed(truth)[:3]
    changes = [
        {"id": first["id"], "balance": "0.01"},
        {"id": second["id"], "balance": "12345678.99"},
        {"id": third["id"], "active": False},
    ]
    writing.company.mutate("accounting/invoices", change=changes)
    await writing.sync("st_invoices")

    answer = await get_outstanding_invoices(deps=writing.deps)

    assert answer.balance_of_all == total(row["balance"] for row in owed(truth))
    assert answer.balance_of_all > 12345678
    assert answer.invoices.total == len(owed(truth))


async def test_paid_credited_and_negative_balances_are_not_owed(
    writing: World, truth: Truth
) -> None:
    first, second = owed(truth)[:2]
    changes = [{"id": first["id"], "balance": "0.00"}, {"id": second["id"], "balance": "-5.00"}]
    writing.company.mutate("accounting/invoices", change=changes)
    await writing.sync("st_invoices")

    found = await everything(writing.deps)

    assert not {first["id"], second["id"]} & {one.id for one in found}


@pytest.mark.parametrize(
    "arguments",
    [
        {"min_balance": -1},
        {"min_balance": "much"},
        {"days_overdue": 0},
        {"days_overdue": 3651},
        {"customer_id": -1},
        {"limit": 201},
        {"cursor": "%%%"},
    ],
)
async def test_a_bad_argument_is_named(world: World, arguments: dict[str, Any]) -> None:
    with pytest.raises(BadArguments) as refused:
        await world.ask("get_outstanding_invoices", **arguments)

    assert [fault.name for fault in refused.value.faults] == list(arguments)
