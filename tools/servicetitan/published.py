"""What a published document says of its operations, in the words of contract.py."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.servicetitan.contract import (
    Contract,
    choice_text,
    field_text,
    fingerprint,
    parameter_text,
)

Json = Mapping[str, Any]
FORMATS: Mapping[str, str] = {"date-time": "date-time", "date": "date", "guid": "uuid"}
DEEPEST = 6
"""Levels of an answer in which values are looked for: schemas may hold themselves."""
LARGEST = 9_000_000_000_000_000_000
"""A bound beyond this only says int64."""
RULES: tuple[tuple[str, str], ...] = (
    ("minimum", ">="),
    ("maximum", "<="),
    ("minLength", "len>="),
    ("maxLength", "len<="),
    ("maxItems", "len<="),
    ("maxProperties", "len<="),
)


@dataclass(frozen=True)
class Published:
    """One module's document: its operations and the schemas they refer to."""

    operations: Sequence[Json]
    schemas: Json

    def contracts(self) -> Iterator[Contract]:
        for operation in self.operations:
            yield self._contract(operation)

    def _contract(self, operation: Json) -> Contract:
        method, path = operation["method"], operation["path"]
        wanted = [p for p in operation.get("params", []) if not _twice(p, path)]
        return Contract(
            route=f"{method} {path}",
            scope=operation.get("scope"),
            parameters={one["name"]: self._parameter(one) for one in wanted},
            body=self._sent_body(operation),
            answer=fingerprint(self._answer(operation)),
            last_listed=operation.get("lastListed"),
            operation_id=operation.get("id"),
            answer_values=self._answer_values(operation["responses"]) or None,
        )

    def _sent_body(self, operation: Json) -> str | None:
        if operation.get("contentType") == "multipart/form-data":
            return "file"
        return self.sent(operation["body"]) if operation.get("body") else None

    def _parameter(self, one: Json) -> str:
        name, place = one["name"], one["in"]
        if "sortFields" in one or name == "sort":
            return self._sorting(one)
        text = choice_text(one["knownValues"]) if _known(one) else self.sent(_whole(one))
        rules = [] if _known(one) else list(_rules(one))
        if one.get("type") == "string" and (most := _most(one)):
            rules = [rule for rule in rules if not rule.startswith("len<=")]
            rules.append(f"items<={most}")
        if "default" in one:
            rules.append(f"={one['default']}")
        return parameter_text(
            name, place, text.removesuffix("?"), rules, required=bool(one.get("required"))
        )

    def _sorting(self, one: Json) -> str:
        """A sort field carries its direction; `orderBy` has it in a parameter of its own."""
        names = one.get("sortFields") or self._sort_names(one)
        if one["name"] != "sort":
            default = [f"={one['default']}"] if "default" in one else []
            text = choice_text(names)
            return parameter_text(one["name"], one["in"], text, default, required=False)
        rules = [rf"~^[+-]({'|'.join(names)})$"] if names else []
        return parameter_text("sort", one["in"], "string", rules, required=False)

    def _sort_names(self, one: Json) -> Sequence[str]:
        """Memberships declare sorting as a list of objects and take the plain text."""
        item = self.schemas.get(one.get("items", {}).get("$ref", ""), {})
        for prop in item.get("properties", {}).values():
            names = self.schemas.get(prop.get("$ref", ""), {}).get("enum", [])
            if "Direction" not in prop.get("$ref", "") and names:
                return [str(name) for name in names]
        return []

    def sent(self, schema: Json, inside: tuple[str, ...] = ()) -> str:
        """Describe the type of a parameter or body."""
        text = self._sent(schema, inside)
        return f"{text}?" if schema.get("nullable") and text != "any" else text

    def _sent(self, schema: Json, inside: tuple[str, ...]) -> str:
        if "$ref" in schema:
            name = schema["$ref"]
            return "…" if name in inside else self.sent(self.schemas[name], (*inside, name))
        if "enum" in schema:
            return choice_text(schema["enum"])
        kind = schema.get("type")
        if kind == "array":
            return f"[{self.sent(schema.get('items', {}), inside)}]"
        if kind == "object":
            return self._sent_object(schema, inside)
        if kind == "string":
            return FORMATS.get(schema.get("format", ""), "string")
        return kind or "any"

    def _sent_object(self, schema: Json, inside: tuple[str, ...]) -> str:
        properties = schema.get("properties")
        if not properties:
            return f"{{*: {self.sent(schema.get('additionalProperties') or {}, inside)}}}"
        required = schema.get("required", [])
        fields = [
            field_text(name, self.sent(one, inside), list(_rules(one)), required=name in required)
            for name, one in properties.items()
        ]
        return f"{{{', '.join(fields)}}}"

    def _answer(self, operation: Json) -> str:
        responses = operation["responses"]
        bodies = [one for status, one in responses.items() if status.startswith("2") and one]
        if "302" in responses or operation["path"].endswith("/jobs/attachment/{id}"):
            return "file"
        if not bodies:
            return "any" if operation["method"] == "GET" else "nothing"
        shapes = dict.fromkeys(self.answered(one) for one in bodies)
        return " or ".join(shapes)

    def _answer_values(self, responses: Json) -> dict[str, list[str]]:
        bodies = [one for status, one in responses.items() if status.startswith("2") and one]
        return {name: values for body in bodies for name, values in self._values(body, ())}

    def _values(self, schema: Json, steps: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
        """Every field of a few values, by its path; a list counts as what it holds."""
        if "$ref" in schema:
            schema = self.schemas[schema["$ref"]]
        if "enum" in schema and steps:
            yield ".".join(steps), sorted(str(one) for one in schema["enum"] if one is not None)
        for part in (*schema.get("oneOf", []), *([schema["items"]] if "items" in schema else [])):
            yield from self._values(part, steps)
        if len(steps) < DEEPEST:
            for name, one in schema.get("properties", {}).items():
                yield from self._values(one, (*steps, name))

    def answered(self, schema: Json, inside: tuple[str, ...] = ()) -> str:
        """Describe the type of an answer; texts of every format are text."""
        text = self._answered(schema, inside)
        return f"{text}?" if schema.get("nullable") and text != "any" else text

    def _answered(self, schema: Json, inside: tuple[str, ...]) -> str:
        if "$ref" in schema:
            name = schema["$ref"]
            return "…" if name in inside else self._answered(self.schemas[name], (*inside, name))
        kind = schema.get("type")
        if kind == "array":
            return f"[{self.answered(schema.get('items', {}), inside)}]"
        if kind == "object":
            return self._answered_object(schema, inside)
        if schema.get("format") == "binary":
            return "file"
        return kind if kind and "oneOf" not in schema else "any"

    def _answered_object(self, schema: Json, inside: tuple[str, ...]) -> str:
        properties = schema.get("properties")
        if not properties or not inside:
            return f"{{*: {self.answered(schema.get('additionalProperties') or {}, inside)}}}"
        shapes = {name: self.answered(one, inside) for name, one in properties.items()}
        if {"page", "totalCount", "data"} <= shapes.keys():
            shapes["totalCount"] = "integer?"  # null unless asked for, also where that is not said
            shapes["data"] = shapes["data"].removesuffix("?")  # said of one list, seen of none
        fields = sorted(f"{name}: {text}" for name, text in shapes.items())
        return f"{{{', '.join(fields)}}}"


def _whole(one: Json) -> Json:
    """Numbers without a format are page numbers and ids: whole ones."""
    if one.get("type") == "number" and "format" not in one:
        return {**one, "type": "integer"}
    if one.get("type") == "object" and "additionalProperties" not in one:
        return {**one, "additionalProperties": {"type": "string"}}
    return one


def _twice(one: Json, path: str) -> bool:
    """A path parameter that the document lists as a query parameter too."""
    return bool(one["in"] == "query" and f"{{{one['name']}}}" in path)


def _known(one: Json) -> bool:
    return "knownValues" in one and one.get("type") == "string"


def _most(one: Json) -> int | None:
    """Values of external data are limited to 50 wherever they occur; some documents forget it."""
    return 50 if one["name"] == "externalDataValues" else one.get("maxItems")


def _rules(schema: Json) -> Iterator[str]:
    """The bounds of a value; the length of a text that is a time says nothing."""
    if schema.get("format") in FORMATS:
        return
    bounds = {f"{sign}{schema[word]}" for word, sign in RULES if word in schema}
    yield from (rule for rule in bounds if not rule.startswith("<=9") or int(rule[2:]) < LARGEST)
    if "pattern" in schema:
        yield f"~{schema['pattern']}"
