"""A search for customers reads what it finds, not every customer there is."""

import os
from collections.abc import AsyncIterator

import pytest

from sql import Database
from sql.queries import QUERIES
from tests.kit.databases import create, drop

MANY = 20_000
SMALL = 500
PLANS_MADE_ANEW = 5
"""PostgreSQL plans a prepared statement so often before it considers to keep a plan."""


@pytest.fixture(scope="module")
async def crowd(postgres: str, template: str) -> AsyncIterator[Database]:
    """Many customers that these tests only read."""
    name = f"pc_crowd_{os.getpid()}"
    opened = await Database.connect(await create(postgres, name, template), max_size=4)
    yield await filled(opened, MANY)
    await opened.close()
    await drop(postgres, name)


async def filled(database: Database, count: int) -> Database:
    await database.raw(
        "insert into servicetitan.st_customers"
        " (st_id, name, email, phone, address_line1, city, zip)"
        " select n, md5(n::text), n || '@mail.example',"
        " '813555' || lpad(n::text, 5, '0'), n || ' ' || md5((n * 7)::text) || ' Street',"
        f" case when n % 3 > 0 then 'Tampa' end, 33000 + n % 900 from generate_series(1, {count}) n"
    )
    await database.raw("update servicetitan.st_customers set city = 'Córdoba' where st_id = 777")
    await database.raw("analyze servicetitan.st_customers")
    return database


def given(term: str) -> dict[str, object]:
    known = {"term": term, "pattern": f"%{term}%", "place": f"%{term}%", "digits": ""}
    return {**known, "include_inactive": True, "limit": 10, "offset": 0}


@pytest.mark.parametrize("term", ["4242 ", "cordoba", "c4ca4238a0", "nobody at all"])
async def test_no_search_reads_every_customer(crowd: Database, term: str) -> None:
    query = QUERIES.get("search_customers")

    plan = await crowd.raw(f"explain {query.sql}", *query.arguments(given(term)))

    lines = [row["QUERY PLAN"] for row in plan]
    assert [one for one in lines if "Seq Scan on st_customers" in one] == []
    assert any("st_customers_address_trgm_idx" in one for one in lines)


async def test_a_search_is_planned_once_and_not_at_every_call(database: Database) -> None:
    few = await filled(database, SMALL)

    async with few.transaction() as session:
        for _ in range(PLANS_MADE_ANEW + 1):
            await session.rows("search_customers", **given("4242 "))
        kept = await session.raw(
            "select generic_plans from pg_catalog.pg_prepared_statements"
            " where statement like 'with places as%'"
        )

    assert [row["generic_plans"] for row in kept] == [1]


@pytest.mark.parametrize("digits", ["55504242", "81355504242", "04242"])
async def test_a_phone_is_found_by_its_end(crowd: Database, digits: str) -> None:
    found = await crowd.rows("search_customers", **{**given(digits), "digits": digits})

    assert found[0]["phone"] == "81355504242"


async def test_an_address_is_found_without_its_accents_or_its_city(crowd: Database) -> None:
    by_city = await crowd.rows("search_customers", **given("cordoba 33"))
    by_street = await crowd.rows("search_customers", **given("4242 "))

    assert [row["id"] for row in by_city] == [777]
    assert 4242 in [row["id"] for row in by_street]
