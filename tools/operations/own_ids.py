"""The id that a body gives its own record: free for a new one, that of the path for a known one."""

from collections.abc import Mapping
from typing import Any

from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, ToolProblem
from tools.operations.mirroring import operation_named
from tools.servicetitan.operation import BoundCall

NUMBERED: Mapping[str, tuple[str, str]] = {
    "pricebook_create_materials_markup": (
        "pricebook.materials_markup:MaterialsMarkup.get_materials_markup",
        "pricebook_update_materials_markup",
    ),
}
"""Operation that takes the id of a new record → what shows the record of an id, what changes it."""


async def taken_id(call: BoundCall, body: Any, deps: Deps) -> list[ArgumentFault]:
    """The id of another record: whether that would be overwritten, nothing tells."""
    known = NUMBERED.get(call.operation.key)
    if known is None or not body["id"] or not await _is_there(body["id"], known[0], deps):
        return []
    words = f"it is taken; allowed: one that is free, or 0; {known[1]} changes the one there is"
    return [ArgumentFault("body.id", str(body["id"]), words)]


async def _is_there(key: int, reader: str, deps: Deps) -> bool:
    """Whether a record has this id; what cannot be looked at, ServiceTitan itself will judge."""
    try:
        await deps.st.send(operation_named(reader).validate({"id": key}))
    except ToolProblem:
        return False
    return True


def refuse_other_id(call: BoundCall) -> None:
    """Raise BadArguments for a body about another record than its path."""
    sent = call.body.get("id") if isinstance(call.body, Mapping) else None
    own = call.path_params.get("id") if call.operation.path.endswith("/{id}") else None
    if sent is None or own in {None, str(sent)}:
        return
    words = f"allowed: {own}, the id that the path names"
    raise BadArguments(call.operation.key, [ArgumentFault("body.id", str(sent), words)])
