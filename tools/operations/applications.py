"""External data that a write was about: what its application has on each record, for the mirror."""

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from sql.mirror.applications import Own
from tools.deps import Deps
from tools.errors import ToolProblem
from tools.logic.external_data import DATA, OWNER, application_of, pairs_of
from tools.operations.mirroring import Owned, operation_named
from tools.servicetitan.bulk import Item, calls_for, items_of
from tools.servicetitan.operation import BoundCall, Operation
from tools.servicetitan.siblings import Sight, rows_of, shows_data

_PLACED, _PLACES = "crm_create_customer", "locations"
"""What is made with locations of its own, each of which may come with external data too."""
_LISTED = "crm.locations:Locations.list_locations"

Pairs = Sequence[Mapping[str, Any]]
Held = Mapping[tuple[str, str], Pairs]
"""What the application that a call names for an item has on it, by the item's kind and id."""


async def held_by(call: BoundCall, deps: Deps) -> Held:
    """What applications have on the items that a bulk change names, before it is sent."""
    items = items_of(call, None) if call.operation.method == "PATCH" else []
    shown = _shown(call, items, deps)
    return {(one.kind, one.key): pairs or () async for _, one, pairs in shown}


async def owned(
    call: BoundCall,
    answer: Any,
    before: Any,
    sight: Sight | None,
    record: Any,
    held: Held,
    deps: Deps,
) -> Owned:
    """What the applications that a write names have on its records now, and had before."""
    found = Owned()
    if isinstance(record, Mapping) and sight is not None:
        _add_record(call, before, sight, record, found)
        _add_places(call, record, found)
    async for reader, item, pairs in _shown(call, items_of(call, answer), deps):
        if pairs is None:
            found.whole = False
        else:
            had = held.get((item.kind, item.key), ())
            found.add(reader, item.key, Own(str(item.application), had, pairs))
    return found


def _add_record(
    call: BoundCall, before: Any, sight: Sight, record: Mapping[str, Any], found: Owned
) -> None:
    application = application_of(call.body)
    if application is None:
        return
    if DATA not in record and not shows_data(call.operation):
        found.whole = False
        return
    own = Own(application, pairs_of(before), pairs_of(record))
    found.add(sight.call.operation, record.get("id"), own)


def _add_places(call: BoundCall, record: Mapping[str, Any], found: Owned) -> None:
    """Pairs of places say whose they are: further lists were asked for each application."""
    body = call.body if isinstance(call.body, Mapping) else {}
    if call.operation.key != _PLACED or not any(map(application_of, body[_PLACES])):
        return
    places, reader = record.get(_PLACES) or [], operation_named(_LISTED)
    found.whole = found.whole and bool(places) and all(DATA in place for place in places)
    for place in places:
        now = pairs_of(place)
        for application in {one[OWNER] for one in now}:
            found.add(reader, place["id"], Own(application, (), now))


async def _shown(
    call: BoundCall, items: Sequence[Item], deps: Deps
) -> AsyncIterator[tuple[Operation, Item, Pairs | None]]:
    """Each item for which an application is named, and what that has on it; None if not shown."""
    for listing, some in calls_for(call, [one for one in items if one.application]):
        try:
            rows = {str(row.get("id")): row for row in rows_of(await deps.st.send(listing))}
        except ToolProblem:
            rows = {}
        for one in some:
            row = rows.get(one.key)
            yield listing.operation, one, None if row is None else pairs_of(row)
