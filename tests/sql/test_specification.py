"""The specification's tables, columns, views and statements, by a list of this test's own."""

import re
from typing import Any

import pytest

from sql import Database

TABLES = {
    "servicetitan.st_customers": """
        id uuid, st_id bigint, tenant_id bigint, name varchar(255), first_name varchar(100),
        last_name varchar(100), email varchar(255), phone varchar(50), address_line1 varchar(255),
        city varchar(100), state varchar(50), zip varchar(20), country varchar(100),
        customer_type varchar(50), active boolean, balance numeric(18,4),
        ghl_contact_id varchar(255), ghl_sync_status varchar(50), ghl_synced_at timestamptz,
        st_created_on timestamptz, st_modified_on timestamptz, local_synced_at timestamptz,
        full_data jsonb""",
    "servicetitan.st_jobs": """
        id uuid, st_id bigint, tenant_id bigint, job_number varchar(50), customer_id bigint,
        location_id bigint, job_type_id bigint, business_unit_id bigint, campaign_id bigint,
        job_status varchar(50), summary text, total numeric(18,4), lead_technician_id bigint,
        sold_by_id bigint, ghl_opportunity_id varchar(255), ghl_sync_status varchar(50),
        st_created_on timestamptz, st_completed_on timestamptz, local_synced_at timestamptz,
        full_data jsonb""",
    "integrations.ghl_contacts": """
        id uuid, ghl_id varchar(255), ghl_location_id varchar(255), st_customer_id bigint,
        first_name, last_name, email, phone, source varchar(100), synced_to_st boolean,
        full_data jsonb""",
    "integrations.ghl_opportunities": """
        id uuid, ghl_id varchar(255), ghl_contact_id varchar(255), ghl_pipeline_id varchar(255),
        ghl_pipeline_stage_id varchar(255), pipeline_name varchar(255), stage_name varchar(255),
        st_customer_id bigint, st_job_id bigint, st_estimate_id bigint, name varchar(500),
        monetary_value numeric(18,4), status varchar(50), custom_fields jsonb, full_data jsonb""",
    "integrations.ghl_sync_log": """
        id uuid, sync_type varchar(50), direction varchar(20), status varchar(50),
        records_created integer, records_updated integer, records_failed integer,
        started_at timestamptz, completed_at timestamptz, duration_ms integer""",
    "servicetitan.st_sync_log": """
        sync_type, entity_type, status, records_processed, records_succeeded, records_failed,
        started_at timestamptz, completed_at timestamptz, duration_ms integer""",
    "servicetitan.sync_state": "key, value",
    "servicetitan.st_business_units": """
        id uuid, st_id bigint, name, ghl_pipeline_id, active boolean, full_data jsonb""",
    "public.business_units": """
        id uuid, st_business_unit_id bigint, name, sync_enabled boolean, ghl_pipeline_id,
        active boolean, full_data jsonb""",
    "public.sync_statistics": """
        sync_type, total_syncs bigint, successful_syncs bigint, failed_syncs bigint,
        last_sync_at timestamptz, avg_duration_ms numeric""",
    # Named without their columns: what every mirrored table has.
    **{
        f"servicetitan.{name}": "st_id bigint, tenant_id bigint, full_data jsonb"
        for name in (
            *("st_locations", "st_appointments", "st_estimates", "st_invoices", "st_payments"),
            *("st_technicians", "st_employees", "st_job_types", "st_campaigns", "st_tag_types"),
            *("st_call_reasons", "st_custom_fields", "st_installed_equipment"),
        )
    },
    "servicetitan.job_technicians": "job_id bigint, technician_id bigint",
    # Schemas it names by purpose: pricebook sync, chat, Salesforce log, workflows, messaging.
    "pricebook.pb_categories": "st_id bigint, name",
    "pricebook.pb_services": "st_id bigint, name, price numeric(18,4)",
    "pricebook.pb_materials": "st_id bigint, name, price numeric(18,4)",
    "pricebook.pb_equipment": "st_id bigint, name, price numeric(18,4)",
    "pricebook.pb_sync_log": "sync_type, status",
    "public.chat_sessions": "session_id, history jsonb",
    "integrations.callrail_calls": "callrail_id, st_customer_id bigint",
    "salesforce.sync_log": "entity, status",
    "automation.workflow_definitions": "name, trigger_event, steps jsonb",
    "automation.workflow_instances": "customer_id bigint, status",
    "automation.messaging_log": "channel, body, status",
    "automation.messaging_templates": "name, body_template",
}

ONE_PLACE = {
    "raw_st_": "no raw twins of mirrored tables",
    "scheduling_technicians": "servicetitan.st_technicians",
    "scheduling_teams": "servicetitan.st_teams",
    "scheduling_zones": "servicetitan.st_zones",
    "scheduling_job_types": "servicetitan.st_job_types",
    "scheduling_arrival_windows": "servicetitan.st_arrival_windows",
    "scheduling_business_hours": "servicetitan.st_business_hours",
    "pricebook_services": "pricebook.pb_services",
    "crm_contacts": "integrations.ghl_contacts",
}
"""Names that the older layout had a second time, and where the thing is now."""


async def columns_of(db: Database) -> dict[str, dict[str, str]]:
    rows = await db.raw(
        "select n.nspname || '.' || c.relname as relation, a.attname as name,"
        "       format_type(a.atttypid, a.atttypmod) as type"
        "  from pg_attribute a join pg_class c on c.oid = a.attrelid"
        "  join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind in ('r', 'v', 'p') and a.attnum > 0 and not a.attisdropped"
    )
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        kind = row["type"].replace("character varying", "varchar")
        kind = kind.replace("timestamp with time zone", "timestamptz")
        found.setdefault(row["relation"], {})[row["name"]] = kind
    return found


async def test_tables_views_and_columns_are_the_specifications(database: Database) -> None:
    there = await columns_of(database)

    wrong: list[str] = []
    for table, columns in TABLES.items():
        for one in re.split(r",\s*(?!\d)", columns.strip()):
            name, _, kind = one.partition(" ")
            found = there.get(table, {}).get(name)
            if found is None or (kind and found != kind):
                wrong.append(f"{table}.{name}: {found}, not {kind or 'missing'}")

    assert wrong == []
    assert {table.partition(".")[0] for table in TABLES} == {
        *("servicetitan", "integrations", "pricebook", "salesforce", "automation", "public")
    }


async def test_each_thing_has_one_place(database: Database) -> None:
    there = {relation.partition(".")[2] for relation in await columns_of(database)}

    assert [name for name in there if name.startswith(tuple(ONE_PLACE))] == []


@pytest.mark.parametrize("table", [name for name in TABLES if ".st_" in name or ".ghl_" in name])
async def test_keys_are_what_the_specification_says(database: Database, table: str) -> None:
    """`id uuid primary key` with a default, and ServiceTitan's or GoHighLevel's id unique."""
    rows = await database.raw(
        "select pg_get_constraintdef(oid) as said from pg_constraint"
        " where conrelid = $1::text::regclass",
        table,
    )
    said = {row["said"] for row in rows}
    outside = "ghl_id" if "ghl_" in table else "st_id"

    assert "PRIMARY KEY (id)" in said
    assert table.endswith("_log") or f"UNIQUE ({outside})" in said


@pytest.mark.parametrize(
    "statement",
    [
        (
            "insert into sync_state (key, value)"
            " values ('customers_last_modified', '2025-12-20T00:00:00Z')"
        ),
        (
            "insert into st_sync_log (sync_type, entity_type, status,"
            " records_processed, records_succeeded, records_failed, started_at, completed_at,"
            " duration_ms)"
            " values ('incremental', 'customers', 'completed', 150, 148, 2,"
            " now() - interval '5 minutes', now(), 45000)"
        ),
        "select * from servicetitan.st_jobs where job_status = 'Scheduled' limit 10",
        "select * from public.sync_statistics",
        (
            "select id, st_business_unit_id, name, sync_enabled, ghl_pipeline_id, active, full_data"
            " from public.business_units"
        ),
        (
            "insert into integrations.ghl_sync_log (sync_type, direction, status)"
            " values ('full', 'st_to_ghl', 'completed')"
        ),
    ],
)
async def test_statements_of_the_specification_run_as_they_stand(
    database: Database, statement: str
) -> None:
    assert isinstance(await database.raw(statement), list)


async def test_every_view_answers_on_an_empty_database(database: Database) -> None:
    views = await database.raw(
        "select schemaname || '.' || viewname as name from pg_views"
        " where schemaname in ('public', 'servicetitan', 'automation')"
    )

    answers: dict[str, Any] = {
        row["name"]: await database.raw(f"select * from {row['name']}") for row in views
    }

    assert len(answers) > 20
    assert not any(rows for name, rows in answers.items() if name != "automation.orphans")
