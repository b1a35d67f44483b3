"""What a running program has imported: only what somebody called."""

import json
from pathlib import Path

from tests.agent.test_stdio import HANDSHAKE, Speaker, env_of
from tests.kit.program import ROOT, peer
from tests.kit.world import World

WITNESS = """
import atexit, json, os, pathlib, sys
def tell():
    pathlib.Path(os.environ["IMPORTED"]).write_text(json.dumps(sorted(sys.modules)))
if "IMPORTED" in os.environ:
    atexit.register(tell)
"""
"""Python runs a `sitecustomize` before the program; this one tells what was imported at its end."""
PLUMBING = (
    "answers",
    "breaker",
    "client",
    "inputs",
    "lanes",
    "limiter",
    "operation",
    "shared_limiter",
    "token",
)


async def imported_by_a_session(
    world: World, folder: Path, calls: list[tuple[str, dict[str, object]]]
) -> set[str]:
    """The modules that a program imported which listed its tools and made calls."""
    (folder / "sitecustomize.py").write_text(WITNESS)
    told = folder / "imported.json"
    paths = f"{folder}:{ROOT}"
    async with peer({**env_of(world), "PYTHONPATH": paths, "IMPORTED": str(told)}) as line:
        speaker = Speaker(line, HANDSHAKE)
        await speaker.open()
        assert (await speaker.ask("tools/list", {}))["tools"]
        for name, arguments in calls:
            answer = await speaker.call(name, **arguments)
            assert not answer.get("isError"), answer
        assert (await line.leave()).code == 0
    return set(json.loads(told.read_text()))


async def operations_of_a_session(
    world: World, folder: Path, calls: list[tuple[str, dict[str, object]]]
) -> set[str]:
    """Those of them with a function per operation."""
    names = await imported_by_a_session(world, folder, calls)
    return {name for name in names if defines_operations(name)}


def defines_operations(name: str) -> bool:
    """Whether this is one of the modules with a function per operation."""
    path = ROOT.joinpath(*name.split(".")).with_suffix(".py")
    return (
        name.startswith("tools.servicetitan.")
        and path.is_file()
        and "(Module, base=" in path.read_text()
    )


async def test_listing_and_calling_imports_nothing_that_only_sessions_with_a_state_need(
    world: World, tmp_path: Path
) -> None:
    calls: list[tuple[str, dict[str, object]]] = [("get_sync_status", {})]

    imported = await imported_by_a_session(world, tmp_path, calls)

    assert imported.isdisjoint({"beartype", "key_value"})


async def test_listing_the_tools_imports_no_operation(world: World, tmp_path: Path) -> None:
    assert await operations_of_a_session(world, tmp_path, []) == set()


async def test_a_call_imports_its_own_module_and_no_other(world: World, tmp_path: Path) -> None:
    call: dict[str, object] = {"name": "jbce_list_call_reasons", "arguments": {}}

    imported = await operations_of_a_session(world, tmp_path, [("call_tool", call)])

    assert imported == {"tools.servicetitan.jbce"}


async def test_a_search_imports_no_operation(world: World, tmp_path: Path) -> None:
    search: dict[str, object] = {"query": "cancel a job"}

    assert await operations_of_a_session(world, tmp_path, [("search_tools", search)]) == set()


def test_the_modules_of_operations_are_known_by_their_form() -> None:
    assert defines_operations("tools.servicetitan.jbce")
    assert defines_operations("tools.servicetitan.jpm.jobs")
    assert not any(defines_operations(f"tools.servicetitan.{name}") for name in PLUMBING)
