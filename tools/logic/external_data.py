"""External data: pairs of one application, sent as an object and shown as rows."""

from collections.abc import Mapping
from typing import Any

DATA, OWNER = "externalData", "applicationGuid"


def application_of(sent: object) -> str | None:
    """The application whose external data something sends."""
    data = sent.get(DATA) if isinstance(sent, Mapping) else None
    named = data.get(OWNER) if isinstance(data, Mapping) else None
    return str(named).lower() if named else None


def pairs_of(shown: object) -> list[dict[str, Any]]:
    """The pairs that a record shows, or an object of external data holds."""
    rows = shown.get(DATA) if isinstance(shown, Mapping) else None
    return [dict(one) for one in rows if isinstance(one, Mapping)] if isinstance(rows, list) else []


def rows_beside(data: Mapping[str, Any], there: Any) -> tuple[list[Any], list[Any]]:
    """The pairs that were sent and the pairs that are there to compare them with.

    A merge leaves others as they were. A pair without a value may be gone or be empty.
    """
    sent, shown = pairs_of(data), pairs_of({DATA: there})
    if data.get("patchMode") == "Merge":
        keys = [row["key"] for row in sent]
        shown = [row for row in shown if row.get("key") in keys]
    held = [row.get("key") for row in shown]
    return [row for row in sent if row.get("value") is not None or row["key"] in held], shown
