"""What every tool says of itself: description, parameters, hints, output, and its snapshot."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from agent.aliases import ALIASES
from agent.auth import ROLE_SCOPES, principal
from agent.catalogue import Entry
from agent.exposure import Access, Exposure
from agent.mcp_tools import CatalogueTool
from tests.kit.tokens import tokens_of
from tests.sweeps.calls import Schema, Sweep, catalogue
from tools.principal import Role

SNAPSHOTS = Path(__file__).parents[1] / "snapshots"
MOST_LISTED = 25
AIM, LIMIT = 6_000, 8_000
"""Tokens of tools/list: what we aim at, and what fails."""

ACCESSES: tuple[Access, ...] = ("read", "confirm", "direct")
OWNER: Role = "owner"
CATALOGUE = catalogue()
CATEGORIES = sorted({entry.category for entry in CATALOGUE.values()})


@cache
def _tool(name: str) -> CatalogueTool:
    return CatalogueTool.of(CATALOGUE[name])


def _schemas(name: str) -> tuple[Schema, Schema]:
    tool = _tool(name)
    return tool.parameters, tool.output_schema or {}


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_tool_and_parameter_is_described(category: str) -> None:
    silent = [
        f"{entry.name}: {path}"
        for entry in _of(category)
        for path in _undescribed(_schemas(entry.name)[0])
    ]

    assert all(entry.text.strip() for entry in _of(category))
    assert not silent, "\n".join(silent)


@pytest.mark.parametrize("category", CATEGORIES)
def test_schemas_are_plain_objects_without_references(category: str) -> None:
    for entry in _of(category):
        for schema in _schemas(entry.name):
            assert schema["type"] == "object", entry.name
            assert not {"anyOf", "oneOf", "allOf"} & schema.keys(), entry.name
            assert "$ref" not in json.dumps(schema), entry.name


@pytest.mark.parametrize("category", CATEGORIES)
def test_limits_are_written_in_words_of_json_schema(category: str) -> None:
    """Clients know `minimum`; `ge` is the library's own word."""
    for entry in _of(category):
        told = _json(_schemas(entry.name))
        for word in ("ge", "le", "gt", "lt", "min_length", "max_length"):
            assert f'"{word}":' not in told, f"{entry.name}: {word}"


def test_the_four_hints_say_what_the_effect_says() -> None:
    for entry in CATALOGUE.values():
        hints = _annotations(entry)
        assert hints.keys() >= {
            *("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"),
        }, entry.name
        assert hints["readOnlyHint"] == (entry.effect == "reads"), entry.name
        assert hints["destructiveHint"] or entry.effect != "removes", entry.name
    assert _annotations(CATALOGUE["call_tool"])["destructiveHint"], "it can remove through others"


@pytest.mark.parametrize("category", CATEGORIES)
def test_every_tool_equals_its_snapshot(category: str) -> None:
    path = SNAPSHOTS / f"{category}.jsonl"
    now = "".join(f"{_line(entry)}\n" for entry in _of(category))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(now, encoding="utf-8")

    then = path.read_text(encoding="utf-8") if path.exists() else ""

    changed = [line.partition(",")[0] for line in _differing(then, now)]
    assert not changed, f"changed: {changed}; if meant, run ./dev snapshots"


def test_no_snapshot_is_left_over() -> None:
    assert {path.stem for path in SNAPSHOTS.glob("*.jsonl")} == set(CATEGORIES)


def test_a_renamed_tool_left_its_old_name() -> None:
    for old, new in ALIASES.items():
        assert old not in CATALOGUE
        assert new in CATALOGUE


async def test_the_listed_surface_is_small(sweep: Sweep) -> None:
    answer = await sweep.silent.list_tools_mcp()
    listed = answer.model_dump(mode="json", by_alias=True, exclude_none=True)

    tokens = tokens_of(_json(listed["tools"]))
    assert len(listed["tools"]) <= MOST_LISTED
    assert tokens <= LIMIT, f"tools/list is {tokens} tokens; the aim is {AIM}"


MODES = {
    **{
        f"{access}, {role}": (Exposure(access), role) for access in ACCESSES for role in ROLE_SCOPES
    },
    **{f"only {one}": (Exposure(toolsets=frozenset({one})), OWNER) for one in CATEGORIES},
}


@pytest.mark.parametrize("mode", MODES)
def test_the_listed_surface_is_small_in_every_mode(mode: str) -> None:
    exposure, role = MODES[mode]
    seen = exposure.visible(CATALOGUE, principal("ann", role, "stdio"))
    listed = [_mcp(entry) for entry in seen if entry.listed]

    assert 0 < len(listed) <= MOST_LISTED
    assert tokens_of(_json(listed)) <= AIM


def _mcp(entry: Entry) -> Any:
    return _tool(entry.name).to_mcp_tool().model_dump(mode="json", by_alias=True, exclude_none=True)


def _of(category: str) -> list[Entry]:
    return [entry for entry in CATALOGUE.values() if entry.category == category]


def _annotations(entry: Entry) -> dict[str, Any]:
    hints = _tool(entry.name).annotations
    return hints.model_dump(mode="json", by_alias=True, exclude_none=True) if hints else {}


def _line(entry: Entry) -> str:
    given, answered = _schemas(entry.name)
    return _json(
        {
            "name": entry.name,
            "description": entry.text,
            "input": given,
            "output": answered,
            "annotations": _annotations(entry),
        }
    )


def _differing(then: str, now: str) -> set[str]:
    return set(then.splitlines()) ^ set(now.splitlines())


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _undescribed(schema: Schema, path: str = "") -> Iterator[str]:
    """Parameters and nested fields that nothing is said of."""
    for name, inside in schema.get("properties", {}).items():
        here = f"{path}.{name}" if path else name
        if not inside.get("description"):
            yield here
        yield from _undescribed(inside, here)
        yield from _undescribed(inside.get("items", {}), f"{here}[]")
