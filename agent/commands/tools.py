"""`tools list|show|call`: the catalogue and its tools from a terminal."""

import argparse
import json
import sys
from typing import Any

from rich.console import Console
from rich.table import Table

from agent.auth import principal
from agent.commands.common import command, server_of
from agent.runners import runner_of
from agent.server import Server
from agent.settings import Settings
from tools.errors import ArgumentFault, BadArguments
from tools.principal import Principal


@command
async def tools(settings: Settings, arguments: list[str]) -> int:
    """List the tools, show one, or call one."""
    options = _parser().parse_args(arguments)
    server = server_of(settings)
    caller = principal("cli", settings.stdio_role, "cli")
    if options.action == "list":
        _list(server.tool_rows(caller), as_json=options.json)
        return 0
    if options.action == "show":
        _print(_shown(server, options.name, caller))
        return 0
    async with server.running():
        answer = await server.call_tool(options.name, _arguments(options.json), caller)
    _print(answer.model_dump(mode="json"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("perfect-catch tools", description=tools.__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    listing = actions.add_parser("list", help="every tool, a line each")
    listing.add_argument("--json", action="store_true", help="as JSON")
    show = actions.add_parser("show", help="one tool with its schemas")
    show.add_argument("name")
    call = actions.add_parser("call", help="call a tool")
    call.add_argument("name")
    call.add_argument("--json", default="{}", help="the arguments as a JSON object")
    return parser


def _arguments(text: str) -> dict[str, Any]:
    try:
        arguments = json.loads(text)
    except ValueError:
        arguments = None
    if isinstance(arguments, dict):
        return arguments
    fault = ArgumentFault("--json", repr(text)[:80], "allowed: a JSON object of arguments")
    raise BadArguments("The tool", [fault])


def _list(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        _print(rows)
        return
    table = Table("tool", "effect", "risk", "what it does")
    for row in rows:
        table.add_row(row["name"], row["effect"], row["risk"], row["summary"])
    Console().print(table)


def _shown(server: Server, name: str, caller: Principal) -> dict[str, Any]:
    entry = server.caller.find(name, caller)
    runner = runner_of(entry.target)
    return {
        **entry.row(),
        "description": entry.text,
        "input": runner.input_schema,
        "output": runner.output_schema,
    }


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
