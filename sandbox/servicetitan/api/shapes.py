"""Rows cut to the exact fields of a response schema, at every depth."""

from collections.abc import Callable
from typing import Any, Final

from sandbox.servicetitan.api.quirks import QUIRKS
from sandbox.servicetitan.facts import Facts, Node

Row = dict[str, Any]
Cut = Callable[[Any], Any]

EPOCH: Final = "2024-01-01T00:00:00Z"
TEXT_DEFAULTS: Final = {
    "date-time": EPOCH,
    "date": "2024-01-01",
    "duration": "00:00:00",
    "guid": "00000000-0000-4000-8000-000000000000",
    "uri": "https://example.com/",
}
_MISSING: Final = object()


class Shapes:
    """Compiles schemas into functions that cut rows, each schema once."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self._cuts: dict[tuple[str, str], Cut] = {}

    def keys(self, module: str, name: str) -> list[str]:
        return list(self.facts.properties(module, name))

    def default(self, module: str, node: Node, name: str = "") -> Any:
        """What a field holds when the company has nothing to say about it."""
        whole = self.facts.resolve(module, node)
        if whole.get("nullable"):
            return None
        if "enum" in whole:
            return whole["enum"][0]
        if "properties" in whole:
            return {key: self.default(module, sub, key) for key, sub in whole["properties"].items()}
        kind = str(whole.get("type"))
        if kind == "boolean":
            return name in {"active", "isActive"}
        text = TEXT_DEFAULTS.get(whole.get("format", ""), "")
        return {"string": text, "array": [], "object": {}, "integer": 0, "number": 0.0}.get(kind)

    def cut(self, module: str, name: str) -> Cut:
        """The function that turns a row into an object of the named schema."""
        made = self._cuts.get((module, name))
        if made is None:
            fields: list[tuple[str, Any, Cut | None]] = []
            quirk = QUIRKS.get(name)
            plain = _cutter(fields)
            made = (lambda row: quirk(plain(row))) if quirk else plain
            self._cuts[module, name] = made
            for key, node in self.facts.properties(module, name).items():
                fields.append((key, self.default(module, node, key), self.inner(module, node)))
        return made

    def inner(self, module: str, node: Node) -> Cut | None:
        """How values below this node are cut; None when they stay as they are."""
        if "ref" in node:
            target = self.facts.schema(module, node["ref"])
            return (
                self.cut(module, node["ref"])
                if "properties" in target
                else self.inner(module, target)
            )
        if "enumNames" in node:
            return _numbered(dict(zip(node["enumNames"], node["enum"], strict=True)))
        if node.get("type") == "array":
            each = self.inner(module, node.get("items", {}))
            return _each(each) if each else None
        if "properties" in node:
            fields = [
                (k, self.default(module, n, k), self.inner(module, n))
                for k, n in node["properties"].items()
            ]
            return _cutter(fields)
        return None


def _cutter(fields: list[tuple[str, Any, Cut | None]]) -> Cut:
    def cut(row: Any) -> Any:
        if not isinstance(row, dict):
            return row
        out = {}
        for key, default, inner in fields:
            value = row.get(key, _MISSING)
            if value is _MISSING:
                out[key] = default
            elif inner is None or value is None:
                out[key] = value
            else:
                out[key] = inner(value)
        return out

    return cut


def _numbered(numbers: dict[str, int]) -> Cut:
    """Words that are shown as their numbers."""
    return lambda value: numbers.get(value, value)


def _each(inner: Cut) -> Cut:
    return lambda values: [inner(value) for value in values] if isinstance(values, list) else values
