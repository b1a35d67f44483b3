"""Records as ServiceTitan sends them, for tests of the mirror."""

import json
from typing import Any

from sql import Database

CUSTOMERS = "servicetitan.st_customers"
CONTACTS = "servicetitan.st_customer_contacts"


def customer(st_id: object = 1, **changes: Any) -> bytes:
    record = {
        "id": st_id,
        "active": True,
        "name": "Ann Lee",
        "type": "Residential",
        "address": {"street": "1 Main St", "unit": None, "city": "Sarasota", "state": "FL",
                    "zip": "34205", "country": "USA", "latitude": 27.347667, "longitude": -82.5},
        "customFields": [],
        "balance": 12.5,
        "tagTypeIds": [7, 8],
        "createdOn": "2025-01-01T10:00:00Z",
        "modifiedOn": "2025-01-02T10:00:00.1234567Z",
        "mergedToId": None,
    }  # fmt: skip
    return json.dumps(record | changes).encode()


def contact(st_id: int, customer_id: int, kind: str, value: str, **changes: Any) -> bytes:
    record = {
        "id": st_id,
        "customerId": customer_id,
        "type": kind,
        "value": value,
        "active": True,
        "createdOn": "2025-01-01T10:00:00Z",
        "modifiedOn": "2025-01-02T10:00:00Z",
    }
    return json.dumps(record | changes).encode()


async def row(db: Database, table: str, st_id: int) -> dict[str, Any]:
    rows = await db.raw(f"select *, xmin::text as version from {table} where st_id = $1", st_id)
    assert len(rows) == 1
    return dict(rows[0])


async def events(db: Database, table: str = CUSTOMERS) -> list[tuple[int, str, dict[str, Any]]]:
    rows = await db.raw(
        "select st_id, kind, changed from automation.events where entity = $1 order by id", table
    )
    return [(one["st_id"], one["kind"], one["changed"]) for one in rows]
