"""Every write against a ServiceTitan that answers as always and changes nothing."""

from typing import Any

import pytest

from sandbox.servicetitan.api.store import Row, Table
from tests.kit.rewind import forget
from tests.sweeps.calls import Sweep, operations, text_of
from tools.operations.ending import EMPTY, NOTHING

WRITES = [entry for entry in operations() if entry.effect != "reads"]
SHOWN_ANYWAY = {
    "marketing_unsuppress_emails",
    "crm_create_contact_relationship",
    "accounting_update_payment",
    "telecom_update_call",
}
"""The address was never suppressed; the link or the splits may be there already, and the stand-in
writes them anew; a call's tag is told as not checked."""

TRUE = ("read back", EMPTY, NOTHING, "so already")
"""What is said of a write that is done without changing anything."""


@pytest.fixture
def lost(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What writes would have changed, and do not."""
    swallowed: list[str] = []

    def put(table: Table, row: Row, key: Any = None, *, moment: float = 0.0) -> None:
        del moment
        old = table.get(row[table.key] if key is None else key) or {}
        changed = [name for name in row if old.get(name) != row[name]]
        swallowed.extend(f"{table.name} {one}" for one in changed if one != "modifiedOn")

    def remove(table: Table, key: Any) -> bool:
        swallowed.extend([f"{table.name} {key}"] if key in table.at else [])
        return key in table.at

    def bury(table: Table, row: Row, *, moment: float = 0.0) -> None:
        del moment
        remove(table, row[table.key])

    monkeypatch.setattr("tools.changes.LAG", ())
    monkeypatch.setattr(Table, "put", put)
    monkeypatch.setattr(Table, "remove", remove)
    monkeypatch.setattr(Table, "bury", bury)
    return swallowed


async def test_nothing_that_changed_nothing_is_called_done(sweep: Sweep, lost: list[str]) -> None:
    """Done is what was there already and was read back; whatever got lost is never done."""
    forget(sweep.company)  # what another test wrote would truly be there
    wrong, swallowing = [], 0
    for entry in WRITES:
        lost.clear()
        asked = {"name": entry.name, "arguments": sweep.valid(entry)}
        answer = await sweep.asking.call_tool("call_tool", asked, raise_on_error=False)
        told = answer.structured_content or {}
        summary = str(told.get("summary") or text_of(answer))
        swallowing += bool(lost)
        if told.get("status") != "done" or entry.name in SHOWN_ANYWAY:
            continue
        if lost or not any(one in summary for one in TRUE):
            wrong.append(f"{entry.name}: {summary} {lost}")

    assert not wrong, "\n".join(wrong)
    assert swallowing > len(WRITES) / 2
