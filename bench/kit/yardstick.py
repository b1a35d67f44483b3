"""Plain work, by which this machine is told from the one on which the targets were set.

Targets are times and rates of that machine (two cores, Python 3.11, PostgreSQL 18). The figures
below were measured there of things that are none of our doing, on customers of the same size. The
like is done here in the same run, and a target is scaled by what comes out: a rough measure, since
no two customers and tables are the same.
"""

import json
import time
from statistics import median
from typing import Any

import asyncpg

PARSED = 10.1
"""Microseconds of CPU there for `json.loads` of one customer, of pages of 500."""
INSERTED = 29_783
"""Customers a second there into `COLUMNS`, a primary key and two indexes, in pages of 5,000."""

PAGE = 5_000
ROUNDS = 40

COLUMNS = {
    "name": "text", "type": "text", "email": "text", "phone": "text", "active": "boolean",
    "balance": "numeric", "creditLimit": "numeric", "taxExempt": "boolean", "doNotMail": "boolean",
    "doNotService": "boolean", "nationalAccount": "boolean", "createdOn": "timestamptz",
    "modifiedOn": "timestamptz", "createdById": "bigint", "paymentTermId": "bigint",
    "tagTypeIds": "jsonb", "customFields": "jsonb", "address,street": "text",
    "address,city": "text", "address,state": "text", "address,zip": "text",
    "address,country": "text", "address,latitude": "float8", "address,longitude": "float8",
}  # fmt: skip
"""The plain table's columns by where their values stand in a customer; `id` is its key."""


def customer(number: int) -> dict[str, Any]:
    """A made-up customer of 1,163 bytes of JSON, give or take its numbers."""
    fields = ({"typeId": one, "name": f"Field {one}", "value": f"{number}"} for one in (11, 12, 13))
    return {
        "id": number,
        "name": f"Customer {number}",
        "type": "Residential",
        "email": f"customer{number}@example.com",
        "phone": f"555{number:07}",
        "active": True,
        "balance": number % 997 / 10,
        "creditLimit": 1000.5,
        "taxExempt": False,
        "doNotMail": False,
        "doNotService": False,
        "nationalAccount": False,
        "createdOn": "2024-03-05T17:01:22.1234567Z",
        "modifiedOn": "2025-11-05T17:01:22.1234567Z",
        "createdById": 55,
        "paymentTermId": 7,
        "tagTypeIds": [number % 50, number % 51, number % 52],
        "customFields": list(fields),
        "address": {
            "street": f"{number} Main Street", "unit": "", "city": "Springfield", "state": "IL",
            "zip": f"{60000 + number % 999}", "country": "USA", "latitude": 39.781721,
            "longitude": -89.650148,
        },
        "externalData": [{"key": "a", "value": "b" * 20}],
        "mergedToId": None,
        "note": "n" * 366,
    }  # fmt: skip


def parsing() -> float:
    """How fast Python parses JSON here: 0.5 takes twice the time it took there."""
    page = json.dumps([customer(one) for one in range(500)], separators=(",", ":"))
    taken = []
    for _ in range(ROUNDS):
        began = time.process_time()
        json.loads(page)
        taken.append(time.process_time() - began)
    return PARSED / (median(taken) / 500 * 1e6)


async def inserting(url: str, rows: int = 50_000) -> float:
    """How fast PostgreSQL takes JSON in here: 0.5 takes twice the time it took there."""
    connection, taken = await asyncpg.connect(url), 0.0
    try:
        await connection.execute(_TABLE)
        for first in range(0, rows, PAGE):
            some = [customer(one) for one in range(first, first + PAGE)]
            page = json.dumps(some, separators=(",", ":"))
            began = time.perf_counter()
            await connection.execute(_INSERT, page)
            taken += time.perf_counter() - began
        return rows / taken / INSERTED
    finally:
        await connection.execute("drop table if exists yardstick")
        await connection.close()


def _at(path: str, kind: str) -> str:
    """SQL for the value at a path of one or two fields of a customer."""
    *outer, field = path.split(",")
    source = "".join(("d", *(f" -> '{one}'" for one in outer)))
    return f"{source} -> '{field}'" if kind == "jsonb" else f"({source} ->> '{field}')::{kind}"


_NAMED = [f'"{path}"' for path in COLUMNS]
_TABLE = f"""
create table yardstick (id bigint primary key, full_data jsonb,
  {", ".join(f"{name} {kind}" for name, kind in zip(_NAMED, COLUMNS.values(), strict=True))});
create index on yardstick (email);
create index on yardstick ("modifiedOn")"""
_INSERT = f"""
insert into yardstick (id, full_data, {", ".join(_NAMED)})
select (d ->> 'id')::bigint, d,
       {", ".join(_at(path, kind) for path, kind in COLUMNS.items())}
  from jsonb_array_elements($1::jsonb) d
    on conflict (id) do update set full_data = excluded.full_data"""  # noqa: S608 - names above
