"""What of a record other lists show: a job's visits, an entry's lines, why a visit is on hold."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from tools.deps import Deps
from tools.errors import ToolProblem
from tools.logic.external_data import DATA, OWNER, application_of, pairs_of
from tools.operations.mirroring import operation_named
from tools.operations.reasons import LOGGED, OF_A_REASON, with_reason
from tools.servicetitan.looking import asked
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import APPLICATION, data_call, rows_of

_ENTRY_LINES = {"lines": ("list_journal_entry_details", "id")}
FURTHER: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "accounting_create_journal_entry": _ENTRY_LINES,
    "accounting_replace_journal_entry": _ENTRY_LINES,
    "crm_create_booking": {"contacts": ("list_booking_contacts", "id")},
    "crm_create_customer": {
        "locations": ("list_locations", "customerId"),
        "contacts": ("list_customer_contacts", "id"),
    },
    "crm_create_location": {"contacts": ("list_location_contacts", "id")},
    "jpm_create_job": {"appointments": ("list_appointments", "jobId")},
}
"""Operation → field that is sent → the list that shows it, and its argument for the record."""

CREWED: Mapping[str, str | None] = {
    "jpm_create_appointment": None,
    "jpm_create_job": "appointments",
}
"""Operations that send technicians, whom only the assignments of a new visit show → where the
visits are: the record itself, or the rows of this field."""
_CREW = "technicianIds"
_ASSIGNED = "dispatch.appointment_assignments:AppointmentAssignments.list_appointment_assignments"


async def with_further(call: BoundCall, record: Any, deps: Deps) -> Any:
    """The record with what further lists show of it; what cannot be read stays unseen."""
    places = FURTHER.get(call.operation.key, {})
    if not isinstance(record, Mapping) or not isinstance(call.body, Mapping):
        return record
    found = await _with_data(call, {**await with_reason(call, record, deps)}, deps)
    for name, (reader, argument) in places.items():
        if (sent := call.body.get(name)) is not None:
            rows = await _rows(call, reader, {argument: record["id"]}, sent, deps)
            found |= {} if rows is None else {name: rows}
    if call.operation.key not in CREWED:
        return found
    return await _with_crews(CREWED[call.operation.key], call.body, found, deps)


async def _with_data(call: BoundCall, found: dict[str, Any], deps: Deps) -> dict[str, Any]:
    """The record with the external data that was sent, where a list alone tells whose it shows."""
    listing = data_call(call, str(found.get("id")))
    if listing is None:
        return found
    bare = _without_data(found)
    try:
        rows = rows_of(await deps.st.send(listing))
    except ToolProblem:
        return bare
    row = next((one for one in rows if one.get("id") == found["id"]), None)
    return bare if row is None else {**bare, DATA: row.get(DATA) or []}


async def _rows(
    call: BoundCall, reader: str, place: Mapping[str, object], sent: Any, deps: Deps
) -> list[dict[str, Any]] | None:
    """What a further list shows, with the external data that was sent; None if that is not all."""
    try:
        answer = await deps.st.send(asked(call, reader, **place))
    except ToolProblem:
        return None
    if answer.get("hasMore"):
        return None
    rows, data = rows_of(answer), defaultdict[Any, list[dict[str, Any]]](list)
    applications = {application_of(one) for one in sent} - {None}
    for application in sorted(map(str, applications)):
        named = {**place, APPLICATION: application}
        try:
            answer = await deps.st.send(asked(call, reader, **named))
        except ToolProblem:
            return [_without_data(row) for row in rows]
        for row in rows_of(answer):
            data[row["id"]] += [{**pair, OWNER: application} for pair in pairs_of(row)]
    return [{**row, DATA: data[row["id"]]} for row in rows] if applications else rows


def _without_data(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name != DATA}


async def _with_crews(
    rows: str | None, body: Mapping[str, Any], found: dict[str, Any], deps: Deps
) -> dict[str, Any]:
    """The record with who is on its visits, where somebody was sent; else as it was."""
    sent = body.get(rows) or [] if rows else [body]
    visits = found.get(rows, []) if rows else [found]
    if not visits or not any(one.get(_CREW) for one in sent):
        return found
    crews = await _crews([one["id"] for one in visits], deps)
    if crews is None:
        return found
    crewed = [{**one, _CREW: crews.get(one["id"], [])} for one in visits]
    return {**found, rows: crewed} if rows else crewed[0]


async def _crews(visits: Sequence[int], deps: Deps) -> dict[int, list[int]] | None:
    """Who is on each visit; None where that cannot be read."""
    asked_for = {"appointmentIds": visits, "pageSize": 500}
    try:
        answer = await deps.st.send(operation_named(_ASSIGNED).validate(asked_for))
    except ToolProblem:
        return None
    crews: defaultdict[int, list[int]] = defaultdict(list)
    for row in rows_of(answer):
        crews[row["appointmentId"]].append(row["technicianId"])
    return crews


def without_further(call: BoundCall, record: Any) -> Any:
    """The record as ServiceTitan shows it by itself."""
    places = FURTHER.get(call.operation.key, {})
    if not isinstance(record, Mapping):
        return record
    further = {_CREW} if CREWED.get(call.operation.key, "") is None else set()
    further |= OF_A_REASON if call.operation.key in LOGGED else set()
    return {name: value for name, value in record.items() if name not in {*places, *further}}
