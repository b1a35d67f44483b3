from typing import Any

import pytest
from pydantic_core import to_json

from agent.catalogue import load_catalogue
from agent.runners import schemas_of
from tests.kit.tokens import tokens_of
from tools.logic.outline import outline, part_of, tokens_in

WORDS = "What stands here is said at some length, so that leaving it out makes room."
LEAF: dict[str, Any] = {
    "type": "object",
    "properties": {"a": {"type": "string", "description": WORDS}},
}
TREE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "id": {"type": "integer"},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"leaf": LEAF}}},
    },
}


def test_a_schema_that_fits_stays_whole() -> None:
    assert outline(TREE, "tool", 1_000) == TREE


def test_the_deepest_level_goes_first_and_is_named() -> None:
    cut = outline(TREE, "tool", tokens_in(TREE) - 1)

    left = cut["properties"]["rows"]["items"]["properties"]["leaf"]
    assert left == {"type": "object", "description": "Left out: describe tool.rows.leaf for it."}
    assert cut["properties"]["id"] == {"type": "integer"}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("rows.leaf", LEAF),
        ("rows.leaf.a", LEAF["properties"]["a"]),
        ("rows.b", None),
        ("x.y", None),
    ],
)
def test_a_path_leads_to_a_part(path: str, found: object) -> None:
    assert part_of(TREE, path) == found


def test_tokens_are_never_estimated_too_low() -> None:
    for entry in load_catalogue().values():
        told = [entry.name, entry.text, schemas_of(entry)[0]]
        assert tokens_in(told) >= tokens_of(to_json(told).decode()), entry.name
