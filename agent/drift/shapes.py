"""What an operation takes and answers, in the form in which two descriptions are compared."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Schema = Mapping[str, Any]
JSON = "application/json"
FORM = "multipart/form-data"
PLAIN = frozenset({"string", "integer", "number", "boolean"})
FILE = "file"
"""The kind of what a form sends as a file; documents call it text that is binary."""
_NAME = re.compile(r"{\w+}")
_LIMITS = ("minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems")
_FORMS = {"date-time": "date-time", "date": "date", "uuid": "uuid", "guid": "uuid"}
_INT64 = 9e18
"""A bound beyond this only says that a number has 64 bits."""


@dataclass(frozen=True)
class Shape:
    """What one field or parameter may hold."""

    kinds: frozenset[str]
    required: bool | None = False
    """None where only we ask for it: an upload without its file is nothing."""
    values: frozenset[str] = frozenset()
    default: str | None = None
    limits: frozenset[tuple[str, float]] = frozenset()
    form: str = ""
    """What kind of text it is, where it is more than plain text."""
    nullable: bool = False
    deprecated: bool | None = False
    """None where only its words say so: ours have no other way, a document's may mean anything."""


@dataclass(frozen=True)
class Described:
    """One operation as either side describes it: what it takes and answers, by its path."""

    name: str
    parameters: Mapping[str, Shape]
    answers: Mapping[str, Shape]
    bodies: Mapping[str, Mapping[str, Shape]] = field(default_factory=lambda: MappingProxyType({}))
    """The body and its fields by the form in which they are sent, the one to prefer first."""
    operation_id: str | None = None
    unlisted: bool = False
    """Whether no document showed it any more when ours was written."""
    deprecated: bool = False
    binary: bool = False
    """Whether a file comes back, which has no fields."""
    fieldless: bool = False
    """Whether no document showed a field of the answer, whatever ours says."""

    @property
    def sent_as(self) -> str | None:
        """The form of its body, if it has one."""
        return next(iter(self.bodies), None)

    @property
    def inputs(self) -> Mapping[str, Shape]:
        return self.inputs_as(self.sent_as)

    def inputs_as(self, form: str | None) -> Mapping[str, Shape]:
        """What it takes, its body in this form where it may be sent so."""
        body = self.bodies.get(form or "", self.bodies.get(self.sent_as or "", {}))
        return {**self.parameters, **body}


def key_of(method: str, path: str) -> str:
    """Names of places in a path and its case are no difference."""
    return f"{method.upper()} {_NAME.sub('{}', path).lower()}"


def shape_of(schema: Schema, *, required: bool, deprecated: bool = False) -> Shape:
    kind = schema.get("type", [])
    kinds = frozenset([kind] if isinstance(kind, str) else kind) - {"null"}
    inside = schema.get("items")
    values = values_of(schema) or (values_of(inside) if isinstance(inside, Mapping) else [])
    default = None if schema.get("default") is None else str(schema["default"])
    return Shape(
        frozenset({FILE}) if _is_file(schema) else kinds,
        required,
        frozenset(str(v) for v in values if v is not None),
        default,
        _limits(schema),
        _FORMS.get(schema.get("format", ""), ""),
        bool(schema.get("nullable")) or "null" in kind or None in values,
        deprecated or schema.get("deprecated") or (None if _old_by_words(schema) else False),
    )


def _is_file(schema: Schema) -> bool:
    """OpenAPI 3.0 says binary, 3.1 names a media type and no text encoding."""
    named = "contentMediaType" in schema and "contentEncoding" not in schema
    return schema.get("format") == "binary" or named


def values_of(schema: Schema) -> list[Any]:
    """The few values of a schema; OpenAPI 3.1 may write a single one as a constant."""
    if schema.get("enum"):
        return list(schema["enum"])
    return [schema["const"]] if "const" in schema else []


def _old_by_words(schema: Schema) -> bool:
    return "deprecated" in schema.get("description", "").lower()


def _limits(schema: Schema) -> frozenset[tuple[str, float]]:
    """The bounds of a value; the length of a text that is a time says nothing."""
    found = {word: schema[word] for word in _LIMITS if schema.get(word) is not None}
    if schema.get("format") in _FORMS or schema.get("type") == "object":
        return frozenset()
    return frozenset((word, float(one)) for word, one in found.items() if abs(one) < _INT64)
