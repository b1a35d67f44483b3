import re
from pathlib import Path

import asyncpg
import pytest

from sql import Database
from sql.admit import SCHEMAS, admit
from sql.mirror.children import LINES
from tests.sql.catalogue import OURS, catalogue

SCHEMA = Path(__file__).parents[2] / "sql" / "schema"
ORDER = ["servicetitan", "pricebook", "integrations", "salesforce", "automation", "public"]

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
    await admit(connection)
    await connection.close()

    built, migrated = await catalogue(empty_database), await catalogue(fresh_database)

    assert sorted(built - migrated) == []
    assert sorted(migrated - built) == []
    assert len(migrated) > 1000


def test_every_schema_has_its_file() -> None:
    assert sorted(path.stem for path in SCHEMA.glob("*.sql")) == sorted(OURS) == sorted(SCHEMAS)


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
    columns = await database.raw(_COLUMNS, OURS)

    unmarked = [
        f"{row['relation']}.{row['column']}"
        for row in columns
        if row["type"].startswith(("text", "character varying", "jsonb"))
        and _WRITTEN_BY_PEOPLE.search(row["column"])
        and written_by_people(row["relation"], row["column"])
        and "untrusted" not in row["comment"].lower()
    ]

    assert unmarked == []


# Lists that only the company's administrators keep, and columns that repeat their names.
LISTS = {
    f"st_{name}"
    for name in (
        *("business_units", "job_types", "campaigns", "tag_types", "call_reasons", "forms"),
        *("membership_types", "recurring_service_types", "timesheet_codes", "activity_types"),
        *("warehouses", "trucks", "purchase_order_types", "teams", "zones", "custom_fields"),
        *("campaign_categories", "job_cancel_reasons", "job_hold_reasons"),
        *("project_statuses", "project_types"),
    )
} | {
    *("business_units", "schema_migrations", "settings", "pb_categories", "pb_discounts"),
    *("pb_services", "pb_materials", "pb_equipment", "v_active_services", "v_active_materials"),
    *("v_active_equipment", "workflow_definitions", "v_workflow_performance"),
    *("workflow_step_executions", "messaging_templates", "scheduling_technician_skills"),
    *("scheduling_rules", "scheduling_job_profiles"),
}
OF_LISTS = re.compile(
    r".*(?:business_unit|sku|term|form|job_type|zone|pipeline|stage|category)_name|ghl_.*_name"
    r"|business_unit"
)


def written_by_people(table: str, column: str) -> bool:
    if column in {"full_data", "custom_fields", "external_data", "memo", "notes", "body"}:
        return True
    if (table, column) == ("sync_state", "value"):
        return False
    return table not in LISTS and not OF_LISTS.fullmatch(column)


async def test_no_number_is_a_float_and_no_time_lacks_its_zone(database: Database) -> None:
    """Defect 24: amounts were floats and times had no zone, so sums and days drifted."""
    columns = await database.raw(_COLUMNS, OURS)

    wrong = [
        f"{row['relation']}.{row['column']} {row['type']}"
        for row in columns
        if re.match(r"real|double|money|timestamp(?!.*with time zone)", row["type"])
    ]

    assert wrong == []


async def test_a_synced_pricebook_row_does_not_look_edited_here(database: Database) -> None:
    """Defect 18: a trigger marked every row that a sync wrote as edited by a person."""
    await database.raw("insert into pricebook.pb_services (st_id, name, price) values (1, 'a', 5)")
    await database.raw("update pricebook.pb_services set price = 6")

    [row] = await database.raw("select local_modified_at, sync_status from pricebook.pb_services")

    assert tuple(row.values()) == (None, "synced")


@pytest.mark.parametrize("record", LINES)
async def test_lines_are_bound_to_their_record_in_whatever_order_they_come(
    database: Database, record: str
) -> None:
    lines = LINES[record]
    line = f"insert into {lines.table} (st_id, {lines.owner}) values (10, 1)"
    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await database.raw(line)

    async with database.transaction() as tx:
        await tx.raw(line)
        await tx.raw(f"insert into {record} (st_id) values (1)")

    with pytest.raises(asyncpg.ForeignKeyViolationError):
        await database.raw(f"delete from {record}")
    async with database.transaction() as tx:
        await tx.raw(f"delete from {record}")
        await tx.raw(f"delete from {lines.table}")


async def test_every_mirrored_table_can_be_merged_by_its_id(database: Database) -> None:
    shared = {"tenant_id", "full_data", "row_hash", "local_synced_at", "deleted_at"}
    columns = await database.raw(_COLUMNS, ["servicetitan", "pricebook"])
    tables: dict[str, set[str]] = {}
    for row in columns:
        tables.setdefault(f"{row['schema']}.{row['relation']}", set()).add(row["column"])
    keys = await database.raw(
        "select conrelid::regclass::text as name from pg_constraint"
        " where contype = 'u' and pg_get_constraintdef(oid) = 'UNIQUE (st_id)'"
    )

    mirrored = {name for name, names in tables.items() if "row_hash" in names}

    assert {name: shared - tables[name] for name in mirrored if shared - tables[name]} == {}
    unkeyed = mirrored - {row["name"] for row in keys}
    assert unkeyed == {"servicetitan.st_payment_applications"}
    assert len(mirrored) > 50
