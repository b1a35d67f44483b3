"""What a PUT may wipe: it replaces a record, so that fields which are not sent may end up empty."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tools.operations.ending import Before, Ended
from tools.operations.renames import as_sent
from tools.servicetitan.operation import BoundCall


def unsent(call: BoundCall, before: Before) -> Mapping[str, Any]:
    """What the record holds now of the fields that a PUT could send and does not."""
    own = before.sight is not None and before.sight.own
    if call.operation.method != "PUT" or not own or not isinstance(call.body, Mapping):
        return {}
    shown = _shown(call, before.record)
    known = call.operation.input_schema()["properties"]["body"].get("properties", {})
    return {name: shown[name] for name in known if name not in call.body and shown.get(name)}


def warned(call: BoundCall, before: Before) -> str:
    """What somebody should know of it who is asked to agree."""
    names = sorted(unsent(call, before))
    return f" ServiceTitan may empty what is not sent: {', '.join(names)}." if names else ""


def told(call: BoundCall, before: Before, ended: Ended) -> Ended:
    """The same ending with what is empty now and was not."""
    if not isinstance(ended.record, Mapping):
        return ended
    now = _shown(call, ended.record)
    names = sorted(name for name in unsent(call, before) if not now.get(name))
    words = f" Not sent, and empty now: {', '.join(names)}." if names else ""
    return replace(ended, summary=ended.summary + words)


def _shown(call: BoundCall, record: Any) -> Mapping[str, Any]:
    return as_sent(call.operation, record) if isinstance(record, Mapping) else {}
