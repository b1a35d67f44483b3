"""What several rules need: rows that must exist, states that must fit, notes, tags."""

from collections.abc import Iterable
from typing import Any

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response, conflict, invalid, not_found
from sandbox.servicetitan.api.writes import add, answer, save
from sandbox.servicetitan.company import clock


def row_of(call: Call, table: str, parameter: str = "id") -> Row:
    """The row a path parameter names, or 404."""
    row = call.box.table(table).get(call.path[parameter])
    if row is None:
        raise not_found(f"{parameter} {call.path[parameter]} was not found.")
    return row


def must_know(box: Box, table: str, keys: Iterable[Any], what: str) -> None:
    """Unknown related ids are a conflict."""
    for key in keys:
        if key not in box.table(table).at:
            raise conflict(f"{what} {key} does not exist.")


def refuse_states(row: Row, field: str, states: set[str], what: str) -> None:
    if row.get(field) in states:
        raise conflict(f"{what} is not possible while the status is {row[field]}.")


def check_span(start: str | None, end: str | None, where: str = "end") -> None:
    if start and end and clock.key(end) <= clock.key(start):
        raise invalid({where: ["The end must be after the start."]})


def rows_where(box: Box, table: str, field: str, value: Any) -> list[Row]:
    held = box.table(table)
    return [held.read(place) for place in held.places_with((field,), [value])]


def noted(table: str, owner_table: str, field: str) -> Any:
    """A handler that writes a note below the row in the path."""

    def handler(call: Call) -> Response:
        parameter = next(iter(call.path))
        owner = row_of(call, owner_table, parameter)
        pinned = bool(call.body.get("pinToTop"))
        note = add(call.box, table, text=call.body["text"], isPinned=pinned, **{field: owner["id"]})
        return answer(call, note)

    return handler


def tagged(table: str, *, on: bool) -> Any:
    """A handler that adds or removes one tag of the row in the path."""

    def handler(call: Call) -> Response:
        row, tag = row_of(call, table), call.path["tagTypeId"]
        must_know(call.box, "settings/tag-types", [tag], "tagTypeId")
        row = set_tags(call.box, table, row, [tag], on=on)
        return answer(call, {**row, "customerId": row["id"], "locationId": row["id"]})

    return handler


def set_tags(box: Box, table: str, row: Row, tags: list[int], *, on: bool) -> Row:
    held = [tag for tag in row.get("tagTypeIds", []) if tag not in tags]
    return save(box, table, row | {"tagTypeIds": [*held, *tags] if on else held})
