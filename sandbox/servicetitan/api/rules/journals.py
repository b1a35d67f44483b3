"""Journal entries that come from outside: their lines are written and replaced as a whole."""

from typing import Final

from sandbox.servicetitan.api.box import Box, Call, Row
from sandbox.servicetitan.api.messages import Response
from sandbox.servicetitan.api.renamed import as_shown
from sandbox.servicetitan.api.writes import create, update

ENTRIES: Final = "accounting/journal-entries"
LINES: Final = f"{ENTRIES}/details"


def write_lines(box: Box, entry: Row, lines: list[Row]) -> None:
    table = box.table(LINES)
    for place in table.places_with(("journalEntryId",), [entry["id"]]):
        table.remove(table.ids[place])
    for line in lines:
        row = {"postDate": entry.get("postDate"), **as_shown(box, LINES, line)}
        table.put({**row, "journalEntryId": entry["id"]}, ("row", box.new_id()), moment=box.now())


def create_entry(call: Call) -> Response:
    told = create(call)
    entry = call.table.read(max(call.table.places()))
    write_lines(call.box, entry, call.body.get("lines") or [])
    return told


def replace_entry(call: Call) -> Response:
    told = update(call)
    entry = call.table.get(call.path["id"]) or {}
    write_lines(call.box, entry, call.body.get("lines") or [])
    return told


RULES = {f"POST {ENTRIES}": create_entry, f"PUT {ENTRIES}/{{id}}": replace_entry}
