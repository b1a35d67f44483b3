"""Whether a value is exactly what a schema of the facts says."""

import re
from collections.abc import Iterator
from typing import Any, Final

from sandbox.servicetitan.facts import Facts, Node

TIME: Final = r"[0-2]\d:[0-5]\d:[0-5]\d"
ANY: Final = re.compile(r".*", re.DOTALL)
# A few plain dates arrive with a midnight: see quirks.py.
FORMATS: Final = {
    "date-time": re.compile(rf"\d{{4}}-\d\d-\d\dT{TIME}(\.\d{{1,7}})?Z"),
    "date": re.compile(r"\d{4}-\d\d-\d\d(T00:00:00)?"),
    "duration": re.compile(rf"(\d+\.)?{TIME}(\.\d{{1,7}})?"),
    "guid": re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
    "email": re.compile(r"[^@\s]+@[^@\s]+"),
    "phone": re.compile(r"\+?[\d ()-]{7,}"),
}
# Enumerations that arrive as numbers, whatever their schema says.
NUMBERED = {"status", "landedCostMethod"}


def faults(facts: Facts, module: str, node: Node, value: Any, path: str = "") -> Iterator[str]:
    """One line per difference: missing or extra fields, wrong types, unknown enum values."""
    whole = facts.resolve(module, node)
    if not whole or "oneOf" in whole:
        return
    if value is None:
        if not whole.get("nullable"):
            yield f"{path}: null"
    elif "enum" in whole:
        number = path.rpartition(".")[2] in NUMBERED and value in range(len(whole["enum"]))
        if value not in whole["enum"] and not number:
            yield f"{path}: {value!r} is not in the enumeration"
    elif "properties" in whole:
        yield from _object(facts, module, whole, value, path)
    elif whole.get("type") == "array":
        yield from _array(facts, module, whole, value, path)
    elif not _fits(whole, value):
        yield f"{path}: {value!r} is not {whole.get('type')} {whole.get('format', '')}"


def _array(facts: Facts, module: str, whole: Node, value: Any, path: str) -> Iterator[str]:
    """A null element inside a list is something the real API sends."""
    if not isinstance(value, list):
        yield f"{path}: not a list"
        return
    for n, item in enumerate(value):
        if item is not None:
            yield from faults(facts, module, whole["items"], item, f"{path}[{n}]")


def _object(facts: Facts, module: str, whole: Node, value: Any, path: str) -> Iterator[str]:
    if not isinstance(value, dict):
        yield f"{path}: not an object"
        return
    for name in set(value) ^ set(whole["properties"]):
        yield f"{path}.{name}: {'extra' if name in value else 'missing'}"
    for name, sub in whole["properties"].items():
        if name in value:
            yield from faults(facts, module, sub, value[name], f"{path}.{name}")


def _fits(node: Node, value: Any) -> bool:
    kinds: dict[str, Any] = {
        "string": str,
        "integer": int,
        "number": (int, float),
        "boolean": bool,
        "object": dict,
    }
    kind = kinds.get(str(node.get("type")))
    if kind is None:
        return True
    if isinstance(value, bool) != (kind is bool) or not isinstance(value, kind):
        return False
    if kind is str:
        return FORMATS.get(node.get("format", ""), ANY).fullmatch(value) is not None
    return True
