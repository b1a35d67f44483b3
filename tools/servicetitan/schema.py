"""JSON Schemas of an operation: arguments with everything inlined, answers as loose objects."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from typing_extensions import is_typeddict

from tools.servicetitan.types import api_name

Schema = dict[str, Any]
DEEPEST = 8
"""Levels of nesting that a schema spells out; a shape that contains itself ends there."""

SCALARS: Mapping[object, str] = {str: "string", int: "integer", bool: "boolean"}


def input_schema(model: type[BaseModel], any_of: Sequence[Sequence[str]]) -> Schema:
    raw = model.model_json_schema(by_alias=True)
    defs = raw.pop("$defs", {})
    schema: Schema = _inline(raw, defs, 0)
    schema.setdefault("properties", {})
    for group in any_of:
        names = ", ".join(api_name(one) for one in group)
        schema["description"] = f"At least one of these is required: {names}."
    return schema


def _inline(node: Any, defs: Mapping[str, Any], depth: int) -> Any:
    if isinstance(node, list):
        return [_inline(one, defs, depth) for one in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        return _referred(node, defs, depth)
    clean = {key: _child(key, one, defs, depth) for key, one in node.items() if key != "title"}
    if clean.get("default", ...) is None:
        del clean["default"]
    return _nullable(clean)


def _child(key: str, node: Any, defs: Mapping[str, Any], depth: int) -> Any:
    """Below `properties` the keys are names, so that a field called title keeps its schema."""
    if key == "properties":
        return {name: _inline(one, defs, depth + 1) for name, one in node.items()}
    return _inline(node, defs, depth)


def _referred(node: Mapping[str, Any], defs: Mapping[str, Any], depth: int) -> Schema:
    if depth > DEEPEST:
        return {"type": "object"}
    target = defs[node["$ref"].rpartition("/")[2]]
    beside = {key: one for key, one in node.items() if key != "$ref"}
    inlined = _inline({**target, **beside}, defs, depth + 1)
    if "description" not in beside:
        inlined.pop("description", None)  # a body class's docstring is for its readers
    return dict(inlined)


def _nullable(node: Schema) -> Schema:
    """Write `X or null` as one schema with two types, which is shorter and widely understood."""
    choices = node.get("anyOf", [])
    some = [one for one in choices if one != {"type": "null"}]
    if len(choices) != len(some) + 1 or len(some) != 1 or not isinstance(some[0].get("type"), str):
        return node
    rest = {key: one for key, one in node.items() if key != "anyOf"}
    merged = {**some[0], **rest, "type": [some[0]["type"], "null"]}
    if "enum" in merged:
        merged["enum"] = [*merged["enum"], None]
    return merged


def output_schema(kind: str, answer: Any) -> Schema:
    """An object in every case; ServiceTitan's answers may lack fields, hold null and grow."""
    if kind == "file":
        return _file()
    if kind == "list":
        return {"type": "object", "properties": {"items": _shape(answer, 0)}}
    shape = _shape(answer, 0)
    if shape.get("type") == ["object", "null"]:
        return {**shape, "type": "object"}
    return {"type": "object", "properties": {"result": shape}}


def _file() -> Schema:
    texts = {name: {"type": "string"} for name in ("contentType", "filename", "uri", "path")}
    return {"type": "object", "properties": {**texts, "size": {"type": "integer"}}}


def _shape(hint: Any, depth: int, bound: Mapping[Any, Any] | None = None) -> Schema:
    bound = bound or {}
    hint = bound.get(hint, hint) if isinstance(hint, TypeVar) else hint
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _shape(inside[0], depth, bound)
    if origin in {Union, UnionType}:
        return _union([one for one in inside if one is not NoneType], depth, bound)
    if origin is Literal:
        return {"type": ["string", "null"]}
    if origin is list:
        return {"type": ["array", "null"], "items": _shape(inside[0], depth + 1, bound)}
    if is_typeddict(origin or hint):
        return _record(hint, depth)
    return _scalar(origin or hint)


def _union(choices: Sequence[Any], depth: int, bound: Mapping[Any, Any]) -> Schema:
    if len(choices) == 1:
        return _shape(choices[0], depth, bound)
    if all(is_typeddict(get_origin(one) or one) for one in choices):
        shapes = [_record(one, depth) for one in choices]
        merged = {name: prop for shape in shapes for name, prop in shape["properties"].items()}
        return {"type": ["object", "null"], "properties": merged}
    if set(choices) == {str, int}:
        return {"type": ["string", "integer", "null"]}
    return {"type": ["number", "string", "null"]} if Decimal in choices else {}


def _record(hint: Any, depth: int) -> Schema:
    if depth > DEEPEST:
        return {"type": ["object", "null"]}
    made = get_origin(hint) or hint
    bound = dict(zip(getattr(made, "__parameters__", ()), get_args(hint), strict=True))
    fields = get_type_hints(made)
    shapes = {name: _shape(one, depth + 1, bound) for name, one in fields.items()}
    return {"type": ["object", "null"], "properties": shapes}


def _scalar(hint: Any) -> Schema:
    if hint is NoneType:
        return {"type": "null"}
    if hint is Decimal:
        return {"type": ["number", "string", "null"]}  # exact numbers may travel as text
    if hint is dict:
        return {"type": ["object", "null"]}
    return {"type": [SCALARS[hint], "null"]} if hint in SCALARS else {}
