"""Every mirrored table has a row in ENTITIES, a mapping that fits it, and a place in the order."""

import re
from typing import get_args

import pytest

from sql import Database
from sql.mirror.statements import compose
from sql.mirror.store import Source
from sync.engine import Mode, phases
from sync.entities import ENTITIES, Entity, find

NOT_FED = {
    "servicetitan.st_sync_log",
    "servicetitan.sync_state",
    "servicetitan.job_technicians",  # derived from assignments
    "servicetitan.st_estimate_items",  # lines inside their records
    "servicetitan.st_invoice_items",
    "servicetitan.st_payment_applications",
    "servicetitan.st_purchase_order_items",
    "pricebook.pb_changes",  # our own bookkeeping
    "pricebook.pb_sync_conflicts",
    "pricebook.pb_sync_log",
}


async def test_every_table_of_both_schemas_is_fed(untouched: Database) -> None:
    rows = await untouched.raw(
        "select schemaname || '.' || tablename as name from pg_tables"
        " where schemaname in ('servicetitan', 'pricebook')"
    )

    assert {one["name"] for one in rows} - NOT_FED == {one.table for one in ENTITIES}


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda one: one.name)
async def test_each_mapping_fits_its_table(untouched: Database, entity: Entity) -> None:
    async with untouched.transaction() as tx:
        statements = await compose(tx.connection, entity.table)
        for writing in (
            *(statements.insert(source) for source in get_args(Source)),
            *(statements.update(source) for source in get_args(Source)),
        ):
            await tx.connection.prepare(writing.sql)

    assert statements.columns


@pytest.mark.parametrize("entity", ENTITIES, ids=lambda one: one.name)
def test_each_entity_reads_a_get_operation_with_known_fields(entity: Entity) -> None:
    assert entity.operation.method == "GET"
    assert entity.single or entity.known_fields
    assert entity.walk().query() is not None


async def test_the_log_and_its_views_name_the_kinds_of_runs_that_there_are(
    untouched: Database,
) -> None:
    rows = await untouched.raw(
        "select a.attrelid::regclass::text as name, col_description(a.attrelid, a.attnum) as told"
        "  from pg_attribute a"
        " where a.attname = 'sync_type' and a.attrelid = any($1::text[]::regclass[])",
        ["servicetitan.st_sync_log", "public.st_sync_log", "sync_statistics", "v_recent_syncs"],
    )

    assert len(rows) == 4
    named = [set(re.split(r",\s*|\s+or\s+", one["told"][13:].rstrip("."))) for one in rows]
    assert named == [set(get_args(Mode))] * 4


def test_names_are_unique_and_can_be_found() -> None:
    names = [one.name for one in ENTITIES]

    assert len(set(names)) == len(names)
    assert find(["customers"])[0].table == "servicetitan.st_customers"
    assert {one.name for one in find(["contacts"])} == {"customer_contacts", "location_contacts"}
    assert len(find(["pricebook"])) == 5
    with pytest.raises(KeyError):
        find(["nonsense"])


def test_contacts_and_assignments_come_before_what_takes_columns_from_them() -> None:
    first, rest = phases(ENTITIES)

    assert {"customer_contacts", "location_contacts", "appointment_assignments"} <= {
        one.name for one in first
    }
    order = [one.name for one in rest]
    assert order.index("customers") < order.index("jobs")
