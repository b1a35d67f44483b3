"""The operations that an OpenAPI file describes."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from agent.drift.shapes import FORM, JSON, Described, Schema, Shape, key_of, shape_of, values_of

METHODS = ("get", "post", "put", "patch", "delete")
DEEPEST = 4
"""Levels of fields that are compared; our own schemas end a little deeper."""
_LINKS = 10
"""References to references that are followed."""


_SLIPS = (AttributeError, IndexError, KeyError, TypeError, RecursionError)
"""What reading comes to where a part is no object, no list, or has no end."""


class IllFormed(ValueError):
    """A part of a document that has not the form that OpenAPI gives it: says which."""


@contextmanager
def _reading(part: str) -> Iterator[None]:
    try:
        yield
    except _SLIPS as slip:
        message = f"in {part}"
        raise IllFormed(message) from slip


@dataclass(frozen=True)
class Document:
    """One OpenAPI file, 3.0 or 3.1."""

    content: Schema
    base: str = field(init=False)

    def __post_init__(self) -> None:
        with _reading("servers"):
            servers = self.content.get("servers") or [{}]
            base = urlsplit(servers[0].get("url", "")).path.rstrip("/")
        object.__setattr__(self, "base", base)

    @cached_property
    def operations(self) -> dict[str, Described]:
        found: dict[str, Described] = {}
        for path, item in self.content.get("paths", {}).items():
            with _reading(path):
                found |= self._below(path, item)
        return found

    def _below(self, path: str, item: Schema) -> dict[str, Described]:
        """The operations of one path."""
        found: dict[str, Described] = {}
        whole = path if path.startswith(f"{self.base}/") else f"{self.base}{path}"
        for method in METHODS:
            if method in item:
                name, shared = f"{method.upper()} {whole}", item.get("parameters", [])
                with _reading(name):
                    found[key_of(method, whole)] = self._described(name, item[method], shared)
        return found

    def _described(self, name: str, operation: Schema, shared: Sequence[Schema]) -> Described:
        parameters: dict[str, Shape] = {}
        for raw in (*shared, *operation.get("parameters", [])):
            parameter = self._resolved(raw)
            if parameter.get("in") in {"query", "path"} and parameter["name"] != "tenant":
                shape = self._merged(parameter.get("schema", {}))
                in_path = f"{{{parameter['name']}}}" in name  # some repeat it as a query parameter
                required = in_path or bool(parameter.get("required"))
                parameters[parameter["name"]] = shape_of(
                    shape, required=required, deprecated=bool(parameter.get("deprecated"))
                )
        return Described(
            name,
            parameters,
            dict(self.fields(self._answer(operation), "")),
            dict(self._bodies(self._resolved(operation.get("requestBody", {})))),
            operation.get("operationId"),
            deprecated=bool(operation.get("deprecated")),
        )

    def _bodies(self, holder: Schema) -> Iterator[tuple[str, dict[str, Shape]]]:
        """The body in each form that it may be sent in; JSON without a schema is none."""
        for form, schema in _contents(holder):
            if schema or form != JSON:
                whole = shape_of(self._merged(schema), required=True)
                yield form, {"body": whole, **dict(self.fields(schema, "body"))}

    def _answer(self, operation: Schema) -> Schema:
        """What any of the good answers may hold: a report is rows, or a token to ask again."""
        responses = operation.get("responses", {})
        good = [self._resolved(responses[code]) for code in responses if code.startswith("2")]
        return {"anyOf": [dict(_contents(one)).get(JSON, {}) for one in good]}

    def fields(
        self, schema: Schema, path: str, depth: int = 0, *, required: bool = False
    ) -> Iterator[tuple[str, Shape]]:
        whole = self._merged(schema)
        if path and depth:
            yield path, shape_of(whole, required=required)
        if depth > DEEPEST:
            return
        needed = whole.get("required", [])
        for name, inside in whole.get("properties", {}).items():
            here = f"{path}.{name}" if path else name
            yield from self.fields(inside, here, depth + 1, required=name in needed)
        if "items" in whole:
            items = self._merged(whole["items"])
            nested = {k: v for k, v in items.items() if k in {"properties", "required", "items"}}
            yield from (
                (name, one) for name, one in self.fields(nested, path, depth) if name != path
            )

    def _merged(self, schema: Schema) -> dict[str, Any]:
        """The schema behind a reference, with what `allOf` and its kin add."""
        whole = dict(self._resolved(schema))
        if "$ref" in whole.get("items", {}):
            whole["items"] = self._resolved(whole["items"])
        for word in ("allOf", "oneOf", "anyOf"):
            parts = [self._merged(part) for part in whole.pop(word, [])]
            some = [part for part in parts if part.get("type") != "null"]
            told = _told(whole, some, word) | ({"nullable": True} if some != parts else {})
            parts = some
            for inside in parts:
                properties = {**whole.get("properties", {}), **inside.get("properties", {})}
                whole = {**inside, **whole} | ({"properties": properties} if properties else {})
            whole |= told
        return whole

    def _resolved(self, node: Schema) -> Schema:
        """Follow local references; the names in them may be escaped."""
        for _ in range(_LINKS):
            if "$ref" not in node:
                break
            target: Any = self.content
            for step in str(node["$ref"]).removeprefix("#/").split("/"):
                name = step.replace("~1", "/").replace("~0", "~").replace("%7B", "{")
                if name not in target:
                    message = f"points at {node['$ref']}, which is not in it"
                    raise ValueError(message)
                target = target[name]
            node = {**target, **{key: one for key, one in node.items() if key != "$ref"}}
        return node


def _told(whole: Schema, parts: Sequence[Schema], word: str) -> dict[str, Any]:
    """What parts say together: all of `allOf` are required, of alternatives what each requires."""
    told: dict[str, Any] = {}
    needs = [set(part.get("required", [])) for part in parts]
    if needs:
        shared = set.union(*needs) if word == "allOf" else set.intersection(*needs)
        told["required"] = sorted({*whole.get("required", []), *shared})
    values = [values_of(part) for part in parts]
    if word != "allOf" and values and all(values):
        told["enum"] = [value for some in values for value in some]
    return told


def _contents(holder: Schema) -> list[tuple[str, Schema]]:
    """The schemas of a body by its form, JSON first, then a form with files."""
    kinds = (
        (_form(name), one.get("schema") or {}) for name, one in holder.get("content", {}).items()
    )
    return sorted(kinds, key=lambda kind: (kind[0] != JSON, kind[0] != FORM))


def _form(media: str) -> str:
    """A media type without what is said beside it; all of JSON's are one."""
    name = media.partition(";")[0].strip().lower()
    return JSON if name.endswith(("/json", "+json")) else name
