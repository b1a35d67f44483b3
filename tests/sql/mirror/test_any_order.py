"""Pages in any order, old versions among them, by one writer or by four at once: one end."""

import asyncio
import json
import os
import random
from collections import defaultdict
from typing import Any

import asyncpg
import pytest

from sql import Database
from sql.mirror import store
from sql.mirror.pointers import CUSTOMERS, LOCATIONS
from sql.mirror.settle import settle
from tests.sql.mirror.records import CONTACTS

INVOICES = "servicetitan.st_invoices"
JOBS = "servicetitan.st_jobs"
IDS = {
    CUSTOMERS: range(1, 9),
    CONTACTS: range(101, 117),
    JOBS: range(201, 211),
    INVOICES: range(301, 309),
    LOCATIONS: range(401, 407),
}
SEED = int(os.environ.get("ORDER_SEED") or random.SystemRandom().randrange(2**32))
"""Printed, so that the same pages can be made again: ORDER_SEED=…."""

Record = dict[str, Any]


class Company:
    """Versions of a few records that name each other, and which of them is the newest."""

    def __init__(self, seed: int, *, merges_end: bool) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - no secret
        self.merges_end = merges_end
        self.newest: dict[str, dict[int, Record]] = defaultdict(dict)
        self.versions: dict[str, list[Record]] = defaultdict(list)
        self.clock = 0

    def page(self) -> tuple[str, list[Record]]:
        """New versions of some records of one table, and a few old ones."""
        table = self.dice.choice(list(IDS))
        new = [self._version(table) for _ in range(self.dice.randint(1, 6))]
        old = self.versions[table]
        page = [*new, *self.dice.sample(old, min(len(old), self.dice.randint(0, 3)))]
        self.versions[table] += new
        self.dice.shuffle(page)
        return table, page

    def _version(self, table: str) -> Record:
        self.clock += 1
        st_id = self.dice.choice(IDS[table])
        stamp = f"2026-01-01T00:{self.clock // 60:02}:{self.clock % 60:02}Z"
        made = {"id": st_id, "modifiedOn": stamp, "name": f"n{self.clock}"}
        self.newest[table][st_id] = made | self._words(table, st_id)
        return self.newest[table][st_id]

    def _words(self, table: str, st_id: int) -> Record:
        customer, location = (self.dice.choice(IDS[one]) for one in (CUSTOMERS, LOCATIONS))
        if table == CUSTOMERS:
            return {"mergedToId": self._merged(table, st_id)}
        if table == LOCATIONS:
            return {"mergedToId": self._merged(table, st_id), "customerId": customer}
        if table == CONTACTS:
            kind = self.dice.choice(["Phone", "MobilePhone", "Email"])
            alive = self.dice.random() < 0.8
            return {"customerId": customer, "type": kind, "value": str(self.clock), "active": alive}
        if table == JOBS:
            return {"customerId": customer, "locationId": location}
        lines = [{"id": st_id * 10 + at, "quantity": self.clock} for at in range(self.clock % 4)]
        return {"customer": {"id": customer}, "location": {"id": location}, "items": lines}

    def _merged(self, table: str, st_id: int) -> int | None:
        """Mostly nothing; merges that can end may form circles too."""
        before: int | None = self.newest[table].get(st_id, {}).get("mergedToId")
        if self.dice.random() < 0.25:
            before = self.dice.choice(IDS[table]) if self.merges_end else before or IDS[table][-1]
        elif self.merges_end and self.dice.random() < 0.2:
            before = None
        return None if before == st_id else before

    def survivor(self, table: str, st_id: int) -> int:
        """Where a record's merges lead; in a circle nowhere."""
        seen = [st_id]
        while (into := self.newest[table].get(seen[-1], {}).get("mergedToId")) is not None:
            if into in seen:
                return st_id
            seen.append(into)
        return seen[-1]

    def owners(self, table: str) -> dict[int, tuple[int, int]]:
        """Customer and location of each record, past all merges."""
        found = {}
        for st_id, row in self.newest[table].items():
            customer = row.get("customerId") or row["customer"]["id"]
            location = row.get("locationId") or row["location"]["id"]
            found[st_id] = (self.survivor(CUSTOMERS, customer), self.survivor(LOCATIONS, location))
        return found

    def phones(self) -> dict[int, str]:
        """The phone of each customer that has one: a mobile first, then the oldest."""
        ranked = [
            (self.survivor(CUSTOMERS, row["customerId"]), row["type"] == "Phone", st_id)
            for st_id, row in self.newest[CONTACTS].items()
            if row["active"] and row["type"] != "Email"
        ]
        best = {customer: st_id for customer, _, st_id in sorted(ranked, reverse=True)}
        return {one: self.newest[CONTACTS][st_id]["value"] for one, st_id in best.items()}


async def stored(db: Database, table: str, page: list[Record]) -> None:
    """As an engine does: the loser of a deadlock tries again; every record is counted.

    The guess that all are new is right or wrong.
    """
    raws = [json.dumps(one).encode() for one in page]
    try:
        done = await store(db, table, raws, source="export", all_new=len(page) % 2 == 1)
    except asyncpg.DeadlockDetectedError:
        await stored(db, table, page)
    else:
        assert done.written + done.unchanged + done.quarantined == len(page)


async def compared(db: Database, company: Company) -> None:
    for table in (JOBS, INVOICES):
        rows = await db.raw(f"select st_id, customer_id, location_id from {table}")
        found = {row["st_id"]: (row["customer_id"], row["location_id"]) for row in rows}
        assert found == company.owners(table)
    rows = await db.raw(f"select st_id, name, phone from {CUSTOMERS}")
    phones = company.phones()
    assert {row["st_id"]: (row["name"], row["phone"]) for row in rows} == {
        st_id: (row["name"], phones.get(st_id)) for st_id, row in company.newest[CUSTOMERS].items()
    }
    rows = await db.raw("select st_id, quantity from servicetitan.st_invoice_items")
    lines = [line for row in company.newest[INVOICES].values() for line in row["items"]]
    assert {row["st_id"]: row["quantity"] for row in rows} == {
        line["id"]: line["quantity"] for line in lines
    }


@pytest.mark.parametrize("number", range(8))
async def test_pages_in_any_order_end_alike(database: Database, number: int) -> None:
    print(f"ORDER_SEED={SEED}")  # noqa: T201 - pytest shows it
    company = Company(SEED + number, merges_end=True)

    for _ in range(25):
        await stored(database, *company.page())

    await compared(database, company)


@pytest.mark.parametrize("number", range(8))
async def test_four_writers_at_once_end_alike(database: Database, number: int) -> None:
    print(f"ORDER_SEED={SEED}")  # noqa: T201 - pytest shows it
    company = Company(SEED + number, merges_end=False)
    pages = [company.page() for _ in range(32)]

    async def write(mine: list[tuple[str, list[Record]]]) -> None:
        for table, page in mine:
            await stored(database, table, page)

    await asyncio.gather(*(write(pages[part::4]) for part in range(4)))
    for table in IDS:
        await settle(database, table)

    await compared(database, company)
