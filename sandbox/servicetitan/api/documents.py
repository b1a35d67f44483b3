"""Answers that are one object rather than a page: configurations, logs, summaries."""

from typing import Any

from sandbox.servicetitan.api.box import Call, Row
from sandbox.servicetitan.api.lists import check_parents
from sandbox.servicetitan.api.messages import Response, json_response
from sandbox.servicetitan.api.writes import answer


def key_of(call: Call) -> str:
    return f"{call.route.table}:{sorted(call.path.items())}"


def sampled(call: Call, serial: int = 0) -> Any:
    """An answer made from the operation's schema alone; the same every time."""
    operation = call.route.operation
    if operation.answer is None:
        return None
    return call.box.samples.value(operation.module, operation.answer, "", serial, 0)


def document(call: Call) -> Response:
    """A document per path, remembered once written."""
    check_parents(call)
    if call.route.operation.answer is None:
        reads = call.route.operation.verb == "GET"
        return json_response({}) if reads else Response(call.route.operation.status)
    held = call.box.documents.get(key_of(call))
    made = sampled(call)
    if isinstance(held, dict) and isinstance(made, dict):
        made |= {name: value for name, value in held.items() if name in made}
    return json_response(_echo(call, made), call.route.operation.status)


def _echo(call: Call, made: Any) -> Any:
    """Fields that repeat a path value say that value."""
    if isinstance(made, dict):
        fields = {
            call.route.parents[name]: value
            for name, value in call.path.items()
            if name in call.route.parents
        }
        made |= {name: value for name, value in fields.items() if name in made}
    return made


def write_document(call: Call) -> Response:
    check_parents(call)
    body: Row = call.body if isinstance(call.body, dict) else {}
    held = call.box.documents.setdefault(key_of(call), {})
    held |= body
    made = sampled(call)
    return answer(call, _echo(call, made | held) if isinstance(made, dict) else held)
