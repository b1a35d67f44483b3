"""Columns that name a customer or a location: ids of merged records give way to the survivor's."""

from collections.abc import Mapping

CUSTOMERS = "servicetitan.st_customers"
LOCATIONS = "servicetitan.st_locations"
MERGED = (CUSTOMERS, LOCATIONS)
"""What ServiceTitan merges: the loser's `mergedToId` names the record that stays."""

_BOTH = {"customer_id": CUSTOMERS, "location_id": LOCATIONS}

POINTERS: Mapping[str, Mapping[str, str]] = {
    "servicetitan.st_customer_contacts": {"customer_id": CUSTOMERS},
    "servicetitan.st_locations": {"customer_id": CUSTOMERS},
    "servicetitan.st_location_contacts": {"location_id": LOCATIONS},
    "servicetitan.st_jobs": _BOTH,
    "servicetitan.st_appointments": {"customer_id": CUSTOMERS},
    "servicetitan.st_estimates": _BOTH,
    "servicetitan.st_invoices": _BOTH,
    "servicetitan.st_payments": {"customer_id": CUSTOMERS},
    "servicetitan.st_memberships": _BOTH | {"recurring_location_id": LOCATIONS},
    "servicetitan.st_recurring_services": {"location_id": LOCATIONS},
    "servicetitan.st_installed_equipment": _BOTH,
    "servicetitan.st_projects": _BOTH,
    "servicetitan.st_leads": _BOTH,
    "servicetitan.st_calls": _BOTH,
    "servicetitan.st_gross_pay_items": _BOTH,
}
"""Mirrored tables, and what each of their columns points at."""

OWN_POINTERS: Mapping[str, str] = {
    "integrations.ghl_contacts": "st_customer_id",
    "integrations.ghl_opportunities": "st_customer_id",
    "integrations.callrail_calls": "st_customer_id",
    "automation.messaging_log": "customer_id",
    "automation.workflow_instances": "customer_id",
}
"""Tables of our own, and their column that points at a customer."""

# Names below are the ones above, never data.


def children(entity: str) -> list[tuple[str, str]]:
    """Tables and columns that point at records of this table."""
    return [
        (table, column)
        for table, columns in POINTERS.items()
        for column, parent in columns.items()
        if parent == entity
    ]


def pointed(table: str, casts: Mapping[str, str]) -> dict[str, str]:
    """A mapping's casts with survivors in the place of merged records."""
    parents = POINTERS.get(table, {})
    return {
        column: _survivor(cast, parents[column]) if column in parents else cast
        for column, cast in casts.items()
    }


def _survivor(cast: str, entity: str) -> str:
    """The outer question is asked once per statement: without merges a row pays nothing."""
    noted = f"from automation.merged_records g where g.entity = '{entity}'"
    return (
        f"case when exists (select {noted}) "
        f"then coalesce((select g.survivor_id {noted} and g.st_id = {cast}), {cast}) "
        f"else {cast} end"
    )
