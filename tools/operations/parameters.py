"""A report's parameters: checked against the report's own description before it is run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic_core import to_jsonable_python

from tools.deps import Deps
from tools.errors import ArgumentFault, BadArguments, Forbidden
from tools.servicetitan.looking import asked
from tools.servicetitan.operation import BoundCall
from tools.wording import received

MOST_NAMED = 10
LONGEST_SET = 1_000
"""Values of a dynamic set that are read; of a longer one its first page cannot refuse a value."""
Parameter = Mapping[str, Any]
Choices = Mapping[str, str]
"""Allowed value → its label."""


async def check_parameters(call: BoundCall, deps: Deps) -> None:
    """Refuse what the report's description does not allow; a run counts towards a narrow limit."""
    places = {name: call.path_params[name] for name in ("report_category", "reportId")}
    try:
        described = await deps.st.send(asked(call, "get_report", **places))
    except Forbidden:
        return
    known: dict[str, Parameter] = {
        str(one["name"]): one for one in described.get("parameters") or []
    }
    sent = to_jsonable_python(call.body)["parameters"]
    given = {str(one["name"]): one.get("value") for one in sent}
    faults = [_stranger(name, known) for name in given if name not in known]
    faults += [fault for name in given for fault in _repeated(name, sent)]
    for name, parameter in known.items():
        choices = await _choices(parameter, call, deps) if name in given or _must(parameter) else {}
        faults += _faults(parameter, given.get(name), choices)
    if faults:
        raise BadArguments(call.operation.key, faults)


def _must(parameter: Parameter) -> bool:
    return bool(parameter.get("isRequired"))


def _fault(name: str, value: Any, allowed: str) -> ArgumentFault:
    came = "nothing" if value is None or value == [] else received(value)
    return ArgumentFault(f"body.parameters.{name}", came, allowed)


def _stranger(name: str, known: Mapping[str, Parameter]) -> ArgumentFault:
    names = ", ".join(known) or "none"
    return _fault(name, name, f"the report has no such parameter; it takes: {names}")


def _repeated(name: str, sent: Sequence[Parameter]) -> Iterator[ArgumentFault]:
    """A name that comes more than once: which of its values counts, nothing tells."""
    values = [one.get("value") for one in sent if one["name"] == name]
    if len(values) > 1:
        yield _fault(name, values, "it comes more than once; allowed: once")


def _faults(parameter: Parameter, value: Any, choices: Choices) -> Iterator[ArgumentFault]:
    name, several = str(parameter["name"]), bool(parameter.get("isArray"))
    allowed = _allowed(parameter, choices)
    if value is None or value == []:
        if _must(parameter):
            yield _fault(name, None, f"it is required; {allowed}")
    elif isinstance(value, list) is not several:
        yield _fault(name, value, allowed)
    else:
        fits = FORMS.get(str(parameter.get("dataType")), _anything)
        for one in value if several else [value]:
            if not fits(one) or (choices and str(one) not in choices):
                yield _fault(name, one, allowed)


def _allowed(parameter: Parameter, choices: Choices) -> str:
    kind = str(parameter.get("dataType"))
    form = f"{kind} (YYYY-MM-DD)" if kind == "Date" else kind
    shape = f"a list of {form}" if parameter.get("isArray") else form
    if not choices:
        return f"allowed: {shape}"
    told = [f"{key} ({label})" if label else key for key, label in choices.items()]
    more = f" and {len(told) - MOST_NAMED} more" if len(told) > MOST_NAMED else ""
    return f"allowed: {shape}: {', '.join(told[:MOST_NAMED])}{more}"


async def _choices(parameter: Parameter, call: BoundCall, deps: Deps) -> Choices:
    """The values a parameter may have; none where anything goes, or too many to be read."""
    accepted = parameter.get("acceptValues") or {}
    rows = accepted.get("values")
    if rows is None and accepted.get("dynamicSetId"):
        wanted = {"dynamicSetId": accepted["dynamicSetId"], "pageSize": LONGEST_SET}
        try:
            answer = await deps.st.send(asked(call, "list_dynamic_values", **wanted))
        except Forbidden:
            return {}
        rows = [] if answer.get("hasMore") else answer.get("data")
    return {str(row[0]): str(row[1]) if len(row) > 1 else "" for row in rows or [] if row}


def _parsed_by(read: Callable[[str], object]) -> Callable[[Any], bool]:
    def fits(value: Any) -> bool:
        try:
            read(str(value))
        except (ValueError, InvalidOperation):
            return False
        return not isinstance(value, bool)

    return fits


def _anything(_: Any) -> bool:
    return True


def _day(text: str) -> object:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


FORMS: Mapping[str, Callable[[Any], bool]] = {
    "String": lambda value: isinstance(value, str),
    "Number": _parsed_by(Decimal),
    "Boolean": lambda value: isinstance(value, bool),
    "Date": _parsed_by(_day),
    "Time": _parsed_by(time.fromisoformat),
}
"""Data type of a parameter → whether a value has its form."""
