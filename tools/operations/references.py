"""What a write names is known before a person is asked: records that exist, values that count."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import asyncpg
from pydantic_core import to_jsonable_python

from sql import AWAY
from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, NotFound, ToolProblem
from tools.operations.mirroring import operation_named
from tools.servicetitan.operation import BoundCall

MOST_LOOKS = 5
"""Records looked for in ServiceTitan itself, of those that the mirror does not have."""


@dataclass(frozen=True)
class Kind:
    """A kind of record that bodies name by its id."""

    word: str
    among: str
    """The parameter of the mirror's query."""
    reader: str


KINDS: Mapping[str, Kind] = {
    "customerId": Kind("customer", "customers", "crm.customers:Customers.get_customer"),
    "locationId": Kind("location", "locations", "crm.locations:Locations.get_location"),
    "jobId": Kind("job", "jobs", "jpm.jobs:Jobs.get_job"),
    "projectId": Kind("project", "projects", "jpm.projects:Projects.get_project"),
    "businessUnitId": Kind(
        "business unit", "business_units", "settings.business_units:BusinessUnits.get_business_unit"
    ),
    "jobTypeId": Kind("job type", "job_types", "jpm.job_types:JobTypes.get_job_type"),
    "campaignId": Kind("campaign", "campaigns", "marketing.campaigns:Campaigns.get_campaign"),
    "technicianId": Kind(
        "technician", "technicians", "settings.technicians:Technicians.get_technician"
    ),
}
"""Field of a body, or the same in the plural → the record that it names."""
_PRIORITY = {"priority": ("Low", "Normal", "High", "Urgent")}
VALUES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "crm_create_booking": {"customerType": ("Residential", "Commercial")},
    "crm_create_booking_contact": {"type": ("Phone", "Email", "Fax", "MobilePhone")},
    "jpm_create_job": _PRIORITY,
    "jpm_create_job_type": _PRIORITY,
    "jpm_update_job": _PRIORITY,
    "jpm_update_job_type": _PRIORITY,
}
"""Operation → field that is published as any text, and the values that ServiceTitan knows."""

Named = tuple[str, str, int]
"""Where an id stands in the body, the field it is of, and the id."""
Known = Mapping[tuple[str, int], int | None]
"""Records that exist → the customer they belong to."""


async def refuse_unknown(call: BoundCall, deps: Deps) -> None:
    """Raise BadArguments for what ServiceTitan would refuse only after somebody's yes."""
    body = to_jsonable_python(call.body)
    faults = [*_odd_values(call, body)]
    named = list(dict.fromkeys(_named(body, "body")))
    if named:
        known = await _known(named, deps)
        faults += [_unknown(one) for one in named if one[1:] not in known]
        faults += await _foreign(body, known, deps)
    if faults:
        raise BadArguments(call.operation.key, faults)


def _odd_values(call: BoundCall, body: Any) -> Iterator[ArgumentFault]:
    for name, allowed in VALUES.get(call.operation.key, {}).items():
        sent = body.get(name) if isinstance(body, Mapping) else None
        if sent is not None and sent not in allowed:
            words = f"allowed: {', '.join(allowed[:-1])} or {allowed[-1]}"
            yield ArgumentFault(f"body.{name}", repr(sent)[:80], words)


def _named(value: Any, place: str) -> Iterator[Named]:
    """Every id in a body that names a record of a known kind."""
    if isinstance(value, list):
        for at, one in enumerate(value):
            yield from _named(one, f"{place}[{at}]")
    if not isinstance(value, Mapping):
        return
    for name, one in value.items():
        field = name.removesuffix("s")
        ids = one if isinstance(one, list) else [one]
        if field in KINDS and all(isinstance(key, int) for key in ids):
            yield from ((f"{place}.{name}", field, key) for key in ids if key)
        else:
            yield from _named(one, f"{place}.{name}")


async def _known(named: list[Named], deps: Deps) -> Known:
    """Those in the mirror, and those that ServiceTitan shows or does not let us look at."""
    known = await _mirrored(named, deps)
    strangers = list(dict.fromkeys(one[1:] for one in named if one[1:] not in known))
    for field, key in strangers[:MOST_LOOKS]:
        reader = operation_named(KINDS[field].reader)
        try:
            row = await deps.st.send(reader.validate({"id": key}))
        except NotFound:
            continue
        except ToolProblem:
            row = {}
        known[field, key] = row.get("customerId") if field == "locationId" else None
    return {**known, **dict.fromkeys(strangers[MOST_LOOKS:])}


async def _mirrored(named: list[Named], deps: Deps) -> dict[tuple[str, int], int | None]:
    wanted = {kind.among: [k for _, f, k in named if f == field] for field, kind in KINDS.items()}
    try:
        rows = await deps.db.rows("known_records", **wanted)
    except (*AWAY, asyncpg.PostgresError, ToolProblem):
        return {}
    return {(row["field"], row["st_id"]): row["owner"] for row in rows}


def _unknown(named: Named) -> ArgumentFault:
    place, field, key = named
    word = KINDS[field].word
    return ArgumentFault(place, str(key), f"ServiceTitan has no {word} with this id")


async def _foreign(body: Any, known: Known, deps: Deps) -> list[ArgumentFault]:
    """A location together with a customer it does not belong to, in the mirror and right now."""
    place = body.get("locationId") if isinstance(body, Mapping) else None
    customer = body.get("customerId") if isinstance(body, Mapping) else None
    if not place or not customer or known.get(("locationId", place)) in {None, customer}:
        return []
    reader = operation_named(KINDS["locationId"].reader)
    try:
        owner = (await deps.st.send(reader.validate({"id": place})))["customerId"]
    except ToolProblem:
        return []
    words = f"allowed: a location of customer {customer}; this one belongs to {owner}"
    return [] if owner == customer else [ArgumentFault("body.locationId", str(place), words)]
