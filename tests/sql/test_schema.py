import re
from pathlib import Path

import asyncpg

from sql import Database
from sql.reader import GRANTS
from tests.sql.catalogue import OURS, catalogue

SCHEMA = Path(__file__).parents[2] / "sql" / "schema"
ORDER = ["servicetitan", "pricebook", "integrations", "salesforce", "automation", "public"]

# Text that ServiceTitan, other systems or this program write, never a customer or an employee.
_COLUMNS = """
select n.nspname as schema, c.relname as relation, a.attname as column,
       format_type(a.atttypid, a.atttypmod) as type,
       coalesce(col_description(c.oid, a.attnum), '') as comment
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  join pg_namespace n on n.oid = c.relnamespace
 where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'p')
   and a.attnum > 0 and not a.attisdropped
"""
_WRITTEN_BY_PEOPLE = re.compile(
    r"(?:^|_)(?:name|summary|note|notes|memo|text|body|description|street|unit|city|email|phone|"
    r"address|address_line1|address_line2|value|full_data|custom_fields|instructions|bio)$"
)


async def test_schema_files_and_migrations_give_the_same_database(
    empty_database: str, fresh_database: str
) -> None:
    connection = await asyncpg.connect(empty_database)
    for name in ORDER:
        await connection.execute((SCHEMA / f"{name}.sql").read_text())
    await connection.execute(GRANTS.read_text())
    await connection.close()

    built, migrated = await catalogue(empty_database), await catalogue(fresh_database)

    assert sorted(built - migrated) == []
    assert sorted(migrated - built) == []
    assert len(migrated) > 1000


def test_every_schema_has_its_file() -> None:
    assert sorted(path.stem for path in SCHEMA.glob("*.sql")) == sorted(OURS)


async def test_every_table_and_column_is_described(database: Database) -> None:
    tables = await database.raw(
        "select c.oid::regclass::text as name, obj_description(c.oid, 'pg_class') as comment"
        "  from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = any($1) and c.relkind in ('r', 'v', 'm', 'p')",
        OURS,
    )
    columns = await database.raw(_COLUMNS, OURS)

    bare = [row["name"] for row in tables if not row["comment"]]
    bare += [f"{row['relation']}.{row['column']}" for row in columns if not row["comment"]]

    assert bare == []
    assert len(columns) > 400


async def test_text_that_people_write_is_marked_untrusted(database: Database) -> None:
    columns = await database.raw(_COLUMNS, ["servicetitan", "integrations"])

    unmarked = [
        f"{row['relation']}.{row['column']}"
        for row in columns
        if row["type"].startswith(("text", "character varying", "jsonb"))
        and _WRITTEN_BY_PEOPLE.search(row["column"])
        and "untrusted" not in row["comment"].lower()
        and (row["relation"], row["column"]) not in COMPANY_WORDS
    ]

    assert unmarked == []


# Names from lists that only the company's administrators keep.
_LISTS = [
    "st_business_units",
    "st_job_types",
    "st_campaigns",
    "st_tag_types",
    "st_call_reasons",
    "business_units",
]
_LIST_COLUMNS = ["name", "official_name", "email", "phone", "address", "business_unit", "summary"]
COMPANY_WORDS = {(table, column) for table in _LISTS for column in _LIST_COLUMNS} | {
    ("st_estimates", "business_unit_name"),
    ("st_estimate_items", "sku_name"),
    ("st_invoice_items", "sku_name"),
    ("st_invoices", "term_name"),
    ("sync_state", "value"),
}
