"""A JSON schema within a size: what is cut out of it is named by a path that can be asked for."""

from collections.abc import Mapping
from typing import Any

from pydantic_core import to_json

Schema = Mapping[str, Any]
BYTES_PER_TOKEN = 3
"""An estimate on the safe side: o200k_base finds 3.4 bytes and more in each of our schemas, and
other tokenizers make somewhat more tokens of the same text."""
DEEPEST = 12
"""Levels of fields; no schema of ours has as many."""


def tokens_in(value: object) -> int:
    """How many tokens the JSON of this is, rather too many than too few."""
    return -(-len(to_json(value)) // BYTES_PER_TOKEN)


def outline(schema: Schema, place: str, tokens: int) -> Schema:
    """The schema with as many levels of fields as fit; `place` is what its fields lie below."""
    shown = schema
    for levels in range(DEEPEST, 0, -1):
        shown = _cut(schema, place, levels)
        if tokens_in(shown) <= tokens:
            break
    return shown


def part_of(schema: Schema, path: str) -> Schema | None:
    """What a path of names leads to, through lists too; None where it leads nowhere."""
    found: Schema | None = schema
    for name in path.split("."):
        while found and "items" in found:
            found = found["items"]
        found = (found or {}).get("properties", {}).get(name)
    return found


def _cut(node: Schema, place: str, levels: int) -> Schema:
    if "items" in node:
        return {**node, "items": _cut(node["items"], place, levels)}
    fields = node.get("properties")
    if not fields:
        return node
    if not levels:
        return {"type": node.get("type"), "description": f"Left out: describe {place} for it."}
    kept = {name: _cut(one, f"{place}.{name}", levels - 1) for name, one in fields.items()}
    return {**node, "properties": kept}
