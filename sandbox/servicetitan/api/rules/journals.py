"""Journal entries that come from outside: their lines are written and replaced as a whole."""

from dataclasses import replace
from typing import Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.lists import own_row
from sandbox.servicetitan.api.messages import Response, conflict, invalid
from sandbox.servicetitan.api.renamed import as_shown
from sandbox.servicetitan.api.writes import create, update

ENTRIES: Final = "accounting/journal-entries"
MOST_FIELDS: Final = 5
LINES: Final = f"{ENTRIES}/details"


def write_lines(box: Box, entry: Row, lines: list[Row]) -> None:
    table = box.table(LINES)
    for place in table.places_with(("journalEntryId",), [entry["id"]]):
        table.remove(table.ids[place])
    for line in lines:
        row = {"postDate": entry.get("postDate"), **as_shown(box, LINES, line)}
        table.put({**row, "journalEntryId": entry["id"]}, ("row", box.new_id()), moment=box.now())


def check_fields(call: Call) -> None:
    if len(call.body.get("customFields") or ()) > MOST_FIELDS:
        raise invalid({"customFields": [f"At most {MOST_FIELDS} fields may be sent."]})


def create_entry(call: Call) -> Response:
    check_fields(call)
    told = create(replace(call, body=call.body | {"source": "External"}))
    entry = call.table.read(max(call.table.places()))
    write_lines(call.box, entry, call.body.get("lines") or [])
    return told


def replace_entry(call: Call) -> Response:
    """Those that ServiceTitan made itself stay as they are, and so do lines nobody sent."""
    check_fields(call)
    if own_row(call)["source"] != "External":
        raise conflict("Only external journal entries can be changed.")
    told = update(call)
    entry = call.table.get(call.path["id"]) or {}
    if call.body.get("lines") is not None:
        write_lines(call.box, entry, call.body["lines"])
    return told


RULES = {f"POST {ENTRIES}": create_entry, f"PUT {ENTRIES}/{{id}}": replace_entry}
