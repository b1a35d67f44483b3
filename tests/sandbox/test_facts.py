import json
from pathlib import Path

import pytest

from sandbox.servicetitan.facts import load
from sandbox.servicetitan.make_facts import module_file

SHARED = Path(__file__).parents[2].parent / "shared" / "servicetitan"


def test_all_operations_and_their_schemas_are_there() -> None:
    facts = load()

    assert len(facts.operations) == 594
    assert len(facts.modules) == 25
    assert len({operation.key for operation in facts.operations}) == 594


def test_every_reference_resolves() -> None:
    facts = load()

    for operation in facts.operations:
        for node in [*operation.answers.values(), operation.body, *operation.in_query.values()]:
            if node:
                facts.resolve(operation.module, node)
        if operation.row:
            assert facts.schema(operation.module, operation.row)


@pytest.mark.skipif(not SHARED.exists(), reason="the source of the facts is not beside the project")
def test_facts_equal_their_source() -> None:
    listed = json.loads((SHARED / "index.json").read_text("utf-8"))["modules"]

    for entry in listed:
        source = json.loads((SHARED / f"{entry['module']}.json").read_text("utf-8"))
        ours = Path(__file__).parents[2] / "sandbox/servicetitan/facts" / f"{entry['module']}.json"
        assert ours.read_text("utf-8") == module_file(source), entry["module"]
