"""Records that hold external data, and whose of it company and mirror have."""

from dataclasses import dataclass
from typing import Any

from tests.kit.truth import Row
from tests.kit.world import World
from tests.tools.operations.test_writing import confirmed

OURS = "593e920a-324c-4c27-92a9-ba10acc81565"
THEIRS = "0b9cbb3c-4a57-4b6e-8a43-3ab4a5f0a111"


@dataclass(frozen=True)
class Kind:
    """Records that hold external data: who changes them, where they are, what fills their table."""

    tool: str
    source: str
    table: str
    entity: str
    other: Row
    """A change of something else."""
    fed: bool = True
    """Whether a sync ever sees their external data."""

    def __str__(self) -> str:
        return self.entity


ST, PB = "servicetitan.st_", "pricebook.pb_"
KINDS = [
    Kind("crm_update_customer", "crm/customers", f"{ST}customers", "customers", {"name": "New"}),
    Kind("crm_update_location", "crm/locations", f"{ST}locations", "locations", {"name": "New"}),
    Kind("jpm_update_job", "jpm/jobs", f"{ST}jobs", "jobs", {"summary": "New"}),
    Kind("jpm_update_project", "jpm/projects", f"{ST}projects", "projects", {"summary": "New"}),
    Kind(
        "settings_update_business_unit",
        "settings/business-units",
        f"{ST}business_units",
        "business_units",
        {"name": "New"},
    ),
    *(
        Kind(f"pricebook_update_{one}", source, f"{PB}{table}", f"pb_{table}", {"description": "N"})
        for one, source, table in (
            ("material", "pricebook/materials", "materials"),
            ("equipment", "pricebook/equipment", "equipment"),
            ("service", "pricebook/services", "services"),
        )
    ),
    Kind(
        "pricebook_update_discount_or_fee",
        "pricebook/discounts-and-fees",
        f"{PB}discounts",
        "pb_discounts",
        {"description": "N"},
        fed=False,
    ),
    Kind(
        "jpm_update_job_type",
        "jpm/job-types",
        f"{ST}job_types",
        "job_types",
        {"name": "New"},
        fed=False,
    ),
    *(
        Kind(
            f"inventory_update_{one}",
            f"inventory/{one}s",
            f"{ST}{one}s",
            f"{one}s",
            {"name": "New"},
            fed=False,
        )
        for one in ("vendor", "warehouse", "truck")
    ),
]
FED = [one for one in KINDS if one.fed]
CHANGING = [one for one in KINDS if one.entity not in {"business_units", "warehouses"}]
"""Kinds whose tool changes more than external data."""
ALIKE = [one for one in KINDS if one.entity not in {"jobs", "locations", "projects", "pb_services"}]
"""Kinds that a sync reads in the very form in which a write is read back."""


def data(application: str, mode: str = "Replace", **pairs: str) -> Row:
    rows = [{"key": key, "value": value} for key, value in pairs.items()]
    sent = {"patchMode": mode, "applicationGuid": application, "externalData": rows}
    return {"externalData": sent}


async def row(world: World, kind: Kind, st_id: int) -> dict[str, Any]:
    [found] = await world.deps.db.raw(
        f"select xmin::text as version, * from {kind.table} where st_id = $1", st_id
    )
    return dict(found)


async def pairs(world: World, kind: Kind, st_id: int) -> list[tuple[str, str]]:
    shown = (await row(world, kind, st_id))["external_data"] or []
    return sorted((one["key"], one["value"]) for one in shown)


async def held(world: World, kind: Kind, st_id: int, **theirs: str) -> None:
    """Another application has these pairs, and the mirror knows them."""
    if not kind.fed:  # no sync shows them, so a tool wrote them
        await confirmed(world, kind.tool, id=st_id, body=data(THEIRS, **theirs))
        return
    at_source(world, kind, st_id, [(THEIRS, *one) for one in theirs.items()])
    await news(world, kind)


def at_source(world: World, kind: Kind, st_id: int, rows: list[tuple[str, str, str]]) -> None:
    shown = [{"key": k, "value": v, "applicationGuid": a} for a, k, v in rows]
    world.company.mutate(kind.source, change=[{"id": st_id, "externalData": shown}])


async def news(world: World, kind: Kind) -> None:
    """A sync that a feed shows everything to."""
    settings = world.company.box.settings
    delay, settings.export_delay = settings.export_delay, 0
    await world.sync(kind.entity)
    settings.export_delay = delay
