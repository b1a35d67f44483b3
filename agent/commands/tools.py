"""`tools list|show|call`: the catalogue and its tools from a terminal."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from agent.auth import principal
from agent.commands.common import command, server_of
from agent.runners import runner_for
from agent.server import Server
from agent.settings import Settings
from tools.changes import Written
from tools.errors import ArgumentFault, BadArguments
from tools.principal import Principal
from tools.wording import received

ALLOWED = "allowed: a JSON object of arguments"
NOT_MADE = 3


@command
async def tools(settings: Settings, arguments: list[str]) -> int:
    """List the tools, show one, or call one.

    A call ends with 0 when it answered, 1 when it failed, 3 when it is a change that is not made
    or not known to be: a preview above all.
    """
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
    return NOT_MADE if isinstance(answer, Written) and answer.status != "done" else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("perfect-catch tools", description=tools.__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    listing = actions.add_parser("list", help="every tool, a line each")
    listing.add_argument("--json", action="store_true", help="as JSON")
    show = actions.add_parser("show", help="one tool with its schemas")
    show.add_argument("name")
    call = actions.add_parser("call", help="call a tool")
    call.add_argument("name")
    call.add_argument(
        "--json",
        default="{}",
        help="the arguments as a JSON object; @FILE takes them from a file, - from stdin",
    )
    return parser


def _arguments(given: str) -> dict[str, Any]:
    try:
        arguments = json.loads(_text(given))
    except OSError as odd:
        raise _refused(given, f"the file cannot be read: {odd.strerror}") from odd
    except ValueError as odd:
        raise _refused(given, f"{ALLOWED}; this is no JSON ({odd})") from odd
    if not isinstance(arguments, dict):
        raise _refused(given, ALLOWED)
    return arguments


def _text(given: str) -> str:
    if given == "-":
        return sys.stdin.read()
    return Path(given[1:]).read_text("utf-8") if given.startswith("@") else given


def _refused(given: str, told: str) -> BadArguments:
    return BadArguments("The tool", [ArgumentFault("--json", received(given), told)])


def _list(rows: list[dict[str, Any]], *, as_json: bool) -> None:
    if as_json:
        _print(rows)
        return
    table = Table("tool", "effect", "risk", "what it does")
    for row in rows:
        table.add_row(row["name"], row["effect"], row["risk"], row["summary"])
    Console().print(table)


def _shown(server: Server, name: str, caller: Principal) -> dict[str, Any]:
    entry = server.pipeline.find(name, caller)
    runner = runner_for(entry)
    return {
        **entry.row(),
        "description": entry.text,
        "input": runner.input_schema,
        "output": runner.output_schema,
    }


def _print(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")
