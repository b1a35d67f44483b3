"""What a new record brings along that other lists show: a job's visits, a customer's locations."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.errors import ToolProblem
from tools.servicetitan.looking import asked
from tools.servicetitan.operation import BoundCall
from tools.servicetitan.siblings import rows_of

FURTHER: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "crm_create_customer": {
        "locations": ("list_locations", "customerId"),
        "contacts": ("list_customer_contacts", "id"),
    },
    "crm_create_location": {"contacts": ("list_location_contacts", "id")},
    "jpm_create_job": {"appointments": ("list_appointments", "jobId")},
}
"""Operation → field that is sent → the list that shows it, and its argument for the new record."""


async def with_further(call: BoundCall, record: Any, deps: Deps) -> Any:
    """The record with what further lists show of it; what cannot be read stays unseen."""
    places = FURTHER.get(call.operation.key, {})
    if not isinstance(record, Mapping) or not isinstance(call.body, Mapping):
        return record
    found = dict(record)
    for name, (reader, argument) in places.items():
        if call.body.get(name):
            try:
                answer = await deps.st.send(asked(call, reader, **{argument: record["id"]}))
            except ToolProblem:
                continue
            found[name] = rows_of(answer)
    return found
