"""Items of a segment: those at the top or below one item, with or without all beneath."""

from collections.abc import Callable
from typing import Final

from sandbox.servicetitan.api.box import Call
from sandbox.servicetitan.api.filters import chosen
from sandbox.servicetitan.api.lists import check_parents, in_order, paged
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.company.budgets import WBS

SEGMENTS: Final = ("segments/{segmentId}", "projects/{projectId}/segments/{segmentId}")


def items(call: Call) -> Response:
    check_parents(call)
    places, parents = chosen(call), call.table.column("parentId")
    above = {call.path.get("segmentItemId")}
    while call.query.get("includeChildren"):
        deeper = above | {call.table.ids[place] for place in places if parents[place] in above}
        if deeper == above:
            break
        above = deeper
    return paged(call, in_order(call, [place for place in places if parents[place] in above]))


RULES: dict[str, Callable[[Call], Response]] = {
    f"GET {WBS}/{segment}/items{end}": items
    for segment in SEGMENTS
    for end in ("", "/{segmentItemId}/children")
}
