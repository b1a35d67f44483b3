from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.kit.truth import Truth, money, total, when
from tests.kit.world import World
from tools.customers import Customer, get_customer_history, search_customers
from tools.deps import Deps
from tools.errors import BadArguments, NotFound
from tools.results import MAX_BYTES

Row = dict[str, Any]


def ids(rows: Iterable[Any]) -> list[int]:
    return [row["id"] if isinstance(row, dict) else row.id for row in rows]


async def test_an_id_finds_its_customer_first(deps: Deps, truth: Truth) -> None:
    for row in truth.customers()[::40]:
        found = await search_customers(term=str(row["id"]), deps=deps)

        assert found.items[0].id == row["id"]
        assert found.items[0].name == row["name"]


async def test_a_found_customer_says_what_servicetitan_says(deps: Deps, truth: Truth) -> None:
    owing = max(truth.customers(), key=lambda row: row["balance"])

    found = (await search_customers(term=str(owing["id"]), deps=deps)).items[0]

    assert found.balance == money(owing["balance"])
    assert str(found.balance) == f"{owing['balance']:.2f}"
    assert (found.street, found.city) == (owing["address"]["street"], owing["address"]["city"])
    assert (found.state, found.zip) == ("FL", owing["address"]["zip"])
    assert (found.type, found.active, found.merged_to_id) == (owing["type"], True, None)


@pytest.mark.parametrize("length", [4, 7, 10])
async def test_the_end_of_a_phone_number_finds_all_who_have_it(
    deps: Deps, truth: Truth, length: int
) -> None:
    contacts = truth.rows("crm/customers/contacts", lambda row: row["active"])
    phones = [row for row in contacts if row["type"] != "Email"]
    living = set(ids(truth.customers()))
    end = next(row for row in phones if row["customerId"] in living)["value"][-length:]
    expected = {row["customerId"] for row in phones if row["value"].endswith(end)} & living

    found = await search_customers(term=end, deps=deps)

    assert set(ids(found.items)) >= expected
    assert all(
        item.id in expected or end in f"{item.id} {item.street} {item.zip}" for item in found.items
    )


@pytest.mark.parametrize(
    "spelling", ["({0}) {1}-{2}", "+1 {0} {1} {2}", "1-{0}-{1}-{2}", "{0}.{1}.{2}"]
)
async def test_phone_numbers_are_found_however_they_are_written(
    deps: Deps, truth: Truth, spelling: str
) -> None:
    living = set(ids(truth.customers()))
    contact = next(
        row
        for row in truth.rows("crm/customers/contacts", lambda row: row["active"])
        if row["type"] == "MobilePhone" and row["customerId"] in living
    )
    number = contact["value"]

    found = await search_customers(
        term=spelling.format(number[:3], number[3:6], number[6:]), deps=deps
    )

    assert ids(found.items) == [contact["customerId"]]


async def test_an_email_finds_its_customer_whatever_the_case(deps: Deps, truth: Truth) -> None:
    living = set(ids(truth.customers()))
    contact = next(
        row
        for row in truth.rows("crm/customers/contacts", lambda row: row["active"])
        if row["type"] == "Email" and row["customerId"] in living
    )

    found = await search_customers(term=contact["value"].upper(), deps=deps)

    assert contact["customerId"] in ids(found.items[:1])


async def test_part_of_a_name_finds_all_who_bear_it_before_others(deps: Deps, truth: Truth) -> None:
    last = truth.customers()[0]["name"].split()[-1]
    expected = {row["id"] for row in truth.customers() if last.lower() in row["name"].lower()}

    found = await search_customers(term=last.upper(), deps=deps)

    assert set(ids(found.items[: len(expected)])) == expected


async def test_near_duplicates_are_found_together(deps: Deps, truth: Truth) -> None:
    living = {row["name"]: row["id"] for row in truth.customers()}
    twins = [(name, name + name[-1]) for name in living if name + name[-1] in living]
    assert twins

    for name, twin in twins:
        found = ids((await search_customers(term=twin, deps=deps)).items)
        assert found[0] == living[twin]
        assert living[name] in found


async def test_a_misspelt_name_is_found(deps: Deps, truth: Truth) -> None:
    plain = [row for row in truth.customers() if row["name"].isascii() and len(row["name"]) > 11]
    for row in plain[::30]:
        middle = len(row["name"]) // 2
        misspelt = row["name"][: middle - 1] + row["name"][middle:]

        found = await search_customers(term=misspelt, deps=deps)

        assert row["id"] in ids(found.items), misspelt


async def test_a_name_with_a_slip_in_each_word_finds_who_is_meant(deps: Deps, truth: Truth) -> None:
    named = [row["name"] for row in truth.customers() if row["name"].endswith("Holdings")]
    (name,) = named[:1]

    found = await search_customers(term=f"{name[0]}{name[2:]}".replace("dings", "dngs"), deps=deps)

    assert found.items[0].name == name


async def test_an_address_of_a_location_finds_whose_it_is(deps: Deps, truth: Truth) -> None:
    homes = {row["id"]: row["address"]["street"] for row in truth.customers()}
    away = [
        row
        for row in truth.rows("crm/locations")
        if homes.get(row["customerId"], row["address"]["street"]) != row["address"]["street"]
    ]
    assert away

    for row in away[:10]:
        found = await search_customers(term=row["address"]["street"].lower(), deps=deps)
        (shown,) = (one for one in found.items if one.id == row["customerId"])
        assert shown.other_street == row["address"]["street"]


@pytest.mark.parametrize("form", ["{street}, {city}", "{street}, {city}, {state}, {zip}"])
async def test_an_address_is_found_as_it_is_written_on_a_letter(
    deps: Deps, truth: Truth, form: str
) -> None:
    row = truth.customers()[0]

    found = await search_customers(term=form.format(**row["address"]), deps=deps)

    assert row["id"] in ids(found.items)
    assert {one.other_street for one in found.items if one.id == row["id"]} == {None}


async def test_a_lone_name_with_two_letters_swapped_finds_its_bearers_alone(
    deps: Deps, truth: Truth
) -> None:
    expected = {row["id"] for row in truth.customers() if "smith" in row["name"].lower()}
    assert expected

    found = await search_customers(term="Smiht", limit=200, deps=deps)

    assert set(ids(found.items)) == expected


async def test_the_pages_of_a_swapped_name_go_on(deps: Deps) -> None:
    first = await search_customers(term="Smiht", limit=1, deps=deps)
    second = await search_customers(term="Smiht", limit=1, cursor=first.next, deps=deps)

    assert first.total == second.total
    assert ids(first.items) != ids(second.items)


@pytest.mark.parametrize("term", ["mSiht", "htimS"])
async def test_more_than_one_swap_is_no_slip(deps: Deps, term: str) -> None:
    found = await search_customers(term=term, limit=200, deps=deps)

    assert not any("Smith" in (item.name or "").split() for item in found.items)


async def test_names_of_any_script_and_with_signs_of_sql_are_found(
    deps: Deps, truth: Truth
) -> None:
    odd = [row for row in truth.customers() if not row["name"].replace(" ", "").isalnum()]
    odd += [row for row in truth.customers() if not row["name"].isascii()]
    assert len({row["name"] for row in odd}) > 5

    for row in odd:
        found = await search_customers(term=row["name"], deps=deps)
        assert row["id"] in ids(found.items), row["name"]


@pytest.mark.parametrize("term", ["%%", "__", "%_%", "\\\\", "a%b"])
async def test_signs_of_patterns_mean_themselves(deps: Deps, truth: Truth, term: str) -> None:
    expected = {row["id"] for row in truth.customers() if term in row["name"]}

    found = await search_customers(term=term, deps=deps)

    assert set(ids(found.items)) == expected


async def test_inactive_and_merged_customers_show_only_when_asked_for(
    deps: Deps, truth: Truth
) -> None:
    gone = truth.rows("crm/customers", lambda row: not row["active"] or row["mergedToId"])
    assert any(row["mergedToId"] for row in gone)
    assert any(not row["mergedToId"] for row in gone)

    for row in gone:
        hidden = await search_customers(term=str(row["id"]), deps=deps)
        shown = await search_customers(term=str(row["id"]), include_inactive=True, deps=deps)
        assert row["id"] not in ids(hidden.items)
        assert shown.items[0].id == row["id"]
        assert shown.items[0].merged_to_id == row["mergedToId"]


async def pages(deps: Deps, term: str, limit: int) -> list[Customer]:
    found: list[Customer] = []
    cursor = None
    while True:
        page = await search_customers(term=term, limit=limit, cursor=cursor, deps=deps)
        assert page.returned == len(page.items) <= limit
        assert page.truncated == (page.next is not None)
        found += page.items
        cursor = page.next
        if cursor is None:
            assert page.total == len(found)
            return found


@pytest.mark.parametrize("limit", [1, 7, 50, 200])
async def test_pages_show_everybody_once_to_the_end(deps: Deps, truth: Truth, limit: int) -> None:
    term = "813" if limit > 1 else truth.customers()[0]["name"].split()[-1]
    expected = await pages(deps, term, 33)

    found = await pages(deps, term, limit)

    assert ids(found) == ids(expected)
    assert len(set(ids(found))) == len(found)


async def test_a_long_answer_stays_within_its_limit_and_says_so(deps: Deps, truth: Truth) -> None:
    city = "Tampa"
    there = [row for row in truth.customers() if row["address"]["city"] == city]
    city = city if there else truth.customers()[0]["address"]["city"]
    expected = {row["id"] for row in truth.customers() if city in row["address"]["city"]}

    page = await search_customers(term=city, limit=200, deps=deps)
    everybody = await pages(deps, city, 200)

    assert sum(len(item.model_dump_json().encode()) for item in page.items) <= MAX_BYTES
    assert page.total is not None
    assert page.total >= len(expected)
    assert page.truncated == (page.returned < page.total)
    assert set(ids(everybody)) >= expected


async def test_nothing_found_is_an_empty_answer(deps: Deps) -> None:
    found = await search_customers(term="qqqvvvzzz 99887766554433", deps=deps)

    assert (found.items, found.returned, found.total) == ([], 0, 0)
    assert (found.truncated, found.next) == (False, None)


async def test_the_answer_says_how_fresh_each_table_is(deps: Deps) -> None:
    found = await search_customers(term="Smith", deps=deps)

    tables = ("st_customers", "st_customer_contacts", "st_locations")
    assert set(found.as_of) == {f"servicetitan.{table}" for table in tables}
    assert all(at and at.tzinfo for at in found.as_of.values())


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"term": "a"},
        {"term": "x" * 201},
        {"term": "Smith", "limit": 0},
        {"term": "Smith", "limit": 201},
        {"term": "Smith", "cursor": "not a cursor"},
        {"term": "Smith", "cursor": "bnVsbA"},
        {"term": "Smith", "unknown": 1},
        {"term": "Smith", "confirmation": "x"},
    ],
)
async def test_arguments_that_do_not_fit_are_named(world: World, arguments: Row) -> None:
    with pytest.raises(BadArguments) as refused:
        await world.ask("search_customers", **arguments)

    named = {fault.name for fault in refused.value.faults}
    assert named <= {"term", "limit", "cursor", "unknown", "confirmation"}
    assert named
    assert "nothing was changed" in str(refused.value)


async def test_the_totals_of_a_customer_are_exact(deps: Deps, truth: Truth) -> None:
    jobs = truth.rows("jpm/jobs")
    invoices = truth.rows("accounting/invoices")
    payments = truth.rows("accounting/payments")
    for row in truth.rows("crm/customers")[::9]:
        mine = [job for job in jobs if job["customerId"] == row["id"]]
        billed = [one for one in invoices if one["customer"]["id"] == row["id"]]

        answer = await get_customer_history(customer_id=row["id"], deps=deps)

        assert answer.totals.jobs == len(mine)
        done = [job for job in mine if job["jobStatus"] == "Completed"]
        assert answer.totals.completed_jobs == len(done)
        assert answer.totals.invoiced == total(one["total"] for one in billed)
        assert answer.totals.outstanding == total(one["balance"] for one in billed)
        paid = [one["total"] for one in payments if one["customer"]["id"] == row["id"]]
        assert answer.totals.paid == total(paid)
        assert answer.totals.outstanding == answer.totals.invoiced - answer.totals.paid
        assert answer.totals.outstanding == money(row["balance"])
        last = max((when(job["completedOn"]) for job in done), default=None)
        assert answer.totals.last_completed_on == last


async def test_a_history_holds_everything_newest_first(deps: Deps, truth: Truth) -> None:
    busiest = max(
        truth.customers(),
        key=lambda row: len(truth.rows("jpm/jobs", lambda job: job["customerId"] == row["id"])),
    )["id"]
    expected = {
        *(("job", r["id"]) for r in truth.rows("jpm/jobs") if r["customerId"] == busiest),
        *(("estimate", r["id"]) for r in truth.rows("salestech/estimates")
          if r["customerId"] == busiest),
        *(("invoice", r["id"]) for r in truth.rows("accounting/invoices")
          if r["customer"]["id"] == busiest),
        *(("payment", r["id"]) for r in truth.rows("accounting/payments")
          if r["customer"]["id"] == busiest),
    }  # fmt: skip

    answer = await get_customer_history(customer_id=busiest, limit=200, deps=deps)

    entries = answer.history.items
    assert {(entry.kind, entry.id) for entry in entries} == expected
    assert answer.history.total == len(expected) == answer.history.returned
    moments = [entry.at or datetime.min.replace(tzinfo=UTC) for entry in entries]
    assert moments == sorted(moments, reverse=True)


async def test_a_history_can_be_read_in_pages(deps: Deps, truth: Truth) -> None:
    customer = truth.rows("jpm/jobs")[0]["customerId"]
    whole = await get_customer_history(customer_id=customer, limit=200, deps=deps)
    seen, cursor = [], None

    for _ in range(whole.history.returned + 1):
        page = await get_customer_history(customer_id=customer, limit=2, cursor=cursor, deps=deps)
        seen += page.history.items
        cursor = page.history.next
        if cursor is None:
            break

    assert seen == whole.history.items


async def test_a_customer_without_anything_has_zeroes(deps: Deps, truth: Truth) -> None:
    busy = {row["customerId"] for row in truth.rows("jpm/jobs")}
    idle = next(row["id"] for row in truth.customers() if row["id"] not in busy)

    answer = await get_customer_history(customer_id=idle, deps=deps)

    assert answer.history.items == []
    assert answer.totals.model_dump(exclude={"last_completed_on"}) == {
        "jobs": 0,
        "completed_jobs": 0,
        "invoiced": Decimal(0),
        "paid": Decimal(0),
        "outstanding": Decimal(0),
    }


async def test_an_unknown_customer_is_one_clear_sentence(deps: Deps) -> None:
    with pytest.raises(NotFound, match=r"no customer 4242 in the mirror\. Search by name or phone"):
        await get_customer_history(customer_id=4242, deps=deps)
