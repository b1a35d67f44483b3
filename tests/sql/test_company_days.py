"""Days that older versions kept in UTC are the company's days after migration 0027."""

import json
import shutil
from datetime import date
from pathlib import Path

import asyncpg

from sql.migrate import FOLDER, migrate

INVOICES: list[tuple[int, dict[str, str | None]]] = [
    (1, {"invoiceDate": "2026-12-01T02:00:00Z", "dueDate": "2026-12-31T04:30:00.5Z"}),
    (2, {"invoiceDate": "2026-12-01T00:00:00Z", "dueDate": None}),
    (3, {"invoiceDate": "0001-01-01T02:00:00Z", "dueDate": "2026-12-01T15:00:00Z"}),
]


async def test_days_kept_in_utc_become_the_companys(empty_database: str, tmp_path: Path) -> None:
    for file in FOLDER.glob("*.sql"):
        if int(file.name[:4]) <= 26:
            shutil.copy(file, tmp_path)
    await migrate(empty_database, tmp_path)
    db = await asyncpg.connect(empty_database)
    await db.executemany(
        "insert into servicetitan.st_invoices"
        " (st_id, tenant_id, full_data, invoice_date, due_date) values ($1, 1, $2, $3, $4)",
        [
            (one, json.dumps(sent), *map(utc_day, (sent["invoiceDate"], sent["dueDate"])))
            for one, sent in INVOICES
        ],
    )

    await migrate(empty_database)

    rows = await db.fetch(
        "select invoice_date, due_date from servicetitan.st_invoices order by st_id"
    )
    await db.close()
    assert [tuple(row) for row in rows] == [
        (date(2026, 11, 30), date(2026, 12, 30)),
        (date(2026, 12, 1), None),
        (None, date(2026, 12, 1)),
    ]


def utc_day(sent: str | None) -> date | None:
    """As every day was kept up to migration 0026."""
    return date.fromisoformat(sent[:10]) if sent and sent >= "1900" else None
