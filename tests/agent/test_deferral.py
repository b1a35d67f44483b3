import subprocess
import sys
from importlib import reload
from types import ModuleType

import pytest

from agent import deferral

BUILT = """
import mcp_types._v2025_11_25 as old, mcp_types._v2026_07_28 as new
print(sum(m.__pydantic_complete__ for v in (old, new) for m in vars(v).values()
          if isinstance(m, type) and hasattr(m, "__pydantic_complete__")))
"""


def built(imports: str) -> int:
    """How many of the wire models are ready once this was imported."""
    told = subprocess.run(
        [sys.executable, "-c", imports + BUILT], check=True, capture_output=True, text=True
    )
    return int(told.stdout)


def test_the_library_still_builds_every_wire_model_at_once() -> None:
    """When this fails, the SDK waits until they are used: remove `build_wire_models_when_used`."""
    assert built("import fastmcp.server.server") > 200


def test_a_command_builds_none_before_it_is_used() -> None:
    assert built("import agent.commands.mcp") < 10


@pytest.mark.parametrize("newer", [None, ModuleType("mcp_types._wire_base")])
def test_a_library_that_keeps_the_base_elsewhere_is_left_alone(
    newer: ModuleType | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "mcp_types._wire_base", newer)

    reload(deferral).build_wire_models_when_used()
