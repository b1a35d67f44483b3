"""Every place of a call that could name a record, and calls that name one there."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Schema = Mapping[str, Any]
_PLAIN: Mapping[str, Any] = {
    "integer": 1, "number": 1, "boolean": True, "string": "2026-03-12T15:00:00Z",
}  # fmt: skip


def numbers_of(schema: Schema, place: str) -> Iterator[str]:
    """Places of whole numbers, `[]` after every list on the way."""
    kinds = _kinds(schema)
    if "integer" in kinds:
        yield place
    if "array" in kinds:
        yield from numbers_of(schema["items"], f"{place}[]")
    for name, inside in schema.get("properties", {}).items():
        yield from numbers_of(inside, f"{place}.{name}")


def spot_of(place: str) -> str:
    """The same without lists, as the check of references names it."""
    return place.replace("[]", "")


def naming(arguments: Mapping[str, Any], schema: Schema, place: str, key: int) -> dict[str, Any]:
    """These arguments with an id at one place; what is missing on the way is made up."""
    name, *steps = place.replace("[]", ".[]").split(".")
    inside = schema["properties"][name]
    return {**arguments, name: _put(arguments.get(name), inside, steps, key)}


def _put(value: Any, schema: Schema, steps: Sequence[str], key: int) -> Any:
    if not steps:
        return key
    step, *rest = steps
    if step == "[]":
        first = value[0] if value else _made(schema["items"])
        return [_put(first, schema["items"], rest, key)]
    fields = value if value is not None else _made(schema)
    return {**fields, step: _put(fields.get(step), schema["properties"][step], rest, key)}


def _made(schema: Schema) -> Any:
    """The least that this schema allows."""
    if schema.get("enum"):
        return schema["enum"][0]
    kind = _kinds(schema)[0]
    if kind == "array":
        return []
    if kind == "object":
        fields = schema.get("properties", {})
        return {name: _made(fields[name]) for name in schema.get("required", []) if name in fields}
    return _PLAIN[kind]


def _kinds(schema: Schema) -> list[str]:
    kind = schema.get("type", "object")
    return [one for one in (kind if isinstance(kind, list) else [kind]) if one != "null"]
