"""Request bodies checked against their schemas; unknown fields are dropped."""

import codecs
import sys
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from sandbox.servicetitan.api.messages import invalid
from sandbox.servicetitan.company import clock
from sandbox.servicetitan.facts import Facts, Node, Operation

Errors = dict[str, list[str]]

# The largest number of each format; what has none is a whole number of 64 bits or any other.
LARGEST: Final = {"int32": 2**31 - 1, "int64": 2**63 - 1, "decimal": 2**96 - 1}

# Truth may come as text: an extractor asks for capacity so.
SPELLED: Final = {"true": True, "false": False}


def body_of(facts: Facts, operation: Operation, raw: bytes) -> Any:
    """The parsed body with only known fields, or a 400 that names what is wrong."""
    if operation.body is None:
        return None
    raw = raw.removeprefix(codecs.BOM_UTF8)  # some clients put it before their JSON
    try:
        sent = msgspec.json.decode(raw) if raw else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise invalid({"": ["The request body is not valid JSON."]}) from None
    if sent is None:
        raise invalid({"": ["A non-empty request body is required."]})
    errors: Errors = {}
    known = Checker(facts, operation.module, errors).check(operation.body, sent, "")
    if errors:
        raise invalid(errors)
    return known


class Checker:
    """Walks a schema and a value together, collecting complaints by path."""

    def __init__(self, facts: Facts, module: str, errors: Errors) -> None:
        self.facts, self.module, self.errors = facts, module, errors

    def complain(self, path: str, text: str) -> None:
        self.errors.setdefault(path, []).append(text)

    def check(self, node: Node, value: Any, path: str) -> Any:
        whole = self.facts.resolve(self.module, node)
        if value is None:
            return None
        if "enum" in whole:
            return self._enumerated(whole, value, path)
        if "oneOf" in whole:
            return value
        if "properties" in whole:
            return self._object(whole, value, path)
        kind = whole.get("type")
        if kind == "boolean" and isinstance(value, str):
            value = SPELLED.get(value.lower(), value)
        if kind == "array":
            return self._array(whole, value, path)
        if not fits(kind, whole.get("format", ""), value):
            self.complain(path, f"The value is not a valid {kind}.")
        elif isinstance(value, str):
            value = self._text(whole, value, path)
        elif isinstance(value, dict) and len(value) > whole.get("maxProperties", len(value)):
            self.complain(path, f"At most {whole['maxProperties']} fields may be sent.")
        return value

    def _text(self, node: Node, value: str, path: str) -> str:
        if len(value) > node.get("maxLength", len(value)):
            self.complain(path, f"The value is longer than {node['maxLength']} characters.")
        return clock.in_utc(value) if node.get("format") == "date-time" else value

    def _enumerated(self, node: Node, value: Any, path: str) -> Any:
        for name in [*node["enum"], *node.get("enumNames", [])]:
            if str(name).lower() == str(value).lower():
                return name
        self.complain(path, f"'{value}' is not one of {', '.join(map(str, node['enum']))}.")
        return value

    def _object(self, node: Node, value: Any, path: str) -> Any:
        if not isinstance(value, dict):
            self.complain(path, "An object is expected.")
            return value
        sent = {key.lower(): item for key, item in value.items()}
        known = {}
        for key, sub in node["properties"].items():
            where = f"{path}.{key}" if path else key
            given = sent.get(key.lower())
            if given is None and not self._nullable(sub):
                # A null where none may be counts as not sent.
                if key in node.get("required", []):
                    self.complain(where, f"The {key} field is required.")
            elif key.lower() in sent:
                known[key] = self.check(sub, given, where)
        return known

    def _nullable(self, node: Node) -> bool:
        return bool(self.facts.resolve(self.module, node).get("nullable"))

    def _array(self, node: Node, value: Any, path: str) -> Any:
        if not isinstance(value, list):
            self.complain(path, "A list is expected.")
            return value
        items = node.get("items", {})
        for n, item in enumerate(value):
            if item is None and not self._nullable(items):
                self.complain(f"{path}[{n}]", "The item is required.")
        return [self.check(items, item, f"{path}[{n}]") for n, item in enumerate(value)]


def fits(kind: str | None, form: str, value: Any) -> bool:
    """Whether a JSON value has the type; numbers are never taken from text."""
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in {"integer", "number"}:
        return _counts(kind, form, value)
    if kind == "object":
        return isinstance(value, dict)
    if kind == "string":
        return isinstance(value, str) and _formed(form, value)
    return True


def _counts(kind: str, form: str, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int if kind == "integer" else int | float):
        return False
    most = LARGEST.get(form or ("int64" if kind == "integer" else ""), sys.float_info.max)
    return abs(value) <= most


def _formed(form: str, value: str) -> bool:
    try:
        if form in {"date-time", "date"}:
            datetime.fromisoformat(value)
            clock.in_utc(value)
        elif form == "guid":
            UUID(value)
    except (ValueError, OverflowError):
        return False
    return True
