"""Is the mirror what the source is? Compared by id and content, read past our own code."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.servicetitan import Server
from sql import Database, dump_json, load_json
from sync.entities import ENTITIES, Entity

SOURCES = {
    "servicetitan.st_business_units": "settings/business-units",
    "servicetitan.st_employees": "settings/employees",
    "servicetitan.st_technicians": "settings/technicians",
    "servicetitan.st_tag_types": "settings/tag-types",
    "servicetitan.st_job_types": "jpm/job-types",
    "servicetitan.st_campaigns": "marketing/campaigns",
    "servicetitan.st_call_reasons": "jbce/call-reasons",
    "servicetitan.st_customer_contacts": "crm/customers/contacts",
    "servicetitan.st_location_contacts": "crm/locations/contacts",
    "servicetitan.st_appointment_assignments": "dispatch/appointment-assignments",
    "servicetitan.st_customers": "crm/customers",
    "servicetitan.st_locations": "crm/locations",
    "servicetitan.st_jobs": "jpm/jobs",
    "servicetitan.st_job_notes": "jpm/jobs/notes",
    "servicetitan.st_appointments": "jpm/appointments",
    "servicetitan.st_estimates": "salestech/estimates",
    "servicetitan.st_invoices": "accounting/invoices",
    "servicetitan.st_payments": "accounting/payments",
}


@dataclass
class Difference:
    """Ids that are on one side only, or differ."""

    table: str
    lost: list[int] = field(default_factory=list)
    extra: list[int] = field(default_factory=list)
    other: list[int] = field(default_factory=list)


def truth(box: Server, table: str) -> dict[int, dict[str, Any]]:
    """The source's rows by id, as JSON carries them (less the defaults an answer adds)."""
    module, _, resource = SOURCES[table].partition("/")
    rows = load_json(dump_json(box.rows(module, resource)))
    return {row["id"]: row for row in rows}


async def mirrored(db: Database, table: str) -> dict[int, dict[str, Any]]:
    rows = await db.raw(
        f"select st_id, full_data from {table} where deleted_at is null or row_hash is not null"
    )
    assert len({row["st_id"] for row in rows}) == len(rows)
    return {row["st_id"]: row["full_data"] for row in rows}


async def differences(
    db: Database, box: Server, entities: tuple[Entity, ...] = ENTITIES
) -> list[Difference]:
    """Nothing, when the mirror is what the source is."""
    found = [await _compared(db, box, entity.table) for entity in entities]
    return [one for one in found if one.lost or one.extra or one.other]


async def _compared(db: Database, box: Server, table: str) -> Difference:
    source, mirror = truth(box, table), await mirrored(db, table)
    return Difference(
        table,
        lost=sorted(source.keys() - mirror.keys()),
        extra=sorted(mirror.keys() - source.keys()),
        other=[
            st_id
            for st_id in sorted(source.keys() & mirror.keys())
            if any(source[st_id].get(key, value) != value for key, value in mirror[st_id].items())
        ],
    )


async def versions(db: Database) -> dict[str, list[tuple[int, str]]]:
    """Which version of every row is stored: equal before and after means nothing was rewritten."""
    kept = {}
    for entity in ENTITIES:
        rows = await db.raw(f"select st_id, xmin::text as x from {entity.table} order by st_id")
        kept[entity.table] = [(row["st_id"], row["x"]) for row in rows]
    return kept
