"""A sample of every API module over stdio, as Claude Desktop and Claude Code call it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from fastmcp import Client as McpClient
from fastmcp.client.transports import StdioTransport

from tests.kit.program import PROGRAM, ROOT, clean_environment
from tests.kit.world import environment_of
from tests.sweeps.calls import Sweep, called, modules, operations, text_of, yes

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
async def program(
    sweep: Sweep, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator["McpClient[Any]"]:
    """The real program behind a pipe, over the company of the sweeps."""
    state: Path = tmp_path_factory.mktemp("state")
    env = clean_environment(**environment_of(sweep.company, sweep.url), STATE_DIR=str(state))
    transport = StdioTransport(PROGRAM[0], [*PROGRAM[1:], "mcp"], env=env, cwd=str(ROOT))
    async with McpClient(transport, elicitation_handler=yes) as client:
        yield client


@pytest.mark.parametrize("module", modules())
async def test_every_module_can_be_read_over_stdio(
    sweep: Sweep, program: "McpClient[Any]", module: str
) -> None:
    entry = next(e for e in operations() if e.category == module and e.effect == "reads")

    answer = await called(program, entry.name, sweep.valid(entry))

    assert not answer.is_error, text_of(answer)
    assert "as_of" in (answer.structured_content or {})


@pytest.mark.parametrize("effect", ["writes", "removes"])
async def test_a_change_that_the_user_agrees_to(
    sweep: Sweep, program: "McpClient[Any]", effect: str
) -> None:
    entry = next(e for e in operations() if e.category == "dispatch" and e.effect == effect)
    arguments = {"name": entry.name, "arguments": sweep.valid(entry)}

    answer = await program.call_tool("call_tool", arguments, raise_on_error=False)

    assert (answer.structured_content or {})["status"] == "done", text_of(answer)
