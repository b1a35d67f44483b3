"""What of a record other lists show: a job's visits, a customer's locations, an entry's lines."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.errors import ToolProblem
from tools.operations.mirroring import operation_named
from tools.servicetitan.looking import asked
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

_ENTRY_LINES = {"lines": ("list_journal_entry_details", "id")}
FURTHER: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "accounting_create_journal_entry": _ENTRY_LINES,
    "accounting_replace_journal_entry": _ENTRY_LINES,
    "crm_create_customer": {
        "locations": ("list_locations", "customerId"),
        "contacts": ("list_customer_contacts", "id"),
    },
    "crm_create_location": {"contacts": ("list_location_contacts", "id")},
    "jpm_create_job": {"appointments": ("list_appointments", "jobId")},
}
"""Operation → field that is sent → the list that shows it, and its argument for the record."""

CREWED = frozenset({"jpm_create_appointment"})
"""Operations whose technicians only the assignments of the new visit show."""
_CREW = "technicianIds"
_ASSIGNED = "dispatch.appointment_assignments:AppointmentAssignments.list_appointment_assignments"


async def with_further(call: BoundCall, record: Any, deps: Deps) -> Any:
    """The record with what further lists show of it; what cannot be read stays unseen."""
    places = FURTHER.get(call.operation.key, {})
    if not isinstance(record, Mapping) or not isinstance(call.body, Mapping):
        return record
    found = dict(record)
    if call.operation.key in CREWED and call.body.get(_CREW):
        found |= await _crew(record, deps)
    for name, (reader, argument) in places.items():
        if call.body.get(name) is not None:
            try:
                answer = await deps.st.send(asked(call, reader, **{argument: record["id"]}))
            except ToolProblem:
                continue
            if not answer.get("hasMore"):
                found[name] = rows_of(answer)
    return found


async def _crew(record: Mapping[str, Any], deps: Deps) -> dict[str, list[Any]]:
    """Who is on a visit; nothing where that cannot be read."""
    asked_for = {"appointmentIds": [record["id"]], "pageSize": 500}
    try:
        answer = await deps.st.send(operation_named(_ASSIGNED).validate(asked_for))
    except ToolProblem:
        return {}
    return {_CREW: [row.get("technicianId") for row in rows_of(answer)]}


def without_further(call: BoundCall, record: Any) -> Any:
    """The record as ServiceTitan shows it by itself."""
    places = FURTHER.get(call.operation.key, {})
    if not isinstance(record, Mapping):
        return record
    crew = {_CREW} if call.operation.key in CREWED else set()
    return {name: value for name, value in record.items() if name not in {*places, *crew}}
