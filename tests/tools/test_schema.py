from decimal import Decimal
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, Field

from tools.deps import DEPS, Deps
from tools.errors import BadArguments
from tools.registry import MARK, Tool, reads, removes, writes
from tools.schema import checked, inlined, input_schema, output_schema


class Leaf(BaseModel):
    """The end of a branch."""

    title: str
    price: Decimal


class Answer(BaseModel):
    """Something that was found."""

    leaves: list[Leaf]
    first: Leaf | None


async def find(
    name: Annotated[str, Field(min_length=2, description="Whom.")],
    days: Annotated[int, Field(ge=1, le=9, description="How long.")] = 3,
    tags: Annotated[list[str] | None, Field(description="Which.")] = None,
    deps: Deps = DEPS,
) -> Answer:
    """Find somebody."""
    del name, days, tags, deps
    return Answer(leaves=[], first=None)


def tool_of(marked: Any) -> Tool:
    return Tool("find", "tests", getattr(marked, MARK), marked)


def test_the_outside_world_is_no_argument() -> None:
    schema = input_schema(tool_of(reads(find)))

    assert set(schema["properties"]) == {"name", "days", "tags"}
    assert schema["required"] == ["name"]
    assert schema["additionalProperties"] is False
    assert schema["properties"]["days"]["default"] == 3


def test_only_ordinary_writes_take_a_confirmation() -> None:
    marks = (reads, writes, writes(risk="grave"), removes)
    asks = ["confirmation" in input_schema(tool_of(mark(find)))["properties"] for mark in marks]

    assert asks == [False, True, False, False]


def test_schemas_hold_no_references_and_keep_a_property_named_title() -> None:
    schema = output_schema(tool_of(reads(find)))

    assert "$ref" not in str(schema)
    assert "$defs" not in str(schema)
    assert set(schema["properties"]["leaves"]["items"]["properties"]) == {"title", "price"}
    assert "title" not in schema


def test_a_reference_to_itself_ends() -> None:
    schema = {
        "$ref": "#/$defs/Node",
        "$defs": {"Node": {"type": "object", "properties": {"next": {"$ref": "#/$defs/Node"}}}},
    }

    assert inlined(schema)["properties"]["next"] == {
        "type": "object",
        "description": "Node, nested as above.",
    }


def test_arguments_become_values_with_their_defaults() -> None:
    assert checked(tool_of(reads(find)), {"name": "Ann"}) == {
        "name": "Ann",
        "days": 3,
        "tags": None,
    }


@pytest.mark.parametrize(
    ("arguments", "faults"),
    [
        ({}, {"name": "nothing"}),
        ({"name": "A"}, {"name": "'A'"}),
        ({"name": "Ann", "days": 10}, {"days": "10"}),
        ({"name": "Ann", "days": "x", "tags": ["a", 1]}, {"days": "'x'", "tags.1": "1"}),
        ({"name": "Ann", "deps": {}}, {"deps": "{}"}),
        ({"name": "Ann", "nmae": 1}, {"nmae": "1"}),
        ({"name": ["x" * 900]}, {"name": "…"}),
    ],
)
def test_every_fault_is_named_with_what_came_and_what_is_allowed(
    arguments: dict[str, Any], faults: dict[str, str]
) -> None:
    with pytest.raises(BadArguments) as refused:
        checked(tool_of(reads(find)), arguments)

    found = {fault.name: fault for fault in refused.value.faults}
    assert set(found) == set(faults)
    for name, received in faults.items():
        assert received in found[name].received
        assert len(found[name].received) <= 81
        assert found[name].allowed
    assert str(refused.value).startswith("find was not called, nothing was changed.")
