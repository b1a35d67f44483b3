"""What somebody wants to be told by one number or address: listed, read and changed by name."""

from typing import Final

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.lists import check_parents
from sandbox.servicetitan.api.messages import Response, json_response, not_found
from sandbox.servicetitan.api.writes import answer
from sandbox.servicetitan.company.people import PREFERENCES


def set_before(call: Call) -> Row:
    """The values that were ever sent for the number or address in the path."""
    check_parents(call)
    held: Row = call.box.documents.setdefault(f"preferences:{call.path['contactMethodId']}", {})
    return held


def told(name: str, held: Row) -> Row:
    return {"name": name, "dataType": "Boolean", "value": held.get(name, "true")}


def listed(call: Call) -> Response:
    held = set_before(call)
    return json_response([told(name, held) for name in PREFERENCES])


def one(call: Call) -> Response:
    """A preference, after the change that came with the call."""
    held, name = set_before(call), call.path["preferenceName"]
    if name not in PREFERENCES:
        raise not_found(f"Preference {name} was not found.")
    held |= {name: call.body["value"]} if (call.body or {}).get("value") is not None else {}
    return answer(call, told(name, held))


PLACE: Final = "crm/contacts/{contactId}/contact-methods/{contactMethodId}/preferences"
RULES = {
    f"GET {PLACE}": listed,
    f"GET {PLACE}/{{preferenceName}}": one,
    f"PATCH {PLACE}/{{preferenceName}}": one,
}
